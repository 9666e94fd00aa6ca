import { type Intrinsic, IntrinsicError } from "./intrinsic";

/** Two objects in one; the second wins. Only the shallow merge exists: the third argument must be false. */
export const jsonMerge: Intrinsic = {
  name: "States.JsonMerge",
  parameters: ["object", "object", "boolean"],
  apply([first, second, isDeep]: [object, object, boolean]) {
    if (isDeep)
      throw new IntrinsicError(
        "States.JsonMerge only supports the shallow merging mode: the third argument must be false",
      );
    return { ...first, ...second };
  },
};
