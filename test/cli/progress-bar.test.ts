/** The progress line of a batch on a terminal. */

import type { WriteStream } from 'node:tty';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { ProgressBar } from '../../dist/cli/progress-bar.js';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

/** A terminal that stores its output without cursor movements. */
function terminal({ isTTY = true, columns = 80 } = {}) {
  const shown: string[] = [];
  const write = (text: string) => shown.push(text.replace('\r\x1b[K', ''));
  return { shown, stream: { isTTY, columns, write } as unknown as WriteStream };
}

test('tells the part that is done, the rate, and the time that is left', () => {
  const { shown, stream } = terminal();
  const bar = new ProgressBar(stream);
  bar.show({ solved: 0, failed: 0, fraction: 0 });
  vi.advanceTimersByTime(5000);
  bar.show({ solved: 98, failed: 2, fraction: 0.25 });
  expect(shown.at(-1)).toBe('██████░░░░░░░░░░░░░░░░░░ 25 %  100 done  2 failed  20/s  0:15 left');
  bar.clear();
  expect(shown.at(-1)).toBe('');
});

test('has the rate of the last seconds', () => {
  const { shown, stream } = terminal();
  const bar = new ProgressBar(stream);
  bar.show({ solved: 0, failed: 0, fraction: 0 });
  for (let second = 1; second <= 30; second++) {
    vi.advanceTimersByTime(1000);
    // A hundred per second for fifteen seconds, then one per second; an hour remains.
    const solved = 100 * Math.min(second, 15) + Math.max(0, second - 15);
    bar.show({ solved, failed: 0, fraction: solved / 5114.5 });
  }
  expect(shown.at(-1)).toMatch(/ 1515 done {2}1\.0\/s {2}1:00:00 left$/);
});

test('tells no fraction of what has no known end, and fits the terminal', () => {
  const wide = terminal();
  const narrow = terminal({ columns: 10 });
  for (const { stream } of [wide, narrow])
    new ProgressBar(stream).show({ solved: 123_456, failed: 0, fraction: undefined });
  expect(wide.shown).toEqual(['123456 done']);
  expect(narrow.shown).toEqual(['123456 do']);
});

test('says nothing where there is no terminal', () => {
  const { shown, stream } = terminal({ isTTY: false });
  const bar = new ProgressBar(stream);
  bar.show({ solved: 1, failed: 0, fraction: 0.5 });
  bar.clear();
  expect(shown).toEqual([]);
});
