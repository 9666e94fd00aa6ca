/** What a run leaves behind, as files: held to the published schema, and to what a teacher relies on from run to run. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import Ajv from "ajv";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { handBack, MARKS_FILE, readSettling, type Settling, startersOf, writeResults } from "../../../src/grading";
import { readCsv } from "../../../src/grading/lms/csv-text";
import { openSheet } from "../../../src/grading/lms/fill";
import type { PublishedResults } from "../../../src/grading/report/published";
import { packageRoot } from "../../../src/grading/sandbox/files";
import { type GradedClass, gradedClass, members } from "./class";

let graded: GradedClass;
let out: string;
const titles = new Map([["02-sqs", { es: "¿Qué cola?", en: "Which queue?" }]]);
const read = (name: string) => readFileSync(join(out, name), "utf8");
const settlingNow = (more: { rules?: string } = {}): Settling =>
  readSettling({ marks: [{ path: join(out, MARKS_FILE), mayMiss: true }], ...more }, graded.course);
const write = (settling: Settling, results = graded.results) =>
  writeResults(results, out, titles, { settling, starters: startersOf(graded.course) });
const gradeRows = () => {
  const [header = [], ...rows] = readCsv(Buffer.from(read("grades.csv")), "grades.csv").rows.map((row) =>
    row.map(({ value }) => value),
  );
  return rows.map((row) => Object.fromEntries(header.map((title, i) => [title, row[i] ?? ""])));
};

beforeAll(async () => {
  graded = await gradedClass();
  out = join(graded.folder, "out");
  await write(settlingNow());
}, 240_000);
afterAll(() => graded?.close());

describe("results.json", () => {
  const schema = () => JSON.parse(read("results.schema.json")) as object;
  const validator = () => new Ajv({ allErrors: true, allowUnionTypes: true, strictTypes: false }).compile(schema());

  it("holds to the schema beside it, which is the one in the repository", () => {
    expect(schema()).toEqual(JSON.parse(readFileSync(join(packageRoot(), "src/grading/results.schema.json"), "utf8")));
    const validate = validator();
    const results = JSON.parse(read("results.json")) as PublishedResults;
    expect(validate(results), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(results.records.map(({ status }) => status).sort()).toEqual([
      ...["graded", "graded", "graded", "graded", "graded"],
      ...["rejected", "review"],
    ]);
    expect(results.totals).toHaveLength(6);
  });

  it("holds to it when the grader itself fails", async () => {
    const judgeOf = () => {
      throw new Error("no such check");
    };
    const failed = await graded.again({
      course: { ...graded.course, judgeOf },
      ledger: join(graded.folder, "other.jsonl"),
    });
    const elsewhere = join(graded.folder, "failed");
    await writeResults(failed, elsewhere, titles);
    const validate = validator();
    const results = JSON.parse(readFileSync(join(elsewhere, "results.json"), "utf8"));
    expect(validate(results), JSON.stringify(validate.errors?.slice(0, 3))).toBe(true);
    expect(failed.counts.error).toBe(6);
  }, 120_000);

  it.each<[string, (results: PublishedResults) => void]>([
    ["an unknown status", ({ records }) => Object.assign(records[0] as object, { status: "fine" })],
    ["no seed", ({ records }) => Reflect.deleteProperty(records[0] as object, "seed")],
    ["no sandbox level", ({ records }) => Reflect.deleteProperty(records[0] as object, "level")],
    ["negative points", ({ records }) => Object.assign(records[0] as object, { points: -1 })],
    ["a key of nobody's", ({ records }) => Object.assign(records[0] as object, { expected: "42" })],
    [
      "points of a rejected file",
      ({ records }) => Object.assign(records[0] as object, { status: "rejected", points: 3 }),
    ],
    [
      "no reason for a rejected file",
      ({ records }) =>
        Object.assign(records.find(({ status }) => status === "rejected") as object, {
          reason: { student: { es: "", en: "" }, teacher: { es: "", en: "" } },
        }),
    ],
    [
      "a question without findings",
      ({ records }) => Object.assign(records[0]?.questions[0] as object, { findings: [] }),
    ],
    ["no check hash", (results) => Reflect.deleteProperty(results, "checks")],
    ["no limits", (results) => Object.assign(results, { limits: {} })],
    ["a layer that nobody reports", ({ sandbox }) => Reflect.deleteProperty(sandbox.layers, "network")],
    ["a total of more than nothing for no one", ({ totals }) => Object.assign(totals[0] as object, { student: "" })],
  ])("does not hold to it with %s", (_name, spoil) => {
    const results = JSON.parse(read("results.json")) as PublishedResults;
    spoil(results);
    expect(validator()(results)).toBe(false);
  });
});

describe("marks.csv", () => {
  it("has a row for each answer, keeps the marks through any number of runs, and they count", async () => {
    const sheet = read(MARKS_FILE);
    expect(sheet).toContain("Ana García,02-sqs,t6-answer,T6,2,,");
    expect(sheet).not.toContain("Eva Sol"); // nothing to mark
    const before = gradeRows().find(({ student }) => student === "Ana García");
    expect([before?.T6, before?.awaiting_marks]).toEqual(["", "2"]);
    writeFileSync(
      join(out, MARKS_FILE),
      sheet.replace("Ana García,02-sqs,t6-answer,T6,2,,", "Ana García,02-sqs,t6-answer,T6,2,1.5,good"),
    );
    for (let run = 0; run < 2; run++) {
      const results = await graded.again();
      expect(results.reused).toBe(7);
      await write(settlingNow(), results);
      const ana = gradeRows().find(({ student }) => student === "Ana García");
      expect([ana?.T6, ana?.awaiting_marks]).toEqual(["1.5", "0"]);
      expect(Number(ana?.total)).toBe(Number(before?.total) + 1.5);
      expect(read(MARKS_FILE)).toContain("T6,2,1.5,good");
    }
    const [page] = readdirSync(join(out, "report/students")).filter((name) => name.startsWith("Ana"));
    expect(read(`report/students/${page}`)).toContain("1.5 / 2");
  }, 120_000);

  it("with a slip in it stops everything before anything is written", () => {
    const good = read(MARKS_FILE);
    writeFileSync(join(out, MARKS_FILE), good.replace("T6,2,1.5,", "T6,2,15,"));
    expect(() => settlingNow()).toThrow(
      /marks\.csv: row \d+ \(Ana García, 02-sqs, t6-answer\), column "mark": a number from 0 to 2, not "15"/,
    );
    writeFileSync(join(out, MARKS_FILE), good);
  });
});

describe("rules", () => {
  it("take lateness off and leave extra items out of what can be had", async () => {
    const rules = join(graded.folder, "rules.json");
    writeFileSync(rules, '{"due": "2001-01-01", "late": {"percentPerDay": 10, "most": 40}, "extra": ["X7"]}');
    await write(settlingNow({ rules }));
    const noa = gradeRows().find(({ student }) => student === "Noa Gil");
    expect([noa?.late_percent, noa?.possible]).toEqual(["40", "3.5"]); // X2 and T6
    expect(Number(noa?.total)).toBeCloseTo(Number(noa?.before_late) * 0.6, 2);
    await write(settlingNow());
  });
});

describe("what goes back to Moodle", () => {
  it("is the worksheet with the points and nothing else changed, and a page for everyone", async () => {
    const rows = Object.keys(members).map((name) => {
      const [full, id] = name.split("_");
      return `Participant ${id},${full},,100.00,\r\n`;
    });
    const head = "Identifier,Full name,Grade,Maximum Grade,Last modified (grade)\r\n";
    const sheet = openSheet(Buffer.from(head + rows.join("")), "worksheet.csv");
    const { files, notes } = await handBack(graded.results, out, graded.course, settlingNow(), { sheet });
    expect(files).toEqual([join(out, "worksheet-filled.csv"), join(out, "feedback-moodle.zip")]);
    expect(files.every((file) => existsSync(file))).toBe(true);
    expect(notes).toContain("worksheet.csv: 6 grades filled in");
    const byName = new Map(gradeRows().map((row) => [row.student, row]));
    const filled = read("worksheet-filled.csv").split("\r\n");
    for (const [i, name] of Object.keys(members).entries()) {
      const [full = "", id] = name.split("_");
      const { total, possible } = byName.get(full) ?? {};
      const share = Math.round((Number(total) / Number(possible)) * 10_000) / 100;
      expect(filled[i + 1]).toBe(`Participant ${id},${full},${share},100.00,`);
    }
  });
});

it("the same records give the same files, byte for byte", async () => {
  const files = () =>
    readdirSync(out, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.(csv|html|json)$/.test(name))
      .sort();
  const bytes = () => new Map(files().map((name) => [name, read(name)]));
  const first = bytes();
  await write(settlingNow());
  expect(bytes()).toEqual(first);
});
