/** x7.expiry, hidden: the instant of expiry, and the expired in front of the live. */
import { hidden } from "./compare";
import { hints } from "./hints";
import { receive, send, sweep, times, wait } from "./script";

export const expiry = hidden("x7.expiry", (random) => {
  const ttl = random.integer(50, 5_000);
  const startMs = random.integer(0, 1_000_000);
  return [
    {
      claim: { es: "A los ttlMs exactos ya no se recibe", en: "At exactly ttlMs it is no longer received" },
      hint: hints.boundary,
      weight: 2,
      script: { startMs, steps: [send("a", 0, ttl), send("b", 0, ttl), wait(ttl - 1), receive, wait(1), receive] },
    },
    {
      claim: { es: "ttlMs 0 caduca enseguida", en: "ttlMs 0 expires straight away" },
      hint: hints.zero,
      script: { startMs, steps: [send("a", 0, 0), send("b", 3), wait(1), receive, receive, sweep] },
    },
    {
      claim: { es: "El reloj puede empezar en 0", en: "The clock may start at 0" },
      hint: hints.clock,
      script: {
        startMs: 0,
        steps: [send("a", 0, 1), send("b", 0, 3), send("c"), wait(2), receive, wait(10 ** 9), receive, receive],
      },
    },
    {
      claim: {
        es: "Un caducado muy urgente no tapa a los vivos, ni de uno en uno ni de cien en cien",
        en: "A very urgent expired one does not hide the live ones, neither one by one nor by the hundred",
      },
      hint: hints.skip,
      weight: 2,
      script: {
        startMs,
        steps: [
          ...times(100, send("x", 0, ttl)),
          send("low", 9),
          send("mid", 5, ttl + 5),
          wait(ttl + 1),
          receive,
          receive,
          receive,
        ],
      },
    },
    {
      claim: { es: "Tras recibir, barrer no deja restos", en: "After a receive, a sweep leaves no rest" },
      hint: hints.sweep,
      script: {
        startMs,
        steps: [
          send("a", 0, 10),
          send("b", 1),
          send("c", 2, 10),
          send("d", 3),
          wait(11),
          receive,
          sweep,
          receive,
          receive,
        ],
      },
    },
  ];
});
