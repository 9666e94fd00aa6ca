/** Threads are real here; what is shown is shown by their meeting, never by a time. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { changed, failed, reference, run, stub, type Variant } from "./answers";

const IDS = ["x3.topics", "x3.threads", "x3.failures"];
const RIGHT = reference("03-mq", "x3.failures");
const solution = (name: string): string =>
  readFileSync(join(__dirname, `../solutions/x3/${name}.ts`), "utf8").replaceAll(/^(export |import .*$)/gm, "");
const OTHERS = { promises: solution("promises"), pairs: solution("pairs") };

const VARIANTS: Variant[] = [
  {
    name: "erases the subscribers when a topic is created again",
    change: [["if (!this.#topics.has(name)) this.#topics", "this.#topics"]],
    fails: { "x3.topics": /repeating breaks nothing/ },
  },
  {
    name: "delivers twice to who subscribed twice",
    change: [
      [
        "this.#subscribers(topic).add(endpoint);",
        "this.#subscribers(topic).add(this.#everybody.has(endpoint) ? { notify: (m: string) => endpoint.notify(m) } as any : endpoint);",
      ],
    ],
    fails: { "x3.topics": /repeating breaks nothing|once, in order/ },
  },
  {
    name: "does not let anybody leave",
    change: [["this.#subscribers(topic).delete(endpoint);", "this.#subscribers(topic);"]],
    fails: { "x3.topics": /how many it reached/ },
  },
  {
    name: "leaves everybody out when one leaves",
    change: [["this.#subscribers(topic).delete(endpoint);", "this.#subscribers(topic).clear();"]],
    fails: { "x3.topics": /how many it reached/ },
  },
  {
    name: "makes an unknown topic by itself",
    change: [
      [
        'if (subscribers === undefined) throw new Error("Topic does not exist");',
        "if (subscribers === undefined) return new Set();",
      ],
    ],
    fails: { "x3.topics": /unknown topic/ },
  },
  {
    name: "starts a thread for each delivery",
    change: [
      [
        "this.#thread.ask(message).then(",
        "new ServiceThread<string, unknown>(this.name, this.work).ask(message).then(",
      ],
      ["work: string,\n  ) {", "readonly work: string,\n  ) {"],
    ],
    fails: { "x3.threads": /one thread/ },
  },
  {
    name: "works in the notebook's own thread",
    change: [
      [
        "this.#thread.ask(message).then(",
        "Promise.resolve().then(() => eval(this.work)(message, { name: this.name })).then(",
      ],
      ["work: string,\n  ) {", "readonly work: string,\n  ) {"],
    ],
    fails: { "x3.threads": /already|another works|Your code/ },
  },
  {
    name: "has one thread for all services",
    change: [
      [
        "this.#thread = new ServiceThread<string, unknown>(name, work);",
        "this.#thread = ((Endpoint as any).one ??= new ServiceThread<string, unknown>(name, work));",
      ],
    ],
    fails: { "x3.threads": /one thread/ },
  },
  {
    name: "waits for each service in turn",
    change: [
      [
        "for (const endpoint of subscribers) endpoint.notify(message);",
        "for (const endpoint of subscribers) this.row = this.row.then(() => { endpoint.notify(message); return (endpoint as any).last; });",
      ],
      ["  #closed = false;", "  #closed = false; row: Promise<unknown> = Promise.resolve();"],
      ["this.#thread.ask(message).then(", "(this as any).last = this.#thread.ask(message).then("],
      ["this.#closed = true;", "this.#closed = true; await this.row;"],
    ],
    fails: { "x3.threads": /works on its second/ },
  },
  {
    name: "cuts the threads off at the end",
    change: [["await this.#thread.close();", "await this.#thread.terminate();"]],
    fails: { "x3.failures": /the message and the service's error/ },
  },
  {
    name: "does not wait at the end",
    change: [
      [
        "await Promise.all([...this.#everybody].map((endpoint) => endpoint.close()));",
        "void Promise.all([...this.#everybody].map((endpoint) => endpoint.close()));",
      ],
    ],
    fails: { "x3.topics": /close waits for all/ },
  },
  {
    name: "forgets the failures",
    change: [
      ["(error) => this.done.push({ message, error: ((error.cause ?? error) as Error).message }),", "() => {},"],
    ],
    fails: { "x3.failures": /the message and the service's error/ },
  },
  {
    name: "tells the thread's error instead of the service's",
    change: [["((error.cause ?? error) as Error).message", "(error as Error).message"]],
    fails: { "x3.failures": /the service's error/ },
  },
  {
    name: "lets close fail with the service",
    change: [["this.#thread.ask(message).then(", "this.#thread.post(message); Promise.resolve().then("]],
    fails: { "x3.failures": /./ },
  },
  {
    name: "publishes after close",
    change: [['if (this.#closed) throw new Error("Broker is closed");', ""]],
    fails: { "x3.failures": /After close/ },
  },
];

describe("the checks of X3", () => {
  it.each(IDS)("%s holds for the course's own answer, whatever the seed", async (id) => {
    for (const seed of [1, 2, 3]) expect(failed(await run(id, RIGHT, seed))).toEqual([]);
  });

  it.each(Object.entries(OTHERS))("hold for the solution with %s", async (_name, source) => {
    for (const id of IDS) expect(failed(await run(id, source, 2))).toEqual([]);
  });

  it("are worth 5 points together", async () => {
    const results = await Promise.all(IDS.map((id) => run(id, RIGHT)));
    expect(results.reduce((sum, { points }) => sum + points, 0)).toBe(5);
  });

  it.each(IDS)("%s gives the stub nothing, and says that there is no answer yet", async (id) => {
    expect(await run(id, stub("03-mq", id))).toMatchObject({ earned: 0, unanswered: true });
  });

  it.each(VARIANTS)("find the broker that $name", { timeout: 60_000 }, async (variant) => {
    const source = changed(RIGHT, variant);
    for (const [id, claim] of Object.entries(variant.fails)) {
      const result = await run(id, source);
      expect(failed(result).join("\n")).toMatch(claim);
      expect(result.earned).toBeLessThan(result.points);
    }
  });
});
