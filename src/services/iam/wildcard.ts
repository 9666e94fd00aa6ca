/**
 * The two wildcards of the policy language, `*` (any run of characters) and `?` (one character), and ARNs matched part
 * by part. Source: IAM User Guide, "IAM JSON policy elements: Resource" (read 2026-11).
 */

const compiled = new Map<string, RegExp>();
/** Patterns come from policies, which are few; the bound only guards against a program that makes policies in a loop. */
const COMPILED_AT_MOST = 10_000;

/** True if the whole text matches the pattern. */
export function matchesWildcard(pattern: string, text: string, options: { ignoreCase?: boolean } = {}): boolean {
  if (pattern === "*") return true;
  if (!pattern.includes("*") && !pattern.includes("?")) {
    return options.ignoreCase ? pattern.toLowerCase() === text.toLowerCase() : pattern === text;
  }
  return regexFor(pattern, options.ignoreCase ?? false).test(text);
}

/** An ARN has six parts, the last may hold colons; a wildcard in a condition never reaches over a part's edge. */
export function matchesArn(pattern: string, arn: string): boolean {
  const wanted = arnParts(pattern);
  const given = arnParts(arn);
  if (wanted.length !== 6 || given.length !== 6) return false;
  return wanted.every((part, i) => matchesWildcard(part, given[i]!));
}

/** The six parts of an ARN; fewer when the text is not one. */
export function arnParts(arn: string): string[] {
  const parts = arn.split(":");
  return parts.length <= 6 ? parts : [...parts.slice(0, 5), parts.slice(5).join(":")];
}

function regexFor(pattern: string, ignoreCase: boolean): RegExp {
  const key = (ignoreCase ? "i" : "c") + pattern;
  let regex = compiled.get(key);
  if (regex === undefined) {
    // Runs of stars are one star: "***" must not cost a regular expression that backtracks.
    const source = pattern
      .replace(/\*+/g, "*")
      .replace(/[.+^${}()|[\]\\]/g, "\\$&")
      .replace(/\*/g, "[\\s\\S]*")
      .replace(/\?/g, "[\\s\\S]");
    regex = new RegExp(`^${source}$`, ignoreCase ? "i" : "");
    if (compiled.size >= COMPILED_AT_MOST) compiled.clear();
    compiled.set(key, regex);
  }
  return regex;
}
