/** The way to nbgrader: a course folder that it generates, grades and exports. */
export { courseFolderFiles, writeCourseFolder } from "./folder";
export { type Plan, type PlannedCheck, planOf } from "./plan";
export { sourceNotebook } from "./source";
