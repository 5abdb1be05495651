/** Dialogues free their memory however they end, even if the event loop does not turn. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Numbers of calls before the first and the second measurement of memory, without returning to the event loop. */
const [BEFORE, AFTER] = [100_000, 60_000];

/**
 * Limit on the bytes left by each closed dialogue: 1400 were measured if everything was kept, and 330 if the JavaScript
 * part was kept.
 */
const MAX_BYTES = 150;

const ENDS = {
  'a function throws': '() => { throw 1 }',
  'the search converges': '(x) => x - 0.5',
  'the problem is refused': '(x) => x + 1',
};

test.each(
  ['native', 'wasm'].flatMap((backend) => Object.entries(ENDS).map(([name, f]) => ({ backend, name, f }))),
)('$backend, where $name', ({ backend, f }) => {
  const script = `
    import { brentRootSync } from ${JSON.stringify(new URL('../../dist/families/numerics.js', import.meta.url).href)};
    const f = ${f};
    const call = (count) => {
      for (let k = 0; k < count; k++) {
        try { brentRootSync({ function: f, lower: 0, upper: 1 }, { backend: '${backend}' }); } catch {}
      }
      gc();
      return process.memoryUsage().rss;
    };
    const before = call(${BEFORE});
    console.log((call(${AFTER}) - before) / ${AFTER});
  `;
  const args = ['--expose-gc', '--input-type=module', '--eval', script];
  const { stdout, stderr } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  expect(stderr).toBe('');
  expect(Number(stdout)).toBeLessThan(MAX_BYTES);
});
