/** What a right queue shows for a script: a plain model of the statement of X2. */
import type { SeenMessage } from "../../support";
import type { QueueRun, QueueScript, QueueSeen } from "../../x2";

interface Held {
  number: number; // which send it came from, from 0
  body: string;
  priority: number;
  attempts: number;
}

/** What a right queue shows for the script. Ids stand for sends: message.id is the number of the send. */
export function expectedRun(script: QueueScript): QueueRun {
  const waiting: Held[] = [];
  const dead: Held[] = [];
  const seen: QueueSeen[] = [];
  const failures = new Map(script.failures);
  const hands = new Map<number, Held | null>();
  const max = script.maxAttempts ?? 3;
  let sent = 0;
  const view = ({ number, body, priority, attempts }: Held): SeenMessage => ({ id: number, body, priority, attempts });

  const receive = (): Held | null => {
    let best = 0;
    for (let i = 1; i < waiting.length; i++) {
      const [a, b] = [waiting[i], waiting[best]];
      if (a.priority < b.priority || (a.priority === b.priority && a.number < b.number)) best = i;
    }
    const message = waiting.splice(best, 1)[0] ?? null;
    seen.push({ call: "receiveMessage()", message: message && view(message), size: waiting.length });
    return message;
  };
  const process = (message: Held): void => {
    const left = failures.get(message.body) ?? 0;
    if (left > 0) {
      failures.set(message.body, left - 1);
      message.attempts += 1;
      (message.attempts >= max ? dead : waiting).push(message);
    }
    const handled = [message.body];
    const size = waiting.length;
    seen.push({ call: "processMessage(message, handler)", handled, result: left <= 0, dead: dead.length, size });
  };

  for (const step of script.steps) {
    if (step.do === "send") {
      waiting.push({ number: sent, body: step.body, priority: step.priority ?? 0, attempts: 0 });
      seen.push({ call: "sendMessage", id: sent++, size: waiting.length });
    } else if (step.do === "receive") {
      hands.set(step.hand, receive());
    } else if (step.do === "process") {
      const message = hands.get(step.hand);
      if (message) process(message);
    } else {
      for (let left = step.do === "drain" ? step.limit : 1; left > 0; left--) {
        const message = receive();
        if (message === null) break;
        process(message);
      }
    }
  }
  return { seen, dead: dead.map(view) };
}
