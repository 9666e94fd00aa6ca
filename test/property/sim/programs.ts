/** Random programs for the clock: processes that sleep, ask a service, spawn others and work side by side. */
import fc from "fast-check";
import { Simulation, type SimulationOptions } from "../../../src/sim";

export type Step =
  | { do: "sleep"; ms: number }
  | { do: "ask"; ms: number }
  | { do: "draw"; mean: number }
  | { do: "both"; ms: [number, number] }
  | { do: "spawn"; program: Step[] };

export type Program = Step[][];

const ms = fc.integer({ min: 0, max: 20 });

const { step } = fc.letrec<{ step: Step }>((tie) => ({
  step: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.record({ do: fc.constant("sleep" as const), ms }),
    fc.record({ do: fc.constant("ask" as const), ms }),
    fc.record({ do: fc.constant("draw" as const), mean: fc.integer({ min: 1, max: 9 }) }),
    fc.record({ do: fc.constant("both" as const), ms: fc.tuple(ms, ms) }),
    fc.record({ do: fc.constant("spawn" as const), program: fc.array(tie("step"), { maxLength: 4 }) }),
  ),
}));

/** Up to six processes of up to eight steps. */
export const program: fc.Arbitrary<Program> = fc.array(fc.array(step, { maxLength: 8 }), {
  minLength: 1,
  maxLength: 6,
});

/** Runs a program to its end. Everything that it sees is in the trace; `times` are the clock's readings in order. */
export async function play(program: Program, options: SimulationOptions = {}) {
  const sim = new Simulation(options);
  const times: number[] = [];
  const see = (kind: string, who: string, value = Number.NaN) => {
    times.push(sim.now);
    sim.trace.append(kind, who, { value });
  };
  const ask = (ms: number, who: string) => {
    const waiter = sim.waiter<number>();
    sim.after(ms, () => {
      see("service.Answered", who);
      waiter.resolve(ms);
    });
    return waiter.promise;
  };
  const body = (steps: Step[], who: string) => async () => {
    for (const [i, step] of steps.entries()) {
      if (step.do === "sleep") await sim.sleep(step.ms);
      else if (step.do === "ask") await ask(step.ms, who);
      else if (step.do === "draw") await sim.sleep(sim.random(who).exponential(step.mean));
      else if (step.do === "both") await Promise.all([sim.sleep(step.ms[0]), ask(step.ms[1], who)]);
      else await sim.spawn(`${who}.${i}`, body(step.program, `${who}.${i}`)).done;
      see("process.Step", who, i);
    }
  };
  program.forEach((steps, i) => void sim.spawn(`p${i}`, body(steps, `p${i}`)));
  await sim.run();
  return { sim, times };
}
