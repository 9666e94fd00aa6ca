import { type Intrinsic, isEqual } from "./intrinsic";

/** The array without what is equal to something before it. */
export const arrayUnique: Intrinsic = {
  name: "States.ArrayUnique",
  parameters: ["array"],
  apply: ([items]: [unknown[]]) =>
    items.filter((item, at) => items.findIndex((earlier) => isEqual(earlier, item)) === at),
};
