/**
 * A change of state: the fact, the history, the event on the default bus, the actions, and the composite alarms that look at
 * it. Actions go to topics and functions; others (EC2, Auto Scaling, Systems Manager) are noted as failed, by their ARN.
 * Source: CloudWatch User Guide, "Using Amazon CloudWatch alarms" and "Alarm events and EventBridge" (read 2026-11).
 */
import type { EventBridgeService } from "../eventbridge";
import { type Caller, ServiceError } from "../service";
import type { Alarm, AlarmState, MetricRule } from "./alarm";
import type { CloudWatch } from "./context";
import { stamp } from "./stamp";

const REGION_NAMES: Record<string, string> = {
  "us-east-1": "US East (N. Virginia)",
  "us-east-2": "US East (Ohio)",
  "us-west-2": "US West (Oregon)",
  "eu-west-1": "EU (Ireland)",
  "eu-south-2": "Europe (Spain)",
  "sa-east-1": "South America (Sao Paulo)",
};

/** @param data the reason as JSON */
export function changeState(
  cloudWatch: CloudWatch,
  alarm: Alarm,
  state: AlarmState,
  reason: string,
  data: object | string | undefined,
  cause = alarm.row,
): void {
  const { sim, trace } = cloudWatch;
  const old = { state: alarm.state, reason: alarm.reason };
  const reasonData = typeof data === "object" ? JSON.stringify(data) : data;
  alarm.state = state;
  alarm.reason = reason;
  alarm.reasonData = reasonData;
  alarm.stateUpdatedMs = sim.now;
  if (old.state === state) return; // only its reason is new
  alarm.transitionedMs = sim.now;
  alarm.row = trace.append("cloudwatch.AlarmState", alarm.name, {
    text: state,
    value: alarm.rule.kind === "metric" ? alarm.rule.Threshold : Number.NaN,
    cause,
    detail: { from: old.state, reason },
  });
  alarm.note(sim.now, "StateUpdate", `Alarm updated from ${old.state} to ${state}`, {
    version: "1.0",
    oldState: { stateValue: old.state, stateReason: old.reason },
    newState: { stateValue: state, stateReason: reason, ...(reasonData && { stateReasonData: reasonData }) },
  });
  announce(cloudWatch, alarm, old);
  if (alarm.actionsEnabled) for (const action of alarm.actionsFor(state)) act(cloudWatch, alarm, action, old.state);
  lookUp(cloudWatch, alarm);
}

/** Composite alarms follow at once. */
function lookUp(cloudWatch: CloudWatch, { name, row }: Alarm): void {
  for (const each of cloudWatch.alarms.values()) {
    if (each.rule.kind === "composite" && each.rule.children.includes(name)) evaluateComposite(cloudWatch, each, row);
  }
}

export function evaluateComposite(cloudWatch: CloudWatch, alarm: Alarm, cause: number): void {
  if (alarm.rule.kind !== "composite") return;
  const states = new Map(alarm.rule.children.map((child) => [child, cloudWatch.alarms.get(child)?.state]));
  // An alarm that is gone is as one without data.
  const holds = alarm.rule.holds((child) => states.get(child) ?? "INSUFFICIENT_DATA");
  const state = holds ? "ALARM" : "OK";
  if (state === alarm.state) return;
  const triggeringAlarms = alarm.rule.children.flatMap((child) => {
    const each = cloudWatch.alarms.get(child);
    if (each === undefined) return [];
    return [
      { arn: each.arn, state: { value: each.state, timestamp: stamp(cloudWatch.sim.date(each.stateUpdatedMs)) } },
    ];
  });
  const list = triggeringAlarms.map(
    ({ arn, state: { value, timestamp } }) => `${arn} transitioned to ${value} at ${timestamp}`,
  );
  changeState(
    cloudWatch,
    alarm,
    state,
    `Alarm rule evaluated to ${holds}: ${list.join("; ")}`,
    { triggeringAlarms },
    cause,
  );
}

function act(cloudWatch: CloudWatch, alarm: Alarm, action: string, old: AlarmState): void {
  const { sim, trace } = cloudWatch;
  const body = message(cloudWatch, alarm, old);
  const failure = send(cloudWatch, alarm, action, body);
  trace.append(failure === undefined ? "cloudwatch.ActionSent" : "cloudwatch.ActionFailed", alarm.name, {
    text: failure === undefined ? action : `${action}: ${failure}`,
    cause: alarm.row,
  });
  const outcome =
    failure === undefined ? `Successfully executed action ${action}` : `Failed to execute action ${action}. ${failure}`;
  alarm.note(sim.now, "Action", outcome, {
    actionState: failure === undefined ? "Succeeded" : "Failed",
    notificationResource: action,
    stateUpdateTimestamp: sim.start + sim.now,
    ...(failure !== undefined && { error: failure }),
  });
}

/** Returns why it failed. */
function send({ world }: CloudWatch, alarm: Alarm, action: string, body: object): string | undefined {
  const service = action.split(":")[2];
  // A topic's default policy lets in what the account itself owns; where there is another, it must name CloudWatch.
  const caller: Caller = {
    principal: "cloudwatch.amazonaws.com",
    account: world.account,
    secureTransport: true,
    context: { "aws:SourceArn": alarm.arn, "aws:SourceAccount": world.account, "aws:SourceOwner": world.account },
    cause: alarm.row,
  };
  try {
    if (service === "sns") {
      const region = REGION_NAMES[world.region] ?? world.region;
      const Subject = `${alarm.state}: "${alarm.name}" in ${region}`.slice(0, 100);
      world.service("sns").call("Publish", { TopicArn: action, Subject, Message: JSON.stringify(body) }, caller);
      return undefined;
    }
    if (service === "lambda") {
      const Payload = Buffer.from(
        JSON.stringify({
          source: "aws.cloudwatch",
          alarmArn: alarm.arn,
          accountId: world.account,
          time: (body as { StateChangeTime: string }).StateChangeTime,
          region: world.region,
          alarmData: body,
        }),
      );
      const input = { FunctionName: action, InvocationType: "Event", Payload };
      world.service("lambda").call("Invoke", input, { ...caller, principal: "lambda.alarms.cloudwatch.amazonaws.com" });
      return undefined;
    }
    return `nubelab does not simulate ${service} as an action of alarms.`;
  } catch (error) {
    if (error instanceof ServiceError) return `${error.code}: ${error.message}`;
    if (error instanceof RangeError) return error.message; // the service is not simulated
    throw error;
  }
}

/** What a topic gets, as AWS writes it. */
function message(cloudWatch: CloudWatch, alarm: Alarm, old: AlarmState): object {
  const { sim, world } = cloudWatch;
  const common = {
    AlarmName: alarm.name,
    AlarmDescription: alarm.description ?? null,
    AWSAccountId: world.account,
    AlarmConfigurationUpdatedTimestamp: stamp(sim.date(alarm.configuredMs)),
    NewStateValue: alarm.state,
    NewStateReason: alarm.reason,
    StateChangeTime: stamp(sim.date()),
    Region: REGION_NAMES[world.region] ?? world.region,
    AlarmArn: alarm.arn,
    OldStateValue: old,
    OKActions: alarm.actions.OKActions,
    AlarmActions: alarm.actions.AlarmActions,
    InsufficientDataActions: alarm.actions.InsufficientDataActions,
  };
  if (alarm.rule.kind === "composite") {
    const data = JSON.parse(alarm.reasonData ?? "{}") as { triggeringAlarms?: { arn: string; state: object }[] };
    const TriggeringChildren = data.triggeringAlarms?.map(({ arn, state }) => ({ Arn: arn, State: state })) ?? [];
    return { ...common, AlarmRule: alarm.rule.AlarmRule, TriggeringChildren };
  }
  return { ...common, Trigger: trigger(alarm.rule) };
}

function trigger(rule: MetricRule): object {
  const { Period, EvaluationPeriods, DatapointsToAlarm, ComparisonOperator, Threshold } = rule;
  const watched =
    rule.Metrics === undefined
      ? {
          MetricName: rule.MetricName,
          Namespace: rule.Namespace,
          StatisticType: rule.Statistic === undefined ? "ExtendedStatistic" : "Statistic",
          ...(rule.Statistic === undefined
            ? { ExtendedStatistic: rule.ExtendedStatistic }
            : { Statistic: rule.Statistic === "SampleCount" ? "SAMPLE_COUNT" : rule.Statistic.toUpperCase() }),
          Unit: rule.Unit ?? null,
          Dimensions: rule.Dimensions.map(({ Name, Value }) => ({ value: Value, name: Name })),
        }
      : { Metrics: rule.Metrics };
  return {
    ...watched,
    Period,
    EvaluationPeriods,
    DatapointsToAlarm,
    ComparisonOperator,
    Threshold,
    TreatMissingData: rule.given.has("TreatMissingData") ? rule.TreatMissingData : "",
    EvaluateLowSampleCountPercentile: "",
  };
}

/** An event "CloudWatch Alarm State Change", for whoever has an event bus. */
function announce(cloudWatch: CloudWatch, alarm: Alarm, old: { state: AlarmState; reason: string }): void {
  const { sim, trace, world } = cloudWatch;
  if (trace.find("eventbridge.Request") === undefined) return; // nobody has called EventBridge: no rule to match
  const state = (value: AlarmState, reason: string) => ({ value, reason, timestamp: stamp(sim.date()) });
  const detail = {
    alarmName: alarm.name,
    state: { ...state(alarm.state, alarm.reason), ...(alarm.reasonData && { reasonData: alarm.reasonData }) },
    previousState: state(old.state, old.reason),
    configuration: {
      ...(alarm.description !== undefined && { description: alarm.description }),
      ...(alarm.rule.kind === "composite" && { alarmRule: alarm.rule.AlarmRule }),
    },
  };
  const events = world.service("eventbridge") as EventBridgeService;
  events.notify("aws.cloudwatch", "CloudWatch Alarm State Change", [alarm.arn], detail, alarm.row);
}
