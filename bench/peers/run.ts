// superlinear compared with other programs, in turns within one run: `npm run bench:peers -- [FAMILY] [WORKLOAD…]
// [--quick] [--record]`. Names are families or workloads; without names, everything is measured. `--record` writes the
// ratios to bench/records.
//
// ../README.md explains the columns.

import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { writeRecord } from './records.js';

/** The exports of a folder's `run.ts`: problems of a family, or of a part of it, compared with peers. */
interface Comparison {
  readonly workloads: readonly string[];
  run(workloads: readonly string[], quick: boolean): Promise<void>;
  /** The family, if the folder is named after a part of it. */
  readonly family?: string;
}

const folders = readdirSync(import.meta.dirname).filter((name) =>
  existsSync(join(import.meta.dirname, name, 'run.js')),
);
const comparisons = new Map<string, Comparison>();
for (const name of folders) comparisons.set(name, await import(`./${name}/run.js`));

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = process.argv.includes('--quick');

const namesOf = (folder: string, { family }: Comparison) => [
  folder,
  ...(family === undefined ? [] : [family]),
];
const names = [...comparisons].flatMap(([folder, comparison]) => [
  ...namesOf(folder, comparison),
  ...comparison.workloads,
]);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined)
  throw new Error(`There is no family or workload "${unknown}"; there are ${names.join(', ')}.`);

for (const [folder, comparison] of comparisons) {
  const named = comparison.workloads.filter((workload) => asked.includes(workload));
  const isAsked = namesOf(folder, comparison).some((name) => asked.includes(name));
  const isWhole = asked.length === 0 || (isAsked && named.length === 0);
  const chosen = isWhole ? comparison.workloads : named;
  if (chosen.length > 0) await comparison.run(chosen, quick);
}
if (process.argv.includes('--record')) writeRecord(asked, quick);
