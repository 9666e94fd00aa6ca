import { describe, expect, it } from "vitest";
import { endingOf } from "../../../../src/grading/drive/ending";

describe("why a worker ended", () => {
  it.each([
    [0, null, "", "ended", /ended the process \(exit code 0\)/, true],
    [7, null, "", "ended", /exit code 7/, true],
    [
      134,
      null,
      "FATAL ERROR: Reached heap limit Allocation failed - JavaScript heap out of memory",
      "ended",
      /more memory/,
      undefined,
    ],
    [137, null, "", "timeout", /processor time/, undefined],
    [null, "SIGXCPU", "", "timeout", /processor time/, undefined],
    [139, null, "", "ended", /crashed \(signal 11\)/, undefined],
    [null, "SIGSEGV", "", "ended", /crashed \(SIGSEGV\)/, undefined],
  ] as const)("exit code %s, signal %s, last words %j", (code, signal, words, kind, says, flagged) => {
    const ending = endingOf(code, signal, words);
    expect(ending.kind).toBe(kind);
    expect(ending.reason.en).toMatch(says);
    expect(ending.flagged).toBe(flagged);
    expect(ending.reason.es).not.toBe("");
  });
});
