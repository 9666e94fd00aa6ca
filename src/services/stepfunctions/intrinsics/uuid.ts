import type { Scope } from "../language";
import type { Intrinsic } from "./intrinsic";

/** A version 4 UUID, drawn from the simulation's chance. */
export const uuid: Intrinsic = {
  name: "States.UUID",
  parameters: [],
  apply: (_: [], scope: Scope) => scope.random.uuid(),
};
