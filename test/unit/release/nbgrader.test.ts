/** What nbgrader is given: sources whose markers hold exactly the solutions, what a check needs, and the call that earns points. */
import {
  existsSync,
  lstatSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { edition, loadUnit, questionsOf, unitNames } from "../../../src/course/build";
import { bundleFiles } from "../../../src/release";
import { courseFolderFiles, planOf, sourceNotebook, writeCourseFolder } from "../../../src/release/nbgrader";
import { score } from "../../../src/release/nbgrader/score";
import { useLanguage } from "../../../src/sim/language";
import { SQSQueue } from "../course/solutions/x2/lines";

const textOf = ({ source }: { source: string[] }) => source.join("");
const without = (text: string, begin: string, end: string) =>
  text.replace(new RegExp(`^[^\\n]*${begin}[^]*?${end}[^\\n]*\\n?`, "gm"), "");

describe.each(["es", "en"] as const)("the sources for nbgrader (%s)", (language) => {
  it("are the students' notebooks once the solutions and the hidden regions are out", () => {
    for (const name of unitNames()) {
      const unit = loadUnit(name);
      const student = edition(unit, { language, solved: false });
      const source = sourceNotebook(unit, language);
      expect(source.cells.map(({ id }) => id)).toEqual(student.cells.map(({ id }) => id));
      source.cells.forEach((cell, i) => {
        const kind = cell.metadata.nubelab.kind;
        const wanted = textOf(student.cells[i]!);
        if (kind === "check") {
          expect(textOf(cell)).not.toBe(wanted);
          expect(without(textOf(cell), "BEGIN HIDDEN TESTS", "END HIDDEN TESTS")).toBe(wanted);
        } else if (kind === "answer" || kind === "open") {
          expect(textOf(cell)).toContain("STUB: ");
          const stub = textOf(cell)
            .replace(/^( *)(?:\/\/ )?STUB:(?: (.*))?$/gm, (_line, indent, text = "") =>
              text ? `${indent}${text}` : "",
            )
            .replace(/^ *(?:\/\/ )?BEGIN SOLUTION\n/gm, "");
          for (const line of wanted.split("\n")) expect(stub.split("\n")).toContain(line);
        } else expect(textOf(cell)).toBe(wanted);
      });
    }
  });

  it("leave locks and checksums to nbgrader", () => {
    for (const { metadata } of sourceNotebook(loadUnit("02-sqs"), language).cells) {
      expect(metadata).not.toHaveProperty("deletable");
      if (metadata.nbgrader) expect(Object.keys(metadata.nbgrader)).not.toContain("checksum");
    }
  });
});

describe("the plan", () => {
  it("tells of each check what is judged and what it builds on", () => {
    const plan = planOf([loadUnit("02-sqs")], "en")["02-sqs"]!;
    expect(Object.keys(plan)).toEqual(questionsOf(loadUnit("02-sqs")).map(({ cell }) => cell));
    const { own, program } = plan["l2-check-retries"]!;
    expect(own).toEqual(["l2-receiver"]);
    expect(program.filter(({ kind }) => kind === "answer").map(({ id }) => id)).toEqual([
      "l2-queues",
      "l2-sender",
      "l2-receiver",
    ]);
    const [queues] = program.filter(({ id }) => id === "l2-queues");
    expect(queues!.source).toContain("maxReceiveCount: 3");
    expect(queues!.stub).toContain("Not done yet");
  });
});

describe("score", () => {
  const printed = vi.spyOn(console, "log").mockImplementation(() => {});
  beforeEach(() => {
    useLanguage("en");
    printed.mockClear();
  });
  /** First come, first served, whatever the priority. */
  class Unfair extends SQSQueue {
    override sendMessage(body: string) {
      return super.sendMessage(body, 0);
    }
  }

  it("gives all the points, part of them, or none", async () => {
    expect(await score("x2.order", { SQSQueue })).toBe(1.5);
    const part = await score("x2.order", { SQSQueue: Unfair });
    expect(part).toBeGreaterThan(0);
    expect(part).toBeLessThan(1.5);
    expect(await score("x2.order", {})).toBe(0);
  });

  it("prints the visible findings, and of the reserved ones only how many hold", async () => {
    await score("x2.order", { SQSQueue: Unfair }, { seed: "7" });
    const text = printed.mock.calls.flat().join("\n");
    expect(text).toMatch(/Reserved cases: \d+ of \d+ hold\./);
    expect(text).toContain('Seed of these data: "7"');
  });

  it("draws the same data again with the same seed", async () => {
    const once = async () => {
      printed.mockClear();
      await score("x2.order", { SQSQueue: Unfair }, { seed: "again" });
      return printed.mock.calls.flat().join("\n");
    };
    expect(await once()).toBe(await once());
  });

  it("refuses an unknown check", async () => {
    await expect(score("x2.none", {})).rejects.toThrow(/no check "x2.none"/);
  });
});

describe("the course folder", () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), "nubelab-nbgrader-unit-"));
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  it("is written whole, with a link by which cells find the library", () => {
    const written = writeCourseFolder(folder, "es");
    expect(written).toEqual([...courseFolderFiles("es").keys()]);
    for (const path of written) expect(existsSync(join(folder, path))).toBe(true);
    expect(readdirSync(join(folder, "source"))).toEqual(unitNames());
    expect(lstatSync(join(folder, "node_modules")).isSymbolicLink()).toBe(true);
  });

  it("keeps the teacher's settings and what nbgrader has put there", () => {
    writeCourseFolder(folder, "es");
    const kept = ["nbgrader_config.py", "gradebook.db", "submitted/ana/02-sqs/02-sqs.ipynb"];
    for (const path of kept) {
      mkdirSync(join(folder, path, ".."), { recursive: true });
      writeFileSync(join(folder, path), "mine");
    }
    writeFileSync(join(folder, "nubelab/plan.json"), "{}");
    writeCourseFolder(folder, "en");
    for (const path of kept) expect(readFileSync(join(folder, path), "utf8")).toBe("mine");
    expect(readFileSync(join(folder, "nubelab/plan.json"), "utf8")).toBe(
      courseFolderFiles("en").get("nubelab/plan.json"),
    );
  });

  it("says what is in the way of the link", () => {
    mkdirSync(join(folder, "node_modules"));
    expect(() => writeCourseFolder(folder, "es")).toThrow(/node_modules: a link to .* cannot be made/);
  });

  it("has no part in the students' bundle", () => {
    const files = bundleFiles();
    const manifest = JSON.parse(files.get("package.json")!.toString());
    expect(Object.keys(manifest.exports)).toEqual([".", "./charts", "./course", "./package.json"]);
    expect(Object.keys(manifest.typesVersions["*"])).toEqual(["charts", "course"]);
    expect([...files.keys()].filter((path) => path.includes("nbgrader"))).toEqual([
      "dist/course/build/nbgrader.d.ts",
      "dist/course/build/nbgrader.js",
    ]);
  });
});
