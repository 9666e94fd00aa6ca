/** Source maps of the two stages of a compilation (TypeScript to modules, modules to CommonJS) composed into one. */
import { SourceMap } from "node:module";
import type { LineMap, Place } from "./types";

/** A source map's own JSON. */
export type MapJson = ConstructorParameters<typeof SourceMap>[0];

/** The lines that the compiler puts before the cell's first line ("export {};"). */
const LINES_BEFORE = 1;

/**
 * @param stages the maps in the order of compilation; a place is followed through them from the last to the first
 * @param sourceLines how many lines the cell has; what the compiler added after them has no place in it
 */
export function composeMaps(stages: MapJson[], sourceLines: number): LineMap {
  let parsed: SourceMap[] | null = null;
  return {
    find(line, column) {
      parsed ??= stages.map((stage) => new SourceMap(stage)).reverse();
      let place: Place = { line: line - 1, column: column - 1 };
      for (const map of parsed) {
        const entry = map.findEntry(place.line, place.column);
        if (!("originalLine" in entry) || entry.originalLine === undefined) return null;
        place = { line: entry.originalLine, column: entry.originalColumn };
      }
      const inCell = place.line >= LINES_BEFORE && place.line < LINES_BEFORE + sourceLines;
      return !inCell ? null : { line: place.line - LINES_BEFORE + 1, column: place.column + 1 };
    },
  };
}

/** Takes the inline source map off the end of emitted text. */
export function splitInlineMap(text: string): { js: string; map: MapJson | null } {
  const found = /\n\/\/# sourceMappingURL=data:application\/json;base64,(\S+)\s*$/.exec(text);
  if (!found) return { js: text, map: null };
  return { js: text.slice(0, found.index + 1), map: JSON.parse(Buffer.from(found[1]!, "base64").toString()) };
}
