/** Real threads: what is shown is shown by their meeting in shared memory, not by times. */
import { describe, expect, it } from "vitest";
import { ServiceThread, ThreadError } from "../../../src/course/threads";
import { Cloud } from "../../../src/sdk/cloud";
import { useLanguage } from "../../../src/sim";

useLanguage("en");

describe("a service thread", () => {
  it("works off its inbox in order, and answers", async () => {
    const thread = new ServiceThread("upper", async (text: string, { sleep }) => {
      await sleep(text.length); // the first is the slowest
      return text.toUpperCase();
    });
    const answers: string[] = [];
    await Promise.all(["aaaaaaaa", "bbbb", "c"].map(async (text) => answers.push(await thread.ask(text))));
    expect(answers).toEqual(["AAAAAAAA", "BBBB", "C"]);
    await thread.close();
    expect(thread.state).toBe("ended");
  });

  it("runs at the same time as another: both wait for each other", async () => {
    const meeting = new SharedArrayBuffer(4);
    const meet = (_: string, { data }: { data: SharedArrayBuffer }): string => {
      const here = new Int32Array(data);
      Atomics.add(here, 0, 1);
      Atomics.notify(here, 0);
      // Blocks its thread: two functions on one thread would never meet.
      while (Atomics.load(here, 0) < 2) if (Atomics.wait(here, 0, 1, 10_000) === "timed-out") return "alone";
      return "met";
    };
    const threads = ["email", "sms"].map((name) => new ServiceThread(name, meet, { data: meeting }));
    expect(await Promise.all(threads.map((thread) => thread.ask("hello")))).toEqual(["met", "met"]);
    await Promise.all(threads.map((thread) => thread.close()));
  });

  it("fails with the function's own error as its cause, and goes on", async () => {
    const thread = new ServiceThread("shop", (article: string) => {
      if (article === "gold") throw new RangeError("no gold", { cause: new Error("the mine is empty") });
      return `one ${article}`;
    });
    const error = await thread.ask("gold").catch((reason: ThreadError) => reason);
    expect(error).toBeInstanceOf(ThreadError);
    expect(error).toMatchObject({
      message: 'thread "shop": RangeError: no gold',
      cause: { name: "RangeError", message: "no gold", cause: { message: "the mine is empty" } },
    });
    expect(await thread.ask("apple")).toBe("one apple");
    await thread.close();
  });

  it("tells at its end what failed while nobody waited", async () => {
    const thread = new ServiceThread("quiet", (n: number) => {
      if (n === 2) throw new Error("two");
    });
    for (const n of [1, 2, 3]) thread.post(n);
    await expect(thread.close()).rejects.toThrow('thread "quiet": Error: two');
    expect(thread.failures).toHaveLength(1);
    expect(thread.state).toBe("ended");
  });

  it("says what its function took from outside", async () => {
    const rates = { euro: 1.1 };
    const thread = new ServiceThread("rates", (amount: number) => amount * rates.euro);
    await expect(thread.ask(1)).rejects.toThrow(/"rates": its function uses rates from outside.*give values as data/);
    await thread.close();
    // As the cells of a notebook are compiled.
    const compiled = new Function("return (amount) => amount * exports.rates.euro + exports.fee")();
    const cell = new ServiceThread<number, number>("cell", compiled);
    await expect(cell.ask(1)).rejects.toThrow(/its function uses rates, fee from outside/);
    await cell.close();
  });

  it("has data, require and Node's globals", async () => {
    const thread = new ServiceThread(
      "sum",
      (values: number[], { data, name }) => {
        const { createHash } = require("node:crypto");
        const text = `${name} ${data.unit} ${values.reduce((a, b) => a + b, 0)} ${typeof structuredClone}`;
        return createHash("sha256").update(text).digest("hex").length;
      },
      { data: { unit: "euro" } },
    );
    expect(await thread.ask([1, 2])).toBe(64);
    await thread.close();
  });

  it("takes functions in every way of writing them", async () => {
    const ways = {
      method(n: number) {
        return n + 1;
      },
      async later(n: number) {
        return n + 1;
      },
      arrow: (n: number) => n + 1,
      expression: function add(n: number) {
        return n + 1;
      },
    };
    for (const [name, way] of Object.entries(ways)) {
      const thread = new ServiceThread<number, number>(name, way);
      expect(await thread.ask(1), name).toBe(2);
      await thread.close();
    }
    expect(() => new ServiceThread("bound", ways.arrow.bind(null))).toThrow(/written out/);
    expect(() => new ServiceThread("class", class {} as never)).toThrow(/written out/);
    expect(() => new ServiceThread("none", undefined as never)).toThrow(/give a function, not undefined/);
    expect(() => new ServiceThread("", ways.arrow)).toThrow(/needs a name/);
  });

  it("refuses what cannot be copied, either way", async () => {
    const thread = new ServiceThread<unknown, unknown>("copy", () => () => 1);
    await expect(thread.ask(() => 1)).rejects.toThrow(/the message cannot be copied/);
    await expect(thread.ask(1)).rejects.toThrow(/DataCloneError/);
    await thread.close();
  });

  it("ends at once when it is told to, even in a loop without end; what waits is refused", async () => {
    const thread = new ServiceThread<string, void>("loop", () => {
      for (;;);
    });
    const asked = thread.ask("go").catch((error: ThreadError) => error.message);
    await thread.terminate();
    expect(await asked).toBe('thread "loop": it has ended');
    await expect(thread.ask("again")).rejects.toThrow("it has ended");
    await thread.close();
  });

  it("that ends itself is noticed", async () => {
    const thread = new ServiceThread<number, void>("exit", () => process.exit(3));
    await expect(thread.ask(1)).rejects.toThrow('thread "exit": it has ended');
    expect(thread.state).toBe("ended");
  });

  it("works for a broker's listener: the virtual clock stands still meanwhile", async () => {
    const cloud = new Cloud();
    const broker = await cloud.startBroker("shop");
    const connection = await broker.createConnection({ username: "student", password: "student" });
    await connection.start();
    const session = await connection.createSession();
    const jobs = session.createQueue("jobs");
    const done = await session.createProducer(session.createQueue("done"));
    const thread = new ServiceThread("worker", async (text: string, { sleep }) => {
      await sleep(5);
      if (text === "c") throw new TypeError("not c");
      return `${text} done`;
    });
    await (await session.createConsumer(jobs)).setMessageListener(async (message) => {
      await done.send(await cloud.hold(thread.ask(message.text)));
    });
    const producer = await session.createProducer(jobs);
    for (const text of ["a", "b", "c"]) await producer.send(text);
    await cloud.run();
    expect((await session.browse(session.createQueue("done"))).map(({ text }) => text)).toEqual(["a done", "b done"]);
    const [letter] = await session.browse(session.createQueue("ActiveMQ.DLQ"));
    expect(letter?.properties.dlqDeliveryFailureCause).toMatch(/cause:ThreadError: thread "worker": TypeError: not c$/);
    expect(cloud.now).toBe(6_000);
    await thread.close();
  });
});
