/** An esbuild plugin for the files loaded by a page: WebAssembly and the worker. */

import { readFile } from 'node:fs/promises';
import { isAsset, MAYBE_REFERRING, refersToFiles, replaceReferences } from './references.js';

/** The plugin's result for a file. */
export interface Loaded {
  readonly contents: string | Uint8Array;
  readonly loader: 'js' | 'file';
}

/** The build options shared by the page and the worker. */
export interface BundleOptions {
  readonly minify?: boolean;
  readonly target?: string | string[];
  readonly define?: { [key: string]: string };
}

/** The part of esbuild's plugin interface used here. */
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

/** The plugin, in esbuild's form. */
export interface EsbuildPlugin {
  readonly name: string;
  setup(build: PluginBuild): void;
}

/** The import prefix of file paths. */
const PREFIX = 'superlinear-file:';
const NAMESPACE = 'superlinear-file';

/**
 * Creates the plugin. The output format must be ES modules.
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

/** Rewrites a module to import the URLs of the files it refers to. */
function importFiles(code: string, path: string): Loaded {
  const imports: string[] = [];
  const contents = replaceReferences(code, path, (file) => {
    const name = `file${imports.length}`;
    imports.push(`import ${name} from ${JSON.stringify(PREFIX + file)};`);
    return `new URL(${name}, import.meta.url)`;
  });
  return { contents: `${imports.join('\n')}\n${contents}`, loader: 'js' };
}

/** Bundles the worker into one file. */
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
