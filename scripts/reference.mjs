// npm run docs: the reference of all public functions and types, in build/docs. Broken links are errors.

import { cpSync, existsSync, mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { main } from './lib/build.mjs';
import { at, publicModules } from './lib/project.mjs';
import { run } from './lib/run.mjs';

/** The folder of TypeDoc and of its TypeScript. */
const TOOLS = 'build/reference';

/** Installs TypeDoc, unless the installed version matches the lock file. */
async function installTools() {
  const lock = 'package-lock.json';
  mkdirSync(at(TOOLS), { recursive: true });
  const same = (name) =>
    existsSync(at(TOOLS, name)) &&
    readFileSync(at(TOOLS, name), 'utf8') === readFileSync(at('scripts/reference', name), 'utf8');
  if (same(lock) && existsSync(at(TOOLS, 'node_modules/typedoc'))) return;
  for (const name of ['package.json', lock]) cpSync(at('scripts/reference', name), at(TOOLS, name));
  const options = { shell: process.platform === 'win32' };
  await run(['npm', 'ci', '--prefix', TOOLS, '--no-audit', '--no-fund'], options);
}

await main(async () => {
  await installTools();
  await run([
    process.execPath,
    join(at(TOOLS), 'node_modules/typedoc/bin/typedoc'),
    ...[
      '--tsconfig',
      'ts/tsconfig.json',
      '--out',
      'build/docs',
      '--readme',
      'README.md',
      '--name',
      'superlinear',
    ],
    ...[
      '--treatWarningsAsErrors',
      '--skipErrorChecking',
      '--excludeInternal',
      '--disableSources',
      '--hideGenerator',
    ],
    ...publicModules().map(({ source }) => source),
  ]);
  console.log(at('build/docs/index.html'));
});
