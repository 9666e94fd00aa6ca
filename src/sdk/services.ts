/** The simulated services, one line each. A service is made when it is first called for. */

import { createCloudWatch } from "../services/cloudwatch";
import { createDynamodb, createDynamodbStreams } from "../services/dynamodb";
import { createEventBridge } from "../services/eventbridge";
import { createLambda } from "../services/lambda";
import { createMq } from "../services/mq";
import { createActiveMq } from "../services/mq/broker";
import { createPipes } from "../services/pipes";
import { createS3 } from "../services/s3";
import { createScheduler } from "../services/scheduler";
import type { Service, World } from "../services/service";
import { createSns } from "../services/sns";
import { createSqs } from "../services/sqs";
import { createStepFunctions } from "../services/stepfunctions";
import { createSwf } from "../services/swf";
import type { Misshapen } from "./copy";
import { type Refusal, refuseAsCloudWatch, refuseAsJson, refuseAsMq, refuseAsQuery } from "./exceptions";

export interface ServiceEntry {
  /** "sqs" */
  name: string;
  /** As clients of the SDK name it in `config.serviceId`: "SQS". */
  serviceId: string;
  create(world: World): Service;
  /** AWS's words for an input of the wrong shape. */
  refuse(mistake: Misshapen): Refusal;
}

export const SERVICES: readonly ServiceEntry[] = [
  { name: "sqs", serviceId: "SQS", create: createSqs, refuse: refuseAsQuery },
  { name: "sns", serviceId: "SNS", create: createSns, refuse: refuseAsQuery },
  { name: "eventbridge", serviceId: "EventBridge", create: createEventBridge, refuse: refuseAsJson },
  { name: "scheduler", serviceId: "Scheduler", create: createScheduler, refuse: refuseAsJson },
  { name: "mq", serviceId: "mq", create: createMq, refuse: refuseAsMq },
  { name: "pipes", serviceId: "Pipes", create: createPipes, refuse: refuseAsJson },
  { name: "lambda", serviceId: "Lambda", create: createLambda, refuse: refuseAsJson },
  { name: "dynamodb", serviceId: "DynamoDB", create: createDynamodb, refuse: refuseAsJson },
  { name: "dynamodbstreams", serviceId: "DynamoDB Streams", create: createDynamodbStreams, refuse: refuseAsJson },
  { name: "s3", serviceId: "S3", create: createS3, refuse: refuseAsQuery },
  { name: "cloudwatch", serviceId: "CloudWatch", create: createCloudWatch, refuse: refuseAsCloudWatch },
  { name: "swf", serviceId: "SWF", create: createSwf, refuse: refuseAsJson },
  { name: "stepfunctions", serviceId: "SFN", create: createStepFunctions, refuse: refuseAsJson },
  { name: "activemq", serviceId: "ActiveMQ", create: createActiveMq, refuse: refuseAsJson },
];
