// Matching of points between a template and its observation, once aligned.

import { type SparseMatrix, transport } from 'superlinear';
import type { Cloud } from './affine-map.js';
import type { Observation } from './key-clouds.js';

/** The indices of a point in the template and of one in the observation. */
export type Pair = readonly [number, number];

/** The fractions of their masses received by outliers and by the other observed points in unbalanced transport. */
export async function outlierShare(
  found: Cloud,
  { observed, origins }: Observation,
  { regularization, penalty }: { regularization: number; penalty: number },
) {
  const mass = 1 / found.rows;
  const { plan } = await transport.sinkhornNewton({
    sourcePoints: found,
    targetPoints: observed,
    source: new Float64Array(found.rows).fill(mass),
    target: new Float64Array(observed.rows).fill(mass),
    regularization,
    sourcePenalty: penalty,
    targetPenalty: penalty,
    plan: 'sparse',
  });
  const { indices, data } = plan as SparseMatrix;
  const received = [0, 0];
  data.forEach((moved, k) => {
    received[origins[indices[k]] < 0 ? 0 : 1] += moved;
  });
  const outliers = origins.filter((origin) => origin < 0).length;
  return {
    outliers: received[0] / (outliers * mass),
    others: received[1] / ((observed.rows - outliers) * mass),
  };
}

/** Moves all mass at minimum cost; returns for each point the pair with most of its mass. */
export async function moveAll(found: Cloud, observed: Cloud): Promise<Pair[]> {
  const { plan } = await transport.exact({ sourcePoints: found, targetPoints: observed });
  return Array.from({ length: plan.rows }, (_, row) => {
    let largest = plan.indptr[row];
    for (let k = largest; k < plan.indptr[row + 1]; k++) if (plan.data[k] > plan.data[largest]) largest = k;
    return [row, plan.indices[largest]];
  });
}

/**
 * The cheapest assignment in which points of either cloud may stay unmatched, each at the given price. It is an
 * assignment, too: each point gets a dummy partner in the other cloud, and pairs of dummies are free.
 */
export async function matchOrLeave(found: Cloud, observed: Cloud, price: number): Promise<Pair[]> {
  const [rows, columns] = [found.rows, observed.rows];
  const size = rows + columns;
  const data = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      if (i < rows && j < columns) data[i * size + j] = squaredDistance(found, i, observed, j);
      else if (i < rows || j < columns) data[i * size + j] = price;
    }
  }
  const { assignment } = await transport.exact({ cost: { rows: size, columns: size, data } });
  if (!assignment) throw new Error('no assignment');
  return [...assignment.subarray(0, rows)]
    .map((target, row): Pair => [row, target])
    .filter(([, target]) => target < columns);
}

function squaredDistance(one: Cloud, i: number, other: Cloud, j: number): number {
  const [x, y] = [0, 1].map((axis) => one.data[2 * i + axis] - other.data[2 * j + axis]);
  return x * x + y * y;
}

/** A row of a table: the number of pairs that join a point to its own image. */
export function summary(method: string, pairs: readonly Pair[], { origins }: Observation) {
  const count = (belongs: (pair: Pair) => boolean) => String(pairs.filter(belongs).length);
  return {
    'exact transport': method,
    pairs: String(pairs.length),
    'of a point and its image': count(([row, target]) => origins[target] === row),
    'with an outlier': count(([, target]) => origins[target] < 0),
  };
}
