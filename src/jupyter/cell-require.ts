/**
 * Modules of a cell: resolved from the notebook's folder, the local TypeScript files compiled with the cell among them; tslab's display is
 * hooked. What `require` cannot load (packages that are ES modules alone, or wait at their top level) is imported before the cell runs.
 */
import Module, { createRequire } from "node:module";
import { dirname, extname, join } from "node:path";
import { types } from "node:util";
import { constants, Script } from "node:vm";
import type { LocalModule } from "../compile";
import type { Outputs } from "./outputs";

/** Why `require` refuses what import() takes. */
const IMPORT_ONLY = new Set(["ERR_REQUIRE_ASYNC_MODULE", "ERR_REQUIRE_ESM", "ERR_PACKAGE_PATH_NOT_EXPORTED"]);

type Compilable = Module & { _compile(code: string, file: string): void };

export class CellModules {
  private readonly code = new Map<string, string>();
  private readonly loaded = new Map<string, Module>();

  private readonly imported = new Map<string, unknown>();
  private readonly importHere: (id: string, options?: unknown) => Promise<unknown>;

  constructor(
    private readonly cwd: string,
    private readonly outputs: Outputs,
  ) {
    this.importHere = new Script("(id, options) => import(id, options)", {
      filename: join(cwd, "cell.js"),
      importModuleDynamically: constants.USE_MAIN_CONTEXT_DEFAULT_LOADER,
    }).runInThisContext();
  }

  readonly require = (id: string): unknown => this.load(this.cwd, id);

  /** import() of a cell: the same modules as those of its import statements, whatever their kind. */
  readonly import = async (id: string, options?: unknown): Promise<unknown> => {
    if (this.imported.has(id)) return this.imported.get(id);
    try {
      return asNamespace(this.require(String(id)));
    } catch (error) {
      if (!isImportOnly(error)) throw error;
      return this.importHere(id, options);
    }
  };

  /** Loads what the cell's import statements name and `require` cannot; other failures show when the cell itself runs. */
  async prepare(ids: readonly string[]): Promise<void> {
    for (const id of ids) {
      if (this.imported.has(id)) continue;
      try {
        this.require(id);
      } catch (error) {
        if (isImportOnly(error)) this.imported.set(id, requirable((await this.importHere(id)) as object));
      }
    }
  }

  /** Files that changed are loaded anew by the next import of them. */
  update(modules: LocalModule[]): void {
    for (const { path, js } of modules) {
      this.code.set(path, js);
      this.loaded.delete(path);
    }
  }

  private load(folder: string, id: string): unknown {
    if (this.imported.has(id)) return this.imported.get(id);
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

const isImportOnly = (error: unknown): boolean => IMPORT_ONLY.has((error as { code?: string } | null)?.code ?? "");

/** What import() gives for a CommonJS module in TypeScript's reading of it. */
function asNamespace(module: unknown): unknown {
  const isObject = module !== null && (typeof module === "object" || typeof module === "function");
  if (isObject && ("__esModule" in module || types.isModuleNamespaceObject(module))) return module;
  return { ...(isObject ? module : {}), default: module };
}

/** A namespace as compiled import statements expect it from `require`: marked, so that its default is its default. */
function requirable(namespace: object): object {
  const marked = Object.defineProperty({}, "__esModule", { value: true });
  for (const name of Object.keys(namespace)) {
    Object.defineProperty(marked, name, { get: () => Reflect.get(namespace, name), enumerable: true });
  }
  return marked;
}
