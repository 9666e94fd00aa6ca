/**
 * Message attributes: what may be sent along with a body, and which of it a receiver asks for.
 * Source: Developer Guide, "Amazon SQS message attributes"; API reference, MessageAttributeValue (read 2026-11).
 */
import { invalidParameter, invalidParameterText } from "./errors";
import { ATTRIBUTE_NAME_LENGTH, MESSAGE_ATTRIBUTES } from "./limits";

export interface MessageAttribute {
  /** String, Number or Binary, with a label of one's own after a dot. */
  DataType: string;
  StringValue?: string;
  BinaryValue?: Uint8Array;
}

export type MessageAttributes = Record<string, MessageAttribute>;

const NAME = /^[A-Za-z0-9_.-]+$/;
const RESERVED = /^(aws|amazon)\./i;
const TYPES = ["String", "Number", "Binary"];
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Throws InvalidParameterValue for what a sender may not give. */
export function checkAttributes(attributes: MessageAttributes): void {
  const names = Object.keys(attributes);
  if (names.length > MESSAGE_ATTRIBUTES) {
    throw invalidParameterText(
      `Number of message attributes [${names.length}] exceeds the allowed maximum [${MESSAGE_ATTRIBUTES}].`,
    );
  }
  for (const name of names) {
    checkName(name);
    checkValue(name, attributes[name]!);
  }
}

function checkName(name: string): void {
  if (name.length > ATTRIBUTE_NAME_LENGTH || !NAME.test(name)) {
    throw invalidParameter(
      "MessageAttributeName",
      name,
      "Use 1 to 256 letters, digits, underscores, hyphens and periods.",
    );
  }
  if (RESERVED.test(name))
    throw invalidParameter("MessageAttributeName", name, "Names must not start with AWS. or Amazon.");
  if (name.startsWith(".") || name.endsWith(".") || name.includes("..")) {
    throw invalidParameter("MessageAttributeName", name, "A period must not stand first, last or next to another.");
  }
}

function checkValue(name: string, { DataType: type, StringValue: text, BinaryValue: bytes }: MessageAttribute): void {
  const of = `The message attribute '${name}'`;
  if (!type) throw invalidParameterText(`${of} must contain a non-empty message attribute type.`);
  const base = type.split(".")[0]!;
  if (!TYPES.includes(base) || type.length > ATTRIBUTE_NAME_LENGTH) {
    throw invalidParameterText(
      `${of} has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const field = base === "Binary" ? "Binary" : "String";
  const value = base === "Binary" ? bytes : text;
  if (!value?.length) {
    throw invalidParameterText(`${of} with type '${type}' must use field '${field}' and must not be empty.`);
  }
  if (base === "Number" && !NUMBER.test(text!)) {
    throw invalidParameterText(`Can't cast the value of message (user) attribute '${name}' to a number.`);
  }
}

/** The attributes that a receiver asked for: names, `All`, `.*`, or a prefix such as `bar.*`. undefined when none. */
export function selectAttributes(all: MessageAttributes, wanted: readonly string[]): MessageAttributes | undefined {
  if (wanted.includes("All") || wanted.includes(".*")) return all;
  const selected: MessageAttributes = {};
  for (const [name, value] of Object.entries(all)) {
    const asked = wanted.some((each) => each === name || (each.endsWith(".*") && name.startsWith(each.slice(0, -2))));
    if (asked) selected[name] = value;
  }
  return Object.keys(selected).length === 0 ? undefined : selected;
}
