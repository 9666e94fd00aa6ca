/** The names of the facts that a service writes into the trace, interned once, so that a fact costs no look-up. */
import type { Name, Trace } from "../sim";

/** A kind of fact, such as "Delivered", and its name in the trace. */
export type FactNames<Kind extends string> = Readonly<Record<Kind, Name>>;

/**
 * The name `prefix.kind` of every kind.
 *
 * @param prefix the service's short name, as the trace's readers know it: "sns"
 * @param kinds every kind of fact that the service writes
 */
export function factNames<Kind extends string>(trace: Trace, prefix: string, kinds: readonly Kind[]): FactNames<Kind> {
  return Object.fromEntries(kinds.map((kind) => [kind, trace.name(`${prefix}.${kind}`)])) as Record<Kind, Name>;
}
