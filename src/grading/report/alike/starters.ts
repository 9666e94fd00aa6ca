/** The answer cells of the course as students got them. */
import { edition } from "../../../course/build";
import type { Course } from "../../course";
import type { Starters } from "./view";

export function startersOf({ units }: Course): Starters {
  return new Map(
    units.map(({ name, unit, answers }) => [
      name,
      (["es", "en"] as const).map((language) => {
        const cells = edition(unit, { language, solved: false }).cells.filter(({ id }) => answers.includes(id));
        return new Map(cells.map(({ id, source }) => [id, source.join("")]));
      }),
    ]),
  );
}
