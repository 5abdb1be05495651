/** Seconds in the form of Redis and of timers. */

/** Longer timers fire at once. */
const MAX_MILLISECONDS = 2 ** 31 - 1;

/** Whole milliseconds, at least one and at most 24 days. */
export const toMilliseconds = (seconds: number): number =>
  Math.min(Math.ceil(seconds * 1000), MAX_MILLISECONDS);
