/** l3.talk: both directions. */
import { isDeepStrictEqual } from "node:util";
import { pickWords } from "../support";
import type { Check, Finding, Text } from "../types";
import { hints } from "./hints";
import { given, type MarketPlan, marketPlan, QUEUES } from "./plan";
import { answerTo, type MarketRun, playMarket } from "./play";

/** Each of these orders was worked on and answered once, to who asked. */
export function answeredFinding(plan: MarketPlan, run: MarketRun, orders: string[], claim: Text, hint: Text): Finding {
  const answers = (text: string) => run.heard.filter(({ id }) => id !== undefined && id === run.ids[text]);
  const wrong = orders.filter((text) => {
    const got = answers(text);
    return got.length !== 1 || got[0]!.text !== answerTo(text);
  });
  const shownFor = wrong.slice(0, 2);
  return {
    claim,
    ok: orders.length > 0 && wrong.length === 0,
    weight: 2,
    given: given(plan),
    observed:
      wrong.length === 0
        ? { answered: orders.length }
        : Object.fromEntries(
            shownFor.map((text) => [text, { id: run.ids[text], answers: answers(text).map((each) => each.text) }]),
          ),
    expected:
      wrong.length === 0
        ? { answered: orders.length }
        : Object.fromEntries(shownFor.map((text) => [text, { id: "ID:...", answers: [answerTo(text)] }])),
    hint,
  };
}

export const talkCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.talk",
  item: "L3",
  points: 1,
  title: { es: "Dos aplicaciones que se responden", en: "Two applications that answer each other" },
  needs: ["createBroker", "openWarehouse", "openShop"],
  parameters: (random) => marketPlan(random, { orders: pickWords(random, random.integer(5, 8)) }),
  scenario: (student, plan) => playMarket(student, plan, "talk"),
  verdict(plan, run) {
    const { orders } = plan;
    const strays = run.heard.filter(({ id }) => !Object.values(run.ids).includes(id));
    return [
      {
        claim: {
          es: "El almacén trabaja cada pedido, en orden y una vez",
          en: "The warehouse works on each order, in sequence and once",
        },
        ok: isDeepStrictEqual(run.worked, orders),
        given: given(plan),
        observed: run.worked,
        expected: orders,
        hint: hints.answer,
      },
      answeredFinding(
        plan,
        run,
        orders,
        {
          es: "La tienda oye la respuesta de cada pedido, una vez, con el id de ese pedido",
          en: "The shop hears the answer to each order, once, with that order's id",
        },
        run.heard.length > 0 ? hints.answer : hints.ask,
      ),
      {
        claim: {
          es: "Los pedidos van por ORDERS y las respuestas por REPLIES, y nada queda sin recoger",
          en: "Orders go through ORDERS and answers through REPLIES, and nothing is left lying",
        },
        ok:
          QUEUES.every((queue) => run.sent[queue] === orders.length && run.waiting[queue] === 0) && strays.length === 0,
        given: given(plan),
        observed: { sent: run.sent, waiting: run.waiting, ...(strays.length > 0 && { strays: strays.slice(0, 2) }) },
        expected: { sent: { ORDERS: orders.length, REPLIES: orders.length }, waiting: { ORDERS: 0, REPLIES: 0 } },
        hint: hints.ask,
      },
    ];
  },
};
