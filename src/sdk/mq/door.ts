/** The way of every call of the client: checked and copied by its shape, through the cloud's one door, errors as JMS's own. */
import type { Process } from "../../sim";
import { toJms } from "./errors";
import { ACTIVEMQ_SHAPES } from "./operations";

export interface Door {
  /** Makes the call as every other is made. */
  dispatch(operation: string, input: unknown): unknown;
  spawn(name: string, body: () => unknown): Process;
}

// biome-ignore lint/suspicious/noExplicitAny: each operation has its own answer, read by its shape
export function callThrough(door: Door, operation: string, input: object): Promise<any> {
  const { readInput, readOutput } = ACTIVEMQ_SHAPES.get(operation)!;
  const read = (output: unknown) => readOutput(output ?? {}, "");
  try {
    const output = door.dispatch(operation, readInput(input, ""));
    if (output instanceof Promise) return output.then(read, (error) => Promise.reject(toJms(error)));
    return Promise.resolve(read(output));
  } catch (error) {
    return Promise.reject(toJms(error));
  }
}
