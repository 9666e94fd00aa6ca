/** Good but unusual submissions get full marks, in one run as a class. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { SubmissionRecord } from "../../../src/grading";
import { type GradedClass, gradeClass } from "./class";
import { studentOf } from "./threat";
import { unusual } from "./unusual";
import { expectVerdict } from "./verdict";

let graded: GradedClass;
beforeAll(async () => {
  graded = await gradeClass(unusual, { limits: {} });
}, 600_000);
afterAll(() => graded.close());

describe("good but unusual", () => {
  for (const one of unusual) {
    it(`${one.id}, ${one.name}: full marks`, () => {
      const found = graded.results.records.filter(({ student }) => student === studentOf(one));
      expect(found).toHaveLength(1);
      const [record] = found as [SubmissionRecord];
      expect(record.points).toBe(record.possible);
      expectVerdict(record, one.verdict);
    });
  }

  it("nobody else is there but the one who handed in no notebook", () => {
    const others = graded.results.records.filter(({ student }) => !unusual.some((one) => studentOf(one) === student));
    expect(others.map(({ student, status }) => [student, status])).toEqual([["pazluis", "rejected"]]);
  });
});
