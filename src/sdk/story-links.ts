/**
 * The facts that make up the life of a message across services. What a message leads to under another id (a message in another
 * queue, an invocation) belongs to its life as well: the trace says so by its causes.
 */
import type { Trace, TraceEvent } from "../sim/trace";

/** Facts with which something new begins, under an id of its own. */
const BIRTHS = ["Sent", "Moved", "Published", "Queued", "Invoked", "ExecutionStarted", "WorkflowExecutionStarted"];
/** Facts in between, that carry no id. */
const BRIDGE = "Request";
/** What is done to something that lives on by itself: an object, an item. The rest of its life is another story. */
const DEEDS = ["ObjectCreated", "ObjectRemoved", "Put", "Updated", "ConditionFailed"];
/** A message becomes part of something that others are part of too; that is its cause. */
const JOINS = "Batched";

/** Everything about a resource; or about a message, what led to it, and what it led to. */
export function life(trace: Trace, about: string): TraceEvent[] {
  const own = trace.for(about);
  if (own.length === 0 || own.some(({ resource }) => resource === about)) return own;
  const sortOf = sorter(trace);
  const rows = new Set<number>();
  const ids = new Set([about]);
  const adopt = (row: number) => {
    if (trace.subjectOf(row) !== 0) ids.add(trace.string(trace.subjectOf(row)));
  };
  // An id that is found may have facts before the row that named it: look again until nothing new is found.
  for (let known = 0; known < ids.size; ) {
    known = ids.size;
    const isOurs = remembered((subject) => ids.has(trace.string(subject)));
    for (let row = own[0]!.index; row < trace.length; row++) {
      const sort = sortOf(trace.kindOf(row));
      const cause = trace.causeOf(row);
      if (isOurs(trace.subjectOf(row))) {
        rows.add(row);
        if (sort === "joins") adopt(cause);
      } else if ((sort === "birth" || sort === "bridge" || sort === "deed") && rows.has(cause)) {
        rows.add(row);
        if (sort === "birth") adopt(row);
      }
    }
  }
  for (let row = trace.causeOf(own[0]!.index); row >= 0; row = trace.causeOf(row)) rows.add(row);
  return [...rows].sort((a, b) => a - b).map((row) => trace.event(row));
}

function sorter(trace: Trace): (kind: number) => "birth" | "bridge" | "deed" | "joins" | "other" {
  return remembered((kind) => {
    const happened = trace.string(kind).replace(/^.*\./, "");
    if (BIRTHS.includes(happened)) return "birth";
    if (DEEDS.includes(happened)) return "deed";
    return happened === BRIDGE ? "bridge" : happened === JOINS ? "joins" : "other";
  });
}

/** Numbers repeat; what is to be known of each is asked once. */
function remembered<T>(ask: (id: number) => T): (id: number) => T {
  const answers = new Map<number, T>();
  return (id) => {
    if (!answers.has(id)) answers.set(id, ask(id));
    return answers.get(id) as T;
  };
}
