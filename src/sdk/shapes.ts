/**
 * Reads the schemas that AWS SDK v3 clients carry: static arrays, [kind, namespace, name, traits, ...].
 * Only what a copy and a check need is kept; wire names and HTTP bindings are left out, for nothing goes on a wire.
 * The layout is `StaticSchema` of @smithy/types 4; the client packages themselves are never imported here.
 */

export type Shape =
  | { kind: "string" | "number" | "boolean" | "blob" | "stream" | "bigInteger" | "document" | "unit" }
  | { kind: "timestamp"; wholeSeconds: boolean }
  | { kind: "list"; value: () => Shape }
  | { kind: "map"; value: () => Shape }
  | { kind: "structure"; name: string; union: boolean; members: Member[] };

export interface Member {
  name: string;
  required: boolean;
  /** The SDK fills an absent idempotency token with a fresh UUID. */
  isToken: boolean;
  shape: () => Shape;
}

export interface OperationShape {
  namespace: string;
  name: string;
  input: Shape;
  output: Shape;
}

/** Kinds of static schema. */
const SIMPLE = 0;
const LIST = 1;
const MAP = 2;
const STRUCTURE = 3;
const ERROR = -3;
const UNION = 4;
const OPERATION = 9;
/** A list or map of simple values is one number: a flag plus the number of the value. */
const LIST_OF = 64;
const MAP_OF = 128;
/** Bit of the idempotency token where traits are written as a number. */
const TOKEN_BIT = 0b100;

const SIMPLE_KINDS: Record<number, Shape> = {
  0: { kind: "string" },
  1: { kind: "number" },
  2: { kind: "boolean" },
  4: { kind: "timestamp", wholeSeconds: false },
  5: { kind: "timestamp", wholeSeconds: false },
  6: { kind: "timestamp", wholeSeconds: true }, // an HTTP date has no fraction
  7: { kind: "timestamp", wholeSeconds: false },
  15: { kind: "document" },
  17: { kind: "bigInteger" },
  19: { kind: "document" }, // a big decimal: a number or a NumericValue
  21: { kind: "blob" },
  42: { kind: "stream" },
};

// biome-ignore lint/suspicious/noExplicitAny: the elements depend on the first, which is read before them
type Static = readonly any[];

const known = new WeakMap<object, Shape>();

/** True for the schema of an operation, as a client package exports one for each of its commands. */
export function isOperationSchema(value: unknown): value is Static {
  return Array.isArray(value) && value[0] === OPERATION && typeof value[2] === "string";
}

export function readOperation(schema: unknown): OperationShape {
  if (!isOperationSchema(schema)) throw new TypeError("this command carries no schema of its operation");
  return { namespace: schema[1], name: schema[2], input: readShape(schema[4]), output: readShape(schema[5]) };
}

/** The shape of any schema reference: a number, an array, or a function that gives one. */
export function readShape(reference: unknown): Shape {
  const schema = typeof reference === "function" ? reference() : reference;
  if (schema === "unit") return { kind: "unit" };
  if (typeof schema === "number") return numbered(schema);
  if (!Array.isArray(schema)) throw new TypeError(`not a schema: ${String(schema)}`);
  if (schema.length === 2) return readShape(schema[0]); // a member: [schema, traits]
  let shape = known.get(schema);
  if (!shape) {
    shape = arrayed(schema);
    known.set(schema, shape);
  }
  return shape;
}

function numbered(code: number): Shape {
  if (code >= MAP_OF) return { kind: "map", value: () => numbered(code & 63) };
  if (code >= LIST_OF) return { kind: "list", value: () => numbered(code & 63) };
  const shape = SIMPLE_KINDS[code];
  if (!shape) throw new TypeError(`unknown simple schema ${code}`);
  return shape;
}

function arrayed(schema: Static): Shape {
  switch (schema[0]) {
    case SIMPLE:
      return readShape(schema[4]);
    case LIST:
      return { kind: "list", value: () => readShape(schema[4]) };
    case MAP:
      return { kind: "map", value: () => readShape(schema[5]) };
    case STRUCTURE:
    case ERROR:
    case UNION:
      return { kind: "structure", name: schema[2], union: schema[0] === UNION, members: readMembers(schema) };
    default:
      throw new TypeError(`unknown schema kind ${schema[0]}`);
  }
}

/** Required members come first; the seventh element says how many they are. */
function readMembers(schema: Static): Member[] {
  const names: string[] = schema[4];
  const required: number = schema[6] ?? 0;
  return names.map((name, i) => ({
    name,
    required: i < required,
    isToken: hasToken(schema[5][i]),
    shape: () => readShape(schema[5][i]),
  }));
}

function hasToken(member: unknown): boolean {
  if (!Array.isArray(member) || member.length !== 2) return false;
  const traits = member[1];
  return typeof traits === "number" ? (traits & TOKEN_BIT) !== 0 : Boolean(traits?.idempotencyToken);
}
