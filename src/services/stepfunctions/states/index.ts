/** What each type of state does. */
import type { State } from "../definition";
import type { Visit } from "../visit";
import { runChoice } from "./choice";
import { runFail } from "./fail";
import { runMap } from "./map";
import { runParallel } from "./parallel";
import { runPass } from "./pass";
import { runSucceed } from "./succeed";
import { runTask } from "./task";
import { runWait } from "./wait";

export const STATE_RUNS: Readonly<Record<State["Type"], (visit: Visit) => void>> = {
  Pass: runPass,
  Task: runTask,
  Choice: runChoice,
  Wait: runWait,
  Succeed: runSucceed,
  Fail: runFail,
  Parallel: runParallel,
  Map: runMap,
};
