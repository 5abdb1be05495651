/** The patients of three hospitals: parts of a table of tumors, and their questions and answers. */

import { readFileSync } from 'node:fs';
import type { federated } from 'superlinear';

/** The names of the hospitals. */
export const HOSPITALS = ['east', 'north', 'south'] as const;
export type Hospital = (typeof HOSPITALS)[number];

/** The rows of a hospital. */
export interface Rows {
  readonly matrix: number[][];
  readonly response: number[];
}

/** The moments of the columns, for a common scale: no single patient. */
export interface Moments {
  readonly count: number;
  readonly sums: Float64Array;
  readonly squares: Float64Array;
}

/** A question of the server. */
export type Question =
  | { readonly kind: 'moments' }
  | {
      readonly kind: 'step';
      readonly broadcast: federated.Broadcast;
      readonly moments: readonly Moments[];
      /** Milliseconds between the steps and the answer. */
      readonly pause: number;
    };

/** The answer about a round. */
export interface Step {
  readonly message: Uint8Array;
  /** The loss of the own rows, times their share of all rows. */
  readonly weightedLoss: number;
}

/** Reads the patients of a hospital. The small tumors are in one, the large ones in another: they are unlike. */
export function rowsOf(hospital: Hospital): Rows {
  const file = new URL('../../../examples/data/breast-cancer.csv', import.meta.url);
  const [, ...lines] = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'));
  const samples = lines
    .map((line) => line.split(','))
    .map(([diagnosis, ...numbers]) => ({
      y: diagnosis === 'malignant' ? 1 : -1,
      numbers: numbers.map(Number),
    }))
    .sort((a, b) => (a.numbers[0] ?? 0) - (b.numbers[0] ?? 0));
  const [part, size] = [HOSPITALS.indexOf(hospital), Math.ceil(samples.length / HOSPITALS.length)];
  const own = samples.slice(part * size, (part + 1) * size);
  return { matrix: own.map(({ numbers }) => numbers), response: own.map(({ y }) => y) };
}

/** The moments of some rows. */
export function momentsOf({ matrix }: Rows): Moments {
  const columns = matrix[0]?.length ?? 0;
  const total = (power: number) =>
    Float64Array.from({ length: columns }, (_, j) =>
      matrix.reduce((sum, row) => sum + (row[j] ?? 0) ** power, 0),
    );
  return { count: matrix.length, sums: total(1), squares: total(2) };
}

/** Rows with the mean 0 and the variance 1 over all hospitals. */
export function scaled({ matrix, response }: Rows, moments: readonly Moments[]): Rows {
  const count = moments.reduce((sum, part) => sum + part.count, 0);
  const mean = (of: 'sums' | 'squares', j: number) =>
    moments.reduce((sum, part) => sum + (part[of][j] ?? 0), 0) / count;
  const scales = Array.from({ length: matrix[0]?.length ?? 0 }, (_, j) => {
    const center = mean('sums', j);
    return { center, spread: Math.sqrt(mean('squares', j) - center ** 2) };
  });
  const scale = (row: number[]) => scales.map(({ center, spread }, j) => ((row[j] ?? 0) - center) / spread);
  return { matrix: matrix.map(scale), response };
}

/** The settings that all parties share: a fifth of the entries of each gradient is sent. */
export const settings = (moments: readonly Moments[]): federated.FederatedSettings => ({
  algorithm: 'compressed',
  loss: 'logistic',
  penalty: 'l2',
  lambda: 0.01,
  dimension: moments[0]?.sums.length ?? 0,
  local: { batchSize: 0 },
  compressor: { kind: 'top', fraction: 0.2 },
  serverLearningRate: 0.1,
  importance: moments.map(({ count }) => count),
});
