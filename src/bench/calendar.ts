/** Bare events: so many pending, each puts the next on the calendar when it runs. The simulation, and a raw loop over its heap. */
import { Calendar } from "../sim/calendar";
import { Random } from "../sim/random";
import { Simulation } from "../sim/simulation";

const PENDING = 1_000; // events on the calendar at any time
const DELAYS = 4_096; // drawn before the clock starts: chance is not what is measured

function delays(seed: number): Float64Array {
  const random = new Random(seed, "delays");
  return Float64Array.from({ length: DELAYS }, () => random.exponential(1_000));
}

/** Runs the events through Simulation.run(). Returns how many ran. */
export async function simulated(events: number, seed: number): Promise<number> {
  const simulation = new Simulation({ seed });
  const delay = delays(seed);
  let scheduled = 0;
  let ran = 0;
  const handler = () => {
    ran++;
    if (scheduled < events) simulation.after(delay[scheduled++ % DELAYS]!, handler);
  };
  while (scheduled < PENDING) simulation.after(delay[scheduled++]!, handler);
  await simulation.run();
  return ran;
}

/** The limit: the same heap, emptied by a loop that does nothing else. */
export function raw(events: number, seed: number): number {
  const calendar = new Calendar();
  const delay = delays(seed);
  let now = 0;
  let scheduled = 0;
  let ran = 0;
  const handler = () => {
    ran++;
    if (scheduled < events) calendar.schedule(now + delay[scheduled++ % DELAYS]!, handler, null);
  };
  while (scheduled < PENDING) calendar.schedule(delay[scheduled++]!, handler, null);
  for (;;) {
    const entry = calendar.peek();
    if (entry === undefined) return ran;
    calendar.take(entry);
    now = entry.time;
    entry.handler();
  }
}
