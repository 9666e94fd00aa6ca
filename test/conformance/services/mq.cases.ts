/**
 * What the management of Amazon MQ must do, one row a behaviour, each with where it is written.
 * "API X": docs.aws.amazon.com/amazon-mq/latest/api-reference, resource X. "Guide: T": the page with that title of the Developer
 * Guide. "reported X": an error text of AWS's that users have quoted, with where. "recorded X": a test of that name in moto
 * (Apache-2.0), whose texts were taken from AWS. "ours": AWS documents the rule, but no text of its error is known.
 */
import { expect } from "vitest";
import type { Case, Step } from "./case";
import type { Gaps } from "./suite";

export const TITLE = "Amazon MQ";

const ACCOUNT = "123456789012";
const GOOD = "correct-horse-9";

const step = (operation: string, input: Record<string, unknown> = {}, answer?: unknown, as = "r"): Step => ({
  do: operation,
  with: input,
  as,
  ...(answer !== undefined && { answer }),
});
const refused = (given: Step, error: string, message?: string | RegExp): Step => ({ ...given, error, message }) as Step;
const bad = (given: Step, message?: string | RegExp): Step => refused(given, "BadRequestException", message);
const one = (name: string, source: string, ...steps: Step[]): Case => ({ name, source, steps });
const by = (user: string, given: Step): Step => ({ ...given, by: `user/${user}` }) as Step;

const ACTIVE = {
  BrokerName: "orders",
  EngineType: "ACTIVEMQ",
  EngineVersion: "5.18",
  HostInstanceType: "mq.t3.micro",
  DeploymentMode: "SINGLE_INSTANCE",
  PubliclyAccessible: true,
  Users: [{ Username: "ana", Password: GOOD, Groups: ["admins"], ConsoleAccess: true }],
};
const RABBIT = {
  BrokerName: "rabbit",
  EngineType: "RABBITMQ",
  EngineVersion: "3.13",
  HostInstanceType: "mq.m5.large",
  DeploymentMode: "SINGLE_INSTANCE",
  PubliclyAccessible: true,
  Users: [{ Username: "bunny", Password: GOOD }],
};
const create = (more: Record<string, unknown> = {}, as = "b"): Step =>
  step("CreateBroker", { ...ACTIVE, ...more }, undefined, as);
const createRabbit = (more: Record<string, unknown> = {}, as = "b"): Step =>
  step("CreateBroker", { ...RABBIT, ...more }, undefined, as);
const CREATED: Step = { wait: 15 * 60 };
const REBOOTED: Step = { wait: 3 * 60 };
const running: Step[] = [create(), CREATED];
const B = { BrokerId: "$b.BrokerId" };
const describe = (answer: unknown): Step => step("DescribeBroker", B, answer);
const reboot: Step[] = [step("RebootBroker", B), REBOOTED];

const base64 = (text: string): string => Buffer.from(text).toString("base64");
const broker = (inner: string, attributes = ""): string =>
  `<broker xmlns="http://activemq.apache.org/schema/core"${attributes}>${inner}</broker>`;
const configuration = (more: Record<string, unknown> = {}): Step =>
  step(
    "CreateConfiguration",
    { Name: "rules", EngineType: "ACTIVEMQ", EngineVersion: "5.18", ...more },
    undefined,
    "c",
  );
const C = { ConfigurationId: "$c.Id" };
const update = (xml: string, answer?: unknown): Step =>
  step("UpdateConfiguration", { ...C, Data: base64(xml) }, answer);

const brokers: Case[] = [
  one(
    "a new broker is being created, and runs after a while",
    "API Broker; Guide: Creating and configuring an ActiveMQ broker",
    create(),
    describe({
      BrokerState: "CREATION_IN_PROGRESS",
      BrokerInstances: [],
      BrokerName: "orders",
      BrokerArn: "$b.BrokerArn",
      EngineType: "ACTIVEMQ",
      EngineVersion: "5.18",
      HostInstanceType: "mq.t3.micro",
      DeploymentMode: "SINGLE_INSTANCE",
      StorageType: "EFS",
      AuthenticationStrategy: "SIMPLE",
      AutoMinorVersionUpgrade: true,
      EncryptionOptions: { UseAwsOwnedKey: true },
      MaintenanceWindowStartTime: { DayOfWeek: "SUNDAY", TimeOfDay: "00:00", TimeZone: "UTC" },
      Logs: { General: false, Audit: false },
      Users: [{ Username: "ana" }],
      DataReplicationMode: "NONE",
    }),
    CREATED,
    describe({ BrokerState: "RUNNING" }),
    step(
      "ListBrokers",
      {},
      { BrokerSummaries: [{ BrokerName: "orders", BrokerState: "RUNNING", EngineType: "ACTIVEMQ" }] },
    ),
  ),
  one(
    "a broker that is given no configuration gets one of its own",
    "Guide: Amazon MQ broker configuration parameters",
    ...running,
    describe({ Configurations: { Current: { Revision: 1 }, History: [] } }),
    step(
      "ListConfigurations",
      {},
      {
        Configurations: [
          {
            Name: "orders-configuration",
            LatestRevision: {
              Revision: 1,
              Description: "Auto-generated default for orders-configuration on ActiveMQ 5.18",
            },
          },
        ],
      },
    ),
  ),
  one(
    "an active/standby pair has two instances, each with an address for every protocol",
    "Guide: Amazon MQ active/standby broker for high availability",
    create({ DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ", HostInstanceType: "mq.m5.large" }),
    CREATED,
    describe({
      SubnetIds: ["subnet-default-1", "subnet-default-2"],
      BrokerInstances: [
        {
          ConsoleURL: expect.stringMatching(/^https:\/\/b-[0-9a-f-]+-1\.mq\.us-east-1\.amazonaws\.com:8162$/),
          Endpoints: [
            expect.stringMatching(/^ssl:.*:61617$/),
            expect.stringMatching(/^amqp\+ssl:.*:5671$/),
            expect.stringMatching(/^stomp\+ssl:.*:61614$/),
            expect.stringMatching(/^mqtt\+ssl:.*:8883$/),
            expect.stringMatching(/^wss:.*:61619$/),
          ],
          IpAddress: expect.stringMatching(/^10\.0\.0\.\d+$/),
        },
        { ConsoleURL: expect.stringContaining("-2.mq.") },
      ],
    }),
  ),
  one(
    "a cluster of RabbitMQ has one address and no users to be shown",
    "Guide: Amazon MQ for RabbitMQ cluster deployment",
    createRabbit({ DeploymentMode: "CLUSTER_MULTI_AZ" }),
    CREATED,
    describe({
      BrokerState: "RUNNING",
      StorageType: "EBS",
      Users: [],
      Logs: { General: false },
      BrokerInstances: [
        { Endpoints: [expect.stringMatching(/^amqps:\/\/b-[0-9a-f-]+\.mq\.us-east-1\.amazonaws\.com:5671$/)] },
      ],
    }),
  ),
  one(
    "the same creatorRequestId gives the same broker again",
    "API Brokers: creatorRequestId",
    create({ CreatorRequestId: "request-1" }),
    step(
      "CreateBroker",
      { ...ACTIVE, CreatorRequestId: "request-1" },
      { BrokerId: "$b.BrokerId", BrokerArn: "$b.BrokerArn" },
    ),
    step("ListBrokers", {}, { BrokerSummaries: [{ BrokerName: "orders" }] }),
  ),
  one(
    "the same creatorRequestId for another broker is a conflict",
    "API Brokers: 409; ours",
    create({ CreatorRequestId: "request-1" }),
    refused(create({ BrokerName: "others", CreatorRequestId: "request-1" }), "ConflictException", "[request-1]"),
  ),
  one(
    "a name is used once",
    "API Brokers: 409, this broker name already exists",
    create(),
    refused(create(), "ConflictException", "Broker name [orders] is already in use."),
  ),
  one(
    "a broker can be named by its ARN, but not by another's",
    "API Broker",
    create(),
    step("DescribeBroker", { BrokerId: "$b.BrokerArn" }, { BrokerName: "orders" }),
    refused(
      step("DescribeBroker", { BrokerId: `arn:aws:mq:us-east-1:${ACCOUNT}:broker:orders:b-1` }),
      "NotFoundException",
      "Can't find requested broker",
    ),
  ),
  ...(
    [
      ["DescribeBroker", {}],
      ["UpdateBroker", {}],
      ["RebootBroker", {}],
      ["DeleteBroker", {}],
      ["Promote", { Mode: "FAILOVER" }],
      ["CreateUser", { Username: "eva", Password: GOOD }],
      ["ListUsers", {}],
    ] as const
  ).map(([operation, more]) =>
    one(
      `${operation} of a broker that is not there names it`,
      "recorded test_describe_broker_unknown",
      refused(
        step(operation, { BrokerId: "unknown", ...more }),
        "NotFoundException",
        "Can't find requested broker [unknown]. Make sure your broker exists.",
      ),
    ),
  ),
  ...(
    [
      [
        { EngineType: "KAFKA" },
        "Broker engine type [KAFKA] is invalid. Valid values: [ACTIVEMQ, RABBITMQ]",
        "recorded test_create_configuration_for_unknown_engine",
      ],
      [
        { EngineVersion: "3.8.6" },
        "Broker engine version [3.8.6] is invalid. Valid values: [5.19, 5.18]",
        "reported: a RabbitMQ broker rolled back to 3.8.6, 2026",
      ],
      [
        { HostInstanceType: "mq.m5.huge" },
        "Host instance type [mq.m5.huge] is invalid.",
        "API Broker Instance Options; ours",
      ],
      [
        { DeploymentMode: "CLUSTER_MULTI_AZ" },
        "Deployment mode for ActiveMQ [CLUSTER_MULTI_AZ] is invalid.",
        "API Brokers: deploymentMode; ours",
      ],
      [
        { BrokerName: "no spaces" },
        "The broker name [no spaces] is invalid. It must be 1 to 50",
        "API Brokers: brokerName; ours",
      ],
      [{ BrokerName: "x".repeat(51) }, "It must be 1 to 50 letters", "API Brokers: brokerName; ours"],
      [
        { StorageType: "EBS" },
        "Storage type for ActiveMQ on mq.t3.micro [EBS] is invalid. Valid values: [EFS]",
        "Guide: Broker instance types, EBS only with mq.m5; ours",
      ],
      [{ StorageType: "S3" }, "Storage type [S3] is invalid.", "API Brokers: storageType; ours"],
      [
        { StorageType: "EBS", HostInstanceType: "mq.m5.large", DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" },
        "with EBS [ACTIVE_STANDBY_MULTI_AZ] is invalid",
        "Guide: Storage; ours",
      ],
      [
        { SubnetIds: ["a", "b"] },
        "Deployment mode [SINGLE_INSTANCE] needs exactly 1 subnets, not 2.",
        "API Brokers: subnetIds; ours",
      ],
      [
        { DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ", SubnetIds: ["a"] },
        "needs exactly 2 subnets, not 1.",
        "API Brokers: subnetIds; ours",
      ],
      [
        { SecurityGroups: ["1", "2", "3", "4", "5", "6"] },
        "A broker has 1 to 5 security groups, not 6.",
        "Guide: Quotas in Amazon MQ; ours",
      ],
      [{ SecurityGroups: [] }, "A broker has 1 to 5 security groups, not 0.", "API Brokers: securityGroups; ours"],
      [
        { AutoMinorVersionUpgrade: false },
        "Brokers on [ActiveMQ] version [5.18] must have [autoMinorVersionUpgrade] set to [true]",
        "reported: a comment in a public Terraform module",
      ],
      [
        { AuthenticationStrategy: "KERBEROS" },
        "Authentication strategy [KERBEROS] is invalid.",
        "API Brokers: authenticationStrategy; ours",
      ],
      [
        { AuthenticationStrategy: "LDAP", Users: [] },
        "[LDAP] needs [ldapServerMetadata]",
        "API Brokers: ldapServerMetadata; ours",
      ],
      [
        { AuthenticationStrategy: "LDAP" },
        "Users of a broker with the authentication strategy [LDAP]",
        "API Brokers: users; ours",
      ],
      [
        { EncryptionOptions: { UseAwsOwnedKey: true, KmsKeyId: "k" } },
        "Give either [useAwsOwnedKey] or [kmsKeyId]",
        "API Brokers: encryptionOptions; ours",
      ],
      [
        { MaintenanceWindowStartTime: { DayOfWeek: "SOMEDAY", TimeOfDay: "00:00" } },
        "Day of week [SOMEDAY] is invalid.",
        "API Brokers: WeeklyStartTime; ours",
      ],
      [
        { MaintenanceWindowStartTime: { DayOfWeek: "MONDAY", TimeOfDay: "24:00" } },
        "The time of day [24:00] must read HH:MM",
        "API Brokers: WeeklyStartTime; ours",
      ],
      [
        { MaintenanceWindowStartTime: { DayOfWeek: "MONDAY", TimeOfDay: "10:00", TimeZone: "Mars" } },
        "The time zone [Mars] is not known.",
        "API Brokers: WeeklyStartTime; ours",
      ],
      [
        { Configuration: { Id: "c-1" } },
        "Can't find requested configuration [c-1].",
        "recorded test_describe_configuration_unknown",
      ],
      [{ Users: [] }, "Specify at least one user", "API Brokers: users; ours"],
      [
        { DataReplicationMode: "CRDR" },
        "Data replication needs an ActiveMQ broker with deployment mode [ACTIVE_STANDBY_MULTI_AZ].",
        "Guide: Cross-region data replication; ours",
      ],
      [
        { DataReplicationMode: "ALL" },
        "Data replication mode [ALL] is invalid.",
        "API Brokers: dataReplicationMode; ours",
      ],
      [
        { DataReplicationPrimaryBrokerArn: "arn" },
        "needs [dataReplicationMode] CRDR",
        "API Brokers: dataReplicationPrimaryBrokerArn; ours",
      ],
      [
        { Tags: { "aws:x": "1" } },
        'The tag key [aws:x] must have 1 to 128 characters and not begin with "aws:".',
        "Guide: Quotas in Amazon MQ, tags; ours",
      ],
      [{ BrokerName: undefined }, "The attribute [brokerName] is required.", "API Brokers: required; ours"],
      [
        { PubliclyAccessible: undefined },
        "The attribute [publiclyAccessible] is required.",
        "API Brokers: required; ours",
      ],
    ] as const
  ).map(([more, message, source], i) =>
    one(
      `a broker with ${JSON.stringify(more).slice(0, 60)} is refused, and none is made (${i})`,
      source,
      bad(create(more), message),
      step("ListBrokers", {}, { BrokerSummaries: [] }),
      step("ListConfigurations", {}, { Configurations: [] }),
    ),
  ),
  ...(
    [
      [
        { Users: [] },
        "Specify exactly one user for engine type [RABBITMQ].",
        "reported github.com/cloudposse/terraform-aws-mq-broker/issues/21",
      ],
      [
        { Logs: { General: true, Audit: false } },
        "Audit logging is not supported for RabbitMQ brokers.",
        "reported github.com/cloudposse/terraform-aws-mq-broker/issues/44",
      ],
      [
        { StorageType: "EFS" },
        "Storage type for RabbitMQ on mq.m5.large [EFS] is invalid.",
        "API Brokers: storageType; ours",
      ],
      [
        { DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" },
        "Deployment mode for RabbitMQ [ACTIVE_STANDBY_MULTI_AZ] is invalid.",
        "API Brokers: deploymentMode; ours",
      ],
      [
        { HostInstanceType: "mq.t3.micro", DeploymentMode: "CLUSTER_MULTI_AZ" },
        "[CLUSTER_MULTI_AZ] is invalid. Valid values: [SINGLE_INSTANCE]",
        "Guide: RabbitMQ broker instance types; ours",
      ],
      [
        { Users: [{ Username: "guest", Password: GOOD }] },
        'The username [guest] is invalid. It must be not "guest"',
        "API Users: username; ours",
      ],
      [{ Users: [{ Username: "a~b", Password: GOOD }] }, "The username [a~b] is invalid.", "API Users: username; ours"],
      [
        { Users: [{ Username: "bunny", Password: GOOD, Groups: ["g1"] }] },
        "[groups] of a user does not apply to RabbitMQ brokers.",
        "API Users: groups; ours",
      ],
      [
        { Users: [{ Username: "bunny", Password: GOOD, ConsoleAccess: true }] },
        "[consoleAccess] of a user does not apply to RabbitMQ brokers.",
        "API Users: consoleAccess; ours",
      ],
      [
        { EngineVersion: "3.8.6" },
        "Broker engine version [3.8.6] is invalid. Valid values: [4.2, 3.13]",
        "reported: a RabbitMQ broker rolled back to 3.8.6, 2026",
      ],
    ] as const
  ).map(([more, message, source], i) =>
    one(
      `a RabbitMQ broker with ${JSON.stringify(more).slice(0, 60)} is refused (${i})`,
      source,
      bad(createRabbit(more), message),
    ),
  ),
  one(
    "brokers are listed in pages",
    "API Brokers: maxResults, nextToken",
    ...Array.from({ length: 6 }, (_, i) => create({ BrokerName: `b${i}` })),
    step(
      "ListBrokers",
      { MaxResults: 5 },
      { BrokerSummaries: [{ BrokerName: "b0" }, {}, {}, {}, { BrokerName: "b4" }] },
      "p",
    ),
    step("ListBrokers", { MaxResults: 5, NextToken: "$p.NextToken" }, { BrokerSummaries: [{ BrokerName: "b5" }] }),
    bad(step("ListBrokers", { MaxResults: 4 }), "The value [4] of [maxResults] must be a whole number from 5 to 100."),
    bad(step("ListBrokers", { MaxResults: 101 }), "from 5 to 100"),
    bad(step("ListBrokers", { NextToken: "elsewhere" }), "The token [elsewhere] was given out by no page."),
  ),
  one(
    "an update waits for the reboot, and is shown as pending",
    "Guide: Amazon MQ broker configuration lifecycle; API Broker",
    ...running,
    step(
      "UpdateBroker",
      {
        ...B,
        EngineVersion: "5.19",
        HostInstanceType: "mq.m5.large",
        Logs: { General: true },
        SecurityGroups: ["sg-1"],
      },
      { EngineVersion: "5.19", HostInstanceType: "mq.m5.large", SecurityGroups: ["sg-1"] },
    ),
    describe({
      EngineVersion: "5.18",
      PendingEngineVersion: "5.19",
      HostInstanceType: "mq.t3.micro",
      PendingHostInstanceType: "mq.m5.large",
      PendingSecurityGroups: ["sg-1"],
      Logs: { General: false, Pending: { General: true } },
    }),
    step("RebootBroker", B),
    describe({ BrokerState: "REBOOT_IN_PROGRESS", EngineVersion: "5.18" }),
    REBOOTED,
    {
      ...describe({
        BrokerState: "RUNNING",
        EngineVersion: "5.19",
        HostInstanceType: "mq.m5.large",
        Logs: { General: true },
      }),
      without: ["PendingEngineVersion", "PendingHostInstanceType", "PendingSecurityGroups"],
    } as Step,
  ),
  one(
    "what nobody reboots for is applied in the maintenance window",
    "Guide: Maintaining an Amazon MQ broker",
    create({ MaintenanceWindowStartTime: { DayOfWeek: "TUESDAY", TimeOfDay: "02:00", TimeZone: "UTC" } }),
    CREATED,
    step("UpdateBroker", { ...B, EngineVersion: "5.19" }),
    { wait: 25 * 3_600 }, // from Monday 00:15 to Tuesday 01:15
    describe({ EngineVersion: "5.18", BrokerState: "RUNNING" }),
    { wait: 46 * 60 },
    describe({ BrokerState: "REBOOT_IN_PROGRESS" }),
    REBOOTED,
    describe({ EngineVersion: "5.19", BrokerState: "RUNNING" }),
  ),
  one(
    "the maintenance window itself changes at once",
    "API Broker: maintenanceWindowStartTime",
    ...running,
    step("UpdateBroker", {
      ...B,
      MaintenanceWindowStartTime: { DayOfWeek: "FRIDAY", TimeOfDay: "22:30", TimeZone: "America/Bogota" },
    }),
    describe({ MaintenanceWindowStartTime: { DayOfWeek: "FRIDAY", TimeOfDay: "22:30", TimeZone: "America/Bogota" } }),
  ),
  one(
    "a broker that is not running cannot be changed",
    "Guide: Broker states; ours",
    create(),
    bad(step("UpdateBroker", { ...B, EngineVersion: "5.19" }), "is in state [CREATION_IN_PROGRESS]"),
    bad(step("RebootBroker", B), "is in state [CREATION_IN_PROGRESS]"),
    bad(step("DeleteBroker", B), "is in state [CREATION_IN_PROGRESS]"),
    bad(step("CreateUser", { ...B, Username: "eva", Password: GOOD }), "is in state [CREATION_IN_PROGRESS]"),
  ),
  one(
    "an engine is not taken back to an older version",
    "Guide: Upgrading an Amazon MQ broker engine version; ours",
    create({ EngineVersion: "5.19" }),
    CREATED,
    bad(step("UpdateBroker", { ...B, EngineVersion: "5.18" }), "Downgrading from current version [5.19]"),
  ),
  one(
    "RabbitMQ brokers do not get smaller",
    "reported github.com/alphagov/govuk-infrastructure/pull/1858",
    createRabbit(),
    CREATED,
    bad(
      step("UpdateBroker", { ...B, HostInstanceType: "mq.t3.micro" }),
      "Downgrading from current instance type [mq.m5.large] to requested instance type [mq.t3.micro] is not supported for RabbitMQ brokers.",
    ),
    bad(step("UpdateBroker", { ...B, Logs: { Audit: true } }), "Audit logs are not supported for RabbitMQ brokers."),
  ),
  one(
    "a bad member among good ones changes nothing",
    "API Broker; ours",
    ...running,
    bad(step("UpdateBroker", { ...B, EngineVersion: "5.19", HostInstanceType: "mq.none" }), "mq.none"),
    { ...describe({ EngineVersion: "5.18" }), without: ["PendingEngineVersion"] } as Step,
  ),
  one(
    "a deleted broker is on its way out, and then gone",
    "API Broker; Guide: Deleting an Amazon MQ broker",
    ...running,
    step("DeleteBroker", B, { BrokerId: "$b.BrokerId" }),
    describe({ BrokerState: "DELETION_IN_PROGRESS" }),
    { wait: 5 * 60 },
    refused(step("DescribeBroker", B), "NotFoundException", "Can't find requested broker"),
    create({}, "again"),
  ),
  one(
    "the quota of brokers holds",
    "Guide: Quotas in Amazon MQ, 200 brokers a region; ours",
    ...Array.from({ length: 200 }, (_, i) => create({ BrokerName: `b${i}` })),
    bad(create(), "The account already has the maximum of [200] brokers in this region."),
  ),
  one(
    "engines and their versions can be asked for",
    "API Broker Engine Types",
    step(
      "DescribeBrokerEngineTypes",
      {},
      {
        BrokerEngineTypes: [
          { EngineType: "ACTIVEMQ", EngineVersions: [{ Name: "5.19" }, { Name: "5.18" }] },
          { EngineType: "RABBITMQ", EngineVersions: [{ Name: "4.2" }, { Name: "3.13" }] },
        ],
      },
    ),
    step("DescribeBrokerEngineTypes", { EngineType: "RabbitMQ" }, { BrokerEngineTypes: [{ EngineType: "RABBITMQ" }] }),
    bad(step("DescribeBrokerEngineTypes", { EngineType: "KAFKA" }), "Broker engine type [KAFKA] is invalid."),
  ),
  one(
    "instance types can be asked for, with storage and deployments",
    "API Broker Instance Options",
    step(
      "DescribeBrokerInstanceOptions",
      { EngineType: "ACTIVEMQ", HostInstanceType: "mq.m5.large" },
      {
        BrokerInstanceOptions: [
          {
            StorageType: "EFS",
            SupportedDeploymentModes: ["SINGLE_INSTANCE", "ACTIVE_STANDBY_MULTI_AZ"],
            SupportedEngineVersions: ["5.19", "5.18"],
            AvailabilityZones: [{ Name: "us-east-1a" }, { Name: "us-east-1b" }, { Name: "us-east-1c" }],
          },
          { StorageType: "EBS", SupportedDeploymentModes: ["SINGLE_INSTANCE"] },
        ],
      },
    ),
    step(
      "DescribeBrokerInstanceOptions",
      { StorageType: "EBS", MaxResults: 5 },
      { MaxResults: 5, NextToken: expect.any(String) },
    ),
    bad(step("DescribeBrokerInstanceOptions", { StorageType: "S3" }), "Storage type [S3] is invalid."),
  ),
];

const replication: Case[] = [
  one(
    "a replica is made for a primary, and the roles change with a switchover",
    "Guide: Cross-region data replication for Amazon MQ for ActiveMQ; API Promote",
    create({ DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }),
    CREATED,
    create(
      {
        BrokerName: "copy",
        DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
        DataReplicationMode: "CRDR",
        DataReplicationPrimaryBrokerArn: "$b.BrokerArn",
      },
      "copy",
    ),
    CREATED,
    step(
      "DescribeBroker",
      { BrokerId: "$copy.BrokerId" },
      {
        BrokerState: "REPLICA",
        DataReplicationMode: "CRDR",
        DataReplicationMetadata: {
          DataReplicationRole: "REPLICA",
          DataReplicationCounterpart: { BrokerId: "$b.BrokerId", Region: "us-east-1" },
        },
      },
    ),
    bad(
      step("Promote", { BrokerId: "$b.BrokerId", Mode: "SWITCHOVER" }),
      "is not the replica of a data replication pair",
    ),
    bad(step("Promote", { BrokerId: "$copy.BrokerId", Mode: "SWAP" }), "Promote mode [SWAP] is invalid."),
    step("Promote", { BrokerId: "$copy.BrokerId", Mode: "SWITCHOVER" }, { BrokerId: "$copy.BrokerId" }),
    step(
      "DescribeBroker",
      { BrokerId: "$copy.BrokerId" },
      { BrokerState: "RUNNING", DataReplicationMetadata: { DataReplicationRole: "PRIMARY" } },
    ),
    describe({ BrokerState: "REPLICA", DataReplicationMetadata: { DataReplicationRole: "REPLICA" } }),
  ),
  one(
    "a pair ends with the next reboot when one is set to NONE",
    "Guide: Cross-region data replication for Amazon MQ for ActiveMQ",
    create({ DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ" }),
    CREATED,
    create(
      {
        BrokerName: "copy",
        DeploymentMode: "ACTIVE_STANDBY_MULTI_AZ",
        DataReplicationMode: "CRDR",
        DataReplicationPrimaryBrokerArn: "$b.BrokerArn",
      },
      "copy",
    ),
    CREATED,
    step("UpdateBroker", { ...B, DataReplicationMode: "NONE" }, { PendingDataReplicationMode: "NONE" }),
    ...reboot,
    { ...describe({ DataReplicationMode: "NONE" }), without: ["DataReplicationMetadata"] } as Step,
    step("DescribeBroker", { BrokerId: "$copy.BrokerId" }, { BrokerState: "RUNNING", DataReplicationMode: "NONE" }),
  ),
  one(
    "a broker without a replica gets none by an update",
    "Guide: Cross-region data replication for Amazon MQ for ActiveMQ; ours",
    ...running,
    bad(step("UpdateBroker", { ...B, DataReplicationMode: "CRDR" }), "has no replica: CreateBroker makes one."),
  ),
];

const users: Case[] = [
  one(
    "a new user waits for the reboot",
    "API User, Users; Guide: Creating and managing ActiveMQ broker users",
    ...running,
    step("CreateUser", { ...B, Username: "eva", Password: GOOD, Groups: ["clerks"] }),
    step("ListUsers", B, { Users: [{ Username: "ana" }, { Username: "eva", PendingChange: "CREATE" }] }),
    {
      ...step(
        "DescribeUser",
        { ...B, Username: "eva" },
        {
          Username: "eva",
          Pending: { PendingChange: "CREATE", Groups: ["clerks"], ConsoleAccess: false },
        },
      ),
      without: ["Groups"],
    } as Step,
    ...reboot,
    {
      ...step("DescribeUser", { ...B, Username: "eva" }, { Username: "eva", Groups: ["clerks"], ConsoleAccess: false }),
      without: ["Pending"],
    } as Step,
  ),
  one(
    "a changed user keeps what it had until the reboot",
    "API User",
    ...running,
    step("UpdateUser", { ...B, Username: "ana", Groups: ["clerks"], ConsoleAccess: false }),
    step(
      "DescribeUser",
      { ...B, Username: "ana" },
      {
        Groups: ["admins"],
        ConsoleAccess: true,
        Pending: { PendingChange: "UPDATE", Groups: ["clerks"], ConsoleAccess: false },
      },
    ),
    ...reboot,
    step("DescribeUser", { ...B, Username: "ana" }, { Groups: ["clerks"], ConsoleAccess: false }),
  ),
  one(
    "a deleted user is there until the reboot",
    "API User",
    ...running,
    step("DeleteUser", { ...B, Username: "ana" }),
    step("ListUsers", B, { Users: [{ Username: "ana", PendingChange: "DELETE" }] }),
    ...reboot,
    step("ListUsers", B, { Users: [] }),
    refused(
      step("DescribeUser", { ...B, Username: "ana" }),
      "NotFoundException",
      "Can't find requested user [ana]. Make sure your user exists.",
    ),
  ),
  one(
    "a user who was never in force is gone at once",
    "API User; ours",
    ...running,
    step("CreateUser", { ...B, Username: "eva", Password: GOOD }),
    step("UpdateUser", { ...B, Username: "eva", Groups: ["clerks"] }),
    step("ListUsers", B, { Users: [{ Username: "ana" }, { Username: "eva", PendingChange: "CREATE" }] }),
    step("DeleteUser", { ...B, Username: "eva" }),
    step("ListUsers", B, { Users: [{ Username: "ana" }] }),
  ),
  one(
    "a user is made once",
    "API User: 409; ours",
    ...running,
    refused(
      step("CreateUser", { ...B, Username: "ana", Password: GOOD }),
      "ConflictException",
      "The user [ana] already exists",
    ),
  ),
  ...(["DescribeUser", "UpdateUser", "DeleteUser"] as const).map((operation) =>
    one(
      `${operation} of a user who is not there names it`,
      "recorded test_describe_user_unknown",
      ...running,
      refused(
        step(operation, { ...B, Username: "nobody" }),
        "NotFoundException",
        "Can't find requested user [nobody]. Make sure your user exists.",
      ),
    ),
  ),
  ...(
    [
      [{ Password: "short-one-9" }, "The password must have 12 to 250 characters; it has 11."],
      [{ Password: "x".repeat(251) }, "it has 251"],
      [{ Password: "aaabbbcccaaa" }, "at least 4 different characters; it has 3."],
      [{ Password: "comma,in-the-word" }, "must not contain commas, colons or equal signs"],
      [{ Password: "colon:in-the-word" }, "must not contain commas, colons or equal signs"],
      [{ Password: "equal=in-the-word" }, "must not contain commas, colons or equal signs"],
      [{ Password: undefined }, "The attribute [password] is required."],
      [{ Username: "e" }, "The username [e] is invalid. It must be 2 to 100 letters"],
      [{ Username: "e v a" }, "The username [e v a] is invalid."],
      [{ Groups: ["c"] }, "The group [c] is invalid. It must be 2 to 100 letters"],
      [
        { Groups: Array.from({ length: 21 }, (_, i) => `group${i}`) },
        "The user [eva] has 21 groups; at most 20 are allowed.",
      ],
    ] as const
  ).map(([more, message], i) =>
    one(
      `a user with ${JSON.stringify(more).slice(0, 50)} is refused (${i})`,
      "API User: password, username, groups; ours",
      ...running,
      bad(step("CreateUser", { ...B, Username: "eva", Password: GOOD, ...more }), message),
      step("ListUsers", B, { Users: [{ Username: "ana" }] }),
    ),
  ),
  one(
    "a bad password of an update changes nothing",
    "API User; ours",
    ...running,
    bad(
      step("UpdateUser", { ...B, Username: "ana", Password: "short" }),
      "The password must have 12 to 250 characters",
    ),
    { ...step("DescribeUser", { ...B, Username: "ana" }, { Groups: ["admins"] }), without: ["Pending"] } as Step,
  ),
  one(
    "users are listed in pages",
    "API Users: maxResults, nextToken",
    ...running,
    ...Array.from({ length: 5 }, (_, i) => step("CreateUser", { ...B, Username: `user${i}`, Password: GOOD })),
    step("ListUsers", { ...B, MaxResults: 5 }, { MaxResults: 5, Users: [{ Username: "ana" }, {}, {}, {}, {}] }, "p"),
    step("ListUsers", { ...B, MaxResults: 5, NextToken: "$p.NextToken" }, { Users: [{ Username: "user4" }] }),
  ),
  one(
    "the quota of users holds",
    "Guide: Quotas in Amazon MQ, 250 users a broker; ours",
    create({ Users: Array.from({ length: 250 }, (_, i) => ({ Username: `user${i}`, Password: GOOD })) }),
    CREATED,
    bad(step("CreateUser", { ...B, Username: "one-more", Password: GOOD }), "already has the maximum of [250] users."),
  ),
  ...(
    [
      ["CreateUser", { Username: "eva", Password: GOOD }],
      ["UpdateUser", { Username: "bunny" }],
      ["DeleteUser", { Username: "bunny" }],
      ["DescribeUser", { Username: "bunny" }],
      ["ListUsers", {}],
    ] as const
  ).map(([operation, more]) =>
    one(
      `${operation} is refused for RabbitMQ, whose users live in its console`,
      "API Users: does not apply to RabbitMQ brokers; ours",
      createRabbit(),
      CREATED,
      bad(step(operation, { ...B, ...more }), `${operation} does not apply to RabbitMQ brokers`),
    ),
  ),
];

const configurations: Case[] = [
  one(
    "a configuration begins with a default, as revision 1",
    "API Configurations; recorded test_describe_configuration_revision",
    {
      ...configuration(),
      answer: {
        Name: "rules",
        AuthenticationStrategy: "SIMPLE",
        LatestRevision: { Revision: 1, Description: "Auto-generated default for rules on ActiveMQ 5.18" },
      },
    } as Step,
    step("DescribeConfiguration", C, { Name: "rules", EngineType: "ACTIVEMQ", EngineVersion: "5.18", Arn: "$c.Arn" }),
    step(
      "DescribeConfigurationRevision",
      { ...C, ConfigurationRevision: "1" },
      {
        ConfigurationId: "$c.Id",
        Data: expect.stringMatching(/^PD94bWwg/), // "<?xml "
      },
    ),
  ),
  one(
    "the newest version of the engine is the default, whichever way the engine is written",
    "API Configurations",
    step("CreateConfiguration", { Name: "rules", EngineType: "ActiveMQ" }, undefined, "c"),
    step("DescribeConfiguration", C, { EngineType: "ACTIVEMQ", EngineVersion: "5.19" }),
  ),
  one(
    "an update makes a revision, and older ones stay",
    "API Configuration, Configuration Revisions",
    configuration(),
    step(
      "UpdateConfiguration",
      { ...C, Data: base64(broker("")), Description: "nothing at all" },
      { LatestRevision: { Revision: 2, Description: "nothing at all" }, Warnings: [] },
    ),
    step("ListConfigurationRevisions", C, { Revisions: [{ Revision: 2 }, { Revision: 1 }] }),
    step(
      "DescribeConfigurationRevision",
      { ...C, ConfigurationRevision: "2" },
      { Data: base64(broker("")), Description: "nothing at all" },
    ),
    step(
      "DescribeConfigurationRevision",
      { ...C, ConfigurationRevision: "1" },
      { Description: "Auto-generated default for rules on ActiveMQ 5.18" },
    ),
  ),
  one(
    "what is not permitted is taken out, with a warning for each",
    "API Configuration: SanitizationWarning",
    configuration(),
    update(
      broker(
        '<transportConnector uri="tcp://x"/><jmsBridge/><destinationPolicy><policyMap><policyEntries><policyEntry queue="&gt;" shape="round" prioritizedMessages="perhaps" queuePrefetch="1"/></policyEntries></policyMap></destinationPolicy>',
        ' dataDirectory="/tmp"',
      ),
      {
        LatestRevision: { Revision: 2 },
        Warnings: [
          { AttributeName: "dataDirectory", ElementName: "broker", Reason: "DISALLOWED_ATTRIBUTE_REMOVED" },
          { ElementName: "transportConnector", Reason: "DISALLOWED_ELEMENT_REMOVED" },
          { ElementName: "jmsBridge", Reason: "DISALLOWED_ELEMENT_REMOVED" },
          { AttributeName: "shape", ElementName: "policyEntry", Reason: "DISALLOWED_ATTRIBUTE_REMOVED" },
          {
            AttributeName: "prioritizedMessages",
            ElementName: "policyEntry",
            Reason: "INVALID_ATTRIBUTE_VALUE_REMOVED",
          },
        ],
      },
    ),
    step("DescribeConfigurationRevision", { ...C, ConfigurationRevision: "2" }, undefined, "d"),
    step("UpdateConfiguration", { ...C, Data: "$d.Data" }, { Warnings: [], LatestRevision: { Revision: 3 } }),
  ),
  one(
    "at most twenty warnings are shown",
    "API Configuration: the first 20 warnings",
    configuration(),
    update(broker(Array.from({ length: 30 }, (_, i) => `<thing${i} a="1"/>`).join("")), {
      Warnings: Array.from({ length: 20 }, (_, i) => ({ ElementName: `thing${i}` })),
    }),
  ),
  ...(
    [
      ["plain text", base64("plain text"), "The configuration is not valid XML"],
      ["an open element", base64("<broker><plugins></broker>"), "The configuration is not valid XML"],
      ["another root", base64("<beans/>"), "The root of the configuration must be the element [broker], not [beans]."],
      ["no base64", "<broker/>", "The attribute [data] must be the configuration in base64."],
      ["nothing", "", "The attribute [data] must be the configuration in base64."],
      [
        "an authorizationEntry for nothing",
        base64(
          broker(
            '<plugins><authorizationPlugin><map><authorizationMap><authorizationEntries><authorizationEntry read="a"/></authorizationEntries></authorizationMap></map></authorizationPlugin></plugins>',
          ),
        ),
        "An element [authorizationEntry] must have exactly one of the attributes [queue, topic].",
      ],
      [
        "a policyEntry for both",
        base64(
          broker(
            '<destinationPolicy><policyMap><policyEntries><policyEntry queue="&gt;" topic="&gt;"/></policyEntries></policyMap></destinationPolicy>',
          ),
        ),
        "An element [policyEntry] must have exactly one of the attributes [queue, topic].",
      ],
      [
        "a networkConnector to nowhere",
        base64(broker('<networkConnectors><networkConnector name="n"/></networkConnectors>')),
        "An element [networkConnector] must have the attribute [uri].",
      ],
      [
        "21 network connectors",
        base64(
          broker(
            `<networkConnectors>${'<networkConnector uri="static:(ssl://b-1-1.mq.us-east-1.amazonaws.com:61617)"/>'.repeat(21)}</networkConnectors>`,
          ),
        ),
        "The configuration has 21 network connectors; at most 20 are allowed.",
      ],
    ] as const
  ).map(([name, Data, message]) =>
    one(
      `${name} is no configuration of ActiveMQ`,
      "API Configuration: data; Guide: Quotas in Amazon MQ; ours",
      configuration(),
      bad(step("UpdateConfiguration", { ...C, Data }), message),
      step("DescribeConfiguration", C, { LatestRevision: { Revision: 1 } }),
    ),
  ),
  one(
    "a configuration of RabbitMQ is lines of keys and values",
    "Guide: RabbitMQ broker configurations; ours",
    configuration({ EngineType: "RABBITMQ", EngineVersion: "3.13" }),
    update("# patience\nconsumer_timeout = 60000\n", { LatestRevision: { Revision: 2 }, Warnings: [] }),
    bad(update("consumer_timeout\n"), 'Line 1 of the configuration must read "key = value": [consumer_timeout]'),
  ),
  one(
    "a configuration's name is used once",
    "API Configurations: 409, this configuration name already exists",
    configuration(),
    refused(configuration(), "ConflictException", "The configuration name [rules] already exists."),
  ),
  ...(
    [
      [{ EngineType: "KAFKA" }, "Broker engine type [KAFKA] is invalid."],
      [{ EngineVersion: "5.1" }, "Broker engine version [5.1] is invalid."],
      [{ Name: "no spaces" }, "The configuration name [no spaces] is invalid."],
      [{ Name: "x".repeat(151) }, "It must be 1 to 150 letters"],
      [
        { AuthenticationStrategy: "CONFIG_MANAGED" },
        "Authentication strategy [CONFIG_MANAGED] is invalid. Valid values: [SIMPLE, LDAP]",
      ],
      [{ Name: undefined }, "The attribute [name] is required."],
    ] as const
  ).map(([more, message], i) =>
    one(
      `a configuration with ${JSON.stringify(more).slice(0, 50)} is refused (${i})`,
      "API Configurations; recorded test_create_configuration_for_unknown_engine",
      bad(configuration(more), message),
      step("ListConfigurations", {}, { Configurations: [] }),
    ),
  ),
  ...(
    [
      ["DescribeConfiguration", {}],
      ["UpdateConfiguration", { Data: base64(broker("")) }],
      ["DeleteConfiguration", {}],
      ["ListConfigurationRevisions", {}],
      ["DescribeConfigurationRevision", { ConfigurationRevision: "1" }],
    ] as const
  ).map(([operation, more]) =>
    one(
      `${operation} of a configuration that is not there names it`,
      "recorded test_describe_configuration_unknown",
      refused(
        step(operation, { ConfigurationId: "c-unknown", ...more }),
        "NotFoundException",
        "Can't find requested configuration [c-unknown]. Make sure your configuration exists.",
      ),
    ),
  ),
  one(
    "a revision that is not there is not found",
    "API Configuration Revision: 404; ours",
    configuration(),
    refused(
      step("DescribeConfigurationRevision", { ...C, ConfigurationRevision: "2" }),
      "NotFoundException",
      "Can't find requested revision [2]",
    ),
    refused(
      step("DescribeConfigurationRevision", { ...C, ConfigurationRevision: "one" }),
      "NotFoundException",
      "Can't find requested revision [one]",
    ),
  ),
  one(
    "a configuration waits for the reboot, and the one before is remembered",
    "Guide: Amazon MQ broker configuration lifecycle; API Broker: Configurations",
    configuration(),
    update(broker("")),
    create({ Configuration: { Id: "$c.Id", Revision: 1 } }),
    CREATED,
    describe({ Configurations: { Current: { Id: "$c.Id", Revision: 1 }, History: [] } }),
    step(
      "UpdateBroker",
      { ...B, Configuration: { Id: "$c.Id", Revision: 2 } },
      { Configuration: { Id: "$c.Id", Revision: 2 } },
    ),
    describe({ Configurations: { Current: { Revision: 1 }, Pending: { Id: "$c.Id", Revision: 2 } } }),
    ...reboot,
    describe({ Configurations: { Current: { Revision: 2 }, History: [{ Id: "$c.Id", Revision: 1 }] } }),
  ),
  one(
    "without a revision the latest is meant",
    "API Broker: ConfigurationId; ours",
    configuration(),
    update(broker("")),
    create({ Configuration: { Id: "$c.Id" } }),
    describe({ Configurations: { Current: { Revision: 2 } } }),
  ),
  one(
    "a configuration of the other engine does not fit",
    "API Brokers: configuration; ours",
    configuration(),
    bad(createRabbit({ Configuration: { Id: "$c.Id", Revision: 1 } }), "is for [ActiveMQ], the broker for [RabbitMQ]."),
    refused(
      create({ Configuration: { Id: "$c.Id", Revision: 7 } }),
      "NotFoundException",
      "Can't find requested revision [7]",
    ),
  ),
  one(
    "a configuration that a broker uses cannot be deleted",
    "API Configuration: 409; ours",
    configuration(),
    create({ Configuration: { Id: "$c.Id" } }),
    CREATED,
    refused(step("DeleteConfiguration", C), "ConflictException", "is in use by broker"),
    step("DeleteBroker", B),
    { wait: 5 * 60 },
    step("DeleteConfiguration", C, { ConfigurationId: "$c.Id" }),
    refused(step("DescribeConfiguration", C), "NotFoundException"),
  ),
  one(
    "the quota of revisions holds",
    "Guide: Quotas in Amazon MQ, 300 revisions a configuration; ours",
    configuration(),
    ...Array.from({ length: 299 }, () => update(broker(""))),
    bad(update(broker("")), "already has the maximum of [300] revisions."),
  ),
  one(
    "configurations and revisions are listed in pages",
    "API Configurations, Configuration Revisions: maxResults, nextToken",
    ...Array.from({ length: 6 }, (_, i) => configuration({ Name: `c${i}` })),
    step(
      "ListConfigurations",
      { MaxResults: 5 },
      { MaxResults: 5, Configurations: [{ Name: "c0" }, {}, {}, {}, {}] },
      "p",
    ),
    step("ListConfigurations", { MaxResults: 5, NextToken: "$p.NextToken" }, { Configurations: [{ Name: "c5" }] }),
    ...Array.from({ length: 5 }, () => update(broker(""))),
    step(
      "ListConfigurationRevisions",
      { ...C, MaxResults: 5 },
      { Revisions: [{ Revision: 6 }, {}, {}, {}, { Revision: 2 }] },
      "q",
    ),
    step(
      "ListConfigurationRevisions",
      { ...C, MaxResults: 5, NextToken: "$q.NextToken" },
      { Revisions: [{ Revision: 1 }] },
    ),
  ),
];

const tags: Case[] = [
  one(
    "tags of brokers and configurations come and go",
    "API Tags",
    create({ Tags: { course: "one" } }),
    step("CreateTags", { ResourceArn: "$b.BrokerArn", Tags: { owner: "ana" } }),
    step("ListTags", { ResourceArn: "$b.BrokerArn" }, { Tags: { course: "one", owner: "ana" } }),
    describe({ Tags: { course: "one", owner: "ana" } }),
    step("DeleteTags", { ResourceArn: "$b.BrokerArn", TagKeys: ["course", "never-there"] }),
    step("ListTags", { ResourceArn: "$b.BrokerArn" }, { Tags: { owner: "ana" } }),
    configuration({ Tags: { level: "2" } }),
    step("DescribeConfiguration", C, { Tags: { level: "2" } }),
  ),
  one(
    "there are at most fifty of them",
    "Guide: Quotas in Amazon MQ, 50 tags a broker; ours",
    create({ Tags: Object.fromEntries(Array.from({ length: 50 }, (_, i) => [`k${i}`, "v"])) }),
    bad(
      step("CreateTags", { ResourceArn: "$b.BrokerArn", Tags: { more: "v" } }),
      "A resource has at most 50 tags, not 51.",
    ),
    step("CreateTags", { ResourceArn: "$b.BrokerArn", Tags: { k0: "again" } }),
    bad(step("CreateTags", { ResourceArn: "$b.BrokerArn", Tags: { k0: "v".repeat(257) } }), "at most 256 characters"),
  ),
  ...(["CreateTags", "DeleteTags", "ListTags"] as const).map((operation) =>
    one(
      `${operation} of what is not there names it`,
      "API Tags: 404; ours",
      refused(
        step(operation, { ResourceArn: `arn:aws:mq:us-east-1:${ACCOUNT}:broker:x:b-1`, Tags: {}, TagKeys: [] }),
        "NotFoundException",
        "Can't find requested resource [arn:aws:mq:us-east-1:123456789012:broker:x:b-1].",
      ),
    ),
  ),
];

/** The door lets "ana" look at everything and change configurations, and denies her the reboot of "orders" by name. */
const permissions: Case[] = [
  one(
    "whoever has no policy is forbidden, and is told that nothing allows it",
    "API Broker: 403; Guide: API authentication and authorization for Amazon MQ",
    ...running,
    by(
      "eva",
      refused(step("DescribeBroker", B), "ForbiddenException", "no identity policy and no resource policy allows it"),
    ),
    by("eva", refused(step("ListBrokers"), "ForbiddenException", "mq:ListBrokers")),
    by("eva", refused(create({ BrokerName: "hers" }), "ForbiddenException", "mq:CreateBroker")),
  ),
  one(
    "a denial names the statement",
    "Guide: API authentication and authorization for Amazon MQ",
    ...running,
    by("ana", describe({ BrokerState: "RUNNING" })),
    by("ana", refused(step("RebootBroker", B), "ForbiddenException", 'statement "NoReboots"')),
    describe({ BrokerState: "RUNNING" }),
  ),
  one(
    "permission may be for one configuration alone",
    "Guide: API authentication and authorization for Amazon MQ, resource types",
    configuration(),
    by("ana", step("DescribeConfiguration", C, { Name: "rules" })),
    by("ana", refused(step("DeleteConfiguration", C), "ForbiddenException", "mq:DeleteConfiguration")),
  ),
  one("credentials of another account are not the account's", "API Brokers: 401; ours", {
    ...refused(create(), "UnauthorizedException", "mq:CreateBroker"),
    by: "arn:aws:iam::999999999999:user/mallory",
  } as Step),
];

export const CASES: Case[] = [...brokers, ...replication, ...users, ...configurations, ...tags, ...permissions];

/** Nothing of the client is left out. */
export const GAPS: Gaps = {};
