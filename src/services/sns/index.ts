/**
 * Amazon SNS: standard and FIFO topics, every kind of endpoint but Firehose, on the simulation's clock.
 * Left out: encryption and delivery logs (their attributes are kept), data protection policies, real signatures, accounts
 * other than the world's own, spending limits of text messages, the request that tells a web server of an unsubscription.
 */
import { type Link, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import { Sns } from "./context";
import { unsupported } from "./errors";
import type { Inbox } from "./inbox";
import { addPermission, removePermission } from "./permissions";
import * as platform from "./platform";
import { publish, publishBatch } from "./publish";
import * as sms from "./sms";
import {
  confirmSubscription,
  getSubscriptionAttributes,
  listSubscriptions,
  listSubscriptionsByTopic,
  setSubscriptionAttributes,
  subscribe,
  unsubscribe,
} from "./subscribe";
import { listTagsForResource, tagResource, untagResource } from "./tags";
import { createTopic, deleteTopic, getTopicAttributes, listTopics, setTopicAttributes } from "./topics";

export type { Channel, HttpAnswer, HttpHandler, Received } from "./inbox";
export { Inbox } from "./inbox";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (sns: Sns, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    AddPermission: addPermission,
    CheckIfPhoneNumberIsOptedOut: sms.checkIfPhoneNumberIsOptedOut,
    ConfirmSubscription: confirmSubscription,
    CreatePlatformApplication: platform.createPlatformApplication,
    CreatePlatformEndpoint: platform.createPlatformEndpoint,
    CreateSMSSandboxPhoneNumber: sms.createSMSSandboxPhoneNumber,
    CreateTopic: createTopic,
    DeleteEndpoint: platform.deleteEndpoint,
    DeletePlatformApplication: platform.deletePlatformApplication,
    DeleteSMSSandboxPhoneNumber: sms.deleteSMSSandboxPhoneNumber,
    DeleteTopic: deleteTopic,
    GetEndpointAttributes: platform.getEndpointAttributes,
    GetPlatformApplicationAttributes: platform.getPlatformApplicationAttributes,
    GetSMSAttributes: sms.getSMSAttributes,
    GetSMSSandboxAccountStatus: sms.getSMSSandboxAccountStatus,
    GetSubscriptionAttributes: getSubscriptionAttributes,
    GetTopicAttributes: getTopicAttributes,
    ListEndpointsByPlatformApplication: platform.listEndpointsByPlatformApplication,
    ListOriginationNumbers: sms.listOriginationNumbers,
    ListPhoneNumbersOptedOut: sms.listPhoneNumbersOptedOut,
    ListPlatformApplications: platform.listPlatformApplications,
    ListSMSSandboxPhoneNumbers: sms.listSMSSandboxPhoneNumbers,
    ListSubscriptions: listSubscriptions,
    ListSubscriptionsByTopic: listSubscriptionsByTopic,
    ListTagsForResource: listTagsForResource,
    ListTopics: listTopics,
    OptInPhoneNumber: sms.optInPhoneNumber,
    Publish: publish,
    PublishBatch: publishBatch,
    RemovePermission: removePermission,
    SetEndpointAttributes: platform.setEndpointAttributes,
    SetPlatformApplicationAttributes: platform.setPlatformApplicationAttributes,
    SetSMSAttributes: sms.setSMSAttributes,
    SetSubscriptionAttributes: setSubscriptionAttributes,
    SetTopicAttributes: setTopicAttributes,
    Subscribe: subscribe,
    TagResource: tagResource,
    Unsubscribe: unsubscribe,
    UntagResource: untagResource,
    VerifySMSSandboxPhoneNumber: sms.verifySMSSandboxPhoneNumber,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const SNS_OPERATIONS: readonly string[] = [...operations.keys()];

export interface SnsService extends Service {
  /** Mailboxes, phones, devices and web servers outside the cloud. */
  readonly inbox: Inbox;
  /** The SMS sandbox: new AWS accounts are in it; here none is unless this is set. */
  isInSmsSandbox: boolean;
}

/** SNS on a world's clock, calendar and trace. */
export function createSns(world: World): SnsService {
  const sns = new Sns(world);
  sns.inbox.onLink = (url) => follow(sns, url);
  return {
    name: "sns",
    inbox: sns.inbox,
    get isInSmsSandbox() {
      return sns.phones.isInSandbox;
    },
    set isInSmsSandbox(value) {
      sns.phones.isInSandbox = value;
    },
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(`nubelab does not simulate the operation ${operation} of SNS.`);
      return run(sns, input, caller);
    },
    links: () => linksOf(sns),
  };
}

function* linksOf({ topics, subscriptions }: Sns): Iterable<Link> {
  for (const { name } of topics.values()) yield { from: `sns:${name}` };
  for (const { topic, protocol, endpoint, target, isPending, attributes } of subscriptions.values()) {
    const from = `sns:${topic.name}`;
    const to = /^(sqs|lambda)$/.test(protocol) ? nodeOfArn(endpoint) : `${protocol}:${target}`;
    yield { from, to, how: "delivers", isPending };
    const deadLetters = attributes.redrive?.queueArn;
    if (deadLetters !== undefined) yield { from, to: nodeOfArn(deadLetters), how: "deadLetters", label: target };
  }
}

/** A link from a mail or a request is followed by somebody who is not signed in. */
function follow(sns: Sns, url: string): unknown {
  const link = /^https:\/\/sns\.[\w-]+\.amazonaws\.com\/\?(.*)$/.exec(url.trim());
  const given = new URLSearchParams(link?.[1] ?? "");
  const nobody: Caller = { principal: "anonymous", account: sns.world.account, secureTransport: true };
  if (given.get("Action") === "ConfirmSubscription") {
    const input = { TopicArn: given.get("TopicArn") ?? "", Token: given.get("Token") ?? "" };
    return confirmSubscription(sns, input, nobody, true);
  }
  if (given.get("Action") === "Unsubscribe") {
    return unsubscribe(sns, { SubscriptionArn: given.get("SubscriptionArn") ?? "" }, nobody, true);
  }
  throw new TypeError(`open: a link that SNS sent, not ${url}`);
}
