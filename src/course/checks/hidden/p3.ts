/** P3, the hidden part: the settings on four other half hours. */
import { drawDays, playTune, type TunePlan, type TuneRun, tuneFindings } from "../p3";
import type { HiddenCheck } from "../types";

const tuning: HiddenCheck<TunePlan, TuneRun> = {
  id: "p3.tuning",
  parameters: (random) => ({ seeds: drawDays(random, 4) }),
  scenario: playTune,
  verdict: (_, run) =>
    tuneFindings(run).map((finding) => ({
      ...finding,
      claim: { es: `En cuatro días distintos: ${finding.claim.es}`, en: `On four different days: ${finding.claim.en}` },
    })),
};

export const hiddenChecks: HiddenCheck[] = [tuning];
