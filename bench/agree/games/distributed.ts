// Means of affine maps with a positive definite part: against NumPy's solution of their linear system.

import { games } from 'superlinear';
import { certifyDistributed } from '../../../test/certificates/equilibria.js';
import { at, dot, norm } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareFigures, mustConverge } from '../verdict.js';

interface Workers {
  readonly matrices: number[][][];
  readonly vectors: number[][];
  readonly compressor: games.CompressorKind;
  readonly fraction: number;
  readonly participation: number;
}

const workers =
  (apart: number, compressor: games.CompressorKind, unit: (random: Random) => number) =>
  (random: Random): Workers => {
    const [count, n, own] = [random.integer(1, 5), random.integer(1, 6), unit(random)];
    const matrices = random.list(count, () => {
      const [factor, skew] = [random.normals(n, n), random.normals(n, n)];
      return random.matrix(n, n, (i, j) => {
        const square = dot(factor[i] as number[], factor[j] as number[]) / n;
        const turned = 0.5 * (at(skew[i] as number[], j) - at(skew[j] as number[], i));
        return own * (apart * (square + turned) + (i === j ? 1 : 0));
      });
    });
    return {
      matrices,
      vectors: random.normals(count, n).map((row) => row.map((value) => own * value)),
      compressor,
      fraction: random.pick([0.1, 0.5, 1]),
      participation: random.pick([1, 1, 0.5]),
    };
  };

export const distributed = subject<
  Workers,
  games.DistributedSolution,
  Reply & { solution: number[]; inverse: number }
>({
  method: 'distributed',
  kinds: {
    'largest entries': workers(1, 'top', () => 1),
    'random entries': workers(1, 'random', () => 1),
    alike: workers(0.1, 'top', () => 1),
    scaled: workers(1, 'top', (random) => random.decade(-4, 4)),
  },
  axes: [['matrices', 'vectors']],
  codes: ['fraction', 'participation'],
  peer: 'mean_root',
  pose: ({ matrices, vectors, compressor, fraction, participation }) => ({
    workers: { matrices: matrices.flat(), vectors },
    compressor: { kind: compressor, fraction },
    participation,
  }),
  solve: (problem, options) => games.distributedSync(problem as games.DistributedDataProblem, options),
  certify: certifyDistributed,
  *judge(_, outcome, { solution, inverse }) {
    yield* mustConverge(outcome);
    if (outcome.solution === undefined || outcome.status !== 'converged') return;
    const apart = norm(solution.map((value, k) => value - at(outcome.solution?.solution ?? [], k)));
    yield* compareFigures(
      'the root',
      apart,
      0,
      1.01 * inverse * outcome.solution.residual + 1e-12 * norm(solution),
    );
  },
});
