/**
 * Amazon S3 on the simulation's clock: buckets, objects, versions, conditions, tags, multipart uploads, notifications, bucket
 * policies, expiry. Left out, and refused by name: access control lists, encryption, replication, select, object lock,
 * static sites, access points. Storage classes are kept and mean nothing.
 */
import { type Link, nodeOfArn } from "../link";
import type { Service, World } from "../service";
import {
  createBucket,
  deleteBucket,
  deleteBucketPolicy,
  getBucketLocation,
  getBucketPolicy,
  getBucketTagging,
  getBucketVersioning,
  headBucket,
  listBuckets,
  putBucketPolicy,
  putBucketTagging,
  putBucketVersioning,
} from "./buckets";
import { S3 } from "./context";
import { unsupported } from "./errors";
import { deleteBucketLifecycle, getBucketLifecycleConfiguration, putBucketLifecycleConfiguration } from "./lifecycle";
import { listObjects, listObjectsV2, listObjectVersions } from "./list";
import {
  deleteBucketMetricsConfiguration,
  getBucketMetricsConfiguration,
  listBucketMetricsConfigurations,
  measured,
  putBucketMetricsConfiguration,
} from "./metrics-configuration";
import { abortMultipartUpload, completeMultipartUpload, createMultipartUpload, uploadPart } from "./multipart";
import { getBucketNotificationConfiguration, putBucketNotificationConfiguration } from "./notification";
import { deleteObjectTagging, getObjectTagging, putObjectTagging } from "./object-tagging";
import { copyObject, deleteObject, deleteObjects, getObject, headObject, putObject } from "./objects";

// biome-ignore lint/suspicious/noExplicitAny: each operation has its own input, checked at the boundary
type Operation = (s3: S3, input: any, caller: Parameters<Service["call"]>[2]) => unknown;

const operations = new Map<string, Operation>(
  Object.entries({
    AbortMultipartUpload: abortMultipartUpload,
    CompleteMultipartUpload: completeMultipartUpload,
    CopyObject: copyObject,
    CreateBucket: createBucket,
    CreateMultipartUpload: createMultipartUpload,
    DeleteBucket: deleteBucket,
    DeleteBucketLifecycle: deleteBucketLifecycle,
    DeleteBucketMetricsConfiguration: deleteBucketMetricsConfiguration,
    DeleteBucketPolicy: deleteBucketPolicy,
    DeleteObject: deleteObject,
    DeleteObjects: deleteObjects,
    DeleteObjectTagging: deleteObjectTagging,
    GetBucketLifecycleConfiguration: getBucketLifecycleConfiguration,
    GetBucketLocation: getBucketLocation,
    GetBucketMetricsConfiguration: getBucketMetricsConfiguration,
    GetBucketNotificationConfiguration: getBucketNotificationConfiguration,
    GetBucketPolicy: getBucketPolicy,
    GetBucketTagging: getBucketTagging,
    GetBucketVersioning: getBucketVersioning,
    GetObject: getObject,
    GetObjectTagging: getObjectTagging,
    HeadBucket: headBucket,
    HeadObject: headObject,
    ListBucketMetricsConfigurations: listBucketMetricsConfigurations,
    ListBuckets: listBuckets,
    ListObjects: listObjects,
    ListObjectVersions: listObjectVersions,
    ListObjectsV2: listObjectsV2,
    PutBucketLifecycleConfiguration: putBucketLifecycleConfiguration,
    PutBucketMetricsConfiguration: putBucketMetricsConfiguration,
    PutBucketNotificationConfiguration: putBucketNotificationConfiguration,
    PutBucketPolicy: putBucketPolicy,
    PutBucketTagging: putBucketTagging,
    PutBucketVersioning: putBucketVersioning,
    PutObject: putObject,
    PutObjectTagging: putObjectTagging,
    UploadPart: uploadPart,
  }),
);

/** The operations that are answered, by AWS's names. */
export const S3_OPERATIONS: readonly string[] = [...operations.keys()];

/** S3 on a world's clock, calendar and trace. The Body of an answer is bytes; src/sdk makes a stream of them. */
export function createS3(world: World): Service {
  const s3 = new S3(world);
  return {
    name: "s3",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(`S3: ${operation} is not simulated.`);
      return measured(s3, operation, input as { Bucket?: string }, caller, () => run(s3, input, caller));
    },
    links: () => linksOf(s3),
  };
}

function* linksOf({ buckets }: S3): Iterable<Link> {
  for (const { name, notification } of buckets.values()) {
    const from = `s3:${name}`;
    yield { from };
    for (const { arn } of notification.destinations) yield { from, to: nodeOfArn(arn), how: "delivers" };
    if (notification.toEventBridge) yield { from, to: "events:default", how: "delivers" };
  }
}
