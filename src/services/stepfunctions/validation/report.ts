/** What is wrong with a definition, and where. Codes are AWS's: API reference, "ValidateStateMachineDefinitionDiagnostic". */

export interface Diagnostic {
  /** With an ERROR, no machine can be made of the definition. */
  severity: "ERROR" | "WARNING";
  /** "SCHEMA_VALIDATION_FAILED" */
  code: string;
  message: string;
  /** "/States/Wait a bit/Seconds"; absent when it is about the whole. */
  location?: string;
}

export const SCHEMA = "SCHEMA_VALIDATION_FAILED";

export class Report {
  readonly diagnostics: Diagnostic[] = [];

  get hasErrors(): boolean {
    return this.diagnostics.some(({ severity }) => severity === "ERROR");
  }

  error(message: string, location: string | undefined, code = SCHEMA): void {
    this.#add("ERROR", code, message, location);
  }

  warn(code: string, message: string, location: string): void {
    this.#add("WARNING", code, message, location);
  }

  #add(severity: Diagnostic["severity"], code: string, message: string, location: string | undefined): void {
    this.diagnostics.push({ severity, code, message, ...(location !== undefined && { location }) });
  }
}

export type Fields = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** AWS's names of JSON's types. */
export function typeName(value: unknown): string {
  if (value === null) return "Null";
  if (Array.isArray(value)) return "Array";
  const name = typeof value;
  return name[0]!.toUpperCase() + name.slice(1);
}
