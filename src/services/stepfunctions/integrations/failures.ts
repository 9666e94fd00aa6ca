/**
 * How a service's refusal reads in a workflow. Optimized: "DynamoDB.ResourceNotFoundException" and AWS's first SDK for Java; aws-sdk:
 * "S3.NoSuchKeyException" and the second. Both recorded on AWS.
 */
import type { ServiceError } from "../../service";
import type { Wire, WireFault } from "../../wire";
import { StatesError } from "../states-error";
import type { ServiceNames } from "./names";

const SUFFIX = "Exception";
const UNKNOWN: WireFault = { isModelled: true, status: 400, code: "" };

function exceptionName(code: string): string {
  const name = code.split(".").at(-1)!;
  return name.endsWith(SUFFIX) ? name : name + SUFFIX;
}

function faultOf(error: ServiceError, wire: Wire | undefined): WireFault {
  const fault = wire?.error(error.code) ?? { ...UNKNOWN, code: error.code };
  return error.fault === "server" && fault.status < 500 ? { ...fault, status: 500 } : fault;
}

export function optimizedFailure(
  error: ServiceError,
  names: ServiceNames,
  wire: Wire | undefined,
  requestId: string,
): StatesError {
  const { isModelled, status, code } = faultOf(error, wire);
  const name = isModelled ? exceptionName(error.code) : names.firstBase!;
  return new StatesError(
    `${names.optimized}.${name}`,
    `${error.message} (Service: ${names.first}; Status Code: ${status}; Error Code: ${code}; Request ID: ${requestId}; Proxy: null)`,
  );
}

export function sdkFailure(
  error: ServiceError,
  names: ServiceNames,
  wire: Wire | undefined,
  requestId: string,
): StatesError {
  const { second } = names;
  const { isModelled, status } = faultOf(error, wire);
  const name = isModelled ? exceptionName(error.code) : second + SUFFIX;
  // AWS records a second id for S3 only, and the count of attempts where S3 has that id.
  const rest = second === "S3" ? `, Extended Request ID: ${extendedId(requestId)})` : ") (SDK Attempt Count: 1)";
  return new StatesError(
    `${second}.${name}`,
    `${error.message} (Service: ${second}, Status Code: ${status}, Request ID: ${requestId}${rest}`,
  );
}

export function extendedId(requestId: string): string {
  return Buffer.from(`${requestId}${requestId}`).toString("base64");
}
