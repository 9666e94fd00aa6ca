/**
 * The Cloud beside the student's code, for labs. Made by the supervisor's request with the supervisor's seed; its log of
 * calls goes back and is replayed there, so nothing in this process is believed.
 */
import { createRequire } from "node:module";

interface RecordedCloud {
  record(): unknown;
}

/** Loads the library as cells would, ahead of the job. A missing library is left to the cell that imports it. */
export function preload(from: string): void {
  const require = createRequire(from);
  for (const name of ["nubelab", "nubelab/course", "@aws-sdk/client-sqs"]) {
    try {
      require(name);
    } catch (error) {
      if ((error as { code?: string }).code !== "MODULE_NOT_FOUND") throw error;
    }
  }
}

/** new Cloud(options) of the library that the cells import. */
export function createCloud(from: string, options: unknown): object {
  const { Cloud } = createRequire(from)("nubelab") as { Cloud: new (options: unknown) => object };
  return new Cloud(options);
}

/** Every SDK call so far. */
export function callLog(cloud: object): unknown {
  return (cloud as RecordedCloud).record();
}
