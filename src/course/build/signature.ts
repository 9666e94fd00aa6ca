/**
 * Signatures in prompts: a line `{{signature SQSQueue}}` in a markdown cell becomes the interface of exercises/, so that
 * what students read and what the compiler holds them to cannot differ. Comments stay out; the prompt explains in its language.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { projectRoot } from "./root";

const LINE = /^\{\{signature (?<name>[A-Za-z0-9]+)\}\}$/;

/** Lines with each signature line replaced by a code block. Throws Error for a name that exercises/ does not have. */
export function withSignatures(lines: readonly string[]): string[] {
  return lines.flatMap((line) => {
    const name = LINE.exec(line)?.groups?.name;
    return name === undefined ? [line] : ["```ts", ...signature(name), "```"];
  });
}

/** The interface as lines without its comments. */
export function signature(name: string): string[] {
  const found = new RegExp(`^export interface ${name} \\{\\n(?<body>[\\s\\S]*?)^\\}$`, "m").exec(sources());
  if (found === null) throw new Error(`signature: exercises/ has no interface "${name}"`);
  const body = found.groups!.body!.replace(/^ *\/\*\*[\s\S]*?\*\/\n/gm, "");
  return [`interface ${name} {`, ...body.trimEnd().split("\n"), "}"];
}

let text: string | undefined;

/** All of exercises/, one file after the other. */
function sources(): string {
  const folder = join(projectRoot(), "src", "course", "exercises");
  text ??= readdirSync(folder)
    .map((file) => readFileSync(join(folder, file), "utf8"))
    .join("\n");
  return text;
}
