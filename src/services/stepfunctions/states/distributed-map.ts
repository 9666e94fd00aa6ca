/**
 * A distributed Map: its items come from the input or from S3, may be put together in batches, and each becomes an execution.
 * Left out: a redrive starts the whole run anew, where AWS takes up the failed executions.
 * Source: Developer Guide, "Using Map state in Distributed mode", "ItemReader", "ItemBatcher", "ResultWriter" (read 2026-11).
 */
import { finish, pathInput } from "../data";
import type { ItemBatcher, MapState } from "../definition";
import type { Failure } from "../execution";
import { readItems, transformed, writeResults } from "../item-reader";
import { fillTemplate, readPath, runtimeError } from "../language";
import { MapRun } from "../map-run";
import { StatesError } from "../states-error";
import type { Visit } from "../visit";
import { withItem, withItems, withNumber } from "./map";

export function runDistributedMap(visit: Visit, state: MapState, maxConcurrency: number): void {
  const begin = (items: readonly unknown[] | undefined) => {
    visit.event("MapStateStarted", { length: items?.length ?? 0 });
    withNumber(visit, state, "ToleratedFailureCount", (toleratedCount) =>
      withNumber(visit, state, "ToleratedFailurePercentage", (toleratedPercentage) => {
        const run = new MapRun(visit.sf, visit, {
          block: visit.step.blocks[0]!,
          isExpress: (state.ItemProcessor ?? state.Iterator)?.ProcessorConfig?.ExecutionType === "EXPRESS",
          label: state.Label ?? visit.step.name.replace(/[^\w-]/g, "").slice(0, LABEL_LENGTH),
          maxConcurrency,
          toleratedCount,
          toleratedPercentage,
        });
        open(visit, run, items?.length ?? 0);
        if (items === undefined) withReader(visit, state, run, (read) => start(visit, state, run, read));
        else start(visit, state, run, items);
      }),
    );
  };
  if (state.ItemReader !== undefined) begin(undefined);
  else withItems(visit, state, begin);
}

const LABEL_LENGTH = 40;

function open(visit: Visit, run: MapRun, items: number): void {
  const { facts, trace } = visit.sf;
  visit.work = run;
  visit.event("MapRunStarted", { mapRunArn: run.arn });
  run.row = visit.fact(facts.MapRunStarted, items, trace.name(run.arn), visit.row);
}

function start(visit: Visit, state: MapState, run: MapRun, items: readonly unknown[]): void {
  selectAll(visit, state, items, (selected) =>
    withBatches(visit, state.ItemBatcher, selected, (inputs, sizes) =>
      run.start(inputs, sizes, {
        succeeded: () => visit.guard(() => succeed(visit, state, run)),
        failed: (failure) => visit.guard(() => fail(visit, failure)),
      }),
    ),
  );
}

function succeed(visit: Visit, state: MapState, run: MapRun): void {
  const leave = (result: unknown) => {
    visit.event("MapRunSucceeded");
    const { last } = visit.flow;
    visit.event("MapStateSucceeded");
    visit.flow.last = last;
    finish(visit, result);
  };
  const { ResultWriter: writer } = state;
  if (writer === undefined) return leave(run.outputs());
  const { sf } = visit;
  const write = (destination: unknown) => {
    const children = run.children.map((child) => run.childOf(child));
    const { Transformation: transformation = "NONE" } = writer.WriterConfig ?? {};
    if (writer.Resource === undefined) return leave(transformed(children, transformation));
    const caller = sf.callerFor(visit.flow.execution, run.row);
    attempt(
      visit,
      run,
      () => writeResults(writer, destination, children, { mapRunArn: run.arn, world: sf.world, caller }),
      leave,
    );
  };
  if (visit.step.isJsonata) return visit.evaluate(writer.Arguments, "ResultWriter/Arguments", {}, write);
  write(writer.Parameters === undefined ? undefined : fillTemplate(writer.Parameters, pathInput(visit), visit));
}

/** What goes wrong with the items or the results is the run's failure. */
function attempt<T>(visit: Visit, run: MapRun, code: () => T, then: (value: T) => void): void {
  let value: T;
  try {
    value = code();
  } catch (error) {
    if (!(error instanceof StatesError)) throw error;
    return run.fail({ error: error.error, cause: error.cause }, (failure) => fail(visit, failure));
  }
  then(value);
}

function fail(visit: Visit, failure: Failure): void {
  visit.event("MapRunFailed", { error: failure.error, cause: failure.cause });
  visit.fail(failure);
}

// ---- items -----------------------------------------------------------------------------------------------------------

function withReader(visit: Visit, state: MapState, run: MapRun, then: (items: unknown[]) => void): void {
  const reader = state.ItemReader!;
  const { ReaderConfig: config = {} } = reader;
  const { sf } = visit;
  const caller = sf.callerFor(visit.flow.execution, run.row);
  const read = (parameters: unknown, maxItems: number | undefined) =>
    attempt(visit, run, () => readItems(reader, parameters, maxItems, { world: sf.world, caller }), then);
  if (visit.step.isJsonata) {
    return visit.evaluate(reader.Arguments ?? {}, "ItemReader/Arguments", {}, (parameters) =>
      visit.evaluate(config.MaxItems, "ItemReader/ReaderConfig/MaxItems", {}, (most) =>
        read(parameters, most as number | undefined),
      ),
    );
  }
  const input = pathInput(visit);
  read(
    fillTemplate(reader.Parameters ?? {}, input, visit),
    config.MaxItemsPath === undefined
      ? (config.MaxItems as number | undefined)
      : numberAt(visit, "MaxItemsPath", config.MaxItemsPath),
  );
}

function selectAll(visit: Visit, state: MapState, items: readonly unknown[], then: (inputs: unknown[]) => void): void {
  const inputs: unknown[] = [];
  const next = (from: number): void => {
    for (let index = from; index < items.length; index++) {
      let isThere = false;
      let isHere = true;
      withItem(visit, state, items[index], index, (input) => {
        inputs.push(input);
        isThere = true;
        if (!isHere) next(index + 1); // it took an evaluation: go on from there
      });
      isHere = false;
      if (!isThere) return;
    }
    then(inputs);
  };
  next(0);
}

// ---- batches ---------------------------------------------------------------------------------------------------------

function withBatches(
  visit: Visit,
  batcher: ItemBatcher | undefined,
  items: readonly unknown[],
  then: (inputs: readonly unknown[], sizes: readonly number[]) => void,
): void {
  if (batcher === undefined) {
    return then(
      items,
      items.map(() => 1),
    );
  }
  const build = (input: unknown, most: number | undefined, bytes: number | undefined) => {
    const batches = batchesOf(items, most, bytes, input);
    then(
      batches.map((Items) => (input === undefined ? { Items } : { BatchInput: input, Items })),
      batches.map(({ length }) => length),
    );
  };
  if (visit.step.isJsonata) {
    return visit.evaluate(batcher.BatchInput, "ItemBatcher/BatchInput", {}, (input) =>
      visit.evaluate(batcher.MaxItemsPerBatch, "ItemBatcher/MaxItemsPerBatch", {}, (most) =>
        visit.evaluate(batcher.MaxInputBytesPerBatch, "ItemBatcher/MaxInputBytesPerBatch", {}, (bytes) =>
          build(input, most as number | undefined, bytes as number | undefined),
        ),
      ),
    );
  }
  const { MaxItemsPerBatchPath: most, MaxInputBytesPerBatchPath: bytes, BatchInput: given } = batcher;
  build(
    given === undefined ? undefined : fillTemplate(given, pathInput(visit), visit),
    most === undefined
      ? (batcher.MaxItemsPerBatch as number | undefined)
      : numberAt(visit, "MaxItemsPerBatchPath", most),
    bytes === undefined
      ? (batcher.MaxInputBytesPerBatch as number | undefined)
      : numberAt(visit, "MaxInputBytesPerBatchPath", bytes),
  );
}

function batchesOf(
  items: readonly unknown[],
  most = Number.POSITIVE_INFINITY,
  bytes = Number.POSITIVE_INFINITY,
  input: unknown,
): unknown[][] {
  const frame = Buffer.byteLength(
    JSON.stringify(input === undefined ? { Items: [] } : { BatchInput: input, Items: [] }),
  );
  const batches: unknown[][] = [];
  let size = 0;
  for (const item of items) {
    const length = bytes === Number.POSITIVE_INFINITY ? 0 : Buffer.byteLength(JSON.stringify(item)) + 1;
    const last = batches.at(-1);
    if (last !== undefined && last.length < most && size + length <= bytes) {
      last.push(item);
      size += length;
    } else {
      batches.push([item]);
      size = frame + length;
    }
  }
  return batches;
}

function numberAt(visit: Visit, field: string, path: string): number {
  const value = readPath(path, pathInput(visit), visit);
  if (typeof value === "number" && Number.isInteger(value)) return value;
  throw runtimeError(
    `The ${field} field refers to value "${JSON.stringify(value)}" which is not a valid integer: ${path}`,
  );
}
