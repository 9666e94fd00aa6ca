/** x5.failures: a target that throws stops nobody, and each has an event of its own. */
import { type Claim, claimsCheck } from "../claims";
import type { Step } from "../script";
import { pickWords } from "../support";
import type { Check, Finding, Student } from "../types";
import { bus, called, type Data, hints, NEEDS, pairs, put, report, rule, target } from "./steps";

/** What the targets of two rules got, and how long each one's list was once the first had changed its own. */
async function copies(student: Student): Promise<{ targets: number; lists: unknown[] }> {
  const heard: Data[] = [];
  const make = (name: string) => student.construct("Target", name, (event: Data) => void heard.push(event));
  const targets = [await make("one"), await make("two"), await make("three")];
  const events = await student.construct("EventBridge");
  await events.call("createRule", { source: "shop" }, targets.slice(0, 2));
  await events.call("createRule", { source: ["shop"] }, targets.slice(2));
  const ours = ["tea", "cup"];
  await events.call("putEvent", { source: "shop", detail: { items: ours } });
  const lists: unknown[] = [];
  for (const [i, event] of heard.entries()) {
    const items = (event?.detail as Data | undefined)?.items;
    if (!Array.isArray(items)) continue;
    if (items === ours) {
      // nobody copied it: it came back as it was given
      if (i === 0) ours.push("stolen");
      else lists.push(ours.length);
      continue;
    }
    const list = student.remote(items);
    if (i === 0)
      await list.call("push", "stolen").catch(() => undefined); // a frozen list cannot be changed: as good
    else lists.push(await list.get("length"));
  }
  return { targets: heard.length, lists };
}

const copiesFinding = ({ targets, lists }: { targets: number; lists: unknown[] }): Finding => ({
  claim: {
    es: "Cada target recibe su propia copia: lo que cambia uno, los demás no lo ven",
    en: "Each target gets a copy of its own: what one changes, the others do not see",
  },
  ok: targets === 3 && lists.length === 2 && lists.every((length) => length === 2),
  given: "putEvent({ source: 'shop', detail: { items: ['tea', 'cup'] } }); one: event.detail.items.push('stolen')",
  observed: { targets, itemsOfTheOthers: lists },
  expected: { targets: 3, itemsOfTheOthers: [2, 2] },
  hint: hints.copy,
});

const failing: Check = claimsCheck(
  {
    id: "x5.failures",
    item: "X5",
    points: 1,
    title: { es: "Cada entrega por su cuenta", en: "Each delivery on its own" },
    needs: NEEDS,
  },
  (random): Claim[] => {
    const [app] = pickWords(random, 1) as [string];
    const [a, b, c] = random.shuffle(["mail", "stock", "ledger"]) as [string, string, string];
    const start: Step[] = [
      bus(),
      target(a, 1),
      target(b),
      target(c),
      rule({ source: app }, [a, b], "first"),
      rule({ source: app }, [c], "second"),
    ];
    return [
      {
        claim: {
          es: "Un target que lanza no detiene a los demás",
          en: "A target that throws does not stop the others",
        },
        hint: hints.catch,
        script: [...start, put({ source: app })],
        right: (rows) => ({
          observed: { threw: rows.at(-1)?.threw, called: called(rows) },
          expected: { threw: undefined, called: [a, b, c] },
        }),
      },
      {
        claim: {
          es: "La entrega que falló está en failed, con su error, y no en delivered",
          en: "The delivery that failed is in failed, with its error, and not in delivered",
        },
        hint: hints.catch,
        script: [...start, put({ source: app })],
        right: (rows) => {
          const { delivered, failed } = report(rows.at(-1));
          const error = Array.isArray(failed) ? String(failed[0]?.error).includes(`${a} does not answer`) : failed;
          return {
            observed: { delivered: pairs(delivered), failed: pairs(failed), error },
            expected: { delivered: [`first: ${b}`, `second: ${c}`], failed: [`first: ${a}`], error: true },
          };
        },
      },
    ];
  },
);

/** The claims by script, and the one about copies, which needs a hand on what the targets hold. */
export const failures: Check = {
  ...failing,
  async scenario(student, p) {
    return { runs: await failing.scenario(student, p), copies: await copies(student) };
  },
  verdict: (p, o) => [...failing.verdict(p, o.runs), copiesFinding(o.copies)],
};
