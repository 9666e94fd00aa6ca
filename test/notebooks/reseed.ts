/** The same notebook with other chance: every cloud that a code cell makes gets another seed. */
import type { Notebook } from "../../src/course/build";

const SEED = /\bseed: (\d+)/g;

/** @param by is added to each seed. @throws Error for a notebook that makes a cloud without saying its seed */
export function reseed(notebook: Notebook, by: number): Notebook {
  const cells = notebook.cells.map((cell) => {
    if (cell.cell_type !== "code") return cell;
    const clouds = cell.source.join("").match(/new Cloud\((?!\{[^)]*\bseed: \d)/g) ?? [];
    if (clouds.length > 0) throw new Error(`cell ${cell.id}: new Cloud without { seed: NUMBER }`);
    const source = cell.source.map((line) => line.replace(SEED, (_, seed: string) => `seed: ${Number(seed) + by}`));
    return { ...cell, source };
  });
  return { ...notebook, cells };
}
