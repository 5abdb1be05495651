/** Timers of any length. */

/** The longest timer in milliseconds, 24 days. Longer ones would fire immediately. */
const LONGEST_TIMER = 2 ** 31 - 1;

/** Calls a function after a time; never, if it is beyond the longest timer. */
export const after = (milliseconds: number, action: () => void): ReturnType<typeof setTimeout> | undefined =>
  milliseconds <= LONGEST_TIMER ? setTimeout(action, Math.ceil(milliseconds)) : undefined;

/** A time in whole milliseconds, from 1 to the longest timer. */
export const wholeMilliseconds = (seconds: number): number =>
  Math.min(Math.max(1, Math.ceil(1000 * seconds)), LONGEST_TIMER);
