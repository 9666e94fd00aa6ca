/**
 * The Cloud beside the student's code, for labs. Made by the supervisor's request with the supervisor's seed; its log of
 * calls goes back and is replayed there, so nothing in this process is believed.
 */
import { createRequire } from "node:module";

interface Recorded {
  record(): { log(): unknown };
}

const recorders = new WeakMap<object, { log(): unknown }>();

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

/** new Cloud(options) of the library that the cells import, recorded from its first call on. */
export function createCloud(from: string, options: unknown): object {
  const { Cloud } = createRequire(from)("nubelab") as { Cloud: new (options: unknown) => Recorded };
  const cloud = new Cloud(options);
  recorders.set(cloud, cloud.record());
  return cloud;
}

/** Every SDK call so far. */
export function callLog(cloud: object): unknown {
  const recorder = recorders.get(cloud);
  if (!recorder) throw new TypeError("this object is no recorded cloud");
  return recorder.log();
}
