import { afterEach, describe, expect, it } from "vitest";
import { CheckFailed, type CheckReport, check } from "../../../src/course";
import { useLanguage } from "../../../src/sim/language";
import { GoodQueue, LastComesFirst } from "./queues";

const kernel = globalThis as Record<symbol, unknown>;
const KERNEL = Symbol.for("Jupyter.kernel");

afterEach(() => {
  delete kernel[KERNEL];
  useLanguage("en");
});

const failure = async (run: Promise<CheckReport>): Promise<CheckFailed> => {
  const error = await run.then(
    () => undefined,
    (e: unknown) => e,
  );
  expect(error).toBeInstanceOf(CheckFailed);
  return error as CheckFailed;
};
const bundleOf = (report: CheckReport) =>
  (report[Symbol.for("Jupyter.display") as never] as () => Record<string, string>).call(report);

describe("check", () => {
  it("returns ticks for right work, as text and as HTML", async () => {
    const report = await check("x2.order", { SQSQueue: GoodQueue });
    expect(report.ok).toBe(true);
    const bundle = bundleOf(report);
    expect(bundle["text/plain"]).toMatch(/^x2\.order · .*: 5 of 5 claims hold\n✓ /);
    expect(bundle["text/plain"]).not.toContain("✗");
    expect(bundle["text/html"]).toContain("<strong>✓</strong>");
    expect(bundle["text/plain"]).toContain(`Seed of these data: "${report.seed}"`);
  });

  it("throws what was given, observed and expected, and a hint, for wrong work", async () => {
    const error = await failure(check("x2.order", { SQSQueue: LastComesFirst }));
    expect(error.name).toBe("CheckFailed");
    for (const word of ["✗ Among equals", "given: ", "observed: ", "expected: ", "hint: "])
      expect(error.message).toContain(word);
    expect(error.message).not.toContain("✓");
    expect(String(error.report)).toContain("✓");
  });

  it("shows the whole report before it throws, where there is a kernel", async () => {
    const shown: Record<string, string>[] = [];
    kernel[KERNEL] = { display: (bundle: Record<string, string>) => shown.push(bundle) };
    const error = await failure(check("x2.order", { SQSQueue: LastComesFirst }));
    expect(shown).toEqual([bundleOf(error.report)]);
  });

  it("draws new data each time, and the same for the same seed", async () => {
    const calls = async (seed?: string) =>
      (await failure(check("x2.order", { SQSQueue: LastComesFirst }, { seed }))).message;
    const [first, second] = [await calls(), await calls()];
    expect(first).not.toBe(second);
    expect(await calls("a seed")).toBe(await calls("a seed"));
  });

  it("speaks the language in use", async () => {
    useLanguage("es");
    const error = await failure(check("x2.order", { SQSQueue: LastComesFirst }));
    for (const word of ["afirmaciones", "dado: ", "observado: ", "esperado: ", "pista: "])
      expect(error.message).toContain(word);
  });

  it("says plainly that a stub is still there", async () => {
    class SQSQueue {
      sendMessage(): string {
        throw new Error("Not done yet");
      }
      receiveMessage(): null {
        throw new Error("Not done yet");
      }
    }
    const error = await failure(check("x2.order", { SQSQueue }));
    expect(error.message).toMatch(/^x2\.order · .*: no answer yet\n✗ There is no answer yet/);
  });

  it("ends a wait for a promise that nobody settles", async () => {
    class SQSQueue extends GoodQueue {
      override receiveMessage(): never {
        return new Promise(() => {}) as never;
      }
    }
    const error = await failure(check("x2.order", { SQSQueue }, { timeoutMs: 60 }));
    expect(error.message).toContain("No answer within 0.06 s");
  });

  it("names a wrong subject and writes the call", async () => {
    await expect(check("x2.order", { SqsQueue: GoodQueue })).rejects.toThrow(
      'check: SQSQueue is missing; given was { SqsQueue }. Write check("x2.order", { SQSQueue })',
    );
    await expect(check("x2.order", undefined as never)).rejects.toThrow("given was {  }");
    await expect(check("x2.odrer", { SQSQueue: GoodQueue })).rejects.toThrow('there is no check "x2.odrer"');
  });

  it("escapes what the student's code returns", async () => {
    class SQSQueue extends GoodQueue {
      override receiveMessage(): never {
        throw new Error("<script>alert(1)</script>");
      }
    }
    const error = await failure(check("x2.order", { SQSQueue }));
    expect(bundleOf(error.report)["text/html"]).not.toContain("<script>");
  });
});
