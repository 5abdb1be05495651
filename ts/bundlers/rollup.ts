/** A Rollup plugin for the files loaded by a page: WebAssembly and the worker. */

import { readFileSync } from 'node:fs';
import { assetName, isAsset, refersToFiles, replaceReferences } from './references.js';

/** The part of Rollup's plugin context used here. */
export interface PluginContext {
  emitFile(
    file:
      | { type: 'asset'; name: string; source: Uint8Array; needsCodeReference: true }
      | { type: 'chunk'; id: string },
  ): string;
}

/** The plugin, in Rollup's form. */
export interface RollupPlugin {
  readonly name: string;
  transform(this: PluginContext, code: string, id: string): { code: string; map: null } | null;
}

/**
 * Creates the plugin. The output format must be ES modules.
 *
 * @example
 * ```ts
 * import { nodeResolve } from '@rollup/plugin-node-resolve';
 * import { superlinear } from 'superlinear/rollup';
 *
 * export default {
 *   input: 'page.js',
 *   output: { dir: 'out', format: 'es' },
 *   plugins: [nodeResolve({ browser: true }), superlinear()],
 * };
 * ```
 */
export function superlinear(): RollupPlugin {
  return {
    name: 'superlinear',
    transform(code, id) {
      if (!refersToFiles(id)) return null;
      const emit = (file: string) =>
        this.emitFile(
          isAsset(file)
            ? { type: 'asset', name: assetName(file), source: readFileSync(file), needsCodeReference: true }
            : { type: 'chunk', id: file },
        );
      const replaced = replaceReferences(
        code,
        id,
        (file) => `new URL(import.meta.ROLLUP_FILE_URL_${emit(file)})`,
      );
      return { code: replaced, map: null };
    },
  };
}
