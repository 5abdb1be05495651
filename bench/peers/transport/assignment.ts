// The npm package linear-sum-assignment, run in this process.

import { linearSumAssignment } from 'linear-sum-assignment';
import { timeOf } from '../../support/timing.js';
import { denseWorkloads } from '../../transport/workloads.js';
import type { PeerResult } from './worker.js';

/** Converts the random 500 x 500 assignment to the package's types; returns the function for one turn. */
export function prepareAssignment(): () => PeerResult {
  const { rows, columns, cost } = denseWorkloads.lap500();
  const costs = Array.from({ length: rows }, (_, i) => cost.slice(i * columns, (i + 1) * columns));
  const assign = () => linearSumAssignment(costs, { maximaze: false }).rowAssignments;

  const total = assign().reduce((sum, column, row) => sum + costs[row][column], 0);
  return () => ({ ...timeOf(assign), iterations: [0], marginalError: 0, transportCost: total / rows });
}
