/** results.json as it is written: the run's results and each person's totals, as results.schema.json has it. */
import type { Settled, Total } from "../marks/settle";
import { isScored, type Results } from "../record";
import resultsSchema from "../results.schema.json";

/** A person's points of one submission, as JSON. */
export interface PublishedTotal extends Omit<Total, "marks" | "changed"> {
  unit: string;
  file: string;
  marks: { cell: string; points: number | null; comment: string }[];
}

export interface PublishedResults extends Results {
  $schema: string;
  /** One for each person of each record whose points count. */
  totals: PublishedTotal[];
}

export const SCHEMA_FILE = "results.schema.json";
export const schemaText = (): string => `${JSON.stringify(resultsSchema, null, 2)}\n`;

export function published(results: Results, settled: readonly Settled[]): PublishedResults {
  const totals = settled
    .filter(({ record }) => isScored(record))
    .flatMap(({ record: { unit, file }, totals }) =>
      totals.map(({ marks, changed: _, ...total }) => ({
        ...total,
        ...{ unit: unit ?? "", file },
        marks: [...marks].map(([cell, mark]) => ({ cell, ...mark })),
      })),
    );
  return { $schema: SCHEMA_FILE, ...results, totals };
}
