/**
 * What the first SDK for Java adds to an answer: the headers of the HTTP response. The simulation sends no HTTP; the headers are those
 * that AWS records for such an answer, so that a workflow that picks its fields finds them.
 */
import { crc32 } from "node:zlib";

export interface Response {
  /** The body as it would be on the wire: its length is a header. */
  body: string;
  requestId: string;
  /** Epoch ms. */
  atMs: number;
}

type Headers = Record<string, string>;

const JSON_10 = "application/x-amz-json-1.0";

/** Headers by service, in the order in which AWS has them. */
const HEADERS: Record<string, (response: Response) => Headers> = {
  dynamodb: ({ body, requestId, atMs }) => ({
    Server: "Server",
    Connection: "keep-alive",
    "x-amzn-RequestId": requestId,
    "x-amz-crc32": String(crc32(body)),
    "Content-Length": lengthOf(body),
    Date: dateOf(atMs),
    "Content-Type": JSON_10,
  }),
  sqs: ({ body, requestId, atMs }) => ({
    "x-amzn-RequestId": requestId,
    connection: "keep-alive",
    "Content-Length": lengthOf(body),
    Date: dateOf(atMs),
    "Content-Type": JSON_10,
  }),
  sns: ({ body, requestId, atMs }) => ({
    "x-amzn-RequestId": requestId,
    connection: "keep-alive",
    "Content-Length": lengthOf(body),
    Date: dateOf(atMs),
    "Content-Type": "text/xml",
  }),
  lambda: ({ body, requestId, atMs }) => ({
    "X-Amz-Executed-Version": "$LATEST",
    "x-amzn-Remapped-Content-Length": "0",
    Connection: "keep-alive",
    "x-amzn-RequestId": requestId,
    "Content-Length": lengthOf(body),
    Date: dateOf(atMs),
    "X-Amzn-Trace-Id": `Root=1-${Math.floor(atMs / 1_000).toString(16)}-${requestId.replaceAll("-", "").slice(0, 24)};Sampled=0`,
    "Content-Type": "application/json",
  }),
  other: ({ body, requestId, atMs }) => ({
    "x-amzn-RequestId": requestId,
    Connection: "keep-alive",
    "Content-Length": lengthOf(body),
    Date: dateOf(atMs),
    "Content-Type": JSON_10,
  }),
};

export function httpMetadata(service: string, response: Response, more: Headers = {}): object {
  const headers = { ...more, ...(HEADERS[service] ?? HEADERS.other!)(response) };
  const all = Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, [value]]));
  return {
    SdkHttpMetadata: { AllHttpHeaders: all, HttpHeaders: headers, HttpStatusCode: 200 },
    SdkResponseMetadata: { RequestId: response.requestId },
  };
}

function lengthOf(body: string): string {
  return String(Buffer.byteLength(body));
}

function dateOf(atMs: number): string {
  return new Date(atMs).toUTCString();
}
