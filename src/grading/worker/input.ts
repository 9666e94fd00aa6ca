/**
 * `input()` where cells are graded: it is there, as in the notebook (jupyter/input.ts), and says that nobody can answer. In both
 * languages, because a worker is started before anybody knows whose work it will run.
 */

const NOBODY =
  "input() necesita a una persona, y mientras se califica no hay nadie que responda: usa un valor fijo. / " +
  "input() needs a person, and nobody can answer while this is graded: use a fixed value.";

/** Named as in the notebook, and as Jupyter's own kernels name it. */
class StdinNotImplementedError extends Error {
  override readonly name = "StdinNotImplementedError";
}

/** Gives cells the global `input`. It rejects with StdinNotImplementedError whenever it is called. */
export function provideInput(): void {
  const value = async (): Promise<string> => {
    throw new StdinNotImplementedError(NOBODY);
  };
  Object.defineProperty(globalThis, "input", { value, configurable: true, writable: true });
}
