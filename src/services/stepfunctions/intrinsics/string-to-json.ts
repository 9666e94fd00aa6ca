import { type Intrinsic, IntrinsicError } from "./intrinsic";

/** The value that a JSON text stands for; an empty text stands for null. */
export const stringToJson: Intrinsic = {
  name: "States.StringToJson",
  parameters: ["string"],
  apply([text]: [string]) {
    if (text.trim() === "") return null;
    try {
      return JSON.parse(text);
    } catch {
      throw new IntrinsicError(`the string is no JSON text: ${JSON.stringify(text)}`);
    }
  },
};
