/** What the stories share: a recorded cloud with its clients, policies as the guides write them, and chains of causes. */
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as lambda from "@aws-sdk/client-lambda";
import * as s3 from "@aws-sdk/client-s3";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import { Cloud } from "../../../../src/sdk/cloud";
import type { CloudOptions } from "../../../../src/sdk/options";

/** What a replay of a story needs of the SDK. */
export const CLIENTS = { cloudwatch, lambda, s3, sns, sqs };

export const ACCOUNT = "123456789012";
export const queueArn = (name: string): string => `arn:aws:sqs:us-east-1:${ACCOUNT}:${name}`;

export function openScene(options: CloudOptions) {
  const cloud = new Cloud(options);
  return {
    cloud,
    recorder: cloud.record(),
    cloudwatch: cloud.client(cloudwatch.CloudWatch),
    lambda: cloud.client(lambda.Lambda),
    s3: cloud.client(s3.S3),
    sns: cloud.client(sns.SNS),
    sqs: cloud.client(sqs.SQS),
  };
}

/** A queue's or topic's policy that lets one of the services in, on behalf of one source. */
export function admit(service: string, Action: string, Resource: string, source: string): string {
  return JSON.stringify({
    Version: "2012-10-17",
    Statement: {
      Effect: "Allow",
      Principal: { Service: service },
      Action,
      Resource,
      Condition: { ArnLike: { "aws:SourceArn": source } },
    },
  });
}

/** The kinds of the facts that led to a row, the first one first, the row's own last. */
export function chainTo({ trace }: Cloud, row: number): string[] {
  const kinds: string[] = [];
  for (let each = row; each >= 0; each = trace.causeOf(each)) kinds.unshift(trace.event(each).kind);
  return kinds;
}

export function facts({ trace }: Cloud, kind: string, resource?: string) {
  return [...trace.events({ kinds: [kind], ...(resource !== undefined && { resource }) })];
}
