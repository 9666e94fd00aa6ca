/** Filter criteria of a mapping. Source: Developer Guide, "Control which events Lambda sends to your function" (read 2026-11). */
import { type Filter, readFilter } from "../event-source/filter";
import { invalidParameter, violation } from "./errors";
import { FILTER_LENGTH, FILTERS } from "./limits";

export interface FilterCriteria {
  Filters?: { Pattern?: string }[];
}

/** Throws InvalidParameterValueException. */
export function readFilters(criteria: FilterCriteria | undefined): Filter[] {
  const filters = criteria?.Filters ?? [];
  if (filters.length > FILTERS) {
    throw invalidParameter(`Invalid filter criteria: a mapping has at most ${FILTERS} filters, not ${filters.length}.`);
  }
  return filters.map(({ Pattern: text = "{}" }) => {
    if (text.length > FILTER_LENGTH) {
      throw violation(
        text.slice(0, 40),
        "filterCriteria.filters",
        `have length less than or equal to ${FILTER_LENGTH}`,
      );
    }
    const filter = readFilter(text);
    if (filter === undefined) throw invalidParameter("Invalid filter pattern definition.");
    return filter;
  });
}
