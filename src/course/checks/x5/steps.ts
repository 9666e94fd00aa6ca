/** What the checks of X5 share: steps of a script, what is read from its rows, and hints. */
import { ear, type Row, ref, type Step } from "../script";
import type { Text } from "../types";

export const NEEDS = ["EventBridge", "Target"];

export type Data = Record<string, unknown>;

export const bus = (maxHops?: number): Step => ({
  make: "EventBridge",
  as: "bus",
  with: maxHops === undefined ? [] : [{ maxHops }],
});
/** A target; its name is also that of the ear. @param gives what its handle returns, call by call */
export const target = (name: string, fails = 0, gives: unknown[] = []): Step => ({
  make: "Target",
  as: name,
  with: [name, ear(name, fails, gives)],
});
/** @param as how later rows show the name that comes back: `<as>` */
export const rule = (pattern: Data, targets: string[], name?: string, as?: string): Step => ({
  on: "bus",
  do: "createRule",
  with: [pattern, targets.map(ref), ...(name === undefined ? [] : [name])],
  ...(as === undefined ? {} : { as }),
});
export const put = (event: Data): Step => ({ on: "bus", do: "putEvent", with: [event] });

/** Who was called, in order, as the targets heard it. */
export const called = (rows: Row[]): string[] => rows.flatMap(({ heard }) => heard.map(({ by }) => by));
export const report = (row: Row | undefined): Data =>
  typeof row?.gave === "object" && row.gave !== null ? (row.gave as Data) : {};
export const puts = (rows: Row[]): Row[] => rows.filter(({ call }) => call.includes("putEvent"));
/** "rule: target" of each delivery in a list of a report. */
export const pairs = (list: unknown): unknown =>
  Array.isArray(list) ? list.map((each) => `${each?.rule}: ${each?.target}`) : list;

export const hints = {
  nested: {
    es: "Escribe una función recursiva matches(pattern, value): un objeto del patrón baja un nivel y pide todos sus campos; lo demás se compara.",
    en: "Write a recursive function matches(pattern, value): an object in the pattern goes one level down and asks for all its fields; the rest is compared.",
  },
  list: {
    es: "Una lista en el patrón son valores permitidos: basta uno. Una lista en el evento: basta que un elemento cumpla.",
    en: "A list in the pattern holds allowed values: one will do. A list in the event: one element that matches will do.",
  },
  all: {
    es: "Recorre todas las reglas, no sólo la primera que cumpla, y todos los targets de cada una.",
    en: "Go through all rules, not just the first that matches, and all targets of each one.",
  },
  rules: {
    es: "Guarda las reglas en un Map por nombre: poner otra vez un nombre reemplaza, y conserva su sitio.",
    en: "Keep the rules in a Map by name: setting a name again replaces, and keeps its place.",
  },
  refuse: {
    es: "Comprueba el patrón y el número de targets antes de guardar nada: throw new Error(...).",
    en: "See to the pattern and the number of targets before you store anything: throw new Error(...).",
  },
  catch: {
    es: "Un try/catch alrededor de cada notify: lo que falla se apunta en failed y el bucle sigue.",
    en: "One try/catch around each notify: what fails is noted in failed, and the loop goes on.",
  },
  copy: {
    es: "structuredClone(event) en cada entrega: { ...event } comparte lo que hay dentro de detail.",
    en: "structuredClone(event) in each delivery: { ...event } shares what is inside detail.",
  },
  queue: {
    es: "Una cola de { event, hops }: lo que devuelve un target entra detrás, con un paso más. Si pasa de maxHops, cuenta en dropped.",
    en: "A queue of { event, hops }: what a target returns goes to its end, one hop further. Beyond maxHops it counts in dropped.",
  },
} satisfies Record<string, Text>;
