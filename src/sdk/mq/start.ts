/** A broker without Amazon MQ around it: no instance, no minutes of waiting, no bill. */
import type {
  AuthorizationEntry,
  BrokerUser,
  DestinationPolicy,
  NetworkConnector,
} from "../../services/mq/broker/types";
import { Broker } from "./connection";
import { callThrough, type Door } from "./door";

export interface BrokerOptions {
  /** Default one user "student" with the password "student" in the group "students". */
  users?: (Omit<BrokerUser, "groups"> & { groups?: readonly string[] })[];
  /** Who may read, write and administer what. Default: every user everything. */
  authorization?: (Partial<AuthorizationEntry> & ({ queue: string } | { topic: string }))[];
  policies?: DestinationPolicy[];
  networkConnectors?: NetworkConnector[];
  /** Default SINGLE_INSTANCE. */
  deploymentMode?: "SINGLE_INSTANCE" | "ACTIVE_STANDBY_MULTI_AZ";
}

export const STUDENT: BrokerUser = { username: "student", password: "student", groups: ["students"] };

/** @throws JMSException that names the option, the rule and the value */
export async function startBroker(door: Door, name: string, options: BrokerOptions): Promise<Broker> {
  const { users = [STUDENT], authorization, policies, networkConnectors, deploymentMode } = options;
  const { Endpoints } = await callThrough(door, "StartBroker", {
    Name: name,
    Users: users.map(({ username, password, groups = [] }) => ({
      Username: username,
      Password: password,
      Groups: [...groups],
    })),
    ...(authorization !== undefined && { Authorization: authorization }),
    ...(policies !== undefined && { Policies: policies }),
    ...(networkConnectors !== undefined && { NetworkConnectors: networkConnectors }),
    ...(deploymentMode !== undefined && { DeploymentMode: deploymentMode }),
  });
  return new Broker(door, Endpoints.length > 1 ? `failover:(${Endpoints.join(",")})` : name);
}
