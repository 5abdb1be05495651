/** Every method of the engine has its export, its blocking variant, its specification and its section in the guide. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as superlinear from 'superlinear';
import { describe, expect, test } from 'vitest';
import { loadAddon } from '../../dist/backends/addon.js';

const { methods } = JSON.parse(loadAddon().describe()) as { methods: { name: string }[] };

/** A task and a dialogue may share a name. */
const names = [...new Set(methods.map(({ name }) => name))].filter((name) => !name.startsWith('engine.'));

const functionsOf = (family: string) =>
  (superlinear as unknown as Record<string, Record<string, unknown>>)[family] ?? {};

/** A built module and its direct and indirect imports, static or dynamic. */
function modulesOf(path: string, found = new Set<string>()): Set<string> {
  if (found.has(path) || !existsSync(path)) return found;
  found.add(path);
  const imports = readFileSync(path, 'utf8').matchAll(/(?:from |import\()'(\.[^']*\.js)'/g);
  for (const [, target = ''] of imports) modulesOf(join(dirname(path), target), found);
  return found;
}

test('what the command tells of methods is loaded by nothing else', () => {
  const roots = [
    'index',
    'backends/page',
    'backends/page-worker',
    ...superlinear.families.map((family) => `families/${family}`),
  ];
  const reference = join('dist', 'generated/reference.js');
  for (const root of roots) {
    const modules = modulesOf(join('dist', `${root}.js`));
    expect(modules.size).toBeGreaterThan(2);
    expect([...modules]).not.toContain(reference);
  }
  expect([...modulesOf(join('dist', 'cli/main.js'))]).toContain(reference);
});

test('every function of data is a method for jobs', () => {
  const known: readonly string[] = superlinear.methods.map(({ name }) => name);
  expect(known).toEqual(expect.arrayContaining(names));
  for (const family of superlinear.families) {
    const blocking = Object.keys(functionsOf(family)).filter((name) => name.endsWith('Sync'));
    for (const twin of blocking) expect(known).toContain(`${family}.${twin.slice(0, -'Sync'.length)}`);
  }
});

describe.each(names)('%s', (name) => {
  const [family, method] = name.split('.') as [string, string];
  const exported = functionsOf(family);

  test('is exported, and has a blocking form', () => {
    expect(exported[method]).toBeTypeOf('function');
    expect(exported[`${method}Sync`]).toBeTypeOf('function');
  });

  test('has a specification', () => {
    const folder = `test/conformance/${family}`;
    const files = readdirSync(folder).filter((file) => file.endsWith('.test.ts'));
    const texts = files.map((file) => readFileSync(`${folder}/${file}`, 'utf8'));
    expect(texts.some((text) => text.includes(`method: '${name}'`))).toBe(true);
  });

  test('has a place in the guide', () => {
    expect(readFileSync(`docs/${family}.md`, 'utf8')).toContain(method);
  });
});

/** The modules with the functions of each family. */
const modules = ['generated', 'families'].flatMap((folder) =>
  superlinear.families.map((family) => ({ family, path: `ts/${folder}/${family}.ts` })),
);

// A missing import would go unnoticed until a bundler drops all modules that a page does not need.
test.each([{ family: 'engine', path: 'ts/engine.ts' }, ...modules])(
  '$path says where the WebAssembly of its functions is',
  ({ family, path }) => {
    const text = readFileSync(path, 'utf8');
    if (/^export (async )?function/m.test(text)) expect(text).toContain(`#wasm/${family}.js';`);
    for (const folder of ['wasm', 'edge'])
      expect(readdirSync(`ts/generated/${folder}`)).toContain(`${family}.ts`);
  },
);
