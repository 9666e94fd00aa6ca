/** Who makes a call: the identity and the circumstances that policies look at. Nobody signs; the client says who it is. */
import type { Caller } from "../services/service";

export interface ClientOptions {
  /**
   * Whose calls these are: "root", "user/ana", "role/worker" in this account, or a whole ARN. Default "root".
   */
  as?: string;
  /** Whether the calls come over TLS (`aws:SecureTransport`). Default true. */
  secureTransport?: boolean;
  /** The VPC endpoint that they come through (`aws:SourceVpce`). Default none: over the internet. */
  sourceVpce?: string;
  /** The address that they come from (`aws:SourceIp`). Default none. */
  sourceIp?: string;
}

const IN_ACCOUNT = /^(root|(user|role|assumed-role)\/[\w+=,.@/-]{1,512})$/;
const IDENTITY_ARN =
  /^arn:aws[\w-]*:(iam|sts)::(\d{12}):(root|(user|role|assumed-role|federated-user)\/[\w+=,.@/-]{1,512})$/;

/** @throws TypeError when `as` is neither an identity of the account nor the ARN of one */
export function callerFrom(options: ClientOptions, account: string): Caller {
  const as = options.as ?? "root";
  const service = typeof as === "string" && as.startsWith("assumed-role/") ? "sts" : "iam";
  const principal = IN_ACCOUNT.test(as) ? `arn:aws:${service}::${account}:${as}` : as;
  const parts = IDENTITY_ARN.exec(principal);
  if (!parts) {
    throw new TypeError(
      `as: give "root", "user/NAME", "role/NAME" or an ARN such as arn:aws:iam::${account}:user/ana, not ${JSON.stringify(as)}`,
    );
  }
  const { secureTransport = true, sourceVpce, sourceIp } = options;
  return {
    principal,
    account: parts[2]!,
    secureTransport,
    ...(sourceVpce !== undefined && { sourceVpce }),
    ...(sourceIp !== undefined && { sourceIp }),
  };
}
