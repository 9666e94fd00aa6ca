#!/usr/bin/env node
// The command "nubelab". Plain JavaScript, so that npm can link it before the first build.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

// The repository has main.js; the student bundle only student.js.
const programs = ["main.js", "student.js"].map((name) => join(__dirname, "..", "..", "dist", "cli", name));
const program = programs.find((path) => existsSync(path));
if (program === undefined) {
  console.error("nubelab is not built yet: run `npm ci` (or `npm run build`) in its folder first.");
  process.exit(1);
}
require(program);
