// Curves by name against SciPy from the parameters that the data were made with.

import { constrained } from 'superlinear';
import { at, largest, sum } from '../../../test/certificates/support.js';
import type { Random } from '../random.js';
import { type Reply, subject } from '../subject.js';
import { compareMinima, type Merit, ourSide } from '../verdict.js';

interface Curve {
  readonly model: string;
  readonly x: number[];
  readonly y: number[];
  readonly truth: number[];
}

type Formula = (x: number, parameters: number[]) => number;

/** The curves by name: their formulas, and parameters of a kind that users have. */
const CURVES: Readonly<Record<string, { formula: Formula; draw: (random: Random) => number[] }>> = {
  exponentialDecay: {
    formula: (x, [a = 0, r = 0, o = 0]) => a * Math.exp(-r * x) + o,
    draw: (random) => [random.uniform(1, 10), random.uniform(0.2, 1), random.uniform(-1, 1)],
  },
  exponentialSaturation: {
    formula: (x, [m = 0, r = 0]) => m * (1 - Math.exp(-r * x)),
    draw: (random) => [random.uniform(1, 10), random.uniform(0.2, 1)],
  },
  logistic: {
    formula: (x, [m = 0, r = 0, c = 0]) => m / (1 + Math.exp(-r * (x - c))),
    draw: (random) => [random.uniform(1, 10), random.uniform(0.5, 2), random.uniform(3, 6)],
  },
  gaussian: {
    formula: (x, [a = 0, c = 0, w = 1, o = 0]) => a * Math.exp(-(((x - c) / w) ** 2) / 2) + o,
    draw: (random) => [
      random.uniform(1, 10),
      random.uniform(3, 6),
      random.uniform(0.7, 2),
      random.uniform(-1, 1),
    ],
  },
  michaelisMenten: {
    formula: (x, [m = 0, c = 0]) => (m * x) / (c + x),
    draw: (random) => [random.uniform(1, 10), random.uniform(0.5, 4)],
  },
  powerLaw: {
    formula: (x, [f = 0, e = 0]) => f * x ** e,
    draw: (random) => [random.uniform(1, 10), random.uniform(0.3, 2.5)],
  },
};

const sampled =
  (noise: number, unit: (random: Random) => number) =>
  (random: Random): Curve => {
    const model = random.pick(Object.keys(CURVES));
    const { formula, draw } = CURVES[model] as (typeof CURVES)[string];
    const truth = draw(random);
    const x = random.list(random.integer(6, 25), () => random.uniform(0.1, 10));
    const scale = unit(random);
    const y = x.map((value) => formula(value, truth) * scale * (1 + noise * random.normal()));
    // The first parameter of each curve is a factor of it, and offsets are the last of those with one.
    const hasOffset = model === 'exponentialDecay' || model === 'gaussian';
    return {
      model,
      x,
      y,
      truth: truth.map((value, k) =>
        k === 0 || (hasOffset && k === truth.length - 1) ? value * scale : value,
      ),
    };
  };

/** The sum of squares over that of the data. */
const squaresOf = ({ model, x, y }: Curve, parameters: number[]): Merit => {
  const { formula } = CURVES[model] as (typeof CURVES)[string];
  const unit = largest(y) || 1;
  return { value: sum(x.map((value, i) => ((formula(value, parameters) - at(y, i)) / unit) ** 2)) };
};

export const curves = subject<
  Curve,
  constrained.CurveFitSolution,
  Reply & { status: string; parameters: number[] }
>({
  method: 'curveFit',
  kinds: {
    exact: sampled(0, () => 1),
    noisy: sampled(0.05, () => 1),
    scaled: sampled(0.02, (random) => random.mildScale()),
  },
  axes: [['x', 'y']],
  codes: ['truth'],
  mayBeInfinite: ['standardErrors', 'confidence', 'covariance', 'correlation'],
  peer: 'curve',
  pose: ({ model, x, y }) => ({ model, x, y }),
  solve: (problem, options) =>
    constrained.curveFitSync(
      problem as Parameters<typeof constrained.curveFitSync>[0],
      options,
    ) as constrained.CurveFitSolution,
  judge(model, outcome, { status, parameters }) {
    const ours = ourSide(outcome, (found) =>
      squaresOf(model, Object.values(found.parameters as Record<string, number>)),
    );
    const merit = squaresOf(model, parameters);
    return compareMinima(ours, { status, merit }, { unit: merit.value + 1e-12, tolerance: 1e-5 });
  },
});
