import type { Intrinsic } from "./intrinsic";

/** How many elements the array has. */
export const arrayLength: Intrinsic = {
  name: "States.ArrayLength",
  parameters: ["array"],
  apply: ([items]: [unknown[]]) => items.length,
};
