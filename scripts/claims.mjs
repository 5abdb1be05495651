// npm run claims -- [FAMILY] [--json]: the papers' claims with this library's measurements, as printed by `superlinear
// claims`. npm run claims -- --write: rewrites docs/claims.md.

import { writeFileSync } from 'node:fs';
import { readArguments } from './lib/arguments.mjs';
import { bring, main } from './lib/build.mjs';
import { at, families } from './lib/project.mjs';
import { attempt } from './lib/run.mjs';

async function show(family, { json }) {
  await bring('native', { quiet: true });
  const command = [
    process.execPath,
    at('dist/cli/main.js'),
    'claims',
    ...family,
    ...(json ? ['--json'] : []),
  ];
  process.exitCode = (await attempt(command, { stream: true })).code;
}

async function write() {
  const { claimsOf } = await import('../dist/claims/support/load.js');
  const { claimsPage } = await import('./lib/claims-page.mjs');
  const claims = await Promise.all(families().map(async (family) => [family, await claimsOf(family)]));
  writeFileSync(at('docs/claims.md'), claimsPage(Object.fromEntries(claims)));
}

await main(async () => {
  const options = { write: { type: 'boolean' }, json: { type: 'boolean' } };
  const { values, positionals } = readArguments(options, true);
  for (const step of ['dependencies', 'typescript']) await bring(step, { quiet: true });
  await (values.write ? write() : show(positionals, values));
});
