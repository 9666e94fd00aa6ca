/** A world for the tests of Amazon MQ's management: calls without the SDK, a broker that already runs. */

import { createMq } from "../../../../src/services/mq";
import { brokersOf } from "../../../../src/services/mq/broker/brokers";
import type { Caller } from "../../../../src/services/service";
import type { TraceEvent } from "../../../../src/sim";
import { emptyWorld, ROOT, type WorldOptions } from "../world";

export const GOOD = "correct-horse-9";

export function makeMq(options: Pick<WorldOptions, "quotas" | "start"> = {}) {
  const world = emptyWorld(options);
  const { sim } = world;
  const mq = createMq(world);
  // biome-ignore lint/suspicious/noExplicitAny: answers differ by operation
  const call = async (operation: string, input: object, caller: Caller = ROOT): Promise<any> =>
    mq.call(operation, input, caller);
  return {
    sim,
    world,
    mq,
    call,
    engines: brokersOf(world),
    /** Makes a broker and waits until it runs. Returns its id. */
    async broker(more: object = {}): Promise<string> {
      const { BrokerId } = await call("CreateBroker", {
        BrokerName: "shop",
        EngineType: "ACTIVEMQ",
        HostInstanceType: "mq.t3.micro",
        DeploymentMode: "SINGLE_INSTANCE",
        PubliclyAccessible: true,
        Users: [{ Username: "ana", Password: GOOD, Groups: ["admins"] }],
        ...more,
      });
      await sim.run({ for: { minutes: 15 } });
      return BrokerId;
    },
    /** Gives a configuration another revision, attaches it, and reboots. */
    async configure(broker: string, xml: string): Promise<void> {
      const { Configurations } = await call("DescribeBroker", { BrokerId: broker });
      const { Id } = Configurations.Current;
      const Data = Buffer.from(xml).toString("base64");
      const { LatestRevision } = await call("UpdateConfiguration", { ConfigurationId: Id, Data });
      await call("UpdateBroker", { BrokerId: broker, Configuration: { Id, Revision: LatestRevision.Revision } });
      await call("RebootBroker", { BrokerId: broker });
      await sim.run({ for: { minutes: 3 } });
    },
    facts: (...kinds: string[]): TraceEvent[] => [...sim.trace.events({ kinds: kinds.map((kind) => `mq.${kind}`) })],
  };
}
