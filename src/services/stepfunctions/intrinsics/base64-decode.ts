import { checkLength, type Intrinsic, IntrinsicError } from "./intrinsic";

const BASE64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}(?:==)?|[A-Za-z0-9+/]{3}=?)?$/;

/** The string that MIME Base64 of at most 10,000 characters stands for. */
export const base64Decode: Intrinsic = {
  name: "States.Base64Decode",
  parameters: ["string"],
  apply([text]: [string]) {
    checkLength("States.Base64Decode", text);
    const plain = text.replace(/[\r\n]/g, "");
    if (!BASE64.test(plain)) throw new IntrinsicError(`not Base64: ${JSON.stringify(text)}`);
    return Buffer.from(plain, "base64").toString("utf8");
  },
};
