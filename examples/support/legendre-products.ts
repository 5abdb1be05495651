// Products of Legendre polynomials in several variables: a polynomial basis with nearly uncorrelated terms.

/** The degrees of one term in each variable. */
export type Degrees = readonly number[];

/** All terms with weighted degrees that sum to at most `most`. */
export function termsUpTo(most: number, weights: readonly number[]): Degrees[] {
  const [weight, ...others] = weights;
  if (weight === undefined) return [[]];
  const terms: Degrees[] = [];
  for (let degree = 0; degree * weight <= most; degree++)
    for (const rest of termsUpTo(most - degree * weight, others)) terms.push([degree, ...rest]);
  return terms;
}

/** The values of all terms at all points, a row per point. `variables` have a value from -1 to 1 for each point. */
export function evaluate(terms: readonly Degrees[], variables: readonly Float64Array[]) {
  const rows = variables[0].length;
  const columns = terms.length;
  const most = Math.max(...terms.flat());
  const data = new Float64Array(rows * columns);
  const values = variables.map(() => new Float64Array(most + 1));
  for (let i = 0; i < rows; i++) {
    variables.forEach((variable, k) => {
      legendre(variable[i], values[k]);
    });
    for (let j = 0; j < columns; j++) {
      let product = 1;
      for (let k = 0; k < values.length; k++) product *= values[k][terms[j][k]];
      data[i * columns + j] = product;
    }
  }
  return { rows, columns, data };
}

/** The Legendre polynomials of degrees 0, 1, … at x, up to the length of `values`. */
function legendre(x: number, values: Float64Array): void {
  values[0] = 1;
  values[1] = x;
  for (let n = 1; n + 1 < values.length; n++)
    values[n + 1] = ((2 * n + 1) * x * values[n] - n * values[n - 1]) / (n + 1);
}
