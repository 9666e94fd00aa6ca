/** What the checks of the queue exercises share: words for bodies, values as text, a message with just the fields that count. */

import type { Random } from "../../sim/random";
import { isStubMessage } from "../build/solution";
import { type Ran, StudentFault } from "./types";

/** A message as it was seen from outside. Its fields are whatever the student put there. */
export interface SeenMessage {
  id: unknown;
  body: unknown;
  priority: unknown;
  attempts: unknown;
}

/** null for null and undefined; else the four fields, undefined where they are missing. */
export function readMessage(value: unknown): SeenMessage | null {
  if (value === null || value === undefined) return null;
  const { id, body, priority, attempts } = value as Record<string, unknown>;
  return { id, body, priority, attempts };
}

/** A value as one would type it in a call: strings quoted, NaN and undefined by name; an error by its message. */
export function literal(value: unknown): string {
  if (value instanceof Error) return `${value.name}: ${value.message}`;
  if (value === undefined || typeof value === "number" || typeof value === "bigint") return String(value);
  return JSON.stringify(value) ?? String(value);
}

/** What callbacks were called with, in the order of its ids, whatever the order of the calls and of the fields. */
export function byId(values: readonly unknown[]): unknown[] {
  const idOf = (value: unknown) => String((value as { id?: unknown } | null | undefined)?.id);
  return [...values].sort((a, b) => (idOf(a) < idOf(b) ? -1 : idOf(a) > idOf(b) ? 1 : 0));
}

const WORDS = [
  "pago",
  "envío",
  "aviso",
  "pedido",
  "factura",
  "correo",
  "alerta",
  "informe",
  "recibo",
  "turno",
  "saldo",
];

/** `count` different bodies, in an order that is not the alphabet's. */
export function pickWords(random: Random, count: number): string[] {
  const numbers = random.shuffle(Array.from({ length: count }, (_, i) => 10 + i));
  return numbers.map((number) => `${random.pick(WORDS)}-${number}`);
}

/** What a call of a run gave. @throws what the student's code threw */
export function gave(ran: Ran): unknown {
  if (ran.ok) return ran.gave;
  throw ran.threw;
}

/**
 * What the student's code let escape where it should have caught it, as text for a finding.
 * @throws the error itself when it says that there is nothing to judge: a stub, a missing method, a worker that is gone
 */
export function escapedFrom(error: unknown): string {
  const nothing = error instanceof StudentFault && error.kind !== "threw";
  if (nothing || (error instanceof Error && isStubMessage(error.message))) throw error;
  return literal(error);
}
