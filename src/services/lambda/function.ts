/** One function: its settings, its reservation, its warm environments and what is attached to it. */
import { createHash } from "node:crypto";
import type { Name } from "../../sim";
import type { Policy } from "../iam";
import { Environments } from "./environments";
import type { EventInvokeConfig } from "./event-invoke-config";
import { COLD_START_MS } from "./limits";
import type { Settings } from "./settings";

/** As AddPermission writes it. */
export interface PolicyDocument {
  Version: string;
  Id: string;
  Statement: { Sid: string; [element: string]: unknown }[];
}

export class LambdaFunction {
  settings: Settings;
  revisionId: string;
  modifiedMs: number;
  /** False until `cloud.lambda` has given the handler: an invocation fails, as with an archive that lacks the module. */
  hasCode = false;
  codeSha256: string;
  codeSize: number;
  /** Undefined: it shares the account's concurrency. */
  reserved: number | undefined;
  /** Invocations now. */
  running = 0;
  coldStartMs: { least: number; most: number } = COLD_START_MS;
  readonly environments = new Environments();
  policy: { document: PolicyDocument; policy: Policy; revisionId: string } | undefined;
  eventInvokeConfig: EventInvokeConfig | undefined;
  readonly tags = new Map<string, string>();
  isDeleted = false;

  constructor(
    readonly name: string,
    readonly nameId: Name,
    readonly arn: string,
    settings: Settings,
    code: Uint8Array,
    revisionId: string,
    readonly createdMs: number,
  ) {
    this.settings = settings;
    this.revisionId = revisionId;
    this.modifiedMs = createdMs;
    this.codeSize = code.byteLength;
    this.codeSha256 = sha256(code);
  }

  /** New code or settings: whatever is warm is of the old. */
  changed(nowMs: number, revisionId: string): void {
    this.modifiedMs = nowMs;
    this.revisionId = revisionId;
    this.environments.renew();
  }

  setCode(code: Uint8Array): void {
    this.codeSize = code.byteLength;
    this.codeSha256 = sha256(code);
  }
}

function sha256(code: Uint8Array): string {
  return createHash("sha256").update(code).digest("base64");
}
