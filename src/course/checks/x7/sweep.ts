/** x7.sweep: the sweep removes the expired, and only those. */
import { isDeepStrictEqual } from "node:util";
import { pickWords } from "../support";
import type { Check, Finding, Text } from "../types";
import { allLive, hints, repeat, sentIn } from "./findings";
import { type ExpiryRun, type ExpiryScript, type ExpirySeen, type ExpiryStep, playExpiry, timedCalls } from "./play";

export const sweep: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.sweep",
  item: "X7",
  points: 1,
  title: { es: "El barrido quita los caducados, y sólo ésos", en: "The sweep removes the expired, and only those" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const bodies = pickWords(random, 10);
    const sends = bodies.map(
      (body, i): ExpiryStep => ({
        do: "send",
        body,
        priority: random.integer(0, 3),
        // three short lives, three long ones, four without end
        ...(i < 3 ? { ttlMs: random.integer(1, 900) } : i < 6 ? { ttlMs: random.integer(1_500, 1_990) } : {}),
      }),
    );
    return {
      startMs: random.integer(0, 1_000_000),
      steps: [
        ...random.shuffle(sends),
        { do: "sweep" },
        { do: "wait", ms: 1_000 },
        { do: "sweep" },
        { do: "sweep" },
        { do: "wait", ms: 1_000 },
        { do: "sweep" },
        ...repeat(5, { do: "receive" }),
      ],
    };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const sweeps = run.seen.filter((row) => row.call === "sweep()");
    const counts = sweeps.map((row) => row.swept);
    const liveAt = (row: ExpirySeen) => sent.filter((one) => row.at < one.until).length;
    const sizes = sweeps.map((row) => row.size);
    const lived = sweeps.map(liveAt);
    const right = lived.map((live, i) => (i === 0 ? sent.length : lived[i - 1]) - live);
    const each = (claim: Text, observed: unknown[], expected: unknown[]): Finding => ({
      claim,
      ok: isDeepStrictEqual(observed, expected),
      given: timedCalls(run, run.seen.indexOf(sweeps.at(-1)!)),
      observed,
      expected,
      hint: hints.sweep,
    });
    return [
      each({ es: "sweep devuelve cuántos quitó ahora", en: "sweep returns how many it removed now" }, counts, right),
      each(
        { es: "La cola se encoge sin que nadie reciba", en: "The queue shrinks without anybody receiving" },
        sizes,
        lived,
      ),
      allLive(
        run,
        sent.filter((one) => one.until === Number.POSITIVE_INFINITY),
        { es: "No se lleva a ningún vivo", en: "It takes no live message away" },
        hints.sweep,
      ),
    ];
  },
};
