/**
 * Amazon SQS: standard and FIFO queues on the simulation's clock. All 23 operations of the API are answered.
 * Left out: encryption itself (its attributes are kept), accounts other than the world's own, regions.
 */
import { type Link, nodeOfArn } from "../link";
import type { Service, World } from "../service";
import { changeMessageVisibilityBatch, deleteMessageBatch, sendMessageBatch } from "./batch";
import { Sqs } from "./context";
import { deleteMessage } from "./delete";
import { unsupportedOperation } from "./errors";
import {
  createQueue,
  deleteQueue,
  getQueueAttributes,
  getQueueUrl,
  listQueues,
  purgeQueue,
  setQueueAttributes,
} from "./manage";
import { cancelMessageMoveTask, listMessageMoveTasks, startMessageMoveTask } from "./move-task";
import { addPermission, removePermission } from "./policy";
import { receiveMessage } from "./receive";
import { listDeadLetterSourceQueues } from "./redrive";
import { sendMessage } from "./send";
import { listQueueTags, tagQueue, untagQueue } from "./tags";
import { changeMessageVisibility } from "./visibility";

const operations = new Map(
  Object.entries({
    AddPermission: addPermission,
    CancelMessageMoveTask: cancelMessageMoveTask,
    ChangeMessageVisibility: changeMessageVisibility,
    ChangeMessageVisibilityBatch: changeMessageVisibilityBatch,
    CreateQueue: createQueue,
    DeleteMessage: deleteMessage,
    DeleteMessageBatch: deleteMessageBatch,
    DeleteQueue: deleteQueue,
    GetQueueAttributes: getQueueAttributes,
    GetQueueUrl: getQueueUrl,
    ListDeadLetterSourceQueues: listDeadLetterSourceQueues,
    ListMessageMoveTasks: listMessageMoveTasks,
    ListQueues: listQueues,
    ListQueueTags: listQueueTags,
    PurgeQueue: purgeQueue,
    ReceiveMessage: receiveMessage,
    RemovePermission: removePermission,
    SendMessage: sendMessage,
    SendMessageBatch: sendMessageBatch,
    SetQueueAttributes: setQueueAttributes,
    StartMessageMoveTask: startMessageMoveTask,
    TagQueue: tagQueue,
    UntagQueue: untagQueue,
  }),
);

/** The operations that are answered, by AWS's names. */
export const SQS_OPERATIONS: readonly string[] = [...operations.keys()];

/** SQS on a world's clock, calendar and trace. */
export function createSqs(world: World): Service {
  const sqs = new Sqs(world);
  return {
    name: "sqs",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupportedOperation(`SQS has no operation ${operation}.`);
      return run(sqs, input, caller);
    },
    links: () => linksOf(sqs),
  };
}

function* linksOf({ queues }: Sqs): Iterable<Link> {
  for (const { name, attributes } of queues.all()) {
    const policy = attributes.redrivePolicy?.policy;
    const from = `sqs:${name}`;
    if (policy === undefined) yield { from };
    else {
      const to = nodeOfArn(policy.deadLetterTargetArn);
      yield { from, to, how: "deadLetters", label: `${policy.maxReceiveCount}x` };
    }
  }
}
