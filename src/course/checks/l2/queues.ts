/** L2, step 1: the four queues as they stand. */
import type { Finding } from "../types";
import { hints } from "./hints";
import { type LabRun, LONG_POLL_SECONDS, type QueueFacts } from "./play";

/** What createQueues left. */
export function queuesFindings({ queues }: LabRun): Finding[] {
  const { standard, fifo, standardDeadLetters, fifoDeadLetters } = queues;
  const isFifo = (facts: QueueFacts) => facts.attributes.FifoQueue === "true";
  const roads: [QueueFacts, QueueFacts][] = [
    [standard, standardDeadLetters],
    [fifo, fifoDeadLetters],
  ];
  const all = Object.values(queues);
  return [
    {
      claim: {
        es: "Hay cuatro colas distintas, y llamar dos veces a createQueues no falla",
        en: "There are four different queues, and calling createQueues twice does not fail",
      },
      ok: all.every((facts) => facts.exists) && new Set(all.map((facts) => facts.name)).size === 4,
      given: "await createQueues(cloud); await createQueues(cloud)",
      observed: all.map((facts) => (facts.exists ? facts.name : `? ${facts.name}`)),
      expected: "4 × https://sqs.us-east-1.amazonaws.com/123456789012/...",
      hint: hints.attributes,
    },
    {
      claim: {
        es: "fifo y su cola de muertos son FIFO; las otras dos, no",
        en: "fifo and its dead-letter queue are FIFO; the other two are not",
      },
      ok:
        all.every((facts) => facts.exists) &&
        isFifo(fifo) &&
        isFifo(fifoDeadLetters) &&
        !isFifo(standard) &&
        !isFifo(standardDeadLetters),
      observed: all.map((facts) => [facts.name, facts.attributes.FifoQueue ?? "-"]),
      expected: ["-", "true", "-", "true"],
      hint: hints.attributes,
    },
    {
      claim: {
        es: "A la tercera recepción sin borrar sigue la cola de muertos (maxReceiveCount 3)",
        en: "After three receives without a delete comes the dead-letter queue (maxReceiveCount 3)",
      },
      ok: roads.every(
        ([queue, dead]) =>
          dead.exists &&
          redrive(queue).deadLetterTargetArn === dead.attributes.QueueArn &&
          Number(redrive(queue).maxReceiveCount) === 3,
      ),
      observed: roads.map(([queue]) => redrive(queue)),
      expected: roads.map(([, dead]) => ({ deadLetterTargetArn: dead.attributes.QueueArn, maxReceiveCount: 3 })),
      hint: hints.attributes,
    },
    {
      claim: {
        es: "Un mensaje que falla vuelve antes de 20 segundos (VisibilityTimeout)",
        en: "A failed message comes back within 20 seconds (VisibilityTimeout)",
      },
      ok: [standard, fifo].every(
        (facts) => facts.exists && Number(facts.attributes.VisibilityTimeout) < LONG_POLL_SECONDS,
      ),
      observed: [standard, fifo].map((facts) => facts.attributes.VisibilityTimeout),
      expected: "< 20",
      hint: hints.visibility,
    },
  ];
}

function redrive(facts: QueueFacts): { maxReceiveCount?: unknown; deadLetterTargetArn?: unknown } {
  try {
    return JSON.parse(facts.attributes.RedrivePolicy ?? "{}");
  } catch {
    return {};
  }
}
