/** The XML of ActiveMQ: what is read, what is taken out, what the simulated broker is told. */
import { describe, expect, it } from "vitest";
import { DEFAULT_ACTIVEMQ } from "../../../../src/services/mq/configuration/defaults";
import { PERMITTED } from "../../../../src/services/mq/configuration/permitted";
import { decode, encode, sanitize } from "../../../../src/services/mq/configuration/sanitize";
import { settingsOf } from "../../../../src/services/mq/configuration/settings";

const broker = (inner: string): string => `<broker xmlns="http://activemq.apache.org/schema/core">${inner}</broker>`;
const settings = (inner: string, passwordOf?: (user: string) => string | undefined) =>
  settingsOf(sanitize(broker(inner)).broker, passwordOf);

const authorization = (entries: string): string =>
  `<plugins><authorizationPlugin><map><authorizationMap><authorizationEntries>${entries}</authorizationEntries></authorizationMap></map></authorizationPlugin></plugins>`;
const policies = (entries: string): string =>
  `<destinationPolicy><policyMap><policyEntries>${entries}</policyEntries></policyMap></destinationPolicy>`;

describe("the list of what is permitted", () => {
  it("knows every child that it names", () => {
    for (const [name, { children }] of PERMITTED) {
      for (const each of children) {
        if (each === "networkBridgeFilterFactory") continue; // in AWS's list, without children of its own
        expect(PERMITTED.has(each), `${name} > ${each}`).toBe(true);
      }
    }
  });

  it("leads to every element from the root", () => {
    const reached = new Set(["broker"]);
    for (const name of reached) for (const each of PERMITTED.get(name)?.children ?? []) reached.add(each);
    expect([...PERMITTED.keys()].filter((name) => !reached.has(name))).toEqual([]);
  });
});

describe("a configuration", () => {
  it("keeps its very text when nothing has to go", () => {
    const { xml, warnings } = sanitize(DEFAULT_ACTIVEMQ);
    expect(warnings).toEqual([]);
    expect(xml).toBe(DEFAULT_ACTIVEMQ);
  });

  it("comes out clean: what was sanitized has no warnings again, and says the same", () => {
    const dirty = broker(
      `<jmsBridge a="1"/>${authorization('<authorizationEntry queue="A.&gt;" read="x, y" write="x" admin="x" owner="z"/>')}`,
    );
    const once = sanitize(dirty);
    expect(once.warnings.map(({ Reason }) => Reason)).toEqual([
      "DISALLOWED_ELEMENT_REMOVED",
      "DISALLOWED_ATTRIBUTE_REMOVED",
    ]);
    const twice = sanitize(once.xml);
    expect(twice.warnings).toEqual([]);
    expect(settingsOf(twice.broker)).toEqual(settingsOf(once.broker));
    expect(settingsOf(twice.broker).authorization).toEqual([
      { queue: "A.>", read: ["x", "y"], write: ["x"], admin: ["x"] },
    ]);
  });

  it("may have comments, a declaration and empty elements", () => {
    const text = `<?xml version="1.0"?><!-- rules -->\n${broker("<plugins>\n  <statisticsBrokerPlugin/>\n</plugins><!-- end -->")}`;
    expect(sanitize(text).warnings).toEqual([]);
  });

  it.each([
    ["constructor", "<constructor/>"],
    ["__proto__", '<__proto__ polluted="yes"/>'],
    ["toString", "<toString><valueOf/></toString>"],
  ])("with an element %s is no danger", (_, element) => {
    expect(sanitize(broker(element)).warnings.every(({ Reason }) => Reason === "DISALLOWED_ELEMENT_REMOVED")).toBe(
      true,
    );
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  it("nested without end is refused, not crashed upon", () => {
    const deep = "<plugins>".repeat(50_000) + "</plugins>".repeat(50_000);
    expect(() => sanitize(broker(deep))).toThrow(/not valid XML|levels deep/);
  });

  it("too large is refused by its size", () => {
    expect(() => decode(encode(" ".repeat(1_000_001)))).toThrow("has 1000001 bytes; at most 1000000 are allowed");
  });
});

describe("what the broker is told", () => {
  it("is nothing of rights when there is no authorizationMap: then everybody may do everything", () => {
    expect(settings("")).toEqual({ policies: [], networkConnectors: [] });
    expect(settings(authorization("")).authorization).toEqual([]);
  });

  it("is who may do what, and what holds for temporary destinations", () => {
    const entries =
      '<authorizationEntry topic="NEWS" read="all"/><tempDestinationAuthorizationEntry read="all" write="all" admin="admins"/>';
    expect(settings(authorization(entries))).toMatchObject({
      authorization: [{ topic: "NEWS", read: ["all"], write: [], admin: [] }],
      temporaryAuthorization: { read: ["all"], write: ["all"], admin: ["admins"] },
    });
  });

  it("is the policies by destination", () => {
    const entry =
      '<policyEntry queue="ORDERS.&gt;" prioritizedMessages="true" queuePrefetch="1" expireMessagesPeriod="0"><deadLetterStrategy><individualDeadLetterStrategy queuePrefix="DLQ." processExpired="false"/></deadLetterStrategy></policyEntry>';
    expect(settings(policies(entry)).policies).toEqual([
      {
        queue: "ORDERS.>",
        prioritizedMessages: true,
        queuePrefetch: 1,
        expireMessagesPeriod: 0,
        deadLetterStrategy: { kind: "individual", queuePrefix: "DLQ.", processExpired: false },
      },
    ]);
  });

  it("is the dead-letter queue that is shared, or none", () => {
    const shared =
      '<policyEntry queue="A"><deadLetterStrategy><sharedDeadLetterStrategy><deadLetterQueue><queue physicalName="GRAVE"/></deadLetterQueue></sharedDeadLetterStrategy></deadLetterStrategy></policyEntry><policyEntry topic="B"><deadLetterStrategy><discarding/></deadLetterStrategy></policyEntry>';
    expect(settings(policies(shared)).policies).toEqual([
      { queue: "A", deadLetterStrategy: { kind: "shared", deadLetterQueue: "GRAVE" } },
      { topic: "B", deadLetterStrategy: { kind: "discarding" } },
    ]);
  });

  it("is the connectors to other brokers, with the password of the user they name", () => {
    const connector =
      '<networkConnectors><networkConnector name="east" uri="static:(ssl://b-1-1.mq.us-east-1.amazonaws.com:61617)" userName="bridge" duplex="true" networkTTL="3"><dynamicallyIncludedDestinations><queue physicalName="ORDERS.&gt;"/></dynamicallyIncludedDestinations><excludedDestinations><topic physicalName="SECRET"/></excludedDestinations></networkConnector></networkConnectors>';
    expect(settings(connector, (user) => `password of ${user}`).networkConnectors).toEqual([
      {
        name: "east",
        uri: "static:(ssl://b-1-1.mq.us-east-1.amazonaws.com:61617)",
        duplex: true,
        networkTTL: 3,
        userName: "bridge",
        password: "password of bridge",
        included: [{ queue: "ORDERS.>" }],
        excluded: [{ topic: "SECRET" }],
      },
    ]);
  });

  it("is never a default entry of rights, which is refused by its name", () => {
    const plugin =
      '<plugins><authorizationPlugin><map><authorizationMap><defaultEntry><authorizationEntry queue="&gt;" read="a"/></defaultEntry></authorizationMap></map></authorizationPlugin></plugins>';
    expect(() => settings(plugin)).toThrow("does not simulate [defaultEntry]");
  });
});
