/**
 * Computation of starting values: small linear least squares, a scan of periods, and a search over the nonlinear
 * parameters.
 */

/** Sorts data by x. */
export function sorted(x: readonly number[], y: readonly number[]): [number[], number[]] {
  const order = x.map((_, k) => k).sort((a, b) => (x[a] as number) - (x[b] as number));
  return [order.map((k) => x[k] as number), order.map((k) => y[k] as number)];
}

/** Regresses y on the columns of `rows` by the normal equations. Returns zeros if these are singular. */
export function regression(rows: readonly (readonly number[])[], y: readonly number[]): number[] {
  const n = rows[0]?.length ?? 0;
  // Each row of the normal equations, followed by its right-hand side.
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

/** Intercept and slope of the regression line. */
export function leastSquaresLine(x: readonly number[], y: readonly number[]): [number, number] {
  const rows = x.map((value) => [1, value]);
  return regression(rows, y) as [number, number];
}

/**
 * The grid of frequencies, in cycles over the span of the data: the lowest frequency, and the number of grid points per
 * cycle.
 */
const MIN_CYCLES = 0.5;
const STEPS_PER_CYCLE = 8;

/** Maximum number of frequencies in the grid, to bound the time of the scan. */
const MAX_FREQUENCIES = 4096;

/** The period of the best-fitting sinusoid on the grid, and its coefficients: constant, sine and cosine. */
export function scanned(x: readonly number[], y: readonly number[]) {
  const [xs] = sorted(x, y);
  const span = (xs.at(-1) as number) - (xs[0] as number) || 1;
  // The highest frequency is the Nyquist frequency of evenly spaced data.
  const count = Math.min(MAX_FREQUENCIES, Math.ceil((STEPS_PER_CYCLE * x.length) / 2));
  let best = { period: span, coefficients: [0, 0, 0] as [number, number, number], error: Infinity };
  for (let k = 0; k < count; k++) {
    const frequency = (MIN_CYCLES + k / STEPS_PER_CYCLE) / span;
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

/** Observations with their weights. */
export interface Observations {
  readonly x: readonly number[];
  readonly y: readonly number[];
  readonly weights: readonly number[];
}

/** A model as a scaled and optionally shifted shape: one or two linear parameters, the others nonlinear. */
export interface Separated {
  /**
   * The indices of the linear parameters: the coefficient of the shape, and that of 1, or of 1 minus the shape if
   * `isBlend`.
   */
  readonly linear: readonly [number] | readonly [number, number];
  /** Whether the second coefficient multiplies 1 minus the shape instead of 1. */
  readonly isBlend?: boolean;
  /** The indices of the one or two nonlinear parameters. */
  readonly others: readonly number[];
  /** The shape at x for given nonlinear parameters. */
  shape(x: number, first: number, second: number): number;
  /** The grid values of each nonlinear parameter, ascending. `x` is sorted. */
  axes(x: readonly number[]): readonly (readonly number[])[];
}

/** Projects a value onto the bounds of the parameter with index `place`. */
export type Within = (place: number, value: number) => number;

/** Parameters with their weighted sum of squared residuals. */
interface Candidate {
  readonly parameters: readonly number[];
  readonly error: number;
}

/** Maximum number of points used in the grid search, to bound its time. More are thinned out. */
const MAX_SEARCHED = 100;

/** Number of grid points from which local searches start: time against the risk of missing the global minimum. */
const MAX_PLACES = 6;

/** Number of rounds of a local search. A round without improvement halves the steps. */
const HALVINGS = 7;

/**
 * A guess with a residual sum of squares below this fraction of the total sum of squares is taken to be near the global
 * minimum.
 */
const GOOD = 1e-4;

/** Improves the first guess of a separated model by local searches from it and from the best points of a grid. */
export function searched(
  separated: Separated,
  all: Observations,
  guess: readonly number[],
  within: Within,
): readonly number[] {
  const some = thinned(all);
  const at = (others: readonly number[]) => projected(separated, some, others, within);
  const first = errorOf(
    separated,
    all,
    guess.map((value, place) => within(place, value)),
  );
  if (first.error < GOOD * spreadOf(all)) return first.parameters;
  const guessed = separated.others.map((place) => guess[place] as number);
  const steps = guessed.map((value) => 0.25 * Math.abs(value));
  const around = descended(guessed, steps, at);
  const isGood = around.error < GOOD * spreadOf(some);
  const axes = isGood ? [] : separated.axes([...some.x].sort((a, b) => a - b));
  const starts = isGood ? [] : lowest(axes, at).map(({ others, steps }) => descended(others, steps, at));
  // The search may have used only some of the points. The candidates are compared on all.
  const candidates = [...starts, around].map(({ parameters }) => errorOf(separated, all, parameters));
  return candidates.reduce((best, one) => (one.error < best.error ? one : best), first).parameters;
}

function thinned({ x, y, weights }: Observations): Observations {
  const stride = Math.ceil(x.length / MAX_SEARCHED);
  const kept = <Value>(values: readonly Value[]) => values.filter((_, k) => k % stride === 0);
  return { x: kept(x), y: kept(y), weights: kept(weights) };
}

/** The weighted sum of squared deviations from the mean. */
function spreadOf({ y, weights }: Observations): number {
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const mean = y.reduce((sum, value, i) => sum + (weights[i] as number) * value, 0) / total;
  return y.reduce((sum, value, i) => sum + (weights[i] as number) * (value - mean) ** 2, 0);
}

/** The best linear parameters for given nonlinear ones, with all parameters within their bounds. */
function projected(
  separated: Separated,
  observations: Observations,
  wanted: readonly number[],
  within: Within,
): Candidate {
  const { linear, others } = separated;
  const parameters: number[] = [];
  for (let k = 0; k < others.length; k++) {
    parameters[others[k] as number] = within(others[k] as number, wanted[k] as number);
  }
  const { solved, error } = solvedLinear(separated, observations, parameters);
  let isFree = true;
  for (let k = 0; k < linear.length; k++) {
    const place = linear[k] as number;
    parameters[place] = within(place, solved[k] as number);
    isFree &&= parameters[place] === solved[k];
  }
  if (!isFree) return errorOf(separated, observations, parameters);
  return { parameters, error: Number.isFinite(error) ? error : Infinity };
}

/**
 * Solves for the linear parameters by the normal equations, centered at the mean shape. Also returns their sum of
 * squared residuals.
 */
function solvedLinear(
  { linear, isBlend = false, others, shape }: Separated,
  { x, y, weights }: Observations,
  parameters: readonly number[],
) {
  const [first, second] = [parameters[others[0] as number] as number, parameters[others[1] ?? -1] ?? 0];
  const isShifted = linear.length === 2;
  let [total, meanShape, meanValue, square, product, spread] = [0, 0, 0, 0, 0, 0];
  for (let i = 0; i < x.length; i++) {
    const weight = weights[i] as number;
    if (!(weight > 0)) continue;
    const fromShape = shape(x[i] as number, first, second) - meanShape;
    const fromValue = (y[i] as number) - meanValue;
    total += weight;
    // Welford's update: 1 - weight / total is the ratio of the deviations from the updated and from the previous mean.
    const left = isShifted ? weight * (1 - weight / total) : weight;
    square += left * fromShape * fromShape;
    product += left * fromShape * fromValue;
    spread += left * fromValue * fromValue;
    if (!isShifted) continue;
    meanShape += (weight / total) * fromShape;
    meanValue += (weight / total) * fromValue;
  }
  const factor = square > 0 ? product / square : 0;
  const shift = meanValue - factor * meanShape;
  return {
    solved: isBlend ? [factor + shift, shift] : [factor, shift],
    error: Math.max(spread - factor * product, 0),
  };
}

function errorOf(
  { linear, isBlend = false, others, shape }: Separated,
  { x, y, weights }: Observations,
  parameters: readonly number[],
): Candidate {
  const [first, second] = [parameters[others[0] as number] as number, parameters[others[1] ?? -1] ?? 0];
  const shift = linear.length === 1 ? 0 : (parameters[linear[1]] as number);
  const factor = (parameters[linear[0]] as number) - (isBlend ? shift : 0);
  let error = 0;
  for (let i = 0; i < x.length; i++) {
    const residual = factor * shape(x[i] as number, first, second) + shift - (y[i] as number);
    error += (weights[i] as number) * residual * residual;
  }
  return { parameters, error: Number.isFinite(error) ? error : Infinity };
}

/**
 * The best of the local minima on the grid, in ascending order, each with initial steps of a quarter of the distance
 * between its neighbors.
 */
function lowest(axes: readonly (readonly number[])[], at: (others: readonly number[]) => Candidate) {
  const count = axes.reduce((product, axis) => product * axis.length, 1);
  const indices = (place: number) =>
    axes.map((_, k) => {
      const below = axes.slice(0, k).reduce((product, axis) => product * axis.length, 1);
      return { below, index: Math.floor(place / below) % (axes[k] as readonly number[]).length };
    });
  const othersOf = (place: number) => indices(place).map(({ index }, k) => axes[k]?.[index] as number);
  const errors = Array.from({ length: count }, (_, place) => at(othersOf(place)).error);
  const isLowest = (place: number) =>
    indices(place).every(({ below, index }, k) => {
      const before = index > 0 ? (errors[place - below] as number) : Infinity;
      const isLast = index + 1 === axes[k]?.length;
      return (
        (errors[place] as number) <= Math.min(before, isLast ? Infinity : (errors[place + below] as number))
      );
    });
  const places = Array.from(errors.keys()).filter((place) => errors[place] !== Infinity && isLowest(place));
  places.sort((a, b) => (errors[a] as number) - (errors[b] as number));
  return places.slice(0, MAX_PLACES).map((place) => ({
    others: othersOf(place),
    steps: indices(place).map(({ index }, k) => {
      const axis = axes[k] as readonly number[];
      const [from, to] = [axis[Math.max(index - 1, 0)], axis[Math.min(index + 1, axis.length - 1)]];
      return ((to as number) - (from as number)) / 4;
    }),
  }));
}

/** A coordinate search with steps that are halved if no parameter improves. */
function descended(
  from: readonly number[],
  widths: readonly number[],
  at: (others: readonly number[]) => Candidate,
): Candidate {
  let [others, best, steps] = [from, at(from), widths];
  for (let halving = 0; halving < HALVINGS; halving++) {
    const before = best.error;
    for (const [k, step] of steps.entries()) {
      for (const shift of [step, -step]) {
        const moved = others.with(k, (others[k] as number) + shift);
        const candidate = at(moved);
        if (candidate.error < best.error) {
          [others, best] = [moved, candidate];
          break;
        }
      }
    }
    if (best.error === before) steps = steps.map((step) => step / 2);
  }
  return best;
}
