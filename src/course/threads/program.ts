/**
 * What runs in the thread: takes one message after the other, hands it to the function, says how it ended. The function comes as
 * its source text, so nothing of the notebook comes with it: whatever it takes from outside is refused by its name.
 * Text and not a file, so that it runs from the built library and from the sources alike.
 */
export const PROGRAM = `
"use strict";
const { parentPort, workerData } = require("node:worker_threads");
const { source, name, data } = workerData;

// Loops of a cell ask at each turn whether they were interrupted; a thread is ended from outside.
const own = { require, undefined, __tick__() {}, __stop__: [0] };
const scope = new Proxy(own, {
  has: (_, key) => typeof key === "string" && (key === "exports" || key === "module" || !(key in globalThis)),
  get(_, key) {
    if (key === Symbol.unscopables) return undefined;
    if (Object.hasOwn(own, key)) return own[key];
    const name = key.replace(/^__live_/, ""); // a variable of an earlier cell
    throw Object.assign(new ReferenceError(name + " is not defined"), { outside: name });
  },
});

const compile = (text) => new Function("scope", "with (scope) { return (" + text + "\\n); }")(scope);
function read(text) {
  try {
    return compile(text);
  } catch {
    const [method] = Object.values(compile("{" + text + "}")); // written as a method: name(message) { ... }
    return method;
  }
}

const describe = (error, depth = 0) => {
  if (!(error instanceof Error)) return { name: typeof error, message: String(error) };
  const { outside } = error;
  return {
    name: error.name,
    message: error.message,
    ...(outside !== undefined && { outside }),
    ...(error.cause !== undefined && depth < 5 && { cause: describe(error.cause, depth + 1) }),
  };
};

const context = { name, data, sleep: (ms) => new Promise((resolve) => setTimeout(resolve, ms)) };
let handler;
let before = Promise.resolve();
const serve = async ({ id, message }) => {
  let said;
  try {
    handler ??= read(source);
    said = { id, answer: await handler(message, context) };
  } catch (error) {
    said = { id, error: describe(error) };
  }
  try {
    parentPort.postMessage(said);
  } catch (error) {
    parentPort.postMessage({ id, error: describe(error) });
  }
};
parentPort.on("message", (call) => {
  before = before.then(() => serve(call));
});
`;
