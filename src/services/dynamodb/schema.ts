/**
 * What CreateTable and UpdateTable say about keys, indexes and capacity, read and checked.
 * Source: API reference, CreateTable; texts as recorded by dynalite's tests against the real service.
 */
import { constraint, invalid, invalidParameters, limitExceeded } from "./errors";
import { GLOBAL_INDEXES, LOCAL_INDEXES } from "./limits";
import { type KeyAttribute, type KeySchema, Store } from "./store";
import type { Index } from "./table";

export interface KeyElement {
  AttributeName: string;
  KeyType: string;
}

export interface Definition {
  AttributeName: string;
  AttributeType: string;
}

export interface IndexInput {
  IndexName: string;
  KeySchema: KeyElement[];
  Projection?: { ProjectionType?: string; NonKeyAttributes?: string[] };
  ProvisionedThroughput?: Throughput;
}

export interface Throughput {
  ReadCapacityUnits: number;
  WriteCapacityUnits: number;
}

const INDEX_NAME = /^[a-zA-Z0-9_.-]{3,255}$/;
const KEY_TYPES: Record<string, string> = { HASH: "HASH", RANGE: "RANGE" };

export function readDefinitions(definitions: readonly Definition[] | undefined): Map<string, KeyAttribute> {
  const attributes = new Map<string, KeyAttribute>();
  definitions?.forEach(({ AttributeName: name, AttributeType: type }, i) => {
    if (type !== "S" && type !== "N" && type !== "B") {
      throw constraint(
        `attributeDefinitions.${i + 1}.member.attributeType`,
        type,
        "Member must satisfy enum value set: [B, N, S]",
      );
    }
    if (attributes.has(name)) throw invalidParameters(`Duplicate AttributeName in AttributeDefinitions: ${name}`);
    attributes.set(name, { name, type });
  });
  return attributes;
}

export function readKeySchema(
  elements: readonly KeyElement[],
  attributes: ReadonlyMap<string, KeyAttribute>,
  index?: string,
): KeySchema {
  const where = index === undefined ? "" : ` for index: ${index}`;
  elements.forEach(({ KeyType: type }, i) => {
    if (KEY_TYPES[type] === undefined) {
      throw constraint(`keySchema.${i + 1}.member.keyType`, type, "Member must satisfy enum value set: [HASH, RANGE]");
    }
  });
  if (elements.length === 0 || elements.length > 2) {
    throw constraint("keySchema", `[${elements.length} elements]`, "Member must have length between 1 and 2");
  }
  const [hash, range] = elements;
  if (hash!.KeyType !== "HASH") {
    throw invalid(`Invalid KeySchema${where}: The first KeySchemaElement is not a HASH key type`);
  }
  if (range !== undefined && range.KeyType !== "RANGE") {
    throw invalid(`Invalid KeySchema${where}: The second KeySchemaElement is not a RANGE key type`);
  }
  if (range?.AttributeName === hash!.AttributeName) {
    throw invalid("Both the Hash Key and the Range Key element in the KeySchema have the same name");
  }
  const missing = elements.filter(({ AttributeName: name }) => !attributes.has(name));
  if (missing.length > 0) {
    throw invalidParameters(
      `Some index key attributes are not defined in AttributeDefinitions. Keys: [${missing.map((each) => each.AttributeName).join(", ")}], AttributeDefinitions: [${[...attributes.keys()].join(", ")}]`,
    );
  }
  const key = elements.map(({ AttributeName: name }) => attributes.get(name)!);
  return key as unknown as KeySchema;
}

/** Reads an index. @param tableKey the table's key, which a local index shares the partition key of */
export function readIndex(
  input: IndexInput,
  isGlobal: boolean,
  attributes: ReadonlyMap<string, KeyAttribute>,
  tableKey: KeySchema,
  tableArn: string,
): Index {
  const { IndexName: name, Projection: projection } = input;
  if (!INDEX_NAME.test(name)) {
    throw constraint(
      `${isGlobal ? "global" : "local"}SecondaryIndexes.1.member.indexName`,
      name,
      "Member must satisfy regular expression pattern: [a-zA-Z0-9_.-]+ and have 3 to 255 characters",
    );
  }
  const key = readKeySchema(input.KeySchema, attributes, name);
  if (!isGlobal) {
    if (tableKey[1] === undefined) {
      throw invalidParameters(
        "Table KeySchema does not have a range key, which is required when specifying a LocalSecondaryIndex",
      );
    }
    if (key[0].name !== tableKey[0].name) {
      throw invalidParameters(
        `Index KeySchema does not have the same leading hash key as table KeySchema for index: ${name}. index hash key: ${key[0].name}, table hash key: ${tableKey[0].name}`,
      );
    }
    if (key[1] === undefined) {
      throw invalidParameters(`Index KeySchema does not have a range key for index: ${name}`);
    }
  }
  const type = projection?.ProjectionType;
  if (type === undefined) throw invalidParameters("Unknown ProjectionType: null");
  if (type !== "ALL" && type !== "KEYS_ONLY" && type !== "INCLUDE") {
    throw invalidParameters(`Unknown ProjectionType: ${type}`);
  }
  const extra = projection?.NonKeyAttributes;
  if (type !== "INCLUDE" && extra !== undefined) {
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is specified`);
  }
  if (type === "INCLUDE" && extra === undefined) {
    throw invalidParameters(`ProjectionType is ${type}, but NonKeyAttributes is not specified`);
  }
  return {
    name,
    arn: `${tableArn}/index/${name}`,
    isGlobal,
    store: new Store(key),
    projection: { ProjectionType: type, ...(extra && { NonKeyAttributes: extra }) },
  };
}

export function checkIndexCount(isGlobal: boolean, count: number): void {
  const most = isGlobal ? GLOBAL_INDEXES : LOCAL_INDEXES;
  if (count <= most) return;
  const message = `${isGlobal ? "GlobalSecondaryIndex" : "LocalSecondaryIndex"} count exceeds the per-table limit of ${most}`;
  throw isGlobal ? limitExceeded(message) : invalidParameters(message);
}

/** Every defined attribute must be part of a key. */
export function checkAllUsed(attributes: ReadonlyMap<string, KeyAttribute>, keys: readonly KeySchema[]): void {
  const used = new Set(keys.flatMap((key) => key.map((attribute) => attribute?.name)));
  if ([...attributes.keys()].every((name) => used.has(name))) return;
  throw invalidParameters(
    `Some AttributeDefinitions are not used. AttributeDefinitions: [${[...attributes.keys()].join(", ")}], keys used: [${[...used].filter((name) => name !== undefined).join(", ")}]`,
  );
}

export function checkThroughput(mode: string, given: Throughput | undefined): void {
  if (mode === "PAY_PER_REQUEST") {
    if (given === undefined) return;
    throw invalidParameters(
      "Neither ReadCapacityUnits nor WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST",
    );
  }
  if (given === undefined) {
    throw invalidParameters(
      "ReadCapacityUnits and WriteCapacityUnits must both be specified when BillingMode is PROVISIONED",
    );
  }
  for (const [member, units] of Object.entries(given)) {
    if (units < 1) {
      const name = `${member[0]!.toLowerCase()}${member.slice(1)}`;
      throw constraint(`provisionedThroughput.${name}`, units, "Member must have value greater than or equal to 1");
    }
  }
}
