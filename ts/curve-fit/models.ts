/** The named models: their formulas and starting values. */

import { leastSquaresLine, regression, type Separated, scanned, sorted } from './guesses.js';

/** A named model. */
export interface NamedModel<Parameter extends string = string> {
  /** A formula of the predictor `x` and the parameters. */
  readonly formula: string;
  /** The parameters, in order. */
  readonly parameters: readonly Parameter[];
  /** Computes starting values of the parameters, in that order. */
  guess(x: readonly number[], y: readonly number[]): readonly number[];
  /** The linear and nonlinear parts of the model, for a search that improves the starting values. */
  readonly separated: Separated | undefined;
}

/** The space-separated words of a string. */
type Words<Text extends string> = Text extends `${infer First} ${infer Rest}` ? First | Words<Rest> : Text;

/** Creates a model; `parameters` holds the names, separated by spaces. */
const model = <Text extends string>(
  formula: string,
  parameters: Text,
  guess: NamedModel['guess'],
  separated?: Separated,
): NamedModel<Words<Text>> => ({
  formula,
  parameters: parameters.split(' ') as Words<Text>[],
  guess,
  separated,
});

/** `count` evenly spaced numbers from `from` to `to`. */
const evenly = (from: number, to: number, count: number) =>
  Array.from({ length: count }, (_, k) => from + ((to - from) * k) / (count - 1));

/** `count` logarithmically spaced numbers from `from` to `to`, both positive. */
const inProportion = (from: number, to: number, count: number) =>
  evenly(Math.log(from), Math.log(to), count).map(Math.exp);

/** Numbers and their negatives, ascending. */
const ofBothSigns = (values: readonly number[]) => [...values.map((value) => -value).reverse(), ...values];

/** The range of sorted x; 1 if it is zero. */
const spanOf = (x: readonly number[]) => last(x) - first(x) || 1;

/** The largest magnitude in sorted x; 1 if all entries are zero. */
const sizeOf = (x: readonly number[]) => Math.max(Math.abs(first(x)), Math.abs(last(x))) || 1;

const last = (values: readonly number[]) => values.at(-1) as number;
const first = (values: readonly number[]) => values[0] as number;

/** The first crossing of a level by y, in the order of x, from below or above, interpolated linearly. */
function crossing(x: readonly number[], y: readonly number[], level: number): number {
  const k = y.findIndex((value, i) => i > 0 && (value - level) * ((y[i - 1] as number) - level) <= 0);
  if (k < 0) return (first(x) + last(x)) / 2;
  const [x0, x1, y0, y1] = [x[k - 1], x[k], y[k - 1], y[k]] as [number, number, number, number];
  return y1 === y0 ? (x0 + x1) / 2 : x0 + ((level - y0) / (y1 - y0)) * (x1 - x0);
}

/** The parameter names of each model. */
export interface ModelParameters {
  exponentialDecay: 'amplitude' | 'rate' | 'offset';
  exponentialSaturation: 'maximum' | 'rate';
  logistic: 'maximum' | 'rate' | 'midpoint';
  gaussian: 'amplitude' | 'center' | 'width' | 'offset';
  michaelisMenten: 'maximum' | 'constant';
  doseResponse: 'bottom' | 'top' | 'ec50' | 'slope';
  powerLaw: 'factor' | 'exponent';
  sinusoid: 'amplitude' | 'period' | 'phase' | 'offset';
}

/** The names of the built-in models. */
export type ModelName = keyof ModelParameters;

/** The parameter names of a model. */
export type ParameterOf<Name extends ModelName> = ModelParameters[Name];

/** The built-in models by name. */
export const models: { readonly [Name in ModelName]: NamedModel<ModelParameters[Name]> } = {
  exponentialDecay: model(
    'amplitude * exp(-rate * x) + offset',
    'amplitude rate offset',
    (x, y) => {
      // y + rate ∫y is linear in x, so the coefficient of the integral in a regression gives the rate (Jacquelin 2009).
      const rate = decayRate(...sorted(x, y));
      const [offset, amplitude] = leastSquaresLine(
        x.map((value) => Math.exp(-rate * value)),
        y,
      );
      return [amplitude, rate, offset];
    },
    {
      linear: [0, 2],
      others: [1],
      shape: (x, rate) => Math.exp(-rate * x),
      axes: (x) => [ofBothSigns(inProportion(0.03 / spanOf(x), 100 / spanOf(x), 18))],
    },
  ),
  exponentialSaturation: model(
    'maximum * (1 - exp(-rate * x))',
    'maximum rate',
    (x, y) => {
      const [xs, ys] = sorted(x, y);
      const maximum = largest(ys);
      const half = crossing([0, ...xs], [0, ...ys], maximum / 2);
      return [maximum, Math.LN2 / (half || 1)];
    },
    {
      linear: [0],
      others: [1],
      shape: (x, rate) => -Math.expm1(-rate * x),
      axes: (x) => [ofBothSigns(inProportion(0.01 / sizeOf(x), 300 / sizeOf(x), 22))],
    },
  ),
  logistic: model(
    'maximum / (1 + exp(-rate * (x - midpoint)))',
    'maximum rate midpoint',
    (x, y) => {
      const maximum = 1.02 * largest(y);
      // ln(y / (maximum - y)) is linear in x.
      const inside = x.map((_, k) => k).filter((k) => (y[k] as number) / maximum > 0.001);
      const [intercept, rate] = leastSquaresLine(
        inside.map((k) => x[k] as number),
        inside.map((k) => Math.log((y[k] as number) / (maximum - (y[k] as number)))),
      );
      return [maximum, rate, rate === 0 ? 0 : -intercept / rate];
    },
    {
      linear: [0],
      others: [1, 2],
      shape: (x, rate, midpoint) => 1 / (1 + Math.exp(-rate * (x - midpoint))),
      axes: (x) => [
        ofBothSigns(inProportion(1 / spanOf(x), 200 / spanOf(x), 9)),
        evenly(first(x) - spanOf(x) / 2, last(x) + spanOf(x) / 2, 17),
      ],
    },
  ),
  gaussian: model(
    'amplitude * exp(-((x - center) / width)^2 / 2) + offset',
    'amplitude center width offset',
    (x, y) => {
      const [xs, ys] = sorted(x, y);
      const offset = (first(ys) + last(ys)) / 2;
      const peak = ys.reduce((best, value, k) => (farther(value, ys[best], offset) ? k : best), 0);
      const amplitude = (ys[peak] as number) - offset;
      // The area of the peak is amplitude · width · √(2π).
      const area = integrals(
        xs,
        ys.map((value) => value - offset),
      ).at(-1) as number;
      const width = Math.abs(area / amplitude) / Math.sqrt(2 * Math.PI);
      return [amplitude, xs[peak] as number, width || (last(xs) - first(xs)) / 6, offset];
    },
    {
      linear: [0, 3],
      others: [1, 2],
      shape: (x, center, width) => Math.exp(-(((x - center) / width) ** 2) / 2),
      axes: (x) => [
        evenly(first(x) - spanOf(x) / 4, last(x) + spanOf(x) / 4, 31),
        inProportion(spanOf(x) / Math.min(2 * x.length, 40), 2 * spanOf(x), 8),
      ],
    },
  ),
  michaelisMenten: model(
    'maximum * x / (constant + x)',
    'maximum constant',
    (x, y) => {
      const [xs, ys] = sorted(x, y);
      const maximum = 1.2 * largest(ys);
      return [maximum, crossing([0, ...xs], [0, ...ys], maximum / 2)];
    },
    {
      linear: [0],
      others: [1],
      shape: (x, constant) => x / (constant + x),
      axes: (x) => [inProportion(1e-3 * sizeOf(x), 1e3 * sizeOf(x), 25)],
    },
  ),
  doseResponse: model(
    'bottom + (top - bottom) * where(x > 0, sigmoid(slope * (log(x) - log(ec50))), 0)',
    'bottom top ec50 slope',
    (x, y) => {
      const [xs, ys] = sorted(x, y);
      const [bottom, top] = [first(ys), last(ys)];
      const positive = xs.map((_, k) => k).filter((k) => (xs[k] as number) > 0);
      const logs = positive.map((k) => Math.log(xs[k] as number));
      const middle = crossing(
        logs,
        positive.map((k) => ys[k] as number),
        (bottom + top) / 2,
      );
      return [bottom, top, Math.exp(middle), 1];
    },
    {
      linear: [1, 0],
      isBlend: true,
      others: [2, 3],
      shape: (x, ec50, slope) => (x > 0 ? 1 / (1 + (ec50 / x) ** slope) : 0),
      axes: (x) => {
        const positive = x.filter((dose) => dose > 0);
        const [least, most] = [positive[0] ?? 1, positive.at(-1) ?? 1];
        return [inProportion(least / 3, 3 * most, 17), inProportion(0.25, 8, 6)];
      },
    },
  ),
  powerLaw: model(
    'factor * x^exponent',
    'factor exponent',
    (x, y) => {
      const positive = x.map((_, k) => k).filter((k) => (x[k] as number) > 0 && (y[k] as number) > 0);
      const log = (values: readonly number[]) => positive.map((k) => Math.log(values[k] as number));
      const [intercept, exponent] = leastSquaresLine(log(x), log(y));
      return [Math.exp(intercept), exponent];
    },
    {
      linear: [0],
      others: [1],
      shape: (x, exponent) => x ** exponent,
      axes: () => [evenly(-6, 6, 25)],
    },
  ),
  sinusoid: model(
    'amplitude * sin(2 * pi * x / period + phase) + offset',
    'amplitude period phase offset',
    (x, y) => {
      const { period, coefficients } = scanned(x, y);
      const [offset, sine, cosine] = coefficients;
      return [Math.hypot(sine, cosine), period, Math.atan2(cosine, sine), offset];
    },
  ),
};

const largest = (values: readonly number[]) =>
  values.reduce((most, value) => Math.max(most, value), -Infinity);

const farther = (value: number, than: number | undefined, from: number) =>
  Math.abs(value - from) > Math.abs((than as number) - from);

/** The cumulative integrals of y over x by the trapezoidal rule. */
function integrals(x: readonly number[], y: readonly number[]): number[] {
  let sum = 0;
  return x.map((value, k) => {
    if (k > 0) sum += (((y[k] as number) + (y[k - 1] as number)) / 2) * (value - (x[k - 1] as number));
    return sum;
  });
}

function decayRate(x: readonly number[], y: readonly number[]): number {
  const integral = integrals(x, y);
  const rows = x.map((value, k) => [1, value, integral[k] as number]);
  const [, , slope] = regression(rows, y) as [number, number, number];
  const length = last(x) - first(x);
  // Data without decay do not determine the rate; the inverse range of x is used.
  return Number.isFinite(slope) && slope !== 0 ? -slope : 1 / (length || 1);
}
