/** The client packages of the services that labs may call, by the services' own names. A call of another is no part of a log. */
import * as cloudwatch from "@aws-sdk/client-cloudwatch";
import * as dynamodb from "@aws-sdk/client-dynamodb";
import * as dynamodbstreams from "@aws-sdk/client-dynamodb-streams";
import * as eventbridge from "@aws-sdk/client-eventbridge";
import * as lambda from "@aws-sdk/client-lambda";
import * as mq from "@aws-sdk/client-mq";
import * as pipes from "@aws-sdk/client-pipes";
import * as s3 from "@aws-sdk/client-s3";
import * as scheduler from "@aws-sdk/client-scheduler";
import * as stepfunctions from "@aws-sdk/client-sfn";
import * as sns from "@aws-sdk/client-sns";
import * as sqs from "@aws-sdk/client-sqs";
import * as swf from "@aws-sdk/client-swf";

export const CLIENTS = {
  cloudwatch,
  dynamodb,
  dynamodbstreams,
  eventbridge,
  lambda,
  mq,
  pipes,
  s3,
  scheduler,
  sns,
  sqs,
  stepfunctions,
  swf,
} as const;
