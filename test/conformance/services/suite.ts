/** What the table of every service does alike: each row through both doors, and the operations that the real client has. */
import { describe, it } from "vitest";
import { type Case, type Door, runCase } from "./case";

/** Runs every row against a fresh service, called directly and through the SDK's client. */
export function describeCases(
  service: string,
  cases: readonly Case[],
  doors: { direct: () => Door; throughSdk: () => Door },
): void {
  describe(`${service}, called directly`, () => {
    for (const each of cases) it(`${each.name} (${each.source})`, () => runCase(each, doors.direct()));
  });

  describe(`${service}, through the SDK's client`, () => {
    for (const each of cases) it(`${each.name} (${each.source})`, () => runCase(each, doors.throughSdk()));
  });
}

/**
 * Sends a command by its operation's name.
 * @param commands the client's package
 * @param client a client of it, bound to a cloud
 */
export function send(commands: object, client: object, operation: string, input: object): Promise<unknown> {
  const Command = (commands as Record<string, new (input: object) => unknown>)[`${operation}Command`]!;
  return (client as { send(command: unknown): Promise<unknown> }).send(new Command(input));
}

/** The operations that a client's package has, in order. */
export function operationsOf(commands: object): string[] {
  const names = Object.keys(commands).filter((name) => name.endsWith("Command") && name !== "$Command");
  return names.map((name) => name.replace(/Command$/, "")).sort();
}

/** The operations that a table calls. */
export function operationsIn(cases: readonly Case[]): Set<string> {
  return new Set(cases.flatMap(({ steps }) => steps.flatMap((step) => ("do" in step ? [step.do] : []))));
}
