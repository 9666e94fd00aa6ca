/**
 * What comes into Lambda by another door than a client: a function of the cell is registered, its handler has answered. These
 * calls are in the log like others; with them a replay needs no handler.
 */
import { REGISTER, RESPOND } from "../services/lambda";
import { compileCopier } from "./copy";
import type { Operation } from "./operation";
import type { Member, Shape } from "./shapes";

const STRING: Shape = { kind: "string" };
const NUMBER: Shape = { kind: "number" };
const STRINGS: Shape = { kind: "map", value: () => STRING };

function structure(members: Record<string, Shape>, required: readonly string[] = []): Shape {
  const list = Object.entries(members).map(
    ([name, shape]): Member => ({ name, required: required.includes(name), isToken: false, shape: () => shape }),
  );
  return { kind: "structure", name: "", union: false, members: list };
}

function operation(name: string, input: Shape, output: Shape): [string, Operation] {
  const readInput = compileCopier(input, { required: true });
  return [name, { name, readInput, readOutput: compileCopier(output, { required: false }), tokens: [] }];
}

export const HANDLER_OPERATIONS: readonly (readonly [string, Operation])[] = [
  operation(
    REGISTER,
    structure(
      {
        FunctionName: STRING,
        Timeout: NUMBER,
        MemorySize: NUMBER,
        ReservedConcurrentExecutions: NUMBER,
        Environment: STRINGS,
        Role: STRING,
        Description: STRING,
        ColdStart: structure({ least: NUMBER, most: NUMBER }, ["least", "most"]),
      },
      ["FunctionName"],
    ),
    structure({ FunctionArn: STRING }),
  ),
  operation(
    RESPOND,
    structure(
      {
        RequestId: STRING,
        Payload: STRING,
        Error: structure({ errorType: STRING, errorMessage: STRING }, ["errorType", "errorMessage"]),
      },
      ["RequestId"],
    ),
    structure({}),
  ),
];
