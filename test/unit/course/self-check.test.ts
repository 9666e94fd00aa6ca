import { describe, expect, it } from "vitest";
import { predict, selfCheck } from "../../../src/course";
import { defineSelfQuestions, selfQuestions } from "../../../src/course/self-check";

const text = (en: string) => ({ es: `${en} (es)`, en });
const question = {
  id: "t0.test",
  item: "T6",
  question: text("Which, `a < b`?"),
  options: [
    { text: text("this"), why: text("it overlooks that") },
    { text: text("<that>"), right: true, why: text("because") },
  ],
};
defineSelfQuestions([question]);

describe("selfCheck", () => {
  it("asks, and keeps the reasons until there is an answer", () => {
    const asked = selfCheck("t0.test");
    expect(asked.right).toBeUndefined();
    expect(String(asked)).toBe(
      'Which, `a < b`?\n  a) this\n  b) <that>\n\nAnswer in the cell, for example: selfCheck("t0.test", "a")',
    );
    expect(String(selfCheck("t0.test", "?"))).toBe(String(asked));
  });

  it("says whether the answer is right and why, for that option only", () => {
    expect(String(selfCheck("t0.test", " B "))).toContain("✓ Right. because");
    const wrong = selfCheck("t0.test", "a");
    expect(wrong.right).toBe(false);
    expect(String(wrong)).toContain("✗ No. it overlooks that");
    expect(String(wrong)).not.toContain("because");
  });

  it("shows itself in Jupyter, escaped", () => {
    const answered = selfCheck("t0.test", "b");
    const bundle = (answered[Symbol.for("Jupyter.display") as never] as () => Record<string, string>).call(answered);
    expect(bundle["text/html"]).toContain("<strong>b) &#60;that&#62;</strong>");
    expect(bundle["text/html"]).toContain("<strong>Which, <code>a &#60; b</code>?</strong>");
    expect(bundle["text/plain"]).toBe(String(answered));
  });

  it("refuses unknown questions, letters that are no option, and questions without one right option", () => {
    expect(() => selfCheck("t0.nope")).toThrow('there is no question "t0.nope"');
    expect(() => selfCheck("t0.test", "c")).toThrow('selfCheck: answer a, b, not "c"');
    expect(() => defineSelfQuestions([question])).toThrow('self-check "t0.test" is defined twice');
    const none = { ...question, id: "t0.none", options: [question.options[0]!] };
    expect(() => defineSelfQuestions([none])).toThrow("has 0 right options, not 1");
  });

  it("has questions in both languages", () => {
    for (const { question: asked, options } of selfQuestions()) {
      for (const one of [asked, ...options.flatMap((option) => [option.text, option.why])]) {
        expect(one.es).not.toBe("");
        expect(one.en).not.toBe("");
      }
    }
  });
});

describe("predict", () => {
  it("puts the bet beside what happened", () => {
    const table = predict({ standard: 0, fifo: 0 }, { standard: 4, fifo: 0, more: 1 });
    expect(String(table)).toBe("standard: you bet 0, it was 4\nfifo: you bet 0, it was 0");
    expect(() => predict({ other: 1 }, { standard: 4 })).toThrow('"other" is in the bet but not in what happened');
  });
});
