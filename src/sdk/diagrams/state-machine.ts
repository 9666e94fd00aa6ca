/**
 * A state machine as a flow chart, coloured by how its states went in one execution: what each colour says also stands in the label.
 * Parallel and Map are frames around their own states; thick arrows were taken, dotted ones lead to where errors are caught.
 */
import type { ChoiceRule, Machine, State } from "../../services/stepfunctions/definition";
import { say, type Text } from "../../sim/language";
import type { Trace } from "../../sim/trace";
import { Diagram, escapeLabel } from "./diagram";
import { type Outcome, type Run, readRun } from "./state-outcomes";

const MAX_STATES = 80;

const OUTCOMES: Record<Outcome, { mark: string; text: Text; colour: string }> = {
  done: { mark: "✓", text: { es: "termina bien", en: "ended well" }, colour: "#CFEDE3" },
  failed: { mark: "✗", text: { es: "falla", en: "failed" }, colour: "#F8DCCB" },
  caught: { mark: "!", text: { es: "fallo capturado", en: "failure caught" }, colour: "#F3DFEA" },
  running: { mark: "…", text: { es: "en curso", en: "under way" }, colour: "#FBE9CC" },
  aborted: { mark: "⊘", text: { es: "abandonado", en: "given up" }, colour: "#E7EAEE" },
};

interface Node {
  id: string;
  name: string;
  state: State;
  run: Run | undefined;
}

/**
 * Draws a machine.
 * @param execution its ARN; absent: nothing has run, and nothing is coloured
 */
export function drawStateMachine(machine: Machine, trace: Trace, execution: string | undefined): Diagram {
  return new Drawing(execution === undefined ? undefined : readRun(trace, execution)).draw(machine);
}

class Drawing {
  readonly #lines = ["flowchart TD"];
  readonly #nodes: Node[] = [];
  readonly #ends: string[] = [];
  #omitted = 0;

  constructor(private readonly runs: ReturnType<typeof readRun> | undefined) {}

  draw(machine: Machine): Diagram {
    this.#block(machine, "  ");
    this.#classes();
    const sentences = this.#nodes.map(sentenceOf);
    if (this.#omitted > 0) {
      const more = say({
        es: `y ${this.#omitted} estados más, no dibujados`,
        en: `and ${this.#omitted} more states, not drawn`,
      });
      this.#lines.push(`  more("${escapeLabel(more)}")`);
      sentences.push(more);
    }
    return new Diagram(this.#lines.join("\n"), sentences.join("\n"));
  }

  /** A machine, a branch or a processor: a start, its states, its arrows. */
  #block(machine: Machine, indent: string): void {
    const ids = new Map<string, string>();
    const nodes: Node[] = [];
    for (const [name, state] of Object.entries(machine.States)) {
      if (this.#nodes.length >= MAX_STATES) {
        this.#omitted++;
        continue;
      }
      const node: Node = { id: `s${this.#nodes.length}`, name, state, run: this.runs?.states.get(name) };
      ids.set(name, node.id);
      this.#nodes.push(node);
      nodes.push(node);
      this.#node(node, indent);
    }
    const first = ids.get(machine.StartAt);
    if (first !== undefined) {
      const start = `${first}start`;
      this.#lines.push(`${indent}${start}(((" "))) ${this.runs?.states.has(machine.StartAt) ? "==>" : "-->"} ${first}`);
      this.#ends.push(start);
    }
    for (const node of nodes) this.#arrows(node, ids, indent);
  }

  #node({ id, name, state, run }: Node, indent: string): void {
    const text = escapeLabel(name) + marksOf(run);
    const kind = `<br/><small>${state.Type}</small>`;
    const inner =
      state.Type === "Parallel" ? state.Branches : state.Type === "Map" ? [state.ItemProcessor ?? state.Iterator!] : [];
    if (inner.length === 0) {
      this.#lines.push(indent + id + SHAPES[state.Type](`${text}${kind}`));
      return;
    }
    this.#lines.push(`${indent}subgraph ${id} ["${text} (${state.Type})"]`);
    for (const machine of inner) this.#block(machine, `${indent}  `);
    this.#lines.push(`${indent}end`);
  }

  #arrows({ id, name, state }: Node, ids: ReadonlyMap<string, string>, indent: string): void {
    const arrow = (target: string | undefined, label: string, isCatch = false) => {
      const to = target === undefined ? undefined : ids.get(target);
      if (to === undefined) return;
      const isTaken = this.runs?.taken.has(`${name}\n${target}`) === true;
      const line = isCatch ? "-.->" : isTaken ? "==>" : "-->";
      const text = label === "" ? "" : `|"${escapeLabel(label)}"|`;
      this.#lines.push(`${indent}${id} ${line}${text} ${to}`);
    };
    const {
      Next: next,
      Default: otherwise,
      Choices: rules = [],
      Catch: catchers = [],
    } = state as {
      Next?: string;
      Default?: string;
      Choices?: ChoiceRule[];
      Catch?: { ErrorEquals: string[]; Next: string }[];
    };
    arrow(next, "");
    for (const rule of rules) arrow(rule.Next, conditionOf(rule));
    arrow(otherwise, say({ es: "si no", en: "otherwise" }));
    for (const { ErrorEquals: errors, Next: target } of catchers) arrow(target, errors.join(", "), true);
  }

  #classes(): void {
    const style = "stroke:#4B5563,color:#1F2933";
    for (const [outcome, { colour }] of Object.entries(OUTCOMES)) {
      const members = this.#nodes.filter(({ run }) => run?.outcome === outcome).map(({ id }) => id);
      if (members.length === 0) continue;
      this.#lines.push(`  classDef ${outcome} fill:${colour},${style}`);
      this.#lines.push(`  class ${members.join(",")} ${outcome}`);
    }
    const rest = this.#nodes.filter(({ run }) => run === undefined).map(({ id }) => id);
    if (rest.length > 0) {
      this.#lines.push("  classDef unreached fill:#FFFFFF,stroke:#8A939E,color:#4B5563,stroke-dasharray:4");
      this.#lines.push(`  class ${rest.join(",")} unreached`);
    }
    this.#lines.push(`  classDef start fill:#1F2933,${style}`);
    this.#lines.push(`  class ${this.#ends.join(",")} start`);
  }
}

const SHAPES: Record<State["Type"], (label: string) => string> = {
  Pass: (label) => `["${label}"]`,
  Task: (label) => `[["${label}"]]`,
  Choice: (label) => `{"${label}"}`,
  Wait: (label) => `(["${label}"])`,
  Succeed: (label) => `(("${label}"))`,
  Fail: (label) => `{{"${label}"}}`,
  Parallel: (label) => `["${label}"]`,
  Map: (label) => `["${label}"]`,
};

/** " ✓ 3×, 2 retries": what the colour says, how often it was entered and tried again. */
function marksOf(run: Run | undefined): string {
  if (run === undefined) return "";
  const { visits, retries, outcome } = run;
  const often = visits > 1 ? ` ${visits}×` : "";
  const again = retries > 0 ? ` ↻${retries}` : "";
  return ` ${OUTCOMES[outcome].mark}${often}${again}`;
}

function sentenceOf({ name, state, run }: Node): string {
  const what = `${name} (${state.Type})`;
  if (run === undefined) return say({ es: `${what}: no se ha entrado`, en: `${what}: not entered` });
  const parts = [
    say(OUTCOMES[run.outcome].text),
    ...(run.visits > 1 ? [say({ es: `${run.visits} veces`, en: `${run.visits} times` })] : []),
    ...(run.retries > 0 ? [retriesOf(run.retries)] : []),
    ...(run.error === "" ? [] : [run.error]),
  ];
  return `${what}: ${parts.join(", ")}`;
}

function retriesOf(n: number): string {
  return n === 1 ? say({ es: "1 reintento", en: "1 retry" }) : say({ es: `${n} reintentos`, en: `${n} retries` });
}

const SIGNS: Record<string, string> = {
  Equals: "=",
  LessThan: "<",
  GreaterThan: ">",
  LessThanEquals: "≤",
  GreaterThanEquals: "≥",
  Matches: "~",
};

/** A rule in few words: "$.total > 0", "$.a = 1 and not $.b is null". */
function conditionOf(rule: ChoiceRule): string {
  if (rule.Condition !== undefined) return String(rule.Condition).replace(/^\{%\s*|\s*%\}$/g, "");
  if (rule.And !== undefined) return rule.And.map(conditionOf).join(say({ es: " y ", en: " and " }));
  if (rule.Or !== undefined) return rule.Or.map(conditionOf).join(say({ es: " o ", en: " or " }));
  if (rule.Not !== undefined) return `${say({ es: "no", en: "not" })} (${conditionOf(rule.Not)})`;
  const name =
    Object.keys(rule).find((key) => !["Variable", "Next", "Assign", "Comment", "Output"].includes(key)) ?? "";
  const operand = rule[name];
  const type = /^Is([A-Z]\w+)$/.exec(name);
  if (type !== null) return `${rule.Variable} ${operand === false ? "≠" : "="} ${type[1]!.toLowerCase()}`;
  const sign = SIGNS[name.replace(/^(String|Numeric|Boolean|Timestamp)/, "").replace(/Path$/, "")] ?? name;
  return `${rule.Variable} ${sign} ${typeof operand === "string" ? operand : JSON.stringify(operand)}`;
}
