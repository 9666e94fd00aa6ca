/**
 * L4, the visible part: a bus, the events of a bucket on it, a function that runs for each new file. The student's functions
 * run against a recorded cloud; what is judged is read from the judge's cloud, where the log of their calls was replayed, and
 * from the calls of the function's work, which lives on this side.
 */
import { EventBridge } from "@aws-sdk/client-eventbridge";
import { S3 } from "@aws-sdk/client-s3";
import type { Cloud, CloudOptions } from "../../sdk";
import { DEFAULT_ACCOUNT, DEFAULT_REGION } from "../../sdk/options";
import type { Random } from "../../sim/random";
import { literal, pickWords } from "./support";
import type { Check, Finding, RemoteCloud, Student, Text } from "./types";

/** The names of one flow. */
export interface Flow {
  bus: string;
  bucket: string;
  functionName: string;
}

export interface Upload {
  key: string;
  text: string;
}

export interface FlowPlan {
  cloud: CloudOptions;
  flows: Flow[];
  /** What is uploaded to the first flow. */
  uploads: Upload[];
}

const RUN = { minutes: 5 };

export const someFlow = (random: Random): Flow => {
  const number = random.integer(100, 999);
  return {
    bus: `${random.pick(["files", "photos", "reports", "scans"])}-bus-${number}`,
    bucket: `${random.pick(["uploads", "inbox", "papers", "albums"])}-${number}`,
    functionName: `${random.pick(["resize", "index", "archive", "scan"])}-${number}`,
  };
};

export const someUploads = (random: Random, count: number): Upload[] =>
  pickWords(random, count).map((word) => ({
    key: `${random.pick(["in", "2026/11", "ana"])}/${word}.txt`,
    text: word.repeat(random.integer(1, 9)),
  }));

export const flowPlan = (random: Random, flows = 1, uploads = 0): FlowPlan => {
  const made: Flow[] = [];
  while (made.length < flows) {
    const flow = someFlow(random);
    const taken = made.some(({ bus, bucket, functionName: name }) =>
      [bus === flow.bus, bucket === flow.bucket, name === flow.functionName].includes(true),
    );
    if (!taken) made.push(flow);
  }
  return { cloud: { seed: random.integer(1, 1_000_000) }, flows: made, uploads: someUploads(random, uploads) };
};

const given = ({ flows: [flow], uploads }: FlowPlan) =>
  `flow = ${literal(flow)}${uploads.length > 0 ? `; ${uploads.length} × upload` : ""}`;

const hints = {
  bus: {
    es: "createEventBus({ Name }) devuelve EventBusArn: devuélvelo.",
    en: "createEventBus({ Name }) gives EventBusArn: return it.",
  },
  enabled: {
    es: "putBucketNotificationConfiguration({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }): sin eso, S3 no avisa.",
    en: "putBucketNotificationConfiguration({ Bucket, NotificationConfiguration: { EventBridgeConfiguration: {} } }): without it S3 tells nobody.",
  },
  forward: {
    es: "S3 publica en el bus default: allí va la regla, con tu bus como destino y un RoleArn. Mira FailedEntryCount en la respuesta de putTargets.",
    en: "S3 publishes on the default bus: the rule belongs there, with your bus as its target and a RoleArn. Look at FailedEntryCount in the answer of putTargets.",
  },
  pattern: {
    es: 'El patrón nombra las tres cosas: source ["aws.s3"], detail-type ["Object Created"], detail.bucket.name [bucket].',
    en: 'The pattern names all three: source ["aws.s3"], detail-type ["Object Created"], detail.bucket.name [bucket].',
  },
  function: {
    es: "Regla en tu bus (EventBusName), la función como destino, y lambda.addPermission con Principal: 'events.amazonaws.com'. Lee cloud.explain(flow.functionName) y el del evento.",
    en: "A rule on your bus (EventBusName), the function as its target, and lambda.addPermission with Principal: 'events.amazonaws.com'. Read cloud.explain(flow.functionName) and that of the event.",
  },
  permission: {
    es: "En addPermission, SourceArn: el ARN de tu regla (lo devuelve putRule). Sin él, cualquier regla puede llamarla.",
    en: "In addPermission, SourceArn: the ARN of your rule (putRule gives it). Without it any rule may call it.",
  },
  upload: {
    es: "putObject({ Bucket: flow.bucket, Key: key, Body: text }).",
    en: "putObject({ Bucket: flow.bucket, Key: key, Body: text }).",
  },
} satisfies Record<string, Text>;

/**
 * Steps 1 and 2 for every flow. Step 2 is given the right ARN, so that a slip in step 1 is paid once.
 * @returns what createBus gave for the first
 */
async function build(student: Student, cloud: RemoteCloud, flows: Flow[]): Promise<unknown> {
  const arns: unknown[] = [];
  for (const flow of flows) arns.push(await student.call("createBus", cloud, flow));
  for (const flow of flows) {
    const arn = `arn:aws:events:${DEFAULT_REGION}:${DEFAULT_ACCOUNT}:event-bus/${flow.bus}`;
    await student.call("listenToBucket", cloud, flow, arn);
  }
  return arns[0];
}

// ---- l4.bus -----------------------------------------------------------------------------------------------------

interface BusRun {
  arn: unknown;
  bus?: string;
  bucket: boolean;
  sendsToEventBridge: boolean;
  /** How many events came to the flow's bus after each of these. */
  events: Record<"file" | "again" | "elsewhere" | "deletion", number>;
}

async function lookAtBus(judge: Cloud, { bus, bucket }: Flow, arn: unknown): Promise<BusRun> {
  const [events, s3] = [judge.client(EventBridge), judge.client(S3)];
  const buses = (await events.listEventBuses({})).EventBuses ?? [];
  const buckets = (await s3.listBuckets({})).Buckets ?? [];
  const run: BusRun = {
    arn,
    bus: buses.find(({ Name }) => Name === bus)?.Arn,
    bucket: buckets.some(({ Name }) => Name === bucket),
    sendsToEventBridge: false,
    events: { file: 0, again: 0, elsewhere: 0, deletion: 0 },
  };
  if (!run.bucket) return run;
  const configured = await s3.getBucketNotificationConfiguration({ Bucket: bucket });
  run.sendsToEventBridge = configured.EventBridgeConfiguration !== undefined;
  const other = `${bucket}-of-others`;
  await s3.createBucket({ Bucket: other });
  await s3.putBucketNotificationConfiguration({
    Bucket: other,
    NotificationConfiguration: { EventBridgeConfiguration: {} },
  });
  const arrived = async (act: () => Promise<unknown>): Promise<number> => {
    const from = judge.trace.length;
    await act();
    await judge.run({ for: RUN });
    const published = judge.trace.events({ kinds: ["eventbridge.Published"] });
    return [...published].filter(({ index, resource }) => index >= from && resource === bus).length;
  };
  const Key = "check/file.txt";
  run.events = {
    file: await arrived(() => s3.putObject({ Bucket: bucket, Key, Body: "one" })),
    again: await arrived(() => s3.putObject({ Bucket: bucket, Key, Body: "two" })),
    elsewhere: await arrived(() => s3.putObject({ Bucket: other, Key, Body: "one" })),
    deletion: await arrived(() => s3.deleteObject({ Bucket: bucket, Key })),
  };
  return run;
}

const busCheck: Check<FlowPlan, BusRun> = {
  id: "l4.bus",
  item: "L4",
  points: 1.5,
  title: { es: "Los archivos nuevos llegan a tu bus", en: "New files reach your bus" },
  needs: ["createBus", "listenToBucket"],
  parameters: (random) => flowPlan(random),
  async scenario(student, plan) {
    const cloud = await student.cloud(plan.cloud);
    const arn = await build(student, cloud, plan.flows);
    return lookAtBus(await cloud.judge(), plan.flows[0]!, arn);
  },
  verdict(plan, run) {
    const { file, again, elsewhere, deletion } = run.events;
    return [
      {
        claim: {
          es: "El bus existe, y createBus devuelve su ARN",
          en: "The bus exists, and createBus returns its ARN",
        },
        ok: run.bus !== undefined && run.arn === run.bus,
        weight: 0.5,
        given: given(plan),
        observed: { bus: run.bus, returned: run.arn },
        expected: { bus: plan.flows[0]!.bus, returned: "ARN" },
        hint: hints.bus,
      },
      {
        claim: { es: "El bucket existe y avisa a EventBridge", en: "The bucket exists and tells EventBridge" },
        ok: run.bucket && run.sendsToEventBridge,
        weight: 0.5,
        given: given(plan),
        observed: { bucket: run.bucket, sendsToEventBridge: run.sendsToEventBridge },
        expected: { bucket: true, sendsToEventBridge: true },
        hint: hints.enabled,
      },
      {
        claim: { es: "Cada archivo nuevo llega a tu bus, una vez", en: "Each new file reaches your bus, once" },
        ok: file === 1 && again === 1,
        weight: 2,
        given: `${given(plan)}; 2 × putObject`,
        observed: { eventsOnYourBus: [file, again] },
        expected: { eventsOnYourBus: [1, 1] },
        hint: hints.forward,
      },
      {
        claim: {
          es: "Ni los archivos de otro bucket ni los borrados llegan a tu bus",
          en: "Neither the files of another bucket nor deletions reach your bus",
        },
        // a bus that nothing reaches has kept nothing out
        ok: file > 0 && elsewhere === 0 && deletion === 0,
        given: `${given(plan)}; putObject(${plan.flows[0]!.bucket}-of-others); deleteObject`,
        observed: { newFile: file, otherBucket: elsewhere, deletion },
        expected: { newFile: 1, otherBucket: 0, deletion: 0 },
        hint: hints.pattern,
      },
    ];
  },
};

// ---- l4.function, l4.upload -------------------------------------------------------------------------------------

export interface FlowRun {
  /** What the function's work was called with, by flow. */
  calls: { functionName: string; key: unknown; size: unknown }[];
  /** Whether a rule of somebody else's could call the first flow's function. */
  isOpenToOthers: boolean;
  /** Texts that are in the first flow's bucket afterwards. */
  stored: Upload[];
}

/** All steps of all flows; uploads to the first. */
export async function playFlow(student: Student, plan: FlowPlan): Promise<FlowRun> {
  const cloud = await student.cloud(plan.cloud);
  const calls: FlowRun["calls"] = [];
  await build(student, cloud, plan.flows);
  for (const flow of plan.flows) {
    const { functionName } = flow;
    const work = (key: unknown, size: unknown) => void calls.push({ functionName, key, size });
    await student.call("runOnUpload", cloud, flow, work);
  }
  const [first] = plan.flows as [Flow];
  for (const { key, text } of plan.uploads) await student.call("upload", cloud, first, key, text);
  await cloud.call("run", { for: RUN });
  const seen = [...calls]; // what the judge does below is none of it
  const judge = await cloud.judge();
  return { calls: seen, stored: await filesIn(judge, first), isOpenToOthers: await callsAsStranger(judge, first) };
}

async function filesIn(judge: Cloud, { bucket }: Flow): Promise<Upload[]> {
  const s3 = judge.client(S3);
  const buckets = (await s3.listBuckets({})).Buckets ?? [];
  if (!buckets.some(({ Name }) => Name === bucket)) return [];
  const found: Upload[] = [];
  for (const { Key = "" } of (await s3.listObjectsV2({ Bucket: bucket })).Contents ?? []) {
    const { Body } = await s3.getObject({ Bucket: bucket, Key });
    found.push({ key: Key, text: (await Body?.transformToString()) ?? "" });
  }
  return found;
}

/** Lets a rule of the judge's own try to call the function. */
async function callsAsStranger(judge: Cloud, { functionName }: Flow): Promise<boolean> {
  const events = judge.client(EventBridge);
  const Rule = "somebody-elses-rule";
  await events.putRule({ Name: Rule, EventPattern: JSON.stringify({ source: ["stranger"] }) });
  const Arn = `arn:aws:lambda:${judge.region}:${judge.account}:function:${functionName}`;
  await events.putTargets({ Rule, Targets: [{ Id: "1", Arn, RetryPolicy: { MaximumRetryAttempts: 0 } }] });
  const from = judge.trace.length;
  await events.putEvents({ Entries: [{ Source: "stranger", DetailType: "Stranger", Detail: "{}" }] });
  return [...judge.trace.events({ kinds: ["eventbridge.Delivered"] })].some(({ index }) => index >= from);
}

const sizeOf = ({ text }: Upload) => Buffer.byteLength(text);
const inOrder = <T>(values: T[]) => [...values].sort((a, b) => (literal(a) < literal(b) ? -1 : 1));

/** Each upload runs the first flow's function once, with its key and size, and no other. */
export function ranFinding(plan: FlowPlan, { calls }: FlowRun): Finding {
  const { functionName } = plan.flows[0]!;
  const expected = inOrder(plan.uploads.map((one) => ({ functionName, key: one.key, size: sizeOf(one) })));
  return {
    claim: {
      es: "La función se ejecuta una vez por cada archivo, con su clave y su tamaño",
      en: "The function runs once for each file, with its key and its size",
    },
    ok: literal(inOrder(calls)) === literal(expected),
    weight: 2,
    given: given(plan),
    observed: inOrder(calls),
    expected,
    hint: hints.function,
  };
}

export function storedFinding(plan: FlowPlan, { stored }: FlowRun): Finding {
  return {
    claim: { es: "Los archivos están en el bucket, enteros", en: "The files are in the bucket, whole" },
    ok: literal(inOrder(stored)) === literal(inOrder(plan.uploads)),
    given: given(plan),
    observed: inOrder(stored),
    expected: inOrder(plan.uploads),
    hint: hints.upload,
  };
}

const NEEDS = ["createBus", "listenToBucket", "runOnUpload", "upload"];

const functionCheck: Check<FlowPlan, FlowRun> = {
  id: "l4.function",
  item: "L4",
  points: 1,
  title: { es: "Cada archivo ejecuta la función", en: "Each file runs the function" },
  needs: NEEDS,
  parameters: (random) => flowPlan(random, 1, random.integer(2, 5)),
  scenario: playFlow,
  verdict: (plan, run) => [
    ranFinding(plan, run),
    {
      claim: {
        es: "Una regla ajena no puede llamar a tu función",
        en: "Somebody else's rule cannot call your function",
      },
      // a function that nobody may call has not been shown to choose
      ok: run.calls.length > 0 && !run.isOpenToOthers,
      given: "putEvents -> somebody-elses-rule -> function",
      observed: { ran: run.calls.length, openToOthers: run.isOpenToOthers },
      expected: { ran: plan.uploads.length, openToOthers: false },
      hint: hints.permission,
    },
  ],
};

const uploadCheck: Check<FlowPlan, FlowRun> = {
  id: "l4.upload",
  item: "L4",
  points: 0.5,
  title: { es: "Sube un archivo", en: "Upload a file" },
  needs: NEEDS,
  parameters: (random) => flowPlan(random, 1, 3),
  scenario: playFlow,
  verdict: (plan, run) => [storedFinding(plan, run)],
};

export const checks: Check[] = [busCheck, functionCheck, uploadCheck];
