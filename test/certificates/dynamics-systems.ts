/** Certificates of dynamical systems and their series, recomputed from the problem and the returned solution. */

import { type dynamics, expression } from 'superlinear';
import { interpret } from '../support/interpreter.js';
import {
  at,
  atMost,
  dot,
  EPSILON,
  holds,
  largest,
  near,
  norm,
  range,
  rowsOf,
  rowsOfSeries,
  sum,
  trajectoriesOf,
  vectorOf,
} from './support.js';

/** A rule of the next state, or of its derivative. */
type Rule = { readonly map: Move; readonly field?: never } | { readonly field: Move; readonly map?: never };

/** A function of a state and its time. */
type Move = (y: readonly number[], t: number) => number[];

type Parameters = Readonly<Record<string, number>>;

const SYSTEMS: Readonly<Record<dynamics.SystemName, { defaults: Parameters; of: (p: Parameters) => Rule }>> =
  {
    lorenz: {
      defaults: { sigma: 10, rho: 28, beta: 8 / 3 },
      of: ({ sigma = 0, rho = 0, beta = 0 }) => ({
        field: ([x = 0, y = 0, z = 0]) => [sigma * (y - x), x * (rho - z) - y, x * y - beta * z],
      }),
    },
    roessler: {
      defaults: { a: 0.2, b: 0.2, c: 5.7 },
      of: ({ a = 0, b = 0, c = 0 }) => ({
        field: ([x = 0, y = 0, z = 0]) => [-y - z, x + a * y, b + z * (x - c)],
      }),
    },
    lorenz96: {
      defaults: { forcing: 8 },
      of: ({ forcing = 0 }) => ({
        field: (y) => {
          const place = (i: number) => at(y, (i + y.length) % y.length);
          return y.map((value, i) => (place(i + 1) - place(i - 2)) * place(i - 1) - value + forcing);
        },
      }),
    },
    henon: {
      defaults: { a: 1.4, b: 0.3 },
      of: ({ a = 0, b = 0 }) => ({ map: ([x = 0, y = 0]) => [1 - a * x * x + y, b * x] }),
    },
    lozi: {
      defaults: { a: 1.7, b: 0.5 },
      of: ({ a = 0, b = 0 }) => ({ map: ([x = 0, y = 0]) => [1 - a * Math.abs(x) + y, b * x] }),
    },
    logistic: {
      defaults: { r: 4 },
      of: ({ r = 0 }) => ({ map: ([x = 0]) => [r * x * (1 - x)] }),
    },
  };

/** The map of a piecewise-linear model. */
export function mapOf(model: dynamics.PiecewiseLinear): (x: readonly number[]) => number[] {
  const [linear, weights, directions] = [
    rowsOf(model.linear),
    rowsOf(model.weights),
    rowsOf(model.directions),
  ];
  const [offset, thresholds] = [vectorOf(model.offset), vectorOf(model.thresholds)];
  return (x) => {
    const hinges = directions.map((row, k) => Math.max(0, dot(row, [...x]) + at(thresholds, k)));
    return linear.map((row, i) => at(offset, i) + dot(row, [...x]) + dot(weights[i] ?? [], hinges));
  };
}

type Choice = Pick<
  dynamics.SimulateProblem,
  'system' | 'map' | 'field' | 'parameters' | 'model' | 'step' | 'substeps'
>;

/** The rule of a problem without a model. */
function ruleOf({ system, map, field, parameters }: Choice): Rule {
  const given = map ?? field;
  if (given === undefined || given === null) {
    const { defaults, of } = SYSTEMS[system as dynamics.SystemName];
    return of({ ...defaults, ...(parameters as Record<string, number>) });
  }
  const f = 'formula' in given ? expression.read(given.formula, given.inputs) : given;
  const name = map === undefined || map === null ? 'y' : 'x';
  const value: Move = (y, t) =>
    Array.from(interpret(f, { ...(parameters as Record<string, number>), t, [name]: y }).values);
  return name === 'x' ? { map: value } : { field: value };
}

/** The map from a row with a number to the next. */
function stepOf(choice: Choice): Move {
  if (choice.model !== undefined && choice.model !== null) return mapOf(choice.model);
  const { field, map } = ruleOf(choice);
  if (field === undefined) return map;
  const substeps = choice.substeps ?? 1;
  const step = choice.step ?? 0.01;
  const h = step / substeps;
  const moved = (y: readonly number[], factor: number, k: readonly number[]) =>
    y.map((value, i) => value + factor * at(k, i));
  return (given, row) => {
    let y = [...given];
    for (let k = 0; k < substeps; k++) {
      const t = row * step + k * h;
      const first = field(y, t);
      const second = field(moved(y, h / 2, first), t + h / 2);
      const third = field(moved(y, h / 2, second), t + h / 2);
      const fourth = field(moved(y, h, third), t + h);
      y = y.map(
        (value, i) =>
          value + h * (at(first, i) / 6 + at(second, i) / 3 + at(third, i) / 3 + at(fourth, i) / 6),
      );
    }
    return y;
  };
}

/** The sensitivity of a step to rounding, by its change under small relative changes of the state. */
function roundingOf(step: (x: readonly number[]) => number[], x: readonly number[], next: readonly number[]) {
  const moved = [1 + 1e-9, 1 - 1e-9, 1 + 7e-10].map((factor, k) =>
    step(x.map((value, j) => value * ((j + k) % 2 === 0 ? factor : 2 - factor) + (k - 1) * 1e-9)),
  );
  const changes = moved.flatMap((row) => row.map((value, j) => Math.abs(value - at(next, j))));
  return 1e-3 * largest(changes) + 1e-13 * (1 + largest(next.map(Math.abs)));
}

/** The number of rows that certificates recompute. */
const RECOMPUTED_ROWS = 500;

/** Certifies a series: it has all rows, and each is the image of the one before. */
export function certifySimulate(
  problem: dynamics.SimulateProblem,
  solution: dynamics.SimulateSolution,
): void {
  holds('as many rows as asked', solution.series.rows === problem.length);
  const rows = rowsOf(solution.series);
  if ((problem.transient ?? 0) === 0 && problem.initial !== undefined && problem.initial !== null)
    holds(
      'the first row is the initial state',
      vectorOf(problem.initial).every((x, j) => x === rows[0]?.[j]),
    );
  const move = stepOf(problem);
  for (const [k, row] of rows.slice(0, RECOMPUTED_ROWS).entries()) {
    const step = (x: readonly number[]) => move(x, (problem.transient ?? 0) + k);
    const next = rows[k + 1];
    if (next === undefined) break;
    const expected = step(row);
    const slack = roundingOf(step, row, expected);
    for (const [j, value] of next.entries()) near(`series[${k + 1}][${j}]`, value, at(expected, j), slack);
  }
}

/** The Kaplan–Yorke dimension of exponents in descending order; undefined if more are needed. */
function kaplanYorke(exponents: readonly number[], dimension: number): number | undefined {
  let total = 0;
  for (const [k, exponent] of exponents.entries()) {
    if (total + exponent < 0) return k + total / -exponent;
    total += exponent;
  }
  return exponents.length === dimension ? dimension : undefined;
}

/**
 * Certifies exponents: their order, sum and dimension; the largest one of a series is the slope of the returned curve
 * in the returned range, which is linear.
 */
export function certifyLyapunovExponents(
  problem: dynamics.LyapunovExponentsProblem,
  solution: dynamics.LyapunovExponentsSolution,
): void {
  const exponents = Array.from(solution.exponents);
  holds(
    'descending exponents',
    exponents.every((value, k) => k === 0 || value <= at(exponents, k - 1)),
  );
  if (problem.series === undefined || problem.series === null) {
    const size = sum(exponents.map(Math.abs));
    if (solution.sum !== undefined) near('sum', solution.sum, sum(exponents), 8 * EPSILON * size);
    const dimension = solution.sum === undefined ? Number.POSITIVE_INFINITY : exponents.length;
    const expected = kaplanYorke(exponents, dimension);
    holds(
      'a dimension where it is known',
      (expected === undefined) === (solution.kaplanYorkeDimension === undefined),
    );
    near(
      'kaplanYorkeDimension',
      solution.kaplanYorkeDimension ?? 0,
      expected ?? 0,
      1e-9 * (1 + (expected ?? 0)),
    );
    return;
  }
  const [first, last] = [...(solution.fitRange as Int32Array)] as [number, number];
  const points = Array.from(solution.curve as Float64Array).slice(first, last + 1);
  const times = points.map((_, k) => k - (points.length - 1) / 2);
  const mean = sum(points) / points.length;
  const centered = points.map((value) => value - mean);
  const slope = dot(times, centered) / dot(times, times);
  const residual = centered.map((value, k) => value - slope * at(times, k));
  const step = problem.step ?? 1;
  near('exponents[0]', at(exponents, 0) * step, slope, 1e-9 * (1 + largest(points.map(Math.abs))));
  const determination = 1 - dot(residual, residual) / dot(centered, centered);
  holds('a linear range', determination >= 0.98 - 1e-9);
}

/** The number of rows up to which false neighbors are searched anew. */
const SEARCHED_ROWS = 400;

/** The fraction of false neighbors, by comparison of all vectors. */
function falseNeighbors(values: readonly number[], delay: number, dimension: number): number {
  const count = values.length - dimension * delay;
  const vector = (t: number) => range(dimension).map((k) => at(values, t + k * delay));
  const vectors = range(count).map(vector);
  const deviation = momentsOf(values.map((value) => [value]))[0]?.scale ?? 0;
  const isFalse = vectors.map((own, t) => {
    let [nearest, place] = [Number.POSITIVE_INFINITY, -1];
    for (const [s, other] of vectors.entries()) {
      const distance = sum(own.map((value, k) => (value - at(other, k)) ** 2));
      if (s !== t && distance < nearest) [nearest, place] = [distance, s];
    }
    const apart = Math.abs(at(values, t + dimension * delay) - at(values, place + dimension * delay));
    return apart > 15 * Math.sqrt(nearest) || Math.sqrt(nearest + apart ** 2) > 2 * deviation;
  });
  return isFalse.filter(Boolean).length / count;
}

/** Certifies delay vectors, the local minimum of the information, and few false neighbors. */
export function certifyEmbed(problem: dynamics.EmbedProblem, solution: dynamics.EmbedSolution): void {
  const { delay, dimension } = solution;
  const values = vectorOf(problem.series);
  const count = values.length - (dimension - 1) * delay;
  holds('all delay vectors', solution.vectors.rows === count && solution.vectors.columns === dimension);
  const vectors = rowsOf(solution.vectors);
  holds(
    'entries of the series',
    vectors.every((row, t) => row.every((x, k) => x === values[t + k * delay])),
  );
  const { mutualInformation } = solution;
  const lastDelay = Math.min(problem.maxDelay ?? 100, Math.floor(values.length / 10));
  if (mutualInformation?.length === delay + 1 && delay + 1 < lastDelay) {
    const [before = 0, own = 0, after = 0] = [delay - 2, delay - 1, delay].map((k) =>
      at(mutualInformation, k),
    );
    if (delay >= 2) holds('a local minimum of the information', own < before && own <= after);
  }
  if (solution.falseNeighbors === undefined) return;
  const fraction = at(solution.falseNeighbors, dimension - 1);
  atMost('the fraction of false neighbors', fraction, 0.01);
  const spread = largest(values.map(Math.abs));
  // Of several vectors at one distance, rounding selects the neighbor.
  const isUsual = new Set(values).size === values.length;
  if (isUsual && values.length <= SEARCHED_ROWS && spread < 1e100 && spread > 1e-100)
    near('falseNeighbors', fraction, falseNeighbors(values, delay, dimension), 0.02);
}

/** The divergence over the cells of a grid; undefined if a state lies on the border of cells. */
function divergence(
  reference: readonly number[][],
  first: readonly number[][],
  second: readonly number[][],
  options: { bins: number; pseudocount: number },
): number | undefined {
  const n = reference[0]?.length ?? 0;
  const { bins, pseudocount } = options;
  const borders: number[] = [];
  const moments = momentsOf(reference);
  const intervals = range(n).map((j) => {
    const column = reference.map((row) => at(row, j));
    const margin = 0.1 * (moments[j]?.scale ?? 0);
    const [low, high] = [Math.min(...column) - margin, Math.max(...column) + margin];
    return { low, width: (high - low) / bins };
  });
  const countsOf = (rows: readonly number[][], columns: readonly number[]) => {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const cell = columns.map((j) => {
        const { low = 0, width = 1 } = intervals[j] ?? {};
        const place = (at(row, j) - low) / width;
        // On the border of two cells, rounding decides.
        if (Math.abs(place - Math.round(place)) < 1e-9) borders.push(place);
        return Math.floor(place);
      });
      const key = cell.every((place) => place >= 0 && place < bins) ? cell.join() : 'outside';
      counts.set(key, (counts.get(key) ?? 0) + 1);
    }
    return counts;
  };
  const of = (columns: readonly number[]) => {
    const [p, q] = [countsOf(first, columns), countsOf(second, columns)];
    const cells = bins ** columns.length + 1;
    const keys = new Set([...p.keys(), ...q.keys()]);
    const share = (count: number, rows: number) => (count + pseudocount) / (rows + pseudocount * cells);
    const term = (own: number, other: number) => {
      const [a, b] = [share(own, first.length), share(other, second.length)];
      return a * Math.log(a / b);
    };
    const occupied = [...keys].map((key) => term(p.get(key) ?? 0, q.get(key) ?? 0));
    return Math.max(0, sum(occupied) + (cells - keys.size) * term(0, 0));
  };
  const pairs = n <= 3 ? [range(n)] : range(n).flatMap((i) => range(i).map((j) => [j, i]));
  const mean = sum(pairs.map(of)) / pairs.length;
  return borders.length > 0 ? undefined : mean;
}

/** Certifies divergences by counts, and distances by their range. */
export function certifyCompareAttractors(
  problem: dynamics.CompareAttractorsProblem,
  solution: dynamics.CompareAttractorsSolution,
): void {
  const [reference, series] = [rowsOfSeries(problem.reference), rowsOfSeries(problem.series)];
  for (const figure of ['spectrumDistance', 'spectrumFloor'] as const)
    holds(`${figure} from 0 to 1`, solution[figure] >= 0 && solution[figure] <= 1);
  const size = largest(reference.flat().map(Math.abs));
  if (size > 1e100 || size < 1e-100) return;
  const options = { bins: problem.bins ?? 30, pseudocount: problem.pseudocount ?? 1e-5 };
  const half = Math.floor(reference.length / 2);
  const check = (figure: 'attractorDivergence' | 'divergenceFloor', expected: number | undefined) => {
    if (expected !== undefined) near(figure, solution[figure], expected, 1e-9 * (1 + expected));
  };
  check('attractorDivergence', divergence(reference, reference, series, options));
  const [first, second] = [reference.slice(0, half), reference.slice(reference.length - half)];
  check('divergenceFloor', divergence(reference, first, second, options));
}

/** The value of a term by its name. */
function termOf(name: string): (y: readonly number[]) => number {
  if (name === '1') return () => 1;
  const wave = /^(sin|cos)\(y\[(\d+)\]\)$/.exec(name);
  if (wave !== null) return (y) => Math[wave[1] as 'sin' | 'cos'](at(y, Number(wave[2])));
  const factors = name.split(' * ').map((factor) => /^y\[(\d+)\](?:\^(\d+))?$/.exec(factor));
  return (y) =>
    factors.reduce((product, match) => product * at(y, Number(match?.[1])) ** Number(match?.[2] ?? 1), 1);
}

/** The states and derivatives of the fit, unless they are smoothed and not returned. */
function derivativesOf(
  problem: dynamics.DiscoverEquationsProblem,
): { states: number[][]; derivatives: number[][] } | undefined {
  const all = trajectoriesOf(problem.series);
  if (problem.derivatives !== undefined && problem.derivatives !== null)
    return { states: all.flat(), derivatives: trajectoriesOf(problem.derivatives).flat() };
  const differences = problem.differences ?? 'fourth';
  if (differences === 'savitzkyGolay') return undefined;
  const parts = all.map((rows) => differencesOf(rows, problem.step ?? 1, differences));
  return {
    states: parts.flatMap(({ states }) => states),
    derivatives: parts.flatMap(({ derivatives }) => derivatives),
  };
}

/** The inner states of a series with their differences. */
function differencesOf(rows: readonly number[][], step: number, differences: 'second' | 'fourth') {
  const margin = differences === 'second' ? 1 : 2;
  const states = rows.slice(margin, rows.length - margin);
  const derivatives = states.map((row, i) =>
    row.map((_, j) => {
      const difference = (k: number) => at(rows[i + margin + k] ?? [], j) - at(rows[i + margin - k] ?? [], j);
      return margin === 1
        ? difference(1) / (2 * step)
        : ((2 / 3) * difference(1) - difference(2) / 12) / step;
    }),
  );
  return { states, derivatives };
}

/**
 * Certifies a sparse field: its coefficients are at least the threshold and solve the regularized least squares problem
 * of their terms, and the residual is theirs.
 */
export function certifyDiscoverEquations(
  problem: dynamics.DiscoverEquationsProblem,
  solution: dynamics.DiscoverEquationsSolution,
): void {
  const { threshold = 0.1, ridge = 0.05 } = problem;
  const coefficients = rowsOf(solution.coefficients);
  for (const [k, value] of coefficients.flat().entries())
    if (value !== 0) holds(`coefficient ${k} is at least the threshold`, Math.abs(value) >= threshold);
  const data = derivativesOf(problem);
  if (data === undefined) return;
  const terms = solution.termNames.map(termOf);
  const values = data.states.map((row) => terms.map((term) => term(row)));
  const top = largest(values.flat().map(Math.abs));
  const size = largest(data.derivatives.flat().map(Math.abs));
  if (top > 1e60 || size > 1e60 || (size < 1e-60 && size > 0)) return;
  let [squares, total] = [0, 0];
  for (const [equation, own] of coefficients.entries()) {
    const target = data.derivatives.map((row) => at(row, equation));
    const residual = values.map((row, i) => dot(row, own) - at(target, i));
    squares += dot(residual, residual);
    total += dot(target, target);
    const norms = terms.map((_, k) => norm(values.map((row) => at(row, k))));
    const scale = norm(target) + sum(own.map((value, k) => Math.abs(value) * at(norms, k)));
    for (const [k, value] of own.entries()) {
      if (value === 0) continue;
      const slope = sum(values.map((row, i) => at(row, k) * at(residual, i))) + ridge * value;
      const widest = largest(norms) + Math.sqrt(ridge);
      atMost(
        `the gradient by coefficient ${k}`,
        Math.abs(slope),
        1e-9 * widest * (scale + Math.sqrt(ridge) * Math.abs(value)),
      );
    }
  }
  const relative = total === 0 ? 0 : Math.sqrt(squares / total);
  const rounding = 1e-9 * (1 + largest(coefficients.flat().map(Math.abs)) * (top / (size || 1)));
  near('residual', solution.residual, relative, 1e-6 * relative + rounding);
}

/** The mean and the standard deviation of each column. */
function momentsOf(rows: readonly number[][]): { mean: number; scale: number }[] {
  return (rows[0] ?? []).map((_, j) => {
    const column = rows.map((row) => at(row, j));
    const mean = sum(column) / column.length;
    return { mean, scale: Math.sqrt(sum(column.map((x) => (x - mean) ** 2)) / column.length) };
  });
}

/** Certifies a model: its error on the rows held out, and the order of its exponents. */
export function certifyReconstruct(
  problem: dynamics.ReconstructProblem,
  solution: dynamics.ReconstructSolution,
): void {
  const all = trajectoriesOf(problem.series);
  const moments = momentsOf(all.flat());
  const { lift, history, attractorDivergence } = solution;
  if (lift === undefined)
    holds('a residual no larger than that of a linear map', solution.residualRatio <= 1 + 1e-9);
  const checked = (history ?? []).flatMap((check) => check.attractorDivergence ?? []);
  if (history !== undefined)
    holds(
      'the best check is returned',
      attractorDivergence === (checked.length > 0 ? Math.min(...checked) : undefined),
    );
  holds(
    'descending exponents',
    solution.lyapunovExponents.every((x, k) => k === 0 || x <= at(solution.lyapunovExponents, k - 1)),
  );
  const isUsual = moments.every(
    ({ mean, scale }) => scale > 1e-60 && scale < 1e60 && Math.abs(mean) < 1e3 * scale,
  );
  if (!isUsual) return;
  const next = mapOf(solution.model);
  const lifted = lift === undefined ? () => [] : affine(rowsOf(lift.matrix), vectorOf(lift.offset));
  const start = all[0]?.[0] ?? [];
  if (lift !== undefined && solution.smoothingWindow === 1)
    for (const [i, value] of [...start, ...lifted(start)].entries())
      near(
        'the initial state',
        at(solution.model.initial, i),
        value,
        1e-9 * (1 + Math.abs(value)) * (1 + norm(start)),
      );
  const sizes = [solution.model.linear, solution.model.weights].flatMap((matrix) =>
    rowsOf(matrix).flatMap((row, i) => row.map((x) => Math.abs(x) / (moments[i]?.scale ?? 1))),
  );
  const rounding = 1e-9 * (1 + largest(sizes) * largest(moments.map(({ scale }) => scale)));
  if (solution.smoothingWindow === 1) {
    const errors = all.map((rows) =>
      rows.slice(0, -1).map((row, t) => {
        const image = next([...row, ...lifted(row)]);
        return moments.map(({ scale }, j) => (at(image, j) - at(rows[t + 1] ?? [], j)) / scale);
      }),
    );
    const heldOut = errors.map((own) => {
      const kept = own.length + 1 - Math.floor((problem.holdOut ?? 0.2) * (own.length + 1));
      return own.slice(Math.max(2, kept) - 1);
    });
    const some = heldOut.flat(2);
    const held = some.length > 0 ? some : errors.flat(2);
    const residual = Math.sqrt(sum(held.map((error) => error ** 2)) / held.length);
    near('residual', solution.residual, residual, 1e-6 * residual + rounding);
  }
}

/** An affine map. */
const affine =
  (matrix: readonly number[][], offset: readonly number[]) =>
  (x: readonly number[]): number[] =>
    matrix.map((row, i) => dot(row, x) + at(offset, i));

/** The affine map of a region: the matrix and the constant. */
function affineOf(model: dynamics.PiecewiseLinear, code: number): { matrix: number[][]; offset: number[] } {
  const [linear, weights, directions] = [
    rowsOf(model.linear),
    rowsOf(model.weights),
    rowsOf(model.directions),
  ];
  const thresholds = vectorOf(model.thresholds);
  const active = directions.map((_, k) => (Math.floor(code / 2 ** k) % 2 === 1 ? 1 : 0));
  const slope = (i: number, j: number) =>
    sum(directions.map((row, k) => at(active, k) * at(weights[i] ?? [], k) * at(row, j)));
  return {
    matrix: linear.map((row, i) => row.map((value, j) => value + slope(i, j))),
    offset: vectorOf(model.offset).map(
      (value, i) => value + sum(thresholds.map((b, k) => at(active, k) * at(weights[i] ?? [], k) * b)),
    ),
  };
}

const product = (a: readonly number[][], b: readonly number[][]): number[][] =>
  a.map((row) => row.map((_, j) => sum(row.map((value, k) => value * at(b[k] ?? [], j)))));

const trace = (matrix: readonly number[][]): number => sum(matrix.map((row, i) => at(row, i)));

/** Certifies regions and cycles: affine maps, eigenvalues by their sum, fixed points and orbits by the map itself. */
export function certifyAnalyze(problem: dynamics.AnalyzeProblem, solution: dynamics.AnalyzeSolution): void {
  const { model } = problem;
  const next = mapOf(model);
  const shares = solution.regions.map(({ occupancy }) => occupancy);
  near('the sum of occupancies', sum(shares), solution.symbols.length === 0 ? 0 : 1, 1e-9);
  const transitions = sum(Array.from(solution.transitions.data));
  holds('a transition for each pair of rows', transitions === Math.max(0, solution.symbols.length - 1));
  const numbers = [model.linear, model.weights, model.directions].flatMap((matrix) => rowsOf(matrix).flat());
  if (largest([...numbers, ...vectorOf(model.offset), ...vectorOf(model.thresholds)].map(Math.abs)) > 1e6)
    return;
  for (const { code, matrix, eigenvalues, fixedPoint, residual } of solution.regions) {
    const affine = affineOf(model, code);
    const size = 1 + largest(affine.matrix.flat().map(Math.abs));
    for (const [k, value] of affine.matrix.flat().entries())
      near('matrix', at(matrix.data, k), value, 1e-12 * size);
    near(
      'the sum of eigenvalues',
      sum(eigenvalues),
      trace(affine.matrix),
      1e-10 * size * affine.offset.length,
    );
    if (fixedPoint === undefined) continue;
    const point = Array.from(fixedPoint);
    const image = affine.matrix.map((row, i) => at(affine.offset, i) + dot(row, point));
    const distance = norm(image.map((value, i) => value - at(point, i)));
    const scale = size * (1 + norm(point)) + norm(affine.offset);
    atMost('the residual of a fixed point', distance, 1e-11 * scale);
    near('residual', residual, distance, 1e-11 * scale);
  }
  for (const { word, points, multipliers, residual } of solution.cycles) {
    const rows = rowsOf(points);
    let derivative: number[][] = (rows[0] ?? []).map((_, i, row) => row.map((__, j) => (i === j ? 1 : 0)));
    let growth = 1;
    for (const [k, code] of word.entries()) {
      const { matrix } = affineOf(model, code);
      derivative = product(matrix, derivative);
      growth *= 1 + largest(matrix.flat().map(Math.abs)) * matrix.length;
      const [image, target] = [next(rows[k] ?? []), rows[(k + 1) % rows.length] ?? []];
      const scale = 1 + norm(image);
      const closing = k + 1 < rows.length ? 0 : residual + 1e-9 * scale;
      const slack = 1e-12 * scale * (1 + growth) + closing;
      atMost('the step of a cycle', norm(image.map((value, i) => value - at(target, i))), slack);
    }
    near('the sum of multipliers', sum(multipliers), trace(derivative), 1e-10 * growth);
  }
}
