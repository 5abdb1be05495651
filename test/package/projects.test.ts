/** Small projects of a new user: an empty folder, the tarballs, and a program or a guide's example. */

import { copyFileSync, cpSync, readdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, inject, test } from 'vitest';
import { codeBlocksOf } from '../support/code-blocks.js';
import { transportJobs } from '../support/command.js';
import { Consumer } from './packages.js';

/** The first example of the README and of each guide, by file name. */
const FIRST = ['README.md', ...readdirSync('docs').map((name) => `docs/${name}`)].flatMap((path) => {
  const [example] = codeBlocksOf(path);
  return example ? [{ path, file: `${path.replace(/\W+/g, '-')}.ts`, code: example.code }] : [];
});

const project = new Consumer();

beforeAll(async () => {
  const { main, addon } = inject('tarballs');
  await project.install([main, addon]);
  cpSync('test/package/projects', project.folder, { recursive: true });
  copyFileSync('examples/data/diabetes.csv', join(project.folder, 'diabetes.csv'));
  // Files referenced by the guides' examples.
  project.write('jobs.jsonl', transportJobs(10, 5));
  project.write('page.js', "import { transport } from 'superlinear';\nconsole.log(transport);\n");
  symlinkSync(resolve('node_modules/esbuild'), join(project.folder, 'node_modules/esbuild'));
  for (const { file, code } of FIRST) project.write(file, code);
  const compilerOptions = {
    target: 'esnext',
    module: 'nodenext',
    lib: ['esnext', 'dom'],
    types: ['node'],
    typeRoots: [resolve('node_modules/@types')],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
  };
  writeFileSync(
    join(project.folder, 'tsconfig.json'),
    JSON.stringify({ compilerOptions, include: ['*.ts'] }),
  );
});

afterAll(() => project.remove());

test('the programs and the first example of every guide compile strictly', async () => {
  expect(FIRST.length).toBeGreaterThan(7);
  await project.run(process.execPath, [resolve('node_modules/typescript/bin/tsc'), '-p', '.']);
});

test.each(FIRST)('the first example of $path runs', async ({ file }) => {
  await project.run(process.execPath, [file.replace('.ts', '.js')]);
});

describe('a program', () => {
  const found = async (name: string) => JSON.parse(await project.run(process.execPath, [`${name}.js`]));

  test('fits a lasso to a table', async () => {
    const { entered, kept } = await found('lasso');
    // The order on the path of least angle regression, from the paper with these data (Efron and others, 2004); the
    // first features are far apart.
    expect(entered.slice(0, 4)).toEqual([
      'body mass index',
      'log of triglycerides',
      'blood pressure',
      'high-density lipoproteins',
    ]);
    expect(kept).toEqual(expect.arrayContaining(entered.slice(0, 4)));
  });

  test('fits a curve under an equation', async () => {
    const { status, solution } = await found('fit');
    expect(status).toBe('converged');
    // The parameters used to generate the data, without noise.
    expect(solution).toEqual([0.7, 1.3, 0.3].map((value) => expect.closeTo(value, 6)));
  });

  test('solves a batch of many problems', async () => {
    const { solved, failed, error } = await found('batch');
    expect({ solved, failed }).toEqual({ solved: 5000, failed: 0 });
    expect(error).toBeLessThan(1e-12);
  });

  const NO_ADDON = /^no native addon for \S+: Deno runs without /;
  const program = (name: string) => resolve('node_modules/.bin', name);
  test.each([
    ['Bun', [program('bun'), 'run'], undefined],
    [
      'Deno with the flags of the README',
      [
        program('deno'),
        ...(/`deno (run --allow[^`]*)`/.exec(readFileSync('README.md', 'utf8'))?.[1] ?? '').split(' '),
      ],
      undefined,
    ],
    ['Deno with --allow-read alone', [program('deno'), 'run', '--allow-read'], '--allow-ffi'],
  ])('runs with its workers in %s', async (_, [command = '', ...flags], missing) => {
    const { backend, ...answers } = JSON.parse(await project.run(command, [...flags, 'many-runtimes.js']));
    expect(answers).toEqual({
      task: expect.closeTo(5 / 3, 12),
      blocking: expect.closeTo(5 / 3, 12),
      root: expect.closeTo(Math.SQRT2, 10),
      workers: Array(4).fill(expect.closeTo(5 / 3, 12)),
      worker: Array(2).fill(expect.closeTo(5 / 3, 12)),
    });
    expect(backend.name).toBe(missing === undefined ? 'native' : 'wasm');
    if (missing === undefined) expect(backend.reason).toBeUndefined();
    else expect(backend.reason).toMatch(new RegExp(`${NO_ADDON.source}${missing}$`));
  });
});
