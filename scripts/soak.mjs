// npm run soak -- [--calls N] [--method M] [--page]
//
// Calls every method, N times in all, aborting and throwing at random, and prints the memory before and after; in a page with
// its workers where --page is given. See test/fuzz/soak.ts.

import { parseArgs } from 'node:util';
import { main } from './lib/build.mjs';
import { tryMethods } from './lib/trials.mjs';

const { values } = parseArgs({
  options: {
    calls: { type: 'string', default: '20000' },
    method: { type: 'string' },
    page: { type: 'boolean', default: false },
  },
});
await main(async () => {
  process.exitCode = await tryMethods('soak', {
    runs: values.calls,
    method: values.method,
    projects: [values.page ? 'wasm-browser' : 'native'],
    env: (runs) => ({ SOAK_CALLS: runs }),
  });
});
