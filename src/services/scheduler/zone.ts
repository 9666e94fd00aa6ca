/**
 * Wall clocks of time zones. The rules come from Node's own copy of the IANA database, through Intl; a wall time is written
 * as the epoch ms that it would be in UTC.
 */

const PARTS = {
  year: "numeric",
  month: "numeric",
  day: "numeric",
  hour: "numeric",
  minute: "numeric",
  second: "numeric",
} as const;
const HOUR = 3_600_000;

export class Zone {
  readonly #format: Intl.DateTimeFormat | undefined;

  private constructor(
    readonly name: string,
    format: Intl.DateTimeFormat | undefined,
  ) {
    this.#format = format;
  }

  /** Undefined when there is no such zone. @param name as in the IANA database: "Europe/Madrid" */
  static read(name: string): Zone | undefined {
    if (name === "UTC") return new Zone(name, undefined);
    // Offsets such as "+02:00" are no names of zones to AWS.
    if (!/^[A-Za-z]/.test(name)) return undefined;
    try {
      const format = new Intl.DateTimeFormat("en-US", {
        timeZone: name,
        calendar: "iso8601",
        hourCycle: "h23",
        ...PARTS,
      });
      return new Zone(name, format);
    } catch (error) {
      if (error instanceof RangeError) return undefined;
      throw error;
    }
  }

  /** What the clock on the wall shows. */
  wall(epochMs: number): number {
    if (this.#format === undefined) return epochMs;
    const at: Record<string, number> = {};
    for (const { type, value } of this.#format.formatToParts(epochMs)) at[type] = Number(value);
    const { year, month, day, hour, minute, second } = at as Record<keyof typeof PARTS, number>;
    return Date.UTC(year, month - 1, day, hour, minute, second) + (epochMs - Math.floor(epochMs / 1_000) * 1_000);
  }

  /**
   * When the clock on the wall first shows this.
   * @returns undefined for a time that is skipped when the clock is put forward
   */
  moment(wallMs: number): number | undefined {
    if (this.#format === undefined) return wallMs;
    // No zone is ever more than 16 hours from UTC, nor changes its offset twice within that time.
    const offsets = [wallMs - 16 * HOUR, wallMs + 16 * HOUR].map((near) => this.wall(near) - near);
    const found = offsets.map((offset) => wallMs - offset).filter((at) => this.wall(at) === wallMs);
    return found.length === 0 ? undefined : Math.min(...found);
  }
}
