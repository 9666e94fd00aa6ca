/**
 * Request metrics: a bucket that is told to measure writes a fact for each request that a filter lets pass, and CloudWatch reads
 * its metrics off those. Filters by prefix are simulated; by tag and by access point they are refused by name.
 * Source: API reference, PutBucketMetricsConfiguration; User Guide, "Metrics and dimensions" (read 2026-11). Ours: a request for
 * no object in particular is measured by filters without a prefix.
 */
import { type Caller, ServiceError } from "../service";
import { enter } from "./buckets";
import type { S3 } from "./context";
import { invalidArgument, S3Error, unsupported } from "./errors";
import { METRICS_CONFIGURATIONS } from "./limits";

interface MetricsInput {
  Bucket: string;
  Id: string;
}

export interface MetricsConfiguration {
  readonly Id: string;
  readonly Filter?: { Prefix?: string };
}

export function putBucketMetricsConfiguration(
  s3: S3,
  input: MetricsInput & { MetricsConfiguration: { Id?: string; Filter?: Record<string, unknown> } },
  caller: Caller,
): unknown {
  const { Id, MetricsConfiguration: given } = input;
  if (!/^[\w.-]{1,64}$/.test(Id)) {
    throw invalidArgument(`Id must have 1 to 64 letters, digits, dots, hyphens and underscores, not "${Id}"`);
  }
  if (given.Id !== undefined && given.Id !== Id) {
    throw invalidArgument(`MetricsConfiguration.Id must be the Id of the request, "${Id}", not "${given.Id}"`);
  }
  const { Prefix, ...others } = given.Filter ?? {};
  const other = Object.keys(others)[0];
  if (other !== undefined) throw unsupported(`S3: metrics filters by ${other} are not simulated.`);
  const { metrics } = enter(s3, "PutMetricsConfiguration", input, caller);
  if (!metrics.has(Id) && metrics.size >= METRICS_CONFIGURATIONS) {
    throw new S3Error(
      "TooManyConfigurations",
      `A bucket can have ${METRICS_CONFIGURATIONS} metrics configurations, and this one has them.`,
    );
  }
  metrics.set(Id, { Id, ...(Prefix !== undefined && { Filter: { Prefix: String(Prefix) } }) });
  return {};
}

export function getBucketMetricsConfiguration(s3: S3, input: MetricsInput, caller: Caller): unknown {
  const found = enter(s3, "GetMetricsConfiguration", input, caller).metrics.get(input.Id);
  if (found === undefined) throw noSuchConfiguration();
  return { MetricsConfiguration: found };
}

/** All at once: AWS gives 100 a page. */
export function listBucketMetricsConfigurations(s3: S3, input: { Bucket: string }, caller: Caller): unknown {
  const { metrics } = enter(s3, "GetMetricsConfiguration", input, caller);
  const list = [...metrics.values()].sort((a, b) => (a.Id < b.Id ? -1 : 1));
  return { IsTruncated: false, ...(list.length > 0 && { MetricsConfigurationList: list }) };
}

export function deleteBucketMetricsConfiguration(s3: S3, input: MetricsInput, caller: Caller): unknown {
  const { metrics } = enter(s3, "PutMetricsConfiguration", input, caller);
  if (!metrics.delete(input.Id)) throw noSuchConfiguration();
  return {};
}

const noSuchConfiguration = () => new S3Error("NoSuchConfiguration", "The specified configuration does not exist.");

interface ForMetrics {
  Bucket?: string;
  Key?: string;
  Body?: unknown;
}

/** Runs a call, and measures it where the bucket's filters want that. */
export function measured(s3: S3, operation: string, input: ForMetrics, caller: Caller, run: () => unknown): unknown {
  const bucket = s3.buckets.get(input.Bucket ?? "");
  if (bucket === undefined || bucket.metrics.size === 0) return run();
  const filters = [...bucket.metrics.values()]
    .filter(({ Filter: { Prefix = "" } = {} }) => (input.Key ?? "").startsWith(Prefix))
    .map(({ Id }) => Id);
  if (filters.length === 0) return run();
  const write = (more: { failure?: "4xx" | "5xx"; uploaded?: number; downloaded?: number }): void => {
    const detail = { filters, ...more };
    s3.trace.append("s3.Measured", bucket.name, { text: operation, cause: caller.cause ?? -1, detail });
  };
  try {
    const answer = run();
    write({
      uploaded: sizeOf(input.Body),
      downloaded: sizeOf(operation === "GetObject" ? (answer as { Body?: unknown }).Body : undefined),
    });
    return answer;
  } catch (error) {
    if (error instanceof ServiceError) {
      const isOfServer = error.fault === "server" || error.code === "SlowDown"; // 503
      write(error.code === "NotModified" ? {} : { failure: isOfServer ? "5xx" : "4xx" });
    }
    throw error;
  }
}

function sizeOf(body: unknown): number {
  if (typeof body === "string") return Buffer.byteLength(body);
  return body instanceof Uint8Array ? body.length : 0;
}
