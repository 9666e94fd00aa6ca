/** The source map of a cell: from its JavaScript back to what the student wrote. */
import { SourceMap } from "node:module";
import type { LineMap, Place } from "./types";

/** The lines that the compiler puts before the cell's first line ("export {};"). */
const LINES_BEFORE = 1;

/**
 * @param encoded the map's JSON in base64, read when the first place is asked for; null: no place is known
 * @param sourceLines how many lines the cell has; what the compiler added after them has no place in it
 */
export function lineMap(encoded: string | null, sourceLines: number): LineMap {
  let map: SourceMap | null = null;
  return {
    find(line, column): Place | null {
      if (encoded === null) return null;
      map ??= new SourceMap(JSON.parse(Buffer.from(encoded, "base64").toString()));
      const entry = map.findEntry(line - 1, column - 1);
      if (!("originalLine" in entry) || entry.originalLine === undefined) return null;
      const inCell = entry.originalLine >= LINES_BEFORE && entry.originalLine < LINES_BEFORE + sourceLines;
      return inCell ? { line: entry.originalLine - LINES_BEFORE + 1, column: entry.originalColumn + 1 } : null;
    },
  };
}

/** Takes the inline source map, in base64, off the end of emitted text. */
export function splitInlineMap(text: string): { js: string; map: string | null } {
  const found = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(text);
  return found ? { js: text.slice(0, found.index + 1), map: found[1]! } : { js: text, map: null };
}
