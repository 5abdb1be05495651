/** Bundlers keep what is used: one function alone must bring the WebAssembly of its family. */

import { nodeResolve } from '@rollup/plugin-node-resolve';
import { type OutputChunk, type Plugin, rollup } from 'rollup';
import * as superlinear from 'superlinear';
import { expect, test } from 'vitest';

const exported = new Map<string, unknown>(Object.entries(superlinear));

/** The functions that call the engine, in all forms, as `family.name`. */
function callers(): string[] {
  const forms = superlinear.methods.flatMap(({ name }) => [name, `${name}Sync`, `${name}Dialogue`]);
  return [...forms, 'stochastic.fitStream'].filter((form) => {
    const [family = '', name = ''] = form.split('.');
    return name in (exported.get(family) as object);
  });
}

/** Programs of one function each, by the function. */
const programs: Plugin = {
  name: 'programs',
  resolveId: (id) => (id.startsWith('program:') ? id : undefined),
  load(id) {
    const [, family, name] = /^program:(\w+)\.(\w+)$/.exec(id) ?? [];
    if (family === undefined) return undefined;
    return `import { ${name} } from 'superlinear/${family}'; globalThis.called = ${name};`;
  },
};

/** The modules that a chunk loads at its start. */
function modulesOf(
  file: string,
  chunks: ReadonlyMap<string, OutputChunk>,
  visited = new Set<string>(),
): string[] {
  const chunk = chunks.get(file);
  if (chunk === undefined || visited.has(file)) return [];
  visited.add(file);
  return [...chunk.moduleIds, ...chunk.imports.flatMap((other) => modulesOf(other, chunks, visited))];
}

test('every function brings the WebAssembly of its family', async () => {
  const bundle = await rollup({
    input: Object.fromEntries(callers().map((caller) => [caller, `program:${caller}`])),
    plugins: [
      programs,
      nodeResolve({ rootDir: '.', exportConditions: ['workerd', 'browser', 'production'] }),
    ],
    external: /\.wasm\?module$|wasm\/glue\.js$/,
  });
  const { output } = await bundle.generate({ format: 'es', entryFileNames: '[name].js' });
  const chunks = new Map(
    output.flatMap((one) => (one.type === 'chunk' ? [[one.fileName, one] as const] : [])),
  );
  const without = callers().filter((caller) => {
    const [family] = caller.split('.');
    const modules = modulesOf(`${caller}.js`, chunks);
    return !modules.some((id) => id.replaceAll('\\', '/').endsWith(`/dist/generated/edge/${family}.js`));
  });
  expect(callers().length).toBeGreaterThan(2 * superlinear.methods.length);
  expect(without).toEqual([]);
});
