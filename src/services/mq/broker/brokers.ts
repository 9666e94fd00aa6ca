/** The brokers of a cloud, found by id, by name or by the address of a node. Management makes them; clients look them up. */
import type { World } from "../../service";
import { Broker } from "./broker";
import type { Connection } from "./connection";
import type { BrokerSettings } from "./types";

const HOST = /^(?:[a-z+]+:\/\/)?(b-[0-9a-z-]+)-([12])\.mq\.[a-z0-9-]+\.amazonaws\.com(?::\d+)?$/;

const ANY_HOST = /^(?:[a-z+]+:\/\/)?(b-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\b/;

/** A node of a broker, as an address names it. */
export interface Node {
  readonly broker: Broker;
  /** 1 or 2; undefined: whichever is active. */
  readonly node: 1 | 2 | undefined;
}

export class Brokers {
  /** Connections that wait for somebody to serve them. */
  readonly waiting = new Set<Connection>();
  /** First connections that nobody serves yet. */
  readonly attempts: (() => void)[] = [];
  readonly #byId = new Map<string, Broker>();
  /** Brokers that are managed and not simulated, by id and by name, with the reason. */
  readonly #refused = new Map<string, string>();

  constructor(readonly world: World) {}

  /** Makes a broker; it does not run until it is started. @throws RangeError for an id or a name that is taken */
  create(settings: BrokerSettings): Broker {
    for (const { id, name } of this.all()) {
      if (id === settings.id) throw new RangeError(`the broker id ${id} is taken`);
      if (name === settings.name) throw new RangeError(`the broker name ${name} is taken`);
    }
    const broker = new Broker(this, settings);
    this.#byId.set(settings.id, broker);
    return broker;
  }

  /** Stops a broker for good; its messages are gone. */
  remove(id: string): void {
    const broker = this.#byId.get(id);
    if (broker === undefined) return;
    broker.stop("deleted");
    this.#byId.delete(id);
  }

  /** From now on whoever looks for this broker is told why it cannot be connected to; without a reason that ends. */
  refuse({ id, name }: { readonly id: string; readonly name: string }, reason?: string): void {
    for (const key of [id, name]) {
      if (reason === undefined) this.#refused.delete(key);
      else this.#refused.set(key, reason);
    }
  }

  /** Why nobody can connect to a broker that is managed and not simulated. */
  refusal(address: string): string | undefined {
    return this.#refused.get(ANY_HOST.exec(address)?.[1] ?? address);
  }

  all(): IterableIterator<Broker> {
    return this.#byId.values();
  }

  /** Somebody serves: who waits tries again, in the order in which they came. */
  started(): void {
    for (const connection of [...this.waiting]) connection.tryAgain();
    for (const attempt of this.attempts.splice(0)) attempt();
  }

  /** By id, by name, or by an address such as "ssl://b-...-1.mq.us-east-1.amazonaws.com:61617". */
  find(address: string): Node | undefined {
    const host = HOST.exec(address);
    if (host !== null) {
      const broker = this.#byId.get(host[1]!);
      return broker && { broker, node: Number(host[2]) as 1 | 2 };
    }
    const broker = this.#byId.get(address) ?? [...this.all()].find(({ name }) => name === address);
    return broker && { broker, node: undefined };
  }
}

const worlds = new WeakMap<World, Brokers>();

/** The brokers of a world: the same object for management and for clients. */
export function brokersOf(world: World): Brokers {
  let brokers = worlds.get(world);
  if (brokers === undefined) {
    brokers = new Brokers(world);
    worlds.set(world, brokers);
  }
  return brokers;
}
