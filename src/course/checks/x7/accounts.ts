/** x7.accounts: process, fail and balance the accounts. */
import { pickWords } from "../support";
import type { Check } from "../types";
import { balanced, gone, handedOut, hints, neverExpired, repeat, sentIn, takes } from "./findings";
import { type ExpiryRun, type ExpiryScript, type ExpirySeen, type ExpiryStep, playExpiry, timedCalls } from "./play";

export const accounts: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.accounts",
  item: "X7",
  points: 1.5,
  title: { es: "Procesar, fallar y cuadrar las cuentas", en: "Process, fail and balance the accounts" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const [last, doomed, ...bodies] = pickWords(random, 22);
    const steps: ExpiryStep[] = [];
    // lives end in 5 and waits in 0, so that no call comes at the very instant of an expiry
    for (const body of bodies) {
      const ttl = random.bernoulli(0.6) ? { ttlMs: random.integer(20, 400) * 10 + 5 } : {};
      steps.push(
        { do: "send", body, priority: random.integer(0, 3), ...ttl },
        { do: "wait", ms: random.integer(5, 40) * 10 },
      );
      if (random.bernoulli(0.4))
        steps.push({ do: "process", fails: random.bernoulli(0.4), takesMs: random.integer(0, 20) * 10 });
      if (random.bernoulli(0.15)) steps.push({ do: "receive" });
      if (random.bernoulli(0.15)) steps.push({ do: "sweep" });
    }
    steps.push({ do: "send", body: doomed, priority: -1, ttlMs: 95 }, { do: "wait", ms: 100 }, { do: "process" });
    steps.push(
      { do: "send", body: last, priority: 4 },
      { do: "process", fails: true },
      { do: "process" },
      { do: "wait", ms: 10_000 },
      { do: "sweep" },
    );
    return { startMs: random.integer(0, 1_000_000), steps: [...steps, ...repeat(22, { do: "process" })] };
  },
  scenario: playExpiry,
  verdict(script, run) {
    const sent = sentIn(script, run);
    const rows = run.seen.filter((row) => row.handled !== undefined);
    const escaped = rows.find((row) => row.escaped !== undefined);
    const failing = (row: ExpirySeen) => row.call.includes("failing");
    const wrong = rows.find((row) => {
      const called = row.handled!.length;
      return called > 1 || row.result !== (called === 1 && !failing(row));
    });
    const failed = rows.find((row) => failing(row) && row.handled?.length === 1);
    const out = run.seen.filter((row) => takes(row) && gone(row)).map(handedOut);
    const twice = out.find((body, i) => out.indexOf(body) !== i);
    const last = run.seen.at(-1);
    const foreverOut = sent.filter((one) => !Number.isFinite(one.until)).every((one) => out.includes(one.body));
    return [
      {
        claim: {
          es: "process da true si procesó, false si no había o si el handler falló",
          en: "process gives true when it processed, false when nothing waited or the handler failed",
        },
        ok: !escaped && wrong === undefined && failed !== undefined && out.length > 0,
        given: timedCalls(run, run.seen.indexOf(escaped ?? wrong ?? rows[0])),
        observed: escaped?.escaped ?? (wrong ? { handled: wrong.handled, result: wrong.result } : undefined),
        expected: wrong ? wrong.handled!.length === 1 && !failing(wrong) : undefined,
        hint: hints.failed,
      },
      {
        claim: {
          es: "El que falló sigue en la cola; nadie sale dos veces ni se pierde",
          en: "A failed message stays in the queue; none comes out twice or gets lost",
        },
        ok: twice === undefined && foreverOut && out.length > 0 && last?.stats.processed === out.length,
        given: timedCalls(run),
        observed: twice === undefined ? out : twice,
        expected:
          twice === undefined ? sent.filter((one) => !Number.isFinite(one.until)).map((one) => one.body) : undefined,
        hint: hints.failed,
      },
      neverExpired(sent, run, 1, {
        es: "process tampoco entrega caducados",
        en: "process hands out no expired message either",
      }),
      balanced(run, 2),
      {
        claim: {
          es: "Al final todo está procesado o caducado",
          en: "At the end everything is processed or expired",
        },
        ok: last?.size === 0 && last.stats.expired === sent.length - out.length && out.length > 0,
        given: timedCalls(run),
        observed: last?.stats,
        expected: { sent: sent.length, processed: out.length, expired: sent.length - out.length, waiting: 0 },
        hint: hints.accounts,
      },
    ];
  },
};
