/**
 * Message attributes: named values beside the message, for filter policies and raw delivery.
 * Source: Developer Guide, "Amazon SNS message attributes" (read 2026-11); texts as recorded from AWS.
 */
import { invalidParameter, invalidValue } from "./errors";
import { ATTRIBUTE_NAME_LENGTH } from "./limits";

export interface MessageAttribute {
  /** String, String.Array, Number or Binary, the first and last two with a label of one's own after a dot. */
  DataType: string;
  StringValue?: string;
  BinaryValue?: Uint8Array;
}

export type MessageAttributes = Record<string, MessageAttribute>;

const TYPE = /^(String|Number|Binary)(\..+)?$/;
const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/**
 * @param entry place in a batch, from 1; undefined outside of one
 * @throws InvalidParameterValueException, InvalidParameterException
 */
export function checkAttributes(attributes: MessageAttributes, entry?: number): void {
  for (const [name, attribute] of Object.entries(attributes)) {
    checkName(name);
    checkValue(name, attribute, entry);
  }
}

function checkName(name: string): void {
  if (name === "" || name.length > ATTRIBUTE_NAME_LENGTH) {
    throw invalidValue("Length of message attribute name must be less than 256 bytes.");
  }
  if (name.startsWith(".")) throw invalidValue("Invalid message attribute name starting with character '.' was found.");
  if (name.endsWith(".")) throw invalidValue("Invalid message attribute name ending with character '.' was found.");
  const strange = /[^A-Za-z0-9_.-]/.exec(name)?.[0];
  if (strange !== undefined) {
    const code = strange.codePointAt(0)!.toString(16).toUpperCase();
    throw invalidValue(
      `Invalid non-alphanumeric character '#x${code}' was found in the message attribute name. Can only include alphanumeric characters, hyphens, underscores, or dots.`,
    );
  }
  if (name.includes("..")) throw invalidValue("Message attribute name can not have successive '.' character.");
}

function checkValue(name: string, { DataType, StringValue, BinaryValue }: MessageAttribute, entry?: number): void {
  if (!DataType) {
    const at = entry === undefined ? "" : `publishBatchRequestEntries.${entry}.member.`;
    throw invalidParameter(
      `Value null at '${at}messageAttributes.${name}.member.dataType' failed to satisfy constraint: Member must not be null`,
    );
  }
  if (!TYPE.test(DataType)) {
    throw invalidValue(
      `The message attribute '${name}' has an invalid message attribute type, the set of supported type prefixes is Binary, Number, and String.`,
    );
  }
  const isBinary = DataType.startsWith("Binary");
  const given = isBinary ? BinaryValue : StringValue;
  if (given === undefined && (StringValue ?? BinaryValue) !== undefined) {
    throw invalidValue(
      `The message attribute '${name}' with type '${DataType}' must use field '${isBinary ? "Binary" : "String"}'.`,
    );
  }
  if (given === undefined || given.length === 0) {
    throw invalidValue(
      `The message attribute '${name}' must contain non-empty message attribute value for message attribute type '${DataType}'.`,
    );
  }
  if (DataType === "Number" && !NUMBER.test(StringValue!)) {
    throw invalidValue(`Could not cast message attribute '${name}' value to number.`);
  }
}

/** Bytes that the attributes add to a message: names, types and values. */
export function attributeBytes(attributes: MessageAttributes | undefined): number {
  let bytes = 0;
  for (const name in attributes) {
    const { DataType, StringValue, BinaryValue } = attributes[name]!;
    bytes += Buffer.byteLength(name) + Buffer.byteLength(DataType);
    bytes += BinaryValue === undefined ? Buffer.byteLength(StringValue ?? "") : BinaryValue.length;
  }
  return bytes;
}
