/** How much data may flow through an execution. Source: Developer Guide, "Step Functions service quotas", "Passing data between states with variables". */
import type { Variables } from "./flow";
import { DATA_BYTES, VARIABLE_BYTES, VARIABLES_BYTES } from "./limits";
import { fits } from "./size";
import { StatesError } from "./states-error";

const EXCEEDED = "States.DataLimitExceeded";

/** @throws StatesError States.DataLimitExceeded for more than a state or task may give */
export function checkSize(value: unknown, what: string): void {
  if (fits(value, DATA_BYTES)) return;
  throw new StatesError(
    EXCEEDED,
    `The state/task '${what}' returned a result with a size exceeding the maximum number of bytes service limit.`,
  );
}

/** @throws StatesError States.DataLimitExceeded for a variable, an Assign, or all variables together */
export function checkVariables(before: Variables, assigned: Variables): void {
  for (const [name, value] of Object.entries(assigned)) {
    if (!fits(value, VARIABLE_BYTES)) {
      throw new StatesError(EXCEEDED, `The variable '${name}' is larger than ${VARIABLE_BYTES} bytes.`);
    }
  }
  if (!fits(assigned, VARIABLE_BYTES)) {
    throw new StatesError(EXCEEDED, `The variables of one Assign are larger than ${VARIABLE_BYTES} bytes together.`);
  }
  if (!fits({ ...before, ...assigned }, VARIABLES_BYTES)) {
    throw new StatesError(
      EXCEEDED,
      `The variables of the execution are larger than ${VARIABLES_BYTES} bytes together.`,
    );
  }
}
