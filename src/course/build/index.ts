/** From a unit's source to its notebooks and its questions: used by `nubelab build`, the notebook runner and the grader. */
export { edition, type Notebook, type NotebookCell, notebookText } from "./edition";
export type { NbgraderMetadata } from "./nbgrader";
export { notebooks } from "./notebooks";
export { type Kind, type Slide, type SourceCell, UnitError } from "./percent";
export { projectRoot, projectVersion } from "./root";
export { signature } from "./signature";
export { isStubMessage, markedLines, NOT_DONE } from "./solution";
export {
  cellsIn,
  loadUnit,
  type OpenQuestion,
  openQuestionsOf,
  ownAnswers,
  type ProgramCell,
  type Question,
  questionsOf,
  readUnit,
  type Unit,
  unitNames,
} from "./unit";
