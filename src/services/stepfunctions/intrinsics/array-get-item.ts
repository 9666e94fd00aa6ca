import { type Intrinsic, IntrinsicError } from "./intrinsic";

/** The element at an index that counts from 0. */
export const arrayGetItem: Intrinsic = {
  name: "States.ArrayGetItem",
  parameters: ["array", "number"],
  apply([items, index]: [unknown[], number]) {
    if (!Number.isInteger(index) || index < 0 || index >= items.length) {
      throw new IntrinsicError(`index ${index} is out of bounds for an array of length ${items.length}`);
    }
    return items[index];
  },
};
