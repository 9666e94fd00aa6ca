import { describe, expect, it } from "vitest";
import { MalformedPolicy, parsePolicy } from "../../../../src/services/iam";

const statement = { Effect: "Allow", Principal: "*", Action: "sqs:*" };

/** A bad document, and the words in which it is refused. */
const bad: [string, unknown, "identity" | "resource", RegExp][] = [
  ["text that is no JSON", "{", "resource", /JSON/],
  ["a list", [], "resource", /JSON object/],
  ["no statement", {}, "resource", /at least one Statement/],
  [
    "an unknown effect",
    { Statement: { ...statement, Effect: "Maybe" } },
    "resource",
    /Effect must be Allow or Deny, not "Maybe"/,
  ],
  ["no action", { Statement: { Effect: "Allow", Principal: "*" } }, "resource", /needs Action or NotAction/],
  ["both kinds of action", { Statement: { ...statement, NotAction: "sqs:*" } }, "resource", /Action or NotAction/],
  [
    "a resource policy without principal",
    { Statement: { Effect: "Allow", Action: "*" } },
    "resource",
    /Principal or NotPrincipal/,
  ],
  ["an identity policy with principal", { Statement: { ...statement, Resource: "*" } }, "identity", /has no Principal/],
  [
    "an identity policy without resource",
    { Statement: { Effect: "Allow", Action: "*" } },
    "identity",
    /Resource or NotResource/,
  ],
  ["an unknown element", { Statement: { ...statement, Colour: "red" } }, "resource", /unknown element Colour/],
  [
    "an unknown operator",
    { Statement: { ...statement, Condition: { StringIs: { a: "b" } } } },
    "resource",
    /operator StringIs/,
  ],
  [
    "an unknown kind of principal",
    { Statement: { ...statement, Principal: { User: "ana" } } },
    "resource",
    /Principal User/,
  ],
  ["a number for an action", { Statement: { ...statement, Action: 7 } }, "resource", /Action must be a string/],
];

describe("a policy", () => {
  for (const [name, document, kind, words] of bad) {
    it(`with ${name} is refused`, () => {
      const parse = () => parsePolicy(document as string, kind);
      expect(parse).toThrow(MalformedPolicy);
      expect(parse).toThrow(words);
    });
  }

  it("is read with single values as lists of one, and statements numbered", () => {
    const policy = parsePolicy(
      JSON.stringify({ Id: "p", Statement: [statement, { ...statement, Sid: "two" }] }),
      "resource",
    );
    expect(policy.id).toBe("p");
    expect(policy.statements.map(({ sid, index, action }) => ({ sid, index, action }))).toEqual([
      { sid: "", index: 0, action: ["sqs:*"] },
      { sid: "two", index: 1, action: ["sqs:*"] },
    ]);
  });
});
