// Adds up vitest's JSON reports: prints what failed, then "N passed, N failed, N skipped". A missing report is a failure.
const { existsSync, readFileSync } = require("node:fs");

const tests = new Map(); // a test that ran twice (short and long) counts once, by its worse end
const order = ["skipped", "passed", "failed"];
let missing = 0;
for (const file of process.argv.slice(2)) {
  if (!existsSync(file)) {
    console.log(`${file}: no report, so that run did not get to its end`);
    missing++;
    continue;
  }
  for (const suite of JSON.parse(readFileSync(file, "utf8")).testResults) {
    // a file that could not be run at all has no tests of its own
    if (suite.status === "failed" && suite.assertionResults.every((test) => test.status !== "failed")) {
      tests.set(suite.name, { status: "failed", name: `${suite.name}: ${String(suite.message).split("\n")[0]}` });
    }
    const seen = new Map(); // tests of one file may share a name
    for (const test of suite.assertionResults) {
      const times = (seen.get(test.fullName) ?? 0) + 1;
      seen.set(test.fullName, times);
      const status = order.includes(test.status) ? test.status : "skipped"; // "pending" and "todo"
      const key = `${suite.name} ${test.fullName}${times > 1 ? ` (${times})` : ""}`;
      const before = tests.get(key);
      if (!before || order.indexOf(status) > order.indexOf(before.status)) tests.set(key, { status, name: key });
    }
  }
}
const count = (status) => [...tests.values()].filter((test) => test.status === status).length;
for (const test of tests.values()) if (test.status === "failed") console.log(`failed: ${test.name}`);
console.log(`${count("passed")} passed, ${count("failed") + missing} failed, ${count("skipped")} skipped`);
process.exit(count("failed") + missing > 0 || count("passed") === 0 ? 1 : 0);
