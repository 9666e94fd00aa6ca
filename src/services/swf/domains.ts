/**
 * Domains: register, describe, list, deprecate, undeprecate. A domain is never deleted. Deprecating one deprecates its types;
 * what runs in it goes on. Source: API reference, RegisterDomain, DeprecateDomain, UndeprecateDomain (read 2026-11).
 */
import type { Caller } from "../service";
import { checkLength, checkName, checkOneOf } from "./check";
import type { Swf, SwfInput } from "./context";
import type { Domain } from "./domain";
import { domainAlreadyExists, domainDeprecated, limitExceeded, violation } from "./errors";
import { DOMAINS, LENGTH, RETENTION_DAYS } from "./limits";
import { paged, sizeOf } from "./page";
import { addTags } from "./tags";

export const STATUSES = ["REGISTERED", "DEPRECATED"] as const;

export function registerDomain(swf: Swf, input: SwfInput, caller: Caller): unknown {
  const { name, description, workflowExecutionRetentionPeriodInDays: retention } = input;
  checkName(name, "name");
  checkLength(description, "description", LENGTH.description);
  checkRetention(retention);
  swf.authorize("RegisterDomain", swf.arnOf(name), caller);
  if (swf.domains.has(name)) throw domainAlreadyExists(name);
  if (swf.domains.size >= DOMAINS) throw limitExceeded("domains, deprecated ones included", DOMAINS);
  const tags = new Map<string, string>();
  addTags(tags, input.tags ?? []);
  const domain = swf.addDomain(name, description, retention);
  for (const [key, value] of tags) domain.tags.set(key, value);
  const row = swf.request("RegisterDomain", domain, caller);
  swf.trace.add(swf.facts.DomainRegistered, domain.nameId, 0, Number.NaN, 0, row);
  return {};
}

function checkRetention(days: string): void {
  if (days === "NONE") return;
  const { least, most } = RETENTION_DAYS;
  const isFit = /^\d{1,8}$/.test(days) && Number(days) >= least && Number(days) <= most;
  if (!isFit) {
    throw violation(days, "workflowExecutionRetentionPeriodInDays", `be NONE or whole days from ${least} to ${most}`);
  }
}

export function describeDomain(swf: Swf, { name }: SwfInput, caller: Caller): unknown {
  const domain = swf.enter("DescribeDomain", name, caller);
  swf.request("DescribeDomain", domain, caller);
  return {
    domainInfo: infoOf(domain),
    configuration: { workflowExecutionRetentionPeriodInDays: domain.retention },
  };
}

/** In alphabetical order of their names. */
export function listDomains(swf: Swf, input: SwfInput, caller: Caller): unknown {
  checkOneOf(input.registrationStatus, "registrationStatus", STATUSES);
  sizeOf(input);
  swf.authorize("ListDomains", swf.arnOf("*"), caller);
  const found = [...swf.domains.values()].filter(({ status }) => status === input.registrationStatus);
  found.sort((a, b) => (a.name < b.name ? -1 : 1));
  if (input.reverseOrder === true) found.reverse();
  const { items, nextPageToken } = paged(found, input, `domains ${input.registrationStatus}`, swf.sim.now);
  swf.request("ListDomains", undefined, caller);
  return { domainInfos: items.map(infoOf), ...(nextPageToken && { nextPageToken }) };
}

export function deprecateDomain(swf: Swf, { name }: SwfInput, caller: Caller): unknown {
  const domain = swf.enter("DeprecateDomain", name, caller);
  if (domain.status === "DEPRECATED") throw domainDeprecated(name);
  domain.status = "DEPRECATED";
  const row = swf.request("DeprecateDomain", domain, caller);
  for (const types of Object.values(domain.types)) {
    for (const type of types.values()) if (type.status === "REGISTERED") type.deprecate(swf.sim.now);
  }
  swf.trace.add(swf.facts.DomainDeprecated, domain.nameId, 0, Number.NaN, 0, row);
  return {};
}

/** Its types stay deprecated, until they are undeprecated one by one: AWS does not say otherwise. */
export function undeprecateDomain(swf: Swf, { name }: SwfInput, caller: Caller): unknown {
  const domain = swf.enter("UndeprecateDomain", name, caller);
  if (domain.status === "REGISTERED") throw domainAlreadyExists(name);
  domain.status = "REGISTERED";
  const row = swf.request("UndeprecateDomain", domain, caller);
  swf.trace.add(swf.facts.DomainUndeprecated, domain.nameId, 0, Number.NaN, 0, row);
  return {};
}

function infoOf({ name, status, description, arn }: Domain): Record<string, unknown> {
  return { name, status, arn, ...(description !== undefined && { description }) };
}
