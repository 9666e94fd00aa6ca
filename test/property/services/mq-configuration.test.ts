/**
 * Configurations of ActiveMQ that nobody would write: whatever the elements and attributes, what comes out is permitted, clean at
 * the second look, and says the same; what goes is warned of, once each.
 */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { PERMITTED } from "../../../src/services/mq/configuration/permitted";
import { decode, encode, sanitize } from "../../../src/services/mq/configuration/sanitize";
import { settingsOf } from "../../../src/services/mq/configuration/settings";
import type { Element } from "../../../src/services/mq/configuration/xml";
import { ServiceError } from "../../../src/services/service";

const SEED = 20_261_124;

interface Node {
  name: string;
  attributes: [string, string][];
  children: Node[];
}

const known = [...PERMITTED.keys()];
const knownAttributes = [...new Set([...PERMITTED.values()].flatMap(({ attributes }) => attributes))];
const strange = ["constructor", "__proto__", "toString", "jmsBridge", "bean", "policyentry"];
const anyName = fc.oneof({ weight: 4, arbitrary: fc.constantFrom(...known) }, fc.constantFrom(...strange));
const attribute = fc.tuple(
  fc.oneof({ weight: 3, arbitrary: fc.constantFrom(...knownAttributes) }, fc.constantFrom("onclick", "dataDirectory")),
  fc.oneof(fc.constantFrom("true", "false", "1000", "-1", "A.>", "x,y"), fc.string({ maxLength: 12 })),
);
/** Mostly what may stand there: else nearly all of it would go at once. */
const nodeOf = (name: string, depth: number): fc.Arbitrary<Node> => {
  const own = PERMITTED.get(name)?.children ?? [];
  const fitting = own.length === 0 ? [] : [{ weight: 4, arbitrary: fc.constantFrom(...own) }];
  const child = fc.oneof(...fitting, anyName).chain((each) => nodeOf(each, depth - 1));
  return fc.record({
    name: fc.constant(name),
    attributes: fc.uniqueArray(attribute, { maxLength: 4, selector: ([key]) => key }),
    children: depth === 0 ? fc.constant([]) : fc.array(child, { maxLength: 3 }),
  });
};

const escaped = (text: string): string =>
  text.replace(/[<>&"]/g, (char) => ({ "<": "&lt;", ">": "&gt;", "&": "&amp;", '"': "&quot;" })[char]!);

function xmlOf({ name, attributes, children }: Node): string {
  const said = attributes.map(([key, value]) => ` ${key}="${escaped(value)}"`).join("");
  return `<${name}${said}>${children.map(xmlOf).join("")}</${name}>`;
}

function checkPermitted({ name, attributes, children }: Element): void {
  const permitted = PERMITTED.get(name)!;
  for (const key of attributes.keys()) expect(permitted.attributes).toContain(key);
  for (const each of children) {
    expect(permitted.children).toContain(each.name);
    checkPermitted(each);
  }
}

function outcome(act: () => unknown): string {
  try {
    act();
    return "told";
  } catch (error) {
    return error instanceof ServiceError ? error.code : String(error);
  }
}

describe(`the sanitizing of configurations (seed ${SEED})`, () => {
  it("leaves what is permitted and nothing else, and is done after one pass", () => {
    fc.assert(
      fc.property(nodeOf("broker", 5), (root) => {
        const once = sanitize(xmlOf(root));
        checkPermitted(once.broker);
        const twice = sanitize(once.xml);
        expect(twice.warnings).toEqual([]);
        expect(twice.xml).toBe(once.xml);
        // What the broker is told of it, or why it cannot be: never another error.
        expect(["told", "BadRequestException"]).toContain(outcome(() => settingsOf(once.broker)));
      }),
      { seed: SEED, numRuns: 500 },
    );
  });

  it("refuses any other text as a bad request, and by no other error", () => {
    const piece = fc.oneof(
      fc.constantFrom("<broker", "</broker>", ">", "/>", "<!--", "<![CDATA[", "&#x;", "<?", '="'),
      fc.string(),
    );
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        expect(["told", "BadRequestException"]).toContain(outcome(() => sanitize(pieces.join(""))));
      }),
      { seed: SEED, numRuns: 2_000 },
    );
  });

  it("reads base64 back as it was written", () => {
    fc.assert(
      fc.property(fc.string({ unit: "grapheme", minLength: 1 }), (text) => {
        expect(decode(encode(text))).toBe(text);
      }),
      { seed: SEED },
    );
  });
});
