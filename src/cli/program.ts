/** The `nubelab` program from its commands. */
import { Command } from "commander";

/** Runs the program on the command line; an error that no command caught is told in one line, with exit code 1. */
export function run(description: string, commands: readonly ((program: Command) => void)[]): void {
  const program = new Command("nubelab").description(description).showHelpAfterError();
  for (const register of commands) register(program);
  program.parseAsync().catch((error: unknown) => {
    console.error(error instanceof Error ? error.message : String(error));
    process.exitCode = 1;
  });
}
