// Models fitted by coordinates, and quadratics on graphs.

import { blocks } from './blocks.js';
import { cross } from './cross.js';
import { evaluations } from './evaluations.js';
import { alone, beside, nonNegative } from './fits.js';
import { forest, graphs, labels } from './graphs.js';
import { largest, paths } from './paths.js';

export const subjects = [
  beside('squared', (random) => {
    const penalty = random.pick(['l1', 'elasticNet', 'l2'] as const);
    return {
      penalty,
      intercept: random.chance(0.7),
      positive: penalty !== 'l2' && random.chance(0.3),
      l1Ratio: random.pick([0.1, 0.5, 0.9]),
    };
  }),
  beside('logistic', (random) =>
    random.chance(0.5)
      ? { penalty: 'l1', intercept: false }
      : { penalty: 'l2', intercept: random.chance(0.7) },
  ),
  beside('multinomial', (random) => ({ penalty: 'l2', intercept: random.chance(0.7) })),
  beside('poisson', (random) => ({ penalty: 'l2', intercept: random.chance(0.7) })),
  alone('huber', ['l1', 'l2', 'elasticNet', 'mcp', 'groupL2', 'none']),
  alone('squared', ['mcp', 'scad', 'groupL2', 'sparseGroup', 'none']),
  alone('logistic', ['elasticNet', 'groupL2', 'mcp']),
  nonNegative,
  paths,
  cross,
  largest,
  graphs,
  labels,
  forest,
  blocks,
  ...evaluations,
];
