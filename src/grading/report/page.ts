/** The frame of every page: escaped by eta, with a content security policy under which nothing loads and nothing runs. */
import { createHash } from "node:crypto";
import { stripVTControlCharacters } from "node:util";
import { Eta } from "eta";
import type { Language, Text } from "../../sim/language";
import type { SubmissionRecord } from "../record";
import { LABELS, type Label } from "./labels";
import { PAGE, STYLE } from "./templates";

const eta = new Eta({ autoEscape: true });
const escapeMarkup = eta.config.escapeFunction;
/** What student code printed may hold a terminal's escapes too: a page shows none. */
eta.configure({
  escapeFunction: (value) => escapeMarkup(stripVTControlCharacters(String(value)).replace(/[^\P{Cc}\n\t]/gu, "\uFFFD")),
});
const styleHash = `sha256-${createHash("sha256").update(STYLE).digest("base64")}`;

/** Titles of the units by name, for headings. */
export type UnitTitles = ReadonlyMap<string, Text>;

/** What every page needs beside its own view. */
export interface Frame {
  titles: UnitTitles;
  /** Of nubelab. */
  version: string;
}

export interface PageOptions {
  title: string;
  language: Language;
  version: string;
  /** For two columns. Default false. */
  wide?: boolean;
}

/** A whole page; in the template, `it.t` says a label and `it` holds the data. */
export function drawPage(template: string, data: object, options: PageOptions): string {
  const { language, wide = false } = options;
  const t = (label: Label) => LABELS[label][language];
  const body = eta.renderString(template, { ...data, t });
  return eta.renderString(PAGE, { ...options, wide, body, style: STYLE, styleHash, skip: t("skip") });
}

/** The language of most records. */
export function languageOf(records: readonly SubmissionRecord[]): Language {
  const spanish = records.filter((record) => record.language === "es").length;
  return spanish * 2 >= records.length ? "es" : "en";
}

/**
 * The file name of a record's pages: readable, unique, and safe whatever the student is called.
 * @param student the member whose page it is; default the one who handed in
 */
export function pageName({ student: first, unit, file }: SubmissionRecord, student = first): string {
  const readable = student
    .normalize("NFKD")
    .replace(/[^A-Za-z0-9]+/g, "-")
    .slice(0, 40);
  const unique = createHash("sha256").update(`${student}\n${unit}\n${file}`).digest("hex").slice(0, 10);
  return `${readable || "student"}-${unique}.html`;
}
