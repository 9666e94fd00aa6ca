/** The grader: from notebooks to records and reports. Used by `nubelab grade` and its tests. */
export { type Course, gradedUnit, openCourse } from "./course";
export { readEarlier, withEarlier } from "./earlier";
export { type GradeOptions, grade, SandboxRefused } from "./grade";
export { handBack, readSheet } from "./lms/hand-back";
export { type Mapping, mapAll } from "./mapping";
export type { Settling } from "./marks/settle";
export { readSettling } from "./marks/settling";
export { ClassList, parseClassList } from "./read/students";
export type { Outcome, QuestionResult, Results, Status, SubmissionRecord } from "./record";
export { startersOf } from "./report/alike/starters";
export { pageName } from "./report/page";
export { MARKS_FILE, writeResults } from "./report/write";
export { LAYERS, type Layer, missingLayers } from "./sandbox/layers";
export { DEFAULT_LIMITS, type Limits } from "./sandbox/limits";
export { openSandbox } from "./sandbox/probe";
export { teacherSecret } from "./secret";
