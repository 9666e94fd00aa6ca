import { describe, expect, it } from "vitest";
import { localStudent } from "../../../../src/course/checks/local";
import { type RunOptions, runCheck } from "../../../../src/course/checks/run";
import { type Check, type Finding, type HiddenCheck, StudentFault } from "../../../../src/course/checks/types";
import { Random } from "../../../../src/sim/random";

const text = (en: string) => ({ es: en, en });
const finding = (ok: boolean, weight?: number): Finding => ({ claim: text("a claim"), ok, weight });

function checkOf(part: Partial<Check> = {}): Check {
  return {
    id: "x2.test",
    item: "X2",
    points: 6,
    title: text("a test"),
    needs: ["answer"],
    parameters: (random) => random.integer(1, 1_000_000),
    scenario: (student, p) => student.call("answer", p),
    verdict: (p, o) => [finding(p === o)],
    ...part,
  };
}

const run = (check: Check, answer: unknown, options?: RunOptions) =>
  runCheck(check, localStudent({ answer }), new Random("seed", "x2.test"), options);

describe("runCheck", () => {
  it("gives all points when every finding holds", async () => {
    const result = await run(checkOf(), (n: number) => n);
    expect(result).toMatchObject({ id: "x2.test", item: "X2", points: 6, earned: 6, ok: true, unanswered: false });
    expect(result.findings).toEqual([{ ...finding(true), part: "visible" }]);
  });

  it("draws its parameters from the chance it is given", async () => {
    const seen: number[] = [];
    const answer = (n: number) => seen.push(n);
    await run(checkOf(), answer);
    await run(checkOf(), answer);
    await runCheck(checkOf(), localStudent({ answer }), new Random("other", "x2.test"));
    expect(seen[0]).toBe(seen[1]);
    expect(seen[2]).not.toBe(seen[0]);
  });

  it("shares points by weight over both parts, to two decimals", async () => {
    const check = checkOf({ verdict: () => [finding(true, 2), finding(false)] });
    expect((await run(check, Number)).earned).toBe(4);
    const hidden: HiddenCheck = {
      id: "x2.test",
      parameters: () => 0,
      verdict: () => [finding(true), finding(false, 3)],
    };
    const both = await run(check, Number, { hidden });
    expect(both.earned).toBe(2.57); // 3 of 7 weights
    expect(both.findings.map((f) => f.part)).toEqual(["visible", "visible", "hidden", "hidden"]);
  });

  it("runs the visible scenario with the hidden parameters unless the hidden part has its own", async () => {
    const seen: unknown[] = [];
    const hidden: HiddenCheck = { id: "x2.test", parameters: () => "edge", verdict: () => [finding(true)] };
    await run(checkOf(), (n: unknown) => seen.push(n), { hidden });
    expect(seen).toEqual([expect.any(Number), "edge"]);
    await run(checkOf(), (n: unknown) => seen.push(n), {
      hidden: { ...hidden, scenario: async () => seen.push("own") },
    });
    expect(seen.at(-1)).toBe("own");
  });

  it.each<[string, unknown, Partial<Finding> & { fault: string }]>([
    ["what throws", () => JSON.parse("?"), { fault: "threw", observed: expect.stringContaining("SyntaxError: ") }],
    ["what rejects", () => Promise.reject(new TypeError("bad")), { fault: "threw", observed: "TypeError: bad" }],
    [
      "what throws no Error",
      () => {
        throw "a text";
      },
      { fault: "threw", hint: expect.objectContaining({ en: "It threw 'a text', which is no Error." }) },
    ],
    [
      "a name that is not defined",
      undefined,
      {
        fault: "missing-name",
        hint: expect.objectContaining({ en: "The function answer is missing: found undefined." }),
      },
    ],
    [
      "a promise that never settles",
      () => new Promise(() => {}),
      { fault: "timeout", hint: expect.objectContaining({ en: expect.stringContaining("No answer within 0.05 s") }) },
    ],
    [
      "a value without end",
      () => {
        let deep: unknown[] = [];
        for (let i = 0; i < 200; i++) deep = [deep];
        return deep;
      },
      { fault: "not-data" },
    ],
  ])("turns %s into one failed finding with the reason", async (_name, answer, expected) => {
    const result = await run(checkOf(), answer, { timeoutMs: 50 });
    expect(result.findings).toEqual([expect.objectContaining({ ...expected, ok: false, part: "visible" })]);
    expect(result).toMatchObject({ earned: 0, ok: false, unanswered: false });
  });

  it.each(["Not done yet", "Sin hacer todavía", 'process "worker" failed: Not done yet'])(
    "knows a stub: %s",
    async (message) => {
      const result = await run(checkOf(), () => {
        throw new Error(message);
      });
      expect(result).toMatchObject({ earned: 0, unanswered: true });
      expect(result.findings[0]).toMatchObject({ claim: { en: "There is no answer yet" }, fault: "no-answer" });
    },
  );

  it("never lets breaking off in one part earn more than going on", async () => {
    const answers = [
      () => {
        throw new Error("off");
      },
      Number,
    ];
    const answer = (n: unknown) => answers.shift()!(n);
    const hidden: HiddenCheck = {
      id: "x2.test",
      parameters: () => 0,
      verdict: () => [finding(true), finding(true), finding(true)],
    };
    const result = await run(checkOf(), answer, { hidden });
    expect(result.findings.map((f) => f.ok)).toEqual([false, true, true, true]);
    expect(result.earned).toBe(3); // half, not 3 of 4
  });

  it("fails what a verdict cannot read", async () => {
    const check = checkOf({ verdict: (_p, o) => [finding(o.some.field)] });
    const result = await run(check, () => undefined);
    expect(result.findings[0]).toMatchObject({ ok: false, fault: "not-data" });
  });

  it("refuses a check that judges nothing or weighs by nothing", async () => {
    await expect(run(checkOf({ verdict: () => [] }), Number)).rejects.toThrow("a verdict has at least one finding");
    await expect(run(checkOf({ verdict: () => [finding(true, 0)] }), Number)).rejects.toThrow(
      "weight: a number > 0, not 0",
    );
  });

  it("passes on the reason of a driver's fault", async () => {
    const student = {
      ...localStudent({}),
      call: async () => {
        throw new StudentFault("ended", text("memory limit"));
      },
    };
    const result = await runCheck(checkOf(), student, new Random(1, "x"));
    expect(result.findings[0]).toMatchObject({ fault: "ended", hint: { en: "memory limit" } });
  });
});
