/** A real SQS client bound to a handler of the test's own, so that the binding is tested and no service. */
import { SQS, SQSClient } from "@aws-sdk/client-sqs";
import { bindClient } from "../../../src/sdk/bind";
import { asSdkClient, type ClientClass, construct } from "../../../src/sdk/client";
import { refuseAsQuery } from "../../../src/sdk/exceptions";
import type { Caller } from "../../../src/services/service";

export interface SeenCall {
  service: string;
  operation: string;
  // biome-ignore lint/suspicious/noExplicitAny: the input is whatever the operation takes
  input: any;
  caller: Caller;
}

export const CALLER: Caller = {
  principal: "arn:aws:iam::123456789012:root",
  account: "123456789012",
  secureTransport: true,
};

export function boundTo<C extends object>(clientClass: ClientClass<C>, answer: (call: SeenCall) => unknown) {
  const calls: SeenCall[] = [];
  const client = construct(clientClass, "us-east-1");
  let requests = 0;
  bindClient(asSdkClient(client), {
    service: "sqs",
    caller: CALLER,
    dispatch: (service, operation, input, caller) => {
      const call = { service, operation, input, caller };
      calls.push(call);
      return answer(call);
    },
    requestId: () => `request-${++requests}`,
    token: () => "a-fresh-token",
    refuse: refuseAsQuery,
  });
  return { client, calls };
}

export const boundClient = (answer: (call: SeenCall) => unknown) => boundTo(SQSClient, answer);
export const boundAggregated = (answer: (call: SeenCall) => unknown) => boundTo(SQS, answer);

export const URL = "https://sqs.us-east-1.amazonaws.com/123456789012/orders";
