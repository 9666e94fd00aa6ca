/** What teachers hand out: the student bundle; and the course as nbgrader takes it. */
export { bundleFiles, type Files, writeBundle } from "./files";
export { courseFolderFiles, writeCourseFolder } from "./nbgrader";
