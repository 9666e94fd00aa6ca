/**
 * Workflows of every shape, with deciders that decide by nothing but the history and workers that fail in every way they can:
 * each history against the model, and each decision once more from the history it was made of. Seeds in the titles.
 */
import { type Decision, type HistoryEvent, SWF } from "@aws-sdk/client-swf";
import fc from "fast-check";
import { afterAll, describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { HistoryModel } from "./swf-model";

const domain = "d";
const deciders = { name: "deciders" };
const workers = { name: "workers" };
const FLOW = { name: "Flow", version: "1" };
const STEP = { name: "Step", version: "1" };
const RUN_SECONDS = 900;

interface Scenario {
  seed: number;
  workflows: number;
  deciders: number;
  workers: number;
  /** How long a decider takes; more than 20 s is too long. */
  decisionSeconds: number;
  executionSeconds: number;
  childPolicy: "TERMINATE" | "REQUEST_CANCEL" | "ABANDON";
  /** Seconds at which a signal comes. */
  signals: number[];
  cancelAt: number;
  terminateAt: number;
  pageSize: number;
}

const scenario: fc.Arbitrary<Scenario> = fc.record({
  seed: fc.integer({ min: 1, max: 1_000_000 }),
  workflows: fc.integer({ min: 1, max: 3 }),
  deciders: fc.integer({ min: 1, max: 3 }),
  workers: fc.integer({ min: 1, max: 4 }),
  decisionSeconds: fc.constantFrom(0, 0, 1, 5, 15, 25),
  executionSeconds: fc.constantFrom(60, 300, 3_000),
  childPolicy: fc.constantFrom("TERMINATE", "REQUEST_CANCEL", "ABANDON"),
  signals: fc.array(fc.integer({ min: 0, max: 200 }), { maxLength: 6 }),
  cancelAt: fc.constantFrom(0, 0, 40, 150),
  terminateAt: fc.constantFrom(0, 0, 0, 100),
  pageSize: fc.constantFrom(1, 3, 7, 1_000),
});

/** A generator of numbers from 0 to 1 that begins the same for the same words. */
function dice(words: string): () => number {
  let state = 2_166_136_261;
  for (const letter of words) state = Math.imul(state ^ letter.charCodeAt(0), 16_777_619);
  return () => {
    state = Math.imul(state ^ (state >>> 15), 2_246_822_519) + 1;
    state ^= state >>> 13;
    return (state >>> 0) / 2 ** 32;
  };
}

/** Decides by the history alone. */
function decide(seed: number, workflowId: string, events: readonly HistoryEvent[]): Decision[] {
  const roll = dice(`${seed} ${workflowId} ${events.map(({ eventType }) => eventType).join()}`);
  const pick = <T>(...items: T[]): T => items[Math.floor(roll() * items.length)]!;
  const id = (prefix: string) => `${prefix}${pick(1, 2, 3)}`; // ids repeat on purpose
  const depth = workflowId.split("-").length;
  const makers: (() => Decision)[] = [
    () => ({
      decisionType: "ScheduleActivityTask",
      scheduleActivityTaskDecisionAttributes: {
        activityType: pick(STEP, STEP, STEP, { name: "None", version: "1" }),
        activityId: id("a"),
        taskPriority: pick(undefined, "1", "-1"),
        heartbeatTimeout: pick("NONE", "10"),
      },
    }),
    () => ({
      decisionType: "StartTimer",
      startTimerDecisionAttributes: { timerId: id("t"), startToFireTimeout: pick("0", "1", "7", "30") },
    }),
    () => ({ decisionType: "CancelTimer", cancelTimerDecisionAttributes: { timerId: id("t") } }),
    () => ({
      decisionType: "RequestCancelActivityTask",
      requestCancelActivityTaskDecisionAttributes: { activityId: id("a") },
    }),
    () => ({ decisionType: "RecordMarker", recordMarkerDecisionAttributes: { markerName: id("m") } }),
    () => ({
      decisionType: "SignalExternalWorkflowExecution",
      signalExternalWorkflowExecutionDecisionAttributes: { workflowId: pick("w0", "w1", "nobody"), signalName: "hi" },
    }),
    () => ({
      decisionType: "RequestCancelExternalWorkflowExecution",
      requestCancelExternalWorkflowExecutionDecisionAttributes: { workflowId: pick("w1-c1", "nobody") },
    }),
    () => ({
      decisionType: "StartChildWorkflowExecution",
      startChildWorkflowExecutionDecisionAttributes: {
        workflowType: FLOW,
        workflowId: `${workflowId}-${id("c")}`,
        executionStartToCloseTimeout: pick("20", "200"),
      },
    }),
  ];
  const count = Math.floor(roll() * 4);
  const decisions = Array.from({ length: count }, () => pick(...(depth > 2 ? makers.slice(0, -1) : makers))());
  const closeRoll = roll();
  if (events.length > 60 || closeRoll < 0.08) decisions.push({ decisionType: "CompleteWorkflowExecution" });
  else if (closeRoll < 0.1) decisions.push({ decisionType: "FailWorkflowExecution" });
  else if (closeRoll < 0.12) decisions.push({ decisionType: "CancelWorkflowExecution" });
  else if (closeRoll < 0.14 && events.length > 10) decisions.push({ decisionType: "ContinueAsNewWorkflowExecution" });
  // Somebody must come back to it.
  else if (decisions.length === 0) decisions.push(makers[1]!());
  return decisions;
}

interface Made {
  workflowId: string;
  runId: string;
  startedEventId: number;
  decisions: Decision[];
}

const seen = new Map<string, number>();
let histories = 0;
let remade = 0;

async function play(s: Scenario): Promise<string> {
  const cloud = new Cloud({ seed: s.seed });
  const swf = cloud.client(SWF);
  const made: Made[] = [];
  await swf.registerDomain({ name: domain, workflowExecutionRetentionPeriodInDays: "1" });
  await swf.registerWorkflowType({
    domain,
    ...FLOW,
    defaultTaskList: deciders,
    defaultTaskStartToCloseTimeout: "20",
    defaultExecutionStartToCloseTimeout: String(s.executionSeconds),
    defaultChildPolicy: s.childPolicy,
  });
  await swf.registerActivityType({
    domain,
    ...STEP,
    defaultTaskList: workers,
    defaultTaskScheduleToStartTimeout: "30",
    defaultTaskScheduleToCloseTimeout: "60",
    defaultTaskStartToCloseTimeout: "40",
    defaultTaskHeartbeatTimeout: "NONE",
  });

  /** Too late: the task or its execution is over. */
  const orTooLate = async (call: Promise<unknown>): Promise<boolean> => {
    try {
      await call;
      return true;
    } catch (error) {
      if ((error as Error).name === "UnknownResourceFault") return false;
      throw error;
    }
  };
  for (let i = 0; i < s.deciders; i++) {
    cloud.spawn(`decider ${i}`, async () => {
      for (;;) {
        const input = { domain, taskList: deciders, maximumPageSize: s.pageSize };
        const task = await swf.pollForDecisionTask(input);
        if (!task.taskToken) continue;
        const events = [...task.events!];
        for (let { nextPageToken } = task; nextPageToken !== undefined; ) {
          const page = await swf.pollForDecisionTask({ ...input, nextPageToken });
          expect(page.startedEventId).toBe(task.startedEventId);
          events.push(...page.events!);
          nextPageToken = page.nextPageToken;
        }
        expect(events.at(-1)).toMatchObject({ eventId: task.startedEventId, eventType: "DecisionTaskStarted" });
        new HistoryModel().read(events);
        const { workflowId, runId } = task.workflowExecution!;
        const decisions = decide(s.seed, workflowId!, events);
        await cloud.work({ seconds: s.decisionSeconds });
        if (await orTooLate(swf.respondDecisionTaskCompleted({ taskToken: task.taskToken, decisions }))) {
          made.push({ workflowId: workflowId!, runId: runId!, startedEventId: task.startedEventId!, decisions });
        }
      }
    });
  }
  for (let i = 0; i < s.workers; i++) {
    const random = cloud.random(`worker ${i}`);
    cloud.spawn(`worker ${i}`, async () => {
      for (;;) {
        const { taskToken } = await swf.pollForActivityTask({ domain, taskList: workers });
        if (!taskToken) continue;
        await cloud.work({ seconds: random.integer(0, 12) });
        const what = random.integer(0, 9);
        if (what === 0) continue; // forgotten
        if (what === 1) await orTooLate(swf.recordActivityTaskHeartbeat({ taskToken, details: "half" }));
        if (what === 2) await cloud.work({ seconds: 45 });
        if (what === 3) await orTooLate(swf.respondActivityTaskFailed({ taskToken, reason: "no" }));
        else if (what === 4) await orTooLate(swf.respondActivityTaskCanceled({ taskToken }));
        else await orTooLate(swf.respondActivityTaskCompleted({ taskToken, result: "yes" }));
      }
    });
  }
  cloud.spawn("world", async () => {
    for (let i = 0; i < s.workflows; i++) {
      await swf.startWorkflowExecution({ domain, workflowId: `w${i}`, workflowType: FLOW });
    }
    const at = async (seconds: number, call: () => Promise<unknown>) => {
      await cloud.sleep({ seconds: Math.max(0, seconds - cloud.now / 1_000) });
      await orTooLate(call());
    };
    const target = { domain, workflowId: "w0" };
    for (const seconds of [...s.signals].sort((a, b) => a - b)) {
      await at(seconds, () => swf.signalWorkflowExecution({ ...target, signalName: "s" }));
    }
    if (s.cancelAt > 0) await at(s.cancelAt, () => swf.requestCancelWorkflowExecution(target));
    if (s.terminateAt > 0) await at(s.terminateAt, () => swf.terminateWorkflowExecution(target));
  });
  await cloud.run({ for: { seconds: RUN_SECONDS } });

  const startTimeFilter = { oldestDate: new Date(0) };
  const open = (await swf.listOpenWorkflowExecutions({ domain, startTimeFilter })).executionInfos!;
  const closed = (await swf.listClosedWorkflowExecutions({ domain, startTimeFilter })).executionInfos!;
  const byRun = new Map<string, HistoryEvent[]>();
  for (const { execution, executionStatus } of [...open, ...closed]) {
    const { workflowId, runId } = execution!;
    const input = { domain, execution: { workflowId: workflowId!, runId: runId! } };
    const { events } = await swf.getWorkflowExecutionHistory(input);
    const model = new HistoryModel().read(events!);
    model.rests();
    expect(model.isClosed).toBe(executionStatus === "CLOSED");
    const { openCounts } = await swf.describeWorkflowExecution(input);
    if (!model.isClosed) {
      expect(openCounts).toMatchObject({
        openActivityTasks: model.activities.size,
        openTimers: model.timers.size,
        openChildWorkflowExecutions: model.children.size,
        openDecisionTasks: model.hasOpenDecision ? 1 : 0,
      });
    }
    for (const [type, count] of model.seen) seen.set(type, (seen.get(type) ?? 0) + count);
    byRun.set(runId!, events!);
    histories++;
  }
  // Each decision once more, from the history as it stands now.
  for (const { workflowId, runId, startedEventId, decisions } of made) {
    expect(decide(s.seed, workflowId, byRun.get(runId)!.slice(0, startedEventId))).toEqual(decisions);
    remade++;
  }
  return cloud.trace.hash();
}

describe("workflows of every shape", () => {
  it("every history is one that SWF may write, and replays to the same decisions (seed 41001, 80 runs)", async () => {
    const property = fc.asyncProperty(scenario, async (s) => {
      await play(s);
    });
    await fc.assert(property, { seed: 41_001, numRuns: 80 });
  }, 120_000);

  it("the same seed tells the same story (seed 41002, 12 runs)", async () => {
    const property = fc.asyncProperty(scenario, async (s) => {
      expect(await play(s)).toBe(await play(s));
    });
    await fc.assert(property, { seed: 41_002, numRuns: 12 });
  }, 60_000);

  afterAll(() => {
    expect(histories).toBeGreaterThan(300);
    expect(remade).toBeGreaterThan(2_000);
    for (const type of [
      "ActivityTaskTimedOut",
      "ActivityTaskCanceled",
      "ActivityTaskFailed",
      "ScheduleActivityTaskFailed",
      "RequestCancelActivityTaskFailed",
      "StartTimerFailed",
      "CancelTimerFailed",
      "TimerFired",
      "TimerCanceled",
      "DecisionTaskTimedOut",
      "CompleteWorkflowExecutionFailed",
      "WorkflowExecutionContinuedAsNew",
      "WorkflowExecutionTimedOut",
      "WorkflowExecutionTerminated",
      "WorkflowExecutionCancelRequested",
      "ChildWorkflowExecutionCompleted",
      "ChildWorkflowExecutionTimedOut",
      "StartChildWorkflowExecutionFailed",
      "ExternalWorkflowExecutionSignaled",
      "SignalExternalWorkflowExecutionFailed",
    ]) {
      expect(seen.get(type) ?? 0, type).toBeGreaterThan(5);
    }
  });
});
