/** What CreatePipe and UpdatePipe take, in the parts that are simulated. */

export interface QueueParameters {
  BatchSize?: number;
  MaximumBatchingWindowInSeconds?: number;
}

export interface StreamParameters extends QueueParameters {
  StartingPosition?: string;
  MaximumRetryAttempts?: number;
  MaximumRecordAgeInSeconds?: number;
  ParallelizationFactor?: number;
  OnPartialBatchItemFailure?: string;
  DeadLetterConfig?: { Arn?: string };
}

export interface SourceParameters {
  FilterCriteria?: { Filters?: { Pattern?: string }[] };
  SqsQueueParameters?: QueueParameters;
  DynamoDBStreamParameters?: StreamParameters;
  [other: string]: unknown;
}

export interface TargetParameters {
  InputTemplate?: string;
  LambdaFunctionParameters?: { InvocationType?: string };
  StepFunctionStateMachineParameters?: { InvocationType?: string };
  SqsQueueParameters?: { MessageGroupId?: string; MessageDeduplicationId?: string };
  EventBridgeEventBusParameters?: { DetailType?: string; Source?: string; Resources?: string[]; Time?: string };
  [other: string]: unknown;
}

export interface PipeInput {
  Name?: string;
  Description?: string;
  DesiredState?: string;
  Source?: string;
  SourceParameters?: SourceParameters;
  Enrichment?: string;
  EnrichmentParameters?: { InputTemplate?: string; HttpParameters?: unknown };
  Target?: string;
  TargetParameters?: TargetParameters;
  RoleArn?: string;
  Tags?: Record<string, string>;
  LogConfiguration?: object;
  KmsKeyIdentifier?: string;
}
