/** Every kind of fact that a service writes has a sentence, or is passed over for a reason that stands here. */
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, it } from "vitest";
import { SERVICES } from "../../../src/sdk/services";
import { sentenceOf } from "../../../src/sdk/story";
import type { TraceEvent } from "../../../src/sim/trace";

const rooms = resolve(__dirname, "../../../src/services");

/** By kind, or by what follows the dot for every service. */
const SILENT: Record<string, string> = {
  Request: "every fact that a call leads to has its own sentence",
  EmptyReceive: "a queue that is polled would tell of nothing else; the chart of polls shows them",
  ReadUnits: "for the bill and the metrics",
  WriteUnits: "for the bill and the metrics",
  "s3.Measured": "for the metrics of a bucket that asks for them",
  "swf.EmptyPoll": "a list that is polled would tell of nothing else",
  "swf.OpenDay": "for the bill",
  "swf.RetainedDay": "for the bill",
  "cloudwatch.Metric": "one's own values: GetMetricData and the chart of metrics show them",
};

/** The kinds listed in a room's facts.ts, and those that its files write by name. */
function kindsOf(service: string): string[] {
  const files = readdirSync(join(rooms, service), { recursive: true, encoding: "utf8" }).filter((file) =>
    file.endsWith(".ts"),
  );
  const kinds = files.flatMap((file) => {
    const text = readFileSync(join(rooms, service, file), "utf8");
    const prefix = /name\(`(\w+)\.\$\{/.exec(text)?.[1] ?? service;
    const listed = file === "facts.ts" ? (/const KINDS = \[(.*?)\]/s.exec(text)?.[1] ?? "") : "";
    const named = [...text.matchAll(new RegExp(`"(${service}\\.[A-Z]\\w+)"`, "g"))].map((found) => found[1]!);
    return [...[...listed.matchAll(/"(\w+)"/g)].map((found) => `${prefix}.${found[1]}`), ...named];
  });
  return [...new Set(kinds)].sort();
}

const fact = (kind: string): TraceEvent => ({
  index: 0,
  at: 0,
  kind,
  resource: "thing",
  subject: "",
  actor: "",
  value: 2,
  text: "word",
  cause: -1,
});

const services = SERVICES.map(({ name }) => name).filter((name) => existsSync(join(rooms, name)));

describe.each(services)("the facts of %s", (service) => {
  const kinds = kindsOf(service);

  it("are found", () => {
    expect(kinds.length).toBeGreaterThan(3);
  });

  it.each(kinds)("%s has a sentence in both languages, or a reason for having none", (kind) => {
    const happened = kind.slice(kind.indexOf(".") + 1);
    const reason = SILENT[kind] ?? SILENT[happened];
    const sentence = sentenceOf(kind);
    expect(sentence === undefined, reason ?? "no sentence and no reason").toBe(reason !== undefined);
    const said = sentence?.(fact(kind));
    if (said === undefined) return;
    for (const text of [said.en, said.es]) {
      expect(text).not.toMatch(/undefined|NaN|\[object/);
      expect(text.length).toBeGreaterThan(5);
    }
    expect(said.es).not.toBe(said.en);
  });
});

it("no reason is kept for a kind that is gone", () => {
  const kinds = services.flatMap(kindsOf);
  const gone = Object.keys(SILENT).filter((each) => !kinds.some((kind) => kind === each || kind.endsWith(`.${each}`)));
  expect(gone).toEqual([]);
});
