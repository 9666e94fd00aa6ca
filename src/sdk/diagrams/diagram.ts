/**
 * A diagram as Mermaid, which JupyterLab 4 draws by itself (`text/vnd.mermaid`); GitHub and others draw the fenced block of
 * Markdown, and everyone reads the sentences.
 */
export interface DiagramBundle {
  "text/vnd.mermaid": string;
  "text/markdown": string;
  "text/plain": string;
}

export class Diagram {
  constructor(
    /** Mermaid source. */
    readonly source: string,
    /** What is to be seen, in sentences. */
    readonly description: string,
  ) {}

  toString(): string {
    return this.description;
  }

  [Symbol.for("Jupyter.display")](): DiagramBundle {
    return {
      "text/vnd.mermaid": this.source,
      "text/markdown": `\`\`\`mermaid\n${this.source}\n\`\`\``,
      "text/plain": this.description,
    };
  }

  [Symbol.for("nodejs.util.inspect.custom")](): string {
    return this.toString();
  }
}

const LONGEST_LABEL = 48;

/** A text that may stand in a Mermaid label: nothing in it is read as syntax or as HTML, and it is not too long. */
export function escapeLabel(text: string): string {
  const letters = [...text.replace(/\s+/g, " ").trim()];
  const short =
    letters.length <= LONGEST_LABEL ? letters : [...letters.slice(0, LONGEST_LABEL - 17), "…", ...letters.slice(-16)];
  return short
    .map((letter) => (/[\p{L}\p{N} _.,:/@+()…-]/u.test(letter) ? letter : `#${letter.codePointAt(0)};`))
    .join("");
}
