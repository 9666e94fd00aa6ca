/**
 * Mobile push: platform applications and the endpoints (devices) in them. No push service is behind them: what is sent to a
 * device is found in the inbox under its endpoint's ARN.
 * Source: Developer Guide, "Mobile push notifications"; API reference, CreatePlatformEndpoint (read 2026-11).
 */
import type { Caller } from "../service";
import type { Sns } from "./context";
import type { Failure } from "./endpoints";
import { invalidParameter, notFound } from "./errors";
import { bodyFor, type Message } from "./message";
import { listed } from "./page";
import { truth } from "./topic-attributes";

const PLATFORMS = ["ADM", "APNS", "APNS_SANDBOX", "BAIDU", "FCM", "GCM", "MPNS", "WNS"];
const NAME = /^[A-Za-z0-9_.-]{1,256}$/;

type Attributes = Record<string, string>;

interface Application {
  arn: string;
  platform: string;
  name: string;
  attributes: Attributes;
  devices: Map<string, Device>;
}

interface Device {
  arn: string;
  platform: string;
  attributes: Attributes;
}

export class Platforms {
  readonly applications = new Map<string, Application>();
  readonly devices = new Map<string, Device>();

  constructor(private readonly sns: Sns) {}

  application(arn: unknown): Application {
    const found = this.applications.get(String(arn));
    if (found === undefined) throw notFound("PlatformApplication does not exist");
    return found;
  }

  device(arn: unknown): Device {
    const found = this.devices.get(String(arn));
    if (found === undefined) throw notFound("Endpoint does not exist");
    return found;
  }

  isEnabled(device: Device): boolean {
    return device.attributes.Enabled === "true";
  }

  deliver(arn: string, message: Message): Failure | undefined {
    const device = this.devices.get(arn);
    if (device === undefined) return { reason: "the endpoint does not exist", isPermanent: true };
    if (!this.isEnabled(device)) return { reason: "the endpoint is disabled", isPermanent: true };
    this.sns.inbox.put({
      at: this.sns.sim.now,
      channel: "application",
      to: arn,
      body: bodyFor(message, device.platform),
    });
    return undefined;
  }
}

export function createPlatformApplication(
  sns: Sns,
  input: { Name?: string; Platform?: string; Attributes?: Attributes },
  caller: Caller,
): unknown {
  const { Name: name = "", Platform: platform = "", Attributes: attributes = {} } = input;
  if (!NAME.test(name)) throw invalidParameter(`Name Reason: must be made up of 1 to 256 letters, digits and _.-`);
  if (!PLATFORMS.includes(platform)) throw invalidParameter(`Platform Reason: ${platform} is not one of ${PLATFORMS}`);
  const arn = sns.arnOf(`app/${platform}/${name}`);
  sns.authorizeAccount("CreatePlatformApplication", arn, caller);
  if (!sns.platforms.applications.has(arn)) {
    // Credentials are never shown again.
    const { PlatformCredential: _secret, PlatformPrincipal: _key, ...shown } = attributes;
    sns.platforms.applications.set(arn, {
      arn,
      platform,
      name,
      attributes: { Enabled: "true", ...shown },
      devices: new Map(),
    });
  }
  sns.request("CreatePlatformApplication", name, caller);
  return { PlatformApplicationArn: arn };
}

type ApplicationInput = { PlatformApplicationArn?: string; Attributes?: Attributes; NextToken?: string };

export function deletePlatformApplication(sns: Sns, input: ApplicationInput, caller: Caller): unknown {
  const arn = String(input.PlatformApplicationArn);
  sns.authorizeAccount("DeletePlatformApplication", arn, caller);
  const application = sns.platforms.applications.get(arn);
  if (application !== undefined) {
    for (const device of application.devices.values()) sns.platforms.devices.delete(device.arn);
    sns.platforms.applications.delete(arn);
  }
  sns.request("DeletePlatformApplication", application?.name ?? "", caller);
  return {};
}

export function getPlatformApplicationAttributes(sns: Sns, input: ApplicationInput, caller: Caller): unknown {
  const application = sns.platforms.application(input.PlatformApplicationArn);
  sns.authorizeAccount("GetPlatformApplicationAttributes", application.arn, caller);
  sns.request("GetPlatformApplicationAttributes", application.name, caller);
  return { Attributes: { ...application.attributes } };
}

export function setPlatformApplicationAttributes(sns: Sns, input: ApplicationInput, caller: Caller): unknown {
  const application = sns.platforms.application(input.PlatformApplicationArn);
  sns.authorizeAccount("SetPlatformApplicationAttributes", application.arn, caller);
  const { PlatformCredential: _secret, PlatformPrincipal: _key, ...shown } = input.Attributes ?? {};
  Object.assign(application.attributes, shown);
  sns.request("SetPlatformApplicationAttributes", application.name, caller);
  return {};
}

export function listPlatformApplications(sns: Sns, input: ApplicationInput, caller: Caller): unknown {
  sns.authorizeAccount("ListPlatformApplications", "*", caller);
  sns.request("ListPlatformApplications", "", caller);
  const { items, token } = listed([...sns.platforms.applications.values()], input.NextToken);
  const shown = items.map(({ arn, attributes }) => ({ PlatformApplicationArn: arn, Attributes: { ...attributes } }));
  return { PlatformApplications: shown, ...(token && { NextToken: token }) };
}

export function createPlatformEndpoint(
  sns: Sns,
  input: { PlatformApplicationArn?: string; Token?: string; CustomUserData?: string; Attributes?: Attributes },
  caller: Caller,
): unknown {
  const application = sns.platforms.application(input.PlatformApplicationArn);
  sns.authorizeAccount("CreatePlatformEndpoint", application.arn, caller);
  const { Token: token } = input;
  if (!token) throw invalidParameter("Token Reason: cannot be empty");
  const given = {
    ...input.Attributes,
    ...(input.CustomUserData !== undefined && { CustomUserData: input.CustomUserData }),
  };
  const attributes = { Enabled: "true", Token: token, ...given };
  let device = application.devices.get(token);
  if (device !== undefined) {
    const same = Object.entries(given).every(([name, value]) => device!.attributes[name] === value);
    if (!same || device.attributes.Enabled !== attributes.Enabled) {
      throw invalidParameter(
        `Token Reason: Endpoint ${device.arn} already exists with the same Token, but different attributes.`,
      );
    }
  } else {
    const id = sns.sim.random("sns.endpoints").uuid();
    const arn = sns.arnOf(`endpoint/${application.platform}/${application.name}/${id}`);
    device = { arn, platform: application.platform, attributes };
    application.devices.set(token, device);
    sns.platforms.devices.set(arn, device);
  }
  sns.request("CreatePlatformEndpoint", application.name, caller);
  return { EndpointArn: device.arn };
}

type EndpointInput = { EndpointArn?: string; Attributes?: Attributes };

export function deleteEndpoint(sns: Sns, input: EndpointInput, caller: Caller): unknown {
  const arn = String(input.EndpointArn);
  sns.authorizeAccount("DeleteEndpoint", arn, caller);
  if (sns.platforms.devices.delete(arn)) {
    for (const { devices } of sns.platforms.applications.values()) {
      for (const [token, device] of devices) if (device.arn === arn) devices.delete(token);
    }
  }
  sns.request("DeleteEndpoint", "", caller);
  return {};
}

export function getEndpointAttributes(sns: Sns, input: EndpointInput, caller: Caller): unknown {
  const device = sns.platforms.device(input.EndpointArn);
  sns.authorizeAccount("GetEndpointAttributes", device.arn, caller);
  sns.request("GetEndpointAttributes", "", caller);
  return { Attributes: { ...device.attributes } };
}

export function setEndpointAttributes(sns: Sns, input: EndpointInput, caller: Caller): unknown {
  const device = sns.platforms.device(input.EndpointArn);
  sns.authorizeAccount("SetEndpointAttributes", device.arn, caller);
  for (const [name, value] of Object.entries(input.Attributes ?? {})) {
    if (!["Enabled", "Token", "CustomUserData"].includes(name)) throw invalidParameter(`Attributes Reason: ${name}`);
    if (name === "Enabled") truth("Enabled", value);
  }
  Object.assign(device.attributes, input.Attributes);
  sns.request("SetEndpointAttributes", "", caller);
  return {};
}

export function listEndpointsByPlatformApplication(sns: Sns, input: ApplicationInput, caller: Caller): unknown {
  const application = sns.platforms.application(input.PlatformApplicationArn);
  sns.authorizeAccount("ListEndpointsByPlatformApplication", application.arn, caller);
  sns.request("ListEndpointsByPlatformApplication", application.name, caller);
  const { items, token } = listed([...application.devices.values()], input.NextToken);
  const shown = items.map(({ arn, attributes }) => ({ EndpointArn: arn, Attributes: { ...attributes } }));
  return { Endpoints: shown, ...(token && { NextToken: token }) };
}
