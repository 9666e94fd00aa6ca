/** Time as exercises see it. */

/** Where an exercise reads the time: milliseconds, never going back. `clockOf(cloud)` gives the virtual clock. */
export interface Clock {
  now(): number;
}
