/** The script of a process of calls. It takes one at a time. */

import { endWithParent } from '../batch/parent-watch.js';
import { failureOf } from './call-error.js';
import type { FromProcess, ToProcess, Work } from './messages.js';
import { perform } from './work.js';

/** Milliseconds between reports of memory, on systems without a way to read the memory of another process. */
const MEMORY_INTERVAL = 50;

const send = (message: FromProcess) => process.send?.(message);

let controller = new AbortController();

async function answer(work: Work): Promise<void> {
  controller = new AbortController();
  const { signal } = controller;
  try {
    const done = await perform(work, {
      signal,
      onProgress: (progress) => send({ kind: 'progress', progress }),
    });
    send({ kind: 'done', answer: done });
  } catch (error) {
    send({ kind: 'failed', failure: failureOf(error) });
  }
}

process.on('message', (message: ToProcess) => {
  if (message.kind === 'call') void answer(message.work);
  else controller.abort(new Error('cancelled'));
});
// Nobody waits for its answers any more.
process.on('disconnect', () => process.exit());
endWithParent();
// The server decides on Ctrl-C.
process.on('SIGINT', () => {});

if (process.platform !== 'linux') {
  const tell = () => send({ kind: 'memory', mebibytes: process.memoryUsage.rss() / 2 ** 20 });
  setInterval(tell, MEMORY_INTERVAL).unref();
}
send({ kind: 'ready' });
