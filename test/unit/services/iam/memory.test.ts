import { describe, expect, it } from "vitest";
import { createPolicyEvaluator, type Policy, type PolicyRequest, parsePolicy } from "../../../../src/services/iam";

const ACCOUNT = "123456789012";
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
const TOPIC = `arn:aws:sns:us-east-1:${ACCOUNT}:placed`;
const START = Date.UTC(2026, 0, 5);

const statement = { Effect: "Allow", Principal: "*", Action: "sqs:SendMessage", Resource: QUEUE };
const resource = (given: object | object[]): Policy => parsePolicy({ Statement: given }, "resource");
const fromTopic = (Condition?: object): Policy =>
  resource({ ...statement, Principal: { Service: "sns.amazonaws.com" }, ...(Condition && { Condition }) });

/** What SNS asks when it delivers from a topic. */
function request(resourcePolicy: Policy, more: Partial<PolicyRequest> = {}, context = { "aws:SourceArn": TOPIC }) {
  const caller = { principal: "sns.amazonaws.com", account: ACCOUNT, secureTransport: true, context };
  return { caller, action: "sqs:SendMessage", resource: QUEUE, account: ACCOUNT, resourcePolicy, atMs: START, ...more };
}

function as(who: string, more: { secureTransport?: boolean } = {}): Partial<PolicyRequest> {
  return { caller: { principal: `arn:aws:iam::${ACCOUNT}:${who}`, account: ACCOUNT, secureTransport: true, ...more } };
}

describe("a decision that is remembered", () => {
  it("is the one given before, when the same question comes again", () => {
    const evaluator = createPolicyEvaluator();
    const policy = fromTopic({ ArnEquals: { "aws:SourceArn": TOPIC } });
    const first = evaluator.decide(request(policy));
    expect(first.allowed).toBe(true);
    // The time has passed and the cause is another: no statement looks at either.
    expect(evaluator.decide(request(policy, { atMs: START + 60_000 }))).toBe(first);
  });

  it("is not that of another policy, caller, action, resource or account", () => {
    const evaluator = createPolicyEvaluator();
    const policy = fromTopic();
    expect(evaluator.decide(request(policy)).allowed).toBe(true);
    const others: [Policy, Partial<PolicyRequest>][] = [
      [resource({ ...statement, Effect: "Deny" }), {}],
      [policy, as("user/ana")],
      [policy, { action: "sqs:ReceiveMessage" }],
      [policy, { resource: `${QUEUE}-2` }],
    ];
    for (const [other, more] of others) expect(evaluator.decide(request(other, more)).allowed).toBe(false);
    const root = createPolicyEvaluator();
    const toRoot = resource({ ...statement, Action: "sqs:DeleteMessage" });
    expect(root.decide(request(toRoot, as("root"))).allowed).toBe(true);
    expect(root.decide(request(toRoot, { ...as("root"), account: "999999999999" })).allowed).toBe(false);
  });

  it.each([
    ["aws:SourceArn", { ArnLike: { "aws:SourceArn": TOPIC } }],
    ["a key written in another case", { ArnLike: { "AWS:sourcearn": TOPIC } }],
    [
      "a variable in a value",
      { StringEquals: { "aws:PrincipalIsAWSService": "true", "aws:SourceArn": [`\${aws:SourceArn}`] } },
    ],
  ])("looks at %s each time", (_name, condition) => {
    const evaluator = createPolicyEvaluator();
    const policy = fromTopic(condition);
    expect(evaluator.decide(request(policy)).allowed).toBe(true);
    const decision = evaluator.decide(request(policy, {}, { "aws:SourceArn": `${TOPIC}-2` }));
    expect(decision.allowed).toBe(_name.startsWith("a variable"));
    expect(evaluator.decide(request(policy, {}, {} as never)).allowed).toBe(false);
    expect(evaluator.decide(request(policy)).allowed).toBe(true);
  });

  it("does not outlive the time that a statement looks at", () => {
    const evaluator = createPolicyEvaluator();
    const policy = fromTopic({ DateLessThan: { "aws:CurrentTime": "2026-01-05T01:00:00Z" } });
    const at = (atMs: number) => evaluator.decide(request(policy, { atMs })).allowed;
    expect([at(START), at(START + 3_599_999), at(START + 3_600_000), at(START)]).toEqual([true, true, false, true]);
  });

  it("does not let a call without TLS in after one with it", () => {
    const evaluator = createPolicyEvaluator();
    const deny = { ...statement, Sid: "tls", Effect: "Deny", Condition: { Bool: { "aws:SecureTransport": "false" } } };
    const policy = resource([statement, deny]);
    expect(evaluator.decide(request(policy, as("root"))).allowed).toBe(true);
    const decision = evaluator.decide(request(policy, as("root", { secureTransport: false })));
    expect(decision).toMatchObject({ allowed: false, by: { statement: { sid: "tls" } } });
  });

  it("ends with any change of an identity policy", () => {
    const evaluator = createPolicyEvaluator();
    const policy = resource({ ...statement, Principal: { Service: "sns.amazonaws.com" } });
    const ana = () => evaluator.decide(request(policy, as("user/ana"))).allowed;
    const given = (Effect: string) => ({ Statement: [{ Effect, Action: "sqs:*", Resource: "*" }] });
    expect(ana()).toBe(false);
    evaluator.identities.putUserPolicy("ana", given("Allow"));
    expect(ana()).toBe(true);
    evaluator.identities.putUserPolicy("ana", given("Deny"), "second");
    expect(ana()).toBe(false);
    evaluator.identities.deleteUserPolicy("ana", "second");
    expect(ana()).toBe(true);
    evaluator.identities.deleteUserPolicy("ana");
    expect(ana()).toBe(false);
  });

  it("looks at the keys of the caller's own policies too", () => {
    const evaluator = createPolicyEvaluator();
    const policy = resource({ ...statement, Principal: { Service: "sns.amazonaws.com" } });
    const Condition = { Bool: { "aws:SecureTransport": "true" } };
    evaluator.identities.putRolePolicy("worker", {
      Statement: [{ Effect: "Allow", Action: "sqs:SendMessage", Resource: "*", Condition }],
    });
    const worker = (secureTransport: boolean) =>
      evaluator.decide(request(policy, as("role/worker", { secureTransport }))).allowed;
    expect([worker(true), worker(false), worker(true)]).toEqual([true, false, true]);
  });

  it("holds when more callers take turns than it has places", () => {
    const evaluator = createPolicyEvaluator();
    const names = Array.from({ length: 20 }, (_, i) => `user/u${i}`);
    const even = names.filter((_, i) => i % 2 === 0).map((name) => `arn:aws:iam::${ACCOUNT}:${name}`);
    const policy = resource({ ...statement, Principal: { AWS: even } });
    for (let round = 0; round < 3; round++) {
      const allowed = names.map((name) => evaluator.decide(request(policy, as(name))).allowed);
      expect(allowed).toEqual(names.map((_, i) => i % 2 === 0));
    }
  });
});
