/**
 * Text messages: phones, the opt-out list and the sandbox. A new AWS account is in the sandbox and reaches only numbers that
 * it has verified; here an account is out of it unless `isInSandbox` is set, so that a first lab needs no verification.
 * Source: Developer Guide, "Mobile text messaging" and "Using the Amazon SNS SMS sandbox" (read 2026-11).
 */
import type { Caller } from "../service";
import type { Sns } from "./context";
import type { Failure } from "./endpoints";
import { invalidParameter, resourceNotFound, SnsError } from "./errors";
import { listed } from "./page";

const E164 = /^\+[1-9]\d{1,14}$/;
const PART_CHARACTERS = 160; // of a text message; a longer text is sent in several
const LONGEST = 1_600; // characters of one publication
const STOP = /^\s*(stop|arret|end|quit|unsubscribe|cancel|optout|opt-out|remove|td)\s*$/i;
const DEFAULTS: Record<string, string> = { MonthlySpendLimit: "1" };
const KNOWN = [
  "MonthlySpendLimit",
  "DeliveryStatusIAMRole",
  "DeliveryStatusSuccessSamplingRate",
  "DefaultSenderID",
  "DefaultSMSType",
  "UsageReportS3Bucket",
];

export function isPhoneNumber(text: string): boolean {
  return E164.test(text);
}

export class Phones {
  isInSandbox = false;
  readonly optedOut = new Set<string>();
  readonly attributes: Record<string, string> = { ...DEFAULTS };
  /** Numbers of the sandbox, with the password sent to those not yet verified. */
  readonly sandbox = new Map<string, string | undefined>();

  constructor(private readonly sns: Sns) {
    sns.inbox.onReply = (number, text) => {
      if (STOP.test(text)) this.optedOut.add(number);
    };
  }

  /** Parts that a text is sent in, as they are billed. */
  static partsOf(text: string): number {
    return Math.max(1, Math.ceil(text.length / PART_CHARACTERS));
  }

  deliver(number: string, text: string): Failure | undefined {
    if (this.optedOut.has(number)) return { reason: "the number has opted out", isPermanent: true };
    const isVerified = this.sandbox.has(number) && this.sandbox.get(number) === undefined;
    if (this.isInSandbox && !isVerified) {
      return { reason: "the account is in the SMS sandbox and has not verified this number", isPermanent: true };
    }
    if (text.length > LONGEST) return { reason: `a text has at most ${LONGEST} characters`, isPermanent: true };
    this.text(number, text);
    return undefined;
  }

  text(number: string, body: string): void {
    this.sns.inbox.put({ at: this.sns.sim.now, channel: "sms", to: number, body });
  }
}

function numberOf(given: unknown, name = "PhoneNumber"): string {
  if (typeof given !== "string" || !isPhoneNumber(given)) {
    throw invalidParameter(`${name} Reason: ${String(given)} is not a phone number in E.164 format`);
  }
  return given;
}

export function setSMSAttributes(sns: Sns, input: { attributes?: Record<string, string> }, caller: Caller): unknown {
  sns.authorizeAccount("SetSMSAttributes", "*", caller);
  for (const name of Object.keys(input.attributes ?? {})) {
    if (!KNOWN.includes(name)) throw invalidParameter(`${name} Reason: not an SMS attribute`);
  }
  Object.assign(sns.phones.attributes, input.attributes);
  sns.request("SetSMSAttributes", "", caller);
  return {};
}

export function getSMSAttributes(sns: Sns, input: { attributes?: string[] }, caller: Caller): unknown {
  sns.authorizeAccount("GetSMSAttributes", "*", caller);
  sns.request("GetSMSAttributes", "", caller);
  const wanted = input.attributes?.length ? input.attributes : Object.keys(sns.phones.attributes);
  const all = sns.phones.attributes;
  return { attributes: Object.fromEntries(wanted.filter((name) => name in all).map((name) => [name, all[name]])) };
}

export function checkIfPhoneNumberIsOptedOut(sns: Sns, input: { phoneNumber?: string }, caller: Caller): unknown {
  sns.authorizeAccount("CheckIfPhoneNumberIsOptedOut", "*", caller);
  sns.request("CheckIfPhoneNumberIsOptedOut", "", caller);
  return { isOptedOut: sns.phones.optedOut.has(numberOf(input.phoneNumber, "phoneNumber")) };
}

export function listPhoneNumbersOptedOut(sns: Sns, input: { nextToken?: string }, caller: Caller): unknown {
  sns.authorizeAccount("ListPhoneNumbersOptedOut", "*", caller);
  sns.request("ListPhoneNumbersOptedOut", "", caller);
  const { items, token } = listed([...sns.phones.optedOut], input.nextToken);
  return { phoneNumbers: items, ...(token && { nextToken: token }) };
}

export function optInPhoneNumber(sns: Sns, input: { phoneNumber?: string }, caller: Caller): unknown {
  sns.authorizeAccount("OptInPhoneNumber", "*", caller);
  sns.phones.optedOut.delete(numberOf(input.phoneNumber, "phoneNumber"));
  sns.request("OptInPhoneNumber", "", caller);
  return {};
}

export function listOriginationNumbers(sns: Sns, _input: unknown, caller: Caller): unknown {
  sns.authorizeAccount("ListOriginationNumbers", "*", caller);
  sns.request("ListOriginationNumbers", "", caller);
  return { PhoneNumbers: [] };
}

export function getSMSSandboxAccountStatus(sns: Sns, _input: unknown, caller: Caller): unknown {
  sns.authorizeAccount("GetSMSSandboxAccountStatus", "*", caller);
  sns.request("GetSMSSandboxAccountStatus", "", caller);
  return { IsInSandbox: sns.phones.isInSandbox };
}

export function createSMSSandboxPhoneNumber(sns: Sns, input: { PhoneNumber?: string }, caller: Caller): unknown {
  sns.authorizeAccount("CreateSMSSandboxPhoneNumber", "*", caller);
  const number = numberOf(input.PhoneNumber);
  const password = String(sns.sim.random("sns.sandbox").integer(100_000, 999_999));
  sns.phones.sandbox.set(number, password);
  sns.phones.text(number, `Your verification code is ${password}`);
  sns.request("CreateSMSSandboxPhoneNumber", "", caller);
  return {};
}

export function verifySMSSandboxPhoneNumber(
  sns: Sns,
  input: { PhoneNumber?: string; OneTimePassword?: string },
  caller: Caller,
): unknown {
  sns.authorizeAccount("VerifySMSSandboxPhoneNumber", "*", caller);
  const number = numberOf(input.PhoneNumber);
  if (!sns.phones.sandbox.has(number)) throw resourceNotFound("The phone number is not in the sandbox");
  const password = sns.phones.sandbox.get(number);
  if (password !== undefined && password !== input.OneTimePassword) {
    throw new SnsError("VerificationException", "The one-time password is not the one that was sent");
  }
  sns.phones.sandbox.set(number, undefined);
  sns.request("VerifySMSSandboxPhoneNumber", "", caller);
  return {};
}

export function deleteSMSSandboxPhoneNumber(sns: Sns, input: { PhoneNumber?: string }, caller: Caller): unknown {
  sns.authorizeAccount("DeleteSMSSandboxPhoneNumber", "*", caller);
  if (!sns.phones.sandbox.delete(numberOf(input.PhoneNumber))) {
    throw resourceNotFound("The phone number is not in the sandbox");
  }
  sns.request("DeleteSMSSandboxPhoneNumber", "", caller);
  return {};
}

export function listSMSSandboxPhoneNumbers(sns: Sns, input: { NextToken?: string }, caller: Caller): unknown {
  sns.authorizeAccount("ListSMSSandboxPhoneNumbers", "*", caller);
  sns.request("ListSMSSandboxPhoneNumbers", "", caller);
  const all = [...sns.phones.sandbox].map(([PhoneNumber, password]) => ({
    PhoneNumber,
    Status: password === undefined ? "Verified" : "Pending",
  }));
  const { items, token } = listed(all, input.NextToken);
  return { PhoneNumbers: items, ...(token && { NextToken: token }) };
}
