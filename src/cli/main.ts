/** The `nubelab` program: one file a command in ./commands, nothing else here. */
import { Command } from "commander";

const program = new Command("nubelab").description("The nubelab course: start, run, build, grade.").showHelpAfterError();

program.parseAsync().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
});
