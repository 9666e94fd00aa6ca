/** `require` of a cell: resolves from the notebook's folder, finds the local TypeScript files compiled with the cell, and hooks tslab's display. */
import Module, { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import type { LocalModule } from "../compile";
import type { Outputs } from "./outputs";

type Compilable = Module & { _compile(code: string, file: string): void };

export class CellModules {
  private readonly code = new Map<string, string>();
  private readonly loaded = new Map<string, Module>();

  constructor(
    private readonly cwd: string,
    private readonly outputs: Outputs,
  ) {}

  readonly require = (id: string): unknown => this.load(this.cwd, id);

  /** Files that changed are loaded anew by the next import of them. */
  update(modules: LocalModule[]): void {
    for (const { path, js } of modules) {
      this.code.set(path, js);
      this.loaded.delete(path);
    }
  }

  private load(folder: string, id: string): unknown {
    const local = this.loadLocal(folder, id);
    if (local) return local.exports;
    const required = createRequire(join(folder, "cell.js"))(id);
    if (id === "tslab") this.hookDisplay(folder);
    return required;
  }

  private loadLocal(folder: string, id: string): Module | null {
    if (!/^\.\.?\//.test(id)) return null;
    const path = join(folder, extname(id) ? id.replace(/\.tsx?$/, ".js") : `${id}.js`).replaceAll("\\", "/");
    const cached = this.loaded.get(path);
    const code = this.code.get(path);
    if (cached || code === undefined) return cached ?? null;
    const module = new Module(path) as Compilable;
    module.filename = path;
    module.require = ((inner: string) => this.load(dirname(path), inner)) as NodeJS.Require;
    this.loaded.set(path, module);
    module._compile(code, path);
    return module;
  }

  /** `import { display } from "tslab"` goes on working. */
  private hookDisplay(folder: string): void {
    const jupyter = createRequire(join(folder, "cell.js"))("tslab/dist/jupyter.js");
    jupyter.lastWriteDisplayData = (
      data: { data: Record<string, unknown>; metadata: object; transient: { display_id?: string } },
      update: boolean,
    ) => {
      const id = data.transient.display_id;
      this.outputs.display(data.data, { metadata: data.metadata, update, ...(id ? { displayId: id } : {}) });
    };
  }
}
