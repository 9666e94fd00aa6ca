/** A hidden part made of scripts: each is played against the student's work, and its run is compared with what a model says. */
import type { Random } from "../../../../sim/random";
import type { Finding, HiddenCheck, Student, Text } from "../../types";

export interface Case<Script> {
  claim: Text;
  hint: Text;
  script: Script;
  /** Of the finding. Default 1. */
  weight?: number;
}

/**
 * What makes the hidden parts of an item.
 * @param play plays one script against the student's work
 * @param compare the finding of one case, from its run
 * @returns makes the hidden part of a check, by its id and its cases
 */
export function scripted<Script, Run>(
  play: (student: Student, script: Script) => Promise<Run>,
  compare: (one: Case<Script>, run: Run) => Finding,
) {
  return (id: string, cases: (random: Random) => Case<Script>[]): HiddenCheck<Case<Script>[], Run[]> => ({
    id,
    parameters: cases,
    async scenario(student, all) {
      const runs: Run[] = [];
      for (const one of all) runs.push(await play(student, one.script));
      return runs;
    },
    verdict: (all, runs) => all.map((one, i) => compare(one, runs[i])),
  });
}
