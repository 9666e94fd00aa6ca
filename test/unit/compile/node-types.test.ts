/** The declarations of Node as one file: what is read for which path, and in which order. */
import { describe, expect, it } from "vitest";
import { joinNodeTypes } from "../../../src/compile/node-types";

const FOLDER = "/work/node_modules/@types/node";
const files: Record<string, string> = {
  "index.d.ts": `// head
/// <reference lib="es2020" />
// a note
/// <reference path="compatibility/index.d.ts" />
/// <reference path="web.d.ts" />
/// <reference path="fs.d.ts" />
`,
  "compatibility/index.d.ts": `/// <reference path="old.d.ts" />\n`,
  "compatibility/old.d.ts": "interface Old {}\n",
  "web.d.ts": "export {};\ndeclare global { interface Web {} }\n",
  "fs.d.ts": `/// <reference path="index.d.ts" />
/// <reference types="other" />
declare module "fs" {
    import { URL } from "node:url";
    export interface Stats {}
}
`,
};
const read = (path: string) => (path.startsWith(`${FOLDER}/`) ? files[path.slice(FOLDER.length + 1)] : undefined);

describe("the declarations of Node joined in one file", () => {
  const textOf = joinNodeTypes(read);
  const text = textOf(`${FOLDER}/index.d.ts`)!;

  it("hold each script once, after those it refers to", () => {
    expect(text.match(/^(?:interface|declare).*|^ +import.*/gm)).toEqual([
      "interface Old {}",
      'declare module "fs" {',
      '    import { URL } from "node:url";',
    ]);
    expect(textOf(`${FOLDER}/index.d.ts`)).toBe(text);
  });

  it("refer at their head to what is not joined: modules, libraries, other packages", () => {
    expect(text.split("\n").slice(0, 3)).toEqual([
      '/// <reference types="other" />',
      '/// <reference lib="es2020" />',
      '/// <reference path="web.d.ts" />',
    ]);
    expect(text.match(/<reference/g)).toHaveLength(3);
  });

  it("are empty at their own places; modules and other packages are left alone", () => {
    expect(textOf(`${FOLDER}/fs.d.ts`)).toBe("");
    expect(textOf(`${FOLDER}/compatibility/old.d.ts`)).toBe("");
    expect(textOf(`${FOLDER}/web.d.ts`)).toBeUndefined();
    expect(textOf(`${FOLDER}/ts5.6/index.d.ts`)).toBeUndefined();
    expect(textOf("/work/node_modules/@types/estree/index.d.ts")).toBeUndefined();
    expect(textOf("/elsewhere/node_modules/@types/node/fs.d.ts")).toBeUndefined();
    expect(textOf("/elsewhere/node_modules/@types/node/index.d.ts")).toBeUndefined();
  });

  it("must all be there", () => {
    const half = joinNodeTypes((path) => (path.endsWith("fs.d.ts") ? undefined : read(path)));
    expect(() => half(`${FOLDER}/index.d.ts`)).toThrow(
      `${FOLDER}/fs.d.ts: @types/node refers to it, and it is not there`,
    );
  });
});
