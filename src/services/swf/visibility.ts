/**
 * Looking for executions: list and count, open and closed, by one time filter and at most one other. AWS's answers are
 * eventually consistent; these are exact. Source: API reference, ListOpenWorkflowExecutions and ListClosedWorkflowExecutions
 * (read 2026-11).
 */
import type { Caller } from "../service";
import { checkName, checkOneOf } from "./check";
import type { Swf, SwfInput } from "./context";
import { infoOf } from "./describe";
import type { Domain } from "./domain";
import { validation } from "./errors";
import type { Execution } from "./execution";
import { paged, sizeOf } from "./page";

const CLOSE_STATUSES = ["COMPLETED", "FAILED", "CANCELED", "TERMINATED", "CONTINUED_AS_NEW", "TIMED_OUT"];
const EXCLUSIVE = ["executionFilter", "typeFilter", "tagFilter", "closeStatusFilter"];

type Which = "open" | "closed";

const list = (operation: string, which: Which) => (swf: Swf, input: SwfInput, caller: Caller) => {
  sizeOf(input);
  const [domain, found] = search(swf, operation, which, input, caller);
  if (input.reverseOrder === true) found.reverse();
  const { items, nextPageToken } = paged(found, input, `${which} ${domain.name}`, swf.sim.now);
  return { executionInfos: items.map((each) => infoOf(swf, each)), ...(nextPageToken && { nextPageToken }) };
};

const count = (operation: string, which: Which) => (swf: Swf, input: SwfInput, caller: Caller) => {
  const [, found] = search(swf, operation, which, input, caller);
  return { count: found.length, truncated: false };
};

export const listOpenWorkflowExecutions = list("ListOpenWorkflowExecutions", "open");
export const listClosedWorkflowExecutions = list("ListClosedWorkflowExecutions", "closed");
export const countOpenWorkflowExecutions = count("CountOpenWorkflowExecutions", "open");
export const countClosedWorkflowExecutions = count("CountClosedWorkflowExecutions", "closed");

/** Those that match, the latest first. */
function search(swf: Swf, operation: string, which: Which, input: SwfInput, caller: Caller): [Domain, Execution[]] {
  checkFilters(input);
  const domain = swf.enter(operation, input.domain, caller, input);
  swf.request(operation, domain, caller);
  const all = which === "open" ? domain.open.values() : domain.runs.values();
  const found = [...all].filter((each) => each.isOpen === (which === "open") && matches(swf, each, input));
  const timeOf = input.closeTimeFilter === undefined ? startOf : closeOf;
  // The later one first, also of those that began at the same instant.
  return [domain, found.reverse().sort((a, b) => timeOf(b) - timeOf(a))];
}

const startOf = ({ startMs }: Execution): number => startMs;
const closeOf = ({ closedMs }: Execution): number => closedMs!;

function checkFilters(input: SwfInput): void {
  const { startTimeFilter, closeTimeFilter, executionFilter, typeFilter, closeStatusFilter } = input;
  const given = EXCLUSIVE.filter((filter) => input[filter] !== undefined);
  if (given.length > 1) {
    throw validation(`Cannot specify more than one exclusive filters in the same query: [${given.join(", ")}]`);
  }
  if (startTimeFilter === undefined && closeTimeFilter === undefined) throw validation("Must specify time filter");
  if (startTimeFilter !== undefined && closeTimeFilter !== undefined) {
    throw validation("Cannot specify both a startTimeFilter and a closeTimeFilter");
  }
  checkName(executionFilter?.workflowId, "executionFilter.workflowId");
  checkName(typeFilter?.name, "typeFilter.name");
  checkOneOf(closeStatusFilter?.status, "closeStatusFilter.status", CLOSE_STATUSES);
  const { oldestDate, latestDate } = startTimeFilter ?? closeTimeFilter;
  if (latestDate !== undefined && latestDate.getTime() < oldestDate.getTime()) {
    throw validation("latestDate must not be before oldestDate");
  }
}

function matches(swf: Swf, execution: Execution, input: SwfInput): boolean {
  const { startTimeFilter, closeTimeFilter, executionFilter, typeFilter, tagFilter, closeStatusFilter } = input;
  const { type } = execution;
  const isWithin = (atMs: number, { oldestDate, latestDate }: SwfInput) => {
    const at = swf.sim.start + atMs;
    return at >= oldestDate.getTime() && (latestDate === undefined || at <= latestDate.getTime());
  };
  return (
    (startTimeFilter === undefined || isWithin(execution.startMs, startTimeFilter)) &&
    (closeTimeFilter === undefined || isWithin(execution.closedMs!, closeTimeFilter)) &&
    (executionFilter === undefined || execution.workflowId === executionFilter.workflowId) &&
    (typeFilter === undefined || type.name === typeFilter.name) &&
    (typeFilter?.version === undefined || type.version === typeFilter.version) &&
    (tagFilter === undefined || execution.tagList?.includes(tagFilter.tag) === true) &&
    (closeStatusFilter === undefined || execution.closeStatus === closeStatusFilter.status)
  );
}
