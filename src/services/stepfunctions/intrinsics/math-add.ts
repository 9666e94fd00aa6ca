import { type Intrinsic, IntrinsicError, whole } from "./intrinsic";

const LEAST = -(2 ** 31);
const MOST = 2 ** 31 - 1;

/** The sum of two numbers, each rounded to a whole one first. */
export const mathAdd: Intrinsic = {
  name: "States.MathAdd",
  parameters: ["number", "number"],
  apply(terms: [number, number]) {
    for (const term of terms) {
      if (term < LEAST || term > MOST) {
        throw new IntrinsicError(`States.MathAdd takes numbers from ${LEAST} to ${MOST}, not ${term}`);
      }
    }
    return whole(terms[0]) + whole(terms[1]) + 0;
  },
};
