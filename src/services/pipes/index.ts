/**
 * Amazon EventBridge Pipes: from a queue or a table's stream, through filter, enrichment and transformer, to a target, on the
 * simulation's clock. All 10 operations of the API are answered.
 * Left out: other sources, enrichments and targets, which are refused by name; logs; encryption; the quota of executions at
 * once.
 */
import { type Link, nodeOfArn } from "../link";
import type { Caller, Service, World } from "../service";
import { Pipes } from "./context";
import { unsupported } from "./errors";
import * as run from "./operations";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (pipes: Pipes, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CreatePipe: run.createPipe,
    DeletePipe: run.deletePipe,
    DescribePipe: run.describePipe,
    ListPipes: run.listPipes,
    ListTagsForResource: run.listTagsForResource,
    StartPipe: run.startPipe,
    StopPipe: run.stopPipe,
    TagResource: run.tagResource,
    UntagResource: run.untagResource,
    UpdatePipe: run.updatePipe,
  } satisfies Record<string, Run>),
);

/** The operations that are answered, by AWS's names. */
export const PIPES_OPERATIONS: readonly string[] = [...operations.keys()];

/** Pipes on a world's clock, calendar and trace. */
export function createPipes(world: World): Service {
  const pipes = new Pipes(world);
  return {
    name: "pipes",
    call(operation, input, caller) {
      const found = operations.get(operation);
      if (found === undefined) throw unsupported(`nubelab does not simulate the operation ${operation} of Pipes.`);
      return found(pipes, input, caller);
    },
    links: () => linksOf(pipes),
  };
}

function* linksOf({ pipes: all }: Pipes): Iterable<Link> {
  for (const { name, settings, desired } of all.values()) {
    const node = `pipe:${name}`;
    const isOff = desired === "STOPPED";
    yield { from: nodeOfArn(settings.source.arn), to: node, how: "polls", isOff };
    yield { from: node, to: nodeOfArn(settings.target.arn), how: "delivers", isOff };
    if (settings.enrichment !== undefined) {
      yield { from: node, to: nodeOfArn(settings.enrichment), how: "delivers", label: "enrichment", isOff };
    }
    const deadLetterArn = settings.source.stream?.deadLetterArn;
    if (deadLetterArn !== undefined) yield { from: node, to: nodeOfArn(deadLetterArn), how: "deadLetters" };
  }
}
