/** Threats in zips, as a student makes them and as a platform hands them over. */
import { writeFileSync } from "node:fs";
import { expect } from "vitest";
import { handsIn, ok, reject, review, right, type Threat, textOf } from "./threat";
import { claiming, locked, renamed, zipOf } from "./zips";

const zipped = (id: number, name: string, zip: () => Promise<Buffer>, verdict: Threat["verdict"]): Threat =>
  handsIn(id, name, async () => ({ "work.zip": await zip() }), verdict);

/** A zip in a zip in a zip, so many times. */
async function nested(times: number): Promise<Buffer> {
  let zip = await zipOf({ "02-sqs.ipynb": textOf(right()) });
  for (let i = 0; i < times; i++) zip = await zipOf({ "again.zip": zip });
  return zip;
}

/** Handed in beside the folders, as a teacher's download lies there. */
const loose = (
  id: number,
  name: string,
  student: string,
  zip: () => Promise<Buffer>,
  verdict: Threat["verdict"],
): Threat => ({
  id,
  name,
  student,
  put: async ({ own }) => writeFileSync(`${own}.zip`, await zip()),
  verdict,
});

export const zipping: Threat[] = [
  zipped(39, "link-in-a-zip", () => zipOf([{ name: "02-sqs.ipynb", content: "/etc/passwd", mode: 0o120777 }]), {
    ...reject(/It is a link, not a file/),
  }),
  ...(["../02-esc.ipynb", "/tmp/2-esc.ipynb", "C:\\x\\-esc.ipynb", "..\\02-esc.ipynb"] as const).map((evil, i) =>
    zipped(
      40,
      `leaves-the-folder-${i + 1}`,
      async () => {
        const harmless = "harmless.ipynb____".slice(0, Buffer.byteLength(evil));
        const zip = await zipOf({ "02-sqs.ipynb": textOf(right()), [harmless]: textOf(right()) });
        return renamed(zip, harmless, evil);
      },
      review(/A file whose name leaves the folder was passed over/),
    ),
  ),
  zipped(
    40,
    "nothing-that-stays",
    async () => renamed(await zipOf({ "harmless.ipynb": textOf(right()) }), "harmless.ipynb", "../../02.ipynb"),
    reject(/The zip is empty/),
  ),
  zipped(41, "bomb", () => zipOf({ "02-sqs.ipynb": Buffer.alloc(48 << 20, " ") }), {
    ...reject(/more than 200 times as large as its compressed form/),
  }),
  zipped(
    41,
    "bomb-that-lies",
    async () => claiming(await zipOf({ "02-sqs.ipynb": Buffer.alloc(48 << 20, " ") }), 9_000),
    {
      ...reject(/damaged|could not be read/),
    },
  ),
  zipped(
    41,
    "many-entries",
    () => zipOf(Array.from({ length: 2_001 }, (_, i) => ({ name: `${i}.txt`, content: "" }))),
    reject(/more than 2000 files/),
  ),
  zipped(
    41,
    "more-than-it-may-hold",
    async () => claiming(await zipOf([1, 2, 3, 4, 5].map((i) => ({ name: `${i}.bin`, content: "x" }))), 60 << 20),
    reject(/more than 256 MiB/),
  ),
  zipped(41, "zips-in-zips", () => nested(6), reject(/Zips lie within zips more than 2 deep/)),
  zipped(41, "no-zip", async () => Buffer.from("PK\x03\x04 and no more"), reject(/The zip is damaged/)),
  zipped(42, "locked", async () => locked(await zipOf({ "02-sqs.ipynb": textOf(right()) })), {
    ...reject(/locked with a password/),
  }),
  zipped(
    42,
    "twice-the-same-name",
    () =>
      zipOf([
        { name: "02-sqs.ipynb", content: "{" },
        { name: "02-sqs.ipynb", content: textOf(right()) },
      ]),
    review(/two files 02-sqs\.ipynb; the last was used/),
  ),
  zipped(
    42,
    "names-that-differ-in-case",
    () => zipOf({ "02-sqs.ipynb": textOf(right()), "02-SQS.ipynb": textOf(right()) }),
    {
      ...review(/more than one notebook of this unit/),
    },
  ),
  zipped(
    42,
    "control-and-direction-characters",
    async () =>
      renamed(await zipOf({ "02-sqs-12345678.ipynb": textOf(right()) }), "-12345678", "\u202E\x1b[2J\0".padEnd(7, "-")),
    reject(/The zip is empty/), // a name with a zero byte is no name
  ),
  zipped(
    42,
    "direction-character",
    async () => renamed(await zipOf({ "02-sqs-123.ipynb": textOf(right()) }), "-123", "\u202E\x1b"),
    {
      ...ok,
      also: ({ file }) => expect(file).toMatch(/02-sqs\uFFFD\uFFFD\.ipynb$/),
    },
  ),
  zipped(42, "setuid", () => zipOf([{ name: "02-sqs.ipynb", content: textOf(right()), mode: 0o106777 }]), ok),
  loose(
    57,
    "a-path-for-a-name",
    "..",
    () => zipOf({ "Ana_1_assignsubmission_file_/a.ipynb": "{}" }).then((zip) => renamed(zip, "Ana_1_", ".._12_")),
    reject(/looks like a path/),
  ),
  loose(
    57,
    "a-drive-for-a-name",
    "57-a-drive-for-a-name",
    () =>
      zipOf({ "C_evil_12_assignsubmission_file_/02-sqs.ipynb": textOf(right()) }).then((zip) =>
        renamed(zip, "C_evil", "C:evil"),
      ),
    reject(/The zip is empty/),
  ),
];
