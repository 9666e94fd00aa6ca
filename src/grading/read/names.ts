/**
 * Names that come from outside: of files in a zip, of folders, of students. A name is a label here and never becomes a path; still,
 * one that could climb out of a folder or hide in a terminal is not accepted.
 */
import type { Text } from "../../sim/language";

const LONGEST_ID = 200; // characters
const MOST_LEVELS = 16;

/** The same name written the other way: precomposed (macOS decomposes), without blanks around it. */
export const plainName = (name: string): string => name.normalize("NFC").trim();

/** For comparing names of people: without case, accents and more than single blanks. */
export const looseName = (name: string): string =>
  name
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();

/** Control and direction characters replaced: fit for a terminal, a table and a page. */
export const visibleName = (name: string): string => name.replace(/[\p{Cc}\p{Bidi_Control}\u2028\u2029]/gu, "\uFFFD");

/** Why a text cannot be a student's id; undefined when it can. */
export function idProblem(id: string): Text | undefined {
  const shown = visibleName(id).slice(0, 60);
  if (id === "") return { es: "El nombre del estudiante está vacío.", en: "The student's name is empty." };
  if (id.length > LONGEST_ID) {
    return {
      es: `El nombre del estudiante pasa de ${LONGEST_ID} caracteres: ${shown}…`,
      en: `The student's name is longer than ${LONGEST_ID} characters: ${shown}…`,
    };
  }
  if (/[/\\]/.test(id) || /^\.+$/.test(id) || /^[A-Za-z]:/.test(id)) {
    return {
      es: `El nombre del estudiante parece una ruta: ${shown}.`,
      en: `The student's name looks like a path: ${shown}.`,
    };
  }
  if (visibleName(id) !== id) {
    return {
      es: `El nombre del estudiante tiene caracteres de control: ${shown}.`,
      en: `The student's name has control characters: ${shown}.`,
    };
  }
  return undefined;
}

/**
 * A path of a zip as levels, or why it is not one. Backslashes of Windows' zips separate too.
 * @returns the clean path, or null when it would leave the folder
 */
export function innerPath(name: string): string | null {
  const levels = name.replaceAll("\\", "/").split("/");
  if (/^([A-Za-z]:|\/|\\)/.test(name) || name.includes("\0")) return null;
  if (levels.includes("..") || levels.length > MOST_LEVELS) return null;
  const kept = levels.filter((level) => level !== "" && level !== ".");
  return kept.length > 0 ? kept.map((level) => visibleName(level.normalize("NFC"))).join("/") : null;
}

/** Files that editors and systems leave beside the work. */
export function isLitter(path: string): boolean {
  const levels = path.split("/");
  const file = levels.at(-1) ?? "";
  return (
    levels.some((level) => level.startsWith(".") || level === "__MACOSX" || level === "node_modules") ||
    /-checkpoint\.ipynb$/i.test(file) ||
    file.startsWith("~$") ||
    /^(thumbs\.db|desktop\.ini)$/i.test(file)
  );
}
