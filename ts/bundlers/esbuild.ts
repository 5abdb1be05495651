/** A plugin that tells esbuild about the files that a page loads: WebAssembly and the worker. */

import { readFile } from 'node:fs/promises';
import { isAsset, MAYBE_REFERRING, refersToFiles, replaceReferences } from './references.js';

/** What the plugin gives esbuild for a file. */
export interface Loaded {
  readonly contents: string | Uint8Array;
  readonly loader: 'js' | 'file';
}

/** The options that the worker shares with the page. */
export interface BundleOptions {
  readonly minify?: boolean;
  readonly target?: string | string[];
  readonly define?: { [key: string]: string };
}

/** What the plugin needs of esbuild. */
export interface PluginBuild {
  readonly initialOptions: BundleOptions;
  readonly esbuild: {
    build(options: object): Promise<{ outputFiles?: { path: string; contents: Uint8Array }[] | undefined }>;
  };
  onResolve(
    options: { filter: RegExp },
    callback: (args: { path: string }) => { path: string; namespace: string },
  ): void;
  onLoad(
    options: { filter: RegExp; namespace?: string },
    callback: (args: { path: string }) => Promise<Loaded | undefined>,
  ): void;
}

/** The plugin, as esbuild takes it. */
export interface EsbuildPlugin {
  readonly name: string;
  setup(build: PluginBuild): void;
}

/** Files are imported by this prefix and their path. */
const PREFIX = 'superlinear-file:';
const NAMESPACE = 'superlinear-file';

/**
 * Makes the plugin. Output must be ES modules.
 *
 * @example
 * ```ts
 * import { build } from 'esbuild';
 * import { superlinear } from 'superlinear/esbuild';
 *
 * await build({
 *   entryPoints: ['page.js'],
 *   bundle: true,
 *   format: 'esm',
 *   outdir: 'out',
 *   plugins: [superlinear()],
 * });
 * ```
 */
export function superlinear(): EsbuildPlugin {
  return {
    name: 'superlinear',
    setup(build) {
      build.onLoad({ filter: MAYBE_REFERRING, namespace: 'file' }, async ({ path }) => {
        return refersToFiles(path) ? importFiles(await readFile(path, 'utf8'), path) : undefined;
      });
      build.onResolve({ filter: new RegExp(`^${PREFIX}`) }, ({ path }) => ({
        path: path.slice(PREFIX.length),
        namespace: NAMESPACE,
      }));
      build.onLoad({ filter: /.*/, namespace: NAMESPACE }, async ({ path }) => ({
        contents: isAsset(path) ? await readFile(path) : await bundleWorker(path, build),
        loader: 'file',
      }));
    },
  };
}

/** Imports the URL of each file that a module refers to. */
function importFiles(code: string, path: string): Loaded {
  const imports: string[] = [];
  const contents = replaceReferences(code, path, (file) => {
    const name = `file${imports.length}`;
    imports.push(`import ${name} from ${JSON.stringify(PREFIX + file)};`);
    return `new URL(${name}, import.meta.url)`;
  });
  return { contents: `${imports.join('\n')}\n${contents}`, loader: 'js' };
}

/** The worker in one file. */
async function bundleWorker(path: string, { initialOptions, esbuild }: PluginBuild): Promise<Uint8Array> {
  const { minify, target, define } = initialOptions;
  const { outputFiles = [] } = await esbuild.build({
    ...{ minify, target, define },
    entryPoints: [path],
    bundle: true,
    format: 'esm',
    write: false,
  });
  const [script] = outputFiles;
  if (script === undefined) throw new Error('esbuild gave no script for the worker');
  return script.contents;
}
