import { type Intrinsic, IntrinsicError, whole } from "./intrinsic";

/** The array in pieces of a size; the last may be shorter. */
export const arrayPartition: Intrinsic = {
  name: "States.ArrayPartition",
  parameters: ["array", "number"],
  apply([items, given]: [unknown[], number]) {
    const size = whole(given);
    if (size <= 0)
      throw new IntrinsicError(`the chunk size of States.ArrayPartition must be greater than 0, not ${given}`);
    const pieces: unknown[][] = [];
    for (let at = 0; at < items.length; at += size) pieces.push(items.slice(at, at + size));
    return pieces;
  },
};
