/** The steps of which the scripts of X2 are made. */
import type { QueueStep } from "../../x2";

export const send = (body: string, priority?: number): QueueStep =>
  priority === undefined ? { do: "send", body } : { do: "send", body, priority };
export const take = (count: number): QueueStep[] =>
  Array.from({ length: count }, (_, i) => ({ do: "receive", hand: 1_000 + i }));
export const work: QueueStep = { do: "work" };
export const drain: QueueStep = { do: "drain", limit: 400 };
/** Names that exist on every plain object, and an empty body. */
export const STRANGE = ["toString", "__proto__", "constructor", "hasOwnProperty", "", "valueOf", "length"];
