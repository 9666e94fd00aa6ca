/** The `nubelab` program: one file a command in ./commands, nothing else here. */
import { Command } from "commander";
import { register as registerBuild } from "./commands/build";

const program = new Command("nubelab")
  .description("The nubelab course: start, run, build, grade.")
  .showHelpAfterError();

registerBuild(program);

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
