import type { Intrinsic } from "./intrinsic";

/** An array of the arguments, none of them included. */
export const array: Intrinsic = {
  name: "States.Array",
  parameters: [],
  rest: "any",
  apply: (items) => items,
};
