import type { Intrinsic } from "./intrinsic";

/** The pieces of a string between any characters of the second; empty pieces are left out. */
export const stringSplit: Intrinsic = {
  name: "States.StringSplit",
  parameters: ["string", "string"],
  apply([text, delimiters]: [string, string]) {
    const pieces: string[] = [];
    let piece = "";
    for (const character of text) {
      if (!delimiters.includes(character)) piece += character;
      else {
        if (piece !== "") pieces.push(piece);
        piece = "";
      }
    }
    if (piece !== "") pieces.push(piece);
    return pieces;
  },
};
