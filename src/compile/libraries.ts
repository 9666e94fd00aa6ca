/**
 * The libraries of the language, read as one file: for each cell TypeScript looks at every file of its program, and puts an interface
 * that several of them add to (Array, Intl) together anew. The text is theirs, in the order in which TypeScript would read them.
 */
import { inReferenceOrder } from "./reference-order";

const REFERENCE = /^\/\/\/ <reference (lib="([^"]+)"|no-default-lib="true") ?\/>/gm;
const IS_LIBRARY = '/// <reference no-default-lib="true"/>\n';

export interface Libraries {
  /** File name of the library that holds all others: the option `lib` is this one alone. */
  name: string;
  /** What the compiler is to read in place of a library's file; undefined for files that are as they are. */
  textOf(path: string): string | undefined;
}

/**
 * @param folder of TypeScript's libraries, with slashes
 * @param names their file names ("lib.es2023.d.ts"), >= 1; what they refer to is taken too
 * @throws Error when a library is not there
 */
export function joinLibraries(
  readFile: (path: string) => string | undefined,
  folder: string,
  names: string[],
): Libraries {
  const read = (name: string): string => {
    const text = readFile(`${folder}/${name}`);
    if (text === undefined) throw new Error(`${folder}/${name}: TypeScript has no such library`);
    return text;
  };
  const referred = (_name: string, text: string) =>
    [...text.matchAll(REFERENCE)].flatMap(([, , library]) => (library ? [`lib.${library}.d.ts`] : []));
  const texts = inReferenceOrder(names, read, referred);
  const name = names[0]!;
  const all = IS_LIBRARY + [...texts.values()].map((text) => text.replace(REFERENCE, "")).join("\n");
  return {
    name,
    textOf(path) {
      if (!path.startsWith(`${folder}/lib.`)) return undefined;
      const asked = path.slice(folder.length + 1);
      if (asked === name) return all;
      return texts.has(asked) ? IS_LIBRARY : undefined;
    },
  };
}
