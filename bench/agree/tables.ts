// Tables of features as users have them, for families of regression.

import type { Random } from './random.js';

export type Table = number[][];

const size = (random: Random) => [random.integer(7, 30), random.integer(1, 8)] as const;

/** Tables by kind: a row for each sample. */
export const tables: Readonly<Record<string, (random: Random) => Table>> = {
  tiny: (random) => random.normals(random.integer(1, 6), random.integer(1, 6)),

  /** More features than samples. */
  wide: (random) => random.normals(random.integer(2, 8), random.integer(9, 20)),

  /** Ties, constant and repeated columns, repeated rows. */
  degenerate: (random) => {
    const [n, p] = size(random);
    const rows = random.matrix(n, p, () => random.integer(-1, 1));
    const column = random.integer(0, p - 1);
    const value = random.pick([undefined, 0, 1, 3]);
    return rows.map((row, i) =>
      (random.chance(0.2) ? (rows[0] as number[]) : (rows[i] as number[])).map((entry, j) =>
        j === column ? (value ?? (row[0] as number)) : entry,
      ),
    );
  },

  /** Columns of other units each. */
  'scaled columns': (random) => {
    const [n, p] = size(random);
    const units = random.list(p, () => random.decade(-4, 4));
    return random.matrix(n, p, (_, j) => random.normal() * (units[j] as number));
  },

  scaled: (random) => {
    const [n, p] = size(random);
    const unit = random.scale();
    return random.matrix(n, p, () => random.normal() * unit);
  },

  'one-hot': (random) => {
    const [n, p] = size(random);
    const level = random.list(n, () => random.integer(0, p - 1));
    return random.matrix(n, p, (i, j) => Number(level[i] === j));
  },

  /** Several columns of categories, each category a feature: rows are few, and hardly two alike. */
  'wide one-hot': (random) => {
    const [n, levels, groups] = [random.integer(4, 15), random.integer(5, 20), random.integer(1, 3)];
    const level = random.matrix(n, groups, () => random.integer(0, levels - 1));
    return random.matrix(n, groups * levels, (i, j) =>
      Number((level[i] as number[])[Math.floor(j / levels)] === j % levels),
    );
  },

  polynomials: (random) => {
    const [n, p] = size(random);
    const points = random.list(n, (i) => (random.chance(0.5) ? i / n : random.uniform()));
    return random.matrix(n, p, (i, j) => (points[i] as number) ** j);
  },

  counts: (random) => {
    const [n, p] = size(random);
    return random.matrix(n, p, () => Math.max(0, random.integer(-3, 3)));
  },

  /** Years, temperatures in kelvin: features that vary little beside their mean. */
  uncentered: (random) => {
    const [n, p] = size(random);
    const means = random.list(p, () => random.pick([300, 2000, 1e5]));
    return random.matrix(n, p, (_, j) => random.normal() + (means[j] as number));
  },
};

/** The products of a table with coefficients of which some are 0, over the largest of them. */
export function predicted(random: Random, table: Table): number[] {
  const units = (table[0] ?? []).map(
    (_, j) => Math.max(...table.map((row) => Math.abs(row[j] as number))) || 1,
  );
  const truth = units.map((unit) => (random.chance(0.5) ? random.normal() / unit : 0));
  const values = table.map((row) => row.reduce((sum, value, j) => sum + value * (truth[j] as number), 0));
  const top = Math.max(...values.map(Math.abs)) || 1;
  return values.map((value) => value / top);
}
