/** Who a service is to others when it has taken on a role. */
import { evaluatorOf, principalOf } from "./iam";
import type { Caller, World } from "./service";

/**
 * The role counts as soon as it has a policy; until then, as with users, nobody needs one, and the call is the account's own.
 * @param roleArn "" for none
 * @param session name of the session: the resource that acts
 * @param cause row of the trace
 */
export function callerAs(world: World, roleArn: string, session: string, cause: number): Caller {
  const { account } = world;
  const name = roleArn.slice(roleArn.lastIndexOf("/") + 1);
  const role = `arn:aws:sts::${account}:assumed-role/${name}/${session}`;
  const isJudged = name !== "" && evaluatorOf(world).identities.of(principalOf(role)).length > 0;
  const principal = isJudged ? role : `arn:aws:iam::${account}:root`;
  return { principal, account, secureTransport: true, cause };
}
