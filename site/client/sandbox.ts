/** Workers for programs. */

import RUNNER from './runner.js?worker&url';

/**
 * Starts a worker from a blob, which inherits the page's Content-Security-Policy also where the server sends no headers. A
 * worker started by its file would have none.
 */
export function startWorker(): Worker {
  const address = new URL(RUNNER, location.href).href;
  const blob = new Blob([`import ${JSON.stringify(address)};`], { type: 'text/javascript' });
  const url = URL.createObjectURL(blob);
  const worker = new Worker(url, { type: 'module' });
  worker.addEventListener('message', () => URL.revokeObjectURL(url), { once: true });
  return worker;
}
