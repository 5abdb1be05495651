// Expressions compared with peers on the same doubles, all on one thread.

import { workloads as functions, type WorkloadName } from '../../expression/workloads.js';
import { compare } from './comparison.js';
import { compareMinimum, type MinimumName, sizes } from './minimum.js';
import { PeerWorker } from './worker.js';

const minima = Object.keys(sizes) as MinimumName[];

export const workloads = [...(Object.keys(functions) as WorkloadName[]), ...minima];

type Name = (typeof workloads)[number];

const isMinimum = (name: Name): name is MinimumName => name in sizes;

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Name[], quick: boolean): Promise<void> {
  const { worker, versions } = await PeerWorker.start();
  console.log(`Against ${versions}. Ratios are of processor times: the program's over ours.\n`);
  const rounds = quick ? 1 : 5;
  for (const name of chosen)
    console.log(
      isMinimum(name) ? await compareMinimum(name, worker, rounds) : await compare(name, worker, rounds),
    );
  worker.stop();
}
