/** The `nubelab` program of the repository: one file a command in ./commands, nothing else here. */
import { register as build } from "./commands/build";
import { register as doctor } from "./commands/doctor";
import { register as exportBook } from "./commands/export";
import { register as grade } from "./commands/grade";
import { register as release } from "./commands/release";
import { register as runNotebook } from "./commands/run";
import { register as start } from "./commands/start";
import { run } from "./program";

run("The nubelab course: start, run, build, grade, export, release.", [
  build,
  doctor,
  exportBook,
  grade,
  release,
  runNotebook,
  start,
]);
