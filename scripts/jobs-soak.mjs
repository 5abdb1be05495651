// npm run soak:jobs -- [--jobs N] [--seed S] [--runs R] [--part batch|queue|hostile]
//
// Solves N jobs as a batch and on a queue while all kinds of harm are done, and on a queue where a tenth of them is hostile, R times. See
// lib/jobs-soak.mjs and lib/hostile-soak.mjs.

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './lib/arguments.mjs';
import { main } from './lib/build.mjs';
import { soakHostile } from './lib/hostile-soak.mjs';
import { soakBatch, soakQueue } from './lib/jobs-soak.mjs';
import { provideRedis } from './redis.mjs';

const PARTS = { batch: soakBatch, queue: soakQueue, hostile: soakHostile };

await main(async () => {
  const { values } = readArguments({
    jobs: { type: 'string', default: '100000' },
    seed: { type: 'string', default: '1' },
    runs: { type: 'string', default: '1' },
    part: { type: 'string' },
  });
  const parts = values.part ? [values.part] : Object.keys(PARTS);
  for (let run = 0; run < Number(values.runs); run++) {
    for (const part of parts) {
      const folder = mkdtempSync(join(tmpdir(), 'superlinear-soak-'));
      const [jobs, seed] = [Number(values.jobs), Number(values.seed) + run];
      const start = performance.now();
      const say = (text) => process.stdout.isTTY && process.stdout.write(`\r\x1b[K${part}: ${text}`);
      const counts = await PARTS[part]({ jobs, seed, folder, redis: provideRedis(), losses: 2, say });
      const told = Object.entries(counts).map(([name, count]) => `${count} × ${name}`);
      const seconds = Math.round((performance.now() - start) / 1000);
      say('');
      console.log(`${part} of ${jobs} jobs, seed ${seed}: identical after ${told.join(', ')}; ${seconds} s`);
      rmSync(folder, { recursive: true, force: true });
    }
  }
});
