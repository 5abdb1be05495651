// Which point is which, once a template lies on its observation.

import { type SparseMatrix, transport } from 'superlinear';
import type { Cloud } from './affine-map.js';
import type { Observation } from './key-clouds.js';

/** Places of a point in the template and of one in the observation. */
export type Pair = readonly [number, number];

/** The parts of their masses that outliers and the other observed points receive in unbalanced transport. */
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

/** All mass moved at the least cost; of each point, the pair that most of it goes to. */
export async function moveAll(found: Cloud, observed: Cloud): Promise<Pair[]> {
  const { plan } = await transport.exact({ sourcePoints: found, targetPoints: observed });
  return Array.from({ length: plan.rows }, (_, row) => {
    let largest = plan.indptr[row];
    for (let k = largest; k < plan.indptr[row + 1]; k++) if (plan.data[k] > plan.data[largest]) largest = k;
    return [row, plan.indices[largest]];
  });
}

/**
 * The cheapest assignment in which points of either cloud may be left alone, each at the price given. That is an assignment
 * too: each point gets a stand-in on the other side, and stand-ins go together for nothing.
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

/** A line of a table: how many of the pairs join a point to its own image. */
export function summary(method: string, pairs: readonly Pair[], { origins }: Observation) {
  const count = (belongs: (pair: Pair) => boolean) => String(pairs.filter(belongs).length);
  return {
    'exact transport': method,
    pairs: String(pairs.length),
    'of a point and its image': count(([row, target]) => origins[target] === row),
    'with an outlier': count(([, target]) => origins[target] < 0),
  };
}
