import { describe, expect, it } from "vitest";
import { RECEIVE, X7 } from "../exercises/x7";
import { changed, failed, run } from "./answers";
import { testExercise } from "./exercise-suite";

testExercise(X7);

describe("the checks of X7, beside", () => {
  it("hold for an answer that removes expired messages only when it meets them", async () => {
    const lazy = changed(X7.right, {
      name: "lazy",
      change: [
        [
          RECEIVE,
          "while (this.#held[0]?.expiresAt != null && this.#held[0].expiresAt <= this.clock.now()) { this.#held.shift(); this.#expired++; }\n    const message = this.#held.shift()",
        ],
      ],
      fails: {},
    });
    for (const id of X7.ids) for (const seed of [1, 2, 3, 4]) expect(failed(await run(id, lazy, seed))).toEqual([]);
  });

  it("take an instant late for one mistake: only the two claims about that instant fail", async () => {
    const late = changed(X7.right, X7.variants.find(({ name }) => name === "expires one millisecond late")!);
    for (const seed of [1, 2, 3, 4, 5, 6]) {
      for (const id of ["x7.priority", "x7.sweep", "x7.accounts"])
        expect(failed(await run(id, late, seed))).toEqual([]);
    }
  });
});
