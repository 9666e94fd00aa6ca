/** What the operations of CloudWatch share: its alarms and dashboards, the metrics, permission, the trace. */
import type { Scheduled, Simulation, Trace } from "../../sim";
import { toMilliseconds } from "../../sim/duration";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import type { Alarm } from "./alarm";
import type { Dashboard } from "./dashboards";
import { CloudWatchError, unsupported } from "./errors";
import { type MetricStore, metricsOf } from "./store";

export class CloudWatch {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly alarms = new Map<string, Alarm>();
  readonly dashboards = new Map<string, Dashboard>();
  /** By the ARN of an alarm or dashboard. */
  readonly tags = new Map<string, Map<string, string>>();
  /** How far metrics lag behind, ms. */
  readonly lagMs: number;
  /** The next evaluation; none while there is no alarm. */
  tick: Scheduled | undefined;
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.lagMs = toMilliseconds(world.anomalies.metricLag, "metricLag");
    this.#evaluator = evaluatorOf(world);
  }

  /** All metrics up to this instant. */
  metrics(): MetricStore {
    return metricsOf(this.trace, this.sim.start).read(this.sim.now);
  }

  alarmArn(name: string): string {
    return `arn:aws:cloudwatch:${this.world.region}:${this.world.account}:alarm:${name}`;
  }

  dashboardArn(name: string): string {
    return `arn:aws:cloudwatch::${this.world.account}:dashboard/${name}`;
  }

  /**
   * Asks whether the call may be made, and writes it into the trace. Returns its row.
   * @param resource alarm, dashboard or namespace; "*" for none in particular
   */
  request(operation: string, resource: string, caller: Caller, arn = "*"): number {
    const reason = this.#denial(operation, arn, caller);
    if (reason !== undefined) {
      this.trace.append("cloudwatch.Denied", resource, { text: reason, cause: caller.cause ?? -1 });
      throw new CloudWatchError("AccessDeniedException", reason);
    }
    return this.trace.append("cloudwatch.Request", resource, { text: operation, cause: caller.cause ?? -1 });
  }

  #denial(operation: string, resource: string, caller: Caller): string | undefined {
    const { identities } = this.#evaluator;
    if (identities.isEmpty && caller.account === this.world.account && caller.principal.endsWith(":root")) {
      return undefined;
    }
    const decision = this.#evaluator.decide({
      caller,
      action: `cloudwatch:${operation}`,
      resource,
      account: this.world.account,
      atMs: this.sim.start + this.sim.now,
      context: { ...caller.context },
    });
    return decision.allowed ? undefined : decision.reason.en;
  }

  notSimulated(what: string): Error {
    return unsupported(`nubelab does not simulate ${what} of CloudWatch.`);
  }
}
