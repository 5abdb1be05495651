/** The packages as Node's users get them: tarballs installed into empty folders, with the addon and without. */

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { families, version } from 'superlinear';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { addressFields } from '../../scripts/lib/packages.mjs';
import { Consumer } from './packages.js';

/** Solves one problem of each family; dialogues and tasks, blocking and not. */
const SOLVE = `
const solve = async ({ backend, constrained, numerics, sketch, transport }) => ({
  backend: backend(),
  transport: (await transport.exact({ cost: [[4, 1, 3], [2, 0, 5], [3, 2, 2]] })).transportCost,
  sketch: Array.from(sketch.lstsqSync({ matrix: [[1, 0], [1, 1], [1, 2]], rightSide: [1, 3, 5] }).solution),
  constrained: Array.from((await constrained.minimize({
    objective: ([x, y]) => x + y,
    constraints: ([x, y]) => [x * x + y * y - 2],
    constraintCount: 1,
    initial: [-2, 0],
  })).solution),
  numerics: numerics.brentRootSync({ function: (x) => x * x - 2, lower: 0, upper: 2 }).root,
});
`;
const BY_IMPORT = `${SOLVE} import * as superlinear from 'superlinear';
console.log(JSON.stringify(await solve(superlinear)));`;
const BY_REQUIRE = `${SOLVE} solve(require('superlinear')).then((found) => console.log(JSON.stringify(found)));`;

interface Found {
  readonly backend: { readonly name: string; readonly version: string; readonly reason?: string };
  readonly [family: string]: unknown;
}

const packages = inject('tarballs');
const native = new Consumer();
const wasm = new Consumer();

beforeAll(async () => {
  await native.install([packages.main, packages.addon]);
  await wasm.install([packages.main], '--omit=optional');
}, 300_000);

afterAll(() => {
  native.remove();
  wasm.remove();
});

/** The names by which headings are linked to, as npm and others make them. */
const anchorsOf = (text: string) =>
  [...text.matchAll(/^#+ (.*)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\w\s-]/g, '')
      .replaceAll(' ', '-'),
  );

const solved = async (consumer: Consumer, how: 'import' | 'require'): Promise<Found> => {
  const text =
    how === 'import'
      ? await consumer.node('main.mjs', BY_IMPORT)
      : await consumer.node('main.cjs', BY_REQUIRE);
  return JSON.parse(text) as Found;
};

describe.each(['import', 'require'] as const)('by %s', (how) => {
  test('the addon is used where its package is there', async () => {
    const { backend, ...found } = await solved(native, how);
    expect(backend).toMatchObject({ name: 'native', version });
    expect(backend.reason).toBeUndefined();
    expect(found.transport).toBeCloseTo(5 / 3, 12);
  });

  test('WebAssembly is used where it is not, with the same results, and it is told why', async () => {
    const { backend, ...found } = await solved(wasm, how);
    expect(backend).toMatchObject({ name: 'wasm', version });
    expect(backend.reason).toMatch(
      /no native addon for .*: the package @superlinear\/native-.* is not installed/,
    );
    const { backend: _, ...expected } = await solved(native, how);
    for (const [family, values] of Object.entries(expected)) {
      const [left, right] = [values, found[family]].map((value) => [value].flat() as number[]);
      left?.forEach((value, index) => {
        expect(right?.[index]).toBeCloseTo(value, 10);
      });
    }
  });
});

describe('the main package', () => {
  const file = (name: string) => join(native.folder, 'node_modules/superlinear', name);

  test('has one WebAssembly file a family, and no addon', () => {
    for (const family of families) expect(existsSync(file(`dist/wasm/${family}.wasm`))).toBe(true);
    expect(existsSync(file('dist/native'))).toBe(false);
  });

  test('names no folder of the computer that built it', () => {
    const folder = join(native.folder, 'node_modules/@superlinear');
    const [addon = ''] = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
      name.endsWith('.node'),
    );
    const text = readFileSync(join(folder, addon), 'latin1');
    expect(text).toContain('cargo/registry/');
    expect(text).not.toContain(`${homedir()}/`);
  });

  test('and the platform’s have the license, and the notices of what is linked into them', () => {
    const addon = readdirSync(join(native.folder, 'node_modules/@superlinear'))[0] ?? '';
    for (const folder of ['superlinear', `@superlinear/${addon}`]) {
      const text = (name: string) => readFileSync(join(native.folder, 'node_modules', folder, name), 'utf8');
      expect(text('LICENSE')).toContain('Permission is hereby granted');
      const notices = text('THIRD-PARTY.md');
      for (const name of ['faer', 'mimalloc', 'napi', 'rayon', 'serde_json', 'wasm-bindgen']) {
        expect(notices).toMatch(new RegExp(`^- \\*\\*${name} \\d+\\.\\d+.*(MIT|Apache)`, 'm'));
      }
      expect(notices).not.toMatch(/^- \*\*(syn|serde_derive|bindgen) /m);
    }
  });

  test('depends on exactly this version of the platform’s package, and on nothing heavy', () => {
    const manifest = JSON.parse(readFileSync(file('package.json'), 'utf8'));
    const optional = Object.entries(manifest.optionalDependencies as Record<string, string>);
    expect(optional.length).toBeGreaterThan(0);
    for (const [name, range] of optional) {
      expect(name).toMatch(/^@superlinear\/native-/);
      expect(range).toBe(version);
    }
    expect(Object.keys(manifest.dependencies)).toEqual(['commander']);
    expect(manifest.scripts).toBeUndefined();
  });

  test('says what it is about, and where it is on the web only if that is somewhere', () => {
    const { keywords, repository, homepage, bugs } = JSON.parse(readFileSync(file('package.json'), 'utf8'));
    expect(keywords).toContain('optimal-transport');
    expect({ repository, homepage, bugs }).toEqual({});
    expect(addressFields(undefined)).toEqual({});
    expect(addressFields('https://example.org/owner/name')).toEqual({
      repository: { type: 'git', url: 'git+https://example.org/owner/name.git' },
      homepage: 'https://example.org/owner/name#readme',
      bugs: 'https://example.org/owner/name/issues',
    });
  });

  test('has texts whose links lead to what it holds', () => {
    const texts = ['README.md', 'CHANGELOG.md', 'CONTRIBUTING.md', 'SECURITY.md'];
    texts.push(...readdirSync(file('docs')).map((name) => `docs/${name}`));
    expect(texts).toContain('docs/transport.md');
    const links = texts.flatMap((text) =>
      [...readFileSync(file(text), 'utf8').matchAll(/\]\(([^)\s]+)\)/g)].map(([, link = '']) => ({
        text,
        link,
      })),
    );
    const local = links.filter(({ link }) => !/^https?:/.test(link));
    expect(local.length).toBeGreaterThan(30);
    const dead = local.filter(({ text, link }) => {
      const [path = '', anchor] = link.split('#');
      const target = path === '' ? text : join(dirname(text), path);
      if (!existsSync(file(target))) return true;
      return anchor !== undefined && !anchorsOf(readFileSync(file(target), 'utf8')).includes(anchor);
    });
    expect(dead).toEqual([]);
  });

  test('names every platform of a release', () => {
    const { napi } = JSON.parse(readFileSync('package.json', 'utf8'));
    expect(napi.targets).toHaveLength(8);
  });

  test('has a module for each family', async () => {
    const script = `for (const name of ${JSON.stringify([...families, 'batch'])}) await import('superlinear/' + name);`;
    await native.node('families.mjs', script);
  });

  test('loads neither an engine nor the command before they are used', async () => {
    const script = `
      import module from 'node:module';
      const loaded = [];
      const extend = (kind) => {
        const load = module._extensions[kind];
        module._extensions[kind] = (...args) => (loaded.push(args[1]), load(...args));
      };
      extend('.node');
      extend('.js');
      const { backend } = await import('superlinear');
      const before = loaded.length;
      backend();
      console.log(before, loaded.some((path) => path.endsWith('.node')));
    `;
    expect((await native.node('lazy.mjs', script)).trim()).toBe('0 true');
  });

  test('is what publint and attw accept', async () => {
    const bin = (path: string) => resolve('node_modules', path);
    const folder = join(native.folder, 'node_modules/superlinear');
    await native.run(process.execPath, [bin('publint/src/cli.js'), '--strict', folder]);
    const attw = bin('@arethetypeswrong/cli/dist/index.js');
    await native.run(process.execPath, [attw, packages.main, '--profile', 'esm-only']);
  });
});

describe('the command', () => {
  const command = (consumer: Consumer) => join(consumer.folder, 'node_modules/.bin/superlinear');

  test('is installed, and solves', async () => {
    native.write('job.json', '{"method":"transport.exact","problem":{"cost":[[4,1],[2,0]]}}');
    const solution = JSON.parse(await native.run(command(native), ['solve', 'job.json']));
    expect(solution.transportCost).toBe(1.5);
  });

  test('runs batches by WebAssembly too', async () => {
    wasm.write('jobs.jsonl', '{"method":"transport.exact","problem":{"cost":[[4,1],[2,0]]}}\n'.repeat(20));
    await wasm.run(command(wasm), ['batch', 'jobs.jsonl', '--out', 'records.jsonl', '--ordered']);
    const records = readFileSync(join(wasm.folder, 'records.jsonl'), 'utf8').trim().split('\n');
    expect(records.map((record) => JSON.parse(record).solution.transportCost)).toEqual(Array(20).fill(1.5));
  });
});

describe('types', () => {
  /** Every family in one strict program. A wrong type must be an error, or the types would be `any`. */
  const PROGRAM = `
    import { backend, constrained, families, numerics, sketch, SuperlinearError, transport } from 'superlinear';
    import { exact } from 'superlinear/transport';
    import { runBatch } from 'superlinear/batch';

    export async function main(signal: AbortSignal): Promise<number> {
      const { plan, transportCost } = await transport.sinkhornNewton(
        { cost: [[0, 1], [1, 0]], regularization: 0.1, plan: 'dense' },
        { signal, onProgress: ({ marginalError }) => console.log(marginalError.toFixed()) },
      );
      const { solution }: sketch.LstsqSolution = sketch.lstsqSync({ matrix: [[1]], rightSide: Float64Array.of(1) });
      const minimum = await constrained.minimize({ objective: ([x = 0]) => x * x, initial: [1] });
      const { root } = numerics.brentRootSync({ function: (x) => x, lower: -1, upper: 1 });
      // @ts-expect-error: there is no such argument
      await exact({ costs: [[1]] });
      // @ts-expect-error: a number is no matrix
      await exact({ cost: 1 });
      const { solved } = await runBatch({ input: 'a', output: 'b' });
      const family: 'transport' | string = families[0];
      if (new Error() instanceof SuperlinearError || family === backend().name) return solved;
      return transportCost + root + (minimum.solution[0] ?? 0) + (plan ? 1 : 0) + ('rows' in solution ? 0 : 1);
    }
  `;

  test.each([
    ['nodenext', ['es2022'], ['node']],
    ['bundler', ['es2022', 'dom'], ['node']],
  ])('pass a strict compiler that resolves as %s', async (moduleResolution, lib, types) => {
    native.write('program.ts', PROGRAM);
    const compilerOptions = {
      target: 'es2022',
      module: moduleResolution === 'nodenext' ? 'nodenext' : 'esnext',
      moduleResolution,
      lib,
      types,
      typeRoots: [resolve('node_modules/@types')],
      strict: true,
      exactOptionalPropertyTypes: true,
      noUncheckedIndexedAccess: true,
      skipLibCheck: false,
      noEmit: true,
    };
    native.write('tsconfig.json', JSON.stringify({ compilerOptions, files: ['program.ts'] }));
    await native.run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', 'tsconfig.json']);
  });
});
