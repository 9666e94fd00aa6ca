import { describe, expect, it } from "vitest";
import { BoundedLines } from "../../../../src/grading/drive/lines";

const limits = { messageCharacters: 10, totalCharacters: 40, messages: 4 };

describe("bounded lines", () => {
  it("come whole, however they were cut", () => {
    const lines = new BoundedLines(limits);
    expect(lines.push(Buffer.from("ab"))).toEqual([]);
    expect(lines.push(Buffer.from("c\nd\ne"))).toEqual(["abc", "d"]);
    expect(lines.push(Buffer.from("\n"))).toEqual(["e"]);
  });

  it("end at the length of one line, even without its end", () => {
    expect(new BoundedLines(limits).push(Buffer.from("x".repeat(11)))).toBeNull();
  });

  it("end at the number of lines and at their sum", () => {
    expect(new BoundedLines(limits).push(Buffer.from("\n\n\n\n\n"))).toBeNull();
    const lines = new BoundedLines({ ...limits, messages: 100 });
    for (let i = 0; i < 4; i++) expect(lines.push(Buffer.from("123456789\n"))).toHaveLength(1);
    expect(lines.push(Buffer.from("1"))).toBeNull();
  });
});
