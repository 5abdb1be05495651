// npm run audit [-- --strict]
//
// Audits the licenses and the known vulnerabilities of dependencies, by cargo-deny (deny.toml) and npm audit. Both need a network for their
// advisories. A check that could not be run is reported; with --strict it is a failure.

import { readArguments } from './lib/arguments.mjs';
import { main } from './lib/build.mjs';
import { attempt } from './lib/run.mjs';

/** Failures of the network or the registry, and programs that are not installed. */
const NOT_RUN =
  /no such command|ENOENT|failed to (get|fetch|clone)|couldn't fetch|audit endpoint returned an error|ENOTFOUND/i;

const deny = (...checks) => ['cargo', 'deny', '--log-level', 'warn', 'check', ...checks];

const CHECKS = {
  'licenses and sources of crates': deny('licenses', 'bans', 'sources'),
  'advisories of crates': deny('advisories'),
  'advisories of npm packages': ['npm', 'audit'],
};

const ADVICE = 'cargo install cargo-deny, and a registry that answers, are needed for all of them';

await main(async () => {
  const { values } = readArguments({ strict: { type: 'boolean', default: false } });
  const counts = { passed: 0, failed: 0, 'not run': 0 };
  for (const [name, command] of Object.entries(CHECKS)) {
    const { code, output } = await attempt(command, { shell: process.platform === 'win32' });
    const outcome = code === 0 ? 'passed' : NOT_RUN.test(output) ? 'not run' : 'failed';
    counts[outcome]++;
    console.log(`${name.padEnd(32)} ${outcome}`);
    if (outcome !== 'passed') console.log(output.trim().replace(/^/gm, '  '));
  }
  if (counts['not run'] > 0) console.log(`${counts['not run']} could not be run: ${ADVICE}`);
  const isBad = counts.failed > 0 || (values.strict && counts['not run'] > 0);
  process.exitCode = isBad ? 1 : 0;
});
