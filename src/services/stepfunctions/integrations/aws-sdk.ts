/**
 * aws-sdk integrations: any operation of any simulated service, by the service's own client's schemas. Members are in PascalCase, bytes
 * are text, dates ISO 8601.
 * Source: Developer Guide, "Learning to use AWS service SDK integrations" (read 2026-11).
 */
import { crc32 } from "node:zlib";
import { ServiceError } from "../../service";
import { runtimeError } from "../states-error";
import type { Integration, TaskEvents, TaskRequest } from "../task";
import { callService, readParameters, requestIdOf, wireFor } from "./call";
import { sdkFailure } from "./failures";
import { SERVICE_NAMES, type ServiceNames } from "./names";
import { answer } from "./optimized";
import type { ServiceCall } from "./resource";

/** @throws StatesError States.Runtime for a service that is not simulated */
export function sdkIntegration(resource: ServiceCall, text: string): Integration {
  const { service, resourceType, resource: name, pattern } = resource;
  const names = SERVICE_NAMES[service];
  if (names === undefined || service === "states" || service === "events") {
    throw runtimeError(`The resource provided ${text} is not recognized: nubelab does not simulate ${service}.`);
  }
  if (pattern === "sync" || pattern === "sync:2") {
    throw runtimeError(`The resource provided ${text} is not recognized: aws-sdk integrations have no .${pattern}.`);
  }
  return {
    kind: "task",
    resourceType,
    resource: name,
    waitsForToken: pattern === "token",
    run(request, events) {
      call(resource, names, request, events);
      return undefined;
    },
  };
}

function call({ action, pattern }: ServiceCall, names: ServiceNames, request: TaskRequest, events: TaskEvents): void {
  const { parameters, world } = request;
  let wire: ReturnType<typeof wireFor>;
  try {
    wire = wireFor(request, names.service, action);
  } catch (error) {
    if (error instanceof RangeError) throw runtimeError(`${names.second} is not simulated: ${error.message}`);
    throw error;
  }
  if (wire === undefined && world.wire !== undefined) {
    throw runtimeError(`The action ${action} is not an operation of ${names.second}.`);
  }
  const operation = wire?.operation ?? action[0]!.toUpperCase() + action.slice(1);
  const refused = (error: ServiceError) => events.failed(sdkFailure(error, names, wire, requestIdOf(request)));
  let input: unknown;
  try {
    input = readParameters(wire, parameters);
  } catch (error) {
    if (error instanceof ServiceError) return refused(error);
    throw error;
  }
  const checksum = names.service === "s3" && operation === "PutObject" ? checksumOf(input) : {};
  callService(request, names.service, operation, input, {
    answered(output) {
      const written = (wire === undefined ? output : wire.write(output)) as Record<string, unknown>;
      answer(events, pattern, { ...encryption(names.service, operation), ...written, ...checksum });
    },
    refused,
  });
}

/** The second SDK for Java sends a checksum with each object, and S3 answers it. */
function checksumOf(input: unknown): object {
  const { Body: body } = input as { Body?: Uint8Array };
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(crc32(body ?? new Uint8Array()));
  return { ChecksumCRC32: bytes.toString("base64"), ChecksumType: "FULL_OBJECT" };
}

/** Every object of S3 is encrypted, by default with its own keys; its answers say so. */
function encryption(service: string, operation: string): object {
  const says = service === "s3" && ["GetObject", "PutObject", "HeadObject", "CopyObject"].includes(operation);
  return says ? { ServerSideEncryption: "AES256" } : {};
}
