/**
 * Rules that fire by the clock. A rate begins when the rule is put or enabled and fires one period later; cron fires at its
 * minutes, in UTC. A firing does not keep run() going: with nothing else to do, time does not pass.
 */
import type { EventBridge } from "./context";
import type { Schedule } from "./cron";
import { type EventDocument, timeText } from "./event";
import { trigger } from "./put-events";
import type { Rule } from "./rule";

/** Sets, or takes off, the rule's next firing. */
export function arm(events: EventBridge, rule: Rule): void {
  rule.timer?.cancel();
  rule.timer = undefined;
  if (!rule.isEnabled || rule.isDeleted || rule.schedule === undefined) return;
  const { sim } = events;
  const dueMs = nextFiring(rule.schedule.schedule, sim.start + sim.now);
  if (dueMs === undefined) return;
  rule.timer = sim.at(
    dueMs - sim.start,
    () => {
      fire(events, rule);
      arm(events, rule);
    },
    true,
  );
}

function nextFiring(schedule: Schedule, afterMs: number): number | undefined {
  return schedule.kind === "rate" ? afterMs + schedule.everyMs : schedule.cron.next(afterMs);
}

function fire(events: EventBridge, rule: Rule): void {
  const { sim, world, trace, facts } = events;
  const id = sim.random("eventbridge.events").uuid();
  const subject = trace.subject(id);
  const document: EventDocument = {
    version: "0",
    id,
    "detail-type": "Scheduled Event",
    source: "aws.events",
    account: world.account,
    time: timeText(sim.date()),
    region: world.region,
    resources: [rule.arn],
    detail: {},
  };
  const row = trace.append(facts.ScheduleFired, rule.bus.nameId, { subject, text: rule.name });
  trigger(events, rule, { document, atMs: sim.now, bytes: 0, hops: 0, subject, row });
}
