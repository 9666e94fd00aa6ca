/** A student who runs the same cells again and again: what the kernel keeps does not grow with them. */
import { afterAll, beforeAll, expect, it } from "vitest";
import { KernelClient } from "../kernel-client";

const WARM = 100;
const RUNS = 1_000;
const MOST_BYTES_A_RUN = 10_000;

const CELLS = [
  "interface Order { id: number; items: string[] }\nconst orders: Order[] = Array.from({ length: 1_000 }, (_, id) => ({ id, items: ['pizza'] }));",
  "let total = 0;\nfor (const order of orders) total += order.items.length;\nconsole.log(total);",
  "class Kitchen { cook(order: Order) { return order.items.length; } }\nnew Kitchen().cook(orders[0]!)",
];
const SETTLED = `
const inspector = require("node:inspector") as typeof import("node:inspector");
const session = new inspector.Session();
session.connect();
await new Promise((done) => session.post("HeapProfiler.collectGarbage", done));
session.disconnect();
console.log(process.memoryUsage().heapUsed);`;

let turn = 0;
let kernel: KernelClient;
beforeAll(async () => {
  kernel = await KernelClient.start();
});
afterAll(() => kernel.shutdown());

const settled = async () => Number((await kernel.run(SETTLED)).text);
async function rerun(times: number): Promise<void> {
  for (let i = 0; i < times; i++) {
    const change = i % 2 === 0 ? `\n// change ${turn++}` : ""; // a changed text is compiled, the same one need not be
    const cell = await kernel.run(CELLS[i % CELLS.length]! + change);
    expect(cell.reply.status).toBe("ok");
  }
}

it(`${RUNS} re-runs leave less than ${MOST_BYTES_A_RUN} bytes each`, async () => {
  await rerun(WARM);
  const before = await settled();
  await rerun(RUNS);
  const growth = (await settled()) - before;
  console.log(`heap ${(before / 2 ** 20).toFixed(1)} MiB, ${Math.round(growth / RUNS)} bytes a re-run`);
  expect(before).toBeGreaterThan(0);
  expect(growth).toBeLessThan(RUNS * MOST_BYTES_A_RUN);
});
