/**
 * What AWS charges: one dated list, a source beside every price. Change prices here and nowhere else.
 * Left out: data transfer, which is free within a region, the key service's own charges, and what no source could be found for:
 * text messages (by country and carrier), the payload of FIFO topics and archives of SNS by the GB, dashboards.
 */
import type { Text } from "../../sim/language";

/** From `from` units a month on (up to the next tier) a million units cost so much. */
export interface Tier {
  readonly from: number;
  readonly perMillion: number;
}

export interface Price {
  readonly unit: Text;
  readonly tiers: readonly Tier[];
  /** Name of the monthly allowance that it draws on. */
  readonly allowance?: keyof typeof PRICES.allowances;
  readonly source: string;
}

const BILLION = 1e9;
/** Hours of a month, by which AWS prorates what is paid by the month. */
const MONTH_HOURS = 730;
/** Dollars a month, as a price for a million hours. */
const aMonth = (dollars: number): number => (dollars / MONTH_HOURS) * 1e6;

export const PRICES = {
  /** When the list was read. */
  date: "2026-11-24",
  region: "us-east-1",
  currency: "USD",
  /** Bytes of payload that make one billed request. */
  sqsChunkBytes: 64 * 1_024,
  /** Free units a month, one pot for all prices that name it. */
  allowances: {
    stepTransitions: {
      units: 4_000,
      source: "aws.amazon.com/step-functions/pricing: 4,000 state transitions a month free, without end",
    },
    swfStarts: { units: 1_000, source: "aws.amazon.com/swf/pricing: 1,000 executions a month free" },
    swfTasks: { units: 10_000, source: "aws.amazon.com/swf/pricing: 10,000 tasks, signals, timers, markers free" },
    swfDays: { units: 30_000, source: "aws.amazon.com/swf/pricing: 30,000 workflow-days a month free" },
    sqsRequests: { units: 1_000_000, source: "aws.amazon.com/sqs/pricing: first 1 million requests a month free" },
    lambdaRequests: { units: 1_000_000, source: "aws.amazon.com/lambda/pricing: 1 million requests a month free" },
    snsPublishes: { units: 1_000_000, source: "aws.amazon.com/sns/pricing: first 1 million requests a month free" },
    snsHttp: { units: 100_000, source: "aws.amazon.com/sns/pricing: first 100,000 HTTP/S deliveries a month free" },
    snsEmail: { units: 1_000, source: "aws.amazon.com/sns/pricing: first 1,000 emails a month free" },
    snsPush: { units: 1_000_000, source: "aws.amazon.com/sns/pricing: first 1 million mobile pushes a month free" },
    schedulerInvocations: {
      units: 14_000_000,
      source: "aws.amazon.com/eventbridge/pricing: 14 million invocations of Scheduler a month free",
    },
    cloudwatchRequests: {
      units: 1_000_000,
      source: "aws.amazon.com/cloudwatch/pricing: 1 million requests a month free",
    },
    cloudwatchAlarms: {
      units: 10 * MONTH_HOURS,
      source: "aws.amazon.com/cloudwatch/pricing: 10 alarm metrics a month free, not of high resolution",
    },
    cloudwatchMetrics: {
      units: 10 * MONTH_HOURS,
      source: "aws.amazon.com/cloudwatch/pricing: 10 custom metrics a month free",
    },
    lambdaCompute: { units: 400_000, source: "aws.amazon.com/lambda/pricing: 400,000 GB-seconds a month free" },
  },
  sqs: {
    standard: {
      unit: { es: "petición estándar", en: "standard request" },
      tiers: [
        { from: 0, perMillion: 0.4 },
        { from: 100 * BILLION, perMillion: 0.3 },
        { from: 200 * BILLION, perMillion: 0.24 },
      ],
      allowance: "sqsRequests",
      source: "aws.amazon.com/sqs/pricing; the same in cloudburn.io/blog/amazon-sqs-pricing of 2026-03",
    },
    fifo: {
      unit: { es: "petición FIFO", en: "FIFO request" },
      tiers: [
        { from: 0, perMillion: 0.5 },
        { from: 100 * BILLION, perMillion: 0.4 },
        { from: 200 * BILLION, perMillion: 0.35 },
      ],
      allowance: "sqsRequests",
      source: "aws.amazon.com/sqs/pricing; first and last tier also in unanswered.io's guide of 2026",
    },
    fair: {
      unit: { es: "recargo por cola justa", en: "fair queue surcharge" },
      tiers: [{ from: 0, perMillion: 0.1 }],
      source: "cloudburn.io/blog/amazon-sqs-pricing of 2026-03: standard rate plus $0.10 a million",
    },
  } satisfies Record<string, Omit<Price, "allowance"> & { allowance?: "sqsRequests" }>,
  /** Metered by the service itself, under these names. */
  others: {
    "lambda.requests": {
      unit: { es: "invocación de Lambda", en: "Lambda invocation" },
      tiers: [{ from: 0, perMillion: 0.2 }],
      allowance: "lambdaRequests",
      isRequest: true,
      source: "aws.amazon.com/lambda/pricing: $0.20 a million requests",
    },
    "lambda.compute": {
      unit: { es: "GB-segundo de Lambda (x86)", en: "Lambda GB-second (x86)" },
      tiers: [
        { from: 0, perMillion: 16.6667 },
        { from: 6 * BILLION, perMillion: 15 },
        { from: 15 * BILLION, perMillion: 13.3334 },
      ],
      allowance: "lambdaCompute",
      isRequest: false,
      source: "aws.amazon.com/lambda/pricing: $0.0000166667 a GB-second, the starting phase included since 2025-08",
    },
    "stepfunctions.transitions": {
      unit: { es: "transición de estado de Step Functions", en: "Step Functions state transition" },
      tiers: [{ from: 0, perMillion: 25 }],
      allowance: "stepTransitions",
      isRequest: false,
      source: "aws.amazon.com/step-functions/pricing: $0.025 a thousand, each retry one more",
    },
    "stepfunctions.requests": {
      unit: { es: "ejecución exprés de Step Functions", en: "Step Functions express execution" },
      tiers: [{ from: 0, perMillion: 1 }],
      isRequest: true,
      source: "aws.amazon.com/step-functions/pricing: $1.00 a million requests",
    },
    "stepfunctions.compute": {
      unit: { es: "GB-segundo exprés de Step Functions", en: "Step Functions express GB-second" },
      tiers: [
        { from: 0, perMillion: 16.67 },
        { from: 3_600_000, perMillion: 8.33 },
        { from: 18_000_000, perMillion: 4.56 },
      ],
      isRequest: false,
      source: "aws.amazon.com/step-functions/pricing: $0.00001667 a GB-second for the first thousand GB-hours a month",
    },
    "dynamodb.reads": {
      unit: { es: "unidad de lectura de DynamoDB", en: "DynamoDB read request unit" },
      tiers: [{ from: 0, perMillion: 0.125 }],
      isRequest: false,
      source:
        "aws.amazon.com/dynamodb/pricing/on-demand: $0.125 a million, since 2024-11; the same in airbyte.com's article of 2025-07",
    },
    "dynamodb.writes": {
      unit: { es: "unidad de escritura de DynamoDB", en: "DynamoDB write request unit" },
      tiers: [{ from: 0, perMillion: 0.625 }],
      isRequest: false,
      source:
        "aws.amazon.com/dynamodb/pricing/on-demand: $0.625 a million, since 2024-11; the same in airbyte.com's article of 2025-07",
    },
    "s3.writes": {
      unit: { es: "petición PUT, COPY, POST o LIST de S3", en: "S3 PUT, COPY, POST or LIST request" },
      tiers: [{ from: 0, perMillion: 5 }],
      isRequest: true,
      source:
        "aws.amazon.com/s3/pricing, S3 Standard: $0.005 a thousand; the same in c3x.dev/blog/s3-request-fees-explained",
    },
    "sns.publishes": {
      unit: { es: "publicación en un topic", en: "publish to a topic" },
      tiers: [{ from: 0, perMillion: 0.5 }],
      allowance: "snsPublishes",
      isRequest: true,
      source: "aws.amazon.com/sns/pricing; the same in factualminds.com's article on SNS pricing of 2026-06",
    },
    "sns.fifo": {
      unit: { es: "publicación en un topic FIFO", en: "publish to a FIFO topic" },
      tiers: [{ from: 0, perMillion: 0.3 }],
      isRequest: true,
      source: "aws.amazon.com/sns/pricing; the same in factualminds.com's article on SNS pricing of 2026-06",
    },
    "sns.http": {
      unit: { es: "entrega por HTTP", en: "delivery by HTTP" },
      tiers: [{ from: 0, perMillion: 0.6 }],
      allowance: "snsHttp",
      isRequest: false,
      source: "aws.amazon.com/sns/pricing; the same in factualminds.com's article on SNS pricing of 2026-06",
    },
    "sns.email": {
      unit: { es: "entrega por correo", en: "delivery by email" },
      tiers: [{ from: 0, perMillion: 20 }],
      allowance: "snsEmail",
      isRequest: false,
      source: "aws.amazon.com/sns/pricing: $2 for 100,000",
    },
    "sns.push": {
      unit: { es: "entrega a un móvil", en: "mobile push" },
      tiers: [{ from: 0, perMillion: 0.5 }],
      allowance: "snsPush",
      isRequest: false,
      source: "aws.amazon.com/sns/pricing; the same in factualminds.com's article on SNS pricing of 2026-06",
    },
    "eventbridge.events": {
      unit: { es: "evento propio de EventBridge", en: "custom event of EventBridge" },
      tiers: [{ from: 0, perMillion: 1 }],
      isRequest: true,
      source: "aws.amazon.com/eventbridge/pricing: $1.00 a million custom events of 64 KB",
    },
    "swf.starts": {
      unit: { es: "ejecución de SWF iniciada", en: "SWF execution started" },
      tiers: [{ from: 0, perMillion: 100 }],
      allowance: "swfStarts",
      isRequest: false,
      source: "aws.amazon.com/swf/pricing: $0.0001 each (GovCloud's page, read 2026-11, says $0.00012 for its region)",
    },
    "swf.tasks": {
      unit: { es: "tarea, señal, temporizador o marca de SWF", en: "SWF task, signal, timer or marker" },
      tiers: [{ from: 0, perMillion: 25 }],
      allowance: "swfTasks",
      isRequest: false,
      source: "aws.amazon.com/swf/pricing: $0.000025 each (GovCloud's page: $0.00003)",
    },
    "swf.days": {
      unit: { es: "día de ejecución abierta o guardada de SWF", en: "SWF execution open or kept for a day" },
      tiers: [{ from: 0, perMillion: 5 }],
      allowance: "swfDays",
      isRequest: false,
      source: "aws.amazon.com/swf/pricing: $0.000005 for 24 hours (GovCloud's page: $0.000006)",
    },
    "scheduler.invocations": {
      unit: { es: "invocación de Scheduler", en: "Scheduler invocation" },
      tiers: [{ from: 0, perMillion: 1 }],
      allowance: "schedulerInvocations",
      isRequest: true,
      source: "aws.amazon.com/eventbridge/pricing: $1.00 a million invocations of Scheduler",
    },
    "pipes.requests": {
      unit: { es: "petición de Pipes", en: "Pipes request" },
      tiers: [{ from: 0, perMillion: 0.4 }],
      isRequest: true,
      source: "aws.amazon.com/eventbridge/pricing: $0.40 a million requests of Pipes of 64 KB, after filtering",
    },
    "cloudwatch.requests": {
      unit: { es: "petición a CloudWatch", en: "CloudWatch request" },
      tiers: [{ from: 0, perMillion: 10 }],
      allowance: "cloudwatchRequests",
      isRequest: true,
      source: "aws.amazon.com/cloudwatch/pricing: $0.01 a thousand requests",
    },
    "cloudwatch.alarms": {
      unit: { es: "hora de alarma", en: "alarm hour" },
      tiers: [{ from: 0, perMillion: aMonth(0.1) }],
      allowance: "cloudwatchAlarms",
      isRequest: false,
      isStanding: true,
      source:
        "aws.amazon.com/cloudwatch/pricing: $0.10 an alarm metric a month; the same at c3x.dev, aws_cloudwatch_metric_alarm",
    },
    "cloudwatch.fastAlarms": {
      unit: { es: "hora de alarma de alta resolución", en: "hour of a high-resolution alarm" },
      tiers: [{ from: 0, perMillion: aMonth(0.3) }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/cloudwatch/pricing: $0.30 an alarm metric a month; the same at c3x.dev",
    },
    "cloudwatch.compositeAlarms": {
      unit: { es: "hora de alarma compuesta", en: "hour of a composite alarm" },
      tiers: [{ from: 0, perMillion: aMonth(0.5) }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/cloudwatch/pricing: $0.50 a month; the same at c3x.dev",
    },
    "cloudwatch.metrics": {
      unit: { es: "hora de métrica propia", en: "hour of a custom metric" },
      tiers: [{ from: 0, perMillion: aMonth(0.3) }],
      allowance: "cloudwatchMetrics",
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/cloudwatch/pricing: $0.30 a metric a month, the first 10,000",
    },
    "mq.hours.mq.t2.micro": {
      unit: { es: "hora de instancia mq.t2.micro", en: "hour of an instance mq.t2.micro" },
      tiers: [{ from: 0, perMillion: 0.03 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $0.03 an instance-hour; the same in infracost's test mq_broker_test",
    },
    "mq.hours.mq.t3.micro": {
      unit: { es: "hora de instancia mq.t3.micro", en: "hour of an instance mq.t3.micro" },
      tiers: [{ from: 0, perMillion: 0.02704 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $0.02704 an instance-hour; no second source found",
    },
    "mq.hours.mq.m4.large": {
      unit: { es: "hora de instancia mq.m4.large", en: "hour of an instance mq.m4.large" },
      tiers: [{ from: 0, perMillion: 0.3 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $0.3 an instance-hour; no second source found",
    },
    "mq.hours.mq.m5.large": {
      unit: { es: "hora de instancia mq.m5.large", en: "hour of an instance mq.m5.large" },
      tiers: [{ from: 0, perMillion: 0.288 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $0.288 an instance-hour; the same in infracost's test mq_broker_test",
    },
    "mq.hours.mq.m5.xlarge": {
      unit: { es: "hora de instancia mq.m5.xlarge", en: "hour of an instance mq.m5.xlarge" },
      tiers: [{ from: 0, perMillion: 0.576 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $0.576 an instance-hour; the same in infracost's test mq_broker_test",
    },
    "mq.hours.mq.m5.2xlarge": {
      unit: { es: "hora de instancia mq.m5.2xlarge", en: "hour of an instance mq.m5.2xlarge" },
      tiers: [{ from: 0, perMillion: 1.152 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $1.152 an instance-hour; twice the next smaller",
    },
    "mq.hours.mq.m5.4xlarge": {
      unit: { es: "hora de instancia mq.m5.4xlarge", en: "hour of an instance mq.m5.4xlarge" },
      tiers: [{ from: 0, perMillion: 2.304 * 1e6 }],
      isRequest: false,
      isStanding: true,
      source: "aws.amazon.com/amazon-mq/pricing: $2.304 an instance-hour; twice the next smaller",
    },
    "mq.EFS": {
      unit: { es: "MB-hora de mensajes de Amazon MQ en EFS", en: "MB-hour of Amazon MQ messages on EFS" },
      tiers: [{ from: 0, perMillion: aMonth(0.3) / 1_000 }],
      isRequest: false,
      source: "aws.amazon.com/amazon-mq/pricing: $0.30 a GB-month; the same in infracost's test mq_broker_test",
    },
    "mq.EBS": {
      unit: { es: "MB-hora de mensajes de Amazon MQ en EBS", en: "MB-hour of Amazon MQ messages on EBS" },
      tiers: [{ from: 0, perMillion: aMonth(0.1) / 1_000 }],
      isRequest: false,
      source: "aws.amazon.com/amazon-mq/pricing: $0.10 a GB-month; the same in infracost's test mq_broker_test",
    },
    "eventbridge.archive": {
      unit: { es: "GB archivado por EventBridge", en: "GB archived by EventBridge" },
      tiers: [{ from: 0, perMillion: 0.1 * 1e6 }],
      isRequest: false,
      source: "aws.amazon.com/eventbridge/pricing: $0.10 a GB; its keeping, $0.023 a GB a month, is left out",
    },
    "s3.reads": {
      unit: { es: "petición GET de S3", en: "S3 GET request" },
      tiers: [{ from: 0, perMillion: 0.4 }],
      isRequest: true,
      source:
        "aws.amazon.com/s3/pricing, S3 Standard: $0.0004 a thousand; the same in c3x.dev/blog/s3-request-fees-explained",
    },
  } satisfies Record<string, Metered>,
} as const;

export interface Metered extends Omit<Price, "allowance"> {
  readonly allowance?:
    | "lambdaRequests"
    | "lambdaCompute"
    | "snsPublishes"
    | "snsHttp"
    | "snsEmail"
    | "snsPush"
    | "schedulerInvocations"
    | "stepTransitions"
    | "swfStarts"
    | "swfTasks"
    | "swfDays"
    | "cloudwatchRequests"
    | "cloudwatchAlarms"
    | "cloudwatchMetrics";
  /** Counted among the bill's requests. */
  readonly isRequest: boolean;
  /** Paid for the time that it stands, whatever the traffic. */
  readonly isStanding?: true;
}

export type MeteredName = keyof typeof PRICES.others;
