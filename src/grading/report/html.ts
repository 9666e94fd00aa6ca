/** The pages of one submission: for its student from a StudentView, for the teacher from a TeacherView. */
import { drawPage, type Frame } from "./page";
import { STUDENT, TEACHER } from "./templates";
import type { StudentView, TeacherView } from "./view";

export function studentPage(view: StudentView, frame: Frame): string {
  const hasReserved = view.items.some(({ questions }) => questions.some(({ reserved }) => reserved.length > 0));
  return page(STUDENT, view, frame, { hasReserved });
}

/** @param pages the students' own pages, by file name */
export function teacherPage(
  view: TeacherView,
  frame: Frame,
  pages: readonly { student: string; page: string }[],
): string {
  return page(TEACHER, view, frame, { pages });
}

function page(template: string, view: StudentView | TeacherView, { titles, version }: Frame, data: object): string {
  const { language, student, file, unit, status } = view;
  const unitTitle = titles.get(unit)?.[language] ?? "";
  const scored = status === "graded" || status === "review";
  const title = `${student} · ${unitTitle || file}`;
  return drawPage(template, { ...data, view, unitTitle, scored }, { title, language, version });
}
