/** The kernel's own log: the real standard error, which Jupyter shows in its terminal. Outputs of cells never go there. */
import { writeSync } from "node:fs";

export const log = (text: string): void => {
  writeSync(2, `nubelab kernel: ${text}\n`);
};
