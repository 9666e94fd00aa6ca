/**
 * After the two tables of the CloudWatch User Guide's page "Configuring how CloudWatch alarms treat missing data", section "How
 * alarm state is evaluated when data is missing": 0 is well, X breaches, - is missing. Each row shows the five most recent
 * datapoints of an alarm with EvaluationPeriods 3, the newest last; the second table has DatapointsToAlarm 2.
 */
import { describe, expect, it } from "vitest";
import { TREATMENTS } from "../../../../src/services/cloudwatch/alarm";
import { evaluateRange } from "../../../../src/services/cloudwatch/evaluate";

const read = (points: string) => points.split(" ").map((point) => ({ "0": false, X: true, "-": undefined })[point]);
const KEPT = "kept";

/** Points, then the state for missing, ignore, breaching, notBreaching. */
type Row = [points: string, ...states: [string, string, string, string]];

const THREE_OF_THREE: Row[] = [
  ["0 - X - X", "OK", "OK", "OK", "OK"],
  ["- - - - 0", "OK", "OK", "OK", "OK"],
  ["- - - - -", "INSUFFICIENT_DATA", KEPT, "ALARM", "OK"],
  ["0 X X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  ["- - X - -", "ALARM", KEPT, "ALARM", "OK"],
];
const TWO_OF_THREE: Row[] = [
  ["0 - X - X", "ALARM", "ALARM", "ALARM", "ALARM"],
  ["0 0 X 0 X", "ALARM", "ALARM", "ALARM", "ALARM"],
  ["0 - X - -", "OK", "OK", "ALARM", "OK"],
  ["- - - - 0", "OK", "OK", "ALARM", "OK"],
  ["- - - X -", "ALARM", KEPT, "ALARM", "OK"],
];

describe.each([
  [3, THREE_OF_THREE],
  [2, TWO_OF_THREE],
])("an alarm that needs %i of 3 datapoints", (datapointsToAlarm, rows) => {
  it.each(rows)("sees %s", (points, ...states) => {
    TREATMENTS.forEach((treatMissing, i) => {
      const { state } = evaluateRange(read(points), { evaluationPeriods: 3, datapointsToAlarm, treatMissing });
      expect(state ?? KEPT, treatMissing).toBe(states[i]);
    });
  });
});

describe("missing data left missing", () => {
  it("does not raise an alarm on one new breaching datapoint where two are needed", () => {
    const watch = { evaluationPeriods: 3, datapointsToAlarm: 2, treatMissing: "missing" as const };
    expect(evaluateRange(read("- - - - X"), watch).state).toBeUndefined();
  });
});
