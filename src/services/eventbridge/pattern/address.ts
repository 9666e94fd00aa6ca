/**
 * IP addresses in patterns: a literal address equals every spelling of itself, and `cidr` is a range of addresses.
 * Source: aws/event-ruler 2.0.1 (texts and limits), RFC 4291 section 2.2 (spellings).
 */
import { isIP } from "node:net";
import { PatternError } from "./tokens";

/** What looks like an address at all; anything else is text. */
const IPV4 = /^[0-9]+\.[0-9]+\.[0-9]+\.[0-9]+$/;
const IPV6 = /^[0-9a-fA-F:]*:[0-9a-fA-F:]*$/;

export interface AddressRange {
  bits: 32 | 128;
  low: bigint;
  high: bigint;
}

/** The address as a number, with its family; undefined when the text is none. */
export function readAddress(text: string): { bits: 32 | 128; value: bigint } | undefined {
  if (text.length > 45) return undefined;
  if (IPV4.test(text) && isIP(text) === 4) {
    return { bits: 32, value: text.split(".").reduce((sum, part) => (sum << 8n) | BigInt(part), 0n) };
  }
  if (IPV6.test(text) && isIP(text) === 6) return { bits: 128, value: readIpv6(text) };
  return undefined;
}

function readIpv6(text: string): bigint {
  const [head = "", tail] = text.split("::");
  const groups = (part: string) => (part === "" ? [] : part.split(":"));
  const left = groups(head);
  const right = tail === undefined ? [] : groups(tail);
  const all = [...left, ...Array<string>(8 - left.length - right.length).fill("0"), ...right];
  return all.reduce((sum, group) => (sum << 16n) | BigInt(`0x${group}`), 0n);
}

/** The range of just this address; undefined when the text is none. */
export function readSingle(text: string): AddressRange | undefined {
  const address = readAddress(text);
  return address && { bits: address.bits, low: address.value, high: address.value };
}

/** @throws PatternError with AWS's text, without a place */
export function readCidr(text: string): AddressRange {
  const parts = text.split("/");
  if (parts.length !== 2 || parts[1] === "") throw new PatternError("Malformed CIDR, one '/' required");
  const [written = "", mask = ""] = parts;
  if (!/^[+-]?\d{1,9}$/.test(mask)) throw new PatternError("Malformed CIDR, mask bits must be an integer");
  const fixed = Number(mask);
  if (fixed < 0) throw new PatternError("Malformed CIDR, mask bits must not be negative");
  if (!IPV4.test(written) && !IPV6.test(written)) throw new PatternError(`Nonstandard IP address: ${written}`);
  const address = readAddress(written);
  if (address === undefined) throw new PatternError(`Invalid IP address: ${written}`);
  // AWS refuses a mask of all bits: an exact value says that.
  if (fixed >= address.bits)
    throw new PatternError(`IPv${address.bits === 32 ? 4 : 6} mask bits must be < ${address.bits}`);
  const span = (1n << BigInt(address.bits - fixed)) - 1n;
  return { bits: address.bits, low: address.value & ~span, high: address.value | span };
}
