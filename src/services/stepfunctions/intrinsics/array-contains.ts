import { type Intrinsic, isEqual } from "./intrinsic";

/** Whether a value, equal as JSON, is in the array. */
export const arrayContains: Intrinsic = {
  name: "States.ArrayContains",
  parameters: ["array", "any"],
  apply: ([items, wanted]: [unknown[], unknown]) => items.some((item) => isEqual(item, wanted)),
};
