import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { validateDefinition } from "../../../../../src/services/stepfunctions/validation";

const folder = process.env.NUBELAB_CONFORMANCE ?? join(__dirname, "../../../../../../shared/conformance");
const files = ["pure", "lambda", "service"].map((kind) => join(folder, `stepfunctions.${kind}.jsonl`));
const isThere = files.every((file) => existsSync(file));

describe.skipIf(!isThere)("definitions that AWS has taken", () => {
  for (const file of isThere ? files : []) {
    for (const line of readFileSync(file, "utf8").trim().split("\n")) {
      const { id, definition } = JSON.parse(line) as { id: string; definition: unknown };
      it(`takes that of ${id}`, () => {
        const text = typeof definition === "string" ? definition : JSON.stringify(definition);
        const { diagnostics, machine } = validateDefinition(text);
        expect(diagnostics.filter(({ severity }) => severity === "ERROR")).toEqual([]);
        expect(machine).toBeDefined();
      });
    }
  }
});
