/** Templates with placeholders, as rules of EventBridge and pipes fill them in. */

/** What a placeholder's name stands for. */
export type Value = (name: string) => unknown;

/**
 * In a JSON template a value stands as JSON, or as bare text within quotes.
 * @param placeholder global, its first group is the name
 */
export function fillJson(template: string, placeholder: RegExp, value: Value): string {
  return template.replace(placeholder, (_all, name: string, at: number) => {
    const given = value(name);
    if (!isQuoted(template, at)) return JSON.stringify(given);
    return JSON.stringify(textOf(given)).slice(1, -1);
  });
}

/** A value as text: a text bare, anything else as JSON. */
export function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}

function isQuoted(template: string, at: number): boolean {
  let quoted = false;
  for (let i = 0; i < at; i++) {
    if (template[i] === "\\") i++;
    else if (template[i] === '"') quoted = !quoted;
  }
  return quoted;
}
