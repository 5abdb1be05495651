/** What to do about a call that never returns: a thread that watches ends the process, and prints the call. */

import { Worker } from 'node:worker_threads';

/** Seconds after which a call is taken to hang; limits of time are far below, and machines may be loaded. */
const LONGEST = 40;

/** Bytes of a call's text that are kept. */
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

/** What `action` returns or throws. `describe` tells what to print should it never end. */
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
