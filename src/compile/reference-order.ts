/** Declaration files in the order in which TypeScript reads them: each after those that its head refers to. */

/**
 * @param referred the names that a text refers to, in their order
 * @returns the texts by name, each once; a file that refers to itself by way of others comes after those others
 */
export function inReferenceOrder(
  names: readonly string[],
  read: (name: string) => string,
  referred: (name: string, text: string) => string[],
): Map<string, string> {
  const seen = new Set<string>();
  const texts = new Map<string, string>();
  const add = (name: string): void => {
    if (seen.has(name)) return;
    seen.add(name);
    const text = read(name);
    for (const other of referred(name, text)) add(other);
    texts.set(name, text);
  };
  for (const name of names) add(name);
  return texts;
}
