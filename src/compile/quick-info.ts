/** What is known of a name: its type as TypeScript writes it, and its documentation. */
import type TS from "typescript";
import { internals } from "./typescript";

const LONGEST = 4_000; // characters of a type before TypeScript cuts it

/** Beside the type: the definition of what it names, as an editor's "expand" shows it. */
const VERBOSE = 1;

/**
 * @param detail 1: types are written out one level deep. Default 0: by name
 * @returns plain text; null when there is nothing to tell about that place
 */
export function quickInfo(
  ts: typeof TS,
  program: TS.Program,
  file: TS.SourceFile,
  position: number,
  detail: 0 | 1 = 0,
): string | null {
  const { getTouchingPropertyName, getContainerNode, SymbolDisplay } = internals(ts);
  const touched = getTouchingPropertyName(file, position);
  if (touched === file) return null;
  const node = ts.isNewExpression(touched.parent) && touched.pos === touched.parent.pos ? touched.parent : touched;
  const location = ts.isNewExpression(node) ? node.expression : node;
  const checker = program.getTypeChecker();
  const symbol = checker.getSymbolAtLocation(location);
  if (!symbol || symbol.escapedName === "unknown") return typeOf(ts, checker, location);
  const parts = (verbosity: number | undefined) =>
    SymbolDisplay.getSymbolDisplayPartsDocumentationAndSymbolKind(
      checker,
      symbol,
      file,
      getContainerNode(location),
      location,
      undefined,
      undefined,
      LONGEST,
      verbosity,
    );
  const { displayParts, documentation, tags } = detail === 1 ? writtenOut(parts) : parts(undefined);
  const text = ts.displayPartsToString(displayParts);
  const docs = ts.displayPartsToString(documentation);
  const tagged = (tags ?? []).map((tag) => `@${tag.name} ${ts.displayPartsToString(tag.text)}`.trim());
  const told = [docs, tagged.join("\n")].filter((part) => part !== "");
  return [text, ...told].filter((part) => part !== "").join("\n\n") || null;
}

/** TypeScript 5.9.3 fails when it is to write out some symbols (console, most modules of Node): then their names must do. */
function writtenOut<T>(parts: (verbosity: number | undefined) => T): T {
  try {
    return parts(VERBOSE);
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return parts(undefined);
  }
}

/** A place that is no name, such as `this`. */
function typeOf(ts: typeof TS, checker: TS.TypeChecker, node: TS.Node): string | null {
  const isTyped =
    node.kind === ts.SyntaxKind.ThisKeyword || node.kind === ts.SyntaxKind.SuperKeyword || ts.isIdentifier(node);
  if (!isTyped) return null;
  const type = checker.getTypeAtLocation(node);
  return type.flags & ts.TypeFlags.Any ? null : checker.typeToString(type, node);
}
