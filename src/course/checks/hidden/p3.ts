/** P3, the hidden part: the settings on four other half hours. */
import { playTune, type TunePlan, type TuneRun, tuneFindings } from "../p3";
import type { HiddenCheck } from "../types";

const tuning: HiddenCheck<TunePlan, TuneRun> = {
  id: "p3.tuning",
  parameters: (random) => ({ seeds: Array.from({ length: 4 }, () => random.integer(1, 1_000_000)) }),
  scenario: playTune,
  verdict: (_, run) =>
    tuneFindings(run).map((finding) => ({
      ...finding,
      claim: { es: `En cuatro días distintos: ${finding.claim.es}`, en: `On four different days: ${finding.claim.en}` },
    })),
};

export const hiddenChecks: HiddenCheck[] = [tuning];
