/** package.json and package-lock.json of the student bundle: what runs the course, nothing that builds or tests it. */

interface Manifest {
  [field: string]: unknown;
  dependencies: Record<string, string>;
  devDependencies: Record<string, string>;
}

interface Lock {
  [field: string]: unknown;
  packages: Record<string, { dev?: boolean; [field: string]: unknown }>;
}

const KEPT = ["name", "version", "description", "license", "private", "engines", "main", "types", "exports"] as const;
const ALSO_KEPT = ["typesVersions", "bin", "allowScripts"] as const;
/** The package itself, under its own name: cells import it from node_modules. */
const SELF = "nubelab";

/** What cells import while nbgrader grades: the teacher's. */
const TEACHERS_ENTRY = /^(\.\/)?nbgrader$/;

/** No build, no tests: `npm ci && npm start`. */
export function studentManifest(manifest: Manifest): Record<string, unknown> {
  const kept = Object.fromEntries([...KEPT, ...ALSO_KEPT].map((field) => [field, manifest[field]]));
  kept.exports = withoutTeachers(manifest.exports as Entries);
  kept.typesVersions = { "*": withoutTeachers((manifest.typesVersions as Record<"*", Entries>)["*"]) };
  return { ...kept, scripts: { start: "node src/cli/nubelab.cjs start" }, dependencies: studentDependencies(manifest) };
}

/** The lock without what only developers install. Every other version stays what the course was tested with. */
export function studentLock(lock: Lock): Lock {
  const packages = Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (path === "") {
      const { devDependencies: _, ...root } = entry;
      return [[path, { ...root, dependencies: studentDependencies(entry as unknown as Manifest) }] as const];
    }
    if (!entry.dev) return [[path, entry] as const];
    if (path !== `node_modules/${SELF}`) return [];
    const { dev: _, ...link } = entry;
    return [[path, link] as const];
  });
  return { ...lock, packages: Object.fromEntries(packages) };
}

type Entries = Record<string, unknown>;
const withoutTeachers = (entries: Entries): Entries =>
  Object.fromEntries(Object.entries(entries).filter(([name]) => !TEACHERS_ENTRY.test(name)));

function studentDependencies({ dependencies, devDependencies }: Manifest): Record<string, string> {
  return { ...dependencies, [SELF]: devDependencies[SELF]! };
}
