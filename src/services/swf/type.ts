/** A workflow type or an activity type: a name, a version and what executions or tasks of it have by default. */
import type { SwfInput } from "./context";

export interface TypeName {
  readonly name: string;
  readonly version: string;
}

export type Sort = "workflow" | "activity";

/** Life: REGISTERED <-> DEPRECATED -> deleted. Its defaults never change: another version has others. */
export class RegisteredType {
  status: "REGISTERED" | "DEPRECATED" = "REGISTERED";
  deprecatedMs: number | undefined;

  constructor(
    readonly sort: Sort,
    readonly type: TypeName,
    readonly description: string | undefined,
    /** By AWS's names: defaultTaskList, defaultChildPolicy, ... */
    readonly defaults: Readonly<SwfInput>,
    readonly createdMs: number,
  ) {}

  deprecate(nowMs: number): void {
    this.status = "DEPRECATED";
    this.deprecatedMs = nowMs;
  }

  undeprecate(): void {
    this.status = "REGISTERED";
    this.deprecatedMs = undefined;
  }
}

/** "WorkflowType=[name=Order, version=1.0]", as in AWS's errors. */
export function describeType(sort: Sort, { name, version }: TypeName): string {
  return `${sort === "workflow" ? "WorkflowType" : "ActivityType"}=[name=${name}, version=${version}]`;
}

/** Key of a type in its domain: neither part can hold a "/". */
export function keyOfType({ name, version }: TypeName): string {
  return `${name}/${version}`;
}
