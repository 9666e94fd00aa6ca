/**
 * What DynamoDB and S3 meter: read and write request units, and requests by their class. A table with provisioned capacity is
 * counted as one on demand, for what it consumed; storage is left out, which costs nothing worth a line in a run of hours.
 */
import type { Trace } from "../../sim";
import type { MeteredName } from "./prices";

interface Meter {
  meter(name: MeteredName, units: number): void;
}

/** Deletions are free. */
const S3_CLASS: Record<string, MeteredName> = {
  PutObject: "s3.writes",
  CopyObject: "s3.writes",
  CreateMultipartUpload: "s3.writes",
  UploadPart: "s3.writes",
  CompleteMultipartUpload: "s3.writes",
  ListObjects: "s3.writes",
  ListObjectsV2: "s3.writes",
  ListObjectVersions: "s3.writes",
  ListBuckets: "s3.writes",
  GetObject: "s3.reads",
  HeadObject: "s3.reads",
};

export function requestMeter(trace: Trace): (row: number, usageAt: (row: number) => Meter) => void {
  const [reads, writes, s3] = ["dynamodb.ReadUnits", "dynamodb.WriteUnits", "s3.Request"].map((kind) =>
    trace.find(kind),
  );
  return (row, usageAt) => {
    const now = trace.kindOf(row);
    if (now === reads) usageAt(row).meter("dynamodb.reads", trace.value(row));
    else if (now === writes) usageAt(row).meter("dynamodb.writes", trace.value(row));
    else if (now === s3) {
      const name = S3_CLASS[trace.string(trace.textOf(row))];
      if (name !== undefined) usageAt(row).meter(name, 1);
    }
  };
}
