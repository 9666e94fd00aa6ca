import { Random } from "../../../sim";
import type { Scope } from "../language";
import { type Intrinsic, IntrinsicError, whole } from "./intrinsic";

/** A whole number from the first (included) to the second (excluded); with a seed always the same. */
export const mathRandom: Intrinsic = {
  name: "States.MathRandom",
  parameters: ["number", "number", "number"],
  optional: 1,
  apply([from, to, seed]: [number, number, number?], scope: Scope) {
    const [start, end] = [whole(from), whole(to)];
    if (end <= start)
      throw new IntrinsicError(`the end of States.MathRandom (${to}) must be greater than its start (${from})`);
    const random = seed === undefined ? scope.random : new Random(seed, "States.MathRandom");
    return start + Math.floor(random.uniform() * (end - start));
  },
};
