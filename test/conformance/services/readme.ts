/** src/services/README.md as text: per service what is modelled and what is not, from the tables alone. */
import type { Case } from "./case";
import type { CommittedScore, Limit, Table } from "./tables";

export function renderReadme(tables: readonly Table[], scores: readonly CommittedScore[]): string {
  return [
    "<!-- Written by `npm run docs` from the tables of cases in test/conformance/services. Do not edit. -->",
    "# What is simulated",
    "",
    "Each row of a table of cases runs twice: against the service itself, and through the AWS SDK's own client. What a",
    "table does not name is refused by its name, never half done. Numbers count rows of the tables.",
    "",
    "| service | rows | operations | not simulated | errors |",
    "|---|--:|--:|--:|--:|",
    ...tables.map(summary),
    "",
    ...tables.flatMap((table) => [...section(table), ""]),
    "## Recorded cases",
    "Answers of the real AWS and of its own engines, kept beside the project. A score may not fall. Of executions, three",
    "numbers: those that reach the final type, also the output or error, also the types of the events.",
    "",
    "| file | reached | of |",
    "|---|--:|--:|",
    ...scores.map(({ file, levels, of }) => `| ${file} | ${levels.join(", ")} | ${of} |`),
    ...notReached(scores),
    "",
  ].join("\n");
}

function summary(table: Table): string {
  const gaps = Object.values(table.gaps).flat().length;
  const link = `[${table.title}](#${table.title.toLowerCase().replace(/ /g, "-")})`;
  return `| ${link} | ${table.cases.length} | ${operations(table).size} | ${gaps} | ${errors(table.cases).size} |`;
}

function section(table: Table): string[] {
  const ours = table.cases.filter(({ source }) => source.startsWith("ours"));
  return [
    `## ${table.title}`,
    ...(table.about === "" ? [] : [table.about, ""]),
    `**Operations**, with the rows that call them: ${counted(operations(table))}.`,
    "",
    `**Errors**: ${counted(errors(table.cases))}.`,
    ...folded("Limits", table.limits.map(limit)),
    ...bullets(
      "Not simulated, refused by name",
      Object.entries(table.gaps).map(
        ([reason, names]) => `${reason}: ${names.map((name) => `\`${name}\``).join(", ")}`,
      ),
    ),
    ...bullets(
      "Left out",
      table.leftOut.map(({ file, text }) => `${text} ([${file}](${table.service}/${file}))`),
    ),
    ...bullets(
      "Chosen, where AWS does not say",
      ours.map(({ name, source }) => `${name}${source.slice("ours".length)}`),
    ),
  ];
}

function bullets(title: string, lines: readonly string[]): string[] {
  return lines.length === 0 ? [] : ["", `**${title}**`, "", ...lines.map((line) => `- ${line}`)];
}

function folded(title: string, lines: readonly string[]): string[] {
  if (lines.length === 0) return [];
  const table = ["| limit | value | |", "|---|---|---|", ...lines];
  return ["", `<details><summary>${title}</summary>`, "", ...table, "", "</details>"];
}

/** Calls of other services ("sqs.SendMessage") are not this table's, and a gap may have a row that sees it refused. */
function operations({ cases, gaps }: Table): Map<string, number> {
  const refused = new Set(Object.values(gaps).flat());
  return count(cases, (step) =>
    "do" in step && !step.do.includes(".") && !refused.has(step.do) ? step.do : undefined,
  );
}

function errors(cases: readonly Case[]): Map<string, number> {
  return count(cases, (step) => ("do" in step ? step.error : undefined));
}

/** Rows in which a step has the word, by word. */
function count(cases: readonly Case[], word: (step: Case["steps"][number]) => string | undefined): Map<string, number> {
  const rows = new Map<string, number>();
  for (const { steps } of cases) {
    for (const found of new Set(steps.map(word))) {
      if (found !== undefined) rows.set(found, (rows.get(found) ?? 0) + 1);
    }
  }
  return new Map([...rows].sort(([a], [b]) => (a < b ? -1 : 1)));
}

function counted(rows: Map<string, number>): string {
  return [...rows].map(([word, number]) => `\`${word}\` ${number}`).join(", ");
}

function limit({ name, value, note }: Limit): string {
  return `| ${name.toLowerCase().replace(/_/g, " ")} | ${shown(value)} | ${note.replace(/\|/g, "\\|")} |`;
}

function shown(value: unknown): string {
  if (typeof value === "number") return Number.isFinite(value) ? readable(value) : "none";
  if (Array.isArray(value)) return value.map(shown).join(", ");
  if (value === null || typeof value !== "object") return String(value);
  return Object.entries(value)
    .map(([key, each]) => `${key} ${typeof each === "object" ? `(${shown(each)})` : shown(each)}`)
    .join(", ");
}

function readable(value: number): string {
  return Math.abs(value) < 1e15 ? value.toLocaleString("en-US", { maximumFractionDigits: 6 }) : value.toExponential(2);
}

function notReached(scores: readonly CommittedScore[]): string[] {
  const lines = scores.flatMap(({ file, reasons }) =>
    Object.entries(reasons).map(([id, reason]) => `${file}, \`${id}\`: ${reason}`),
  );
  return bullets("Not reached", lines);
}
