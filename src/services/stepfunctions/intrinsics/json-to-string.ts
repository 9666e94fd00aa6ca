import type { Intrinsic } from "./intrinsic";

/** The value as JSON text, without spaces. */
export const jsonToString: Intrinsic = {
  name: "States.JsonToString",
  parameters: ["any"],
  apply: ([value]: [unknown]) => JSON.stringify(value),
};
