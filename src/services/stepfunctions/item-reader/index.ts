/**
 * Where a distributed Map takes its items from: an object of S3, or the list of a bucket's objects.
 * Left out: manifests of inventories and Athena, Parquet.
 * Source: Developer Guide, "ItemReader (Map)"; texts as recorded (read 2026-11).
 */
import { type Caller, ServiceError, type World } from "../../service";
import type { ItemReader } from "../definition";
import { readerFailed } from "./failure";
import { itemsOf } from "./read";

export { type Child, transformed, type Written, writeResults } from "./result-writer";

interface Listed {
  Contents?: { Key?: string; ETag?: string; Size?: number; StorageClass?: string; LastModified?: Date }[];
  NextContinuationToken?: string;
}

/** No more than so many items, whatever MaxItems says. */
const MOST_ITEMS = 100_000_000;

/**
 * The items.
 * @param parameters Parameters or Arguments of the reader, filled in
 * @param maxItems MaxItems or what its path says; 0 or undefined: all
 * @throws StatesError States.ItemReaderFailed
 */
export function readItems(
  reader: ItemReader,
  parameters: unknown,
  maxItems: number | undefined,
  { world, caller }: { world: World; caller: Caller },
): unknown[] {
  const most = maxItems === undefined || maxItems === 0 ? MOST_ITEMS : maxItems;
  if (!Number.isInteger(most) || most < 0) throw readerFailed("field MaxItems must be positive");
  const call = (operation: string, input: unknown) => {
    try {
      return world.service("s3").call(operation, input, caller);
    } catch (error) {
      if (!(error instanceof ServiceError)) throw error;
      throw readerFailed(`${error.message} (Service: Amazon S3; Error Code: ${error.code})`);
    }
  };
  const resource = reader.Resource.slice(reader.Resource.lastIndexOf(":") + 1);
  if (resource === "listObjectsV2") return list(call, parameters, most);
  const { Body: body } = call("GetObject", { ...(parameters as object) }) as { Body: Uint8Array };
  return itemsOf(Buffer.from(body).toString("utf8"), reader.ReaderConfig ?? {}).slice(0, most);
}

function list(call: (operation: string, input: unknown) => unknown, parameters: unknown, most: number): unknown[] {
  const items: unknown[] = [];
  let token: string | undefined;
  do {
    const page = call("ListObjectsV2", {
      ...(parameters as object),
      ...(token && { ContinuationToken: token }),
    }) as Listed;
    for (const { Key, ETag, Size, StorageClass = "STANDARD", LastModified } of page.Contents ?? []) {
      const seconds = Math.floor((LastModified?.getTime() ?? 0) / 1_000);
      items.push({ Etag: ETag, LastModified: seconds, Key, Size, StorageClass });
    }
    token = page.NextContinuationToken;
  } while (token !== undefined && items.length < most);
  return items.slice(0, most);
}
