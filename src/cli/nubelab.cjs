#!/usr/bin/env node
// The command "nubelab". Plain JavaScript, so that npm can link it before the first build.
const { existsSync } = require("node:fs");
const { join } = require("node:path");

const main = join(__dirname, "..", "..", "dist", "cli", "main.js");
if (!existsSync(main)) {
  console.error("nubelab is not built yet: run `npm ci` (or `npm run build`) in its folder first.");
  process.exit(1);
}
require(main);
