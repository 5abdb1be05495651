// Hangs chains between two nails by minimizing the height of their joints subject to the lengths of the links, and adds
// lanterns. The multipliers are the forces in the links; with many links the chain is the catenary.
//
//   npm start -- chain           up to 1000 links
//   npm start -- chain --small   up to 200 links

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, constrained, numerics } from 'superlinear';
import { drawChains, type Hung } from './support/chain-drawing.js';
import { hangingChain, LENGTH } from './support/hanging-chain.js';
import { writeDrawing } from './support/pictures.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

/** The catenary y = a cosh((x - 1/2) / a) + c of this length: 2 a sinh(1 / (2 a)). */
const { root: a } = await numerics.brentRoot({
  function: (a: number) => 2 * a * Math.sinh(1 / (2 * a)) - LENGTH,
  lower: 0.1,
  upper: 10,
});
const catenary = (x: number) => a * (Math.cosh((x - 0.5) / a) - Math.cosh(0.5 / a));

/** Hangs a chain of total weight 1, with a lantern of this weight a third of its length from the left nail. */
async function hang(links: number, lantern: number): Promise<Hung> {
  const weights = new Float64Array(links - 1).fill(1 / (links - 1));
  const at = Math.round(links / 3) - 1;
  weights[at] += lantern;
  const started = performance.now();
  const { status, solution, multipliers, iterations } = await constrained.minimize(
    hangingChain(links, weights),
  );
  const elapsed = performance.now() - started;
  const joints = Array.from({ length: links - 1 }, (_, k) => [solution[2 * k], solution[2 * k + 1]] as const);
  // A link's equation is d'd = s^2 for the difference d of its ends: its force is twice the multiplier times s.
  const pulls = Array.from(multipliers, (multiplier) => (2 * multiplier * LENGTH) / links);
  return {
    links,
    lantern,
    status,
    iterations,
    elapsed,
    at,
    joints: [[0, 0], ...joints, [1, 0]],
    pulls,
    sag: -Math.min(...joints.map(([, y]) => y)),
  };
}

const chains: Hung[] = [];
for (const links of values.small ? [6, 20, 200] : [6, 20, 200, 1000]) chains.push(await hang(links, 0));
const lanterns: Hung[] = [];
for (const lantern of [0, 0.5, 2, 10]) lanterns.push(await hang(60, lantern));

console.log(
  formatTable(
    [...chains, ...lanterns].map((chain) => ({
      links: String(chain.links),
      lantern: chain.lantern === 0 ? '' : String(chain.lantern),
      status: chain.status,
      iterations: String(chain.iterations),
      sag: chain.sag.toFixed(5),
      'pull at the left nail': chain.pulls[0].toFixed(4),
      time: `${chain.elapsed.toFixed(1)} ms`,
    })),
  ),
);
// Half of the weight hangs on each nail; the other component follows from the slope of the tangent.
const pull = (a / LENGTH) * Math.cosh(0.5 / a);
console.log(
  `\nThe catenary's sag is ${(-catenary(0.5)).toFixed(5)}, its pull at the nails ${pull.toFixed(4)}.`,
);

const file = await writeDrawing('hanging-chain.svg', drawChains(chains, lanterns, catenary));
console.log(`Chains, and what pulls in their links: ${relative('', file)}`);
