/** What a screen reader meets in every edition: headings in order, images with words, links that say where they go, tables with heads. */
import { describe, expect, it } from "vitest";
import { allEditions } from "./editions";

const VAGUE = /^(aquí|este enlace|enlace|here|this|link|click here|this link)$/i;

/** Markdown as prose: without the lines of fenced code and without code in the line. */
function proseOf(source: string): string[] {
  let isCode = false;
  return source.split("\n").flatMap((line) => {
    if (/^\s*(>\s*)*(```|~~~)/.test(line)) {
      isCode = !isCode;
      return [];
    }
    return isCode ? [] : [line.replace(/`[^`]*`/g, "code")];
  });
}

function faultsOf(cells: readonly { id: string; source: string }[]): string[] {
  const faults: string[] = [];
  let level = 0;
  for (const { id, source } of cells) {
    const lines = proseOf(source);
    for (const line of lines) {
      const heading = /^\s*(#{1,6})\s+(.*)$/.exec(line);
      if (heading) {
        const next = heading[1]!.length;
        if (level === 0 && next !== 1) faults.push(`${id}: the first heading is of level ${next}`);
        if (level > 0 && next === 1) faults.push(`${id}: a second title: ${heading[2]}`);
        if (next > level + 1 && level > 0)
          faults.push(`${id}: a heading of level ${next} below one of level ${level}: ${heading[2]}`);
        if (heading[2]!.trim() === "") faults.push(`${id}: a heading without words`);
        level = next;
      }
      for (const [, alt] of line.matchAll(/!\[([^\]]*)\]\(/g))
        if (alt!.trim() === "") faults.push(`${id}: an image without words`);
      for (const [tag] of line.matchAll(/<img\b[^>]*>/g))
        if (!/\balt="[^"]+"/.test(tag)) faults.push(`${id}: an image without words`);
      for (const [, text] of line.matchAll(/(?<!!)\[([^\]]*)\]\(/g)) {
        if (text!.trim() === "" || VAGUE.test(text!.trim()))
          faults.push(`${id}: a link that does not say where it goes: "${text}"`);
      }
    }
    const rule = lines.findIndex((line) => /^\s*\|(\s*:?-{3,}:?\s*\|)+\s*$/.test(line));
    if (rule > 0 && /^[\s|]*$/.test(lines[rule - 1]!)) faults.push(`${id}: a table without heads`);
  }
  if (level === 0) faults.push("no heading at all");
  return faults;
}

const prose = (...sources: string[]) => sources.map((source, i) => ({ id: `c${i}`, source }));

describe("the rules of reading aloud", () => {
  it("find nothing in sound prose", () => {
    expect(
      faultsOf(
        prose("# One", "## Two\n\n![a queue](q.png) and [the guide](g.html)", "```\n#### code\n```", "## Three"),
      ),
    ).toEqual([]);
  });

  it.each([
    ["a skipped level", prose("# One", "### Three"), /level 3 below one of level 1/],
    ["a first heading that is no title", prose("## Two"), /first heading is of level 2/],
    ["two titles", prose("# One", "# Another"), /a second title: Another/],
    ["no heading", prose("words"), /no heading/],
    ["a mute image", prose("# One\n\n![](q.png)"), /image without words/],
    ["a mute HTML image", prose('# One\n\n<img src="q.png">'), /image without words/],
    ["a vague link", prose("# One\n\n[here](x.html)"), /does not say where it goes: "here"/],
    ["a headless table", prose("# One\n\n| | |\n|---|---|\n| a | b |"), /table without heads/],
  ])("find %s", (_, cells, fault) => {
    expect(faultsOf(cells).join("\n")).toMatch(fault);
  });
});

describe("every edition can be read aloud", () => {
  it.each(allEditions())("$title", ({ notebook }) => {
    const cells = notebook.cells
      .filter((cell) => cell.cell_type === "markdown")
      .map((cell) => ({ id: cell.id, source: cell.source.join("") }));
    expect(cells.length).toBeGreaterThan(0);
    expect(faultsOf(cells)).toEqual([]);
  });
});
