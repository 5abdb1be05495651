// npm run fuzz -- [--runs N] [--method M] [--seed S]
//
// Tries every method on nearly valid problems, N in all, natively and in WebAssembly: see test/fuzz/fuzz.ts.

import { readArguments } from './lib/arguments.mjs';
import { main } from './lib/build.mjs';
import { tryMethods } from './lib/trials.mjs';

await main(async () => {
  const { values } = readArguments({
    runs: { type: 'string', default: '50000' },
    method: { type: 'string' },
    seed: { type: 'string', default: String(Date.now() % 1e6) },
  });
  console.log(`seed ${values.seed}`);
  process.exitCode = await tryMethods('fuzz', {
    ...values,
    projects: ['native'],
    env: (runs) => ({ FUZZ_RUNS: runs, FUZZ_SEED: values.seed }),
  });
});
