/** The bill: metered from the trace, priced from one dated list. */
export type { BillLine, BillOptions } from "./bill";
export { Bill, bill } from "./bill";
export { PRICES } from "./prices";
export type { WhatIf } from "./what-if";
