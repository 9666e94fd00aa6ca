/**
 * P3, the visible part: alarms and a dashboard over a shop that the check lets stall and recover, then the knobs of the queue.
 * The given cells of the unit (openShop, confirmMail, stall, serve, breakDelivery) act on the student's cloud; what is judged
 * is read from the judge's. The settings are tried on orders of the judge's own.
 */
import { CloudWatch } from "@aws-sdk/client-cloudwatch";
import type { Cloud, CloudOptions } from "../../sdk";
import type { Random } from "../../sim/random";
import { backlogSeconds, checkSettings, runShop, type Settings, workersFor } from "../tuning";
import type { Check, Finding, Student, Text } from "./types";

export interface WatchPlan {
  cloud: CloudOptions;
  queueName: string;
  topicName: string;
  email: string;
  orders: number;
}

interface AlarmSeen {
  exists: boolean;
  /** States in order, each with the minute in which it began. */
  states: [state: string, minute: number][];
  mails: string[];
}

export interface WatchRun {
  age: AlarmSeen;
  failures: AlarmSeen;
  /** "AWS/SQS ApproximateAgeOfOldestMessage orders", one for each metric on the dashboard; null when there is none. */
  dashboard: string[] | null;
  /** Minutes in which the orders were sent, worked off, and a delivery failed. */
  minutes: { stalled: number; served: number; broken: number };
}

const MINUTE = 60_000; // ms
const NEEDS = ["openShop", "confirmMail", "stall", "serve", "breakDelivery", "monitor"];
const AGE = "orders-age";
const FAILURES = "delivery-failures";
const DASHBOARD = "shop";

/** A quiet time, a busy one, a stall, the recovery, and a delivery that fails. */
export async function playWatch(student: Student, plan: WatchPlan): Promise<WatchRun> {
  const { queueName, topicName, email } = plan;
  const cloud = await student.cloud(plan.cloud);
  const run = (minutes: number) => cloud.call("run", { for: { minutes } });
  const minute = async () => Math.floor((await cloud.get("now")) / MINUTE);
  const shop = await student.call("openShop", cloud, queueName, topicName);
  await student.call("monitor", cloud, { queueName, topicName, email });
  await student.call("confirmMail", cloud, email);
  await run(5);
  for (let i = 0; i < 4; i++) {
    // a busy time: there is always something in the queue, and nothing waits for long
    await student.call("stall", cloud, shop, plan.orders);
    await run(1);
    await student.call("serve", cloud, shop);
  }
  await run(5);
  const stalled = await minute();
  await student.call("stall", cloud, shop, plan.orders);
  await run(12);
  const served = await minute();
  await student.call("serve", cloud, shop);
  await run(10);
  const broken = await minute();
  await student.call("breakDelivery", cloud, shop);
  await run(10);
  const judge = await cloud.judge();
  return {
    age: await look(judge, AGE, email),
    failures: await look(judge, FAILURES, email),
    dashboard: await metricsOn(judge),
    minutes: { stalled, served, broken },
  };
}

async function look(judge: Cloud, name: string, email: string): Promise<AlarmSeen> {
  const { MetricAlarms = [] } = await judge.client(CloudWatch).describeAlarms({ AlarmNames: [name] });
  const states = [...judge.trace.events({ resource: name })]
    .filter(({ kind }) => kind === "cloudwatch.AlarmState")
    .map((event): [string, number] => [event.text.split(" ")[0] ?? "", Math.floor(event.at / MINUTE)]);
  const mails = judge.inbox.of(email).flatMap(({ subject = "" }) => (subject.includes(name) ? [subject] : []));
  return { exists: MetricAlarms.length > 0, states, mails };
}

async function metricsOn(judge: Cloud): Promise<string[] | null> {
  const cloudwatch = judge.client(CloudWatch);
  const { DashboardEntries = [] } = await cloudwatch.listDashboards({});
  if (!DashboardEntries.some(({ DashboardName }) => DashboardName === DASHBOARD)) return null;
  const { DashboardBody = "{}" } = await cloudwatch.getDashboard({ DashboardName: DASHBOARD });
  const { widgets = [] } = JSON.parse(DashboardBody) as { widgets?: { properties?: { metrics?: unknown[][] } }[] };
  return widgets.flatMap(({ properties }) => withDots(properties?.metrics ?? []));
}

/** "." stands for the same place one line up, "..." for all of it. */
function withDots(lines: unknown[][]): string[] {
  let above: unknown[] = [];
  return lines.map((line) => {
    const words = line.filter((part) => typeof part === "string");
    const full =
      words[0] === "..."
        ? [...above.slice(0, above.length - words.length + 1), ...words.slice(1)]
        : words.map((word, i) => (word === "." ? above[i] : word));
    above = full;
    return full.filter((_, i) => i !== 2).join(" "); // without the dimension's name
  });
}

const hints = {
  age: {
    es: "putMetricAlarm: ApproximateAgeOfOldestMessage de AWS/SQS, Statistic Maximum, Period 60, Threshold 120, GreaterThanThreshold, EvaluationPeriods 3, DatapointsToAlarm 2.",
    en: "putMetricAlarm: ApproximateAgeOfOldestMessage of AWS/SQS, Statistic Maximum, Period 60, Threshold 120, GreaterThanThreshold, EvaluationPeriods 3, DatapointsToAlarm 2.",
  },
  mail: {
    es: "Un topic propio para avisos, con el correo suscrito; su ARN en AlarmActions y en OKActions.",
    en: "A topic of its own for notices, with the mail subscribed; its ARN in AlarmActions and in OKActions.",
  },
  failures: {
    es: "NumberOfNotificationsFailed de AWS/SNS, dimensión TopicName, Statistic Sum, Threshold 1, GreaterThanOrEqualToThreshold, TreatMissingData 'notBreaching'.",
    en: "NumberOfNotificationsFailed of AWS/SNS, dimension TopicName, Statistic Sum, Threshold 1, GreaterThanOrEqualToThreshold, TreatMissingData 'notBreaching'.",
  },
  dashboard: {
    es: "putDashboard({ DashboardName: 'shop', DashboardBody: JSON.stringify({ widgets: [{ type: 'metric', properties: { metrics: [[...]] } }] }) }).",
    en: "putDashboard({ DashboardName: 'shop', DashboardBody: JSON.stringify({ widgets: [{ type: 'metric', properties: { metrics: [[...]] } }] }) }).",
  },
  workers: {
    es: "Con pocos trabajadores la punta se acumula; cada uno de más cuesta unos 6 USD al mes. Busca el menor número que llega al objetivo.",
    en: "With few workers the rush piles up; each one too many costs about 6 USD a month. Look for the smallest number that meets the goal.",
  },
  poll: {
    es: "Sondeo largo: cada respuesta vacía es una petición que se paga.",
    en: "Long poll: every empty answer is a request that you pay for.",
  },
  visibility: {
    es: "Visibilidad corta: el que falla vuelve antes, pero un préstamo que vence a medio trabajo lo duplica. Cuenta el lote entero.",
    en: "Short visibility: what fails comes back sooner, but a loan that ends in mid-work doubles it. Count the whole batch.",
  },
  retries: {
    es: "maxReceiveCount 1 abandona lo que habría salido a la segunda.",
    en: "maxReceiveCount 1 gives up what would have worked the second time.",
  },
} satisfies Record<string, Text>;

export function watchPlan(random: Random): WatchPlan {
  const number = random.integer(10, 99);
  return {
    cloud: { seed: random.integer(1, 1_000_000) },
    queueName: `orders-${number}`,
    topicName: `news-${number}`,
    email: `ops${number}@example.com`,
    orders: random.integer(3, 8),
  };
}

const began = ({ states }: AlarmSeen, state: string, from: number) =>
  states.find(([each, minute]) => each === state && minute >= from)?.[1];
const given = (plan: WatchPlan, { minutes }: WatchRun) =>
  `${plan.queueName}: ${plan.orders} orders at minute ${minutes.stalled}, worked off at ${minutes.served}`;

// ---- p3.alarm ---------------------------------------------------------------------------------------------------

const alarm: Check<WatchPlan, WatchRun> = {
  id: "p3.alarm",
  item: "P3",
  points: 1.5,
  title: { es: "Una alarma que avisa cuando la cola envejece", en: "An alarm that tells when the queue grows old" },
  needs: NEEDS,
  parameters: watchPlan,
  scenario: playWatch,
  verdict(plan, run) {
    const { age, minutes } = run;
    const went = began(age, "ALARM", 0);
    const back = began(age, "OK", minutes.served);
    return [
      {
        claim: {
          es: "Suena cuando un pedido espera más de 2 minutos, y no antes",
          en: "It goes off when an order waits for more than 2 minutes, and not before",
        },
        ok: went !== undefined && went >= minutes.stalled + 2 && went <= minutes.stalled + 7,
        weight: 2,
        given: given(plan, run),
        observed: age.exists ? age.states : "no alarm orders-age",
        expected: `ALARM, minute ${minutes.stalled + 2} to ${minutes.stalled + 7}`,
        hint: hints.age,
      },
      {
        claim: { es: "Vuelve a OK cuando la cola se vacía", en: "It is OK again when the queue empties" },
        ok: went !== undefined && back !== undefined,
        given: given(plan, run),
        observed: age.states,
        expected: `OK, minute >= ${minutes.served}`,
        hint: hints.age,
      },
      {
        claim: { es: "El correo recibe los dos avisos", en: "The mail gets both notices" },
        ok: age.mails.some((mail) => mail.startsWith("ALARM")) && age.mails.some((mail) => mail.startsWith("OK")),
        given: plan.email,
        observed: age.mails,
        expected: ["ALARM: ...", "OK: ..."],
        hint: hints.mail,
      },
    ];
  },
};

// ---- p3.topics --------------------------------------------------------------------------------------------------

const topics: Check<WatchPlan, WatchRun> = {
  id: "p3.topics",
  item: "P3",
  points: 1,
  title: {
    es: "El topic también se vigila, y todo se ve en un tablero",
    en: "The topic is watched too, and all is seen on a dashboard",
  },
  needs: NEEDS,
  parameters: watchPlan,
  scenario: playWatch,
  verdict(plan, run) {
    const { failures, minutes, dashboard } = run;
    const went = began(failures, "ALARM", 0);
    const wanted = [
      `AWS/SQS ApproximateAgeOfOldestMessage ${plan.queueName}`,
      `AWS/SQS ApproximateNumberOfMessagesVisible ${plan.queueName}`,
      `AWS/SNS NumberOfMessagesPublished ${plan.topicName}`,
      `AWS/SNS NumberOfNotificationsFailed ${plan.topicName}`,
    ];
    const missing = wanted.filter((metric) => !dashboard?.includes(metric));
    return [
      {
        claim: {
          es: "Una entrega que falla dispara delivery-failures, y antes calla",
          en: "A delivery that fails sets off delivery-failures, and before that it is silent",
        },
        ok: went !== undefined && went >= minutes.broken && went <= minutes.broken + 4,
        given: `${plan.topicName}: a delivery fails at minute ${minutes.broken}`,
        observed: failures.exists ? failures.states : "no alarm delivery-failures",
        expected: `ALARM, minute ${minutes.broken} to ${minutes.broken + 4}`,
        hint: hints.failures,
      },
      {
        claim: { es: "El tablero shop muestra las cuatro métricas", en: "The dashboard shop shows the four metrics" },
        ok: missing.length === 0,
        given: DASHBOARD,
        observed: dashboard ?? "no dashboard shop",
        expected: wanted,
        hint: hints.dashboard,
      },
    ];
  },
};

// ---- p3.tuning --------------------------------------------------------------------------------------------------

export const GOAL = { p95Seconds: 16, dollarsPerMonth: 36, twice: 25, givenUp: 0 } as const;

export interface TunePlan {
  seeds: number[];
}

/** On a day with more waiting than this (one in five, over 500 days) right settings may miss the goal by the day's fault alone. */
const MOST_BACKLOG_SECONDS = 12;

/** So many days on which the goal can be met by as many workers as its dollars pay for. */
export function drawDays(random: Random, count: number): number[] {
  const workers = workersFor(GOAL.dollarsPerMonth);
  const day = (): number => {
    const seed = random.integer(1, 1_000_000);
    return backlogSeconds(seed, workers) <= MOST_BACKLOG_SECONDS ? seed : day();
  };
  return Array.from({ length: count }, day);
}

export interface TuneRun {
  settings: Settings;
  runs: { p95Seconds: number; dollarsPerMonth: number; twice: number; givenUp: number }[];
}

export async function playTune(student: Student, { seeds }: TunePlan): Promise<TuneRun> {
  const settings = (await student.call("tune")) as Settings;
  checkSettings(settings);
  const runs: TuneRun["runs"] = [];
  for (const seed of seeds) {
    const { p95Seconds, dollarsPerMonth, twice, givenUp } = await runShop(settings, { seed });
    runs.push({ p95Seconds, dollarsPerMonth, twice, givenUp });
  }
  return { settings, runs };
}

const worst = (run: TuneRun, name: keyof TuneRun["runs"][number]) => Math.max(...run.runs.map((each) => each[name]));

/** The claims on settings, each about one number of the goal. */
export function tuneFindings(run: TuneRun): Finding[] {
  const claim = (name: keyof typeof GOAL, weight: number, es: string, en: string, hint: Text): Finding => ({
    claim: { es, en },
    // cheap settings that lose or delay orders save nothing
    ok:
      worst(run, name) <= GOAL[name] && (name !== "dollarsPerMonth" || worst(run, "p95Seconds") <= 4 * GOAL.p95Seconds),
    weight,
    given: run.settings,
    observed: worst(run, name),
    expected: `<= ${GOAL[name]}`,
    hint,
  });
  return [
    claim("p95Seconds", 2, "95 de 100 pedidos, en 16 segundos", "95 of 100 orders within 16 seconds", hints.workers),
    claim("dollarsPerMonth", 2, "Por 36 USD al mes como mucho", "For 36 USD a month at most", hints.poll),
    claim(
      "twice",
      1,
      "Casi nada se trabaja dos veces (25 de 2 400)",
      "Hardly anything is done twice (25 of 2,400)",
      hints.visibility,
    ),
    claim(
      "givenUp",
      1,
      "No se abandona lo que tenía arreglo",
      "Nothing that could be mended is given up",
      hints.retries,
    ),
  ];
}

const tuning: Check<TunePlan, TuneRun> = {
  id: "p3.tuning",
  item: "P3",
  points: 2.5,
  title: { es: "La meta de latencia, al menor costo", en: "The latency goal at the least cost" },
  needs: ["tune"],
  parameters: (random) => ({ seeds: drawDays(random, 1) }),
  scenario: playTune,
  verdict: (_, run) => tuneFindings(run),
};

export const checks: Check[] = [alarm, topics, tuning];
