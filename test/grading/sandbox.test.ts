/** The sandbox is found out by trying: each layer that is left off is reported missing, and other users and places work too. */
import { spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Duplex } from "node:stream";
import { describe, expect, it } from "vitest";
import {
  DEFAULT_LIMITS,
  grade,
  LAYERS,
  type Layer,
  missingLayers,
  openSandbox,
  SandboxRefused,
} from "../../src/grading";
import { type Equipment, equip } from "../../src/grading/sandbox/box";
import { packageRoot, visiblePaths } from "../../src/grading/sandbox/files";
import { findProgram } from "../../src/grading/sandbox/programs";
import { smallCourse, tinyUnit } from "./books";
import { cloneTo, crowded, isRoot, readableByAll, SOMEBODY } from "./users";

const root = packageRoot();
const hasBwrap = findProgram("bwrap") !== null;

/** What goes with a layer when it is left off: without a file system of its own there are no namespaces at all. */
const ALSO: Partial<Record<Layer, Layer[]>> = {
  filesystem: ["user", "readonly", "network", "pids", "processes", "seccomp", "disk"],
  seccomp: ["processes"], // their number stays bounded, but they can be started
};

async function probe(without: Layer[] = []) {
  const probed = await openSandbox(root, without);
  probed.sandbox.close();
  return probed;
}

describe("the sandbox", () => {
  it.runIf(!hasBwrap)(
    "bubblewrap is missing here: only the limited sandbox can be tested (apt-get install bubblewrap)",
    async () => {
      expect((await probe()).level).not.toBe("isolated");
    },
  );

  it.runIf(hasBwrap)("holds every layer on this machine", async () => {
    const { level, layers, passedOver } = await probe();
    expect(missingLayers(layers), JSON.stringify(layers)).toEqual([]);
    expect(passedOver).toEqual([]);
    expect(level).toBe("isolated");
  });

  for (const layer of LAYERS) {
    it.runIf(hasBwrap)(`reports ${layer} missing when it is left off`, async () => {
      const { level, layers } = await probe([layer]);
      const missing = missingLayers(layers);
      expect(missing).toContain(layer);
      const allowed = [layer, ...(ALSO[layer] ?? [])];
      expect(missing.filter((name) => !allowed.includes(name))).toEqual([]);
      expect(level).toBe(layer === "permission" ? "isolated" : layer === "environment" ? "trusted-only" : "limited");
    });
  }

  const lacking: [string, Partial<Equipment>, Layer[]][] = [
    [
      "bubblewrap",
      { bwrap: null },
      ["user", "filesystem", "readonly", "network", "pids", "processes", "seccomp", "disk"],
    ],
    ["prlimit", { prlimit: null }, ["processes", "memory", "cpu"]],
    ["a seccomp filter for this processor", { seccomp: false }, ["processes", "seccomp"]],
    ["a bubblewrap that bounds temporary folders", { modernBwrap: false }, ["disk"]],
    ["a node with permissions", { permissionFlag: null }, ["permission"]],
  ];
  it.runIf(hasBwrap).each(lacking)(
    "on a machine without %s, says which layers are missing",
    async (_name, less, gone) => {
      const { sandbox, layers, level } = await openSandbox(root, [], DEFAULT_LIMITS, { ...equip(), ...less });
      sandbox.close();
      expect(missingLayers(layers), JSON.stringify(layers)).toEqual(gone);
      expect(level).toBe(gone.includes("permission") ? "isolated" : "limited");
    },
  );

  it("without namespaces and node's permissions it is for trusted submissions only", async () => {
    expect((await probe(["filesystem", "permission"])).level).toBe("trusted-only");
  });

  it("refuses a batch below isolated, and grades it when the teacher trusts it", async () => {
    const options = {
      paths: [join(root, "notebooks/02-sqs.ipynb")],
      secret: "s",
      course: await smallCourse(tinyUnit()),
      without: ["network"] as Layer[],
    };
    await expect(grade(options)).rejects.toThrow(SandboxRefused);
    await expect(grade(options)).rejects.toThrow(/network.* not held/);
    const { records, sandbox } = await grade({ ...options, trust: true });
    expect(sandbox.level).not.toBe("isolated");
    expect(records.length).toBeGreaterThan(0);
    for (const record of records) expect(record).toMatchObject({ trusted: true, level: sandbox.level });
  });

  it("ends the whole process group where there are no namespaces", async () => {
    const { sandbox, layers } = await openSandbox(root, [], DEFAULT_LIMITS, { ...equip(), bwrap: null });
    try {
      expect(layers.pids.held).toBe(false); // what leaves the group lives on, and the report says so
      const leaves = `require("child_process").spawn(process.execPath, ["-e", "process.stdin.resume()"], { stdio: [4, "ignore", "ignore"] })
        .on("spawn", () => require("fs").writeSync(4, "left"));`;
      const flags = ["-e", `${leaves} setInterval(() => {}, 60_000)`];
      const box = sandbox.start({ script: "", inside: "worker", limits: DEFAULT_LIMITS, flags, permission: false });
      const shared = box.child.stdio[4] as Duplex; // open as long as one of the two lives
      const closed = once(shared, "close");
      expect(String((await once(shared, "data"))[0])).toBe("left");
      box.kill();
      await closed;
    } finally {
      sandbox.close();
    }
  });

  it("shows the worker no hidden check, no unit source and no part of the judge", () => {
    const paths = visiblePaths(root, "worker");
    const forbidden = [
      "src",
      "dist/grading",
      "dist/course",
      "dist/course/checks",
      "dist/course/checks/hidden",
      "dist/course/units",
    ];
    for (const path of forbidden) expect(paths).not.toContain(path);
    expect(paths.filter((path) => /hidden|units|grading\/(?!worker$)/.test(path))).toEqual([]);
  });

  const asUser = (uid: number, from: string, temporary = tmpdir()) => {
    const script = `const { openSandbox } = require(${JSON.stringify(join(from, "dist/grading"))});
      openSandbox(${JSON.stringify(from)}).then((p) => { p.sandbox.close(); console.log(p.level); }, (e) => { console.log(e.message); });`;
    const { stdout, stderr } = spawnSync("/bin/sh", ["-c", 'umask 077; exec "$0" -e "$1"', process.execPath, script], {
      ...(uid === 0 ? {} : { uid, gid: uid }),
      cwd: "/",
      env: { PATH: process.env.PATH, TMPDIR: temporary },
      encoding: "utf8",
    });
    return stdout.trim() || stderr;
  };

  it.runIf(hasBwrap && isRoot && readableByAll(root))("holds for an ordinary user too", () => {
    expect(asUser(SOMEBODY, root)).toBe("isolated");
  });

  it.runIf(hasBwrap && isRoot && readableByAll(root))("holds for a user with many threads of their own", async () => {
    expect(await crowded(SOMEBODY, () => asUser(SOMEBODY, root))).toBe("isolated");
  });

  it.runIf(hasBwrap && isRoot)("holds for root while the sandbox's user runs much else", async () => {
    expect(await crowded(65_534, async () => (await probe()).level)).toBe("isolated");
  });

  it.runIf(isRoot && !readableByAll(root))(
    "the clone is private to root: the run as an ordinary user was not tested",
    () => {
      expect(readableByAll(root)).toBe(false);
    },
  );

  it.runIf(hasBwrap && isRoot)("works from a folder that only root may enter, and leaves no copy behind", () => {
    const folder = mkdtempSync(join(tmpdir(), "nubelab-private-"));
    const temporary = mkdtempSync(join(tmpdir(), "nubelab-open-"));
    try {
      chmodSync(folder, 0o700);
      const clone = join(folder, "clone");
      cloneTo(clone);
      chmodSync(temporary, 0o755);
      expect(asUser(0, clone, temporary)).toBe("isolated");
      expect(readdirSync(temporary)).toEqual([]);
    } finally {
      for (const made of [folder, temporary]) rmSync(made, { recursive: true, force: true });
    }
  });
});
