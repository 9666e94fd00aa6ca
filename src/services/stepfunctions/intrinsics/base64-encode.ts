import { checkLength, type Intrinsic } from "./intrinsic";

/** MIME Base64 of a string of at most 10,000 characters. */
export const base64Encode: Intrinsic = {
  name: "States.Base64Encode",
  parameters: ["string"],
  apply([text]: [string]) {
    checkLength("States.Base64Encode", text);
    return Buffer.from(text, "utf8").toString("base64");
  },
};
