/** Certificates of minimizers of energies: energy, derivative and dual norm, recomputed corner by corner. */

import { expression, type pde } from 'superlinear';
import { interpret } from '../support/interpreter.js';
import {
  at,
  atMost,
  EPSILON,
  type FieldInput,
  holds,
  MEASURED_NORM,
  near,
  numbersOf,
  sum,
} from './support.js';

/** The first derivative of a density of the gradient divided by the gradient, and the density, by the squared length. */
function profileOf(density: pde.Density): (s: number) => { value: number; slope: number } {
  const { kind, strength = 1, exponent = 2, coefficient = 1, ridge = 0 } = density;
  const { smoothing = exponent < 2 ? 1e-2 : 0 } = density;
  return (s) => {
    const base = smoothing ** 2 + s;
    const of = {
      area: () => ({ value: strength * Math.sqrt(1 + s), slope: strength / Math.sqrt(1 + s) }),
      power: () => ({ value: base ** (exponent / 2) / exponent, slope: base ** (exponent / 2 - 1) }),
      quadratic: () => ({ value: (coefficient * s) / 2, slope: coefficient }),
    };
    const { value, slope } = of[kind]();
    return { value: value + (ridge * s) / 2, slope: slope + ridge };
  };
}

/** A problem whose density is a kind, a function as data, or a function in JavaScript. */
export type EnergyProblem = pde.MinimizeEnergyProblem | pde.SyncEnergyFunctionProblem;

/** A density at a corner: its derivatives by the value and the gradient, and a bound on their errors. */
interface Corner {
  readonly value: number;
  readonly byValue: number;
  readonly flux: readonly number[];
  readonly error: number;
}

/** A density of the value, the gradient and the place, both with x first. */
type DensityAt = (u: number, p: readonly number[], x: readonly number[]) => Corner;

/** The step of central differences, and the bound on their errors relative to the largest values. */
const DIFFERENCE = 1e-5;
const DIFFERENCE_ERROR = 1e-8;

/** The density of a problem. Derivatives of functions as data are central differences of a plain evaluation. */
function densityOf({ density, ...problem }: EnergyProblem): DensityAt {
  if (typeof density === 'function')
    return (u, p, x) => {
      const answers = new Float64Array(2 + p.length).fill(Number.NaN);
      const returned = density(Float64Array.of(u, ...p, ...x), 1, answers);
      const [value = 0, byValue = 0, ...flux] = Array.from((returned ?? answers) as ArrayLike<number>);
      return { value, byValue, flux, error: 0 };
    };
  if ('kind' in density) {
    const profile = profileOf(density);
    return (_, p) => {
      const { value, slope } = profile(sum(p.map((entry) => entry * entry)));
      return { value, byValue: 0, flux: p.map((entry) => slope * entry), error: 0 };
    };
  }
  const parameters = 'parameters' in problem ? problem.parameters : {};
  const f = 'formula' in density ? expression.read(density as expression.FormulaText) : density;
  const value = (u: number, p: readonly number[], x: readonly number[]) =>
    interpret(f, { ...(parameters as Record<string, number>), u, p, x }).values[0] as number;
  return (u, p, x) => {
    const values: number[] = [];
    const slope = (of: (step: number) => number, size: number) => {
      const step = DIFFERENCE * Math.max(1, Math.abs(size));
      const [above, below] = [of(step), of(-step)];
      values.push(above, below);
      return (above - below) / (2 * step);
    };
    const byValue = slope((step) => value(u + step, p, x), u);
    const flux = p.map((entry, a) => slope((step) => value(u, p.with(a, entry + step), x), entry));
    return {
      value: value(u, p, x),
      byValue,
      flux,
      error: DIFFERENCE_ERROR * (1 + Math.max(...values.map(Math.abs))),
    };
  };
}

/** A potential and its derivative. */
function potentialOf({ kind = 'none', weight = 1 }: pde.Potential): (u: number) => readonly [number, number] {
  const of = {
    none: () => [0, 0] as const,
    quadratic: (u: number) => [(weight * u * u) / 2, weight * u] as const,
    logCosh: (u: number) =>
      [
        weight * (Math.abs(u) + Math.log1p(Math.exp(-2 * Math.abs(u))) - Math.LN2),
        weight * Math.tanh(u),
      ] as const,
    doubleWell: (u: number) => [(weight * (u * u - 1) ** 2) / 4, weight * u * (u * u - 1)] as const,
  };
  return of[kind];
}

/** The places of all nodes of a grid of this shape. */
function placesOf(shape: readonly number[]): number[][] {
  return shape.reduce<number[][]>(
    (places, count) => places.flatMap((place) => Array.from({ length: count }, (_, i) => [...place, i])),
    [[]],
  );
}

/** Multiplies a field by a function of the eigenvalues of the negative Laplacian, by sums of sines. */
function withSymbol(
  shape: readonly number[],
  spacing: readonly number[],
  field: readonly number[],
  symbol: (eigenvalue: number) => number,
): number[] {
  const sines = shape.map((n) =>
    placesOf([n, n]).map(([j = 0, k = 0]) => Math.sin((Math.PI * (j + 1) * (k + 1)) / (n + 1))),
  );
  const transformed = (values: readonly number[]) =>
    shape.reduce<readonly number[]>((before, n, axis) => {
      const stride = shape.slice(axis + 1).reduce((product, count) => product * count, 1);
      return before.map((_, place) => {
        const k = Math.floor(place / stride) % n;
        const first = place - k * stride;
        const terms = Array.from(
          { length: n },
          (_, j) => at(before, first + j * stride) * at(at2(sines, axis), j * n + k),
        );
        return Math.sqrt(2 / (n + 1)) * sum(terms);
      });
    }, values);
  const eigenvalue = (place: readonly number[]) =>
    sum(
      place.map(
        (k, axis) =>
          ((2 / at(spacing, axis)) * Math.sin((Math.PI * (k + 1)) / (2 * (at(shape, axis) + 1)))) ** 2,
      ),
    );
  const coefficients = transformed(field);
  return [...transformed(placesOf(shape).map((place, k) => at(coefficients, k) * symbol(eigenvalue(place))))];
}

const at2 = <T>(list: readonly T[], index: number): T => list[index] as T;

/** The figures of a function on the grid. */
export function figuresOf(problem: EnergyProblem, solution: ArrayLike<number>) {
  const shape = Array.from(problem.points);
  const lengths = problem.lengths === undefined ? shape.map(() => 1) : Array.from(problem.lengths);
  const spacing = shape.map((n, axis) => at(lengths, axis) / (n + 1));
  const volume = spacing.reduce((product, h) => product * h, 1);
  const nodes = shape.map((n) => n + 2);
  const places = placesOf(nodes);
  const strides = nodes.map((_, axis) =>
    nodes.slice(axis + 1).reduce((product, count) => product * count, 1),
  );
  const isInside = (place: readonly number[]) => place.every((i, axis) => i > 0 && i <= at(shape, axis));
  const inside = places.map(isInside);
  const interior = places.flatMap((_, k) => (inside[k] === true ? [k] : []));
  const fieldOf = (input: FieldInput = 0) => {
    const given = numbersOf(input);
    if (typeof given === 'number') return places.map(() => given);
    if (given.length === places.length) return Array.from(given);
    const field = places.map(() => 0);
    interior.forEach((node, k) => {
      field[node] = at(given, k);
    });
    return field;
  };
  const [u, source] = [fieldOf(problem.boundaryValues), fieldOf(problem.rightSide)];
  interior.forEach((node, k) => {
    u[node] = at(solution, k);
  });
  const [density, potential] = [densityOf(problem), potentialOf(problem.potential ?? {})];
  const share = 1 / 2 ** shape.length;
  const gradient = places.map(() => 0);
  const rounding = places.map(() => 0);
  const [energies, fluxes]: [number[], number[]] = [[], []];
  const addTo = (node: number, value: number, error = 0) => {
    gradient[node] = at(gradient, node) + value;
    rounding[node] = at(rounding, node) + Math.abs(value) + error / EPSILON;
  };
  places.forEach((place, k) => {
    for (const signs of placesOf(shape.map(() => 2)).map((bits) => bits.map((bit) => 1 - 2 * bit))) {
      const ends = place.map((i, axis) => i + at(signs, axis));
      if (ends.some((i, axis) => i < 0 || i >= at(nodes, axis))) continue;
      const beside = strides.map((stride, axis) => k + at(signs, axis) * stride);
      const slopes = beside.map(
        (other, axis) => (at(signs, axis) * (at(u, other) - at(u, k))) / at(spacing, axis),
      );
      const coordinates = place.map((i, axis) => i * at(spacing, axis));
      const corner = density(at(u, k), slopes.toReversed(), coordinates.toReversed());
      energies.push(share * corner.value);
      addTo(k, share * corner.byValue, share * corner.error);
      corner.flux.toReversed().forEach((slope, axis) => {
        const factor = (at(signs, axis) * share) / at(spacing, axis);
        fluxes.push(share * slope ** 2);
        addTo(at(beside, axis), factor * slope, Math.abs(factor) * corner.error);
        addTo(k, -factor * slope, Math.abs(factor) * corner.error);
      });
    }
    const weight = 0.5 ** place.filter((i, axis) => i === 0 || i === at(nodes, axis) - 1).length;
    const [value, slope] = potential(at(u, k));
    energies.push(weight * value, -weight * at(source, k) * at(u, k));
    addTo(k, slope);
    addTo(k, -at(source, k));
  });
  const dual = (field: readonly number[]) => {
    const own = interior.map((node) => at(field, node));
    const image = withSymbol(shape, spacing, own, (eigenvalue) => 1 / eigenvalue);
    return Math.sqrt(volume * Math.max(0, sum(own.map((value, k) => value * at(image, k)))));
  };
  return {
    energy: volume * sum(energies),
    energyScale: volume * sum(energies.map(Math.abs)),
    dualNorm: dual(gradient),
    rounding: 16 * EPSILON * dual(rounding),
    fluxNorm: Math.sqrt(volume * sum(fluxes)),
  };
}

/** The modulus of strong convexity in the norm of gradients; 0 if none is known. */
function modulusOf({ density, potential = {}, strongConvexity = 0 }: EnergyProblem): number {
  if (potential.kind === 'doubleWell' && potential.weight !== 0) return 0;
  if (!('kind' in density)) return strongConvexity;
  const { kind, exponent = 2, smoothing = 0, coefficient = 1, ridge = 0 } = density;
  const own = {
    area: 0,
    quadratic: coefficient,
    power: exponent < 2 ? 0 : exponent === 2 ? 1 : smoothing ** (exponent - 2),
  };
  return own[kind] + ridge;
}

/** Certifies a converged minimizer: its relative dual norm is within the tolerance, and the reported figures are its own. */
export function certifyMinimizeEnergy(problem: EnergyProblem, solution: pde.MinimizeEnergySolution): void {
  const { energy, energyScale, dualNorm, rounding, fluxNorm } = figuresOf(problem, solution.solution);
  near('energy', solution.energy, energy, 1e-12 * energyScale);
  near('dualNorm', solution.dualNorm, dualNorm, 0.01 * dualNorm + 2 * rounding);
  if (solution.status === 'converged' || solution.status === 'indefinite')
    atMost('the dual norm', dualNorm, MEASURED_NORM * (problem.tolerance ?? 1e-8) * fluxNorm + rounding);
  const modulus = modulusOf(problem);
  holds(
    'bounds are given if and only if the energy is known to be strongly convex',
    modulus > 0 === (solution.energyErrorBound !== undefined),
  );
  if (!(modulus > 0) || !Number.isFinite(dualNorm ** 2 / modulus)) return;
  const slack = 0.03 * dualNorm + 2 * rounding;
  near('gradientErrorBound', solution.gradientErrorBound as number, dualNorm / modulus, slack / modulus);
  const bound = dualNorm ** 2 / (2 * modulus);
  near(
    'energyErrorBound',
    solution.energyErrorBound as number,
    bound,
    0.03 * bound + (4 * rounding * (dualNorm + rounding)) / modulus,
  );
}
