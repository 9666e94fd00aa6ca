/**
 * What lay in S3, from what came of reading it: the body that a task got, the items that a Map's executions were given. A file that
 * could not be read is one that cannot be.
 */
import { detailsOf, type Recording } from "./recording";

interface Reader {
  Resource: string;
  ReaderConfig?: { InputType?: string; CSVHeaderLocation?: string; CSVHeaders?: string[]; ItemsPointer?: string };
  Parameters?: Record<string, unknown>;
  Arguments?: Record<string, unknown>;
}

/** Bodies by key; "*" is the key of the input. */
export function shownObjects(recording: Recording): Record<string, string> {
  const objects: Record<string, string> = {};
  for (const event of recording.events) {
    const { resource, resourceType, output } = detailsOf(event) as Record<string, unknown>;
    if (event.type !== "TaskSucceeded" || resource !== "getObject" || resourceType !== "aws-sdk:s3") continue;
    const body = (readValue(output) as { Body?: unknown }).Body;
    if (body !== undefined) objects["*"] = typeof body === "string" ? body : JSON.stringify(body);
  }
  for (const [name, reader] of readers(recording.definition)) {
    const items = itemsOf(recording, name);
    if (reader.Resource.endsWith("listObjectsV2")) {
      for (const item of items ?? []) {
        const { Key, Size } = item as { Key: string; Size: number };
        objects[Key] = "x".repeat(Size);
      }
    } else objects[keyOf(reader, recording.input)] = fileOf(reader, items);
  }
  return objects;
}

/** Maps that read their items, anywhere in a definition, with their names. */
function* readers(value: unknown): Generator<[string, Reader]> {
  if (typeof value !== "object" || value === null) return;
  for (const [name, each] of Object.entries(value)) {
    const reader = (each as { ItemReader?: Reader } | null)?.ItemReader;
    if (reader !== undefined) yield [name, reader];
    yield* readers(each);
  }
}

/** The items, as the Map's result shows them; undefined when it failed. */
function itemsOf({ events }: Recording, name: string): unknown[] | undefined {
  const exited = events.find((event) => event.type === "MapStateExited" && detailsOf(event).name === name);
  if (exited === undefined) return undefined;
  const output = readValue(detailsOf(exited).output);
  if (!Array.isArray(output)) return [];
  return output.flatMap((each) => (Array.isArray((each as { Items?: unknown[] } | null)?.Items) ? each.Items : [each]));
}

function keyOf({ Parameters, Arguments }: Reader, input: unknown): string {
  const { Key, "Key.$": path } = { ...Parameters, ...Arguments } as { Key?: string; "Key.$"?: string };
  if (Key !== undefined && !Key.startsWith("{%")) return Key;
  const steps = (path ?? "$.Key").slice(2).split(".");
  const found = steps.reduce<unknown>((at, step) => (at as Record<string, unknown> | undefined)?.[step], input);
  return typeof found === "string" ? found : "*";
}

function fileOf({ ReaderConfig: config = {} }: Reader, items: unknown[] | undefined): string {
  switch (config.InputType) {
    case "CSV": {
      const headers =
        config.CSVHeaderLocation === "GIVEN"
          ? (config.CSVHeaders ?? [])
          : Object.keys((items?.[0] as object) ?? { a: 1 });
      const rows = (items ?? []).map((item) => headers.map((header) => (item as Record<string, string>)[header]!));
      const first = items === undefined ? ["a", "a"] : headers;
      return (config.CSVHeaderLocation === "GIVEN" ? rows : [first, ...rows])
        .map((row) => row.map((field) => `"${String(field).replaceAll('"', '""')}"`).join(","))
        .join("\n");
    }
    case "JSONL":
      return items === undefined ? "no JSON" : items.map((item) => JSON.stringify(item)).join("\n");
    default: {
      const steps = (config.ItemsPointer ?? "").split("/").slice(1);
      return JSON.stringify(steps.reduceRight<unknown>((inner, step) => ({ [step]: inner }), items ?? { no: "list" }));
    }
  }
}

function readValue(value: unknown): unknown {
  return typeof value === "string" ? JSON.parse(value) : value;
}
