/** Certificates of minimization by batches, and of samples, in plain TypeScript. */

import type { stochastic } from 'superlinear';
import { at, atMost, EPSILON, holds, near, norm, range, rowsOf, sum, vectorOf } from './support.js';

/** Projects onto a set of consecutive variables, by another algorithm than the engine for the simplex: bisection. */
function project(set: stochastic.ConvexSet, x: number[]): number[] {
  const bound = (bounds: typeof set.lower, k: number, none: number) =>
    typeof bounds === 'number' ? bounds : bounds == null ? none : at(bounds, k);
  if (set.kind === 'box') {
    return x.map((entry, k) =>
      Math.min(Math.max(entry, bound(set.lower, k, -Infinity)), bound(set.upper, k, Infinity)),
    );
  }
  if (set.kind === 'ball') {
    const center = set.center == null ? x.map(() => 0) : vectorOf(set.center);
    const offset = x.map((entry, k) => entry - at(center, k));
    const excess = norm(offset) / (set.radius as number);
    return excess <= 1 ? x : offset.map((entry, k) => at(center, k) + entry / excess);
  }
  if (set.kind !== 'simplex') return x;
  const total = set.sum ?? 1;
  let [low, high] = [Math.min(...x) - total, Math.max(...x)];
  const clipped = (shift: number) => x.map((entry) => Math.max(0, entry - shift));
  for (let k = 0; k < 200; k++) {
    const middle = low + (high - low) / 2;
    if (sum(clipped(middle)) > total) low = middle;
    else high = middle;
  }
  return clipped(high);
}

/** The variables of each set, with the set. */
function blocks(problem: stochastic.MinimizeFunctionProblem): [stochastic.ConvexSet, number, number][] {
  let first = 0;
  return (problem.set ?? []).map((set) => {
    const lengths = [set.lower, set.upper, set.center].map((given) =>
      typeof given === 'object' && given !== null ? given.length : undefined,
    );
    const size = set.size ?? lengths.find((length) => length !== undefined) ?? 0;
    first += size;
    return [set, first - size, first];
  });
}

/** Recomputes objective and gradient mapping by single components, and checks the set. */
export function certifyMinimize(
  problem: stochastic.SyncMinimizeFunctionProblem,
  solution: stochastic.MinimizeSolution,
): void {
  const x = Array.from(solution.solution);
  const n = problem.componentCount;
  const gradient = x.map(() => 0);
  let objective = 0;
  let size = 0;
  for (const i of range(n)) {
    const out = new Float64Array(x.length);
    const value = problem.gradient(solution.solution.slice(), Float64Array.of(i), Float64Array.of(1), out);
    objective += value / n;
    size += Math.abs(value) / n + norm(Array.from(out)) / n;
    for (const [k, entry] of out.entries()) gradient[k] = at(gradient, k) + entry / n;
  }
  const lambda = problem.lambda ?? 0;
  const ratio = { none: 0, l2: 0, l1: 1, elasticNet: problem.l1Ratio ?? 0.5 }[problem.penalty ?? 'none'];
  const strength = problem.penalty === undefined || problem.penalty === 'none' ? 0 : lambda;
  const [l1, l2] = [strength * ratio, strength * (1 - ratio)];
  objective += sum(x.map((entry) => l1 * Math.abs(entry) + (l2 * entry * entry) / 2));
  const moved = x.map((entry, k) => {
    const target = entry - at(gradient, k);
    return (Math.sign(target) * Math.max(0, Math.abs(target) - l1)) / (1 + l2);
  });
  const scale = 1 + norm(x) + size;
  for (const [set, first, end] of blocks(problem)) {
    moved.splice(first, end - first, ...project(set, moved.slice(first, end)));
    const own = x.slice(first, end);
    const distance = norm(project(set, own).map((entry, k) => entry - at(own, k)));
    atMost('the distance to the set', distance, 1e-12 * scale);
  }
  const mapping = norm(moved.map((entry, k) => entry - at(x, k)));
  const slack = 1e-10 * scale + n * EPSILON * scale;
  if (solution.objective !== undefined) near('the objective', solution.objective, objective, slack);
  if (solution.gradientNorm !== undefined)
    near('the gradient mapping', solution.gradientNorm, mapping, slack);
}

/** Recomputes probabilities and weights, and the ratio of variances. */
export function certifySamplingProbabilities(
  problem: stochastic.SamplingProbabilitiesProblem,
  solution: stochastic.SamplingProbabilitiesSolution,
): void {
  const mixing = problem.mixing ?? 0.8;
  const expected = [problem.scores, ...(problem.choices ?? []).map((point) => point.scores)].map((scores) =>
    probabilitiesOf(vectorOf(scores), mixing),
  );
  const found = [solution.probabilities, ...(solution.choiceProbabilities ?? [])];
  const draws = [solution.draws, ...(solution.choiceDraws ?? [])];
  holds(
    'there are draws at each point',
    found.length === expected.length && draws.length === expected.length,
  );
  expected.forEach((probabilities, point) => {
    probabilities.forEach((p, k) => {
      near('a probability', at(found[point] as Float64Array, k), p, 1e-12 * p + 1e-300);
    });
    holds('there are as many draws as wanted', draws[point]?.length === (problem.count ?? 0));
  });
  solution.weights.forEach((given, k) => {
    const weight = expected.reduce((product, probabilities, point) => {
      const p = at(probabilities, at(draws[point] as Int32Array, k));
      return product / (probabilities.length * p);
    }, 1);
    near('a weight', given, weight, 1e-11 * weight);
  });
  const shares = sharesOf(vectorOf(problem.scores));
  const count = shares.length;
  const weighted = sum(
    shares.map((s, k) => (s > 0 ? (s * s) / (count * at(expected[0] as number[], k)) : 0)),
  );
  const square = sum(shares.map((s) => s * s));
  const ratio = square > 0 ? weighted / square : 1;
  near('the ratio of variances', solution.varianceRatio, ratio, 1e-10 * ratio);
}

/** Scores relative to the largest, which avoids overflow. */
function sharesOf(scores: readonly number[]): number[] {
  const most = Math.max(...scores);
  return scores.map((score) => (most > 0 ? score / most : 0));
}

/** Shares of scores, mixed with equal ones. */
function probabilitiesOf(scores: readonly number[], mixing: number): number[] {
  const shares = sharesOf(scores);
  const [total, count] = [sum(shares), scores.length];
  return shares.map((share) => (total > 0 ? (mixing * share) / total + (1 - mixing) / count : 1 / count));
}

/** The rates by the formulas of the guide. */
export function certifyStepSizes(
  problem: stochastic.StepSizesProblem,
  solution: stochastic.StepSizesSolution,
): void {
  const { steps, kind, peak = 1, warmup = 0, floor = 0 } = problem;
  const all = steps - warmup;
  const formulas: Readonly<Record<stochastic.ScheduleKind, (t: number) => number>> = {
    constant: () => 1,
    lastIterate: (t) => (all - t) / all,
    cosine: (t) => Math.cos((Math.PI * t) / all / 2) ** 2,
    uba: (t) => {
      const [shape, height] = [problem.shape ?? 5, 1 + Math.cos((Math.PI * t) / all)];
      return (2 * height) / (2 * shape + (2 - shape) * height);
    },
    rex: (t) => (2 * (all - t)) / (2 * all - t),
    oneCycle: (t) => {
      const top = Math.max(0, 0.3 * all - 1);
      const from = (a: number, b: number, part: number) => a + ((b - a) * (1 - Math.cos(Math.PI * part))) / 2;
      if (t < 0.3 * all - 1) return from(0.04, 1, t / top);
      return all - 1 - top > 0 ? from(1, 4e-6, (t - top) / (all - 1 - top)) : 1;
    },
    inverseSquareRoot: (t) => Math.sqrt(1 / (t + 1)),
    inverse: (t) => 1 / (1 + (problem.decay ?? 1) * t),
    exponential: (t) => Math.exp(t * Math.log(problem.decay ?? 1)),
    steps: (t) => {
      const passed = vectorOf(problem.boundaries ?? []).filter((boundary) => boundary <= t).length;
      return (problem.factor ?? 0.1) ** passed;
    },
    stronglyConvex: (t) => {
      const [mu, smoothness] = [problem.strongConvexity as number, problem.smoothness as number];
      return 2 / mu / (t + 2 + (4 * smoothness) / mu);
    },
    heavyTails: (t) => Math.exp(-Math.log(t + 1) / (problem.moment ?? 2)),
  };
  holds('there is a rate for each step', solution.stepSizes.length === steps);
  for (const [step, rate] of solution.stepSizes.entries()) {
    const fraction =
      step < warmup ? (step + 1) / warmup : floor + (1 - floor) * formulas[kind](step - warmup);
    near('a rate', rate, peak * fraction, 1e-11 * peak * Math.max(1, fraction));
  }
}

/**
 * Recomputes the loss and its gradient at the coefficients, by linear predictions or those of the caller. Formulas are not
 * evaluated here.
 */
export function certifyMinimizeTargets(
  problem: stochastic.SyncMinimizeTargetsFunctionProblem,
  solution: stochastic.MinimizeTargetsSolution,
): void {
  if (problem.model != null) return;
  const q = problem.outputs ?? 1;
  const x = Float64Array.from(solution.coefficients);
  const rows = problem.matrix == null ? undefined : rowsOf(problem.matrix);
  const n = rows?.length ?? (problem.rowCount as number);
  const indices = Float64Array.from(range(n));
  const predictions = new Float64Array(n * q);
  if (rows === undefined) predictions.set(problem.predictions?.(x, indices, predictions) ?? predictions);
  else
    rows.forEach((row, i) => {
      for (const c of range(q)) predictions[i * q + c] = sum(row.map((entry, j) => entry * at(x, j * q + c)));
    });
  const out = new Float64Array(n * q);
  const loss = problem.targetGradient(predictions.slice(), indices, out);
  const gradient = new Float64Array(x.length);
  if (rows === undefined)
    gradient.set(problem.predictionGradient?.(x, indices, out.slice(), gradient) ?? gradient);
  else
    for (const k of range(x.length))
      gradient[k] = sum(rows.map((row, i) => at(row, Math.floor(k / q)) * at(out, i * q + (k % q))));
  if (solution.objective !== undefined)
    near('the loss', solution.objective, loss, 1e-11 * (1 + Math.abs(loss)));
  if (solution.gradientNorm !== undefined)
    near('the gradient', solution.gradientNorm, norm(Array.from(gradient)) / n, 1e-11);
}
