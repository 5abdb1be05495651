/**
 * Certificates of denoisers: denoised samples are stationary, and so are the learned parameters. The gradient of the
 * loss is computed here from the returned samples.
 */

import type { bilevel } from 'superlinear';
import { at, atMost, dot, EPSILON, largest, near, norm, rowsOf, sum, vectorOf } from './support.js';

/** A filter of a few rows. */
type Filter = readonly (readonly number[])[];

/** Filters under a common square root, with their weight and smoothing. */
interface Term {
  readonly filters: readonly Filter[];
  readonly weight: number;
  readonly smoothing: number;
}

interface Grid {
  readonly rows: number;
  readonly columns: number;
}

/** The filters of a family, grouped by common square root. */
function filtersOf(given: bilevel.Filters | undefined, isSignal: boolean): Filter[][] {
  const [first, second] = [
    [-1, 1],
    [1, -2, 1],
  ];
  const along = (factors: number[]): Filter[] => [[factors]];
  const down = (factors: number[]): Filter[] => [factors.map((factor) => [factor])];
  const cosines = [
    [1, 1, 1].map((value) => value / Math.sqrt(3)),
    [1, 0, -1].map((value) => value / Math.sqrt(2)),
    [1, -2, 1].map((value) => value / Math.sqrt(6)),
  ];
  if (given !== undefined && typeof given !== 'string') return given.map((filter) => [rowsOf(filter)]);
  if (isSignal) {
    if (given === 'dct3') return cosines.slice(1).map(along);
    return given === 'secondOrder' ? [along(first), along(second)] : [along(first)];
  }
  const mixed = [
    [1, -1],
    [-1, 1],
  ];
  if (given === 'dct3')
    return cosines
      .flatMap((a) => cosines.map((b) => [a.map((left) => b.map((right) => left * right))]))
      .slice(1);
  if (given === 'isotropic')
    return [
      [
        [first, [0, 0]],
        [
          [-1, 0],
          [1, 0],
        ],
      ],
    ];
  const total = [along(first), down(first)];
  return given === 'secondOrder' ? [...total, along(second), down(second), [mixed]] : total;
}

const placesOf = (filter: Filter, { rows, columns }: Grid): Grid => ({
  rows: rows - filter.length + 1,
  columns: columns - (filter[0] as number[]).length + 1,
});

/**
 * Visits each coefficient of a filter at each position: the index of the position, the index of the pixel under the
 * coefficient, and the coefficient.
 */
function visit(filter: Filter, grid: Grid, each: (place: number, under: number, factor: number) => void) {
  const places = placesOf(filter, grid);
  filter.forEach((row, down) => {
    row.forEach((factor, right) => {
      for (let i = 0; i < places.rows; i++)
        for (let j = 0; j < places.columns; j++)
          each(i * places.columns + j, (i + down) * grid.columns + j + right, factor);
    });
  });
}

function correlated(filter: Filter, grid: Grid, picture: readonly number[]): number[] {
  const places = placesOf(filter, grid);
  const sums = new Array<number>(places.rows * places.columns).fill(0);
  visit(filter, grid, (place, under, factor) => {
    sums[place] = at(sums, place) + factor * at(picture, under);
  });
  return sums;
}

function addAdjoint(filter: Filter, grid: Grid, values: readonly number[], sums: number[]): void {
  visit(filter, grid, (place, under, factor) => {
    sums[under] = at(sums, under) + factor * at(values, place);
  });
}

/** The responses of a term's filters on a picture, and the square roots. */
function responsesOf({ filters, smoothing }: Term, grid: Grid, picture: readonly number[]) {
  const fields = filters.map((filter) => correlated(filter, grid, picture));
  const radii = (fields[0] as number[]).map((_, i) =>
    Math.hypot(smoothing, ...fields.map((field) => at(field, i))),
  );
  return { fields, radii };
}

/** The gradient of the denoising objective. */
function gradientOf(
  terms: readonly Term[],
  grid: Grid,
  picture: readonly number[],
  noisy: readonly number[],
) {
  const gradient = picture.map((value, i) => value - at(noisy, i));
  for (const term of terms) {
    const { fields, radii } = responsesOf(term, grid, picture);
    term.filters.forEach((filter, c) => {
      const slopes = radii.map((radius, i) => (term.weight * at(fields[c] as number[], i)) / radius);
      addAdjoint(filter, grid, slopes, gradient);
    });
  }
  return gradient;
}

/** Products with the Hessian at a picture, or with the Hessian of the quadratic majorant. */
function curvatureOf(terms: readonly Term[], grid: Grid, picture: readonly number[], isMajorant: boolean) {
  const parts = terms.map((term) => ({ term, ...responsesOf(term, grid, picture) }));
  return (direction: readonly number[]): number[] => {
    const product = Array.from(direction);
    for (const { term, fields, radii } of parts) {
      const given = term.filters.map((filter) => correlated(filter, grid, direction));
      const along = radii.map((_, i) =>
        sum(given.map((field, c) => at(field, i) * at(fields[c] as number[], i))),
      );
      term.filters.forEach((filter, c) => {
        const values = radii.map((radius, i) => {
          const pull = isMajorant ? 0 : (at(fields[c] as number[], i) * at(along, i)) / radius ** 3;
          return term.weight * (at(given[c] as number[], i) / radius - pull);
        });
        addAdjoint(filter, grid, values, product);
      });
    }
    return product;
  };
}

/** Solves a linear system by conjugate gradients. */
function solved(product: (x: readonly number[]) => number[], rightSide: readonly number[]): number[] {
  const x = rightSide.map(() => 0);
  let residual = Array.from(rightSide);
  let direction = Array.from(rightSide);
  let energy = dot(residual, residual);
  const goal = 1e-20 * energy;
  for (let k = 0; k < 20 * x.length && energy > goal; k++) {
    const image = product(direction);
    const step = energy / dot(direction, image);
    if (!(step > 0)) break;
    direction.forEach((value, i) => {
      x[i] = at(x, i) + step * value;
    });
    residual = residual.map((value, i) => value - step * at(image, i));
    const next = dot(residual, residual);
    direction = residual.map((value, i) => value + (next / energy) * at(direction, i));
    energy = next;
  }
  return x;
}

/** The unit of weights and smoothing: the power of two nearest to the standard deviation of the noisy numbers. */
function scaleOf(numbers: readonly number[]): number {
  const unit = largest(numbers);
  if (unit < 2.2250738585072014e-308) return 1;
  const mean = sum(numbers.map((value) => value / unit)) / numbers.length;
  const variance = sum(numbers.map((value) => (value / unit - mean) ** 2)) / numbers.length;
  return 2 ** Math.max(Math.round(Math.log2(unit * (variance > EPSILON ? Math.sqrt(variance) : 1))), -1000);
}

const gridOf = (shape: bilevel.DenoiseProblem['shape'], columns: number): Grid =>
  shape === undefined
    ? { rows: 1, columns }
    : { rows: at(vectorOf(shape), 0), columns: at(vectorOf(shape), 1) };

function termsOf(
  filters: readonly Filter[][],
  weights: readonly number[],
  smoothing: readonly number[],
): Term[] {
  return filters.map((own, k) => ({ filters: own, weight: at(weights, k), smoothing: at(smoothing, k) }));
}

/** Rounding of the 2-norm of a gradient with these terms. */
const roundingOf = (terms: readonly Term[], size: number, scale: number) =>
  1e3 * EPSILON * Math.sqrt(size) * (scale + sum(terms.map(({ weight }) => weight)));

/** Certifies denoised samples: their gradients have the reported norms, and are below the tolerance if converged. */
export function certifyDenoise(problem: bilevel.DenoiseProblem, solution: bilevel.DenoiseSolution): void {
  const noisy = rowsOf(problem.noisy);
  const grid = gridOf(problem.shape, (noisy[0] as number[]).length);
  const { filters, weights, smoothing } = problem.model;
  const terms = termsOf(filtersOf(filters, grid.rows === 1), vectorOf(weights), vectorOf(smoothing));
  const scale = scaleOf(noisy.flat());
  const norms = rowsOf(solution.denoised).map((picture, k) =>
    norm(gradientOf(terms, grid, picture, noisy[k] as number[])),
  );
  const steepest = largest(terms.map(({ weight, smoothing }) => weight / smoothing));
  const slack =
    roundingOf(terms, grid.rows * grid.columns, scale) + 64 * EPSILON * steepest * largest(noisy.flat());
  near('the inner residual', solution.innerResidual, largest(norms), slack + 1e-6 * largest(norms));
  if (solution.status !== 'converged') return;
  const goal = (problem.tolerance ?? 1e-6) * Math.sqrt(grid.rows * grid.columns) * scale;
  atMost('the gradient', largest(norms), 1.01 * goal + slack);
}

/** Bounds of the logarithms of weights and smoothing in units of the scale, and of filter coefficients. */
const BOUNDS = { weight: [-12, 6], smoothing: [-7, 3], factor: [-3, 3] } as const;

/** The learned parameters as one vector with its bounds. */
function parametersOf(problem: bilevel.LearnDenoiserProblem, terms: readonly Term[], scale: number) {
  const { learn = 'weightsAndSmoothing' } = problem;
  const all: { value: number; bounds: readonly [number, number] }[] = [];
  for (const { weight } of terms) all.push({ value: Math.log(weight / scale), bounds: BOUNDS.weight });
  if (learn !== 'weights')
    for (const { smoothing } of terms)
      all.push({ value: Math.log(smoothing / scale), bounds: BOUNDS.smoothing });
  if (learn === 'filters')
    for (const value of terms.flatMap(({ filters }) => filters.flat(2)))
      all.push({ value, bounds: BOUNDS.factor });
  return all;
}

/** The gradient of the loss relative to the noisy loss, from the denoised samples. */
function lossGradient(
  problem: bilevel.LearnDenoiserProblem,
  terms: readonly Term[],
  grid: Grid,
  pictures: readonly number[][],
  clean: readonly number[][],
  noisySquare: number,
): number[] {
  const { learn = 'weightsAndSmoothing' } = problem;
  const parts: [number[], number[], number[]] = [[], [], []];
  const add = (part: 0 | 1 | 2, place: number, value: number) => {
    parts[part][place] = (parts[part][place] ?? 0) + value;
  };
  pictures.forEach((picture, k) => {
    const pull = picture.map((value, i) => (2 * (value - at(clean[k] as number[], i))) / noisySquare);
    const adjoint = solved(curvatureOf(terms, grid, picture, false), pull);
    let factor = 0;
    terms.forEach((term, own) => {
      const { fields, radii } = responsesOf(term, grid, picture);
      const given = term.filters.map((filter) => correlated(filter, grid, adjoint));
      const along = radii.map((_, i) =>
        sum(given.map((field, c) => at(field, i) * at(fields[c] as number[], i))),
      );
      const { weight, smoothing } = term;
      add(0, own, -weight * sum(along.map((value, i) => value / at(radii, i))));
      add(1, own, weight * smoothing ** 2 * sum(along.map((value, i) => value / at(radii, i) ** 3)));
      if (learn !== 'filters') return;
      term.filters.forEach((filter, c) => {
        const field = fields[c] as number[];
        filter.forEach((row, down) => {
          row.forEach((_, right) => {
            const one = filter.map((other, a) => other.map((__, b) => (a === down && b === right ? 1 : 0)));
            const [shiftedAdjoint, shiftedPicture] = [
              correlated(one, grid, adjoint),
              correlated(one, grid, picture),
            ];
            const changes = radii.map((radius, i) => {
              const change =
                at(given[c] as number[], i) / radius - (at(field, i) * at(along, i)) / radius ** 3;
              return (at(shiftedAdjoint, i) * at(field, i)) / radius + change * at(shiftedPicture, i);
            });
            add(2, factor++, -weight * sum(changes));
          });
        });
      });
    });
  });
  return [...parts[0], ...(learn === 'weights' ? [] : parts[1]), ...parts[2]];
}

/** Denoises a sample by minimizing successive quadratic majorants, without a line search. */
function denoised(terms: readonly Term[], grid: Grid, noisy: readonly number[]): number[] {
  let picture = Array.from(noisy);
  for (let k = 0; k < 200; k++) {
    const gradient = gradientOf(terms, grid, picture, noisy);
    if (norm(gradient) <= 1e-4 * norm(Array.from(noisy))) break;
    const step = solved(curvatureOf(terms, grid, picture, true), gradient);
    picture = picture.map((value, i) => value - at(step, i));
  }
  return picture;
}

/** Relative error of start objectives, because the certificate takes few steps. */
const START_SLACK = 1.05;

/**
 * Certifies that losses and gradients are those of the returned samples, and that the projected gradient is below the
 * tolerance if converged.
 */
export function certifyLearnDenoiser(
  problem: bilevel.LearnDenoiserProblem,
  solution: bilevel.LearnDenoiserSolution,
): void {
  const [noisy, clean] = [rowsOf(problem.noisy), rowsOf(problem.clean)];
  const grid = gridOf(problem.shape, (noisy[0] as number[]).length);
  const size = noisy.length * grid.rows * grid.columns;
  const scale = scaleOf(noisy.flat());
  const pictures = rowsOf(solution.denoised);
  const squareOf = (rows: readonly number[][]) =>
    sum(rows.map((row, k) => norm(row.map((value, i) => value - at(clean[k] as number[], i))) ** 2));
  const noisySquare = squareOf(noisy);
  near('the noisy loss', solution.noisyLoss, noisySquare / (2 * size), 1e-9 * solution.noisyLoss);
  const magnitude = largest([...noisy.flat(), ...clean.flat()]) ** 2 * 1e-9;
  near('the training loss', solution.trainingLoss, squareOf(pictures) / (2 * size), magnitude);
  const isIsotropic = problem.filters === 'isotropic' && grid.rows > 1;
  const found = solution.filters.map((filter) => rowsOf(filter));
  const filters = isIsotropic ? [found] : found.map((filter) => [filter]);
  const terms = termsOf(filters, vectorOf(solution.weights), vectorOf(solution.smoothing));
  const norms = pictures.map((picture, k) => norm(gradientOf(terms, grid, picture, noisy[k] as number[])));
  const steepest = largest(terms.map(({ weight, smoothing }) => weight / smoothing));
  const slack = roundingOf(terms, size, scale) + 64 * EPSILON * steepest * largest(noisy.flat());
  near('the inner residual', solution.innerResidual, largest(norms), slack + 1e-6 * largest(norms));
  // Adjoints are solved to a millionth, and the parts of the gradient nearly cancel at a solution.
  const gradient = lossGradient(problem, terms, grid, pictures, clean, noisySquare);
  // If squares of the numbers underflow, the certificate cannot compute gradients, because it does not rescale.
  if (!gradient.every(Number.isFinite)) return;
  const parts = Math.max(largest(gradient), solution.objective);
  const rough = 1e-5 * parts + 2 * solution.hypergradientError + 1e-9;
  gradient.forEach((slope, j) => {
    near(`entry ${j} of the gradient`, at(solution.gradient, j), slope, rough);
  });
  const parameters = parametersOf(problem, terms, scale);
  const projected = largest(
    parameters.map(({ value, bounds: [lower, upper] }, j) => {
      const held = Math.max(lower, Math.min(upper, value));
      return held - Math.max(lower, Math.min(upper, held - at(solution.gradient, j)));
    }),
  );
  near('the projected gradient', solution.projectedGradient, projected, 1e-9 * (1 + projected));
  const goal = problem.tolerance ?? 1e-4;
  // The tolerance is relative to the objective at the start, which is above that at the end.
  if (solution.status !== 'converged' || projected <= goal * solution.objective) return;
  const { weights = Math.exp(-2) * scale, smoothing = Math.exp(-2) * scale } = problem.initial ?? {};
  const listOf = (given: typeof weights) =>
    typeof given === 'number' ? terms.map(() => given) : vectorOf(given as Float64Array);
  const first = termsOf(filtersOf(problem.filters, grid.rows === 1), listOf(weights), listOf(smoothing));
  const start = squareOf(noisy.map((row) => denoised(first, grid, row))) / noisySquare;
  atMost('the projected gradient', projected, START_SLACK * goal * start + 1e-12);
}
