/** p1.wiring: topic, queues, functions, and who may do what. */
import type { Check } from "../types";
import { type FanOutPlan, type FanOutRun, playFanOut } from "./play";
import { equal, fanOutPlan, given, hints } from "./read";

export const wiring: Check<FanOutPlan, FanOutRun> = {
  id: "p1.wiring",
  item: "P1",
  points: 1.5,
  title: { es: "Un topic, varias colas y funciones", en: "One topic, several queues and functions" },
  needs: ["buildFanOut", "publishOrder"],
  parameters: (random) => fanOutPlan(random),
  scenario: playFanOut,
  verdict(plan, run) {
    const queues = plan.queues.map((name) => run.queues[name]!);
    const exist = queues.every(({ exists }) => exists);
    return [
      {
        claim: {
          es: "El topic existe y tiene a todos suscritos, una vez",
          en: "The topic exists and has everybody subscribed, once",
        },
        ok: run.topic.exists && equal(run.topic.subscribers, [...plan.queues, ...plan.services]),
        given: given(plan),
        observed: run.topic.subscribers,
        expected: [...plan.queues, ...plan.services].sort(),
        hint: hints.wiring,
      },
      {
        claim: { es: "Una función Lambda por servicio", en: "One Lambda function per service" },
        ok: equal(run.functions, plan.services),
        given: given(plan),
        observed: run.functions,
        expected: [...plan.services].sort(),
        hint: hints.wiring,
      },
      {
        claim: {
          es: "Cada cola tiene su cola de mensajes muertos, a las 3 recepciones",
          en: "Each queue has its dead-letter queue, after 3 receives",
        },
        ok: exist && queues.every(({ maxReceiveCount }) => maxReceiveCount === 3),
        given: given(plan),
        observed: Object.fromEntries(plan.queues.map((name) => [name, run.queues[name]!.maxReceiveCount ?? "-"])),
        expected: Object.fromEntries(plan.queues.map((name) => [name, 3])),
        hint: hints.work,
      },
      {
        claim: {
          es: "Un topic ajeno no puede escribir en las colas",
          en: "Somebody else's topic cannot write to the queues",
        },
        ok: exist && queues.every(({ isOpenToOthers }) => !isOpenToOthers),
        given: "sns.publish(somebody-elses-topic)",
        observed: plan.queues.filter((name) => run.queues[name]!.isOpenToOthers),
        expected: [],
        hint: hints.policy,
      },
    ];
  },
};
