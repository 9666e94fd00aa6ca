/**
 * Amazon MQ: the management of brokers, and behind it, for ActiveMQ, a broker that really passes messages (broker/).
 * A broker of RabbitMQ is managed like the real one, but nobody can connect to it: only ActiveMQ's way of working is
 * simulated. Left out: networks, LDAP servers and OAuth (kept, not asked), log groups, the copying of data to a replica.
 */
import type { Link } from "../link";
import type { Caller, Service, World } from "../service";
import * as configurations from "./configurations";
import { Mq } from "./context";
import { createBroker } from "./create-broker";
import * as describe from "./describe";
import { missing, unsupported } from "./errors";
import * as lifecycle from "./lifecycle";
import { linksOf } from "./links";
import { promote } from "./replication";
import * as tags from "./tags";
import { updateBroker } from "./update-broker";
import * as users from "./users";

// biome-ignore lint/suspicious/noExplicitAny: each operation knows the shape of its input
type Run = (mq: Mq, input: any, caller: Caller) => unknown;

const operations = new Map<string, Run>(
  Object.entries({
    CreateBroker: createBroker,
    CreateConfiguration: configurations.createConfiguration,
    CreateTags: tags.createTags,
    CreateUser: users.createUser,
    DeleteBroker: lifecycle.deleteBroker,
    DeleteConfiguration: configurations.deleteConfiguration,
    DeleteTags: tags.deleteTags,
    DeleteUser: users.deleteUser,
    DescribeBroker: describe.describeBroker,
    DescribeBrokerEngineTypes: describe.describeBrokerEngineTypes,
    DescribeBrokerInstanceOptions: describe.describeBrokerInstanceOptions,
    DescribeConfiguration: configurations.describeConfiguration,
    DescribeConfigurationRevision: configurations.describeConfigurationRevision,
    DescribeUser: users.describeUser,
    ListBrokers: describe.listBrokers,
    ListConfigurationRevisions: configurations.listConfigurationRevisions,
    ListConfigurations: configurations.listConfigurations,
    ListTags: tags.listTags,
    ListUsers: users.listUsers,
    Promote: promote,
    RebootBroker: lifecycle.rebootBroker,
    UpdateBroker: updateBroker,
    UpdateConfiguration: configurations.updateConfiguration,
    UpdateUser: users.updateUser,
  } satisfies Record<string, Run>),
);

/** Members that must be there; what is in them is checked where it is read. */
const REQUIRED: Readonly<Record<string, readonly string[]>> = {
  CreateBroker: ["BrokerName", "DeploymentMode", "EngineType", "HostInstanceType", "PubliclyAccessible"],
  CreateConfiguration: ["EngineType", "Name"],
  CreateTags: ["ResourceArn"],
  CreateUser: ["BrokerId", "Password", "Username"],
  DeleteBroker: ["BrokerId"],
  DeleteConfiguration: ["ConfigurationId"],
  DeleteTags: ["ResourceArn", "TagKeys"],
  DeleteUser: ["BrokerId", "Username"],
  DescribeBroker: ["BrokerId"],
  DescribeConfiguration: ["ConfigurationId"],
  DescribeConfigurationRevision: ["ConfigurationId", "ConfigurationRevision"],
  DescribeUser: ["BrokerId", "Username"],
  ListConfigurationRevisions: ["ConfigurationId"],
  ListTags: ["ResourceArn"],
  ListUsers: ["BrokerId"],
  Promote: ["BrokerId", "Mode"],
  RebootBroker: ["BrokerId"],
  UpdateBroker: ["BrokerId"],
  UpdateConfiguration: ["ConfigurationId", "Data"],
  UpdateUser: ["BrokerId", "Username"],
};

/** The operations that are answered, by AWS's names. */
export const MQ_OPERATIONS: readonly string[] = [...operations.keys()];

/** Amazon MQ on a world's clock, calendar and trace. */
export function createMq(world: World): Service {
  const mq = new Mq(world);
  return {
    name: "mq",
    call(operation, input, caller) {
      const run = operations.get(operation);
      if (run === undefined) throw unsupported(operation);
      for (const member of REQUIRED[operation] ?? []) {
        if (input[member] === undefined) throw missing(member[0]!.toLowerCase() + member.slice(1));
      }
      return run(mq, input, caller);
    },
    links: (): Iterable<Link> => linksOf(mq),
  };
}
