/** A progress line on a terminal, with rate and remaining time. */

import type { WriteStream } from 'node:tty';
import type { BatchProgress } from '../batch/options.js';

/** The rate is averaged over this many seconds, so that it follows changes. */
const RATE_SECONDS = 10;

const BAR_WIDTH = 24;

/** Moves to the beginning of the line and erases it. */
const ERASE = '\r\x1b[K';

/** The progress at some time. */
interface Sample {
  readonly time: number;
  readonly done: number;
  readonly fraction: number | undefined;
}

/** Shows progress if the output is a terminal. */
export class ProgressBar {
  readonly #terminal: WriteStream | undefined;
  readonly #samples: Sample[] = [];

  constructor(stream: WriteStream | undefined) {
    this.#terminal = stream?.isTTY ? stream : undefined;
  }

  /** Shows progress, followed by a note. */
  show({ solved, failed, fraction }: BatchProgress, note = ''): void {
    if (this.#terminal === undefined) return;
    const now = { time: performance.now() / 1000, done: solved + failed, fraction };
    this.#samples.push(now);
    while (now.time - (this.#samples[0] as Sample).time > RATE_SECONDS) this.#samples.shift();
    const told = lineOf(this.#samples[0] as Sample, now, failed);
    const text = note === '' ? told : `${told}  ${note}`;
    this.#terminal.write(ERASE + text.slice(0, (this.#terminal.columns ?? 80) - 1));
  }

  clear(): void {
    this.#terminal?.write(ERASE);
  }
}

function lineOf(before: Sample, now: Sample, failed: number): string {
  const seconds = now.time - before.time;
  const parts = [`${now.done} done`];
  if (failed > 0) parts.push(`${failed} failed`);
  if (seconds > 0) parts.push(`${perSecond((now.done - before.done) / seconds)}/s`);
  if (now.fraction === undefined) return parts.join('  ');
  const speed = (now.fraction - (before.fraction ?? 0)) / seconds;
  if (speed > 0) parts.push(`${inClock((1 - now.fraction) / speed)} left`);
  const filled = Math.round(BAR_WIDTH * now.fraction);
  const bar = '█'.repeat(filled) + '░'.repeat(BAR_WIDTH - filled);
  return `${bar} ${Math.floor(100 * now.fraction)} %  ${parts.join('  ')}`;
}

const perSecond = (rate: number) => (rate < 10 ? rate.toFixed(1) : String(Math.round(rate)));

/** Formats a time as `1:05` or `2:03:04`. */
function inClock(seconds: number): string {
  const whole = Math.ceil(seconds);
  const parts = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const shown = parts[0] === 0 ? parts.slice(1) : parts;
  return shown.map((part, index) => (index === 0 ? part : String(part).padStart(2, '0'))).join(':');
}
