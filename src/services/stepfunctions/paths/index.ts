/** JSONPath as the States Language takes it: reading, payload templates, and writing a result by a reference path. */
export { isPath, isReferencePath, parsePath } from "./parse";
export { find, MISSING, readPath, readPathFor } from "./read";
export { fillTemplate } from "./template";
export { writePath } from "./write";
