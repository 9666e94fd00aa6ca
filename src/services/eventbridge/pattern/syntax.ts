/**
 * What a pattern says, once it is read: alternatives ("$or"), each a list of fields, each a list of tests.
 * A pattern matches when all fields of one alternative are met; a field is met when one of its tests passes.
 */
import type { AddressRange } from "./address";
import type { Wildcard } from "./wildcard";

export type Scalar = string | number | boolean | null;

export type Test =
  | { op: "exact"; value: Scalar }
  /** A string that is an IP address: equal to every spelling of it. */
  | { op: "address"; range: AddressRange }
  | { op: "prefix" | "suffix" | "equals"; text: string; ignoreCase: boolean }
  | { op: "wildcard"; pieces: Wildcard }
  | { op: "numeric"; low: number; high: number; openLow: boolean; openHigh: boolean }
  | { op: "cidr"; range: AddressRange }
  /** Passes for every value that none of these tests passes. */
  | { op: "anything-but"; strings: ReadonlySet<string>; numbers: ReadonlySet<number>; tests: readonly Test[] }
  | { op: "exists" }
  | { op: "absent" };

export interface Field {
  /** Steps joined by dots, as AWS joins them: a dot in a step is not told apart. */
  path: string;
  tests: readonly Test[];
}

/** Fields in the order of their paths, which is the order in which AWS tries them. */
export type Alternative = readonly Field[];

export interface Pattern {
  readonly alternatives: readonly Alternative[];
}

/** EventBridge and SNS read the same language with a few differences, kept here as data. */
export interface Dialect {
  /** What may stand inside anything-but. */
  anythingBut: ReadonlySet<string>;
  /** Whether prefix and suffix may ignore case. */
  prefixIgnoresCase: boolean;
  /** Operators beside prefix, suffix, numeric, anything-but, exists, cidr, equals-ignore-case. */
  more: ReadonlySet<string>;
  /** Largest absolute value in numeric tests, as AWS writes it. */
  largestNumber: { value: number; text: string };
  /** Digits after the decimal point that numbers may have in a numeric test; undefined: not checked. */
  decimals?: number;
  /** AWS's words for a prefix or suffix inside anything-but that is no string, and for an empty one. */
  affixNotString: string;
  affixEmpty: string;
}

export const EVENTBRIDGE: Dialect = {
  anythingBut: new Set(["prefix", "suffix", "wildcard", "equals-ignore-case"]),
  prefixIgnoresCase: true,
  more: new Set(["wildcard", "exactly"]),
  largestNumber: { value: 5e11, text: "5.0E11" },
  decimals: 6,
  affixNotString: "prefix/suffix match pattern must be a string",
  affixEmpty: "Null prefix/suffix not allowed",
};

/** SNS runs an older reader: recorded errors refuse anything-but with anything but prefix inside. */
export const SNS: Dialect = {
  anythingBut: new Set(["prefix"]),
  prefixIgnoresCase: false,
  more: new Set(["exactly"]),
  largestNumber: { value: 1e9, text: "1.0E9" },
  affixNotString: "prefix match pattern must be a string",
  affixEmpty: "Null prefix not allowed",
};
