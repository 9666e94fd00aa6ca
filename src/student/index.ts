/** What a student does with the notebooks of the bundle beside running them. */
export { type Brought, bring } from "./bring";
export { originalOf, originalPaths, readNotebook } from "./notebook";
export { restoreCell } from "./restore";
export { type Status, statusOf } from "./status";
