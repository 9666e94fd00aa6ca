/** The language of state machines against plain models: paths, templates, wildcards, intrinsic functions, validation. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { matchesWildcard } from "../../../src/services/stepfunctions/choice/wildcard";
import { compileIntrinsic } from "../../../src/services/stepfunctions/intrinsics";
import { parseCsv } from "../../../src/services/stepfunctions/item-reader/csv";
import { evaluate } from "../../../src/services/stepfunctions/jsonata";
import type { Scope } from "../../../src/services/stepfunctions/language";
import { fillTemplate, readPath, writePath } from "../../../src/services/stepfunctions/paths";
import { validateDefinition } from "../../../src/services/stepfunctions/validation";
import { Random } from "../../../src/sim";

const seed = 42;
const scope: Scope = { context: {}, variables: {}, random: new Random(1, "test"), now: () => 0 };
const name = fc.string({ minLength: 1, maxLength: 6, unit: "grapheme" }).filter((text) => text !== "__proto__");
const json = fc.jsonValue({ maxDepth: 3 }).map((value) => JSON.parse(JSON.stringify(value)) as unknown);

/** A name as a step of a path, in brackets. */
const step = (text: string) => `['${text.replace(/[\\']/g, "\\$&")}']`;
const pathTo = (names: readonly string[]) => `$${names.map(step).join("")}`;

describe(`reference paths (seed ${seed})`, () => {
  it("read back what was written, and change nothing else", () => {
    fc.assert(
      fc.property(fc.array(name, { minLength: 1, maxLength: 4 }), json, name, json, (names, value, other, beside) => {
        const input = { [`${other} beside`]: beside };
        const written = writePath(pathTo(names), input, value);
        expect(readPath(pathTo(names), written, scope)).toEqual(value);
        expect(readPath(`$${step(`${other} beside`)}`, written, scope)).toEqual(beside);
        expect(input).toEqual({ [`${other} beside`]: beside });
      }),
      { seed },
    );
  });

  it("read the same as walking the object", () => {
    fc.assert(
      fc.property(json, fc.array(name, { maxLength: 3 }), (value, names) => {
        const wanted = names.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value);
        expect(readPath(pathTo(names), wanted, scope)).toEqual(value);
      }),
      { seed },
    );
  });
});

describe(`templates (seed ${seed})`, () => {
  it("give constants as they stand", () => {
    const constant = json.filter((value) => !JSON.stringify(value).includes('.$"'));
    fc.assert(
      fc.property(constant, (template) => {
        expect(fillTemplate(template, {}, scope)).toBe(template);
      }),
      { seed },
    );
  });

  it("put the input where they say", () => {
    fc.assert(
      fc.property(json, name, (input, key) => {
        expect(fillTemplate({ inner: [{ [`${key}.$`]: "$" }] }, input, scope)).toEqual({ inner: [{ [key]: input }] });
      }),
      { seed },
    );
  });
});

describe(`wildcards (seed ${seed})`, () => {
  it("match as a regular expression made of them does", () => {
    const letters = fc.string({ unit: fc.constantFrom("a", "b", "*"), maxLength: 8 });
    const text = fc.string({ unit: fc.constantFrom("a", "b"), maxLength: 10 });
    fc.assert(
      fc.property(letters, text, (pattern, subject) => {
        const wanted = new RegExp(`^${pattern.replaceAll("*", ".*")}$`).test(subject);
        expect(matchesWildcard(subject, pattern)).toBe(wanted);
      }),
      { seed, numRuns: 2_000 },
    );
  });
});

describe(`intrinsic functions (seed ${seed})`, () => {
  const run = (text: string, data: unknown) => compileIntrinsic(text)(data, scope);

  it("partition a list into pieces that make it up", () => {
    fc.assert(
      fc.property(fc.array(json), fc.integer({ min: 1, max: 7 }), (list, size) => {
        const pieces = run("States.ArrayPartition($.list, $.size)", { list, size }) as unknown[][];
        expect(pieces.flat(1)).toEqual(list);
        expect(pieces.slice(0, -1).every((piece) => piece.length === size)).toBe(true);
      }),
      { seed },
    );
  });

  it("encode and decode to the same", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        expect(run("States.Base64Decode(States.Base64Encode($))", text)).toBe(text);
      }),
      { seed },
    );
  });

  it("write and read JSON to the same", () => {
    fc.assert(
      fc.property(json, (value) => {
        expect(run("States.StringToJson(States.JsonToString($))", value)).toEqual(value);
      }),
      { seed },
    );
  });

  it("take any text as a literal once it is escaped", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme" }), (text) => {
        const literal = text.replace(/[\\'{}]/g, "\\$&");
        expect(run(`States.ArrayGetItem(States.Array('${literal}'), 0)`, {})).toBe(text);
        expect(run(`States.Format('${literal}{}', $)`, 1)).toBe(`${text}1`);
      }),
      { seed },
    );
  });

  it("keep the first of what is equal", () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 5 })), (list) => {
        expect(run("States.ArrayUnique($)", list)).toEqual([...new Set(list)]);
      }),
      { seed },
    );
  });
});

describe(`JSONata (seed ${seed})`, () => {
  it("hands on any JSON value unchanged", async () => {
    await fc.assert(
      fc.asyncProperty(json, async (value) => {
        const states = { input: { value }, context: {} };
        expect(await evaluate({ out: "{% $states.input.value %}" }, states, scope, "Output")).toEqual({ out: value });
      }),
      { seed },
    );
  });
});

describe(`CSV (seed ${seed})`, () => {
  it("reads what was written with quotes", () => {
    const rows = fc.array(fc.array(fc.string(), { minLength: 2, maxLength: 4 }), { maxLength: 5 });
    const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
    fc.assert(
      fc.property(rows, (table) => {
        const text = table.map((row) => row.map(quoted).join(",")).join("\r\n");
        expect(parseCsv(text, ",")).toEqual(table);
      }),
      { seed },
    );
  });
});

describe(`validation (seed ${seed})`, () => {
  it("never breaks, whatever the definition, and gives a machine only without errors", () => {
    const state = fc.record(
      {
        Type: fc.oneof(fc.constantFrom("Pass", "Task", "Choice", "Wait", "Map", "Parallel", "Fail", "Succeed"), json),
        Next: fc.oneof(name, json),
        ...Object.fromEntries(
          ["Choices", "Branches", "ItemProcessor", "Retry", "Catch", "Parameters", "Seconds", "Resource", "Output"].map(
            (field) => [field, fc.oneof(json, fc.array(fc.dictionary(name, json)))],
          ),
        ),
      },
      { requiredKeys: [] },
    );
    const definition = fc.oneof(
      json,
      fc.record({
        StartAt: fc.oneof(name, json),
        States: fc.dictionary(name, fc.oneof(state, json)),
        QueryLanguage: fc.constantFrom("JSONata", "JSONPath"),
      }),
    );
    fc.assert(
      fc.property(definition, (value) => {
        const { diagnostics, machine } = validateDefinition(JSON.stringify(value));
        expect(machine === undefined).toBe(diagnostics.some(({ severity }) => severity === "ERROR"));
        for (const { code, message } of diagnostics) expect(`${code}${message}`).not.toMatch(/undefined|\[object/);
      }),
      { seed, numRuns: 1_000 },
    );
  });

  it("takes any chain of states that ends", () => {
    fc.assert(
      fc.property(fc.uniqueArray(name, { minLength: 1, maxLength: 8 }), (names) => {
        const States = Object.fromEntries(
          names.map((key, i) => [
            key,
            i === names.length - 1 ? { Type: "Succeed" } : { Type: "Pass", Next: names[i + 1] },
          ]),
        );
        expect(validateDefinition(JSON.stringify({ StartAt: names[0], States })).diagnostics).toEqual([]);
      }),
      { seed },
    );
  });
});
