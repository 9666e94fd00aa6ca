/**
 * Comma-separated values as Map reads them: fields in double quotes may hold delimiters, line ends and doubled quotes (RFC 4180).
 * Blank lines count for nothing.
 */
export function parseCsv(text: string, delimiter: string): string[][] {
  const rows: string[][] = [];
  let row: string[] = [];
  let field = "";
  let isQuoted = false;
  const endRow = () => {
    row.push(field);
    if (row.length > 1 || row[0] !== "") rows.push(row);
    row = [];
    field = "";
  };
  for (let i = 0; i < text.length; i++) {
    const character = text[i]!;
    if (isQuoted) {
      if (character !== '"') field += character;
      else if (text[i + 1] === '"') field += text[i++];
      else isQuoted = false;
    } else if (character === '"' && field === "") isQuoted = true;
    else if (character === delimiter) {
      row.push(field);
      field = "";
    } else if (character === "\n") endRow();
    else if (character !== "\r" || text[i + 1] !== "\n") field += character;
  }
  if (field !== "" || row.length > 0) endRow();
  return rows;
}

/** Rows as objects. A row's surplus is dropped, what it lacks is empty. */
export function withHeaders(rows: readonly string[][], headers: readonly string[]): Record<string, string>[] {
  return rows.map((row) => Object.fromEntries(headers.map((name, i) => [name, row[i] ?? ""])));
}
