/**
 * What the table of every service does alike: each row through both doors, and the operations that the real client has.
 *
 * The table of a service is `<service>.cases.ts`, found by its name and named like the room in src/services. It exports
 *   TITLE  the service as AWS writes it
 *   CASES  one row a behaviour (case.ts), each with its source
 *   GAPS   operations of the client that are not simulated, by what they are for; {} when there are none
 * From these, the room's limits.ts and what its files say is left out, src/services/README.md is written: `npm run docs`.
 */
import { describe, expect, it } from "vitest";
import { type Case, type Door, runCase } from "./case";

/** Operations that are not simulated, by what they are for. A call of one is refused by its name. */
export type Gaps = Record<string, readonly string[]>;

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
 * The table against the real client: every operation has a row or stands in the gaps, and a gap is refused by its name.
 * @param of.commands the client's package
 * @param of.simulated the operations of the service's room
 */
export function describeTable(
  service: string,
  of: { commands: object; simulated: readonly string[]; cases: readonly Case[]; gaps: Gaps; direct: () => Door },
): void {
  const gaps = Object.values(of.gaps).flat();

  describe(`the table of ${service}`, () => {
    it("covers every operation of the real client, or names the gap", () => {
      expect([...of.simulated, ...gaps].sort()).toEqual(operationsOf(of.commands));
      const used = operationsIn(of.cases);
      expect(of.simulated.filter((operation) => !used.has(operation))).toEqual([]);
    });

    it("gives every row a source and a name of its own", () => {
      expect(new Set(of.cases.map(({ name }) => name)).size).toBe(of.cases.length);
      for (const { source } of of.cases) expect(source).toMatch(/API|Guide|recorded|reported|github|ours/);
    });

    it.each(gaps)("%s is refused by its name", async (operation) => {
      await expect(of.direct().call(operation, {}, {})).rejects.toThrow(new RegExp(`\\b${operation}\\b`));
    });
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
