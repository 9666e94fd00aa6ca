/**
 * The two doors to a service that has others beside it (case.ts): an operation with a name before it, "sqs.CreateQueue", is
 * for that service, one without a name for the service that the table is about.
 */
import type { ClientClass } from "../../../src/sdk/client";
import type { Cloud } from "../../../src/sdk/cloud";
import type { World } from "../../../src/services/service";
import { ACCOUNT } from "../../unit/services/world";
import type { Door } from "./case";
import { send } from "./suite";

function split(operation: string, own: string): [service: string, operation: string] {
  const dot = operation.indexOf(".");
  return dot < 0 ? [own, operation] : [operation.slice(0, dot), operation.slice(dot + 1)];
}

/** Straight to the services of a world. */
export function directDoor(world: World, own: string): Door {
  return {
    async call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name, own);
      const principal = as.startsWith("arn:") ? as : `arn:aws:iam::${ACCOUNT}:${as}`;
      const caller = { principal, account: principal.split(":")[4]!, secureTransport: !insecure, sourceVpce: vpce };
      // A whole answer is plain data, as it would be after a journey over the wire.
      return { ...((await world.service(service).call(operation, input, caller)) as object) };
    },
    wait: (ms) => world.sim.run({ for: ms }),
  };
}

/**
 * Through the real clients.
 * @param clients by the service's name: the client's package, and its class
 */
export function sdkDoor(
  cloud: Cloud,
  own: string,
  clients: Record<string, readonly [commands: object, client: ClientClass<object>]>,
): Door {
  return {
    async call(name, input, { as = "root", insecure = false, vpce }) {
      const [service, operation] = split(name, own);
      const [commands, client] = clients[service]!;
      return send(
        commands,
        cloud.client(client, { as, secureTransport: !insecure, sourceVpce: vpce }),
        operation,
        input,
      );
    },
    wait: (ms) => cloud.run({ for: ms }),
  };
}
