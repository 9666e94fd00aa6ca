/**
 * L1, the visible part: a topic with a mailbox and a phone, confirmation, delivery, and a policy for one user.
 * The student's functions run against a recorded cloud; what is judged is read from the judge's cloud, where the log of their
 * calls was replayed: its subscriptions, its mailboxes, and what it lets users do. hidden/l1.ts has the edges.
 */
import { SNS } from "@aws-sdk/client-sns";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { literal, pickWords } from "./support";
import type { Check, Finding, Student, Text } from "./types";

export interface AlertsPlan {
  cloud: CloudOptions;
  /** Topics in the order of their making; the same mailbox and phone subscribe to each. What follows concerns the last one. */
  topics: string[];
  email: string;
  phone: string;
  /** Published before the mailbox confirms. */
  before: string[];
  confirms: boolean;
  /** Published after that. */
  after: string[];
  /** Gets the permission to publish. */
  user?: string;
}

interface SubscriptionSeen {
  protocol: string;
  endpoint: string;
  isConfirmed: boolean;
  arn: string;
}

export interface AlertsRun {
  /** By topic: whether it is there, and its subscriptions on the judge's cloud. */
  topics: { arn: unknown; exists: boolean; isFifo: boolean; subscriptions: SubscriptionSeen[] }[];
  confirmed: unknown;
  /** For each message, where the judge finds it, how often it was published, and what the student's functions returned. */
  messages: { text: string; at: string[]; published: number; subjects: unknown[]; id: unknown; whoGot: unknown }[];
  /** What users may do on the judge's cloud: "ok" or the error's name. */
  rights: Record<string, string>;
}

/** Nobody's address: what is published never reaches it. */
const STRANGER = "nobody@example.com";
export const SUBJECT = "Alert";
const OTHER_USER = "beto";

/** Runs the student's functions as the plan says, then looks at the judge's cloud. */
export async function playAlerts(student: Student, plan: AlertsPlan): Promise<AlertsRun> {
  const cloud = await student.cloud(plan.cloud);
  const arns: unknown[] = [];
  for (const name of plan.topics) {
    const arn = await student.call("createAlerts", cloud, name);
    await student.call("subscribeBoth", cloud, arn, plan.email, plan.phone);
    arns.push(arn);
  }
  const arn = arns.at(-1);
  const addresses = [plan.phone, STRANGER, plan.email];
  const told: Pick<AlertsRun["messages"][number], "text" | "id" | "whoGot">[] = [];
  const announce = async (texts: string[]) => {
    for (const text of texts) {
      const id = await student.call("announce", cloud, arn, SUBJECT, text);
      await cloud.call("sleep", { minutes: 1 });
      told.push({ text, id, whoGot: await student.call("whoGot", cloud, text, addresses) });
    }
  };
  await announce(plan.before);
  const confirmed = plan.confirms ? await student.call("confirmEmail", cloud, arn, plan.email) : undefined;
  await announce(plan.after);
  const userArn = `arn:aws:iam::123456789012:user/${plan.user}`;
  if (plan.user !== undefined) await student.call("allowPublisher", cloud, arn, userArn);
  const judge = await cloud.judge();
  const published = publishedOn(judge);
  const messages = told.map((one) => ({
    ...one,
    at: addresses.filter((address) => judge.inbox.of(address).some(({ body }) => body.includes(one.text))),
    published: published.filter((id) => id === one.id).length,
    subjects: judge.inbox.of(plan.email).flatMap(({ body, subject }) => (body.includes(one.text) ? [subject] : [])),
  }));
  const topics: AlertsRun["topics"] = [];
  for (const one of arns) topics.push(await look(judge, one));
  const rights = plan.user === undefined ? {} : await rightsOn(judge, String(arn), plan.user);
  return { topics, confirmed, messages, rights };
}

function publishedOn(judge: Cloud): string[] {
  return [...judge.trace.events({ kinds: ["sns.Published"] })].map(({ subject }) => subject);
}

async function look(judge: Cloud, arn: unknown): Promise<AlertsRun["topics"][number]> {
  const sns = judge.client(SNS);
  const known = ((await sns.listTopics({})).Topics ?? []).map(({ TopicArn }) => TopicArn);
  if (typeof arn !== "string" || !known.includes(arn)) return { arn, exists: false, isFifo: false, subscriptions: [] };
  const { Subscriptions = [] } = await sns.listSubscriptionsByTopic({ TopicArn: arn });
  return {
    arn,
    exists: true,
    isFifo: arn.endsWith(".fifo"),
    subscriptions: Subscriptions.map(({ Protocol = "", Endpoint = "", SubscriptionArn = "" }) => ({
      protocol: Protocol,
      endpoint: Endpoint,
      isConfirmed: SubscriptionArn.startsWith("arn:"),
      arn: SubscriptionArn,
    })),
  };
}

/** Lets users and the owner try, on the judge's cloud. */
async function rightsOn(judge: Cloud, TopicArn: string, user: string): Promise<Record<string, string>> {
  const rights: Record<string, string> = {};
  const attempt = async (what: string, call: Promise<unknown>) => {
    rights[what] = await call.then(
      () => "ok",
      (error: Error) => error.name,
    );
  };
  for (const name of [user, OTHER_USER]) {
    const sns = judge.client(SNS, { as: `user/${name}` });
    await attempt(`${name} publishes`, sns.publish({ TopicArn, Message: `from ${name}` }));
    await attempt(`${name} subscribes`, sns.subscribe({ TopicArn, Protocol: "sms", Endpoint: "+51900000000" }));
    const own = { TopicArn, AttributeName: "DisplayName", AttributeValue: name };
    await attempt(`${name} changes the topic`, sns.setTopicAttributes(own));
  }
  await attempt("the owner publishes", judge.client(SNS).publish({ TopicArn, Message: "from the owner" }));
  return rights;
}

// ---- what the verdicts share ------------------------------------------------------------------------------------

const hints = {
  topic: {
    es: "createTopic({ Name: name }) y devuelve TopicArn. Un topic FIFO no admite correos ni teléfonos.",
    en: "createTopic({ Name: name }), and return TopicArn. A FIFO topic takes neither mailboxes nor phones.",
  },
  subscribe: {
    es: "subscribe({ TopicArn, Protocol: 'email', Endpoint: email }) y otra con Protocol: 'sms' y el teléfono.",
    en: "subscribe({ TopicArn, Protocol: 'email', Endpoint: email }) and another with Protocol: 'sms' and the phone.",
  },
  token: {
    es: "La carta está en cloud.inbox.of(email); su enlace lleva TopicArn y Token. Confirma con sns.confirmSubscription({ TopicArn, Token }).",
    en: "The mail is in cloud.inbox.of(email); its link carries TopicArn and Token. Confirm with sns.confirmSubscription({ TopicArn, Token }).",
  },
  publish: {
    es: "publish({ TopicArn, Subject, Message }) una vez, y devuelve MessageId.",
    en: "publish({ TopicArn, Subject, Message }) once, and return MessageId.",
  },
  whoGot: {
    es: "Filtra addresses: se queda quien tiene en cloud.inbox.of(address) un mensaje cuyo body contiene el texto.",
    en: "Filter addresses: keep those that have in cloud.inbox.of(address) a message whose body contains the text.",
  },
  policy: {
    es: "La política del topic permite sns:Publish, y sólo eso, a Principal: { AWS: userArn }.",
    en: "The topic's policy allows sns:Publish, and only that, to Principal: { AWS: userArn }.",
  },
} satisfies Record<string, Text>;

/** Texts of messages; no word of them is in any other mail. */
export const someAlerts = (random: Random, count: number): string[] =>
  pickWords(random, count).map((word) => `alert: ${word}`);

export function alertsPlan(random: Random, own: Partial<AlertsPlan> = {}): AlertsPlan {
  const [topic, mailbox] = pickWords(random, 2).map((word) => word.replace(/[^a-z0-9-]/g, "x")) as [string, string];
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    topics: [topic],
    email: `${mailbox}@example.com`,
    phone: `+51${random.integer(900_000_001, 999_999_999)}`,
    before: [],
    confirms: false,
    after: [],
    ...own,
  };
}

const seen = ({ subscriptions }: AlertsRun["topics"][number]): string[] =>
  subscriptions
    .map(({ protocol, endpoint, isConfirmed }) => `${protocol} ${endpoint}${isConfirmed ? "" : " (pending)"}`)
    .sort();
const right = ({ email, phone }: AlertsPlan, isPending: boolean): string[] =>
  [`email ${email}${isPending ? " (pending)" : ""}`, `sms ${phone}`].sort();
const same = (a: unknown, b: unknown) => literal(a) === literal(b);

// ---- l1.topic ---------------------------------------------------------------------------------------------------

const topic: Check<AlertsPlan, AlertsRun> = {
  id: "l1.topic",
  item: "L1",
  points: 0.5,
  title: { es: "Un topic con un correo y un teléfono", en: "A topic with a mailbox and a phone" },
  needs: ["createAlerts", "subscribeBoth"],
  parameters: (random) => alertsPlan(random),
  scenario: playAlerts,
  verdict(plan, run) {
    const [only] = run.topics as [AlertsRun["topics"][number]];
    return [
      {
        claim: {
          es: "createAlerts crea un topic Standard y devuelve su ARN",
          en: "createAlerts creates a Standard topic and returns its ARN",
        },
        ok: only.exists && !only.isFifo && String(only.arn).endsWith(`:${plan.topics[0]}`),
        given: `createAlerts(cloud, ${literal(plan.topics[0])})`,
        observed: only.arn,
        expected: `arn:aws:sns:us-east-1:123456789012:${plan.topics[0]}`,
        hint: hints.topic,
      },
      {
        claim: {
          es: "Dos suscripciones: el teléfono, y el correo aún pendiente",
          en: "Two subscriptions: the phone, and the mailbox still pending",
        },
        ok: same(seen(only), right(plan, true)),
        given: `subscribeBoth(cloud, topicArn, ${literal(plan.email)}, ${literal(plan.phone)})`,
        observed: seen(only),
        expected: right(plan, true),
        hint: hints.subscribe,
      },
    ];
  },
};

// ---- l1.confirm -------------------------------------------------------------------------------------------------

export function confirmFindings(plan: AlertsPlan, run: AlertsRun): Finding[] {
  const last = run.topics.at(-1)!;
  const arn = last.subscriptions.find(({ protocol }) => protocol === "email")?.arn ?? "none";
  return [
    {
      claim: { es: "La suscripción del correo queda confirmada", en: "The mailbox's subscription is confirmed" },
      ok: same(seen(last), right(plan, false)),
      given: `confirmEmail(cloud, topicArn, ${literal(plan.email)})`,
      observed: seen(last),
      expected: right(plan, false),
      hint: hints.token,
      weight: 2,
    },
    {
      claim: {
        es: "confirmEmail devuelve el ARN de la suscripción",
        en: "confirmEmail returns the subscription's ARN",
      },
      ok: run.confirmed === arn && arn.startsWith("arn:"),
      observed: run.confirmed ?? "undefined",
      expected: arn,
      hint: hints.token,
    },
  ];
}

const confirm: Check<AlertsPlan, AlertsRun> = {
  id: "l1.confirm",
  item: "L1",
  points: 0.5,
  title: { es: "La confirmación", en: "The confirmation" },
  needs: ["createAlerts", "subscribeBoth", "confirmEmail"],
  parameters: (random) => alertsPlan(random, { confirms: true }),
  scenario: playAlerts,
  verdict: confirmFindings,
};

// ---- l1.delivery ------------------------------------------------------------------------------------------------

export function deliveryFindings(plan: AlertsPlan, run: AlertsRun): Finding[] {
  const goesTo = (text: string) => (plan.before.includes(text) ? [plan.phone] : [plan.phone, plan.email]);
  const expected = Object.fromEntries(run.messages.map(({ text }) => [text, goesTo(text)]));
  const given = `announce × ${plan.before.length}; ${plan.confirms ? "confirmEmail; " : ""}announce × ${plan.after.length}`;
  return [
    {
      claim: {
        es: "Antes de confirmar llega sólo al teléfono; después, a los dos",
        en: "Before confirming it reaches the phone only; afterwards both",
      },
      ok: run.messages.every(({ text, at }) => same(at, goesTo(text))),
      given,
      observed: Object.fromEntries(run.messages.map(({ text, at }) => [text, at])),
      expected,
      hint: hints.publish,
    },
    {
      claim: {
        es: "announce publica una vez, con su asunto, y devuelve el MessageId",
        en: "announce publishes once, with its subject, and returns the MessageId",
      },
      ok: run.messages.every(
        ({ text, published, subjects }) =>
          published === 1 && same(subjects, plan.before.includes(text) ? [] : [SUBJECT]),
      ),
      given,
      observed: run.messages.map(({ id, published, subjects }) => ({ id: id ?? "undefined", published, subjects })),
      expected: run.messages.map(({ text }) => ({
        published: 1,
        subjects: plan.before.includes(text) ? [] : [SUBJECT],
      })),
      hint: hints.publish,
    },
    {
      claim: {
        es: "whoGot dice a qué direcciones llegó, en su orden",
        en: "whoGot says which addresses it reached, in their order",
      },
      ok: run.messages.every(({ at, whoGot }) => same(whoGot, at)),
      given: `whoGot(cloud, message, ${literal([plan.phone, STRANGER, plan.email])})`,
      observed: Object.fromEntries(run.messages.map(({ text, whoGot }) => [text, whoGot ?? "undefined"])),
      expected: Object.fromEntries(run.messages.map(({ text, at }) => [text, at])),
      hint: hints.whoGot,
      weight: 2,
    },
  ];
}

const delivery: Check<AlertsPlan, AlertsRun> = {
  id: "l1.delivery",
  item: "L1",
  points: 1,
  title: { es: "Publicar y verificar", en: "Publish and verify" },
  needs: ["createAlerts", "subscribeBoth", "confirmEmail", "announce", "whoGot"],
  parameters(random) {
    const [early, late, last] = someAlerts(random, 3) as [string, string, string];
    return alertsPlan(random, { before: [early], confirms: true, after: [late, last] });
  },
  scenario: playAlerts,
  verdict: deliveryFindings,
};

// ---- l1.policy --------------------------------------------------------------------------------------------------

export function policyFindings({ user }: AlertsPlan, { rights }: AlertsRun): Finding[] {
  const given = `allowPublisher(cloud, topicArn, "arn:aws:iam::123456789012:user/${user}")`;
  const of = (...whats: string[]) => Object.fromEntries(whats.map((what) => [what, rights[what]]));
  const denied = "AuthorizationErrorException";
  const finding = (claim: Text, seen: Record<string, unknown>, right: string, weight = 1): Finding => ({
    claim,
    ok: Object.values(seen).every((outcome) => outcome === right),
    given,
    observed: seen,
    expected: Object.fromEntries(Object.keys(seen).map((what) => [what, right])),
    hint: hints.policy,
    weight,
  });
  const more = [`${user} subscribes`, `${user} changes the topic`];
  return [
    finding({ es: "El usuario nombrado publica", en: "The named user publishes" }, of(`${user} publishes`), "ok", 2),
    finding({ es: "Otro usuario, no", en: "Another user does not" }, of(`${OTHER_USER} publishes`), denied, 2),
    finding(
      { es: "El usuario nombrado no puede nada más", en: "The named user may do nothing else" },
      of(...more),
      denied,
    ),
    finding({ es: "El dueño sigue publicando", en: "The owner still publishes" }, of("the owner publishes"), "ok", 0.5),
  ];
}

const policy: Check<AlertsPlan, AlertsRun> = {
  id: "l1.policy",
  item: "L1",
  points: 1,
  title: { es: "Quién puede publicar", en: "Who may publish" },
  needs: ["createAlerts", "subscribeBoth", "allowPublisher"],
  parameters: (random) => alertsPlan(random, { user: random.pick(["ana", "carla", "elena"]) }),
  scenario: playAlerts,
  verdict: policyFindings,
};

export const checks: Check[] = [topic, confirm, delivery, policy];
