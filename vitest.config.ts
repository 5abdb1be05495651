/** One conformance suite on every backend: the native addon, WebAssembly in Node, WebAssembly in real Chromium. */

import { existsSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { playwright } from '@vitest/browser-playwright';
import { defineConfig } from 'vitest/config';
import { CHROMIUM_ARGUMENTS, findChromium } from './scripts/chromium.mjs';
import { CUDA_CONFORMANCE } from './scripts/lib/cuda-conformance.mjs';

const CONFORMANCE = 'test/conformance/**/*.test.ts';

/** Claims are about algorithms: pages, whose WebAssembly is that of Node, need not repeat them. */
const CLAIMS = 'test/claims/*.test.ts';

/** Milliseconds after which a test or its setup is taken to hang, also on a machine that others use. */
const TIMEOUTS = { testTimeout: 300_000, hookTimeout: 300_000 };

/** The tests use what is built, as users do. */
const dist = (file: string) => fileURLToPath(new URL(`dist/${file}.js`, import.meta.url));
const alias = [
  { find: /^superlinear$/, replacement: dist('index') },
  { find: /^superlinear\/(.*)$/, replacement: dist('$1') },
];

function nodeProject(name: string, include: string[], env: Record<string, string>) {
  return {
    resolve: { alias },
    test: { name, include, env, server: { deps: { external: [/\/dist\//] } }, ...TIMEOUTS },
  };
}

/**
 * Files one after the other in one process or page, as a user's program has many calls: starting the engine anew for each takes longer
 * than most of their tests.
 */
const together = <Project extends { test: object }>(project: Project) => ({
  ...project,
  test: { ...project.test, isolate: false },
});

const withTarballs = (project: ReturnType<typeof nodeProject>) => ({
  ...project,
  test: { ...project.test, globalSetup: 'test/package/tarballs.ts' },
});

const withSite = (project: ReturnType<typeof nodeProject>) => ({
  ...project,
  test: { ...project.test, globalSetup: 'test/site/build.ts' },
});

/** A page sees memory that workers share only where it is cross-origin isolated; cancelling must work in both. */
function browserProject(name: string, include: string[], isolated: boolean) {
  const headers = isolated
    ? { 'Cross-Origin-Opener-Policy': 'same-origin', 'Cross-Origin-Embedder-Policy': 'require-corp' }
    : {};
  const executablePath = findChromium();
  return {
    resolve: { alias },
    server: { headers },
    optimizeDeps: { include: ['fast-check'] },
    test: {
      name,
      include,
      ...TIMEOUTS,
      browser: {
        enabled: true,
        headless: true,
        screenshotFailures: false,
        provider: playwright({
          launchOptions: { args: CHROMIUM_ARGUMENTS, ...(executablePath && { executablePath }) },
        }),
        instances: [{ browser: 'chromium' as const }],
      },
    },
  };
}

/** How much is tried of each method: see test/fuzz. A little in the ordinary tests, always the same; scripts ask for more. */
const trials = {
  fuzz: { runs: Number(process.env.FUZZ_RUNS ?? 50), seed: Number(process.env.FUZZ_SEED ?? 1) },
  soak: { calls: Number(process.env.SOAK_CALLS ?? 0) },
};

const hasWasm = existsSync(new URL('dist/wasm/engine.wasm', import.meta.url));
if (!hasWasm)
  console.warn('WebAssembly is not built, so methods are not fuzzed; to build it: npm run build -- wasm');

export default defineConfig({
  test: {
    provide: { ...trials, processors: availableParallelism(), hasWasm },
    projects: [
      together(nodeProject('native', [CONFORMANCE, CLAIMS], { SUPERLINEAR_BACKEND: 'native' })),
      together(nodeProject('wasm-node', [CONFORMANCE, CLAIMS], { SUPERLINEAR_BACKEND: 'wasm' })),
      together(browserProject('wasm-browser', [CONFORMANCE], true)),
      together(browserProject('wasm-browser-plain', ['test/conformance/engine/*.test.ts'], false)),
      nodeProject('node', ['test/{backend,curve-fit,examples,expression,problems,views}/**/*.test.ts'], {}),
      // In the way of a stand-in for the driver, or with a device: see test/cuda.
      nodeProject('cuda', ['test/cuda/*.test.ts'], {}),
      nodeProject('cuda-conformance', CUDA_CONFORMANCE, { SUPERLINEAR_BACKEND: 'cuda' }),
      nodeProject('batch', ['test/cli/**/*.test.ts'], {}),
      nodeProject('mcp', ['test/mcp/**/*.test.ts'], {}),
      nodeProject('queue', ['test/queue/**/*.test.ts'], {}),
      withSite(nodeProject('site', ['test/site/**/*.test.ts'], {})),
      withTarballs(nodeProject('package', ['test/package/**/*.test.ts'], {})),
    ],
  },
});
