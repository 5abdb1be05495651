/** The size of all views together, as a page loads them. */

import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { expect, test } from 'vitest';

/** Limit in kilobytes (1000 bytes), compressed. */
const LIMIT = 25;

test('all views are small, and import no family', async () => {
  const { outputFiles, metafile } = await build({
    entryPoints: ['dist/views.js'],
    bundle: true,
    minify: true,
    format: 'esm',
    write: false,
    metafile: true,
  });
  const inputs = Object.keys(metafile.inputs);
  expect(inputs.filter((path) => !/^dist\/(views|engine\/errors)/.test(path))).toEqual([]);
  const text = outputFiles[0]?.contents ?? new Uint8Array();
  expect(brotliCompressSync(text).length / 1000).toBeLessThan(LIMIT);
});
