/** The `nubelab` program of the student bundle: nothing that needs solutions or hidden checks. */
import { register as bring } from "./commands/bring";
import { register as doctor } from "./commands/doctor";
import { register as exportBook } from "./commands/export";
import { register as restore } from "./commands/restore";
import { register as runNotebook } from "./commands/run";
import { register as start } from "./commands/start";
import { register as status } from "./commands/status";
import { run } from "./program";

run("The nubelab course: start, run, status, restore, bring, export.", [
  bring,
  doctor,
  exportBook,
  restore,
  runNotebook,
  start,
  status,
]);
