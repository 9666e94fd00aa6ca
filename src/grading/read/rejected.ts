import type { Text } from "../../sim/language";

/** What was handed in cannot be graded; the message is for student and teacher. */
export class RejectedFile extends Error {
  override readonly name = "RejectedFile";
  constructor(readonly reason: Text) {
    super(reason.en);
  }
}

export const rejected = (es: string, en: string) => new RejectedFile({ es, en });
