// The scripts and the style sheet of the pages, bundled by Vite.

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build } from 'vite';
import { at } from '../scripts/lib/project.mjs';

/** Without reports on the times of plugins. */
const QUIET = { checks: { pluginTimings: false } };

const COMMON = {
  root: at(),
  configFile: false,
  base: './',
  publicDir: false,
  logLevel: 'warn',
};

/**
 * The runner of programs with the library, as a single script: in the sandbox it can load no others. It is no module, since
 * Chromium starts no module workers from blobs of an opaque origin.
 */
async function runnerScript() {
  const { output } = await build({
    ...COMMON,
    resolve: {
      alias: [
        { find: '#backend', replacement: at('site/client/sandbox-backend.ts') },
        // The page hands over the modules.
        { find: /^#wasm\/.*/, replacement: at('site/client/no-files.ts') },
      ],
    },
    define: { 'import.meta.url': JSON.stringify('') },
    worker: { format: 'iife', rollupOptions: QUIET },
    build: {
      write: false,
      target: 'es2022',
      rollupOptions: {
        input: at('site/client/runner.ts'),
        output: { format: 'iife', codeSplitting: false },
        ...QUIET,
      },
    },
  });
  return output[0].code;
}

const RUNNER = 'virtual:runner';

/** The address of the runner as the module `virtual:runner`. */
const runner = {
  name: 'runner',
  resolveId: (id) => (id === RUNNER ? `\0${RUNNER}` : undefined),
  async load(id) {
    if (id !== `\0${RUNNER}`) return undefined;
    const file = this.emitFile({ type: 'asset', name: 'runner.js', source: await runnerScript() });
    return `export default import.meta.ROLLUP_FILE_URL_${file};`;
  },
};

/** Bundles the client into `out`, and returns the addresses of its files. */
export async function bundle(out) {
  await build({
    ...COMMON,
    plugins: [runner],
    worker: { format: 'es', rollupOptions: QUIET },
    build: {
      outDir: out,
      emptyOutDir: true,
      target: 'es2022',
      // Older ones have no `light-dark`; lowered, it would not follow the chosen colors.
      cssTarget: ['chrome123', 'firefox120', 'safari17.5'],
      manifest: 'manifest.json',
      modulePreload: false,
      assetsDir: 'assets',
      chunkSizeWarningLimit: 1000,
      rollupOptions: { input: at('site/client/site.ts'), ...QUIET },
    },
  });
  const manifest = JSON.parse(readFileSync(join(out, 'manifest.json'), 'utf8'));
  const entry = manifest['site/client/site.ts'];
  return {
    style: entry.css[0],
    script: entry.file,
    /** A module and everything that it imports statically, to load them together. */
    modules: (name) => [...closure(manifest, name, entry)].map((key) => manifest[key].file),
  };
}

function closure(manifest, name, entry, found = new Set()) {
  const chunk = manifest[name];
  if (chunk === undefined) throw new Error(`the client has no module ${name}`);
  if (chunk === entry || found.has(name)) return found;
  found.add(name);
  for (const next of chunk.imports ?? []) closure(manifest, next, entry, found);
  return found;
}
