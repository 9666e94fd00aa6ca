/**
 * What S3 must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/AmazonS3/latest/API/API_X.html. "Guide: T": the page with that title of the User Guide.
 * "ours": AWS does not say. "eventbridge." before an operation calls that service.
 */
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "S3";

export const GAPS: Gaps = {
  "annotations, metadata tables and inventories": [
    "CreateBucketMetadataConfiguration",
    "CreateBucketMetadataTableConfiguration",
    "DeleteBucketInventoryConfiguration",
    "DeleteBucketMetadataConfiguration",
    "DeleteBucketMetadataTableConfiguration",
    "DeleteObjectAnnotation",
    "GetBucketInventoryConfiguration",
    "GetBucketMetadataConfiguration",
    "GetBucketMetadataTableConfiguration",
    "GetObjectAnnotation",
    "ListBucketInventoryConfigurations",
    "ListObjectAnnotations",
    "PutBucketInventoryConfiguration",
    "PutObjectAnnotation",
    "UpdateBucketMetadataAnnotationTableConfiguration",
    "UpdateBucketMetadataInventoryTableConfiguration",
    "UpdateBucketMetadataJournalTableConfiguration",
  ],
  "access lists, public access and ownership: policies decide": [
    "DeleteBucketOwnershipControls",
    "DeletePublicAccessBlock",
    "GetBucketAbac",
    "GetBucketAcl",
    "GetBucketOwnershipControls",
    "GetBucketPolicyStatus",
    "GetObjectAcl",
    "GetPublicAccessBlock",
    "PutBucketAbac",
    "PutBucketAcl",
    "PutBucketOwnershipControls",
    "PutObjectAcl",
    "PutPublicAccessBlock",
  ],
  "object lock": [
    "GetObjectLegalHold",
    "GetObjectLockConfiguration",
    "GetObjectRetention",
    "PutObjectLegalHold",
    "PutObjectLockConfiguration",
    "PutObjectRetention",
  ],
  "storage classes and restoring": [
    "DeleteBucketAnalyticsConfiguration",
    "DeleteBucketIntelligentTieringConfiguration",
    "GetBucketAnalyticsConfiguration",
    "GetBucketIntelligentTieringConfiguration",
    "ListBucketAnalyticsConfigurations",
    "ListBucketIntelligentTieringConfigurations",
    "PutBucketAnalyticsConfiguration",
    "PutBucketIntelligentTieringConfiguration",
    "RestoreObject",
  ],
  "web sites, CORS, acceleration, payer, logs": [
    "DeleteBucketCors",
    "DeleteBucketWebsite",
    "GetBucketAccelerateConfiguration",
    "GetBucketCors",
    "GetBucketLogging",
    "GetBucketRequestPayment",
    "GetBucketWebsite",
    "GetObjectTorrent",
    "PutBucketAccelerateConfiguration",
    "PutBucketCors",
    "PutBucketLogging",
    "PutBucketRequestPayment",
    "PutBucketWebsite",
  ],
  "encryption settings": [
    "DeleteBucketEncryption",
    "GetBucketEncryption",
    "PutBucketEncryption",
    "UpdateObjectEncryption",
  ],
  "replication: there is one Region": ["DeleteBucketReplication", "GetBucketReplication", "PutBucketReplication"],
  "directory buckets": ["CreateSession", "ListDirectoryBuckets", "RenameObject"],
  "queries in objects, Object Lambda": ["SelectObjectContent", "WriteGetObjectResponse"],
  "older or rarer forms of what is modelled": [
    "DeleteBucketTagging",
    "GetObjectAttributes",
    "ListMultipartUploads",
    "ListParts",
    "UploadPartCopy",
  ],
};

const B = { Bucket: "docs" };
const O = { ...B, Key: "k" };
const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as?: string): Step => ({
  do: operation,
  with: input,
  ...(answer !== undefined && { answer }),
  ...(as !== undefined && { as }),
});
const refused = (each: Step, error: string, message?: string | RegExp): Step =>
  ({ ...each, error, ...(message !== undefined && { message }) }) as Step;
const bucket = step("CreateBucket", B);
const put = (Key = "k", more: Record<string, unknown> = {}, as?: string): Step =>
  step("PutObject", { ...B, Key, Body: Buffer.from("hello"), ...more }, undefined, as);
const versioned = step("PutBucketVersioning", { ...B, VersioningConfiguration: { Status: "Enabled" } });
const list = (input: object, answer: unknown, as?: string): Step =>
  step("ListObjectsV2", { ...B, ...input }, answer, as);
const named = (...keys: string[]) => keys.map((Key) => ({ Key }));
const notify = (configuration: object): Step =>
  step("PutBucketNotificationConfiguration", { ...B, NotificationConfiguration: configuration });
const MEGABYTE = 1_024 ** 2;
const upload = step("CreateMultipartUpload", O, { Bucket: "docs", Key: "k" }, "u");
const part = (PartNumber: number, bytes: number, as: string): Step =>
  step("UploadPart", { ...O, UploadId: "$u.UploadId", PartNumber, Body: Buffer.alloc(bytes) }, undefined, as);
const complete = (...Parts: object[]): Step =>
  step("CompleteMultipartUpload", { ...O, UploadId: "$u.UploadId", MultipartUpload: { Parts } });

export const CASES: Case[] = [
  {
    name: "buckets are made, listed, looked at and deleted",
    source: "API CreateBucket",
    steps: [
      step("CreateBucket", B, { Location: "/docs" }),
      step("HeadBucket", B, { BucketRegion: "us-east-1" }),
      step("GetBucketLocation", B),
      step("ListBuckets", {}, { Buckets: [{ Name: "docs" }] }),
      refused(bucket, "BucketAlreadyOwnedByYou"),
      step("DeleteBucket", B),
      refused(step("HeadBucket", B), "NotFound"),
      refused(step("DeleteBucket", B), "NoSuchBucket", "The specified bucket does not exist"),
    ],
  },
  ...["ab", "Docs", "a..b", "192.168.1.1", "-docs"].map((Bucket) => ({
    name: `a bucket cannot be called "${Bucket}"`,
    source: "Guide: Bucket naming rules",
    steps: [refused(step("CreateBucket", { Bucket }), "InvalidBucketName", /not valid/)],
  })),
  {
    name: "a bucket with objects stays",
    source: "API DeleteBucket",
    steps: [
      bucket,
      put(),
      refused(step("DeleteBucket", B), "BucketNotEmpty"),
      step("HeadObject", O, { ContentLength: 5 }),
    ],
  },
  {
    name: "an object comes back with its ETag (MD5), type and metadata in lower case",
    source: "API PutObject",
    steps: [
      bucket,
      {
        ...put("k", { ContentType: "text/plain", Metadata: { Author: "ana" } }),
        answer: { ETag: '"5d41402abc4b2a76b9719d911017c592"' },
      } as Step,
      step("GetObject", O, { ContentLength: 5, ContentType: "text/plain", Metadata: { author: "ana" } }),
      step("GetObject", { ...O, Range: "bytes=-2" }, { ContentRange: "bytes 3-4/5", ContentLength: 2 }),
      refused(step("GetObject", { ...O, Range: "bytes=9-" }), "InvalidRange"),
    ],
  },
  {
    name: "an object that is not there",
    source: "API GetObject",
    steps: [
      bucket,
      refused(step("GetObject", O), "NoSuchKey", "The specified key does not exist."),
      refused(step("HeadObject", O), "NotFound"),
      step("DeleteObject", O),
    ],
  },
  ...(
    [
      ["a key of 1025 bytes", { Key: "x".repeat(1_025) }, "KeyTooLongError"],
      ["more than 2 KB of metadata", { Metadata: { a: "x".repeat(2_048) } }, "MetadataTooLarge"],
      ["a wrong MD5", { ContentMD5: "AAAA" }, "BadDigest"],
      ["eleven tags", { Tagging: Array.from({ length: 11 }, (_, i) => `t${i}=1`).join("&") }, "BadRequest"],
    ] as [string, object, string][]
  ).map(([name, input, error]) => ({
    name: `PutObject refuses ${name}`,
    source: "API PutObject",
    steps: [bucket, refused(put("k", input as Record<string, unknown>), error), list({}, { KeyCount: 0 })],
  })),
  {
    name: "conditions on writes and reads",
    source: "Guide: Add preconditions to S3 operations with conditional requests",
    steps: [
      bucket,
      put("k", { IfNoneMatch: "*" }, "p"),
      refused(put("k", { IfNoneMatch: "*" }), "PreconditionFailed"),
      put("k", { IfMatch: "$p.ETag", Body: Buffer.from("new") }),
      refused(put("k", { IfMatch: "$p.ETag" }), "PreconditionFailed"),
      refused(put("other", { IfMatch: "$p.ETag" }), "NoSuchKey"),
      refused(step("GetObject", { ...O, IfMatch: "$p.ETag" }), "PreconditionFailed"),
      step("GetObject", { ...O, IfNoneMatch: "$p.ETag" }, { ContentLength: 3 }),
    ],
  },
  {
    name: "a copy keeps the metadata unless told to replace it",
    source: "API CopyObject",
    steps: [
      bucket,
      put("k", { Metadata: { a: "1" } }),
      step(
        "CopyObject",
        { ...B, Key: "c", CopySource: "docs/k" },
        { CopyObjectResult: { ETag: '"5d41402abc4b2a76b9719d911017c592"' } },
      ),
      step("HeadObject", { ...B, Key: "c" }, { Metadata: { a: "1" } }),
      step("CopyObject", { ...B, Key: "c", CopySource: "docs/k", MetadataDirective: "REPLACE", Metadata: { b: "2" } }),
      step("HeadObject", { ...B, Key: "c" }, { Metadata: { b: "2" } }),
      refused(step("CopyObject", { ...O, CopySource: "docs/k" }), "InvalidRequest", /copy an object to itself/),
      refused(step("CopyObject", { ...O, CopySource: "docs/none" }), "NoSuchKey"),
    ],
  },
  {
    name: "listings: prefix, delimiter, pages",
    source: "API ListObjectsV2",
    steps: [
      bucket,
      ...["a/1", "a/2", "b", "c/1"].map((key) => put(key)),
      list({ Prefix: "a/" }, { Contents: named("a/1", "a/2"), KeyCount: 2 }),
      list(
        { Delimiter: "/" },
        { Contents: named("b"), CommonPrefixes: [{ Prefix: "a/" }, { Prefix: "c/" }], KeyCount: 3 },
      ),
      list({ MaxKeys: 3 }, { Contents: named("a/1", "a/2", "b"), IsTruncated: true }, "page"),
      list({ ContinuationToken: "$page.NextContinuationToken" }, { Contents: named("c/1"), IsTruncated: false }),
      list({ Delimiter: "/", MaxKeys: 1 }, { CommonPrefixes: [{ Prefix: "a/" }], IsTruncated: true }, "page"),
      list({ Delimiter: "/", MaxKeys: 1, ContinuationToken: "$page.NextContinuationToken" }, { Contents: named("b") }),
      list({ StartAfter: "b" }, { Contents: named("c/1") }),
      refused(list({ ContinuationToken: "?" }, undefined), "InvalidArgument", /continuation token/),
    ],
  },
  {
    name: "versions: a delete leaves a marker, and the older one can still be read",
    source: "Guide: Retaining multiple versions of objects with S3 Versioning",
    steps: [
      bucket,
      versioned,
      step("GetBucketVersioning", B, { Status: "Enabled" }),
      put("k", {}, "one"),
      put("k", { Body: Buffer.from("two!!!") }),
      step("DeleteObject", O, { DeleteMarker: true }, "marker"),
      refused(step("GetObject", O), "NoSuchKey"),
      step("GetObject", { ...O, VersionId: "$one.VersionId" }, { ContentLength: 5 }),
      refused(step("GetObject", { ...O, VersionId: "$marker.VersionId" }), "MethodNotAllowed"),
      step("ListObjectVersions", B, {
        DeleteMarkers: [{ Key: "k", IsLatest: true }],
        Versions: [{ Size: 6 }, { Size: 5 }],
      }),
      step("DeleteObject", { ...O, VersionId: "$marker.VersionId" }),
      step("GetObject", O, { ContentLength: 6 }),
      refused(step("GetObject", { ...O, VersionId: "none" }), "NoSuchVersion"),
    ],
  },
  {
    name: "the versions of a bucket come page by page, the newest of each key first",
    source: "API ListObjectVersions",
    steps: [
      bucket,
      versioned,
      ...["a", "a", "b", "b"].map((key) => put(key)),
      step("DeleteObject", { ...B, Key: "b" }),
      step(
        "ListObjectVersions",
        { ...B, MaxKeys: 1 },
        {
          IsTruncated: true,
          MaxKeys: 1,
          NextKeyMarker: "a",
          Versions: [{ Key: "a", IsLatest: true }],
          DeleteMarkers: [],
        },
        "one",
      ),
      step(
        "ListObjectVersions",
        { ...B, MaxKeys: 2, KeyMarker: "$one.NextKeyMarker", VersionIdMarker: "$one.NextVersionIdMarker" },
        {
          IsTruncated: true,
          KeyMarker: "a",
          Versions: [{ Key: "a", IsLatest: false }],
          DeleteMarkers: [{ Key: "b", IsLatest: true }],
          NextKeyMarker: "b",
        },
        "two",
      ),
      {
        ...step(
          "ListObjectVersions",
          { ...B, KeyMarker: "$two.NextKeyMarker", VersionIdMarker: "$two.NextVersionIdMarker" },
          { IsTruncated: false, Versions: [{ Key: "b" }, { Key: "b" }], DeleteMarkers: [] },
        ),
        without: ["NextKeyMarker", "NextVersionIdMarker"],
      } as Step,
      step("ListObjectVersions", { ...B, KeyMarker: "a" }, { Versions: [{ Key: "b" }, { Key: "b" }] }),
      refused(
        step("ListObjectVersions", { ...B, VersionIdMarker: "$one.NextVersionIdMarker" }),
        "InvalidArgument",
        "A version-id marker cannot be specified without a key marker.",
      ),
    ],
  },
  {
    name: "versions are grouped by a delimiter, a group counted as one",
    source: "API ListObjectVersions",
    steps: [
      bucket,
      versioned,
      ...["a", "p/1", "p/2", "q/1"].map((key) => put(key)),
      step(
        "ListObjectVersions",
        { ...B, Delimiter: "/", MaxKeys: 2 },
        { IsTruncated: true, Versions: [{ Key: "a" }], CommonPrefixes: [{ Prefix: "p/" }], NextKeyMarker: "p/" },
      ),
      step(
        "ListObjectVersions",
        { ...B, Delimiter: "/", KeyMarker: "p/" },
        { IsTruncated: false, Versions: [], CommonPrefixes: [{ Prefix: "q/" }] },
      ),
    ],
  },
  {
    name: "request metrics are configured for a bucket, by prefix, looked at, listed and deleted",
    source: "API PutBucketMetricsConfiguration",
    steps: [
      bucket,
      step("PutBucketMetricsConfiguration", { ...B, Id: "EntireBucket", MetricsConfiguration: { Id: "EntireBucket" } }),
      step("PutBucketMetricsConfiguration", {
        ...B,
        Id: "docs",
        MetricsConfiguration: { Id: "docs", Filter: { Prefix: "docs/" } },
      }),
      step(
        "GetBucketMetricsConfiguration",
        { ...B, Id: "docs" },
        { MetricsConfiguration: { Id: "docs", Filter: { Prefix: "docs/" } } },
      ),
      step("ListBucketMetricsConfigurations", B, {
        IsTruncated: false,
        MetricsConfigurationList: [{ Id: "EntireBucket" }, { Id: "docs" }],
      }),
      step("DeleteBucketMetricsConfiguration", { ...B, Id: "docs" }),
      refused(step("GetBucketMetricsConfiguration", { ...B, Id: "docs" }), "NoSuchConfiguration"),
      refused(step("DeleteBucketMetricsConfiguration", { ...B, Id: "docs" }), "NoSuchConfiguration"),
      refused(
        step("PutBucketMetricsConfiguration", { ...B, Id: "a b", MetricsConfiguration: { Id: "a b" } }),
        "InvalidArgument",
        /Id must have/,
      ),
      refused(
        step("PutBucketMetricsConfiguration", { ...B, Id: "a", MetricsConfiguration: { Id: "b" } }),
        "InvalidArgument",
        /MetricsConfiguration.Id/,
      ),
      refused(
        step("PutBucketMetricsConfiguration", {
          ...B,
          Id: "a",
          MetricsConfiguration: { Id: "a", Filter: { Tag: { Key: "k", Value: "v" } } },
        }),
        "NotImplemented",
        /by Tag/,
      ),
    ],
  },
  {
    name: "the older list begins after a key, and names the next one only when there is a delimiter",
    source: "API ListObjects",
    steps: [
      bucket,
      ...["a", "b", "p/1", "p/2", "q"].map((key) => put(key)),
      {
        ...step("ListObjects", { ...B, MaxKeys: 2 }, { IsTruncated: true, Marker: "", Contents: named("a", "b") }),
        without: ["NextMarker", "KeyCount"],
      } as Step,
      step("ListObjects", { ...B, Marker: "b" }, { IsTruncated: false, Contents: named("p/1", "p/2", "q") }),
      step(
        "ListObjects",
        { ...B, Delimiter: "/", MaxKeys: 3 },
        { IsTruncated: true, Contents: named("a", "b"), CommonPrefixes: [{ Prefix: "p/" }], NextMarker: "p/" },
      ),
      step("ListObjects", { ...B, Delimiter: "/", Marker: "p/" }, { IsTruncated: false, Contents: named("q") }),
      refused(step("ListObjects", { Bucket: "nowhere" }), "NoSuchBucket"),
    ],
  },
  {
    name: "DeleteObjects needs a permission for each key, and says which it lacks",
    source: "API DeleteObjects",
    steps: [
      bucket,
      put("mine/1"),
      put("other/1"),
      step("PutBucketPolicy", {
        ...B,
        Policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::123456789012:user/ana" },
              Action: "s3:DeleteObject",
              Resource: "arn:aws:s3:::docs/mine/*",
            },
          ],
        }),
      }),
      {
        ...step(
          "DeleteObjects",
          { ...B, Delete: { Objects: named("mine/1", "other/1") } },
          { Deleted: [{ Key: "mine/1" }], Errors: [{ Key: "other/1", Code: "AccessDenied" }] },
        ),
        by: "user/ana",
      } as Step,
      {
        ...step(
          "DeleteObjects",
          { ...B, Delete: { Quiet: true, Objects: named("mine/1", "other/1") } },
          { Errors: [{ Key: "other/1", Code: "AccessDenied" }] },
        ),
        by: "user/ana",
        without: ["Deleted"],
      } as Step,
      list({}, { Contents: named("other/1") }),
    ],
  },
  {
    name: "many objects are deleted at once",
    source: "API DeleteObjects",
    steps: [
      bucket,
      put("a"),
      put("b"),
      step("DeleteObjects", { ...B, Delete: { Objects: named("a", "none") } }, { Deleted: named("a", "none") }),
      list({}, { Contents: named("b") }),
      refused(step("DeleteObjects", { ...B, Delete: { Objects: [] } }), "MalformedXML"),
    ],
  },
  {
    name: "tags of objects and buckets",
    source: "API PutObjectTagging",
    steps: [
      bucket,
      put("k", { Tagging: "a=1" }),
      step("GetObjectTagging", O, { TagSet: [{ Key: "a", Value: "1" }] }),
      step("PutObjectTagging", { ...O, Tagging: { TagSet: [{ Key: "b", Value: "2" }] } }),
      step("HeadObject", O, { TagCount: 1 }),
      step("DeleteObjectTagging", O),
      step("GetObjectTagging", O, { TagSet: [] }),
      refused(step("GetBucketTagging", B), "NoSuchTagSet"),
      step("PutBucketTagging", { ...B, Tagging: { TagSet: [{ Key: "c", Value: "3" }] } }),
      step("GetBucketTagging", B, { TagSet: [{ Key: "c", Value: "3" }] }),
    ],
  },
  {
    name: "a multipart upload becomes one object, its ETag the MD5 of the MD5s",
    source: "Guide: Multipart upload",
    steps: [
      bucket,
      upload,
      part(1, 5 * MEGABYTE, "one"),
      part(2, 3, "two"),
      refused(complete({ PartNumber: 2, ETag: "$two.ETag" }, { PartNumber: 1, ETag: "$one.ETag" }), "InvalidPartOrder"),
      refused(complete({ PartNumber: 1, ETag: "none" }), "InvalidPart"),
      complete({ PartNumber: 1, ETag: "$one.ETag" }, { PartNumber: 2, ETag: "$two.ETag" }),
      step("HeadObject", O, { ContentLength: 5 * MEGABYTE + 3 }),
      refused(complete({ PartNumber: 1, ETag: "$one.ETag" }), "NoSuchUpload"),
    ],
  },
  {
    name: "a small part is refused except as the last, and an aborted upload is gone",
    source: "Guide: Multipart upload",
    steps: [
      bucket,
      upload,
      part(1, 3, "one"),
      part(2, 3, "two"),
      refused(part(10_001, 1, "x"), "InvalidArgument"),
      refused(complete({ PartNumber: 1, ETag: "$one.ETag" }, { PartNumber: 2, ETag: "$two.ETag" }), "EntityTooSmall"),
      step("AbortMultipartUpload", { ...O, UploadId: "$u.UploadId" }),
      refused(part(1, 3, "x"), "NoSuchUpload"),
    ],
  },
  {
    name: "a bucket policy decides, and an explicit deny wins",
    source: "Guide: Bucket policies",
    steps: [
      bucket,
      put(),
      refused(step("GetBucketPolicy", B), "NoSuchBucketPolicy"),
      refused(step("PutBucketPolicy", { ...B, Policy: "{}" }), "MalformedPolicy"),
      refused({ ...step("GetObject", O), by: "user/ana" } as Step, "AccessDenied"),
      step("PutBucketPolicy", {
        ...B,
        Policy: JSON.stringify({
          Statement: [
            {
              Effect: "Allow",
              Principal: { AWS: "arn:aws:iam::123456789012:user/ana" },
              Action: "s3:GetObject",
              Resource: "arn:aws:s3:::docs/*",
            },
            {
              Sid: "NoWrites",
              Effect: "Deny",
              Principal: "*",
              Action: "s3:PutObject",
              Resource: "arn:aws:s3:::docs/*",
            },
          ],
        }),
      }),
      { ...step("GetObject", O, { ContentLength: 5 }), by: "user/ana" } as Step,
      refused(put("x"), "AccessDenied", /NoWrites/),
      step("DeleteBucketPolicy", B),
      put("x"),
    ],
  },
  {
    name: "objects expire at the midnight after their days",
    source: "Guide: Managing the lifecycle of objects",
    steps: [
      bucket,
      refused(step("GetBucketLifecycleConfiguration", B), "NoSuchLifecycleConfiguration"),
      step("PutBucketLifecycleConfiguration", {
        ...B,
        LifecycleConfiguration: {
          Rules: [{ ID: "r", Status: "Enabled", Filter: { Prefix: "tmp/" }, Expiration: { Days: 1 } }],
        },
      }),
      step("GetBucketLifecycleConfiguration", B, { Rules: [{ ID: "r" }] }),
      { wait: 60 },
      put("tmp/x"),
      put("k"),
      { wait: 86_400 + 3_600 },
      list({}, { Contents: named("k", "tmp/x") }),
      { wait: 86_400 },
      list({}, { Contents: named("k"), KeyCount: 1 }),
      refused(
        step("PutBucketLifecycleConfiguration", {
          ...B,
          LifecycleConfiguration: { Rules: [{ Status: "Enabled", Prefix: "", Expiration: { Days: 0 } }] },
        }),
        "InvalidArgument",
      ),
      step("DeleteBucketLifecycle", B),
    ],
  },
  {
    name: "notifications are checked: ARN, event, filter, ambiguity, destination",
    source: "Guide: Amazon S3 Event Notifications",
    steps: [
      bucket,
      ...(
        [
          { QueueArn: "x", Events: ["s3:ObjectCreated:*"] },
          { QueueArn: "arn:aws:sqs:us-east-1:123456789012:q", Events: ["s3:Nothing"] },
          { QueueArn: "arn:aws:sqs:us-east-1:123456789012:none", Events: ["s3:ObjectCreated:*"] },
        ] as object[]
      ).map((each) => refused(notify({ QueueConfigurations: [each] }), "InvalidArgument")),
      refused(
        notify({
          QueueConfigurations: [1, 2].map(() => ({
            QueueArn: "arn:aws:sqs:us-east-1:123456789012:q",
            Events: ["s3:ObjectCreated:*"],
          })),
        }),
        "InvalidArgument",
        /ambiguously defined/,
      ),
      notify({ EventBridgeConfiguration: {} }),
      step("GetBucketNotificationConfiguration", B, { EventBridgeConfiguration: {} }),
    ],
  },
];
