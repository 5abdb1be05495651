/** The main package in pages: installed from its tarball, built by each bundler, and opened in a real browser. */

import { join } from 'node:path';
import type { Browser } from 'playwright';
import { families } from 'superlinear';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundlers, writePage } from './bundle.js';
import { Consumer, makeTarballs } from './packages.js';
import { Site, startBrowser, visit } from './serve.js';

const consumer = new Consumer();
let browser: Browser;

beforeAll(async () => {
  await consumer.install([(await makeTarballs()).main], '--omit=optional');
  writePage(consumer);
  browser = await startBrowser();
}, 300_000);

afterAll(async () => {
  await browser?.close();
  consumer.remove();
});

describe.each(Object.entries(bundlers))('built by %s', (name, bundle) => {
  const out = () => join(consumer.folder, 'out', name);

  beforeAll(() => bundle(consumer, out()), 120_000);

  test.each([true, false])(
    'a page computes, reports and cancels; cross-origin isolated: %o',
    async (isIsolated) => {
      const site = new Site(out(), isIsolated);
      try {
        const { found, troubles } = await visit(browser, await site.open());
        expect(troubles).toEqual([]);
        expect(found).toMatchObject({
          isolated: isIsolated,
          backend: { name: 'wasm', reason: 'pages cannot load native addons' },
          knownAnswer: [expect.closeTo(5 / 3, 12), expect.closeTo(5 / 3, 12)],
          families,
          worker: { families },
          cancel: { reason: 'enough' },
          watch: { status: 'converged' },
        });
        const { cancel, watch } = found as {
          cancel: { milliseconds: number };
          watch: { ticks: number; records: number; errors: number[] };
        };
        // It settles at once; the bound only tells that from waiting for the end, which takes many seconds.
        expect(cancel.milliseconds).toBeLessThan(1000);
        expect(watch.records).toBeGreaterThan(0);
        expect(watch.errors.at(-1)).toBeGreaterThan(0);
        expect(watch.ticks).toBeGreaterThan(0);
      } finally {
        await site.close();
      }
    },
  );
});
