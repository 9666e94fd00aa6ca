/** A recorded execution as the file has it, and its events by how they follow each other. */
export interface Recording {
  id: string;
  definition: object;
  input: unknown;
  finalType: string;
  output: unknown;
  error: string | null;
  cause: unknown;
  eventTypes: string[];
  events: RecordedEvent[];
  lambdas: { name: string; handler: string }[];
}

export type RecordedEvent = { id: number; previousEventId?: number; type: string } & Record<string, unknown>;

export const ACCOUNT = "111111111111";

/** The details of an event, whatever their name. */
export function detailsOf(event: RecordedEvent): Record<string, unknown> {
  const name = Object.keys(event).find((key) => key.endsWith("EventDetails"));
  return name === undefined ? {} : (event[name] as Record<string, unknown>);
}

/** The first event that follows another. */
export function afterEvent({ events }: Recording, { id }: RecordedEvent): RecordedEvent | undefined {
  return events.find(({ previousEventId }) => previousEventId === id);
}

/**
 * The case as it stood before the recording tool: where a mock object of Python left its description, an ARN had been.
 */
export function restored(recording: Recording): Recording {
  const text = JSON.stringify(recording);
  if (!text.includes("<MagicMock")) return recording;
  const arn = `arn:aws:states:us-east-1:${ACCOUNT}:stateMachine:`;
  return JSON.parse(
    text.replace(/<MagicMock[^>]*>(\w*)/g, (_, more: string) => `${arn}${more === "" ? "target" : more}`),
  );
}
