// Features common to all runtimes: solving in this thread, in another one, and in a worker of the program. (Plain
// JavaScript, so that only the runtime is between it and the package.)

import { backend, transport } from 'superlinear';
import { brentRootSync } from 'superlinear/numerics';

const cost = [
  [4, 1, 3],
  [2, 0, 5],
  [3, 2, 2],
];
const inWorker = () => {
  const worker = new Worker(new URL('./in-worker.js', import.meta.url), { type: 'module' });
  return new Promise((resolve, reject) => {
    worker.onmessage = ({ data }) => {
      worker.terminate();
      resolve(data);
    };
    worker.onerror = ({ message }) => reject(new Error(message));
    worker.postMessage(cost);
  });
};

const several = await Promise.all([1, 2, 3, 4].map(() => transport.exact({ cost }, { backend: 'wasm' })));
console.log(
  JSON.stringify({
    backend: backend(),
    task: (await transport.exact({ cost })).transportCost,
    blocking: transport.exactSync({ cost }).transportCost,
    root: brentRootSync({ function: (x) => x * x - 2, lower: 0, upper: 2 }).root,
    workers: several.map(({ transportCost }) => transportCost),
    worker: await inWorker(),
  }),
);
