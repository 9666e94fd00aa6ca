/**
 * Widths of text without a canvas: the advance widths of Helvetica (Adobe Font Metrics, Core 14), which Arial and
 * Liberation Sans share. Vega's own estimate counts every letter as 0.8 em and spreads legends over twice their room.
 */

const FIRST = 32; // space
/** Thousandths of an em for U+0020 to U+007E. */
const WIDTHS = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHER = 600; // signs outside the table
const BOLD = 1.07; // Helvetica-Bold is about this much wider

/** Width in pixels. */
export function textWidth(text: string, fontSize: number, isBold: boolean): number {
  let thousandths = 0;
  for (const letter of text.normalize("NFD")) {
    const code = letter.codePointAt(0)!;
    if (code >= 0x300 && code < 0x370) continue; // a combining accent has no width of its own
    thousandths += code === 0xa0 ? WIDTHS[0]! : (WIDTHS[code - FIRST] ?? OTHER);
  }
  return (thousandths / 1000) * fontSize * (isBold ? BOLD : 1);
}
