/** The libraries of the language as one file: what is read for which path, and in which order. */
import { describe, expect, it } from "vitest";
import { joinLibraries } from "../../../src/compile/libraries";

const NO_DEFAULT = '/// <reference no-default-lib="true"/>\n';
const files: Record<string, string> = {
  "/ts/lib.new.d.ts": `${NO_DEFAULT}/// <reference lib="old" />\n/// <reference lib="old.more" />\ninterface New {}\n`,
  "/ts/lib.old.d.ts": `${NO_DEFAULT}interface Old {}\n`,
  "/ts/lib.old.more.d.ts": `/// <reference lib="old" />\ninterface OldMore {}\n`,
  "/ts/lib.extra.d.ts": "interface Extra {}\n",
};
const read = (path: string) => files[path];
const joined = () => joinLibraries(read, "/ts", ["lib.new.d.ts", "lib.extra.d.ts"]);

describe("libraries joined in one file", () => {
  it("stand there once each, after those they refer to", () => {
    const { name, textOf } = joined();
    expect(name).toBe("lib.new.d.ts");
    const text = textOf("/ts/lib.new.d.ts")!;
    expect(text.match(/interface \w+/g)).toEqual(["Old", "OldMore", "New", "Extra"].map((n) => `interface ${n}`));
    expect(text.match(/\/\/\/ <reference.*/g)).toEqual([NO_DEFAULT.trim()]);
  });

  it("are empty at their own places, and files that are none of them are left alone", () => {
    const { textOf } = joined();
    expect(textOf("/ts/lib.old.d.ts")).toBe(NO_DEFAULT);
    expect(textOf("/ts/lib.dom.d.ts")).toBeUndefined();
    expect(textOf("/ts/typescript.d.ts")).toBeUndefined();
    expect(textOf("/elsewhere/lib.old.d.ts")).toBeUndefined();
  });

  it("must be there", () => {
    expect(() => joinLibraries(read, "/ts", ["lib.es1999.d.ts"])).toThrow(
      "/ts/lib.es1999.d.ts: TypeScript has no such library",
    );
  });
});
