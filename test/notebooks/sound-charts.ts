/** The charts and diagrams among a notebook's outputs, and what is wrong with them. */
import { chartFaults } from "./chart-faults";
import type { Output } from "./run-edition";

const VEGA = "application/vnd.vegalite.v5+json";
const MERMAID = "text/vnd.mermaid";

export const chartsIn = (outputs: readonly Output[]) => outputs.filter(({ data }) => data?.[VEGA] !== undefined);

/** "cell: fault" for each chart that is empty, cut, without a unit or told by colour alone, and each diagram without words. */
export async function faultsIn(outputs: readonly Output[]): Promise<string[]> {
  const charts = await Promise.all(
    chartsIn(outputs).map(async ({ id, data }) => (await chartFaults(data!)).map((fault) => `${id}: ${fault}`)),
  );
  const mute = outputs
    .filter(({ data }) => data?.[MERMAID] !== undefined && !/\w/.test(String(data["text/plain"] ?? "")))
    .map(({ id }) => `${id}: a diagram without words`);
  return [...charts.flat(), ...mute];
}
