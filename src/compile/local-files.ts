/** Files beside the notebook that cells import: which they are, whether they have changed, and whether there are more by now. */
import type TS from "typescript";

/** They are looked at before each cell: watching would keep the process alive. */
export class LocalFiles {
  private readonly files = new Map<string, { modified: number; changed: TS.FileWatcherCallback }>();
  private readonly folders = new Map<object, () => void>();
  constructor(private readonly ts: typeof TS) {}

  watch(path: string, changed: TS.FileWatcherCallback): TS.FileWatcher {
    if (path.endsWith(".d.ts") || path.includes("/node_modules/")) return { close() {} };
    this.files.set(path, { modified: this.modified(path), changed });
    return { close: () => this.files.delete(path) };
  }

  /** A folder in which the compiler has looked for something. */
  watchFolder(path: string, changed: TS.DirectoryWatcherCallback): TS.FileWatcher {
    const watcher = { close: () => void this.folders.delete(watcher) };
    this.folders.set(watcher, () => changed(path));
    return watcher;
  }

  /** Has the compiler look anew for what it did not find: a package may have been installed. */
  lookAgain(): void {
    for (const changed of [...this.folders.values()]) changed();
  }

  /** Tells the compiler which have changed. @returns true: one or more have */
  refresh(): boolean {
    let hasChanged = false;
    for (const [path, file] of this.files) {
      const modified = this.modified(path);
      if (modified === file.modified) continue;
      file.modified = modified;
      file.changed(path, this.ts.FileWatcherEventKind.Changed);
      hasChanged = true;
    }
    return hasChanged;
  }

  private modified(path: string): number {
    return this.ts.sys.getModifiedTime?.(path)?.getTime() ?? 0;
  }
}

/** A cell and the files beside the notebook that it imports, directly or through one another. */
export function withLocalImports(program: TS.Program, from: TS.SourceFile): string[] {
  const found = new Set<string>();
  const visit = (file: TS.SourceFile): void => {
    if (found.has(file.fileName) || file.isDeclarationFile || program.isSourceFileFromExternalLibrary(file)) return;
    found.add(file.fileName);
    const { imports } = file as unknown as { imports?: TS.StringLiteralLike[] };
    for (const name of imports ?? []) {
      const { resolvedModule } =
        (program as unknown as ResolvingProgram).getResolvedModuleFromModuleSpecifier(name, file) ?? {};
      const imported = resolvedModule && program.getSourceFile(resolvedModule.resolvedFileName);
      if (imported) visit(imported);
    }
  };
  visit(from);
  return [...found];
}

interface ResolvingProgram {
  getResolvedModuleFromModuleSpecifier(
    name: TS.StringLiteralLike,
    file: TS.SourceFile,
  ): { resolvedModule?: TS.ResolvedModuleFull } | undefined;
}
