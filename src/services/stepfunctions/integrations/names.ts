/**
 * What services are called in a Resource, in this project, and in the names of errors: the two generations of AWS's SDK for Java,
 * whose exceptions a workflow sees. Optimized integrations stand on the first, aws-sdk integrations on the second.
 */
export interface ServiceNames {
  /** In this project. */
  service: string;
  /** Before the dot of an optimized integration's errors. */
  optimized?: string;
  /** "(Service: AmazonSQS; ...)" */
  first?: string;
  /** The base of the first generation's exceptions, for errors without a class of their own. */
  firstBase?: string;
  /** Before the dot of an aws-sdk integration's errors, and in "(Service: Sqs, ...)". */
  second: string;
}

/** By the name in a Resource. */
export const SERVICE_NAMES: Readonly<Record<string, ServiceNames>> = {
  lambda: {
    service: "lambda",
    optimized: "Lambda",
    first: "AWSLambda",
    firstBase: "AWSLambdaException",
    second: "Lambda",
  },
  sqs: { service: "sqs", optimized: "SQS", first: "AmazonSQS", firstBase: "AmazonSQSException", second: "Sqs" },
  sns: { service: "sns", optimized: "SNS", first: "AmazonSNS", firstBase: "AmazonSNSException", second: "Sns" },
  dynamodb: {
    service: "dynamodb",
    optimized: "DynamoDB",
    first: "AmazonDynamoDBv2",
    firstBase: "AmazonDynamoDBException",
    second: "DynamoDb",
  },
  dynamodbstreams: { service: "dynamodbstreams", second: "DynamoDbStreams" },
  events: {
    service: "eventbridge",
    optimized: "Events",
    first: "AmazonEventBridge",
    firstBase: "AmazonEventBridgeException",
    second: "EventBridge",
  },
  eventbridge: { service: "eventbridge", second: "EventBridge" },
  states: {
    service: "stepfunctions",
    optimized: "StepFunctions",
    first: "AWSStepFunctions",
    firstBase: "AWSStepFunctionsException",
    second: "Sfn",
  },
  sfn: { service: "stepfunctions", second: "Sfn" },
  s3: { service: "s3", second: "S3" },
  cloudwatch: { service: "cloudwatch", second: "CloudWatch" },
  scheduler: { service: "scheduler", second: "Scheduler" },
  pipes: { service: "pipes", second: "Pipes" },
  swf: { service: "swf", second: "Swf" },
  mq: { service: "mq", second: "Mq" },
};
