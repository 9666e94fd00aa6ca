/** Small runs written by hand, whose numbers a test can count, and one of a million facts. */
import { Random } from "../../../src/sim/random";
import { type Subject, Trace } from "../../../src/sim/trace";

/** A trace with a clock that the story moves; `at` in seconds. */
export class Story {
  readonly #clock = { now: 0 };
  readonly trace = new Trace(this.#clock);
  readonly #ids = new Map<string, Subject>();

  tell(at: number, kind: string, resource: string, id = "", value = Number.NaN, text = "", detail?: object): this {
    this.#clock.now = Math.round(at * 1000);
    let subject: Subject = 0;
    if (id !== "") {
      subject = this.#ids.get(id) ?? this.trace.subject(id);
      this.#ids.set(id, subject);
    }
    this.trace.append(kind, resource, { subject, value, text, ...(detail ? { detail: { ...detail } } : {}) });
    return this;
  }
}

interface Fact {
  at: number;
  kind: string;
  resource: string;
  id: string;
  value: number;
  text: string;
  detail?: object;
}

/** Facts given message by message, told in the order of time (equal times: in the order given). */
export function told(facts: readonly Fact[]): Trace {
  const story = new Story();
  for (const fact of [...facts].sort((a, b) => a.at - b.at)) {
    story.tell(fact.at, fact.kind, fact.resource, fact.id, fact.value, fact.text, fact.detail);
  }
  return story.trace;
}

/**
 * A lab: ten orders, one a second, one of them delayed by 8 s. A consumer takes 3 s over each. Order 3 fails once, order 6
 * always: after three deliveries it goes to the dead-letter queue. Visibility timeout 6 s.
 */
export function lab(): Trace {
  const facts: Fact[] = [];
  const say = (
    at: number,
    verb: string,
    id: string,
    value = Number.NaN,
    text = "",
    detail?: object,
    resource = "orders",
  ) => facts.push({ at, kind: `sqs.${verb}`, resource, id, value, text, ...(detail ? { detail } : {}) });
  facts.push({ at: 0, kind: "sqs.QueueCreated", resource: "orders", id: "", value: Number.NaN, text: "" });
  facts.push({ at: 0, kind: "sqs.QueueCreated", resource: "orders-dlq", id: "", value: Number.NaN, text: "" });
  for (let n = 1; n <= 10; n++) {
    const id = `order-${n}`;
    say(n, "Sent", id, 120, "", n === 8 ? { delayMs: 8_000 } : undefined);
    let ready = n;
    if (n === 8) {
      ready = n + 8;
      say(ready, "Available", id);
    }
    const attempts = n === 3 ? 2 : n === 6 ? 3 : 1;
    let taken = ready + n * 0.4;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      say(taken, "Received", id, attempt);
      const fails = n === 6 || (n === 3 && attempt === 1);
      if (!fails) say(taken + 3, "Deleted", id);
      else say(taken + 6, "Returned", id, attempt);
      if (n === 6 && attempt === 3) {
        say(taken + 7, "DeadLettered", id, 3, "orders-dlq");
        say(taken + 7, "Moved", id, 3, "orders", undefined, "orders-dlq");
      }
      taken += 7;
    }
  }
  facts.push({ at: 36, kind: "sqs.EmptyReceive", resource: "orders", id: "", value: 20, text: "" });
  return told(facts);
}

/** Twelve orders through a queue that reorders 5 and repeats 8, as in the standard queue of the course. */
export function standardRun(): Trace {
  const arrival = [1, 2, 3, 4, 6, 7, 8, 9, 5, 10, 8, 11, 12];
  return run("standard", arrival);
}

export function fifoRun(): Trace {
  return run("pedidos.fifo", [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12]);
}

function run(queue: string, arrival: readonly number[]): Trace {
  const story = new Story();
  for (let n = 1; n <= 12; n++) story.tell(n * 0.1, "sqs.Sent", queue, `m${n}`, 64);
  arrival.forEach((n, i) => {
    story.tell(2 + i * 0.5, "sqs.Received", queue, `m${n}`, 1);
    story.tell(2 + i * 0.5 + 0.2, "sqs.Deleted", queue, `m${n}`);
  });
  return story.trace;
}

/**
 * A student's own queue under load: 60 messages with priorities 0 to 3, one a second; one is served each 1.4 s, the most
 * urgent first; one service in six fails and is retried (three attempts at most); what has waited 25 s expires, noticed by
 * a sweep every 10 s.
 */
export function ownQueue(): Trace {
  const random = new Random(5, "own");
  const story = new Story();
  const waiting: { id: string; priority: number; turn: number; sentAt: number; attempts: number }[] = [];
  const queue = "exercise";
  let served = 0;
  const events: { at: number; run: (at: number) => void }[] = [];
  for (let n = 1; n <= 60; n++) {
    events.push({
      at: n,
      run: (at) => {
        const priority = random.integer(0, 3);
        waiting.push({ id: String(n), priority, turn: n, sentAt: at, attempts: 0 });
        story.tell(at, "queue.Sent", queue, String(n), priority);
      },
    });
  }
  for (let k = 1; k * 1.4 < 80; k++) {
    events.push({
      at: k * 1.4,
      run: (at) => {
        waiting.sort((a, b) => a.priority - b.priority || a.turn - b.turn);
        const next = waiting.findIndex((message) => at - message.sentAt < 25);
        if (next < 0) return;
        const [message] = waiting.splice(next, 1);
        message!.attempts++;
        served++;
        story.tell(at, "queue.Received", queue, message!.id, message!.attempts);
        if (served % 6 !== 0) story.tell(at, "queue.Deleted", queue, message!.id);
        else if (message!.attempts >= 3) story.tell(at, "queue.DeadLettered", queue, message!.id, 3);
        else {
          story.tell(at, "queue.Returned", queue, message!.id, message!.attempts);
          waiting.push(message!);
        }
      },
    });
  }
  for (let at = 10; at <= 80; at += 10) {
    events.push({
      at,
      run: () => {
        const old = waiting.filter((message) => at - message.sentAt >= 25);
        for (const message of old) {
          waiting.splice(waiting.indexOf(message), 1);
          story.tell(at, "queue.Expired", queue, message.id);
        }
        story.tell(at, "queue.Swept", queue, "", old.length);
      },
    });
  }
  for (const event of events.sort((a, b) => a.at - b.at)) event.run(event.at);
  return story.trace;
}

/** Service times spread as in a queue: 400 messages, exponential, mean 4 s. */
export function spread(seed: number, meanMs: number): Trace {
  const random = new Random(seed, "spread");
  const clock = { now: 0 };
  const trace = new Trace(clock);
  const facts: { at: number; kind: string; subject: Subject }[] = [];
  let at = 0;
  for (let n = 0; n < 400; n++) {
    at += random.exponential(1000);
    const subject = trace.subject(`m${n}`);
    const taken = at + random.exponential(meanMs);
    facts.push({ at, kind: "sqs.Sent", subject });
    facts.push({ at: taken, kind: "sqs.Received", subject });
    facts.push({ at: taken + 500, kind: "sqs.Deleted", subject });
  }
  for (const fact of facts.sort((a, b) => a.at - b.at)) {
    clock.now = fact.at;
    trace.append(fact.kind, "jobs", { subject: fact.subject, value: 1 });
  }
  return trace;
}

/**
 * About `facts` facts of one queue: messages come in waves, are taken a little out of order, and one in nine fails and is
 * returned. One spike of 5,000 messages sits at a known time (40 % of the run).
 */
export function million(facts = 1_000_000): Trace {
  const random = new Random(3, "million");
  const clock = { now: 0 };
  const trace = new Trace(clock);
  const kind = (verb: string) => trace.name(`sqs.${verb}`);
  const [sent, received, deleted, returned] = [kind("Sent"), kind("Received"), kind("Deleted"), kind("Returned")];
  const queue = trace.name("big");
  const waiting: { subject: Subject; deliveries: number }[] = [];
  let head = 0;
  let n = 0;
  let spiked = false;
  const push = () => {
    const subject = trace.subject(`message-${n++}`);
    waiting.push({ subject, deliveries: 0 });
    trace.add(sent, queue, subject, 100, 0, -1);
  };
  while (trace.length < facts) {
    clock.now += random.integer(1, 40);
    if (!spiked && trace.length > facts * 0.4) {
      spiked = true;
      for (let i = 0; i < 5_000; i++) push();
    }
    const wave = 0.5 + 0.1 * Math.sin(clock.now / 600_000);
    if (random.uniform() < wave) push();
    if (waiting.length - head > 0 && random.uniform() < 0.62) {
      const pick = head + Math.min(waiting.length - head - 1, random.integer(0, 3));
      const message = waiting[pick]!;
      waiting[pick] = waiting[head]!;
      head++;
      message.deliveries++;
      trace.add(received, queue, message.subject, message.deliveries, 0, -1);
      if (random.uniform() < 0.11) {
        trace.add(returned, queue, message.subject, message.deliveries, 0, -1);
        waiting.push(message);
      } else trace.add(deleted, queue, message.subject, Number.NaN, 0, -1);
    }
  }
  return trace;
}
