/**
 * Attribute values as they travel: `{ S: "text" }`, `{ N: "1.5" }`, ... Checked and brought into their stored form, measured,
 * compared. Numbers are decimal, exact to 38 digits. Values are never changed in place.
 * Source: Developer Guide, "Data types" and "Item sizes and formats" (read 2026-11).
 */
import Big from "big.js";
import { invalid, invalidParameters } from "./errors";
import { DIGITS, LARGEST_EXPONENT, NESTING, SMALLEST_EXPONENT } from "./limits";

export const TYPES = ["S", "N", "B", "SS", "NS", "BS", "M", "L", "NULL", "BOOL"] as const;
export type Type = (typeof TYPES)[number];

export interface Value {
  S?: string;
  N?: string;
  B?: Uint8Array;
  SS?: string[];
  NS?: string[];
  BS?: Uint8Array[];
  M?: Item;
  L?: Value[];
  NULL?: boolean;
  BOOL?: boolean;
}

export type Item = Record<string, Value>;

const SET_NAMES = { SS: "string set", NS: "number set", BS: "binary set" } as const;

export function typeOf(value: Value): Type {
  return TYPES.find((type) => value[type] !== undefined)!;
}

/** The item with every value in its stored form. Throws ValidationException. */
export function readItem(given: Record<string, Value>): Item {
  return Object.fromEntries(Object.entries(given).map(([name, value]) => [name, readValue(value)]));
}

/** Throws ValidationException unless it is exactly one well-formed value. */
export function readValue(given: Value, depth = 0): Value {
  const types = TYPES.filter((type) => given[type] !== undefined);
  if (types.length === 0) {
    throw invalid("Supplied AttributeValue is empty, must contain exactly one of the supported datatypes");
  }
  if (types.length > 1) {
    throw invalid(
      "Supplied AttributeValue has more than one datatypes set, must contain exactly one of the supported datatypes",
    );
  }
  if (depth > NESTING) throw invalid("Nesting Levels have exceeded supported limits");
  const type = types[0]!;
  switch (type) {
    case "NULL":
      if (given.NULL !== true) throw invalidParameters("Null attribute value types must have the value of true");
      return given;
    case "N":
      return { N: readNumber(given.N!) };
    case "SS":
    case "BS":
    case "NS":
      return readSet(type, given);
    case "M":
      return {
        M: Object.fromEntries(Object.entries(given.M!).map(([name, value]) => [name, readValue(value, depth + 1)])),
      };
    case "L":
      return { L: given.L!.map((value) => readValue(value, depth + 1)) };
    default:
      return given;
  }
}

function readSet(type: "SS" | "NS" | "BS", given: Value): Value {
  const members = type === "NS" ? given.NS!.map(readNumber) : (given[type] as (string | Uint8Array)[]);
  if (members.length === 0) throw invalidParameters(`An ${SET_NAMES[type]}  may not be empty`);
  const keys = members.map(memberKey);
  if (new Set(keys).size < keys.length) {
    if (type === "NS") throw invalid("Input collection contains duplicates");
    throw invalidParameters(
      `Input collection [${keys.join(", ")}]${type === "BS" ? "of type BS" : ""} contains duplicates.`,
    );
  }
  return { [type]: members };
}

function memberKey(member: string | Uint8Array): string {
  return typeof member === "string" ? member : Buffer.from(member).toString("base64");
}

/** A number in its shortest plain form. */
function readNumber(text: string): string {
  let number: Big;
  try {
    number = new Big(text.trim());
  } catch {
    throw invalid(
      text === ""
        ? "The parameter cannot be converted to a numeric value"
        : `The parameter cannot be converted to a numeric value: ${text}`,
    );
  }
  if (number.c.length > DIGITS) {
    throw invalid("Attempting to store more than 38 significant digits in a Number");
  }
  if (number.e > LARGEST_EXPONENT) {
    throw invalid("Number overflow. Attempting to store a number with magnitude larger than supported range");
  }
  if (!isZero(number) && number.e < SMALLEST_EXPONENT) {
    throw invalid("Number underflow. Attempting to store a number with magnitude smaller than supported range");
  }
  return plain(number);
}

function isZero(number: Big): boolean {
  return number.c.length === 1 && number.c[0] === 0;
}

function plain(number: Big): string {
  return isZero(number) ? "0" : number.toFixed();
}

/** a + b or a - b, within DynamoDB's range. Throws ValidationException. */
export function addNumbers(a: string, b: string, sign: 1 | -1 = 1): string {
  const sum = sign === 1 ? new Big(a).plus(b) : new Big(a).minus(b);
  return readNumber(sum.toFixed());
}

/** Bytes that count against an item's size. */
export function itemBytes(item: Item): number {
  let bytes = 0;
  for (const [name, value] of Object.entries(item)) bytes += Buffer.byteLength(name) + valueBytes(value);
  return bytes;
}

/** Bytes of a value; a list or map costs 3 and 1 more for each element. */
export function valueBytes(value: Value): number {
  const type = typeOf(value);
  switch (type) {
    case "S":
      return Buffer.byteLength(value.S!);
    case "N":
      return numberBytes(value.N!);
    case "B":
      return value.B!.length;
    case "SS":
      return sum(value.SS!, (each) => Buffer.byteLength(each));
    case "NS":
      return sum(value.NS!, numberBytes);
    case "BS":
      return sum(value.BS!, (each) => each.length);
    case "M":
      return 3 + Object.keys(value.M!).length + itemBytes(value.M!);
    case "L":
      return 3 + sum(value.L!, (each) => 1 + valueBytes(each));
    default:
      return 1;
  }
}

/** AWS says "approximately": a byte for two significant digits, one more, and one for a minus. */
function numberBytes(number: string): number {
  const { c, s } = new Big(number);
  return Math.ceil(c.length / 2) + 1 + (s < 0 ? 1 : 0);
}

function sum<T>(list: readonly T[], measure: (each: T) => number): number {
  return list.reduce((total, each) => total + measure(each), 0);
}

/** Same type and same content; sets without regard to order, numbers by value. */
export function isEqual(a: Value, b: Value): boolean {
  const type = typeOf(a);
  if (type !== typeOf(b)) return false;
  switch (type) {
    case "B":
      return Buffer.compare(a.B!, b.B!) === 0;
    case "SS":
    case "NS":
    case "BS": {
      const [one, other] = [a[type]!, b[type]!].map((members) => new Set((members as string[]).map(memberKey)));
      return one!.size === other!.size && [...one!].every((member) => other!.has(member));
    }
    case "L":
      return a.L!.length === b.L!.length && a.L!.every((each, i) => isEqual(each, b.L![i]!));
    case "M":
      return isSameItem(a.M!, b.M!);
    default:
      return a[type] === b[type];
  }
}

export function isSameItem(a: Item, b: Item): boolean {
  const names = Object.keys(a);
  return (
    names.length === Object.keys(b).length &&
    names.every((name) => Object.hasOwn(b, name) && isEqual(a[name]!, b[name]!))
  );
}

/** Negative, 0 or positive; undefined when the two cannot be ordered. Strings and bytes by their bytes. */
export function compare(a: Value, b: Value): number | undefined {
  if (a.N !== undefined && b.N !== undefined) return compareNumbers(a.N, b.N);
  if (a.S !== undefined && b.S !== undefined) return Buffer.compare(Buffer.from(a.S), Buffer.from(b.S));
  if (a.B !== undefined && b.B !== undefined) return Buffer.compare(a.B, b.B);
  return undefined;
}

function compareNumbers(a: string, b: string): number {
  const [x, y] = [Number(a), Number(b)];
  // Doubles that differ are in the right order; those that do not are compared digit by digit.
  return x !== y ? x - y : new Big(a).cmp(b);
}
