/** A cell must not end the kernel: process.exit and its like throw, and so does a signal to itself. */
import { tell } from "./language";

class ExitDisabledError extends Error {
  override readonly name = "ExitDisabled";
  constructor(call: string) {
    super(
      tell({
        es: `${call}() no funciona en los cuadernos: terminaría el kernel y se perderían todos los valores. Para terminarlo, usa el menú Kernel.`,
        en: `${call}() is disabled in notebooks: it would end the kernel and lose every value. To end it, use the Kernel menu.`,
      }),
    );
  }
}

/** Returns the way out that is left. */
export function containExit(): (code: number) => never {
  const inner = process as unknown as { reallyExit(code?: number): never };
  const exit = inner.reallyExit.bind(process);
  const refuse = (call: string) => () => {
    throw new ExitDisabledError(call);
  };
  process.exit = refuse("process.exit");
  process.abort = refuse("process.abort");
  inner.reallyExit = refuse("process.reallyExit");
  const kill = process.kill.bind(process);
  process.kill = (pid, signal) => {
    if ([process.pid, -process.pid, 0].includes(pid) && signal !== 0) return refuse("process.kill")();
    return kill(pid, signal);
  };
  return exit;
}
