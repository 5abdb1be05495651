/** Logistic regression with known optima. */

import { mulberry32, normals } from '../support/random.js';

/**
 * Logistic regression on a sphere under ten random equations, with labels that depend on random coefficients. The
 * optima for 2000 x 60 and 32000 x 123 are known from other programs.
 */
export function regression(rows: number, columns: number) {
  const features = { rows, columns, data: normals(2023, rows * columns) };
  const truth = normals(2024, columns).map((weight) => weight / Math.sqrt(columns));
  const random = mulberry32(2025);
  const labels = Float64Array.from({ length: rows }, (_, i) => {
    const row = features.data.subarray(i * columns, (i + 1) * columns);
    const product = row.reduce((sum, feature, j) => sum + feature * (truth[j] as number), 0);
    return random() < 1 / (1 + Math.exp(-4 * product)) ? 1 : -1;
  });
  const constraintMatrix = { rows: 10, columns, data: normals(2026, 10 * columns) };
  return { features, labels, constraintMatrix, constraintValues: normals(2027, 10), radius: 1 };
}
