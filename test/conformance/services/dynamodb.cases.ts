/**
 * What DynamoDB must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/amazondynamodb/latest/APIReference/API_X.html. "Guide: T": the page with that title of the
 * Developer Guide. "recorded: F": the text that dynalite's tests (github.com/architect/dynalite) recorded from the real
 * service for that call. "ours": AWS does not say.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "DynamoDB";

export const GAPS: Gaps = {
  PartiQL: ["BatchExecuteStatement", "ExecuteStatement", "ExecuteTransaction"],
  "backups, exports and imports: nothing outlives a run": [
    "CancelBulkOperation",
    "CreateBackup",
    "DeleteBackup",
    "DescribeBackup",
    "DescribeBulkOperation",
    "DescribeContinuousBackups",
    "DescribeExport",
    "DescribeImport",
    "ExportTableToPointInTime",
    "ImportTable",
    "ListBackups",
    "ListBulkOperations",
    "ListExports",
    "ListImports",
    "RestoreTableFromBackup",
    "RestoreTableToPointInTime",
    "StartBulkPutItems",
    "UpdateContinuousBackups",
  ],
  "global tables: there is one Region": [
    "CreateGlobalTable",
    "DescribeGlobalTable",
    "DescribeGlobalTableSettings",
    "DescribeTableReplicaAutoScaling",
    "ListGlobalTables",
    "UpdateGlobalTable",
    "UpdateGlobalTableSettings",
    "UpdateTableReplicaAutoScaling",
  ],
  "streams to Kinesis": [
    "DescribeKinesisStreamingDestination",
    "DisableKinesisStreamingDestination",
    "EnableKinesisStreamingDestination",
    "UpdateKinesisStreamingDestination",
  ],
  "policies of tables": ["DeleteResourcePolicy", "GetResourcePolicy", "PutResourcePolicy"],
  "Contributor Insights": ["DescribeContributorInsights", "ListContributorInsights", "UpdateContributorInsights"],
  "search by vectors": ["SearchVectors"],
  "quotas and endpoints of the account": ["DescribeEndpoints", "DescribeLimits"],
};

const ARN = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
const T = { TableName: "orders" };
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, message: string | RegExp, error = "ValidationException"): Step =>
  ({ ...each, error, message }) as Step;

const S = (text: string) => ({ S: text });
const N = (number: number | string) => ({ N: String(number) });
const definition = (name: string, type = "S") => ({ AttributeName: name, AttributeType: type });
const keys = (hash: string, range?: string) => [
  { AttributeName: hash, KeyType: "HASH" },
  ...(range ? [{ AttributeName: range, KeyType: "RANGE" }] : []),
];
/** customer + number, with a global index by status and a local one by date. */
const table = (more: Record<string, unknown> = {}): Step =>
  step("CreateTable", {
    ...T,
    AttributeDefinitions: [definition("customer"), definition("number", "N"), definition("status"), definition("date")],
    KeySchema: keys("customer", "number"),
    GlobalSecondaryIndexes: [
      { IndexName: "byStatus", KeySchema: keys("status"), Projection: { ProjectionType: "KEYS_ONLY" } },
    ],
    LocalSecondaryIndexes: [
      { IndexName: "byDate", KeySchema: keys("customer", "date"), Projection: { ProjectionType: "ALL" } },
    ],
    BillingMode: "PAY_PER_REQUEST",
    ...more,
  });
const simple = (more: Record<string, unknown> = {}): Step =>
  step("CreateTable", {
    ...T,
    AttributeDefinitions: [definition("id")],
    KeySchema: keys("id"),
    BillingMode: "PAY_PER_REQUEST",
    ...more,
  });
const put = (Item: Record<string, unknown>, more: Record<string, unknown> = {}): Step =>
  step("PutItem", { ...T, Item, ...more });
const get = (Key: Record<string, unknown>, answer: unknown, more: Record<string, unknown> = {}): Step =>
  step("GetItem", { ...T, Key, ...more }, answer);
const none = (Key: Record<string, unknown>): Step => ({ do: "GetItem", with: { ...T, Key }, without: ["Item"] });
const update = (Key: Record<string, unknown>, UpdateExpression: string, more: Record<string, unknown> = {}): Step =>
  step("UpdateItem", { ...T, Key, UpdateExpression, ...more });
const values = (map: Record<string, unknown>) => ({ ExpressionAttributeValues: map });
const A = { id: S("a") };
const order = (number: number, more: Record<string, unknown> = {}) => ({
  customer: S("ana"),
  number: N(number),
  ...more,
});
const query = (KeyConditionExpression: string, map: Record<string, unknown>, answer?: unknown, more = {}): Step =>
  step("Query", { ...T, KeyConditionExpression, ...values(map), ...more }, answer);
const numbered = (...list: number[]) => ({ Items: list.map((each) => ({ number: N(each) })), Count: list.length });

export const CASES: Case[] = [
  // ---- tables ----------------------------------------------------------------------------------------------------------
  {
    name: "a table is CREATING in the answer and ACTIVE when described",
    source: "API CreateTable",
    steps: [
      { ...table(), answer: { TableDescription: { TableStatus: "CREATING", TableArn: ARN, ItemCount: 0 } } } as Step,
      step("DescribeTable", T, { Table: { TableStatus: "ACTIVE", KeySchema: keys("customer", "number") } }),
      step("ListTables", {}, { TableNames: ["orders"] }),
    ],
  },
  {
    name: "a second table of the same name is refused",
    source: "recorded: createTable",
    steps: [simple(), refused(simple(), "Table already exists: orders", "ResourceInUseException")],
  },
  {
    name: "a table that is not there",
    source: "recorded: describeTable",
    steps: [
      ...["DescribeTable", "DeleteTable"].map((operation) =>
        refused(
          step(operation, T),
          "Requested resource not found: Table: orders not found",
          "ResourceNotFoundException",
        ),
      ),
      refused(step("GetItem", { ...T, Key: A }), "Requested resource not found", "ResourceNotFoundException"),
    ],
  },
  {
    name: "a deleted table is gone, a protected one stays",
    source: "API DeleteTable",
    steps: [
      simple({ DeletionProtectionEnabled: true }),
      refused(step("DeleteTable", T), /protected against deletion/),
      step("UpdateTable", { ...T, DeletionProtectionEnabled: false }),
      step("DeleteTable", T, { TableDescription: { TableStatus: "DELETING" } }),
      refused(step("DescribeTable", T), /not found/, "ResourceNotFoundException"),
    ],
  },
  ...(
    [
      ["a name that is too short", { TableName: "ab" }, /at least 3 characters long/],
      ["a name with a blank", { TableName: "my table" }, /regular expression pattern/],
      [
        "an attribute that no key uses",
        { AttributeDefinitions: [definition("id"), definition("x")] },
        /Some AttributeDefinitions are not used/,
      ],
      ["a key that is not defined", { KeySchema: keys("other") }, /not defined in AttributeDefinitions/],
      ["a type that is no key's", { AttributeDefinitions: [definition("id", "M")] }, /enum value set/],
      [
        "capacity on demand and provisioned at once",
        { ProvisionedThroughput: { ReadCapacityUnits: 1, WriteCapacityUnits: 1 } },
        /when BillingMode is PAY_PER_REQUEST/,
      ],
      ["no capacity at all", { BillingMode: "PROVISIONED" }, /must both be specified when BillingMode is PROVISIONED/],
      ["a stream without a view", { StreamSpecification: { StreamEnabled: true } }, /StreamViewType must be specified/],
      [
        "a local index without a sort key on the table",
        { LocalSecondaryIndexes: [{ IndexName: "lsi", KeySchema: keys("id"), Projection: { ProjectionType: "ALL" } }] },
        /does not have a range key/,
      ],
    ] as [string, Record<string, unknown>, RegExp][]
  ).map(([name, input, message]) => ({
    name: `CreateTable refuses ${name}`,
    source: "recorded: createTable",
    steps: [refused(simple(input), message)],
  })),
  {
    name: "an index made later holds the items that are there, and goes again",
    source: "API UpdateTable",
    steps: [
      simple(),
      put({ ...A, kind: S("x") }),
      step("UpdateTable", {
        ...T,
        AttributeDefinitions: [definition("kind")],
        GlobalSecondaryIndexUpdates: [
          { Create: { IndexName: "byKind", KeySchema: keys("kind"), Projection: { ProjectionType: "ALL" } } },
        ],
      }),
      query("kind = :k", { ":k": S("x") }, { Count: 1 }, { IndexName: "byKind" }),
      step("UpdateTable", { ...T, GlobalSecondaryIndexUpdates: [{ Delete: { IndexName: "byKind" } }] }),
      refused(
        query("kind = :k", { ":k": S("x") }, undefined, { IndexName: "byKind" }),
        "The table does not have the specified index: byKind",
      ),
    ],
  },
  {
    name: "tags",
    source: "API TagResource",
    steps: [
      simple({ Tags: [{ Key: "a", Value: "1" }] }),
      step("TagResource", { ResourceArn: ARN, Tags: [{ Key: "b", Value: "2" }] }),
      step("UntagResource", { ResourceArn: ARN, TagKeys: ["a"] }),
      step("ListTagsOfResource", { ResourceArn: ARN }, { Tags: [{ Key: "b", Value: "2" }] }),
    ],
  },
  // ---- items -----------------------------------------------------------------------------------------------------------
  {
    name: "what was put is got, numbers in their shortest form",
    source: "Guide: Data types",
    steps: [simple(), put({ ...A, n: N("01.50") }), get(A, { Item: { ...A, n: N("1.5") } }), none({ id: S("b") })],
  },
  {
    name: "a put replaces the whole item and shows the old one when asked",
    source: "API PutItem",
    steps: [
      simple(),
      put({ ...A, old: N(1) }),
      { ...put({ ...A, new: N(2) }, { ReturnValues: "ALL_OLD" }), answer: { Attributes: { old: N(1) } } } as Step,
      get(A, { Item: { new: N(2) } }),
      refused(put(A, { ReturnValues: "ALL_NEW" }), "Return values set to invalid value"),
    ],
  },
  {
    name: "a condition that fails changes nothing and shows the item when asked",
    source: "API PutItem",
    steps: [
      simple(),
      put({ ...A, n: N(1) }),
      refused(
        put(A, { ConditionExpression: "attribute_not_exists(id)", ReturnValuesOnConditionCheckFailure: "ALL_OLD" }),
        "The conditional request failed",
        "ConditionalCheckFailedException",
      ),
      get(A, { Item: { n: N(1) } }),
    ],
  },
  ...(
    [
      ["no key", { n: N(1) }, "One or more parameter values were invalid: Missing the key id in the item"],
      [
        "a key of another type",
        { id: N(1) },
        "One or more parameter values were invalid: Type mismatch for key id expected: S actual: N",
      ],
      [
        "an empty key",
        { id: S("") },
        "One or more parameter values are not valid. The AttributeValue for a key attribute cannot contain an empty string value. Key: id",
      ],
      ["a number that is none", { ...A, n: N("x") }, "The parameter cannot be converted to a numeric value: x"],
      ["39 digits", { ...A, n: N("1".repeat(39)) }, "Attempting to store more than 38 significant digits in a Number"],
      [
        "a number too large",
        { ...A, n: N("1e126") },
        "Number overflow. Attempting to store a number with magnitude larger than supported range",
      ],
      [
        "an empty set",
        { ...A, s: { SS: [] } },
        "One or more parameter values were invalid: An string set  may not be empty",
      ],
      ["a set with the same member twice", { ...A, s: { SS: ["a", "a"] } }, /contains duplicates/],
      [
        "a value of no type",
        { ...A, s: {} },
        "Supplied AttributeValue is empty, must contain exactly one of the supported datatypes",
      ],
      [
        "400 KB and a byte",
        { ...A, s: S("x".repeat(400 * 1_024 - 3)) },
        "Item size has exceeded the maximum allowed size",
      ],
      ["a key of 2049 bytes", { id: S("x".repeat(2_049)) }, /maximum size limit of 2048 bytes/],
    ] as [string, Record<string, unknown>, string | RegExp][]
  ).map(([name, item, message]) => ({
    name: `PutItem refuses ${name}`,
    source: "recorded: putItem",
    steps: [simple(), refused(put(item), message), step("Scan", T, { Count: 0 })],
  })),
  {
    name: "400 KB exactly is taken",
    source: "Guide: Quotas",
    steps: [simple(), put({ ...A, s: S("x".repeat(400 * 1_024 - 4)) })],
  },
  {
    name: "the key must fit the schema",
    source: "recorded: getItem",
    steps: [
      simple(),
      refused(get({ other: S("a") }, undefined), "The provided key element does not match the schema"),
      refused(step("DeleteItem", { ...T, Key: { ...A, b: S("b") } }), /does not match the schema/),
    ],
  },
  {
    name: "an update makes the item that was not there, and counts",
    source: "Guide: Using update expressions",
    steps: [
      simple(),
      {
        ...update(A, "ADD hits :one SET title = :t", {
          ...values({ ":one": N(1), ":t": S("x") }),
          ReturnValues: "ALL_NEW",
        }),
        answer: { Attributes: { ...A, hits: N(1), title: S("x") } },
      } as Step,
      {
        ...update(A, "SET hits = hits + :one REMOVE title", {
          ...values({ ":one": N(1) }),
          ReturnValues: "UPDATED_NEW",
        }),
        answer: { Attributes: { hits: N(2) } },
      } as Step,
      get(A, { Item: { hits: N(2) } }),
    ],
  },
  {
    name: "lists, maps and sets are updated in place",
    source: "Guide: Using update expressions",
    steps: [
      simple(),
      put({ ...A, list: { L: [N(1), N(2), N(3)] }, map: { M: { x: N(1) } }, set: { SS: ["a", "b"] } }),
      update(A, "SET #l[1] = :v, #m.y = :v, more = list_append(#l, :l) REMOVE #l[0] DELETE #s :s", {
        ...values({ ":v": N(9), ":l": { L: [N(4)] }, ":s": { SS: ["a"] } }),
        ExpressionAttributeNames: { "#l": "list", "#m": "map", "#s": "set" },
      }),
      get(A, {
        Item: {
          list: { L: [N(9), N(3)] },
          map: { M: { x: N(1), y: N(9) } },
          more: { L: [N(1), N(2), N(3), N(4)] },
          set: { SS: ["b"] },
        },
      }),
    ],
  },
  ...(
    [
      ["the key", "SET id = :v", /Cannot update attribute id. This attribute is part of the key/],
      ["a reserved word", "SET name = :v", /Attribute name is a reserved keyword; reserved keyword: name/],
      ["the same path twice", "SET a = :v, a = :v", /Two document paths overlap/],
      [
        "a missing operand",
        "SET a = b + :v",
        "The provided expression refers to an attribute that does not exist in the item",
      ],
      [
        "a path through nothing",
        "SET a.b = :v",
        "The document path provided in the update expression is invalid for update",
      ],
      ["another type", "ADD s :v", "An operand in the update expression has an incorrect data type"],
      ["bad syntax", "SET a :v", /^Invalid UpdateExpression: Syntax error/],
      [
        "an unknown value",
        "SET a = :v, b = :w",
        /attribute value used in expression is not defined; attribute value: :w/,
      ],
      ["an unused value", "REMOVE a", /unused in expressions: keys: {:v}/],
      ["nothing", "", /The expression can not be empty/],
    ] as [string, string, string | RegExp][]
  ).map(([name, expression, message]) => ({
    name: `UpdateItem refuses ${name}`,
    source: "recorded: updateItem",
    steps: [
      simple(),
      put({ ...A, s: S("x") }),
      refused(update(A, expression, values({ ":v": N(1) })), message),
      get(A, { Item: { s: S("x") } }),
    ],
  })),
  {
    name: "a delete shows the item, and a second finds nothing",
    source: "API DeleteItem",
    steps: [
      simple(),
      put({ ...A, n: N(1) }),
      step("DeleteItem", { ...T, Key: A, ReturnValues: "ALL_OLD" }, { Attributes: { n: N(1) } }),
      { do: "DeleteItem", with: { ...T, Key: A, ReturnValues: "ALL_OLD" }, without: ["Attributes"] },
    ],
  },
  {
    name: "a projection shows the paths it names",
    source: "Guide: Projection expressions",
    steps: [
      simple(),
      put({ ...A, m: { M: { x: N(1), y: N(2) } }, l: { L: [N(1), N(2), N(3)] } }),
      get(A, { Item: { m: { M: { y: N(2) } }, l: { L: [N(1), N(3)] } } }, { ProjectionExpression: "m.y, l[2], l[0]" }),
      refused(get(A, undefined, { ProjectionExpression: "m, m.y" }), /overlap/),
    ],
  },
  {
    name: "capacity: 4 KB a read unit, half when eventually consistent, 1 KB a write unit",
    source: "Guide: Read and write operations",
    steps: [
      simple(),
      {
        ...put({ ...A, s: S("x".repeat(5_000)) }, { ReturnConsumedCapacity: "TOTAL" }),
        answer: { ConsumedCapacity: { TableName: "orders", CapacityUnits: 5 } },
      } as Step,
      get(A, { ConsumedCapacity: { CapacityUnits: 1 } }, { ReturnConsumedCapacity: "TOTAL" }),
      get(A, { ConsumedCapacity: { CapacityUnits: 2 } }, { ReturnConsumedCapacity: "TOTAL", ConsistentRead: true }),
    ],
  },
  {
    name: "legacy parameters are refused by name",
    source: "ours",
    steps: [simple(), refused(put(A, { Expected: {} }), /^Expected is a legacy parameter/)],
  },
  // ---- query and scan --------------------------------------------------------------------------------------------------
  {
    name: "a query answers in the order of the sort key, either way, in pages",
    source: "API Query",
    steps: [
      table(),
      ...[10, 9, 2, 1].map((number) => put(order(number))),
      query("customer = :c", { ":c": S("ana") }, numbered(1, 2, 9, 10)),
      query("customer = :c", { ":c": S("ana") }, numbered(10, 9), { ScanIndexForward: false, Limit: 2 }),
      query("customer = :c AND #n BETWEEN :a AND :b", { ":c": S("ana"), ":a": N(2), ":b": N(9) }, numbered(2, 9), {
        ExpressionAttributeNames: { "#n": "number" },
      }),
      { ...query("customer = :c", { ":c": S("ana") }, numbered(1, 2, 9), { Limit: 3 }), as: "page" } as Step,
      query("customer = :c", { ":c": S("ana") }, numbered(10), { ExclusiveStartKey: "$page.LastEvaluatedKey" }),
      {
        do: "Query",
        with: { ...T, KeyConditionExpression: "customer = :c", ...values({ ":c": S("bo") }) },
        answer: { Count: 0 },
        without: ["LastEvaluatedKey"],
      },
    ],
  },
  {
    name: "a filter comes after the limit",
    source: "API Query",
    steps: [
      table(),
      ...[1, 2, 3].map((number) => put(order(number, { price: N(number * 10) }))),
      query(
        "customer = :c",
        { ":c": S("ana"), ":p": N(20) },
        { Count: 1, ScannedCount: 2 },
        {
          FilterExpression: "price >= :p",
          Limit: 2,
        },
      ),
      step("Scan", { ...T, FilterExpression: "price < :p", ...values({ ":p": N(20) }) }, { Count: 1, ScannedCount: 3 }),
      step("Scan", { ...T, Select: "COUNT" }, { Count: 3 }),
    ],
  },
  {
    name: "indexes hold the items that have their keys, and what they project",
    source: "Guide: Improving data access with secondary indexes",
    steps: [
      table(),
      put(order(1, { status: S("open"), date: S("2026-02"), price: N(5) })),
      put(order(2, { status: S("paid"), date: S("2026-01") })),
      put(order(3)),
      step(
        "Query",
        {
          ...T,
          IndexName: "byStatus",
          KeyConditionExpression: "#s = :s",
          ExpressionAttributeNames: { "#s": "status" },
          ...values({ ":s": S("open") }),
        },
        { Items: [order(1, { status: S("open") })] },
      ),
      query("customer = :c", { ":c": S("ana") }, numbered(2, 1), { IndexName: "byDate" }),
      refused(
        put(order(4, { status: N(1) })),
        /Type mismatch for Index Key status Expected: S Actual: N IndexName: byStatus/,
      ),
      refused(
        step("Scan", { ...T, IndexName: "byStatus", ConsistentRead: true }),
        "Consistent reads are not supported on global secondary indexes",
      ),
    ],
  },
  {
    name: "a page ends at 1 MB",
    source: "API Query",
    steps: [
      table(),
      ...[1, 2, 3, 4].map((number) => put(order(number, { s: S("x".repeat(390_000)) }))),
      { ...query("customer = :c", { ":c": S("ana") }, numbered(1, 2, 3)), as: "page" } as Step,
      query("customer = :c", { ":c": S("ana") }, numbered(4), { ExclusiveStartKey: "$page.LastEvaluatedKey" }),
    ],
  },
  ...(
    [
      ["no partition key", "#n = :v", /Query condition missed key schema element: customer/],
      ["a partition key in a range", "customer > :v", "Query key condition not supported"],
      ["or", "customer = :v OR customer = :v", "Invalid operator used in KeyConditionExpression: OR"],
      [
        "two conditions on a key",
        "customer = :v AND customer = :v",
        "KeyConditionExpressions must only contain one condition per key",
      ],
      [
        "a function that is none of a key's",
        "customer = :v AND contains(a, :v)",
        /Invalid operator used in KeyConditionExpression: contains/,
      ],
    ] as [string, string, string | RegExp][]
  ).map(([name, expression, message]) => ({
    name: `Query refuses ${name}`,
    source: "recorded: query",
    steps: [
      table(),
      refused(
        query(
          expression,
          { ":v": S("x") },
          undefined,
          expression.includes("#n") ? { ExpressionAttributeNames: { "#n": "number" } } : {},
        ),
        message,
      ),
    ],
  })),
  {
    name: "a limit of 0 is refused",
    source: "recorded: scan",
    steps: [simple(), refused(step("Scan", { ...T, Limit: 0 }), /Value '0' at 'limit' failed to satisfy constraint/)],
  },
  // ---- batches and transactions ----------------------------------------------------------------------------------------
  {
    name: "batches write and read many items",
    source: "API BatchWriteItem",
    steps: [
      simple(),
      step(
        "BatchWriteItem",
        { RequestItems: { orders: ["a", "b", "c"].map((id) => ({ PutRequest: { Item: { id: S(id) } } })) } },
        { UnprocessedItems: {} },
      ),
      step("BatchWriteItem", { RequestItems: { orders: [{ DeleteRequest: { Key: A } }] } }),
      step(
        "BatchGetItem",
        { RequestItems: { orders: { Keys: [A, { id: S("b") }] } } },
        { Responses: { orders: [{ id: S("b") }] }, UnprocessedKeys: {} },
      ),
    ],
  },
  {
    name: "batches have at most 25 writes and 100 reads, none of them twice",
    source: "recorded: batchWriteItem",
    steps: [
      simple(),
      refused(
        step("BatchWriteItem", {
          RequestItems: { orders: Array.from({ length: 26 }, (_, i) => ({ PutRequest: { Item: { id: S(`${i}`) } } })) },
        }),
        "Too many items requested for the BatchWriteItem call",
      ),
      refused(
        step("BatchGetItem", {
          RequestItems: { orders: { Keys: Array.from({ length: 101 }, (_, i) => ({ id: S(`${i}`) })) } },
        }),
        "Too many items requested for the BatchGetItem call",
      ),
      refused(
        step("BatchGetItem", { RequestItems: { orders: { Keys: [A, A] } } }),
        "Provided list of item keys contains duplicates",
      ),
      step("Scan", T, { Count: 0 }),
    ],
  },
  {
    name: "a transaction is carried out whole or not at all",
    source: "API TransactWriteItems",
    steps: [
      simple(),
      put({ ...A, n: N(1) }),
      refused(
        step("TransactWriteItems", {
          TransactItems: [
            { Put: { ...T, Item: { id: S("b") } } },
            {
              Update: {
                ...T,
                Key: A,
                UpdateExpression: "SET n = :v",
                ConditionExpression: "n > :v",
                ...values({ ":v": N(5) }),
              },
            },
          ],
        }),
        "Transaction cancelled, please refer cancellation reasons for specific reasons [None, ConditionalCheckFailed]",
        "TransactionCanceledException",
      ),
      none({ id: S("b") }),
      step("TransactWriteItems", {
        TransactItems: [
          { Put: { ...T, Item: { id: S("b") } } },
          { ConditionCheck: { ...T, Key: A, ConditionExpression: "attribute_exists(id)" } },
        ],
      }),
      step(
        "TransactGetItems",
        { TransactItems: [{ Get: { ...T, Key: A } }, { Get: { ...T, Key: { id: S("c") } } }] },
        { Responses: [{ Item: { n: N(1) } }, {}] },
      ),
    ],
  },
  {
    name: "a transaction takes an item once",
    source: "API TransactWriteItems",
    steps: [
      simple(),
      refused(
        step("TransactWriteItems", { TransactItems: [{ Put: { ...T, Item: A } }, { Delete: { ...T, Key: A } }] }),
        "Transaction request cannot include multiple operations on one item",
      ),
    ],
  },
  {
    name: "the same token carries out a transaction once",
    source: "API TransactWriteItems",
    steps: [
      simple(),
      ...[1, 2].map(() =>
        step("TransactWriteItems", {
          ClientRequestToken: "t",
          TransactItems: [{ Update: { ...T, Key: A, UpdateExpression: "ADD n :v", ...values({ ":v": N(1) }) } }],
        }),
      ),
      get(A, { Item: { n: N(1) } }),
      refused(
        step("TransactWriteItems", { ClientRequestToken: "t", TransactItems: [{ Put: { ...T, Item: A } }] }),
        /same ClientRequestToken/,
        "IdempotentParameterMismatchException",
      ),
    ],
  },
  // ---- time to live ----------------------------------------------------------------------------------------------------
  {
    name: "expired items go in a sweep, those with a later time stay",
    source: "Guide: Using time to live (TTL) in DynamoDB",
    steps: [
      simple(),
      step("UpdateTimeToLive", { ...T, TimeToLiveSpecification: { AttributeName: "until", Enabled: true } }),
      step("DescribeTimeToLive", T, { TimeToLiveDescription: { TimeToLiveStatus: "ENABLED", AttributeName: "until" } }),
      put({ ...A, until: N(Date.UTC(2026, 0, 5) / 1_000 + 60) }),
      put({ id: S("b"), until: N(Date.UTC(2026, 0, 6) / 1_000) }),
      { wait: 120 },
      get(A, { Item: A }),
      { wait: 3_600 },
      none(A),
      get({ id: S("b") }, { Item: { id: S("b") } }),
      refused(
        step("UpdateTimeToLive", { ...T, TimeToLiveSpecification: { AttributeName: "until", Enabled: true } }),
        "TimeToLive is already enabled",
      ),
    ],
  },
];
