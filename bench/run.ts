// Runs the suites: `npm run bench -- [SUITE…] [--large]`. A suite is a file `SUITE.bench.ts` in this folder; without
// names, all suites run.

import { readdirSync } from 'node:fs';

const ENDING = '.bench.js';
const suites = readdirSync(import.meta.dirname)
  .filter((file) => file.endsWith(ENDING))
  .map((file) => file.slice(0, -ENDING.length));
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.find((name) => !suites.includes(name));
if (unknown !== undefined) throw new Error(`There is no suite "${unknown}"; there are ${suites.join(', ')}.`);

for (const suite of asked.length > 0 ? asked : suites) {
  await import(`./${suite}${ENDING}`);
  console.log();
}
