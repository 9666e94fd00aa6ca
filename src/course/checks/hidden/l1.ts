/** L1, the hidden part: a mailbox with mail of several topics, more messages, another user. */

import {
  type AlertsPlan,
  type AlertsRun,
  alertsPlan,
  confirmFindings,
  deliveryFindings,
  playAlerts,
  policyFindings,
  someAlerts,
} from "../l1";
import type { HiddenCheck } from "../types";

const confirm: HiddenCheck<AlertsPlan, AlertsRun> = {
  id: "l1.confirm",
  parameters: (random) => {
    const topics = random.shuffle(["offers", "backups", "payments"]);
    return alertsPlan(random, { topics, confirms: true });
  },
  scenario: playAlerts,
  verdict: (plan, run) => {
    const others = run.topics.slice(0, -1).flatMap(({ subscriptions }) => subscriptions);
    const touched = others.filter(({ protocol, isConfirmed }) => protocol === "email" && isConfirmed);
    return [
      ...confirmFindings(plan, run).map((finding) => ({
        ...finding,
        claim: {
          es: `Con cartas de tres topics en el buzón: ${finding.claim.es}`,
          en: `With mail of three topics in the mailbox: ${finding.claim.en}`,
        },
      })),
      {
        claim: {
          es: "Las suscripciones a otros topics siguen pendientes",
          en: "Subscriptions to other topics stay pending",
        },
        ok: touched.length === 0 && others.length === 4,
        given: `confirmEmail(cloud, ${plan.topics.at(-1)})`,
        observed: touched.map(({ arn }) => arn),
        expected: [],
      },
    ];
  },
};

const delivery: HiddenCheck<AlertsPlan, AlertsRun> = {
  id: "l1.delivery",
  parameters(random) {
    const words = someAlerts(random, 8).map((word) => `${word}: "100 %" <&> \\ ñandú`);
    return alertsPlan(random, { before: words.slice(0, 3), confirms: true, after: words.slice(3) });
  },
  verdict: (plan, run) =>
    deliveryFindings(plan, run).map((finding) => ({
      ...finding,
      claim: { es: `8 mensajes: ${finding.claim.es}`, en: `8 messages: ${finding.claim.en}` },
    })),
};

const policy: HiddenCheck<AlertsPlan, AlertsRun> = {
  id: "l1.policy",
  parameters: (random) => alertsPlan(random, { user: `user-${random.integer(100, 999)}` }),
  verdict: (plan, run) =>
    policyFindings(plan, run).map((finding) => ({
      ...finding,
      claim: { es: `Con otro usuario: ${finding.claim.es}`, en: `With another user: ${finding.claim.en}` },
    })),
};

export const hiddenChecks: HiddenCheck[] = [confirm, delivery, policy];
