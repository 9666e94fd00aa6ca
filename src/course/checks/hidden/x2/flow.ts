/** x2.flow, hidden: random scripts, call by call. */
import { pickWords } from "../../support";
import type { QueueScript, QueueStep } from "../../x2";
import { hidden } from "./compare";
import { hints } from "./hints";
import { drain, send, work } from "./script";

export const flow = hidden("x2.flow", (random) => {
  const script = (count: number): QueueScript => {
    const bodies = pickWords(random, count);
    const steps = bodies.flatMap((body, i): QueueStep[] => [
      send(body, random.integer(-2, 11)),
      ...(random.bernoulli(0.4) ? [work] : []),
      ...(random.bernoulli(0.2) ? [{ do: "receive" as const, hand: i }] : []),
      ...(i > 4 && random.bernoulli(0.3) ? [{ do: "process" as const, hand: i - 3 }] : []),
    ]);
    const failures = bodies.map((body): [string, number] => [body, random.pick([0, 0, 1, 2, 3, 50])]);
    return { maxAttempts: random.integer(2, 4), steps: [...steps, drain], failures };
  };
  return [10, 40, 120].map((count) => ({
    claim: {
      es: `${count} mensajes con fallos al azar, llamada por llamada`,
      en: `${count} messages with random failures, call by call`,
    },
    hint: hints.attempts,
    script: script(count),
  }));
});
