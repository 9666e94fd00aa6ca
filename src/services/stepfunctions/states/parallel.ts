/** Parallel: all branches at once on copies of one input; their outputs become a list, in the order of the branches. */
import { Branches } from "../branches";
import { finish, withParameters } from "../data";
import type { Visit } from "../visit";

export function runParallel(visit: Visit): void {
  const { blocks } = visit.step;
  withParameters(visit, (input) => {
    visit.event("ParallelStateStarted");
    const branches = new Branches(visit, {
      count: blocks.length,
      concurrency: blocks.length,
      block: (index) => blocks[index]!,
      begin: (flow) => flow.begin(flow.block.start, input),
      succeeded(results) {
        const { last } = visit.flow;
        visit.event("ParallelStateSucceeded");
        visit.flow.last = last;
        finish(visit, results);
      },
    });
    branches.start();
  });
}
