/**
 * One firing of a schedule on its way to the target (../retry.ts says how it is retried). All its attempts share an id; each
 * has an execution id of its own. Its age counts from when it was sent first.
 * Source: Scheduler User Guide, "Configuring a schedule's dead-letter queue" (read 2026-11).
 */
import { timeText } from "../eventbridge/event";
import { type DeadLetter, type Failure, nameOf, RetriedDelivery, stringAttribute } from "../retry";
import { callerAs } from "../role";
import type { Caller } from "../service";
import type { Scheduler } from "./context";
import { SchedulerError } from "./errors";
import { fill, notification } from "./input";
import type { Schedule } from "./schedule";
import type { Target } from "./target";

const EXECUTION_ID_DIGITS = 16;

export class Firing extends RetriedDelivery {
  protected readonly jitter = "scheduler.jitter";
  readonly #scheduler: Scheduler;
  readonly #schedule: Schedule;
  readonly #target: Target;
  readonly #id: string;
  /** When it was due. */
  readonly #time: string;
  #executionId = "";
  #sent = "";

  /** @param dueMs virtual ms @param done called once, when it is delivered or given up */
  constructor(
    scheduler: Scheduler,
    schedule: Schedule,
    dueMs: number,
    private readonly done: () => void,
  ) {
    const { sim, trace, facts, world } = scheduler;
    const { target } = schedule.settings;
    const id = sim.random("scheduler.firings").uuid();
    const subject = trace.subject(id);
    const name = targetName(target.arn);
    const row = trace.add(facts.Fired, schedule.nameId, subject, dueMs, trace.name(name), schedule.made.row);
    super(world, facts, schedule.nameId, subject, name, { ...target, sinceMs: sim.now }, row);
    this.#scheduler = scheduler;
    this.#schedule = schedule;
    this.#target = target;
    this.#id = id;
    this.#time = timeText(sim.date(dueMs));
  }

  protected send(): unknown {
    const { sim, world } = this.#scheduler;
    const executions = sim.random("scheduler.executions");
    this.#executionId = executions.uuid().replaceAll("-", "").slice(0, EXECUTION_ID_DIGITS);
    const { arn } = this.#schedule;
    this.#sent = fill(this.#target.input ?? notification(this.#id, arn, this.#time), {
      scheduleArn: arn,
      scheduledTime: this.#time,
      executionId: this.#executionId,
      attemptNumber: this.attempts,
    });
    const { service, operation, input } = this.#target.call(this.#sent, this.#id);
    let answer: unknown;
    try {
      answer = world.service(service).call(operation, input, this.callerFor(this.row));
    } catch (error) {
      // The input of a universal target is whatever somebody wrote, and no client has looked at its shape.
      if (!(error instanceof TypeError)) throw error;
      throw new SchedulerError("SerializationException", `${operation} cannot take this input: ${error.message}`);
    }
    checkEntries(answer);
    return answer;
  }

  protected deadLetter({ code, reason, error }: Failure, exhausted: string | undefined): DeadLetter {
    return {
      MessageBody: this.#sent,
      MessageAttributes: {
        SCHEDULE_ARN: stringAttribute(this.#schedule.arn),
        SCHEDULED_TIME: stringAttribute(this.#time),
        TARGET_ARN: stringAttribute(this.#target.arn),
        EXECUTION_ID: stringAttribute(this.#executionId),
        ERROR_CODE: stringAttribute(error?.code ?? code),
        ERROR_MESSAGE: stringAttribute(error?.message ?? reason),
        RETRY_ATTEMPTS: stringAttribute(String(this.attempts - 1)),
        IS_PAYLOAD_TRUNCATED: stringAttribute("false"),
        ...(exhausted !== undefined && { EXHAUSTED_RETRY_CONDITION: stringAttribute(exhausted) }),
      },
    };
  }

  protected callerFor(cause: number): Caller {
    return callerAs(this.world, this.#target.roleArn, this.#schedule.name, cause);
  }

  protected override ended(): void {
    this.done();
  }
}

/** "orders" for a queue's ARN; "sqs:sendMessage" for a universal target. */
export function targetName(arn: string): string {
  return /:aws-sdk:(.+)$/.exec(arn)?.[1] ?? nameOf(arn);
}

/** An event that the bus has refused is a failed call, though PutEvents itself has succeeded. */
function checkEntries(answer: unknown): void {
  const entries = (answer as { Entries?: { ErrorCode?: string; ErrorMessage?: string }[] } | undefined)?.Entries;
  const refused = entries?.find(({ ErrorCode }) => ErrorCode !== undefined);
  if (refused === undefined) return;
  const isTransient = /Internal|Throttl/.test(refused.ErrorCode!);
  throw new SchedulerError(refused.ErrorCode!, String(refused.ErrorMessage), "client", isTransient);
}
