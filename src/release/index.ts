/** What teachers hand out: the student bundle; and the course as nbgrader takes it. */
export { bundleFiles, type Files } from "./files";
export { courseFolderFiles, writeCourseFolder } from "./nbgrader";
export { writeZip } from "./zip";
