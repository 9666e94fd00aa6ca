/**
 * One configuration for every kind of test; kinds are folders (see src/README.md). Files named *.long.test.ts run with
 * `npm run test:long` alone (`--mode long`).
 */
import { resolve } from "node:path";
import { defineConfig } from "vitest/config";

const LONG = "test/**/*.long.test.ts";

export default defineConfig(({ mode }) => ({
  root: resolve(import.meta.dirname, ".."),
  test: {
    include: mode === "long" ? [LONG] : ["test/**/*.test.ts"],
    exclude: mode === "long" ? [] : [LONG],
    testTimeout: mode === "test" ? 60_000 : 600_000,
    hookTimeout: 120_000,
    env: { AWS_SDK_JS_NODE_VERSION_SUPPORT_WARNING_DISABLED: "true" },
  },
}));
