/** The `nubelab` program: one file a command in ./commands, nothing else here. */
import { Command } from "commander";
import { register as registerBuild } from "./commands/build";
import { register as registerDoctor } from "./commands/doctor";
import { register as registerExport } from "./commands/export";
import { register as registerGrade } from "./commands/grade";
import { register as registerRun } from "./commands/run";
import { register as registerStart } from "./commands/start";

const program = new Command("nubelab")
  .description("The nubelab course: start, run, build, grade, export.")
  .showHelpAfterError();

registerBuild(program);
registerDoctor(program);
registerExport(program);
registerGrade(program);
registerRun(program);
registerStart(program);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
