/**
 * The clock that student code sees: it starts at a fixed instant and moves one millisecond with each reading, so that an answer which
 * asks for the time gets the same on every day and under every load. Timers run in real time. Chance is fixed by node's
 * --random-seed (sandbox/box.ts).
 */

const START_MS = Date.UTC(2026, 0, 5, 9); // a Monday morning

export function fixClock(): void {
  const RealDate = Date;
  let readings = 0;
  const now = () => START_MS + readings++;
  globalThis.Date = new Proxy(RealDate, {
    apply: () => new RealDate(now()).toString(),
    construct: (target, args: unknown[], newTarget) =>
      Reflect.construct(target, args.length === 0 ? [now()] : args, newTarget) as Date,
    get: (target, key, receiver) => (key === "now" ? now : Reflect.get(target, key, receiver)),
  });
  performance.now = () => readings++;
}
