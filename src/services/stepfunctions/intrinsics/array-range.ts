import { type Intrinsic, IntrinsicError, MOST_ELEMENTS, whole } from "./intrinsic";

/** Whole numbers from the first to the last, both included where the step meets them. */
export const arrayRange: Intrinsic = {
  name: "States.ArrayRange",
  parameters: ["number", "number", "number"],
  apply([first, last, by]: [number, number, number]) {
    const [start, end, step] = [whole(first), whole(last), whole(by)];
    if (step === 0) throw new IntrinsicError("the step of States.ArrayRange must not be 0");
    const length = Math.max(0, Math.floor((end - start) / step) + 1);
    if (length > MOST_ELEMENTS) {
      throw new IntrinsicError(`States.ArrayRange makes at most ${MOST_ELEMENTS} elements, not ${length}`);
    }
    return Array.from({ length }, (_, i) => start + i * step);
  },
};
