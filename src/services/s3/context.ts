/** What the operations of S3 share: the buckets, and the gate that every call passes: faults, permission, the trace. */
import type { Simulation, Trace } from "../../sim";
import { evaluatorOf, type PolicyEvaluator } from "../iam";
import type { Caller, World } from "../service";
import type { Bucket } from "./bucket";
import { accessDenied, noSuchBucket, slowDown, unavailable } from "./errors";

export class S3 {
  readonly sim: Simulation;
  readonly trace: Trace;
  readonly buckets = new Map<string, Bucket>();
  readonly #evaluator: PolicyEvaluator;

  constructor(readonly world: World) {
    this.sim = world.sim;
    this.trace = world.sim.trace;
    this.#evaluator = evaluatorOf(world);
  }

  /** The bucket that a call is for, if the call may be made. @param action IAM's, "s3:GetObject" without the prefix */
  enter(action: string, name: string, caller: Caller, key?: string): Bucket {
    const bucket = this.open(action, name, caller);
    this.authorize(action, key === undefined ? bucket.arn : `${bucket.arn}/${key}`, caller, bucket);
    return bucket;
  }

  /** The same without the permission, for a call that asks for it object by object. */
  open(action: string, name: string, caller: Caller): Bucket {
    const bucket = this.buckets.get(name);
    if (bucket === undefined) throw noSuchBucket(name);
    const { faults } = this.sim;
    if (faults.any) {
      if (faults.isDown(name)) throw unavailable(name);
      if (faults.strikes("throttle", name)) {
        this.trace.append("s3.Throttled", name, { text: action, cause: caller.cause ?? -1 });
        throw slowDown();
      }
    }
    return bucket;
  }

  /** Throws AccessDenied, with the statement that decided, unless the policies allow it. */
  authorize(action: string, resource: string, caller: Caller, bucket?: Bucket): void {
    const { world } = this;
    const isOwnRoot = caller.account === world.account && caller.principal.endsWith(":root");
    if (bucket?.policy === undefined && this.#evaluator.identities.isEmpty && isOwnRoot) return;
    const decision = this.#evaluator.decide({
      caller,
      action: `s3:${action}`,
      resource,
      account: world.account,
      resourcePolicy: bucket?.policy?.policy,
      atMs: this.sim.start + this.sim.now,
      context: caller.context,
    });
    if (decision.allowed) return;
    const reason = decision.reason.en;
    this.trace.append("s3.Denied", bucket?.name ?? resource, { text: reason, cause: caller.cause ?? -1 });
    throw accessDenied(reason);
  }

  /** Writes the call itself into the trace. Returns its row, the cause of what follows. */
  request(operation: string, bucket: string, caller: Caller, bytes = 0): number {
    return this.trace.append("s3.Request", bucket, { value: bytes, text: operation, cause: caller.cause ?? -1 });
  }
}
