import { describe, expect, it as test } from "vitest";
import { claimsCheck, modelCheck } from "../../../../src/course/checks/claims";
import { localStudent } from "../../../../src/course/checks/local";
import { runCheck } from "../../../../src/course/checks/run";
import { clock, ear, meddler, play, ref, type Step, sleep, told } from "../../../../src/course/checks/script";
import { Random } from "../../../../src/sim/random";

class Bell {
  #ears: ((text: string) => unknown)[] = [];
  #rung = 0;
  constructor(readonly time: { now(): number }) {}
  hang(ear: (text: string) => unknown): string {
    this.#ears.push(ear);
    return `ear-${Math.sqrt(this.#ears.length)}`;
  }
  ring(text: string): { to: number; at: number } {
    if (text === "") throw new Error("text: not empty");
    this.#rung++;
    for (const ear of this.#ears) ear(text);
    return { to: this.#ears.length, at: this.time.now() };
  }
  twin(): Bell {
    return this;
  }
  is(other: Bell): boolean {
    return other === this;
  }
  async later(sleep: (ms: number) => Promise<void>): Promise<number> {
    await sleep(250);
    return this.time.now();
  }
  get rung(): number {
    return this.#rung;
  }
}

const SCRIPT: Step[] = [
  { make: "Bell", as: "bell", with: [clock()] },
  { on: "bell", do: "hang", with: [ear("ana")], as: "first" },
  { wait: 40 },
  { on: "bell", do: "ring", with: ["dinner"] },
  { on: "bell", do: "ring", with: [""] },
  { on: "bell", do: "hang", with: [ear("bo", 1)] },
  { on: "bell", do: "ring", with: ["tea"] },
  { on: "bell", do: "later", with: [sleep()] },
  { on: "bell", do: "twin", as: "same" },
  { on: "same", see: "rung" },
  { on: "bell", do: "is", with: [ref("same")] },
];

describe("a script of calls", () => {
  test("can have an ear that meddles: its own call is made before it returns", async () => {
    const rows = await play(localStudent({ Bell }), [
      { make: "Bell", as: "bell", with: [clock()] },
      { on: "bell", do: "hang", with: [meddler("ana", { on: "bell", do: "hang", with: [ear("bo")] })] },
      { on: "bell", do: "ring", with: ["tea"] },
    ]);
    expect(rows[1]?.call).toBe("bell.hang(ana (which calls bell.hang(bo)))");
    expect(rows[2]).toMatchObject({ gave: { to: 2 }, heard: [{ by: "ana" }, { by: "bo" }] });
  });

  test("says that there is nothing to judge when the meddling call finds no method", async () => {
    const meddles = meddler("ana", { on: "bell", do: "melt" });
    const script: Step[] = [
      { make: "Bell", as: "bell", with: [clock()] },
      { on: "bell", do: "hang", with: [meddles] },
      { on: "bell", do: "ring", with: ["tea"] },
    ];
    await expect(play(localStudent({ Bell }), script)).rejects.toMatchObject({ kind: "missing-method" });
  });

  test("can have an ear that spoils a list of the student's own, and one that answers with a promise", async () => {
    class Cook {
      async serve(taste: (dish: object) => unknown): Promise<unknown> {
        const dish = { layers: ["base"] };
        await taste(dish);
        return [dish, await taste(dish)];
      }
    }
    const rows = await play(localStudent({ Cook }), [
      { make: "Cook", as: "cook" },
      { on: "cook", do: "serve", with: [ear("ana", 0, ["good", "better"], { spoils: "layers", later: true })] },
    ]);
    expect(rows[1]?.gave).toEqual([{ layers: ["base", "spoiled", "spoiled"] }, "better"]);
    expect(rows[1]?.heard.map(({ with: [dish] }) => dish)).toEqual([
      { layers: ["base"] },
      { layers: ["base", "spoiled"] },
    ]);
  });

  test("tells what each call gave or threw, when, and whom it reached", async () => {
    const rows = await play(localStudent({ Bell }), SCRIPT);
    expect(rows.map(({ call }) => call)).toEqual([
      "bell = new Bell(clock)",
      "first = bell.hang(ana)",
      'bell.ring("dinner")',
      'bell.ring("")',
      "bell.hang(bo (fails 1x))",
      'bell.ring("tea")',
      "bell.later(sleep)",
      "same = bell.twin()",
      "same.rung",
      "bell.is(same)",
    ]);
    expect(rows[1]).toMatchObject({ gave: "<first>", heard: [] });
    expect(rows[2]).toMatchObject({ at: 40, gave: { to: 1, at: 40 }, heard: [{ by: "ana", with: ["dinner"] }] });
    expect(rows[3]).toMatchObject({ threw: "Error: text: not empty" });
    expect(rows[5]).toMatchObject({ threw: "Error: bo does not answer", heard: [{ by: "ana" }, { by: "bo" }] });
    expect(rows[6]).toMatchObject({ gave: 290, heard: [{ by: "sleep", with: [250] }] });
    expect(rows[8]).toMatchObject({ gave: 2, at: 290 });
    expect(rows[7]).toMatchObject({ gave: "<same>" });
    expect(rows[9]).toMatchObject({ gave: true });
    expect(told(rows, 2)).toContain('40 ms  bell.ring("dinner")');
  });

  test("stops at a class that is not there", async () => {
    await expect(play(localStudent({}), SCRIPT)).rejects.toThrow("The class Bell is missing");
  });
});

describe("checks made of claims", () => {
  const head = { id: "x0.bell", item: "X0", points: 1, title: { es: "", en: "" }, needs: ["Bell"] };
  const visible = claimsCheck(head, (random) => {
    const text = `text-${random.integer(1, 99)}`;
    const script = [...SCRIPT.slice(0, 2), { on: "bell", do: "ring", with: [text] }];
    const right = (rows: { heard: unknown }[]) => ({
      observed: rows.at(-1)!.heard,
      expected: [{ by: "ana", with: [text] }],
    });
    return [{ claim: { es: "Suena", en: "It rings" }, script, right }];
  });
  const hidden = modelCheck("x0.bell", { Bell }, () => [
    { claim: { es: "Igual", en: "Like the model" }, script: SCRIPT },
  ]);
  const judge = (Own: unknown) => runCheck(visible, localStudent({ Bell: Own }), new Random(1, "x"), { hidden });

  test("hold for right work", async () => {
    expect(await judge(Bell)).toMatchObject({ ok: true, earned: 1 });
  });

  test("show the first call that differs from the model", async () => {
    class Deaf extends Bell {
      override ring(text: string) {
        return text === "tea" ? { to: 2, at: 0 } : super.ring(text);
      }
    }
    const { findings, earned } = await judge(Deaf);
    expect(earned).toBe(0.5);
    expect(findings[1]).toMatchObject({
      ok: false,
      observed: { gave: { to: 2, at: 0 } },
      expected: { threw: "Error: bo does not answer" },
    });
    expect(findings[1]!.given).toMatch(/bell\.ring\("tea"\)$/);
  });

  test("show what was seen where the visible claim fails", async () => {
    class Mute extends Bell {
      override hang() {
        return "ear";
      }
    }
    expect((await judge(Mute)).findings[0]).toMatchObject({ ok: false, observed: [] });
  });
});
