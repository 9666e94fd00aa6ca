/**
 * What the binding needs to know of an AWS SDK v3 client, written structurally: nubelab's own declarations never name
 * a client package, so that importing nubelab in a cell does not make the compiler read ten of them.
 */

/** Any client class: `SQSClient`, `SQS`, `SNSClient`, ... */
// biome-ignore lint/suspicious/noExplicitAny: each client has a configuration of its own, and none is named here
export type ClientClass<C extends object> = new (configuration: any) => C;

export interface SdkClient {
  readonly config: {
    readonly serviceId?: string;
    cacheMiddleware?: boolean;
    readonly protocol?: { readonly options?: { readonly errorTypeRegistries?: readonly ErrorRegistry[] } };
  };
  readonly middlewareStack: {
    add(
      middleware: Middleware | ((next: unknown) => unknown),
      options: { step: string; priority?: "high"; name: string; override?: boolean },
    ): void;
    /** Names, each followed by where it stands. */
    identify(): string[];
    remove(name: string): boolean;
  };
}

export interface ErrorRegistry {
  readonly namespace: string;
  getSchema(shapeId: string): unknown;
  getErrorCtor(schema: unknown): (new (options: Record<string, unknown>) => Error) | undefined;
  getBaseException(): unknown;
}

export type Middleware = (
  next: unknown,
  context: MiddlewareContext,
) => (request: { input: unknown }) => Promise<Answer>;

export interface MiddlewareContext {
  readonly __smithy_context?: { readonly operationSchema?: unknown; readonly abortSignal?: AbortSignal };
}

export interface Answer {
  output: object;
  response: object;
}

/** The client as the binding sees it. Throws TypeError when the object is not a client of the SDK's version 3. */
export function asSdkClient(client: object): SdkClient {
  const candidate = client as Partial<SdkClient>;
  if (typeof candidate.middlewareStack?.add !== "function" || typeof candidate.config?.serviceId !== "string") {
    throw noClient();
  }
  return candidate as SdkClient;
}

function noClient(): TypeError {
  return new TypeError("cloud.client needs a client class of the AWS SDK for JavaScript v3, such as SQSClient or SQS");
}

/**
 * Settings that a client would otherwise look for in the environment, in ~/.aws or in the instance metadata service.
 * With all of them given it opens no file and asks nobody. `maxAttempts: 1`: the simulation answers once and for all.
 */
export function clientConfiguration(region: string): Record<string, unknown> {
  return {
    region,
    credentials: { accessKeyId: "AKIASIMULATED0000000", secretAccessKey: "simulated" },
    maxAttempts: 1,
    retryMode: "standard",
    defaultsMode: "standard",
    useDualstackEndpoint: false,
    useFipsEndpoint: false,
    authSchemePreference: [],
    userAgentAppId: "nubelab",
    cacheMiddleware: true,
  };
}

const WARNING_SWITCH = "AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED";

/** Makes a client. The SDK's note on coming Node versions is about published clients, and ours are pinned: not shown. */
export function construct<C extends object>(clientClass: ClientClass<C>, region: string): C {
  if (typeof clientClass !== "function" || !("send" in Object(clientClass.prototype))) throw noClient();
  const before = process.env[WARNING_SWITCH];
  process.env[WARNING_SWITCH] = "true";
  try {
    return new clientClass(clientConfiguration(region));
  } finally {
    if (before === undefined) delete process.env[WARNING_SWITCH];
    else process.env[WARNING_SWITCH] = before;
  }
}
