/** The fields of a Vega-Lite specification that colour alone would tell apart: no shape, place, dash or word beside it. */
import { urgencyScheme } from "../../src/charts/palette";

type Part = Record<string, unknown>;
type Channel = { field?: string; type?: string; scale?: { scheme?: string } | null };

const COLOURS = ["color", "fill", "stroke"];
/** What may say the same by another field of the same rows: "✓" for "delivered". */
const SIGNS = ["shape", "strokeDash", "size", "strokeWidth", "text"];
const PLACES = ["x", "y", "xOffset", "yOffset", "row", "column", "facet"];

export function toldByColourAlone(spec: object): string[] {
  const alone = new Set<string>();
  const walk = (part: Part, data: unknown, places: readonly string[], signs: readonly string[]): void => {
    const rows = rowsOf(part.data ?? data);
    const units = unitsOf(part); // layers lie over each other: what one of them says by shape or word is said
    const where = [...places, ...units.flatMap((one) => fieldsOf(one, PLACES)), ...facets(part.facet)];
    const what = [...signs, ...units.flatMap((one) => [...fieldsOf(one, SIGNS), ...filters(one)])];
    for (const { field } of coloursOf(part)) {
      const isTold = where.includes(field!) || what.some((sign) => sign === field || names(rows, sign, field!));
      if (!isTold && isMany(rows, field!)) alone.add(field!);
    }
    const inner = ["layer", "vconcat", "hconcat", "concat"].flatMap((key) => (part[key] ?? []) as Part[]);
    for (const one of part.spec === undefined ? inner : [...inner, part.spec as Part])
      walk(one, part.data ?? data, where, what);
  };
  walk(spec as Part, undefined, [], []);
  return [...alone];
}

/** A part and its layers, at whatever depth. */
function unitsOf(part: Part): Part[] {
  return [part, ...((part.layer ?? []) as Part[]).flatMap(unitsOf)];
}

function channelsOf({ encoding = {} }: Part, wanted: readonly string[]): Channel[] {
  return wanted.map((channel) => (encoding as Record<string, Channel | undefined>)[channel] ?? {});
}

function fieldsOf(part: Part, wanted: readonly string[]): string[] {
  return channelsOf(part, wanted).flatMap(({ field }) => field ?? []);
}

/** The colours that name something. A scale that runs from dark to light is read without hue; a text's colour is its ink. */
function coloursOf(part: Part): Channel[] {
  const isText = part.mark === "text" || (part.mark as { type?: string } | undefined)?.type === "text";
  if (isText) return [];
  return channelsOf(part, COLOURS).filter(
    ({ field, type, scale }) => field !== undefined && type !== "quantitative" && scale?.scheme !== urgencyScheme,
  );
}

function facets(facet: unknown): string[] {
  const { field, row, column } = (facet ?? {}) as Channel & { row?: Channel; column?: Channel };
  return [field, row?.field, column?.field].filter((one): one is string => one !== undefined);
}

/** A sign that only rows of one kind have says which they are. */
function filters({ transform = [] }: Part): string[] {
  return (transform as { filter?: { field?: string } }[]).flatMap(({ filter }) => filter?.field ?? []);
}

type Rows = Part[] | undefined;

function rowsOf(data: unknown): Rows {
  return (data as { values?: Part[] } | undefined)?.values;
}

/** A field that a transform makes is taken to have many values. */
function isMany(rows: Rows, field: string): boolean {
  const values = valuesOf(rows, field);
  return values.size !== 1;
}

/** Whether each value of the sign stands for one value of the field; where there is no room a sign is empty. */
function names(rows: Rows, sign: string, field: string): boolean {
  const signs = valuesOf(rows, sign);
  signs.delete("");
  const meant = [...signs].map((one) =>
    valuesOf(
      (rows ?? []).filter((row) => row[sign] === one),
      field,
    ),
  );
  return signs.size > 0 && signs.size <= valuesOf(rows, field).size && meant.every(({ size }) => size === 1);
}

function valuesOf(rows: Rows, field: string): Set<unknown> {
  return new Set((rows ?? []).map((row) => row[field]).filter((value) => value !== undefined));
}
