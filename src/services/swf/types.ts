/**
 * What workflow types and activity types have in common: register, describe, list, deprecate, undeprecate, delete.
 * Source: API reference, RegisterActivityType, DeprecateActivityType, DeleteActivityType and their twins (read 2026-11).
 */
import type { Caller } from "../service";
import { checkLength, checkName, checkOneOf } from "./check";
import type { Swf, SwfInput } from "./context";
import type { Domain } from "./domain";
import { STATUSES } from "./domains";
import {
  domainDeprecated,
  limitExceeded,
  typeAlreadyExists,
  typeDeprecated,
  typeNotDeprecated,
  unknownType,
} from "./errors";
import { LENGTH, TYPES } from "./limits";
import { paged, sizeOf } from "./page";
import { describeType, keyOfType, RegisteredType, type Sort } from "./type";

type Run = (swf: Swf, input: SwfInput, caller: Caller) => unknown;
type Change = "TypeRegistered" | "TypeDeprecated" | "TypeUndeprecated" | "TypeDeleted";

/** The six operations of one sort of type. */
export interface TypeOperations {
  register: Run;
  describe: Run;
  list: Run;
  deprecate: Run;
  undeprecate: Run;
  delete: Run;
}

/**
 * @param defaults members of the registration that are kept as defaults
 * @param check throws ValidationException for defaults that cannot be
 */
export function typeOperations(
  sort: Sort,
  defaults: readonly string[],
  check: (input: SwfInput) => void,
): TypeOperations {
  const Sort = sort === "workflow" ? "WorkflowType" : "ActivityType";
  const member = `${sort}Type`;

  /** The type that a call is for. Throws UnknownResourceFault. */
  const enter = (swf: Swf, operation: string, input: SwfInput, caller: Caller): [Domain, RegisteredType] => {
    const named = input[member];
    checkName(named?.name, `${member}.name`);
    checkName(named?.version, `${member}.version`, LENGTH.version);
    const domain = swf.enter(`${operation}${Sort}`, input.domain, caller, input);
    const type = domain.types[sort].get(keyOfType(named));
    if (type === undefined) throw unknownType(describeType(sort, named));
    return [domain, type];
  };
  const changed = (swf: Swf, domain: Domain, { type }: RegisteredType, how: Change, row: number) => {
    swf.trace.append(swf.facts[how], domain.nameId, { text: `${sort} ${type.name} ${type.version}`, cause: row });
    return {};
  };

  return {
    register(swf, input, caller) {
      const { name, version, description } = input;
      checkName(name, "name");
      checkName(version, "version", LENGTH.version);
      checkLength(description, "description", LENGTH.description);
      check(input);
      const operation = `Register${Sort}`;
      const domain = swf.enter(operation, input.domain, caller, input);
      if (domain.status === "DEPRECATED") throw domainDeprecated(domain.name);
      const types = domain.types[sort];
      const key = keyOfType(input as RegisteredType["type"]);
      if (types.has(key)) throw typeAlreadyExists(describeType(sort, { name, version }));
      if (types.size >= TYPES) throw limitExceeded(`${sort} types in the domain ${domain.name}`, TYPES);
      const kept = defaults.filter((each) => input[each] !== undefined).map((each) => [each, input[each]] as const);
      const type = new RegisteredType(sort, { name, version }, description, Object.fromEntries(kept), swf.sim.now);
      types.set(key, type);
      return changed(swf, domain, type, "TypeRegistered", swf.request(operation, domain, caller));
    },

    describe(swf, input, caller) {
      const [domain, type] = enter(swf, "Describe", input, caller);
      swf.request(`Describe${Sort}`, domain, caller);
      return { typeInfo: infoOf(swf, type), configuration: { ...type.defaults } };
    },

    list(swf, input, caller) {
      checkOneOf(input.registrationStatus, "registrationStatus", STATUSES);
      checkName(input.name, "name");
      sizeOf(input);
      const operation = `List${Sort}s`;
      const domain = swf.enter(operation, input.domain, caller);
      const found = [...domain.types[sort].values()]
        .filter(({ status }) => status === input.registrationStatus)
        .filter(({ type }) => input.name === undefined || type.name === input.name)
        .sort((a, b) => (keyOfType(a.type) < keyOfType(b.type) ? -1 : 1));
      if (input.reverseOrder === true) found.reverse();
      const key = `${member}s ${domain.name} ${input.registrationStatus}`;
      const { items, nextPageToken } = paged(found, input, key, swf.sim.now);
      swf.request(operation, domain, caller);
      return { typeInfos: items.map((type) => infoOf(swf, type)), ...(nextPageToken && { nextPageToken }) };
    },

    deprecate(swf, input, caller) {
      const [domain, type] = enter(swf, "Deprecate", input, caller);
      if (type.status === "DEPRECATED") throw typeDeprecated(describeType(sort, type.type));
      type.deprecate(swf.sim.now);
      return changed(swf, domain, type, "TypeDeprecated", swf.request(`Deprecate${Sort}`, domain, caller));
    },

    undeprecate(swf, input, caller) {
      const [domain, type] = enter(swf, "Undeprecate", input, caller);
      if (domain.status === "DEPRECATED") throw domainDeprecated(domain.name);
      if (type.status === "REGISTERED") throw typeAlreadyExists(describeType(sort, type.type));
      type.undeprecate();
      return changed(swf, domain, type, "TypeUndeprecated", swf.request(`Undeprecate${Sort}`, domain, caller));
    },

    delete(swf, input, caller) {
      const [domain, type] = enter(swf, "Delete", input, caller);
      if (type.status === "REGISTERED") throw typeNotDeprecated();
      domain.types[sort].delete(keyOfType(type.type));
      return changed(swf, domain, type, "TypeDeleted", swf.request(`Delete${Sort}`, domain, caller));
    },
  };
}

function infoOf(swf: Swf, { sort, type, status, description, createdMs, deprecatedMs }: RegisteredType): unknown {
  return {
    [`${sort}Type`]: { ...type },
    status,
    ...(description !== undefined && { description }),
    creationDate: swf.sim.date(createdMs),
    ...(deprecatedMs !== undefined && { deprecationDate: swf.sim.date(deprecatedMs) }),
  };
}
