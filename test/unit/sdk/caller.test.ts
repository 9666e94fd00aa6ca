import { describe, expect, it } from "vitest";
import { callerFrom } from "../../../src/sdk/caller";

const ACCOUNT = "123456789012";

describe("a caller", () => {
  it.each([
    [undefined, "arn:aws:iam::123456789012:root"],
    ["root", "arn:aws:iam::123456789012:root"],
    ["user/ana", "arn:aws:iam::123456789012:user/ana"],
    ["user/team/ana", "arn:aws:iam::123456789012:user/team/ana"],
    ["role/worker", "arn:aws:iam::123456789012:role/worker"],
    ["assumed-role/worker/session", "arn:aws:sts::123456789012:assumed-role/worker/session"],
  ])("as %s is %s", (as, principal) => {
    expect(callerFrom({ as }, ACCOUNT)).toEqual({ principal, account: ACCOUNT, secureTransport: true });
  });

  it("by ARN belongs to the account that the ARN names", () => {
    const as = "arn:aws:iam::999999999999:user/eve";
    expect(callerFrom({ as }, ACCOUNT)).toEqual({ principal: as, account: "999999999999", secureTransport: true });
  });

  it("carries its circumstances", () => {
    expect(
      callerFrom({ secureTransport: false, sourceVpce: "vpce-1a2b", sourceIp: "10.0.0.1" }, ACCOUNT),
    ).toMatchObject({
      secureTransport: false,
      sourceVpce: "vpce-1a2b",
      sourceIp: "10.0.0.1",
    });
  });

  it.each(["", "ana", "user/", "user/ana luz", "arn:aws:sqs:us-east-1:123456789012:orders", "arn:aws:iam::12:root", 7])(
    "that is none (%j) is refused",
    (as) => {
      expect(() => callerFrom({ as: as as string }, ACCOUNT)).toThrow(
        `as: give "root", "user/NAME", "role/NAME" or an ARN such as arn:aws:iam::123456789012:user/ana, not ${JSON.stringify(as)}`,
      );
    },
  );
});
