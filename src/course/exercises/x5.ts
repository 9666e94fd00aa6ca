/** X5: a bus whose rules look inside events, and targets whose answers are new events. */

/** An event: fields of any name. A pattern has the same form, with the values that are allowed. */
// biome-ignore lint/suspicious/noExplicitAny: an event holds whatever its writer put there
export type EventFields = Record<string, any>;

/** What a target returns: a new event for the bus, or nothing. */
// biome-ignore lint/suspicious/noConfusingVoidType: a handler without return is a right handler
export type NextEvent = EventFields | void;

/** What became of one putEvent, the events that followed from it included. */
export interface PutEventReport {
  /** Names of the rules that the event itself matched, in order of creation. */
  readonly matched: string[];
  /** Deliveries that went well, in the order in which they were made: rule and target by their names. */
  readonly delivered: { rule: string; target: string }[];
  /** Deliveries whose target threw, with the error's message. */
  readonly failed: { rule: string; target: string; error: string }[];
  /** Events that were not looked at, because they came more than maxHops steps after the first. */
  readonly dropped: number;
}

export interface Target {
  readonly name: string;
  /**
   * Hands the event to handle.
   * @returns what handle returns
   */
  notify(event: EventFields): NextEvent;
}

export interface TargetConstructor {
  /** @param handle what to do with an event; default: it prints the event */
  new (name: string, handle?: (event: EventFields) => NextEvent): Target;
}

/** X5: `new EventBridge({ maxHops })`. */
export interface EventBridge {
  /**
   * Adds a rule. A name that is known replaces that rule's pattern and targets; it keeps its place.
   * @param targets five at most
   * @param name default "rule-1", "rule-2"... for the rules that get none
   * @returns the rule's name
   * @throws Error for an empty pattern and for more than five targets; nothing changes then
   */
  createRule(eventPattern: EventFields, targets: Target[], name?: string): string;
  /**
   * Delivers the event to the targets of every rule that matches: rules in order of creation, each one's targets in their
   * order, a copy of the event for each. Then the events that the targets returned, in that order, and so on.
   */
  putEvent(event: EventFields): PutEventReport;
}

export interface EventBridgeConstructor {
  /** maxHops: steps from the first event that are still delivered, a whole number >= 0; default 10. */
  new (options?: { maxHops?: number }): EventBridge;
}
