/** One table, two doors: S3 itself, and the real client of the SDK bound to it. */
import * as client from "@aws-sdk/client-s3";
import { describe, expect, it } from "vitest";
import { Cloud } from "../../../src/sdk/cloud";
import { S3_OPERATIONS } from "../../../src/services/s3";
import type { Door } from "./case";
import { CASES } from "./s3.cases";
import { describeCases, operationsIn, operationsOf, send } from "./suite";

const ACCOUNT = "123456789012";

function direct(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call: async (operation, input, { as = "root" }) =>
      cloud.call("s3", operation, input, {
        principal: `arn:aws:iam::${ACCOUNT}:${as}`,
        account: ACCOUNT,
        secureTransport: true,
      }),
    wait: (ms) => cloud.run({ for: ms }),
  };
}

function throughSdk(): Door {
  const cloud = new Cloud({ seed: 1 });
  return {
    call(operation, input, { as = "root" }) {
      return send(client, cloud.client(client.S3Client, { as }), operation, input);
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}

describeCases("S3", CASES, { direct, throughSdk });

/** Not simulated: S3 answers NotImplemented and names the operation. */
const MISSING = [
  "CreateBucketMetadataConfiguration",
  "CreateBucketMetadataTableConfiguration",
  "CreateSession",
  "DeleteBucketAnalyticsConfiguration",
  "DeleteBucketCors",
  "DeleteBucketEncryption",
  "DeleteBucketIntelligentTieringConfiguration",
  "DeleteBucketInventoryConfiguration",
  "DeleteBucketMetadataConfiguration",
  "DeleteBucketMetadataTableConfiguration",
  "DeleteBucketMetricsConfiguration",
  "DeleteBucketOwnershipControls",
  "DeleteBucketReplication",
  "DeleteBucketTagging",
  "DeleteBucketWebsite",
  "DeleteObjectAnnotation",
  "DeletePublicAccessBlock",
  "GetBucketAbac",
  "GetBucketAccelerateConfiguration",
  "GetBucketAcl",
  "GetBucketAnalyticsConfiguration",
  "GetBucketCors",
  "GetBucketEncryption",
  "GetBucketIntelligentTieringConfiguration",
  "GetBucketInventoryConfiguration",
  "GetBucketLogging",
  "GetBucketMetadataConfiguration",
  "GetBucketMetadataTableConfiguration",
  "GetBucketMetricsConfiguration",
  "GetBucketOwnershipControls",
  "GetBucketPolicyStatus",
  "GetBucketReplication",
  "GetBucketRequestPayment",
  "GetBucketWebsite",
  "GetObjectAcl",
  "GetObjectAnnotation",
  "GetObjectAttributes",
  "GetObjectLegalHold",
  "GetObjectLockConfiguration",
  "GetObjectRetention",
  "GetObjectTorrent",
  "GetPublicAccessBlock",
  "ListBucketAnalyticsConfigurations",
  "ListBucketIntelligentTieringConfigurations",
  "ListBucketInventoryConfigurations",
  "ListBucketMetricsConfigurations",
  "ListDirectoryBuckets",
  "ListMultipartUploads",
  "ListObjectAnnotations",
  "ListObjects",
  "ListParts",
  "PutBucketAbac",
  "PutBucketAccelerateConfiguration",
  "PutBucketAcl",
  "PutBucketAnalyticsConfiguration",
  "PutBucketCors",
  "PutBucketEncryption",
  "PutBucketIntelligentTieringConfiguration",
  "PutBucketInventoryConfiguration",
  "PutBucketLogging",
  "PutBucketMetricsConfiguration",
  "PutBucketOwnershipControls",
  "PutBucketReplication",
  "PutBucketRequestPayment",
  "PutBucketWebsite",
  "PutObjectAcl",
  "PutObjectAnnotation",
  "PutObjectLegalHold",
  "PutObjectLockConfiguration",
  "PutObjectRetention",
  "PutPublicAccessBlock",
  "RenameObject",
  "RestoreObject",
  "SelectObjectContent",
  "UpdateBucketMetadataAnnotationTableConfiguration",
  "UpdateBucketMetadataInventoryTableConfiguration",
  "UpdateBucketMetadataJournalTableConfiguration",
  "UpdateObjectEncryption",
  "UploadPartCopy",
  "WriteGetObjectResponse",
];

describe("the table of S3", () => {
  it("covers every operation of the real client, those that are missing by name", () => {
    const operations = operationsOf(client);
    expect([...S3_OPERATIONS, ...MISSING].sort()).toEqual(operations);
    const used = operationsIn(CASES);
    expect(S3_OPERATIONS.filter((operation) => !used.has(operation))).toEqual([]);
  });

  it("gives every row a source and a name of its own", () => {
    expect(new Set(CASES.map(({ name }) => name)).size).toBe(CASES.length);
    for (const { source } of CASES) expect(source).toMatch(/API|Guide|recorded|ours/);
  });
});
