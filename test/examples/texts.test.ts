/** Every example in the README, in the guides and in the doc comments compiles strictly and runs. */

import { execFileSync } from 'node:child_process';
import { chmodSync, cpSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { delimiter, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { beforeAll, describe, expect, test } from 'vitest';
import { COMMAND, transportJobs } from '../support/command.js';
import { examplesOfComments, examplesOfTexts, needsQueue, texts } from '../support/examples.js';

/** A folder inside the package, so that the examples find it by its name. */
const FOLDER = resolve('build/test/texts');

const examples = [...examplesOfTexts(), ...examplesOfComments()];
const fileOf = (place: string) => place.replace(/\W+/g, '-');

/** Creates the examples' prerequisites: files, and in pages a document. */
function prepare(): void {
  rmSync(FOLDER, { recursive: true, force: true });
  mkdirSync(join(FOLDER, 'bin'), { recursive: true });
  writeFileSync(join(FOLDER, 'jobs.jsonl'), transportJobs(10, 5));
  writeFileSync(
    join(FOLDER, 'page.js'),
    "import { transport } from 'superlinear';\nconsole.log(transport);\n",
  );
  mkdirSync(join(FOLDER, 'data'), { recursive: true });
  writeFileSync(join(FOLDER, 'visits.csv'), 'pages,bought\n3,no\n9,yes\n2,no\n7,yes\n');
  cpSync('examples/data', join(FOLDER, 'examples/data'), { recursive: true });
  const program = (name: string, script: string) => {
    writeFileSync(join(FOLDER, name), `#!/bin/sh\n${script}\n`);
    chmodSync(join(FOLDER, name), 0o755);
  };
  program('bin/superlinear', `exec '${process.execPath}' '${COMMAND}' "$@"`);
  // The command to be tuned.
  program('train', 'echo "a loss of $2"');
  program('simulate', 'echo $1');
}

beforeAll(() => {
  prepare();
  for (const { place, code } of examples) {
    writeFileSync(join(FOLDER, `${fileOf(place)}.ts`), `${code}\nexport {};\n`);
  }
  const compilerOptions = {
    target: 'es2022',
    module: 'nodenext',
    lib: ['es2023', 'dom'],
    types: ['node'],
    strict: true,
    noUncheckedIndexedAccess: true,
    exactOptionalPropertyTypes: true,
    skipLibCheck: true,
  };
  writeFileSync(join(FOLDER, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
});

test('all examples compile', () => {
  const tsc = resolve('node_modules/typescript/bin/tsc');
  try {
    execFileSync(process.execPath, [tsc, '-p', FOLDER], { encoding: 'utf8' });
  } catch (error) {
    expect((error as { stdout: string }).stdout).toBe('');
  }
});

test.each(examples.filter((example) => !needsQueue(example)))('$place runs', ({ place }) => {
  const script = `
    globalThis.document ??= { querySelector: () => null };
    await import(${JSON.stringify(pathToFileURL(join(FOLDER, `${fileOf(place)}.js`)).href)});
  `;
  execFileSync(process.execPath, ['--input-type=module', '--eval', script], { cwd: FOLDER, stdio: 'pipe' });
});

describe('in the shell', () => {
  const blocks = texts().flatMap((path) =>
    [...readFileSync(path, 'utf8').matchAll(/^```sh\n(.*?)^```$/gms)]
      .map(({ 1: code = '' }) => code)
      .filter((code) => /^superlinear /m.test(code))
      .map((code) => ({ path, code })),
  );

  test.each(blocks)('$path: $code', ({ code }) => {
    for (const file of readdirSync(FOLDER))
      if (/^records\.|\.jsonl$/.test(file) && file !== 'jobs.jsonl') rmSync(join(FOLDER, file));
    const env = { ...process.env, PATH: `${join(FOLDER, 'bin')}${delimiter}${process.env.PATH}` };
    execFileSync('sh', ['-e', '-c', code], { cwd: FOLDER, env, input: '' });
  });
});
