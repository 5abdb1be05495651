// superlinear's answers to thousands of random problems beside those of other programs: `npm run agree -- [FAMILY…] [--runs N] [--seed S]
// [--seconds T] [--kind WORDS] [--number K]`. Families are the folders here. ../README.md says what is compared.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { formatTable } from '../../examples/support/table.js';
import { compared } from './comparison.js';
import { Peer } from './peer.js';
import type { Subject } from './subject.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    runs: { type: 'string', default: '1000' },
    seed: { type: 'string', default: '1' },
    seconds: { type: 'string' },
    kind: { type: 'string' },
    number: { type: 'string' },
  },
});
const families = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'kinds.js')),
);
const unknown = positionals.find((name) => !families.includes(name));
if (unknown !== undefined)
  throw new Error(`There is no comparison of "${unknown}"; there are ${families.join(', ')}.`);
const chosen = positionals.length > 0 ? positionals : families;

let disagreements = 0;
for (const family of chosen) disagreements += await compare(family);
process.exitCode = disagreements > 0 ? 1 : 0;

/** Compares a family, prints its tables, and returns how many causes of disagreement are ours. */
async function compare(family: string): Promise<number> {
  const { subjects } = (await import(`./${family}/kinds.js`)) as { subjects: readonly Subject[] };
  const peer = new Peer(family);
  await peer.start();
  const started = performance.now();
  const book = await compared(family, subjects, (action, model) => peer.ask(action, model), {
    seed: Number(values.seed),
    runs: values.number === undefined ? Number(values.runs) : 1,
    kind: values.kind,
    ...(values.number !== undefined && { number: Number(values.number) }),
    ...(values.seconds !== undefined && { until: started + (1000 * Number(values.seconds)) / chosen.length }),
  });
  peer.stop();
  const minutes = (performance.now() - started) / 60_000;
  console.log(`\n${family}, seed ${values.seed}, against ${peer.versions}\n`);
  console.log(formatTable(book.lines()));
  console.log(
    `\n${(book.trials / minutes).toFixed(0)} problems a minute, ${book.disagreements} causes of disagreement`,
  );
  console.log(book.causes());
  return book.disagreements;
}
