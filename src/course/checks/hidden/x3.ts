/** X3, the hidden part: three services at once, and one that leaves with messages in its inbox. */
import { pickWords } from "../support";
import type { HiddenCheck } from "../types";
import {
  deliveredFinding,
  gaveFinding,
  hints,
  metFinding,
  service,
  someNames,
  type ThreadPlan,
  type ThreadRun,
  threadsFinding,
} from "../x3";

const threads: HiddenCheck<ThreadPlan, ThreadRun> = {
  id: "x3.threads",
  parameters(random) {
    const [slow, failing, quick] = someNames(random, 3) as [string, string, string];
    const words = pickWords(random, 6);
    return {
      topics: ["news", "sport"],
      services: [
        service(random, slow, ["news"], { meets: { [words[0]!]: "door" } }),
        service(random, failing, ["news", "sport"], { fails: [words[1]!] }),
        service(random, quick, ["sport", "news"], { meets: { [words[4]!]: "door" } }),
      ],
      acts: [
        ...words.map((message, i) => ({ act: "publish" as const, topic: i === 3 ? "sport" : "news", message })),
        { act: "unsubscribe", topic: "news", service: slow },
        { act: "publish", topic: "news", message: "after it left" },
      ],
    };
  },
  verdict: (plan, run) => [
    metFinding(plan, run, {
      es: "Tres servicios: el lento y el que falla no retrasan al tercero",
      en: "Three services: the slow one and the failing one do not hold up the third",
    }),
    threadsFinding(plan, run),
    deliveredFinding(plan, run, hints.close),
    gaveFinding(plan, run),
  ],
};

export const hiddenChecks: HiddenCheck[] = [threads];
