/** The public names of the room that binds SDK clients to the simulation. */
export type { ClientOptions } from "./caller";
export { Cloud, type WaitOptions } from "./cloud";
export type { CallLog, LoggedCall, Outcome, Recorder } from "./log";
export type { CloudOptions } from "./options";
export { type Replay, type ReplayOptions, replay } from "./replay";
export { Story, type StoryLine } from "./story";
