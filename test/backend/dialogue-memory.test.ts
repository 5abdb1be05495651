/** Dialogues give their memory back when they end, however they end, and not only when the event loop turns. */

import { spawnSync } from 'node:child_process';
import { expect, test } from 'vitest';

/** Calls that are made before memory is looked at first, and after it; never giving the thread away. */
const [BEFORE, AFTER] = [100_000, 60_000];

/** What closed dialogues may leave, in bytes each: it was 1400 where they kept all, and 330 where they kept JavaScript's part. */
const MOST = 150;

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
  expect(Number(stdout)).toBeLessThan(MOST);
});
