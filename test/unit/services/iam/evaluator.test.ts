import { afterEach, describe, expect, it } from "vitest";
import { createPolicyEvaluator, type Decision, evaluatorOf, parsePolicy } from "../../../../src/services/iam";
import type { Caller } from "../../../../src/services/service";
import { useLanguage } from "../../../../src/sim";

const ACCOUNT = "123456789012";
const OTHER = "999999999999";
const QUEUE = `arn:aws:sqs:us-east-1:${ACCOUNT}:orders`;
const START = Date.UTC(2026, 0, 5);

function caller(rest: string, account = ACCOUNT, more: Partial<Caller> = {}): Caller {
  const principal = rest.includes(".") ? rest : `arn:aws:iam::${account}:${rest}`;
  return { principal, account, secureTransport: true, ...more };
}

interface Given {
  by?: Caller;
  action?: string;
  resourcePolicy?: object | object[];
  identityPolicy?: object | object[];
  user?: string;
  context?: Record<string, string>;
}

function decide({
  by = caller("user/ana"),
  action = "sqs:SendMessage",
  resourcePolicy,
  identityPolicy,
  user = "ana",
  context,
}: Given): Decision {
  const evaluator = createPolicyEvaluator();
  if (identityPolicy !== undefined) evaluator.identities.putUserPolicy(user, { Statement: identityPolicy });
  return evaluator.decide({
    caller: by,
    action,
    resource: QUEUE,
    account: ACCOUNT,
    resourcePolicy: resourcePolicy && parsePolicy({ Statement: resourcePolicy }, "resource"),
    atMs: START,
    context,
  });
}

const toAll = { Effect: "Allow", Principal: "*", Action: "sqs:*", Resource: "*" };
const toAna = { ...toAll, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:user/ana` } };
const toAccount = { ...toAll, Principal: { AWS: ACCOUNT } };
const identityAllow = { Effect: "Allow", Action: "sqs:*", Resource: QUEUE };

describe("in the resource's own account", () => {
  it("the root may do what nothing denies", () => {
    expect(decide({ by: caller("root") })).toMatchObject({ allowed: true, kind: "implicit" });
  });

  it("a user without any policy may nothing", () => {
    const decision = decide({});
    expect(decision).toMatchObject({ allowed: false, kind: "implicit" });
    expect(decision.reason.en).toContain("no identity policy and no resource policy allows it");
  });

  it("the resource policy alone is enough when it names the user or everybody", () => {
    expect(decide({ resourcePolicy: toAna }).allowed).toBe(true);
    expect(decide({ resourcePolicy: toAll }).allowed).toBe(true);
  });

  it("the identity policy alone is enough", () => {
    expect(decide({ identityPolicy: identityAllow })).toMatchObject({
      allowed: true,
      by: { policy: "identity", policyName: "inline" },
    });
  });

  it("naming the account only delegates: the user still needs an identity policy", () => {
    expect(decide({ resourcePolicy: toAccount }).allowed).toBe(false);
    expect(decide({ resourcePolicy: toAccount, identityPolicy: identityAllow }).allowed).toBe(true);
    expect(
      decide({ resourcePolicy: { ...toAccount, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:root` } } }).allowed,
    ).toBe(false);
  });

  it("an explicit deny wins over every allow, and binds the root too", () => {
    const deny = { Sid: "Stop", Effect: "Deny", Principal: "*", Action: "sqs:SendMessage" };
    const decision = decide({ resourcePolicy: [toAll, deny], identityPolicy: identityAllow });
    expect(decision).toMatchObject({
      allowed: false,
      kind: "explicit",
      by: { policy: "resource", statement: { sid: "Stop" } },
    });
    expect(decide({ by: caller("root"), resourcePolicy: deny }).allowed).toBe(false);
    expect(decide({ resourcePolicy: toAll, identityPolicy: { ...identityAllow, Effect: "Deny" } }).by?.policy).toBe(
      "identity",
    );
  });

  it("a deny of the account binds its users", () => {
    expect(decide({ resourcePolicy: [toAna, { ...toAccount, Effect: "Deny" }] }).allowed).toBe(false);
  });

  it("actions match by wildcard and without regard to case, and not by NotAction", () => {
    expect(decide({ resourcePolicy: { ...toAna, Action: "SQS:Send*" } }).allowed).toBe(true);
    expect(decide({ resourcePolicy: { ...toAna, Action: "sqs:Receive*" } }).allowed).toBe(false);
    const { Action: _action, ...rest } = toAna;
    expect(decide({ resourcePolicy: { ...rest, NotAction: "sqs:SendMessage" } }).allowed).toBe(false);
    expect(decide({ resourcePolicy: { ...rest, NotAction: "sqs:DeleteQueue" } }).allowed).toBe(true);
  });

  it("resources match by wildcard, by NotResource and with policy variables", () => {
    expect(decide({ identityPolicy: { ...identityAllow, Resource: "arn:aws:sqs:*:*:ord?rs" } }).allowed).toBe(true);
    expect(decide({ identityPolicy: { ...identityAllow, Resource: "arn:aws:sqs:*:*:other" } }).allowed).toBe(false);
    const { Resource: _resource, ...rest } = identityAllow;
    expect(decide({ identityPolicy: { ...rest, NotResource: QUEUE } }).allowed).toBe(false);
    const own = { ...identityAllow, Resource: "arn:aws:sqs:*:*:$" + "{aws:username}" };
    expect(decide({ by: caller("user/orders"), user: "orders", identityPolicy: own }).allowed).toBe(true);
  });

  it("NotPrincipal denies everybody but those named", () => {
    const onlyAna = { Effect: "Deny", NotPrincipal: toAna.Principal, Action: "sqs:*" };
    expect(decide({ resourcePolicy: [toAll, onlyAna] }).allowed).toBe(true);
    expect(decide({ by: caller("user/luis"), resourcePolicy: [toAll, onlyAna] }).allowed).toBe(false);
  });

  it("a session of a role answers to the role's ARN and policies", () => {
    const session: Caller = { ...caller("x"), principal: `arn:aws:sts::${ACCOUNT}:assumed-role/worker/s1` };
    expect(
      decide({ by: session, resourcePolicy: { ...toAll, Principal: { AWS: `arn:aws:iam::${ACCOUNT}:role/worker` } } })
        .allowed,
    ).toBe(true);
  });
});

describe("from another account", () => {
  const visitor = caller("user/eva", OTHER);

  it("both policies are needed", () => {
    const named = { ...toAll, Principal: { AWS: visitor.principal } };
    expect(decide({ by: visitor, resourcePolicy: named }).allowed).toBe(false);
    expect(decide({ by: visitor, user: "eva", resourcePolicy: named, identityPolicy: identityAllow }).allowed).toBe(
      true,
    );
    expect(decide({ by: visitor, user: "eva", identityPolicy: identityAllow }).reason.en).toContain(
      "no resource policy",
    );
  });

  it("its root needs only the resource policy, by account or by name", () => {
    expect(decide({ by: caller("root", OTHER), resourcePolicy: { ...toAll, Principal: { AWS: OTHER } } }).allowed).toBe(
      true,
    );
    expect(decide({ by: caller("root", OTHER), resourcePolicy: toAccount }).allowed).toBe(false);
  });
});

describe("a service as caller", () => {
  const sns = caller("sns.amazonaws.com", "");
  const fromTopic = {
    Effect: "Allow",
    Principal: { Service: "sns.amazonaws.com" },
    Action: "sqs:SendMessage",
    Condition: { ArnEquals: { "aws:SourceArn": `arn:aws:sns:us-east-1:${ACCOUNT}:news` } },
  };

  it("needs a resource policy that names it, for the topic it names", () => {
    const news = { "aws:SourceArn": `arn:aws:sns:us-east-1:${ACCOUNT}:news` };
    expect(decide({ by: sns, resourcePolicy: fromTopic, context: news }).allowed).toBe(true);
    expect(
      decide({ by: sns, resourcePolicy: fromTopic, context: { "aws:SourceArn": "arn:aws:sns:us-east-1:1:x" } }).allowed,
    ).toBe(false);
    expect(decide({ by: sns }).allowed).toBe(false);
  });
});

describe("the circumstances of a call", () => {
  const deny = (Condition: object) => [toAll, { Effect: "Deny", Principal: "*", Action: "*", Condition }];

  it("aws:SecureTransport, aws:SourceVpce, aws:SourceIp, aws:CurrentTime, aws:PrincipalArn are known", () => {
    const tls = deny({ Bool: { "aws:SecureTransport": "false" } });
    expect(decide({ resourcePolicy: tls }).allowed).toBe(true);
    expect(decide({ by: caller("user/ana", ACCOUNT, { secureTransport: false }), resourcePolicy: tls }).allowed).toBe(
      false,
    );
    const vpce = deny({ StringNotEquals: { "aws:sourceVpce": "vpce-1" } });
    expect(decide({ resourcePolicy: vpce }).allowed).toBe(false);
    expect(decide({ by: caller("user/ana", ACCOUNT, { sourceVpce: "vpce-1" }), resourcePolicy: vpce }).allowed).toBe(
      true,
    );
    const office = deny({ NotIpAddress: { "aws:SourceIp": "203.0.113.0/24" } });
    expect(
      decide({ by: caller("user/ana", ACCOUNT, { sourceIp: "203.0.113.5" }), resourcePolicy: office }).allowed,
    ).toBe(true);
    expect(
      decide({ by: caller("user/ana", ACCOUNT, { sourceIp: "198.51.100.5" }), resourcePolicy: office }).allowed,
    ).toBe(false);
    const later = deny({ DateGreaterThan: { "aws:CurrentTime": "2026-01-04T00:00:00Z" } });
    expect(decide({ resourcePolicy: later }).allowed).toBe(false);
    const people = deny({ ArnNotLike: { "aws:PrincipalArn": "arn:aws:iam::*:user/*" } });
    expect(decide({ resourcePolicy: people }).allowed).toBe(true);
  });

  it("all conditions of a statement must hold", () => {
    const both = deny({ Bool: { "aws:SecureTransport": "true" }, StringEquals: { "aws:username": "luis" } });
    expect(decide({ resourcePolicy: both }).allowed).toBe(true);
  });
});

describe("a decision", () => {
  afterEach(() => useLanguage("en"));

  it("says in a sentence, in both languages, which statement decided", () => {
    const decision = decide({
      resourcePolicy: [toAll, { Sid: "NoSend", Effect: "Deny", Principal: "*", Action: "sqs:SendMessage" }],
    });
    expect(String(decision)).toBe(
      `arn:aws:iam::${ACCOUNT}:user/ana asks for sqs:SendMessage on ${QUEUE} and may not: statement "NoSend" of the resource policy denies it, and an explicit deny always wins.`,
    );
    useLanguage("es");
    expect(String(decision)).toContain('la declaración "NoSend" de la política del recurso lo deniega');
  });
});

describe("identities", () => {
  it("are one set for all services of a world, replaced and removed by name", () => {
    const world = {};
    const { identities } = evaluatorOf(world);
    expect(evaluatorOf(world).identities).toBe(identities);
    identities.putUserPolicy("ana", { Statement: identityAllow });
    identities.putUserPolicy("ana", { Statement: { ...identityAllow, Effect: "Deny" } });
    expect(identities.deleteUserPolicy("ana")).toBe(true);
    expect(identities.deleteUserPolicy("ana")).toBe(false);
    expect(identities.isEmpty).toBe(true);
    identities.putRolePolicy("worker", { Statement: identityAllow });
    expect(identities.deleteRolePolicy("worker")).toBe(true);
    expect(() => identities.putUserPolicy("a b", { Statement: identityAllow })).toThrow(RangeError);
  });
});
