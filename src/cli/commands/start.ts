/** `nubelab start`: set-up, then JupyterLab on the first notebook. */
import type { Command } from "commander";
import { setUp, startLab } from "../../jupyter";

export function register(program: Command): void {
  program
    .command("start")
    .description("set up what is missing, then open JupyterLab on the first notebook")
    .option("--setup-only", "set up and stop")
    .option("--no-browser", "do not open a browser; the address is printed")
    .argument("[jupyter options...]", "any other option goes to `jupyter lab`, for example --port=9000")
    .allowUnknownOption()
    .action(async (more: string[], options: { setupOnly?: boolean; browser: boolean }) => {
      await setUp((line) => console.log(line));
      if (options.setupOnly) return;
      process.exitCode = await startLab([...(options.browser ? [] : ["--no-browser"]), ...more]);
    });
}
