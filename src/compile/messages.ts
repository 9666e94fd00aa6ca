/** The language that TypeScript speaks: it brings its messages in Spanish. They are one table for the whole process. */
import { createRequire } from "node:module";
import type TS from "typescript";
import { internals } from "./typescript";

const SPANISH = "typescript/lib/es/diagnosticMessages.generated.json";

export interface Messages {
  /** From here on messages are in the notebook's language, which may have changed. */
  speak(): void;
  /** Does something that reads TypeScript's messages, so that they must be the English ones. */
  inEnglish<T>(action: () => T): T;
}

/** @param language asked before each use */
export function messages(ts: typeof TS, language: () => string): Messages {
  const { setLocalizedDiagnosticMessages: set } = internals(ts);
  let spanish: Record<string, string> | undefined; // 0.3 MB: read when it is needed
  const inSpanish = () => {
    spanish ??= createRequire(__filename)(SPANISH) as Record<string, string>;
    return spanish;
  };
  const speak = () => set(language() === "es" ? inSpanish() : undefined);
  return {
    speak,
    inEnglish(action) {
      set(undefined);
      try {
        return action();
      } finally {
        speak();
      }
    },
  };
}
