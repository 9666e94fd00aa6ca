/** Answers to the requests about code that is not run: completion, inspection, is it complete, history, comms. */
import type { CellCompiler } from "../compile";

type Content = Record<string, unknown>;

/** Offsets in Jupyter count code points, in JavaScript UTF-16 units; they differ after an emoji. */
const toUnits = (code: string, points: number): number => [...code].slice(0, points).join("").length;
const toPoints = (code: string, units: number): number => [...code.slice(0, units)].length;

export function complete(compiler: CellCompiler, declarations: string, content: Content): Content {
  const { code, cursor_pos: at } = content as { code: string; cursor_pos: number };
  const found = compiler.complete(code, toUnits(code, at), declarations);
  return {
    status: "ok",
    matches: found.names,
    cursor_start: toPoints(code, found.start),
    cursor_end: toPoints(code, found.end),
    metadata: {},
  };
}

export function inspectName(compiler: CellCompiler, declarations: string, content: Content): Content {
  const { code, cursor_pos: at, detail_level: detail } = content as Record<string, number> & { code: string };
  const text = compiler.inspect(code, toUnits(code, at ?? 0), declarations, detail === 1 ? 1 : 0);
  return { status: "ok", found: text !== null, data: text === null ? {} : { "text/plain": text }, metadata: {} };
}

/** The inputs of this session, as [session, line number, input]. */
export class History {
  private readonly inputs: [number, number, string][] = [];

  add(count: number, code: string): void {
    this.inputs.push([1, count, code]);
  }

  answer(content: Content): Content {
    const c = content as {
      hist_access_type?: string;
      output?: boolean;
      pattern?: string;
      unique?: boolean;
      start?: number;
      stop?: number;
      n?: number;
    };
    let found = this.inputs;
    if (c.hist_access_type === "search") {
      const pattern = glob(c.pattern ?? "*");
      found = found.filter(([, , code]) => pattern.test(code));
      if (c.unique) found = [...new Map(found.map((input) => [input[2], input])).values()];
    }
    if (c.hist_access_type === "range") {
      const [from, to] = [c.start ?? 0, c.stop ?? Number.POSITIVE_INFINITY];
      found = found.filter(([, line]) => line >= from && line < to);
    } else if (c.n) found = found.slice(-c.n);
    return { status: "ok", history: found.map(([s, line, code]) => [s, line, c.output ? [code, null] : code]) };
  }
}

const glob = (pattern: string): RegExp =>
  new RegExp(
    `^${pattern
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", "[\\s\\S]*")
      .replaceAll("?", "[\\s\\S]")}$`,
  );
