/** RecordMarker: a note of the decider's own in the history. */
import type { SwfInput } from "../context";
import { type Deciding, led } from "./deciding";

export function recordMarker(deciding: Deciding, { markerName, details }: SwfInput): void {
  led(deciding, "MarkerRecorded", { markerName, details }, markerName);
}
