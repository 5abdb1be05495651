/** Every method of the engine has its export, its blocking twin, its specification and its place in the guide. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import * as superlinear from 'superlinear';
import { describe, expect, test } from 'vitest';

interface Addon {
  describe(): string;
}

const addon = createRequire(import.meta.url)('../../dist/native/loader.js') as Addon;
const { methods } = JSON.parse(addon.describe()) as { methods: { name: string }[] };

/** A task and a dialogue may share a name. */
const names = [...new Set(methods.map(({ name }) => name))].filter((name) => !name.startsWith('engine.'));

const kebab = (name: string) => name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);

describe.each(names)('%s', (name) => {
  const [family, method] = name.split('.') as [string, string];
  const exported = (superlinear as unknown as Record<string, Record<string, unknown>>)[family] ?? {};

  test('is exported, and has a blocking form', () => {
    expect(exported[method]).toBeTypeOf('function');
    expect(exported[`${method}Sync`]).toBeTypeOf('function');
  });

  test('has a specification', () => {
    const word = kebab(method).split('-')[0];
    const files = [kebab(method), word].map((file) => `test/conformance/${family}/${file}.test.ts`);
    const file = files.find((candidate) => existsSync(candidate)) ?? '';
    expect(readFileSync(file, 'utf8')).toContain(`method: '${name}'`);
  });

  test('has a place in the guide', () => {
    expect(readFileSync(`docs/${family}.md`, 'utf8')).toContain(method);
  });
});

/** The modules with the functions of each family. */
const modules = ['generated', 'families'].flatMap((folder) =>
  superlinear.families.map((family) => ({ family, path: `ts/${folder}/${family}.ts` })),
);

// One that did not would work until a bundler leaves out all modules but those that a page needs.
test.each([{ family: 'engine', path: 'ts/engine.ts' }, ...modules])(
  '$path says where the WebAssembly of its functions is',
  ({ family, path }) => {
    const text = readFileSync(path, 'utf8');
    if (/^export (async )?function/m.test(text)) expect(text).toContain(`/wasm/${family}.js';`);
    expect(readdirSync('ts/generated/wasm')).toContain(`${family}.ts`);
  },
);
