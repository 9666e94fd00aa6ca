/** marks.html: every open answer, question by question, with the marking scheme beside it. For the teacher; read beside marks.csv. */
import type { Settled } from "../marks/settle";
import { LABELS } from "./labels";
import { drawPage, languageOf } from "./page";
import { MARKS } from "./templates";

interface Section {
  id: string;
  unit: string;
  cell: string;
  item: string;
  possible: number;
  scheme: string;
  marked: number;
  answers: { student: string; text: string; mark: number | null; comment: string; hasChanged: boolean }[];
}

export function marksPage(settled: readonly Settled[], version: string): string {
  const language = languageOf(settled.map(({ record }) => record));
  const sections = new Map<string, Section>();
  for (const { record, totals } of settled) {
    const [total] = totals;
    const student = record.members.join(", ");
    for (const { cell, item, possible, text, blank, scheme } of record.open) {
      if (blank) continue;
      const unit = record.unit ?? "";
      const key = `${unit}-${cell}`;
      const section = sections.get(key) ?? {
        ...{ id: key, unit, cell, item, possible, marked: 0, answers: [] },
        scheme: scheme[language],
      };
      sections.set(key, section);
      const { points = null, comment = "" } = total?.marks.get(cell) ?? {};
      section.answers.push({ student, text, mark: points, comment, hasChanged: total?.changed.has(cell) ?? false });
      if (points !== null) section.marked++;
    }
  }
  const inOrder = [...sections.values()].sort((a, b) => (a.unit < b.unit ? -1 : a.unit > b.unit ? 1 : 0));
  return drawPage(MARKS, { sections: inOrder }, { title: LABELS.toMark[language], language, version, wide: true });
}
