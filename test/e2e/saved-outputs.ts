/** The outputs of a saved notebook in a form in which those of two clients can be compared. */
import { readFileSync } from "node:fs";

interface Output {
  output_type: string;
  name?: string;
  text?: string | string[];
  data?: Record<string, unknown>;
  [field: string]: unknown;
}

/**
 * By the id of the cell. Left out is what depends on the client alone: the number of the run, where text is cut into lines and into
 * messages, and the picture that JupyterLab adds to each chart when it saves; and what a check draws anew with each run: its seed, and
 * the numbers that its claims name (how many attempts, how many messages).
 */
export function outputsIn(path: string): Record<string, Output[]> {
  const { cells } = JSON.parse(readFileSync(path, "utf8")) as {
    cells: { id: string; cell_type: string; outputs?: Output[] }[];
  };
  const code = cells.filter(({ cell_type }) => cell_type === "code");
  return Object.fromEntries(code.map(({ id, outputs = [] }) => [id, joined(outputs.map(plain))]));
}

const SEED = /((?:Seed of these data|Semilla de estos datos): (?:"|&#34;))[0-9a-f]{8}/g;
const CLAIM = /<li\b[^>]*>.*?<\/li>|^[✓✗] .*$/gm;

function withoutDrawn(text: string): string {
  const unseeded = text.replace(SEED, "$1…");
  return unseeded === text ? text : unseeded.replace(CLAIM, (claim) => claim.replace(/\d+/g, "#"));
}

function whole(value: unknown): unknown {
  const isLines = Array.isArray(value) && value.every((line) => typeof line === "string");
  const text: unknown = isLines ? value.join("") : value;
  return typeof text === "string" ? withoutDrawn(text) : text;
}

function plain({ execution_count: _, data, text, ...rest }: Output): Output {
  if (text !== undefined) return { ...rest, text: whole(text) as string };
  if (data === undefined) return rest;
  const isChart = Object.keys(data).some((type) => type.startsWith("application/vnd.vega"));
  const kept = Object.entries(data).filter(([type]) => !(isChart && type === "image/png"));
  return { ...rest, data: Object.fromEntries(kept.map(([type, value]) => [type, whole(value)])) };
}

/** Text of one stream that came in several pieces is one output. */
function joined(outputs: readonly Output[]): Output[] {
  const out: Output[] = [];
  for (const output of outputs) {
    const last = out.at(-1);
    const isMore = output.output_type === "stream" && last?.output_type === "stream" && last.name === output.name;
    if (isMore) out[out.length - 1] = { ...last, text: `${last.text}${output.text}` };
    else out.push(output);
  }
  return out;
}
