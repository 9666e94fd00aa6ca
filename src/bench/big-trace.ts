/** A trace of so many facts about the messages of one queue that breathes: the load goes up and down, one in nine fails once. */
import { Random } from "../sim/random";
import { type Subject, Trace } from "../sim/trace";

const FAILS = 1 / 9;
const WAVE_MS = 600_000;

export function bigTrace(facts: number, seed: number): Trace {
  const random = new Random(seed, "big trace");
  const clock = { now: 0 };
  const trace = new Trace(clock);
  const [sent, received, deleted, returned] = ["Sent", "Received", "Deleted", "Returned"].map((verb) =>
    trace.name(`sqs.${verb}`),
  );
  const queue = trace.name("orders");
  const waiting: { subject: Subject; deliveries: number }[] = [];
  let next = 0;
  while (trace.length < facts) {
    clock.now += random.integer(1, 40);
    if (random.uniform() < 0.5 + 0.1 * Math.sin(clock.now / WAVE_MS)) {
      const subject = trace.subject(random.uuid());
      waiting.push({ subject, deliveries: 0 });
      trace.add(sent!, queue, subject, 100, 0, -1);
    }
    const message = random.uniform() < 0.6 ? waiting[next] : undefined;
    if (message === undefined) continue;
    next++;
    message.deliveries++;
    trace.add(received!, queue, message.subject, message.deliveries, 0, -1);
    if (random.uniform() < FAILS) {
      trace.add(returned!, queue, message.subject, message.deliveries, 0, -1);
      waiting.push(message);
    } else trace.add(deleted!, queue, message.subject, message.deliveries, 0, -1);
  }
  return trace;
}
