/** A watchdog thread for calls that never return: it prints the call and ends the process. */

import { Worker } from 'node:worker_threads';

/** Seconds until a call counts as hanging; far above the time limits, to allow for loaded machines. */
const LONGEST = 40;

/** Limit on the stored bytes of a call's text. */
const TEXT = 100_000;

/** The number of calls begun and ended, the length of the text, and the text. */
const shared = new SharedArrayBuffer(8 + TEXT);
const [counters, text] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)];

const WATCH = `
  const { workerData: shared } = require('node:worker_threads');
  const [counters, text] = [new Int32Array(shared, 0, 2), new Uint8Array(shared, 8)];
  let [seen, since] = [0, Date.now()];
  setInterval(() => {
    const calls = Atomics.load(counters, 0);
    if (calls !== seen || calls % 2 === 0) [seen, since] = [calls, Date.now()];
    if (Date.now() - since < ${LONGEST * 1000}) return;
    require('node:fs').writeSync(2, 'never returns: ' + Buffer.from(text.slice(0, counters[1])) + '\\n');
    process.kill(process.pid, 'SIGKILL');
  }, 500);
`;

let isWatching = false;

/** Returns or throws the outcome of `action`. `describe` supplies the text printed if it hangs. */
export function watched<Result>(action: () => Result, describe: () => string): Result {
  if (!isWatching) new Worker(WATCH, { eval: true, workerData: shared }).unref();
  isWatching = true;
  Atomics.store(counters, 1, new TextEncoder().encodeInto(describe(), text).written);
  Atomics.add(counters, 0, 1);
  try {
    return action();
  } finally {
    Atomics.add(counters, 0, 1);
  }
}
