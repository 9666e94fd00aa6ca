/** How often a question is run, and whose word counts: with workers that are scripted. */
import { describe, expect, it } from "vitest";
import type { Check } from "../../../src/course/checks/types";
import { type Ending, endings } from "../../../src/grading/drive/ending";
import type { WorkerPeer } from "../../../src/grading/drive/peer";
import { type Judged, runProgram, type Workers } from "../../../src/grading/run";
import { SharedWorker } from "../../../src/grading/shared";

/** What one worker does with each question that it gets: answers right or wrong, ends, or says an error that came late. */
type Act = "right" | "wrong" | Ending | "late";

const check = (id: string, threads = false): Judged => ({
  check: {
    id,
    item: "X0",
    points: 1,
    title: { es: "", en: "" },
    needs: [],
    threads,
    parameters: () => ({}),
    scenario: (student) => student.call("answer"),
    verdict: (_given, observed) => [{ claim: { es: "", en: "" }, ok: observed === "right" }],
  } satisfies Check,
});

const slow = endings.wall(1);
const program = { kind: "ready" as const, cells: [], borrowed: [], notes: [] };

/** Workers in the order in which they are taken; counts them. */
function bench(...scripts: Act[][]): Workers & { taken: number; near: number } {
  const out = {
    taken: 0,
    near: 0,
    clients: {},
    pool: {
      take: async () => {
        const script = [...(scripts[out.taken++] ?? [])];
        const worker = {
          ending: null as Ending | null,
          late: [] as string[],
          hooks: {},
          load: async () => [],
          rest: async () => "",
          strain: () => out.near,
          end: (ending = endings.done()) => {
            worker.ending ??= ending;
          },
          request: async () => {
            const act = script.shift();
            if (act === "late") worker.late.push("Error: late");
            if (typeof act === "object") worker.ending = act;
            return act === "late" ? "right" : act;
          },
        };
        return worker as unknown as WorkerPeer;
      },
    },
  };
  return out;
}

describe("a question in a worker of its own", () => {
  it("is run once, right or wrong", async () => {
    for (const act of ["right", "wrong"] as const) {
      const workers = bench([act]);
      const run = await runProgram(program, check("x0.a"), "seed", workers);
      expect([run.earned, run.flags, workers.taken]).toEqual([act === "right" ? 1 : 0, [], 1]);
    }
  });

  it("is run once more after a time limit: what then passes counts, and is shown to the teacher when it came near the limit again", async () => {
    for (const [near, flags] of [
      [0.1, []],
      [0.9, [{ en: expect.stringMatching(/In a first attempt the code did not answer in time/) }]],
    ] as const) {
      const workers = bench([slow], ["right"]);
      workers.near = near;
      const run = await runProgram(program, check("x0.a"), "seed", workers);
      expect([run.earned, workers.taken]).toEqual([1, 2]);
      expect(run.flags).toMatchObject(flags);
      expect(run.flags).toHaveLength(flags.length);
    }
  });

  it("tells the teacher nothing of a slow first attempt when the second earned nothing", async () => {
    const workers = bench([slow], ["wrong"]);
    workers.near = 0.9;
    expect(await runProgram(program, check("x0.a"), "seed", workers)).toMatchObject({ earned: 0, flags: [] });
  });

  it("is too slow when it is so twice", async () => {
    const workers = bench([slow], [slow], ["right"]);
    const run = await runProgram(program, check("x0.a"), "seed", workers);
    expect([run.earned, run.flags, workers.taken]).toEqual([0, [], 2]);
  });
});

describe("questions that share a worker", () => {
  const both = async (workers: Workers) => {
    const shared = new SharedWorker();
    const runs = [];
    for (const id of ["x0.a", "x0.b"]) runs.push(await runProgram(program, check(id), "seed", { ...workers, shared }));
    return { earned: runs.map((run) => run.earned), passed: [...shared.passed], isSound: shared.isSound };
  };

  it("pass in it together", async () => {
    const workers = bench(["right", "right"]);
    expect(await both(workers)).toEqual({ earned: [1, 1], passed: ["x0.a", "x0.b"], isSound: true });
    expect(workers.taken).toBe(1);
  });

  it("are run alone where they do not pass", async () => {
    const workers = bench(["wrong", "right"], ["wrong"]);
    expect(await both(workers)).toEqual({ earned: [0, 1], passed: ["x0.b"], isSound: true });
    expect(workers.taken).toBe(2);
  });

  it.each<[string, Act]>([
    ["it ended", endings.nonsense("x")],
    ["an error came late", "late"],
  ])("count for nothing once %s", async (_name, act) => {
    const workers = bench(["right", act], ["right"]);
    expect(await both(workers)).toEqual({ earned: [1, 1], passed: ["x0.a"], isSound: false });
    expect(workers.taken).toBe(2);
  });

  it("leave out those that start threads", async () => {
    const workers = bench(["right"]);
    const shared = new SharedWorker();
    await runProgram(program, check("x0.a", true), "seed", { ...workers, shared });
    expect([...shared.passed]).toEqual([]);
  });
});
