/** What starting values are made of: small linear least squares, and a scan of periods. */

/** Data in the order of x. */
export function sorted(x: readonly number[], y: readonly number[]): [number[], number[]] {
  const order = x.map((_, k) => k).sort((a, b) => (x[a] as number) - (x[b] as number));
  return [order.map((k) => x[k] as number), order.map((k) => y[k] as number)];
}

/** The coefficients of the columns of `rows` that come nearest to y, by their normal equations; all 0 where these are singular. */
export function regression(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  const n = rows[0]?.length ?? 0;
  // Each line of the system, with its right side behind.
  const system = Array.from({ length: n }, (_, i) =>
    Array.from({ length: n + 1 }, (_, j) =>
      rows.reduce((sum, row, k) => sum + (row[i] as number) * ((j < n ? row[j] : y[k]) as number), 0),
    ),
  );
  for (let i = 0; i < n; i++) {
    const pivot = system
      .slice(i)
      .reduce((best, line, k) => (size(line, i) > size(system[best], i) ? i + k : best), i);
    [system[i], system[pivot]] = [system[pivot] as number[], system[i] as number[]];
    const line = system[i] as number[];
    if (line[i] === 0) return new Array<number>(n).fill(0);
    for (const other of system) {
      if (other === line) continue;
      const factor = (other[i] as number) / (line[i] as number);
      line.forEach((value, j) => {
        other[j] = (other[j] as number) - factor * value;
      });
    }
  }
  return system.map((line, i) => (line[n] as number) / (line[i] as number));
}

const size = (line: readonly number[] | undefined, i: number) => Math.abs(line?.[i] as number);

/** Intercept and slope of the line that comes nearest. */
export function leastSquaresLine(x: readonly number[], y: readonly number[]): [number, number] {
  const rows = x.map((value) => [1, value]);
  return regression(rows, y) as [number, number];
}

/** Periods that are tried: so many fit into a span of data, at the least and at the most, and so many steps lie between two of them. */
const LEAST_CYCLES = 0.5;
const STEPS_PER_CYCLE = 8;

/** More frequencies than this are not tried. */
const MOST_FREQUENCIES = 4096;

/** The period of the sinusoid that comes nearest, of those on a grid, and its coefficients: of 1, the sine and the cosine. */
export function scanned(x: readonly number[], y: readonly number[]) {
  const [xs] = sorted(x, y);
  const span = (xs.at(-1) as number) - (xs[0] as number) || 1;
  // As many cycles as evenly spaced data could show.
  const count = Math.min(MOST_FREQUENCIES, Math.ceil((STEPS_PER_CYCLE * x.length) / 2));
  let best = { period: span, coefficients: [0, 0, 0] as [number, number, number], error: Infinity };
  for (let k = 0; k < count; k++) {
    const frequency = (LEAST_CYCLES + k / STEPS_PER_CYCLE) / span;
    const rows = x.map((value) => {
      const angle = 2 * Math.PI * frequency * value;
      return [1, Math.sin(angle), Math.cos(angle)];
    });
    const coefficients = regression(rows, y) as [number, number, number];
    const error = rows.reduce((sum, row, i) => {
      const fitted = row.reduce((value, entry, j) => value + entry * (coefficients[j] as number), 0);
      return sum + (fitted - (y[i] as number)) ** 2;
    }, 0);
    if (error < best.error) best = { period: 1 / frequency, coefficients, error };
  }
  return best;
}
