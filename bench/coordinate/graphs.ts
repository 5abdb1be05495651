// Quadratics on graphs for timing: lattices with few known nodes, and nearest neighbors in a cloud of two moons.

import type { SparseMatrix } from 'superlinear';
import { grid } from '../../test/data/coordinate-graphs.js';
import { gauss, mulberry32 } from '../../test/support/random.js';

export interface GraphQuadratic {
  readonly matrix: SparseMatrix;
  readonly rightSide: Float64Array;
}

export const workloads = {
  'lattice-224-1pct': () => grid(224, 224, 0.01, 51),
  'lattice-500-1pct': () => grid(500, 500, 0.01, 51),
  'lattice-500-4lab': () => grid(500, 500, 1.6e-5, 51),
  'moons-knn-50k': () => moons(50_000, 5, 0.05, 51),
} satisfies Record<string, () => GraphQuadratic>;

export type GraphWorkload = keyof typeof workloads;

/** Noisy points on two half circles; x and y alternate. */
function twoMoons(count: number, noise: number, next: () => number): Float64Array {
  const points = new Float64Array(2 * count);
  for (let i = 0; i < count; i++) {
    const angle = Math.PI * next();
    const [x, y] =
      i % 2 === 0 ? [Math.cos(angle), Math.sin(angle)] : [1 - Math.cos(angle), 0.5 - Math.sin(angle)];
    points[2 * i] = x + noise * gauss(next);
    points[2 * i + 1] = y + noise * gauss(next);
  }
  return points;
}

/** The `k` nearest neighbors of each point. Searches rings of grid cells until no nearer point is possible. */
function nearest(points: Float64Array, k: number): number[][] {
  const count = points.length / 2;
  const side = Math.sqrt(24 / count);
  const cells = new Map<string, number[]>();
  const cell = (value: number) => Math.floor(value / side);
  const x = (i: number) => points[2 * i] as number;
  const y = (i: number) => points[2 * i + 1] as number;
  for (let i = 0; i < count; i++) {
    const key = `${cell(x(i))} ${cell(y(i))}`;
    const members = cells.get(key);
    if (members) members.push(i);
    else cells.set(key, [i]);
  }
  return Array.from({ length: count }, (_, i) => {
    let best: [number, number][] = [];
    for (let ring = 0; best.length < k || (best[k - 1]?.[0] ?? 0) > ((ring - 1) * side) ** 2; ring++) {
      for (let u = -ring; u <= ring; u++) {
        for (let v = -ring; v <= ring; v++) {
          if (Math.max(Math.abs(u), Math.abs(v)) !== ring) continue;
          for (const j of cells.get(`${cell(x(i)) + u} ${cell(y(i)) + v}`) ?? []) {
            if (j !== i) best.push([(x(i) - x(j)) ** 2 + (y(i) - y(j)) ** 2, j]);
          }
        }
      }
      best = best.sort(([a, i], [b, j]) => a - b || i - j).slice(0, k);
    }
    return best.map(([, j]) => j);
  });
}

/**
 * Label propagation on two moons with a fraction `share` of known labels: unit weights between neighbors, labels -1 and
 * 1.
 */
function moons(count: number, neighbors: number, share: number, seed: number): GraphQuadratic {
  const next = mulberry32(seed);
  const lists = nearest(twoMoons(count, 0.2, next), neighbors);
  const edges: Set<number>[] = Array.from({ length: count }, () => new Set());
  for (const [i, list] of lists.entries()) {
    for (const j of list) {
      edges[i]?.add(j);
      edges[j]?.add(i);
    }
  }
  const isKnown = Array.from({ length: count }, (_, i) => next() < share || i === 0);
  const places = new Int32Array(count).fill(-1);
  let unknowns = 0;
  for (const node of reached(edges, isKnown)) if (!isKnown[node]) places[node] = unknowns++;
  const indptr = new Int32Array(unknowns + 1);
  const indices: number[] = [];
  const data: number[] = [];
  const rightSide = new Float64Array(unknowns);
  for (let node = 0; node < count; node++) {
    const place = places[node] as number;
    if (place < 0) continue;
    const row: [number, number][] = [[place, edges[node]?.size ?? 0]];
    for (const other of edges[node] ?? []) {
      if (isKnown[other]) rightSide[place] = (rightSide[place] as number) + (other % 2 === 0 ? 1 : -1);
      else row.push([places[other] as number, -1]);
    }
    row.sort(([a], [b]) => a - b);
    for (const [column, entry] of row) {
      indices.push(column);
      data.push(entry);
    }
    indptr[place + 1] = indices.length;
  }
  const matrix = {
    rows: unknowns,
    columns: unknowns,
    indptr,
    indices: Int32Array.from(indices),
    data: Float64Array.from(data),
  };
  return { matrix, rightSide };
}

/** The nodes connected to a known node, in ascending order. */
function reached(edges: readonly Set<number>[], isKnown: readonly boolean[]): number[] {
  const found = isKnown.slice();
  const waiting = found.flatMap((known, node) => (known ? [node] : []));
  for (let node = waiting.pop(); node !== undefined; node = waiting.pop()) {
    for (const other of edges[node] ?? []) {
      if (!found[other]) {
        found[other] = true;
        waiting.push(other);
      }
    }
  }
  return found.flatMap((is, node) => (is ? [node] : []));
}
