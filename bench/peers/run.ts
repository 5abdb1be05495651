// superlinear against other programs, in turns within one run: `npm run bench:peers -- [FAMILY] [WORKLOAD…] [--quick]`. Names are
// of families or of their workloads; without any, everything is measured.
//
// ../README.md says what the columns mean.

import * as constrained from './constrained/run.js';
import * as coordinate from './coordinate/run.js';
import * as graphs from './graphs/run.js';
import * as sketch from './sketch/run.js';
import * as transport from './transport/run.js';

/** A family beside its peers. */
interface Family {
  readonly workloads: readonly string[];
  run(workloads: readonly string[], quick: boolean): Promise<void>;
}

/** What follows a family's name is a part of it that has peers of its own. */
const families: Readonly<Record<string, Family>> = {
  'coordinate graphs': graphs as Family,
  transport: transport as Family,
  sketch: sketch as Family,
  coordinate: coordinate as Family,
  constrained: constrained as Family,
};

const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const quick = process.argv.includes('--quick');

const names = Object.entries(families).flatMap(([family, { workloads }]) => [
  ...family.split(' '),
  ...workloads,
]);
const unknown = asked.find((name) => !names.includes(name));
if (unknown !== undefined)
  throw new Error(`There is no family or workload "${unknown}"; there are ${names.join(', ')}.`);

for (const [family, { workloads, run }] of Object.entries(families)) {
  const named = workloads.filter((workload) => asked.includes(workload));
  const isWhole =
    asked.length === 0 || (family.split(' ').some((name) => asked.includes(name)) && named.length === 0);
  const chosen = isWhole ? workloads : named;
  if (chosen.length > 0) await run(chosen, quick);
}
