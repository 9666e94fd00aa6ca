/** JMS 1.1, 3.8.1: syntax, precedence, three-valued logic. Rows that the table of the broker does not hold. */
import { describe, expect, it } from "vitest";
import { parseSelector, type Value } from "../../../../../src/services/mq/broker/selector";

const MESSAGE: Record<string, Value> = { color: "red", size: 3, weight: 2.5, ok: true, name: "100%_a", JMSPriority: 4 };
const selects = (text: string): boolean => parseSelector(text)((name) => MESSAGE[name] ?? null);

describe("a selector", () => {
  it.each([
    "color = 'red'",
    "COLOR is null",
    "color <> 'blue'",
    "size >= 3 AND size < 4",
    "size + 1 = 4 and size * 2 - 6 = 0 and 7 / 2 = 3.5",
    "-size = -3 and +size = 3",
    "size BETWEEN 1 AND 3",
    "size not between 4 and 5",
    "color in ('blue', 'red')",
    "color NOT IN ('blue')",
    "color LIKE 'r%' and color like '_e_' and color LIKE 'red'",
    "name LIKE '100\\%\\_a' ESCAPE '\\'",
    "name LIKE '%!_a' ESCAPE '!'",
    "color NOT LIKE 'R%'",
    "missing IS NULL AND color IS NOT NULL",
    "ok AND NOT (size = 4)",
    "ok = TRUE and ok <> false",
    "NOT color = 'blue' OR missing = 1",
    "color = 'blue' OR color = 'green' AND size = 4 OR size = 3",
    "weight = 25e-1 and weight > .5 and size = 0x3 and size = 3L and weight = 2.5D",
    "'it''s' = 'it''s'",
    "JMSPriority > 3",
  ])("selects by %s", (text) => expect(selects(text)).toBe(true));

  it.each([
    "color = 'RED'",
    "Color = 'red'",
    "missing = 1",
    "missing <> 1",
    "NOT (missing = 1)",
    "missing LIKE 'a%'",
    "missing NOT IN ('a')",
    "missing BETWEEN 1 AND 2 OR missing NOT BETWEEN 1 AND 2",
    "missing = 1 AND ok",
    "size = '3'",
    "size <> '3'",
    "color > 'a'",
    "size LIKE '3'",
    "color + 1 = 2",
    "ok > 0",
    "color",
    "size",
  ])("does not select by %s", (text) => expect(selects(text)).toBe(false));

  it.each([
    ["", /a name, a number, a string or \( at character 1, found the end/],
    ["color", undefined],
    ["color =", /character 8, found the end/],
    ["= 3", /character 1, found "="/],
    ["size = 3 color = 'red'", /AND, OR or the end at character 10, found "color"/],
    ["(size = 3", /expected \) at character 10/],
    ["color NOT = 'red'", /BETWEEN, IN or LIKE/],
    ["color IN ()", /a string in single quotes/],
    ["size BETWEEN 1", /expected AND/],
    ["color LIKE 'a' ESCAPE 'xy'", /ESCAPE takes one character, not 'xy'/],
    ['color = "red"', /begins with "\\"" at character 9/],
    ["color = 'red", /begins with "'" at character 9/],
    ["color IS 3", /expected NULL/],
  ] as const)("%j names its mistake", (text, message) => {
    if (message === undefined) expect(() => parseSelector(text)).not.toThrow();
    else expect(() => parseSelector(text)).toThrow(message);
  });

  it("is not slow on patterns with many wildcards", () => {
    const text = `name LIKE '${"%a".repeat(12)}b'`;
    const started = performance.now();
    parseSelector(text)(() => "a".repeat(40));
    expect(performance.now() - started).toBeLessThan(2_000);
  });
});
