// Matrices for the benchmarks.

import { mulberry32 } from '../../test/support/random.js';

/** A dense matrix, row by row. */
export interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

export interface System {
  readonly matrix: Dense;
  readonly rightSide: Float64Array;
}

/** Constructors of least-squares problems: rows, columns and approximate condition number. */
export const systems = {
  '200000x100': () => system(200_000, 100, 1),
  '200000x100-1e6': () => system(200_000, 100, 1e6),
  '200000x100-1e12': () => system(200_000, 100, 1e12),
  '50000x200': () => system(50_000, 200, 1),
  '50000x200-1e6': () => system(50_000, 200, 1e6),
  '50000x200-1e12': () => system(50_000, 200, 1e12),
  '20000x50': () => system(20_000, 50, 1e6),
  '100000x16': () => system(100_000, 16, 1e6),
  '3000x350': () => system(3000, 350, 1e6),
  '4000x500': () => system(4000, 500, 1e6),
  '4000x500-1e12': () => system(4000, 500, 1e12),
  '4000x500-1e16': () => system(4000, 500, 1e16),
  '8000x1000': () => system(8000, 1000, 1e6),
  '8000x1000-1e12': () => system(8000, 1000, 1e12),
  '1000000x64': () => system(1_000_000, 64, 1e6),
} satisfies Record<string, () => System>;

export type SystemName = keyof typeof systems;

/** Constructors of matrices for truncated singular value decompositions: rows, columns and number of values. */
export const decompositions = {
  '4000x2000-50': () => ({ matrix: falling(4000, 2000), rank: 50 }),
} satisfies Record<string, () => { matrix: Dense; rank: number }>;

export type DecompositionName = keyof typeof decompositions;

export type Workload = SystemName | DecompositionName;

/**
 * Regression on nearly collinear columns: each is the sum of a shared random vector and its own one, scaled from large
 * to tiny. The right side is the sum of the columns plus noise of 0.01.
 */
export function system(rows: number, columns: number, condition: number): System {
  const random = mulberry32(columns);
  const next = () => 2 * random() - 1;
  const data = new Float64Array(rows * columns);
  const rightSide = new Float64Array(rows);
  const own = ownParts(columns, condition);
  for (let i = 0; i < rows; i++) {
    const shared = condition > 1 ? next() : 0;
    let sum = 0;
    for (let j = 0; j < columns; j++) {
      const value = shared + own[j] * next();
      data[i * columns + j] = value;
      sum += value;
    }
    rightSide[i] = sum + 0.01 * next();
  }
  return { matrix: { rows, columns, data }, rightSide };
}

/**
 * Scales of the columns' own parts. The shared part gives the largest singular value, √columns times the norm of a
 * column.
 */
function ownParts(columns: number, condition: number): number[] {
  const smallest = Math.min(1, Math.sqrt(columns) / condition);
  return Array.from({ length: columns }, (_, j) => smallest ** (j / (columns - 1)));
}

/** A matrix with singular values 1, 0.9, 0.81, … and cosines as singular vectors. */
function falling(rows: number, columns: number): Dense {
  const data = new Float64Array(rows * columns);
  for (let k = 0; 0.9 ** k > Number.EPSILON; k++) {
    const [left, right] = [cosine(rows, k + 1), cosine(columns, k + 1)];
    for (let i = 0; i < rows; i++) {
      const factor = 0.9 ** k * left[i];
      for (let j = 0; j < columns; j++) data[i * columns + j] += factor * right[j];
    }
  }
  return { rows, columns, data };
}

/** A cosine of norm 1 with `frequency` half periods; different frequencies are orthogonal. */
function cosine(length: number, frequency: number): Float64Array {
  const scale = Math.sqrt(2 / length);
  return Float64Array.from(
    { length },
    (_, i) => scale * Math.cos((Math.PI * (i + 0.5) * frequency) / length),
  );
}
