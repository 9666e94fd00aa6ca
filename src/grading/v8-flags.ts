/**
 * How V8 runs in the grader's sandboxed processes. They are short and many, on a machine whose cores are all taken: a young heap that
 * has its full size from the start (16 MiB is V8's own most) is swept a few times instead of dozens, and helper threads for that would
 * only take a core from a neighbour. Limits on memory are apart and stay as they are (sandbox/limits.ts).
 */
export const V8_FLAGS = ["--min-semi-space-size=16", "--single-threaded-gc"];
