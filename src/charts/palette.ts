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

/** Priorities, from the most urgent to the least: a scale that is read by lightness alone. */
export const urgencyScheme = "viridis";
