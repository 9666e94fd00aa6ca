/**
 * The cloud that a cell talks to: a simulation with the services of AWS on it, behind the real clients of the SDK.
 * Services are made when first called for. Nothing leaves the process: no file is read, no connection made.
 */
import { type Bill, type BillOptions, bill } from "../services/billing";
import { evaluatorOf, type Identities } from "../services/iam";
import type { FunctionOptions, Handler, LambdaService } from "../services/lambda";
import type { Anomalies, Caller, Service, World } from "../services/service";
import type { Inbox, SnsService } from "../services/sns";
import type { StepFunctionsService } from "../services/stepfunctions";
import { type Duration, Simulation } from "../sim";
import { toMilliseconds } from "../sim/duration";
import { bindClient, type Dispatch } from "./bind";
import { type ClientOptions, callerFrom } from "./caller";
import { asSdkClient, type ClientClass, construct } from "./client";
import { type Diagram, drawStateMachine, drawTopology, executionOf } from "./diagrams";
import { Recorder } from "./log";
import { Broker, type BrokerOptions, startBroker } from "./mq";
import type { Door } from "./mq/door";
import { anomaliesFrom, type CloudOptions, checkCloudOptions, DEFAULT_ACCOUNT, DEFAULT_REGION } from "./options";
import { SERVICES, type ServiceEntry } from "./services";
import { type Story, tell } from "./story";
import { wireOf } from "./wire";

export interface WaitOptions {
  /** Virtual time between two looks, > 0. Default 1 s. */
  every?: Duration;
  /** Virtual time after which it gives up. Default 5 minutes. */
  within?: Duration;
}

/** A request id is a UUID whose last part counts up: cheap, and new in each call. */
const COUNTER_DIGITS = 12;

export class Cloud extends Simulation {
  readonly account: string;
  readonly region: string;
  readonly anomalies: Anomalies;
  readonly quotas: "strict" | "relaxed";
  readonly #world: World;
  readonly #services = new Map<string, Service>();
  #recorder: Recorder | undefined;
  #calls = 0;
  #requests = 0;
  #requestPrefix = "";

  /** @throws TypeError or RangeError that names the option, the rule and the value */
  constructor(options: CloudOptions = {}) {
    checkCloudOptions(options);
    super(options);
    this.account = options.account ?? DEFAULT_ACCOUNT;
    this.region = options.region ?? DEFAULT_REGION;
    this.anomalies = anomaliesFrom(options.anomalies);
    this.quotas = options.quotas ?? "strict";
    this.#world = {
      sim: this,
      account: this.account,
      region: this.region,
      anomalies: this.anomalies,
      quotas: this.quotas,
      service: (name) => this.#service(name),
      wire: (name, operation) => wireOf(this.#entry(name), operation),
    };
    options.faults?.(this.faults);
  }

  /**
   * A real client of the AWS SDK v3, answered by this cloud: `cloud.client(SQS)` or `cloud.client(SQSClient)`.
   * @param options whose calls they are and how they come in; default the account's root, over TLS
   * @throws TypeError for anything but a client class, RangeError for a service that is not simulated
   */
  client<C extends object>(clientClass: ClientClass<C>, options: ClientOptions = {}): C {
    const client = construct(clientClass, this.region);
    const sdkClient = asSdkClient(client);
    const { serviceId } = sdkClient.config;
    const entry = SERVICES.find((service) => service.serviceId === serviceId);
    if (!entry) {
      const known = SERVICES.map((service) => service.serviceId).join(", ");
      throw new RangeError(`nubelab does not simulate ${serviceId}; it simulates ${known}`);
    }
    bindClient(sdkClient, {
      service: entry.name,
      caller: callerFrom(options, this.account),
      dispatch: this.#dispatch,
      requestId: () => this.#requestId(),
      token: () => this.random("sdk.token").uuid(),
      refuse: entry.refuse,
    });
    return client;
  }

  /**
   * Makes a function of the cell a Lambda function, or gives one that exists its code: `cloud.lambda("resize", async (event,
   * context) => ...)`. Each invocation runs as a process of that name, so its calls wait and never drive the clock.
   * @returns its ARN
   * @throws TypeError, RangeError or ServiceError that names the option, the rule and the value
   */
  lambda(name: string, handler: Handler, options: FunctionOptions = {}): string {
    const caller = callerFrom({}, this.account);
    const door = (operation: string, input: object) => this.#dispatch("lambda", operation, input, caller);
    return (this.#service("lambda") as LambdaService).register(name, handler, options, door);
  }

  /**
   * A broker of Amazon MQ, for clients in the manner of JMS: by its name, its id, an endpoint of DescribeBroker, or several as
   * "failover:(ssl://...,ssl://...)".
   */
  broker(address: string): Broker {
    return new Broker(this.#door(), address);
  }

  /**
   * Starts a broker at once, without Amazon MQ around it. By default user and password are "student".
   * @throws JMSException that names the option, the rule and the value
   */
  startBroker(name: string, options: BrokerOptions = {}): Promise<Broker> {
    return startBroker(this.#door(), name, options);
  }

  /** What email addresses, telephones, devices and URLs have received from SNS, and what their owners do with it. */
  get inbox(): Inbox {
    return (this.#service("sns") as SnsService).inbox;
  }

  /** The account's identity policies. A user or role without one is denied, unless a resource's policy allows it; the root needs none. */
  get iam(): Identities {
    return evaluatorOf(this.#world).identities;
  }

  /** What the calls so far would have cost, as a table. With `whatIf`, beside what another way would have cost. */
  bill(options: BillOptions = {}): Bill {
    return bill(this.trace, options);
  }

  /** The life of a message (by its id) or of a resource (by its name) in sentences. */
  explain(messageOrResource: string): Story {
    return tell(this.trace, messageOrResource);
  }

  /** What is connected with what, as a diagram: queues, topics, subscribers, rules, functions, buckets, alarms. */
  topology(): Diagram {
    return drawTopology([...this.#services.values()].flatMap((service) => [...(service.links?.() ?? [])]));
  }

  /**
   * A state machine as a flow chart, coloured by how its states went in an execution.
   * @param name of the machine
   * @param options whose run; default the execution that began last, and none when nothing has run
   * @throws RangeError when there is no such machine or execution
   */
  stateMachine(name: string, options: { execution?: string } = {}): Diagram {
    const execution = executionOf(this.trace, name, options.execution);
    const machine = (this.#service("stepfunctions") as StepFunctionsService).definition(name, execution);
    if (machine === undefined) throw new RangeError(`there is no state machine ${JSON.stringify(name)}`);
    if (options.execution !== undefined && execution === undefined) {
      throw new RangeError(`${name} has no execution ${JSON.stringify(options.execution)}`);
    }
    return drawStateMachine(machine, this.trace, execution);
  }

  /**
   * Looks again and again, in virtual time, until `look` gives something other than undefined, null or false.
   * @returns what it gave
   * @throws Error when it has given nothing `within` that time
   */
  async waitFor<T>(look: () => T | Promise<T>, options: WaitOptions = {}): Promise<NonNullable<Awaited<T>>> {
    const every = toMilliseconds(options.every ?? { seconds: 1 }, "waitFor every");
    const within = toMilliseconds(options.within ?? { minutes: 5 }, "waitFor within");
    if (every === 0) throw new RangeError("waitFor every: must be > 0");
    const deadline = this.now + within;
    for (;;) {
      const found = await look();
      if (found !== undefined && found !== null && (found as unknown) !== false)
        return found as NonNullable<Awaited<T>>;
      if (this.now + every > deadline)
        throw new Error(`waitFor: still nothing after ${within / 1_000} s of virtual time`);
      await this.sleep(every);
    }
  }

  /**
   * From now on writes down every call, for a replay elsewhere. To be asked for before the first call.
   * @returns the recorder; its `log()` is the log up to then
   */
  record(): Recorder {
    if (!this.#recorder) {
      if (this.#calls > 0)
        throw new Error("record() must come before the first call: a log with a gap cannot be replayed");
      this.#recorder = new Recorder(this);
    }
    return this.#recorder;
  }

  /** @internal Makes one call to a service, as a bound client does. */
  call(service: string, operation: string, input: unknown, caller: Caller): unknown {
    return this.#dispatch(service, operation, input, caller);
  }

  readonly #dispatch: Dispatch = (name, operation, input, caller) => {
    this.#calls++;
    const service = this.#service(name);
    const caused = this.#caused(caller);
    if (!this.#recorder) return service.call(operation, input, caused);
    return this.#recorder.call(name, operation, input, caller, () => service.call(operation, input, caused));
  };

  /** What the handler of an invocation calls is caused by the invocation. */
  #caused(caller: Caller): Caller {
    const { origin } = this;
    if (origin === "" || caller.cause !== undefined) return caller;
    const lambda = this.#services.get("lambda") as LambdaService | undefined;
    const cause = lambda?.beginningOf(origin, this.current);
    return cause === undefined ? caller : { ...caller, cause };
  }

  #door(): Door {
    const caller = callerFrom({}, this.account);
    return {
      dispatch: (operation, input) => this.#dispatch("activemq", operation, input, caller),
      spawn: (name, body) => this.spawn(name, body),
    };
  }

  #service(name: string): Service {
    let service = this.#services.get(name);
    if (!service) {
      service = this.#entry(name).create(this.#world);
      this.#services.set(name, service);
    }
    return service;
  }

  #entry(name: string): ServiceEntry {
    const entry = SERVICES.find((candidate) => candidate.name === name);
    if (!entry) throw new RangeError(`no simulated service is called "${name}"`);
    return entry;
  }

  #requestId(): string {
    if (this.#requests === 0) this.#requestPrefix = this.random("sdk.request").uuid().slice(0, -COUNTER_DIGITS);
    return this.#requestPrefix + (++this.#requests).toString(16).padStart(COUNTER_DIGITS, "0");
  }
}
