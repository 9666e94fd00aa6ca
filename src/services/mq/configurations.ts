/**
 * Configurations of ActiveMQ (XML) and RabbitMQ (Cuttlefish), and their revisions. What is not permitted is taken out of an
 * update, with a warning for each; RabbitMQ's lines are checked for their form alone.
 * Source: API reference, Configurations, Configuration, Configuration revisions and revision (read 2026-11).
 */
import type { Caller } from "../service";
import { ENGINE_NAMES, type Engine, readEngine, readVersion } from "./catalogue";
import { DEFAULT_ACTIVEMQ, DEFAULT_RABBITMQ } from "./configuration/defaults";
import { decode, encode, type SanitizationWarning, sanitize } from "./configuration/sanitize";
import { checkSettings } from "./configuration/settings";
import { Configuration, type Revision } from "./configuration-record";
import type { Mq } from "./context";
import { badRequest, conflict, invalid } from "./errors";
import { DESCRIPTION_LENGTH, WARNINGS } from "./limits";
import { CONFIGURATION_NAME, checkName } from "./names";
import { listed, type PageInput } from "./page";
import { checkTags } from "./tags";

interface Input extends PageInput {
  ConfigurationId: string;
  ConfigurationRevision: string;
  Name: string;
  EngineType: string;
  EngineVersion?: string;
  AuthenticationStrategy?: string;
  Data: string;
  Description?: string;
  Tags?: Record<string, string>;
}

export const STRATEGIES: Readonly<Record<Engine, readonly string[]>> = {
  ACTIVEMQ: ["SIMPLE", "LDAP"],
  RABBITMQ: ["SIMPLE", "CONFIG_MANAGED"],
};

export function createConfiguration(mq: Mq, input: Input, caller: Caller): unknown {
  mq.authorize("CreateConfiguration", "*", caller);
  const engine = readEngine(input.EngineType);
  const version = readVersion(engine, input.EngineVersion);
  const strategy = readStrategy(engine, input.AuthenticationStrategy);
  checkTags(input.Tags ?? {});
  const cause = mq.request("CreateConfiguration", mq.trace.name(input.Name), caller);
  const configuration = makeConfiguration(mq, input.Name, engine, version, strategy, cause);
  for (const [key, value] of Object.entries(input.Tags ?? {})) configuration.tags.set(key, value);
  const { id, arn, name, created, authenticationStrategy, latest } = configuration;
  return {
    Arn: arn,
    AuthenticationStrategy: authenticationStrategy,
    Created: created,
    Id: id,
    LatestRevision: shownRevision(latest),
    Name: name,
  };
}

/** Also made with a broker that is given none. Throws BadRequestException, ConflictException. */
export function makeConfiguration(
  mq: Mq,
  name: string,
  engine: Engine,
  version: string,
  strategy: string,
  cause: number,
): Configuration {
  checkName("name", "configuration name", name, CONFIGURATION_NAME);
  if ([...mq.configurations.values()].some((each) => each.name === name)) {
    throw conflict("name", `The configuration name [${name}] already exists. Use another configuration name.`);
  }
  if (mq.configurations.size >= mq.quotas.configurations) {
    throw badRequest("name", `The account already has the maximum of [${mq.quotas.configurations}] configurations.`);
  }
  const id = mq.id("c");
  const nameId = mq.trace.name(name);
  const created = mq.now;
  const arn = mq.configurationArn(id);
  const configuration = new Configuration(id, name, nameId, arn, created, engine, version, strategy);
  configuration.revisions.push({
    revision: 1,
    created,
    description: `Auto-generated default for ${name} on ${ENGINE_NAMES[engine]} ${version}`,
    text: engine === "ACTIVEMQ" ? DEFAULT_ACTIVEMQ : DEFAULT_RABBITMQ,
  });
  mq.configurations.set(id, configuration);
  mq.trace.append(mq.facts.ConfigurationCreated, nameId, { text: ENGINE_NAMES[engine], cause });
  return configuration;
}

export function updateConfiguration(mq: Mq, input: Input, caller: Caller): unknown {
  const configuration = mq.configuration("UpdateConfiguration", input.ConfigurationId, caller);
  const { Description: description = "" } = input;
  if (description.length > DESCRIPTION_LENGTH) {
    throw badRequest("description", `The description must have at most ${DESCRIPTION_LENGTH} characters.`);
  }
  const { text, warnings } = read(configuration.engine, decode(input.Data));
  if (configuration.revisions.length >= mq.quotas.revisions) {
    throw badRequest(
      "configuration_id",
      `Configuration [${configuration.id}] already has the maximum of [${mq.quotas.revisions}] revisions.`,
    );
  }
  const cause = mq.request("UpdateConfiguration", configuration.nameId, caller);
  const revision = configuration.latest.revision + 1;
  configuration.revisions.push({ revision, created: mq.now, description, text });
  mq.trace.append(mq.facts.ConfigurationRevised, configuration.nameId, { value: revision, text: description, cause });
  const { id, arn, name, created, latest } = configuration;
  return {
    Arn: arn,
    Created: created,
    Id: id,
    LatestRevision: shownRevision(latest),
    Name: name,
    Warnings: warnings.slice(0, WARNINGS),
  };
}

function read(engine: Engine, text: string): { text: string; warnings: readonly SanitizationWarning[] } {
  if (engine === "ACTIVEMQ") {
    const { broker, xml, warnings } = sanitize(text);
    checkSettings(broker);
    return { text: xml, warnings };
  }
  text.split("\n").forEach((line, i) => {
    if (!/^\s*(#.*)?$|^\s*[\w.$-]+\s*=\s*\S.*$/.test(line)) {
      throw badRequest("data", `Line ${i + 1} of the configuration must read "key = value": [${line.trim()}]`);
    }
  });
  return { text, warnings: [] };
}

export function describeConfiguration(mq: Mq, input: Input, caller: Caller): unknown {
  const configuration = mq.configuration("DescribeConfiguration", input.ConfigurationId, caller);
  mq.request("DescribeConfiguration", configuration.nameId, caller);
  return shown(configuration);
}

export function describeConfigurationRevision(mq: Mq, input: Input, caller: Caller): unknown {
  const configuration = mq.configuration("DescribeConfigurationRevision", input.ConfigurationId, caller);
  const { created, description, text } = configuration.revision(input.ConfigurationRevision);
  mq.request("DescribeConfigurationRevision", configuration.nameId, caller);
  return { ConfigurationId: configuration.id, Created: created, Data: encode(text), Description: description };
}

export function listConfigurations(mq: Mq, input: Input, caller: Caller): unknown {
  mq.authorize("ListConfigurations", "*", caller);
  const { items, size, token } = listed([...mq.configurations.values()], input);
  mq.request("ListConfigurations", 0, caller);
  return { Configurations: items.map(shown), MaxResults: size, ...token };
}

export function listConfigurationRevisions(mq: Mq, input: Input, caller: Caller): unknown {
  const configuration = mq.configuration("ListConfigurationRevisions", input.ConfigurationId, caller);
  const { items, size, token } = listed([...configuration.revisions].reverse(), input);
  mq.request("ListConfigurationRevisions", configuration.nameId, caller);
  return { ConfigurationId: configuration.id, MaxResults: size, Revisions: items.map(shownRevision), ...token };
}

export function deleteConfiguration(mq: Mq, input: Input, caller: Caller): unknown {
  const configuration = mq.configuration("DeleteConfiguration", input.ConfigurationId, caller);
  const { id, name, nameId } = configuration;
  for (const broker of mq.brokers.values()) {
    const used = [broker.settings.configuration, broker.pending.configuration];
    if (used.some((each) => each?.Id === id)) {
      throw conflict("configuration_id", `Configuration [${id}] is in use by broker [${broker.is.id}].`);
    }
  }
  const cause = mq.request("DeleteConfiguration", nameId, caller);
  mq.configurations.delete(id);
  mq.trace.append(mq.facts.ConfigurationDeleted, nameId, { text: name, cause });
  return { ConfigurationId: id };
}

/** Throws BadRequestException. */
export function readStrategy(engine: Engine, given: string | undefined): string {
  const strategy = given?.toUpperCase() ?? "SIMPLE";
  const valid = STRATEGIES[engine];
  if (!valid.includes(strategy)) throw invalid("authenticationStrategy", "Authentication strategy", given, valid);
  return strategy;
}

function shown(configuration: Configuration): object {
  return {
    Arn: configuration.arn,
    AuthenticationStrategy: configuration.authenticationStrategy,
    Created: configuration.created,
    Description: configuration.latest.description,
    EngineType: configuration.engine,
    EngineVersion: configuration.engineVersion,
    Id: configuration.id,
    LatestRevision: shownRevision(configuration.latest),
    Name: configuration.name,
    Tags: Object.fromEntries(configuration.tags),
  };
}

const shownRevision = ({ created, description, revision }: Revision) => ({
  Created: created,
  Description: description,
  Revision: revision,
});
