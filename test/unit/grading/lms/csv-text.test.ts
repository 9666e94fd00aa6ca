import { describe, expect, it } from "vitest";
import { asWritten, csvOf, fillCsv, readCsv, withoutFormula } from "../../../../src/grading/lms/csv-text";

const read = (text: string | Buffer) => readCsv(Buffer.from(text), "sheet.csv");
const values = (text: string | Buffer) => read(text).rows.map((row) => row.map(({ value }) => value));

describe("a sheet", () => {
  it("is read with quotes, either line end, a BOM, and comma, semicolon or tab", () => {
    expect(values('a,b\r\n"x, ""y""",\n')).toEqual([
      ["a", "b"],
      ['x, "y"', ""],
    ]);
    expect(values("\uFEFFa;b\n1,5;2\n")).toEqual([
      ["a", "b"],
      ["1,5", "2"],
    ]);
    expect(values("a\tb")).toEqual([["a", "b"]]);
    expect(values('a,b\n"two\nlines",c')[1]).toEqual(["two\nlines", "c"]);
  });

  it("keeps every byte but those of the fields that are filled", () => {
    const text = '\uFEFF"Name" ,Grade,Note\r\n"Peña, Ana",,"x"\r\n\r\nLuis,7.0,\n';
    const sheet = read(text);
    expect(fillCsv(sheet, new Map()).toString()).toBe(text);
    const grade = sheet.rows[1]?.[1];
    const note = sheet.rows[2]?.[2];
    if (!grade || !note) throw new Error("a field is missing");
    const filled = fillCsv(
      sheet,
      new Map([
        [note, 'said "no", twice'],
        [grade, "9.5"],
      ]),
    ).toString();
    expect(filled).toBe('\uFEFF"Name" ,Grade,Note\r\n"Peña, Ana",9.5,"x"\r\n\r\nLuis,7.0,"said ""no"", twice"\n');
  });

  it("numbers its rows as a spreadsheet does: blank ones and lines within quotes count right", () => {
    expect(read('a,b\n\n"two\nlines",c\nd,e').numbers).toEqual([1, 3, 4]);
  });

  it("may be in Windows-1252", () => {
    const bytes = Buffer.from("name,grade\nPe\xf1a,\n", "latin1");
    const sheet = read(bytes);
    expect(sheet.rows[1]?.[0]?.value).toBe("Peña");
    const field = sheet.rows[1]?.[1];
    if (!field) throw new Error("no field");
    expect(fillCsv(sheet, new Map([[field, "é"]]))).toEqual(Buffer.from("name,grade\nPe\xf1a,\xe9\n", "latin1"));
  });

  it("is refused in UTF-16 and with an open quote", () => {
    expect(() => read(Buffer.from("\uFEFFa,b", "utf16le"))).toThrow(/UTF-16/);
    expect(() => read('a,b\n"c')).toThrow(/opened on line 2/);
  });
});

it("formulas are made plain and back again, numbers are not touched", () => {
  const texts = ["=cmd()", "+x", "@a", "\uFF1Dcmd()", "\t=x", "-1.5", "12", "text", "'quoted"];
  const plain = ["'=cmd()", "'+x", "'@a", "'\uFF1Dcmd()", "'\t=x", "-1.5", "12", "text", "'quoted"];
  expect(texts.map(withoutFormula)).toEqual(plain);
  expect(plain.map(asWritten)).toEqual(texts);
  expect(csvOf([["=1+1", -0.5, 'a "b", c']])).toBe('\'=1+1,-0.5,"a ""b"", c"\n');
});
