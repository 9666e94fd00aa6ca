/** p1.delivery: every subscriber gets every order. */
import { someOrders } from "../l2";
import type { Check, Finding } from "../types";
import { type FanOutPlan, type FanOutRun, playFanOut } from "./play";
import { equal, fanOutPlan, given, heard, hints, ids, sorted } from "./read";

/** What a run must show when nothing fails. */
export function deliveryFindings(plan: FanOutPlan, run: FanOutRun): Finding[] {
  const right = ids(plan.orders);
  const inQueues = Object.fromEntries(plan.queues.map((name) => [name, sorted(run.queues[name]!.left)]));
  const atServices = Object.fromEntries(plan.services.map((name) => [name, sorted(heard(run, name))]));
  const each = (names: string[]) => Object.fromEntries(names.map((name) => [name, sorted(right)]));
  return [
    {
      claim: { es: "Cada pedido llega una vez a cada cola", en: "Each order reaches each queue once" },
      ok: plan.queues.every((name) => equal(run.queues[name]!.left, right)),
      given: given(plan),
      observed: inQueues,
      expected: each(plan.queues),
      hint: hints.message,
    },
    {
      claim: { es: "Cada función procesa cada pedido una vez", en: "Each function processes each order once" },
      ok: plan.services.every((name) => equal(heard(run, name), right)),
      given: given(plan),
      observed: atServices,
      expected: each(plan.services),
      hint: hints.permission,
    },
  ];
}

export const delivery: Check<FanOutPlan, FanOutRun> = {
  id: "p1.delivery",
  item: "P1",
  points: 1.5,
  title: { es: "Cada pedido llega a todos", en: "Each order reaches everybody" },
  needs: ["buildFanOut", "publishOrder"],
  parameters: (random) => fanOutPlan(random, { orders: someOrders(random, random.integer(4, 7)) }),
  scenario: playFanOut,
  verdict: deliveryFindings,
};
