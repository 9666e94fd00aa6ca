/** The student edition of every unit runs in the course kernel: only unanswered cells fail, and say so. Needs dist. */
import { describe, expect, it } from "vitest";
import { isStubMessage } from "../../src/course/build";
import type { CellFailure, RunResult } from "../../src/jupyter";
import { allEditions, type NamedEdition } from "./editions";
import { MOST_MS, runEdition } from "./run-edition";

/** A cell that calls what is not written yet, or one that uses a name which such a cell would have defined. */
function isConsequence(failure: CellFailure, { notebook }: NamedEdition, { failures }: RunResult): boolean {
  if (isStubMessage(failure.evalue)) return true;
  // A picture of what an unanswered cell would have made.
  if (/^(there is no (state machine|dashboard)|no hay ningún tablero) "/.test(failure.evalue))
    return failures.some(({ index }) => index < failure.index);
  const name = /TS(?:2304|2552): (?:Cannot find name|No se encuentra el nombre) ['"](?<name>\w+)['"]/.exec(
    failure.evalue,
  )?.groups?.name;
  const defines = new RegExp(`^(const|let|class|function|async function) ${name}\\b`, "m");
  const failedBefore = failures.filter((other) => other.index < failure.index);
  return failedBefore.some((other) => defines.test(notebook.cells[other.index]!.source.join("")));
}

describe("a student edition in the course kernel", () => {
  it.each(allEditions().filter((one) => !one.solved))(
    "$title: unanswered checks fail politely, nothing else does",
    async (one) => {
      const { result } = await runEdition(one);
      expect(result.broken).toBeNull();
      expect(result.executed).toBe(result.cells);
      const kinds = new Map(one.notebook.cells.map((cell) => [cell.id, cell.metadata.nubelab.kind]));
      const checks = [...kinds].filter(([, kind]) => kind === "check").map(([id]) => id);
      const failed = result.failures.filter((failure) => kinds.get(failure.id) === "check");
      expect(failed.map((failure) => failure.id)).toEqual(checks);
      for (const failure of failed) {
        expect(failure.ename).toBe("CheckFailed");
        expect(failure.evalue).toContain(one.language === "es" ? "todavía no hay respuesta" : "no answer yet");
      }
      const others = result.failures.filter(
        (failure) => !failed.includes(failure) && !isConsequence(failure, one, result),
      );
      expect(others.map((failure) => `${failure.id}: ${failure.ename}: ${failure.evalue}`)).toEqual([]);
    },
    MOST_MS,
  );
});
