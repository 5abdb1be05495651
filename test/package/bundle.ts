/** Builds a page that uses the installed package with each bundler, with no more configuration than in its guide. */

import { cpSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { nodeResolve } from '@rollup/plugin-node-resolve';
import { build as esbuild, transformSync } from 'esbuild';
import { rollup } from 'rollup';
import { families } from 'superlinear';
import { createServer as serveVite8, build as vite8 } from 'vite';
import { createServer as serveVite5, build as vite5 } from 'vite5';
import { createServer as serveVite6, build as vite6 } from 'vite6';
import { createServer as serveVite7, build as vite7 } from 'vite7';
import webpack from 'webpack';
import { codeBlocksOf } from '../support/code-blocks.js';
import type { Consumer } from './packages.js';

const PAGE = '<!doctype html><link rel="icon" href="data:,"><script type="module" src="./page.js"></script>';

/** Writes the first example of each family's guide as a module. */
export function writeFamilies(folder: string): void {
  const imports: string[] = [];
  for (const family of families) {
    const [example] = codeBlocksOf(`docs/${family}.md`);
    if (example === undefined) throw new Error(`docs/${family}.md has no example`);
    writeFileSync(join(folder, `family-${family}.js`), asFunction(example.code));
    imports.push(`import { run as ${family} } from './family-${family}.js';`);
  }
  const text = `${imports.join('\n')}
const examples = { ${families.join(', ')} };
export async function solveFamilies() {
  const solved = [];
  for (const [family, solve] of Object.entries(examples)) {
    await solve();
    solved.push(family);
  }
  return solved;
}\n`;
  writeFileSync(join(folder, 'solve-families.js'), text);
}

/** Wraps a program as a module with one function. (Not every worker built by bundlers supports top-level await.) */
function asFunction(program: string): string {
  const imports = program.match(/^import [^;]*;\n/gm) ?? [];
  const body = imports.reduce((rest, statement) => rest.replace(statement, ''), program);
  const text = `${imports.join('')}\nexport async function run() {\n${body}}\n`;
  return transformSync(text, { loader: 'ts', format: 'esm' }).code;
}

/** Writes the page and its files. */
export function writePage({ folder }: Consumer): void {
  cpSync('test/package/page', folder, { recursive: true });
  writeFamilies(folder);
  writeFileSync(join(folder, 'index.html'), PAGE);
}

/** Writes a page of one module instead. */
export function writeSmallPage({ folder }: Consumer, module: string): void {
  writeFileSync(join(folder, 'page.js'), module);
  writeFileSync(join(folder, 'worker.js'), 'postMessage(1);\n');
  writeFileSync(join(folder, 'index.html'), PAGE);
}

/** Bundles a page from one folder to another. */
export type Bundler = (consumer: Consumer, out: string) => Promise<void>;

/** A plugin of the installed package. */
async function plugin({ folder }: Consumer, name: 'esbuild' | 'rollup') {
  const path = join(folder, `node_modules/superlinear/dist/bundlers/${name}.js`);
  return (await import(/* @vite-ignore */ pathToFileURL(path).href)).superlinear();
}

/** Copies the page's HTML for bundlers that output only scripts. */
function writeHtml(out: string): void {
  mkdirSync(out, { recursive: true });
  writeFileSync(join(out, 'index.html'), PAGE);
}

/** The interface of `build`, common to all versions of Vite. */
type Build = (config: {
  root: string;
  logLevel: 'error';
  base: string;
  build: { outDir: string; emptyOutDir: boolean };
}) => Promise<unknown>;

const byVite =
  (build: Build): Bundler =>
  async ({ folder }, out) => {
    await build({ root: folder, logLevel: 'error', base: './', build: { outDir: out, emptyOutDir: true } });
  };

/** Builds in the mode of the development server, too. */
const byWebpack =
  (mode: 'production' | 'development'): Bundler =>
  async ({ folder }, out) => {
    writeHtml(out);
    const configuration = {
      mode,
      context: folder,
      entry: './page.js',
      output: { path: out, filename: 'page.js' },
      performance: { hints: false as const },
    };
    await new Promise<void>((resolve, reject) => {
      webpack(configuration, (error, statistics) => {
        if (error !== null) reject(error);
        else if (statistics?.hasErrors()) reject(new Error(statistics.toString('errors-only')));
        else resolve();
      });
    });
  };

/** The interface of the server, common to all versions of Vite. */
type Serve = (config: {
  root: string;
  cacheDir: string;
  logLevel: 'error';
  server: { host: string; port: number };
  optimizeDeps: { exclude: string[] };
}) => Promise<{
  listen(): Promise<unknown>;
  readonly resolvedUrls: { local: string[] } | null;
  close(): Promise<void>;
}>;

/** Vite's development servers. */
export const servers: Readonly<Record<string, Serve>> = {
  'Vite 5': serveVite5,
  'Vite 6': serveVite6,
  'Vite 7': serveVite7,
  'Vite 8': serveVite8,
};

/** Serves a folder like `vite` while its address is used. */
export async function served<T>(
  { folder }: Consumer,
  version: string,
  exclude: string[],
  use: (address: string) => Promise<T>,
): Promise<T> {
  const server = await (servers[version] as Serve)({
    root: folder,
    cacheDir: join(folder, 'node_modules/.vite', version),
    logLevel: 'error',
    server: { host: '127.0.0.1', port: 0 },
    optimizeDeps: { exclude },
  });
  try {
    await server.listen();
    return await use(server.resolvedUrls?.local[0] as string);
  } finally {
    await server.close();
  }
}

export const bundlers: Readonly<Record<string, Bundler>> = {
  'Vite 5': byVite(vite5),
  'Vite 6': byVite(vite6),
  'Vite 7': byVite(vite7),
  'Vite 8': byVite(vite8),
  webpack: byWebpack('production'),
  'webpack in development': byWebpack('development'),

  async esbuild(consumer, out) {
    writeHtml(out);
    await esbuild({
      absWorkingDir: consumer.folder,
      entryPoints: ['page.js', 'worker.js'],
      bundle: true,
      splitting: true,
      minify: true,
      format: 'esm',
      outdir: out,
      chunkNames: 'chunks/[name]-[hash]',
      logLevel: 'error',
      plugins: [await plugin(consumer, 'esbuild')],
    });
  },

  async rollup(consumer, out) {
    writeHtml(out);
    const bundle = await rollup({
      input: [join(consumer.folder, 'page.js'), join(consumer.folder, 'worker.js')],
      plugins: [nodeResolve({ browser: true }), await plugin(consumer, 'rollup')],
    });
    await bundle.write({ dir: out, format: 'es' });
    await bundle.close();
  },
};
