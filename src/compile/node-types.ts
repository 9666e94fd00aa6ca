/**
 * The declarations of Node (@types/node), read as one file, for the reason that the language's libraries are (./libraries.ts). Only its
 * scripts are joined, which is nearly all of it; a file that is a module of its own stays one, and is referred to.
 */
import { posix } from "node:path";
import { inReferenceOrder } from "./reference-order";

const INDEX = /^(.*\/node_modules\/@types\/node)\/index\.d\.ts$/;
const INSIDE = /^(.*\/node_modules\/@types\/node)\/(.+\.d\.ts)$/;
const PATH = /^\/\/\/ <reference path="([^"]+)" ?\/>.*$/gm;
const OTHER = /^\/\/\/ <reference (?:lib|types)="[^"]+" ?\/>.*$/gm;
/** In the first column, where a script has neither: what is inside `declare module` is indented. */
const IS_MODULE = /^(?:import|export)\b/m;

/** @returns what the compiler is to read in place of a file of @types/node; undefined for files that are as they are */
export function joinNodeTypes(readFile: (path: string) => string | undefined): (path: string) => string | undefined {
  const folders = new Map<string, Joined>();
  const joinedIn = (folder: string, index: string): Joined => {
    const joined = join(readFile, folder, index);
    folders.set(folder, joined);
    return joined;
  };
  return (path) => {
    const index = INDEX.exec(path);
    if (index) {
      const known = folders.get(index[1]!);
      if (known) return known.text;
      const text = readFile(path);
      return text === undefined ? undefined : joinedIn(index[1]!, text).text;
    }
    const [, folder, name] = INSIDE.exec(path) ?? [];
    return folder && name && folders.get(folder)?.names.has(name) ? "" : undefined;
  };
}

interface Joined {
  text: string;
  /** Those whose text is in `text`. */
  names: Set<string>;
}

function join(readFile: (path: string) => string | undefined, folder: string, index: string): Joined {
  const read = (name: string): string => {
    const text = name === "index.d.ts" ? index : readFile(`${folder}/${name}`);
    if (text === undefined) throw new Error(`${folder}/${name}: @types/node refers to it, and it is not there`);
    return text;
  };
  const referred = (name: string, text: string) =>
    IS_MODULE.test(text) ? [] : [...text.matchAll(PATH)].map(([, path]) => posix.join(posix.dirname(name), path!));
  const texts = inReferenceOrder(["index.d.ts"], read, referred);
  const modules = [...texts].filter(([, text]) => IS_MODULE.test(text)).map(([name]) => name);
  for (const name of modules) texts.delete(name);
  const all = [...texts.values()];
  const head = [
    ...new Set(all.flatMap((text) => text.match(OTHER) ?? [])),
    ...modules.map((name) => `/// <reference path="${name}" />`),
  ];
  const bodies = all.map((text) => text.replace(PATH, "").replace(OTHER, ""));
  return { text: [...head, ...bodies].join("\n"), names: new Set(texts.keys()) };
}
