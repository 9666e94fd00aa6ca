import { StatesError } from "../states-error";

export function readerFailed(cause: string): StatesError {
  return new StatesError("States.ItemReaderFailed", cause);
}

export function writerFailed(cause: string): StatesError {
  return new StatesError("States.ResultWriterFailed", cause);
}
