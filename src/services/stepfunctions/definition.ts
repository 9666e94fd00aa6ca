/**
 * A definition in the Amazon States Language, as types: what `validateDefinition` has found well-formed.
 * Source: Amazon States Language specification, states-language.net (read 2026-11); Developer Guide, "Amazon States Language".
 */
export type QueryLanguage = "JSONPath" | "JSONata";

/** A machine, a branch of Parallel, or the processor of Map. */
export interface Machine {
  Comment?: string;
  QueryLanguage?: QueryLanguage;
  Version?: string;
  TimeoutSeconds?: number;
  StartAt: string;
  States: Record<string, State>;
}

export interface Retrier {
  ErrorEquals: string[];
  /** Whole seconds, 1 to 99,999,999. Default 1. */
  IntervalSeconds?: number;
  /** 0 to 99,999,999. Default 3. */
  MaxAttempts?: number;
  /** At least 1. Default 2. */
  BackoffRate?: number;
  /** Whole seconds, more than IntervalSeconds, less than 31,622,401. */
  MaxDelaySeconds?: number;
  JitterStrategy?: "FULL" | "NONE";
}

export interface Catcher {
  ErrorEquals: string[];
  Next: string;
  ResultPath?: string | null;
  Output?: unknown;
  Assign?: Record<string, unknown>;
}

/** A choice rule of JSONPath: a comparison, or And, Or, Not of such; or a Condition of JSONata. */
export interface ChoiceRule {
  Next: string;
  Variable?: string;
  And?: ChoiceRule[];
  Or?: ChoiceRule[];
  Not?: ChoiceRule;
  /** JSONata: "{% ... %}" or a boolean. */
  Condition?: string | boolean;
  Assign?: Record<string, unknown>;
  Output?: unknown;
  Comment?: string;
  [operator: string]: unknown;
}

interface Common {
  Comment?: string;
  QueryLanguage?: QueryLanguage;
  Assign?: Record<string, unknown>;
  /** JSONPath. */
  InputPath?: string | null;
  OutputPath?: string | null;
  /** JSONata. */
  Output?: unknown;
}

interface Moving extends Common {
  Next?: string;
  End?: boolean;
}

interface Resulting extends Moving {
  Parameters?: unknown;
  ResultSelector?: unknown;
  ResultPath?: string | null;
  Arguments?: unknown;
  Retry?: Retrier[];
  Catch?: Catcher[];
}

export interface PassState extends Moving {
  Type: "Pass";
  Result?: unknown;
  Parameters?: unknown;
  ResultPath?: string | null;
}

export interface TaskState extends Resulting {
  Type: "Task";
  Resource: string;
  Credentials?: { RoleArn?: string; "RoleArn.$"?: string };
  TimeoutSeconds?: number | string;
  TimeoutSecondsPath?: string;
  HeartbeatSeconds?: number | string;
  HeartbeatSecondsPath?: string;
}

export interface ChoiceState extends Common {
  Type: "Choice";
  Choices: ChoiceRule[];
  Default?: string;
}

export interface WaitState extends Moving {
  Type: "Wait";
  Seconds?: number | string;
  SecondsPath?: string;
  Timestamp?: string;
  TimestampPath?: string;
}

export interface SucceedState extends Common {
  Type: "Succeed";
}

export interface FailState {
  Type: "Fail";
  Comment?: string;
  QueryLanguage?: QueryLanguage;
  Error?: string;
  ErrorPath?: string;
  Cause?: string;
  CausePath?: string;
}

export interface ParallelState extends Resulting {
  Type: "Parallel";
  Branches: Machine[];
}

export interface Processor extends Machine {
  ProcessorConfig?: { Mode?: "INLINE" | "DISTRIBUTED"; ExecutionType?: "STANDARD" | "EXPRESS" };
}

export interface ItemReader {
  Resource: string;
  Parameters?: unknown;
  Arguments?: unknown;
  ReaderConfig?: {
    InputType?: "CSV" | "JSON" | "JSONL" | "MANIFEST" | "PARQUET";
    Transformation?: "NONE" | "LOAD_AND_FLATTEN";
    CSVHeaderLocation?: "FIRST_ROW" | "GIVEN";
    CSVHeaders?: string[];
    CSVDelimiter?: "COMMA" | "PIPE" | "SEMICOLON" | "SPACE" | "TAB";
    MaxItems?: number | string;
    MaxItemsPath?: string;
    /** Where in a JSON object the array is. */
    ItemsPointer?: string;
    ManifestType?: "S3_INVENTORY" | "ATHENA_DATA";
  };
}

export interface ItemBatcher {
  BatchInput?: unknown;
  MaxItemsPerBatch?: number | string;
  MaxItemsPerBatchPath?: string;
  MaxInputBytesPerBatch?: number | string;
  MaxInputBytesPerBatchPath?: string;
}

export interface ResultWriter {
  Resource?: string;
  Parameters?: unknown;
  Arguments?: unknown;
  WriterConfig?: { OutputType?: "JSON" | "JSONL"; Transformation?: "NONE" | "COMPACT" | "FLATTEN" };
}

export interface MapState extends Resulting {
  Type: "Map";
  ItemProcessor?: Processor;
  /** The older name of ItemProcessor. */
  Iterator?: Processor;
  /** JSONPath. */
  ItemsPath?: string;
  /** JSONata: an array, an object, or "{% ... %}". */
  Items?: unknown;
  ItemSelector?: unknown;
  ItemReader?: ItemReader;
  ItemBatcher?: ItemBatcher;
  ResultWriter?: ResultWriter;
  MaxConcurrency?: number | string;
  MaxConcurrencyPath?: string;
  ToleratedFailureCount?: number | string;
  ToleratedFailureCountPath?: string;
  ToleratedFailurePercentage?: number | string;
  ToleratedFailurePercentagePath?: string;
  Label?: string;
}

export type State =
  | PassState
  | TaskState
  | ChoiceState
  | WaitState
  | SucceedState
  | FailState
  | ParallelState
  | MapState;

/** The query language of a state: its own, else its machine's (branches and processors take the outermost one), else JSONPath. */
export function queryLanguageOf(state: { QueryLanguage?: QueryLanguage }, machine: QueryLanguage): QueryLanguage {
  return state.QueryLanguage ?? machine;
}
