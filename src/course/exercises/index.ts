/**
 * The signatures of the exercises, once: cells implement them (`class SQSQueue implements exercises.SQSQueue`), prompts
 * print them (`{{signature SQSQueue}}`), checks drive them. Class names in the cells are the handout's; one file an
 * exercise, and no two interfaces of the course share a name. What fails, the clock and chance come in as arguments.
 */
export * from "./clock";
export * from "./x1";
export * from "./x2";
export * from "./x3";
export * from "./x4";
export * from "./x5";
export * from "./x6";
export * from "./x7";
export * from "./x8";
export * from "./x9";
