/**
 * Names of destinations and patterns over them: segments divided by dots, "*" is one segment, ">" is all that follow. Several
 * names with commas between are one composite destination. Source: ActiveMQ Classic, "Wildcards", "Composite Destinations".
 */
import { jms } from "./errors";
import type { DestinationKind } from "./types";

export interface DestinationName {
  readonly kind: DestinationKind;
  readonly name: string;
  readonly isTemporary: boolean;
}

const PREFIXES: Readonly<Record<string, [DestinationKind, boolean]>> = {
  "queue://": ["queue", false],
  "topic://": ["topic", false],
  "temp-queue://": ["queue", true],
  "temp-topic://": ["topic", true],
};

/** "queue://ORDERS" as its parts. @throws InvalidDestinationException */
export function parseDestination(text: unknown): DestinationName {
  if (typeof text === "string") {
    for (const [prefix, [kind, isTemporary]] of Object.entries(PREFIXES)) {
      if (text.startsWith(prefix) && text.length > prefix.length) {
        return { kind, isTemporary, name: text.slice(prefix.length) };
      }
    }
  }
  throw jms(
    "InvalidDestinationException",
    `a destination is written queue://NAME, topic://NAME, temp-queue://NAME or temp-topic://NAME, not ${JSON.stringify(text)}`,
  );
}

export function formatDestination({ kind, name, isTemporary }: DestinationName): string {
  return `${isTemporary ? "temp-" : ""}${kind}://${name}`;
}

/** The single destinations of a composite one; "topic://X" among queues keeps its own kind. */
export function partsOf(destination: DestinationName): DestinationName[] {
  if (!destination.name.includes(",")) return [destination];
  return destination.name.split(",").map((part) => {
    const name = part.trim();
    if (/^(queue|topic):\/\//.test(name)) return parseDestination(name);
    return { ...parseDestination(`${destination.kind}://${name}`) };
  });
}

export function isPattern(name: string): boolean {
  return name.split(".").some((segment) => segment === "*" || segment === ">");
}

export function matches(pattern: string, name: string): boolean {
  if (pattern === ">" || pattern === name) return true;
  const wanted = pattern.split(".");
  const given = name.split(".");
  for (let i = 0; i < wanted.length; i++) {
    if (wanted[i] === ">") return i <= given.length; // "A.>" matches "A" as well, as in ActiveMQ
    if (i >= given.length || (wanted[i] !== "*" && wanted[i] !== given[i])) return false;
  }
  return wanted.length === given.length;
}

/** How exact a pattern is: more segments before the first wildcard come first. */
export function exactness(pattern: string): number {
  const segments = pattern.split(".");
  const first = segments.findIndex((segment) => segment === "*" || segment === ">");
  return first === -1 ? Number.POSITIVE_INFINITY : first + (segments[first] === "*" ? 0.5 : 0);
}
