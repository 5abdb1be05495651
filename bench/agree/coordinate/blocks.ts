// Minimization by blocks: the gradient at the solution balances bounds and penalty, by the definition of the loss.

import { coordinate } from 'superlinear';
import { certifyMinimizeBlocks } from '../../../test/certificates/graphs.js';
import type { Random } from '../random.js';
import { subject } from '../subject.js';
import { predicted, type Table, tables } from '../tables.js';
import { RESPONSES } from './fits.js';

interface Blocks {
  readonly matrix: Table;
  readonly target: number[];
  readonly loss: coordinate.BlockLoss;
  readonly rule: coordinate.BlockRule;
  readonly update: coordinate.BlockUpdate;
  readonly blockSize: number;
  readonly lambda: number;
  readonly lower?: number[];
}

const blocked =
  (table: (random: Random) => Table) =>
  (random: Random): Blocks => {
    const matrix = table(random);
    const loss = random.pick(['squared', 'logistic'] as const);
    const target = RESPONSES[loss]?.(random, predicted(random, matrix)) ?? [];
    const lambda = random.pick([0, 0, 0.1, 1]);
    const lower = random.chance(0.3) ? { lower: (matrix[0] ?? []).map(() => 0) } : {};
    const isSmooth = lambda === 0 && Object.keys(lower).length === 0;
    return {
      matrix,
      target,
      loss,
      rule: random.pick(['cyclic', 'shuffled', 'random', 'lipschitz', 'gs', 'gsl'] as const),
      update: isSmooth
        ? random.pick(['gradient', 'matrix', 'newton', 'exact'] as const)
        : random.pick(['proxGradient', 'proxNewton'] as const),
      blockSize: random.integer(1, 4),
      lambda,
      ...lower,
    };
  };

export const blocks = subject<Blocks, coordinate.MinimizeBlocksSolution>({
  method: 'minimizeBlocks',
  kinds: Object.fromEntries(Object.entries(tables).map(([name, table]) => [name, blocked(table)])),
  axes: [
    ['matrix', 'target'],
    ['matrix.*', 'lower'],
  ],
  codes: ['blockSize'],
  exceptions: [{ cause: /at least two classes/, reason: 'one class is refused' }],
  pose: ({ blockSize, ...rest }) => ({
    ...rest,
    blockSize: Math.min(blockSize, rest.matrix[0]?.length ?? 1),
  }),
  solve: (problem, options) =>
    coordinate.minimizeBlocksSync(problem as coordinate.MinimizeBlocksProblem, options),
  certify: certifyMinimizeBlocks,
});
