/**
 * One colour, one meaning, in every chart of the course. The hues are those of Okabe and Ito ("Color Universal Design",
 * https://jfly.uni-koeln.de/color/), which stay apart under the common forms of colour blindness; shape or place
 * repeats the meaning wherever two of them meet. A fact has the colour of the state that it begins: what was sent is
 * waiting, what was received is in a consumer's hands.
 */

export const palette = {
  /** Waiting in the queue where any consumer can take it. */
  visible: "#0072B2",
  /** Sent: the beginning of waiting. */
  sent: "#0072B2",
  /** In a consumer's hands, hidden from the others. */
  inFlight: "#E69F00",
  /** Received: the beginning of being in flight. */
  received: "#E69F00",
  /** In the queue, not yet to be had. */
  delayed: "#56B4E9",
  /** Given back, tried again, delivered again. */
  retry: "#CC79A7",
  /** Processed and deleted: the good end. */
  deleted: "#009E73",
  /** Failed for good: in the dead-letter queue. */
  deadLettered: "#D55E00",
  /** Too old: removed unread. */
  expired: "#4A4A4A",
  /** Thrown away by a purge or with its queue. */
  purged: "#B0B0B0",
  /** Overtaken by a message that was sent later. */
  overtaken: "#F0E442",
} as const;

/** Text, axes and reference lines: everything that is not data. */
export const ink = {
  title: "#1F2933",
  text: "#4B5563",
  grid: "#E7EAEE",
  reference: "#8A939E",
  paper: "#FFFFFF",
} as const;

/** Black or white, whichever reads better on a colour (relative luminance, WCAG 2.2). */
export function inkOn(colour: string): string {
  const [red, green, blue] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(colour.slice(at, at + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const luminance = 0.2126 * red! + 0.7152 * green! + 0.0722 * blue!;
  return (luminance + 0.05) ** 2 > 1.05 * 0.05 ? "#000000" : "#FFFFFF";
}

/** How lines are dashed when several share a panel, so that colour is not alone in telling them apart. */
export const dashes = [
  [1, 0],
  [6, 3],
  [2, 2],
  [9, 3, 2, 3],
  [12, 4],
  [4, 2, 1, 2],
  [1, 3],
] as const;

/** Priorities, from the most urgent to the least: a scale that is read by lightness alone. */
export const urgencyScheme = "viridis";
