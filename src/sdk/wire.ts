/**
 * Operations as JSON speaks them, read off the client packages. A package is loaded when a workflow first calls its service;
 * whoever talks to that service has it loaded anyway.
 */
import { ServiceError } from "../services/service";
import { type Wire, WireError, type WireFault } from "../services/wire";
import { Misshapen } from "./copy";
import { prepareOperation } from "./operation";
import type { ServiceEntry } from "./services";
import { isOperationSchema, readOperation, type Shape } from "./shapes";

type Package = Readonly<Record<string, unknown>>;

const packages = new Map<string, Package | undefined>();
const CLIENT_ERROR = 400;

/** @param operation its name, whatever its first letter's case; undefined is answered when the client has no such operation */
export function wireOf(entry: ServiceEntry, operation: string): Wire | undefined {
  const client = load(entry);
  if (client === undefined) return undefined;
  const name = operation[0]!.toUpperCase() + operation.slice(1);
  const schema = client[`${name}$`];
  if (!isOperationSchema(schema)) return undefined;
  const { input, output } = readOperation(schema);
  const { readInput } = prepareOperation(schema);
  return {
    operation: name,
    read(given) {
      const reasons: string[] = [];
      const value = fromJson(input, given ?? {}, "", reasons);
      if (reasons.length > 0) throw new WireError(reasons);
      try {
        return readInput(value, "");
      } catch (error) {
        if (!(error instanceof Misshapen)) throw error;
        if (error.problem === "type")
          throw new WireError([`The value for the field '${error.path}' must be ${error.expected}`]);
        const { code, message } = entry.refuse(error);
        throw new ServiceError(entry.name, code, message);
      }
    },
    write: (answer) => toJson(output, answer ?? {}),
    error: (code) => faultOf(client, code),
  };
}

/** Undefined for a service of nubelab's own, which AWS has no client of. */
function load({ serviceId }: ServiceEntry): Package | undefined {
  const name = `@aws-sdk/client-${serviceId.toLowerCase().replaceAll(" ", "-")}`;
  if (!packages.has(name)) packages.set(name, find(name));
  return packages.get(name);
}

function find(name: string): Package | undefined {
  try {
    return require(name) as Package;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "MODULE_NOT_FOUND") return undefined;
    throw error;
  }
}

function faultOf(client: Package, code: string): WireFault {
  const schema = client[`${code}$`];
  const traits = Array.isArray(schema) && typeof schema[3] === "object" ? schema[3] : undefined;
  const [queryCode, queryStatus] = traits?.awsQueryError ?? [];
  return {
    isModelled: traits?.error !== undefined,
    status: traits?.httpError ?? queryStatus ?? CLIENT_ERROR,
    code: queryCode ?? code,
  };
}

function fromJson(shape: Shape, value: unknown, at: string, reasons: string[]): unknown {
  if (value === null || value === undefined) return value;
  switch (shape.kind) {
    case "blob":
      return typeof value === "string" ? value : JSON.stringify(value);
    case "stream":
      // as recorded: an object's Body is stored as JSON, a text in its quotes
      return JSON.stringify(value);
    case "timestamp":
      return dateOf(value, at, reasons);
    case "list": {
      if (!Array.isArray(value)) return value;
      const item = shape.value();
      return value.map((one, i) => fromJson(item, one, `${at}[${i}]`, reasons));
    }
    case "map": {
      if (!isObject(value)) return value;
      const item = shape.value();
      return mapped(value, (one, name) => [name, fromJson(item, one, below(at, name), reasons)]);
    }
    case "structure": {
      if (!isObject(value)) return value;
      return mapped(value, (one, name) => {
        const member = shape.members.find((candidate) => pascal(candidate.name) === pascal(name));
        if (member === undefined) {
          reasons.push(`The field "${name}" is not supported by Step Functions`);
          return [name, one];
        }
        return [member.name, fromJson(member.shape(), one, below(at, name), reasons)];
      });
    }
    default:
      return value;
  }
}

function dateOf(value: unknown, at: string, reasons: string[]): unknown {
  const date = typeof value === "string" ? new Date(value) : undefined;
  if (date !== undefined && !Number.isNaN(date.getTime())) return date;
  reasons.push(`The value for the field '${at}' must be an ISO 8601 timestamp`);
  return value;
}

function toJson(shape: Shape, value: unknown): unknown {
  if (value === undefined || value === null) return value;
  switch (shape.kind) {
    case "blob":
    case "stream":
      return typeof value === "string" ? value : Buffer.from(value as Uint8Array).toString("utf8");
    case "timestamp":
      return (value as Date).toISOString().replace(".000Z", "Z");
    case "list": {
      const item = shape.value();
      return (value as unknown[]).map((one) => toJson(item, one));
    }
    case "map": {
      const item = shape.value();
      return mapped(value as object, (one, name) => [name, toJson(item, one)]);
    }
    case "structure": {
      const answer = value as Record<string, unknown>;
      const written: Record<string, unknown> = {};
      for (const { name, shape: inner } of shape.members) {
        if (answer[name] !== undefined && answer[name] !== null) written[pascal(name)] = toJson(inner(), answer[name]);
      }
      return written;
    }
    default:
      return value;
  }
}

function mapped(value: object, each: (one: unknown, name: string) => [string, unknown]): Record<string, unknown> {
  return Object.fromEntries(Object.entries(value).map(([name, one]) => each(one, name)));
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function below(at: string, name: string): string {
  return at === "" ? name : `${at}.${name}`;
}

function pascal(name: string): string {
  return name[0]!.toUpperCase() + name.slice(1);
}
