/** l3.broker: the broker and its users. */
import { isDeepStrictEqual } from "node:util";
import type { Check } from "../types";
import { hints } from "./hints";
import { given, type MarketPlan, marketPlan } from "./plan";
import { type MarketRun, playMarket } from "./play";

export const brokerCheck: Check<MarketPlan, MarketRun> = {
  id: "l3.broker",
  item: "L3",
  points: 0.5,
  title: { es: "Un broker con dos usuarios", en: "A broker with two users" },
  needs: ["createBroker"],
  parameters: (random) => marketPlan(random),
  scenario: (student, plan) => playMarket(student, plan, "broker"),
  verdict(plan, { broker, address, entries }) {
    const seen = { engine: broker?.engine, stateWhenYouReturned: broker?.stateAtReturn };
    return [
      {
        claim: { es: "El broker ya funciona cuando lo devuelves", en: "The broker runs by the time you return it" },
        ok: broker?.engine === "ACTIVEMQ" && broker.stateAtReturn === "RUNNING",
        given: given(plan),
        observed: broker === undefined ? `? ${plan.market.broker}` : seen,
        expected: { engine: "ACTIVEMQ", stateWhenYouReturned: "RUNNING" },
        hint: hints.create,
      },
      {
        claim: {
          es: "Entran shop y warehouse con su contraseña, y nadie más",
          en: "shop and warehouse get in with their password, and nobody else does",
        },
        ok: isDeepStrictEqual(entries, { shop: true, warehouse: true, "wrong password": false, stranger: false }),
        given: given(plan),
        observed: entries,
        expected: { shop: true, warehouse: true, "wrong password": false, stranger: false },
        hint: hints.create,
      },
      {
        claim: {
          es: "La dirección es la de tu broker, por TLS y con failover",
          en: "The address is your broker's, over TLS and with failover",
        },
        ok: typeof address === "string" && /^failover:\(ssl:\/\/[^)]+:61617\)/.test(address),
        weight: 0.5,
        given: given(plan),
        observed: address,
        expected: "failover:(ssl://...:61617)",
        hint: hints.address,
      },
    ];
  },
};
