/** x7.expiry: what is expired never comes out, and the instant of expiry itself. */
import { isDeepStrictEqual } from "node:util";
import { pickWords } from "../support";
import type { Check } from "../types";
import { allLive, hints, neverExpired, repeat, sentIn } from "./findings";
import { type ExpiryRun, type ExpiryScript, playExpiry, timedCalls } from "./play";

export const expiry: Check<ExpiryScript, ExpiryRun> = {
  id: "x7.expiry",
  item: "X7",
  points: 1.5,
  title: { es: "Un caducado no se entrega nunca", en: "An expired message is never handed out" },
  needs: ["PriorityQueue"],
  parameters(random) {
    const ttlMs = random.integer(20, 90) * 100;
    const [before, urgent, forever, late, exact] = pickWords(random, 5);
    return {
      startMs: random.integer(1, 1_000_000),
      steps: [
        { do: "send", body: before, priority: 2, ttlMs: ttlMs + 1 },
        { do: "send", body: urgent, priority: 0, ttlMs: ttlMs - 1 },
        { do: "send", body: forever, priority: 5 },
        { do: "send", body: late, priority: 9, ttlMs: 60_000 },
        { do: "wait", ms: ttlMs },
        { do: "receive" }, // `urgent` is expired since a millisecond; `before` has one left
        { do: "wait", ms: 90_000 },
        ...repeat(2, { do: "receive" }), // `late` is expired too; `forever` has waited longest
        // the instant itself, last and alone: whoever misses it misses nothing else
        { do: "send", body: exact, priority: 1, ttlMs },
        { do: "wait", ms: ttlMs },
        { do: "receive" },
      ],
    };
  },
  scenario: playExpiry,
  verdict(script, all) {
    const [before, , forever, , exact] = sentIn(script, all);
    const atTheInstant = all.seen.length - 1;
    const run: ExpiryRun = { seen: all.seen.slice(0, -2) }; // up to the sending of `exact`
    const deadlines = run.seen.flatMap((row) => (row.message ? [[row.message.body, row.message.expiresAt]] : []));
    const right = [before, forever].map((one) => [one.body, Number.isFinite(one.until) ? one.until : null]);
    const receives = run.seen.filter((row) => row.message !== undefined);
    return [
      neverExpired(sentIn(script, all), run, 2, {
        es: "Nunca se recibe un caducado, aunque nadie barra",
        en: "An expired message is never received, even without a sweep",
      }),
      {
        claim: {
          es: "Un milisegundo antes de caducar todavía se recibe",
          en: "One millisecond before it expires it is still received",
        },
        ok: receives[0]?.message?.body === before.body,
        given: timedCalls(run, run.seen.indexOf(receives[0])),
        observed: receives[0]?.message?.body ?? null,
        expected: before.body,
        hint: hints.boundary,
      },
      {
        claim: {
          es: "A los ttlMs exactos ya caducó",
          en: "At exactly ttlMs it is expired",
        },
        ok: all.seen[atTheInstant]?.message === null && receives.some((row) => row.message !== null),
        given: timedCalls(all),
        observed: all.seen[atTheInstant]?.message?.body ?? null,
        expected: { [exact.body]: { expiresAt: exact.until } },
        hint: hints.boundary,
      },
      allLive(
        run,
        [before, forever],
        {
          es: "Los vivos salen todos: sin ttlMs no caducan nunca",
          en: "All the live ones come out: without ttlMs it never expires",
        },
        hints.live,
      ),
      {
        claim: { es: "expiresAt dice cuándo caduca", en: "expiresAt tells when it expires" },
        ok: isDeepStrictEqual(deadlines, right),
        weight: 0.5,
        given: timedCalls(run),
        observed: deadlines,
        expected: right,
        hint: hints.deadline,
      },
    ];
  },
};
