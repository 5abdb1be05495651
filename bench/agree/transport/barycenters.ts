// Regularized barycenters against POT's.

import { transport } from 'superlinear';
import { at, sum } from '../../../test/certificates/support.js';
import { certifyBarycenter } from '../../../test/certificates/transport.js';
import type { Random } from '../random.js';
import { type Finding, type Outcome, type Reply, subject } from '../subject.js';
import { compareFigures } from '../verdict.js';
import { masses } from './problems.js';

interface Histograms {
  readonly histograms: number[][];
  readonly points: number[][];
  readonly weights: number[];
  readonly regularization: number;
}

/** Histograms on points of a line, whose values are drawn by `mass`. */
const histograms =
  (mass: (random: Random) => number) =>
  (random: Random): Histograms => {
    const [n, k, unit] = [random.integer(2, 10), random.integer(1, 3), random.pick([1, 1e-3, 1e3])];
    const ratio = random.pick([1e-3, 0.01, 0.1, 1]);
    return {
      histograms: random.list(k, () => masses(random.list(n, () => mass(random)))),
      points: random.list(n, (i) => [i * unit]),
      weights: random.list(k, () => random.uniform(0.1)),
      regularization: ratio * ((n - 1) * unit) ** 2,
    };
  };

type Barycenter = Reply & { readonly status: string; readonly barycenter: number[] };

function* judgeBarycenter(
  _: Histograms,
  { status, solution }: Outcome<transport.BarycenterSolution>,
  { status: theirs, barycenter }: Barycenter,
): Iterable<Finding> {
  if (theirs !== 'converged') return;
  if (status !== 'converged' || solution === undefined)
    return yield {
      cause: `${status} where the peer converges`,
      detail: `marginal error ${solution?.marginalError}`,
    };
  const apart = sum(barycenter.map((mass, k) => Math.abs(mass - at(solution.barycenter, k))));
  yield* compareFigures('the barycenter', apart, 0, 1e-5);
}

export const barycenters = subject<Histograms, transport.BarycenterSolution, Barycenter>({
  method: 'barycenter',
  kinds: {
    positive: histograms((random) => random.uniform(0.1)),
    images: histograms((random) => random.integer(0, 255)),
    degenerate: histograms((random) => random.integer(0, 1)),
  },
  axes: [
    ['histograms', 'weights'],
    ['points', 'histograms.*'],
  ],
  peer: 'barycenter',
  solve: transport.barycenterSync,
  certify: certifyBarycenter,
  judge: judgeBarycenter,
});
