/** An operation made ready to be called: its copiers, compiled once from the schema that its command carries. */
import { type Copier, compileCopier } from "./copy";
import { readOperation } from "./shapes";

export interface Operation {
  /** "SendMessage" */
  name: string;
  /** Checks and copies an input; throws Misshapen. */
  readInput: Copier;
  /** Checks and copies what a service answered; throws Misshapen, which is then a fault of the service. */
  readOutput: Copier;
  /** Input members that the SDK fills with a fresh UUID when they are absent. */
  tokens: readonly string[];
  /** Output members that the SDK gives as streams; services answer them as bytes. */
  streams?: readonly string[];
}

const ready = new WeakMap<object, Operation>();

/** @param schema the static schema of an operation, as commands and client packages hold it */
export function prepareOperation(schema: unknown): Operation {
  if (typeof schema !== "object" || schema === null)
    throw new TypeError("this command carries no schema of its operation");
  let operation = ready.get(schema);
  if (!operation) {
    const { name, input, output } = readOperation(schema);
    operation = {
      name,
      readInput: compileCopier(input, { required: true }),
      readOutput: compileCopier(output, { required: false }),
      streams:
        output.kind === "structure" ? output.members.filter((m) => m.shape().kind === "stream").map((m) => m.name) : [],
      tokens: input.kind === "structure" ? input.members.filter((m) => m.isToken).map((m) => m.name) : [],
    };
    ready.set(schema, operation);
  }
  return operation;
}
