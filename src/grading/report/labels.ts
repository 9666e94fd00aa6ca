/** The words of the reports. */
import type { Text } from "../../sim/language";
import type { Layer } from "../sandbox/layers";

export const LABELS = {
  result: { es: "Resultado", en: "Result" },
  points: { es: "puntos", en: "points" },
  given: { es: "Dado", en: "Given" },
  observed: { es: "Observado", en: "Observed" },
  expected: { es: "Esperado", en: "Expected" },
  hint: { es: "Pista", en: "Hint" },
  holds: { es: "se cumple", en: "holds" },
  fails: { es: "no se cumple", en: "fails" },
  hidden: { es: "caso reservado", en: "reserved case" },
  hiddenNote: {
    es: "Los casos reservados se prueban con datos que no se muestran. La afirmación y la pista dicen qué mirar.",
    en: "Reserved cases are tried with data that is not shown. The claim and the hint say what to look at.",
  },
  printed: { es: "Lo que imprimió tu código", en: "What your code printed" },
  open: { es: "Respuestas abiertas", en: "Open answers" },
  awaiting: { es: "Espera la corrección del profesor", en: "Awaiting the teacher's marking" },
  blank: { es: "Sin respuesta", en: "No answer" },
  scheme: { es: "Criterio de corrección", en: "Marking scheme" },
  notes: { es: "Notas", en: "Notes" },
  passed: { es: "correcta", en: "right" },
  partly: { es: "en parte", en: "in part" },
  failed: { es: "no funciona todavía", en: "does not work yet" },
  "no-answer": { es: "sin respuesta", en: "no answer yet" },
  "type-error": { es: "no compila", en: "does not compile" },
  graded: { es: "calificada", en: "graded" },
  review: { es: "por revisar", en: "for review" },
  rejected: { es: "rechazada", en: "rejected" },
  error: { es: "error del calificador", en: "grader's error" },
  student: { es: "Estudiante", en: "Student" },
  file: { es: "Archivo", en: "File" },
  unit: { es: "Unidad", en: "Unit" },
  status: { es: "Estado", en: "Status" },
  reason: { es: "Motivo", en: "Reason" },
  submissions: { es: "Entregas", en: "Submissions" },
  sandbox: { es: "Aislamiento", en: "Sandbox" },
  layer: { es: "Capa", en: "Layer" },
  held: { es: "Afirmaciones que se cumplen", en: "Claims that hold" },
  stood: { es: "se sostuvo", en: "held" },
  missing: { es: "falta", en: "missing" },
  trusted: {
    es: "Calificado sin aislamiento completo, por decisión del profesor (--trust-submissions).",
    en: "Graded without full isolation, on the teacher's word (--trust-submissions).",
  },
  studentPage: { es: "página del estudiante", en: "student's page" },
  check: { es: "Comprobación", en: "Check" },
  mean: { es: "Media", en: "Mean" },
  ignored: { es: "Archivos que no son cuadernos", en: "Files that are no notebooks" },
  seed: { es: "Semilla", en: "Seed" },
  appeal: {
    es: "Para repetir con los mismos datos: nubelab grade ARCHIVO --out CARPETA --seed",
    en: "To repeat with the same data: nubelab grade FILE --out DIR --seed",
  },
  grades: { es: "Calificaciones", en: "Grades" },
  back: { es: "Todas las entregas", en: "All submissions" },
} satisfies Record<string, Text>;

/** What each layer of the sandbox does. */
export const LAYER_WORDS: Record<Layer, Text> = {
  user: { es: "corre como un usuario sin derechos", en: "runs as a user without rights" },
  filesystem: { es: "sólo ve la biblioteca del curso", en: "sees only the course library" },
  network: { es: "sin conexiones", en: "no connections" },
  pids: { es: "no alcanza otros procesos", en: "reaches no other process" },
  processes: { es: "no puede iniciar procesos", en: "cannot start processes" },
  seccomp: { es: "llamadas al sistema filtradas", en: "system calls filtered" },
  memory: { es: "memoria limitada", en: "bounded memory" },
  cpu: { es: "tiempo de procesador limitado", en: "bounded processor time" },
  disk: { es: "archivos temporales limitados", en: "bounded temporary files" },
  environment: { es: "sin variables de entorno", en: "no environment variables" },
  permission: { es: "modelo de permisos de Node", en: "Node's permission model" },
};

export type Label = keyof typeof LABELS;
