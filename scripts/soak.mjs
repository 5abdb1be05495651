// npm run soak -- [--calls N] [--method M] [--page]
//
// Calls every method, N times in all, aborting and throwing at random, and prints the memory before and after; --page
// runs in a page with workers. See test/fuzz/soak.ts.

import { readArguments } from './lib/arguments.mjs';
import { main } from './lib/build.mjs';
import { tryMethods } from './lib/trials.mjs';

await main(async () => {
  const { values } = readArguments({
    calls: { type: 'string', default: '20000' },
    method: { type: 'string' },
    page: { type: 'boolean', default: false },
  });
  process.exitCode = await tryMethods('soak', {
    runs: values.calls,
    method: values.method,
    projects: [values.page ? 'wasm-browser' : 'native'],
    env: (runs) => ({ SOAK_CALLS: runs }),
  });
});
