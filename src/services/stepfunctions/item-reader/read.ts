/** What the items are in an object of S3: CSV, JSON, JSON lines, or the keys of an inventory's manifest. */
import type { ItemReader } from "../definition";
import { parseCsv, withHeaders } from "./csv";
import { readerFailed } from "./failure";

type Config = NonNullable<ItemReader["ReaderConfig"]>;

const DELIMITERS = { COMMA: ",", PIPE: "|", SEMICOLON: ";", SPACE: " ", TAB: "\t" } as const;

/** @throws StatesError States.ItemReaderFailed */
export function itemsOf(text: string, config: Config): unknown[] {
  switch (config.InputType ?? "JSON") {
    case "CSV":
      return csvItems(text, config);
    case "JSON":
      return jsonItems(text, config.ItemsPointer);
    case "JSONL":
      return text
        .split(/\r?\n/)
        .filter((line) => line.trim() !== "")
        .map(parse);
    default:
      throw readerFailed(`InputType ${config.InputType} is not simulated; CSV, JSON and JSONL are.`);
  }
}

function csvItems(text: string, config: Config): unknown[] {
  const rows = parseCsv(text, DELIMITERS[config.CSVDelimiter ?? "COMMA"]);
  const isGiven = config.CSVHeaderLocation === "GIVEN";
  const headers = isGiven ? (config.CSVHeaders ?? []) : (rows[0] ?? []);
  if (new Set(headers).size < headers.length) throw readerFailed("CSV headers cannot contain duplicates.");
  return withHeaders(isGiven ? rows : rows.slice(1), headers);
}

/** @param pointer RFC 6901, to the array inside the document */
function jsonItems(text: string, pointer = ""): unknown[] {
  let value = parse(text);
  for (const step of pointer.split("/").slice(1)) {
    const name = step.replaceAll("~1", "/").replaceAll("~0", "~");
    value = value !== null && typeof value === "object" ? (value as Record<string, unknown>)[name] : undefined;
  }
  if (Array.isArray(value)) return value;
  throw readerFailed("Attempting to map over non-iterable node.");
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw readerFailed(`The item reader cannot parse the file as JSON: ${(error as Error).message}`);
  }
}
