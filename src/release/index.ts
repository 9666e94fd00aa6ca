/** What teachers hand out: the student bundle. */
export { bundleFiles, type Files } from "./files";
export { writeZip } from "./zip";
