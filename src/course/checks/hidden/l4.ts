/** L4, the hidden part: two flows in one account, and keys that need care. */
import { type FlowPlan, type FlowRun, flowPlan, playFlow, ranFinding, storedFinding, type Upload } from "../l4";
import type { Finding, HiddenCheck } from "../types";

const STRANGE: Upload[] = [
  { key: "año nuevo/foto 1 (copia).jpg", text: "ñ€" },
  { key: "a+b&c=d.txt", text: "plus" },
  { key: "same.txt", text: "" },
];

const named = (es: string, en: string, finding: Finding): Finding => ({
  ...finding,
  claim: { es: `${es}: ${finding.claim.es}`, en: `${en}: ${finding.claim.en}` },
});

const together: HiddenCheck<FlowPlan, FlowRun> = {
  id: "l4.function",
  parameters: (random) => flowPlan(random, 2, random.integer(3, 6)),
  scenario: playFlow,
  verdict: (plan, run) => [named("Dos flujos en la misma cuenta", "Two flows in one account", ranFinding(plan, run))],
};

const upload: HiddenCheck<FlowPlan, FlowRun> = {
  id: "l4.upload",
  parameters: (random) => ({ ...flowPlan(random), uploads: random.shuffle(STRANGE) }),
  scenario: playFlow,
  verdict: (plan, run) => [
    named("Claves con espacios y acentos", "Keys with blanks and accents", storedFinding(plan, run)),
    named("Claves con espacios y acentos", "Keys with blanks and accents", ranFinding(plan, run)),
  ],
};

export const hiddenChecks: HiddenCheck[] = [together, upload];
