/**
 * Generalized linear models from their definition: objective, slopes, and a plain descent, each with rounding error
 * estimates. Features, responses and coefficients are in power-of-two units, so that nothing overflows.
 */

import type { AnyMatrixInput, coordinate, IndexInput, MatrixInput, VectorInput } from 'superlinear';
import {
  at,
  columnsOf,
  EPSILON,
  exponentOf,
  isVector,
  largest,
  rightSidesOf,
  rowsOf,
  shifted,
  sum,
  transposed,
  vectorOf,
} from './support.js';

/** A response in any of its forms. */
type Response = VectorInput | MatrixInput | readonly string[] | readonly boolean[];

/** A number, or the class of a sample. */
export type Label = number | string | boolean;

/** The responses of the samples, a list for each output. */
export const labelsOf = (response: Response): Label[][] =>
  Array.isArray(response) && (typeof response[0] === 'string' || typeof response[0] === 'boolean')
    ? [[...response]]
    : rightSidesOf(response as VectorInput | MatrixInput);

/** The definition of a model. */
export interface ModelProblem {
  readonly matrix: AnyMatrixInput;
  readonly response: Response;
  readonly concavity?: number;
  readonly groupWeights?: VectorInput;
  readonly groups?: IndexInput;
  readonly huberThreshold?: number;
  readonly intercept?: boolean;
  readonly l1Ratio?: number;
  readonly layout?: coordinate.Layout;
  readonly loss?: coordinate.LossKind;
  readonly lower?: VectorInput;
  readonly offset?: VectorInput | MatrixInput;
  readonly penalty?: coordinate.PenaltyKind;
  readonly penaltyFactors?: VectorInput;
  readonly positive?: boolean;
  readonly sampleWeights?: VectorInput;
  readonly standardize?: boolean;
  readonly upper?: VectorInput;
}

/** Coefficients and an intercept for each output, in the units of a {@link Model}. */
export interface Point {
  readonly coefficients: number[][];
  readonly intercepts: number[];
}

/** A value with its rounding error. */
export interface Figure {
  readonly value: number;
  readonly rounding: number;
}

/** A feature with variance below this fraction of its mean square is constant up to rounding, and is not scaled. */
const CONSTANT = 1e-14;

/** Rounding errors of a predictor, in units of the sum of its terms' magnitudes, in addition to one per term. */
const PREDICTOR_ROUNDINGS = 8;

/** A slope below this fraction of the others counts as zero. */
const STATIONARY = 1e-8;

/** Limit on the multiplications of a plain descent. */
const WORK = 2e7;

/** Limit on the sweeps over all coefficients. */
const SWEEPS = 300;

/** Limit on the halvings of a step that does not lower the objective. */
const HALVINGS = 30;

/** A group of coefficients, by feature and output, with a penalty on its norm. */
interface Group {
  readonly members: readonly (readonly [number, number])[];
  readonly weight: number;
}

export class Model {
  readonly outputs: number;
  readonly features: number;
  readonly classes: Label[] | undefined;
  /** The exponent of the unit of responses and predictors, a power of two. */
  readonly unit: number;
  /**
   * Exponents of the units of features. A coefficient's unit is that of the predictor divided by that of its feature.
   */
  readonly exponents: readonly number[];
  /** Standard deviations in these units, divisors of the features; 1 without standardization. */
  private readonly scales: readonly number[];
  /** The penalty applies to coefficients in units of this model times two to these powers. */
  private readonly shrinks: readonly number[];
  /** Fractions of the absolute value, of half the square, and of group norms in the penalty. */
  private readonly shares: { readonly kink: number; readonly square: number; readonly norm: number };
  private readonly loss: coordinate.LossKind;
  readonly penalty: coordinate.PenaltyKind;
  private readonly columns: readonly (readonly number[])[];
  private readonly weights: readonly number[];
  private readonly responses: readonly (readonly number[])[];
  private readonly offsets: readonly (readonly number[])[];
  private readonly threshold: number;
  private readonly factors: readonly number[];
  private readonly concavity: number;
  private readonly hasIntercept: boolean;
  private readonly groups: readonly Group[];
  private readonly lower: readonly number[];
  private readonly upper: readonly number[];

  constructor(problem: ModelProblem) {
    const {
      loss = 'squared',
      penalty = 'l1',
      l1Ratio = 0.5,
      intercept = true,
      standardize = false,
    } = problem;
    [this.loss, this.penalty, this.hasIntercept] = [loss, penalty, intercept];
    this.shares = {
      kink: { elasticNet: l1Ratio, sparseGroup: l1Ratio, groupL2: 0, none: 0, l2: 0, l1: 1, mcp: 1, scad: 1 }[
        penalty
      ],
      square: penalty === 'l2' ? 1 : penalty === 'elasticNet' ? 1 - l1Ratio : 0,
      norm: penalty === 'groupL2' ? 1 : penalty === 'sparseGroup' ? 1 - l1Ratio : 0,
    };
    this.concavity = problem.concavity ?? (penalty === 'scad' ? 3.7 : 3);
    const rows = rowsOf(problem.matrix, problem.layout);
    const samples = rows.length;
    this.features = columnsOf(problem.matrix);
    const given = problem.sampleWeights === undefined ? rows.map(() => 1) : vectorOf(problem.sampleWeights);
    const top = exponentOf(largest(given));
    const weights = given.map((weight) => shifted(weight, -top));
    this.weights = weights.map((weight) => weight / sum(weights));

    const raw = labelsOf(problem.response);
    if (loss === 'logistic' || loss === 'multinomial') {
      const labels = raw[0] as Label[];
      const different = new Set(labels.map((label) => (typeof label === 'number' ? label + 0 : label)));
      const classes = [...different].sort((a, b) => (a < b ? -1 : 1));
      this.classes = classes;
      this.responses =
        loss === 'logistic'
          ? [labels.map((label) => (label === classes[1] ? 1 : -1))]
          : classes.map((name) => labels.map((label) => Number(label === name)));
    } else this.responses = raw as number[][];
    this.outputs = this.responses.length;
    const offsets = problem.offset === undefined ? undefined : rightSidesOf(problem.offset);
    const isHomogeneous = loss === 'squared' || loss === 'huber' || loss === 'multiSquared';
    this.unit = isHomogeneous
      ? exponentOf(largest([...this.responses.flat(), ...(offsets ?? []).flat()]))
      : 0;
    const inUnits = (values: readonly number[]) => values.map((value) => shifted(value, -this.unit));
    this.responses = this.responses.map(inUnits);
    this.offsets = offsets?.map(inUnits) ?? this.responses.map(() => new Array<number>(samples).fill(0));
    this.threshold = shifted(problem.huberThreshold ?? 1.35, -this.unit);

    const features = transposed(rows, this.features);
    const isGrouped = this.shares.norm > 0;
    // The features of a group share a unit, because their coefficients share a norm.
    const common = isGrouped ? exponentOf(largest(features.flat())) : undefined;
    const own = features.map((column) => common ?? exponentOf(largest(column)));
    const inUnit = (exponents: number[]) =>
      features.map((column, j) => column.map((value) => shifted(value, -at(exponents, j))));
    const deviations = inUnit(own).map((column) => (standardize ? this.deviation(column, intercept) : 0));
    // Among standardized features, constant ones keep the caller's unit.
    const isMixed = isGrouped && deviations.some((deviation) => deviation > 0);
    this.exponents = own.map((exponent, j) => (isMixed && deviations[j] === 0 ? 0 : exponent));
    const columns = inUnit([...this.exponents]);
    this.scales = deviations.map((deviation) => (deviation > 0 ? deviation : 1));
    this.shrinks = deviations.map((deviation, j) => (deviation > 0 ? 0 : -at(this.exponents, j)));
    this.columns = columns.map((column, j) => column.map((value) => value / at(this.scales, j)));
    this.factors =
      problem.penaltyFactors === undefined ? features.map(() => 1) : vectorOf(problem.penaltyFactors);
    this.groups = isGrouped ? this.groupsOf(problem) : [];
    const bound = (values: VectorInput | undefined, otherwise: number) =>
      features.map((_, j) => this.inOwnUnit(values === undefined ? otherwise : at(values, j), j));
    this.lower = bound(problem.lower, problem.positive === true ? 0 : Number.NEGATIVE_INFINITY);
    if (problem.positive === true) this.lower = this.lower.map((value) => Math.max(0, value));
    this.upper = bound(problem.upper, Number.POSITIVE_INFINITY);
  }

  private groupsOf({ groups, groupWeights }: ModelProblem): Group[] {
    const all = Array.from({ length: this.features }, (_, j) => j);
    const names = groups === undefined ? all : Array.from(groups);
    return Array.from({ length: Math.max(-1, ...names) + 1 }, (_, g) => {
      const members = all
        .filter((j) => names[j] === g)
        .flatMap((j) => this.responses.map((_, k) => [j, k] as const));
      return {
        members,
        weight: groupWeights === undefined ? Math.sqrt(members.length) : at(groupWeights, g),
      };
    });
  }

  /** The standard deviation of a feature, or its root mean square; 0 if it is constant. */
  private deviation(column: readonly number[], isAboutMean: boolean): number {
    const mean = (values: readonly number[]) => sum(values.map((value, i) => value * at(this.weights, i)));
    const square = mean(column.map((value) => value * value));
    const middle = isAboutMean ? mean(column) : 0;
    const variance = mean(column.map((value) => (value - middle) ** 2));
    return variance > CONSTANT * square ? Math.sqrt(variance) : 0;
  }

  /** Converts a coefficient of feature `j` to the units of this model. */
  private inOwnUnit(value: number, j: number): number {
    return Number.isFinite(value)
      ? shifted(value * at(this.scales, j), at(this.exponents, j) - this.unit)
      : value;
  }

  /** Converts coefficients and intercepts from the caller's form and units. */
  point(coefficients: VectorInput | AnyMatrixInput, intercept: number | VectorInput | undefined): Point {
    const outputs = isVector(coefficients)
      ? [vectorOf(coefficients)]
      : transposed(rowsOf(coefficients), this.outputs);
    const intercepts = typeof intercept === 'number' ? [intercept] : vectorOf(intercept ?? []);
    return {
      coefficients: outputs.map((output) => output.map((value, j) => this.inOwnUnit(value, j))),
      intercepts: this.responses.map((_, k) => shifted(intercepts[k] ?? 0, -this.unit)),
    };
  }

  zero(): Point {
    return {
      coefficients: this.responses.map(() => new Array<number>(this.features).fill(0)),
      intercepts: this.responses.map(() => 0),
    };
  }

  /** Converts an objective, or any other square of predictors, to the caller's units. */
  inWhole(value: number): number {
    return shifted(value, 2 * this.unit);
  }

  /** The largest bound violation of a coefficient, in its unit. */
  outside({ coefficients }: Point): number {
    return largest(
      coefficients.flatMap((output) =>
        output.map((value, j) => Math.max(0, at(this.lower, j) - value, value - at(this.upper, j))),
      ),
    );
  }

  /** A point with its coefficients projected onto their bounds. */
  clipped({ coefficients, intercepts }: Point): Point {
    const clip = (value: number, j: number) =>
      Math.min(Math.max(value, at(this.lower, j)), at(this.upper, j));
    return { coefficients: coefficients.map((output) => output.map(clip)), intercepts };
  }

  predictors({ coefficients, intercepts }: Point): number[][] {
    return coefficients.map((output, k) => {
      const z = (this.offsets[k] as number[]).map((offset) => offset + at(intercepts, k));
      output.forEach((value, j) => {
        if (value !== 0) this.add(z, j, value);
      });
      return z;
    });
  }

  private add(z: number[], j: number, change: number): void {
    (this.columns[j] as number[]).forEach((value, i) => {
      z[i] = (z[i] as number) + value * change;
    });
  }

  /** Rounding errors of the predictors. */
  private predictorRoundings({ coefficients, intercepts }: Point): number[][] {
    const roundings = EPSILON * (this.features + PREDICTOR_ROUNDINGS);
    return coefficients.map((output, k) =>
      this.weights.map((_, i) => {
        const terms = sum(output.map((value, j) => Math.abs(value * at(this.columns[j] as number[], i))));
        const others = [
          at(this.offsets[k] as number[], i),
          at(intercepts, k),
          at(this.responses[k] as number[], i),
        ];
        return roundings * (terms + sum(others.map(Math.abs)));
      }),
    );
  }

  /** The loss of sample `i`, and its first and second derivatives with respect to each output. */
  private lossAt(
    z: readonly (readonly number[])[],
    i: number,
  ): { value: number; slopes: number[]; curvatures: number[] } {
    const y = this.responses.map((output) => at(output, i));
    const predictor = z.map((output) => at(output, i));
    const first = predictor[0] as number;
    switch (this.loss) {
      case 'logistic': {
        const margin = at(y, 0) * first;
        const value = margin > 0 ? Math.log1p(Math.exp(-margin)) : -margin + Math.log1p(Math.exp(margin));
        const p = 1 / (1 + Math.exp(margin));
        return { value, slopes: [-at(y, 0) * p], curvatures: [p * (1 - p)] };
      }
      case 'poisson': {
        const mean = Math.exp(first);
        return { value: mean - at(y, 0) * first, slopes: [mean - at(y, 0)], curvatures: [mean] };
      }
      case 'multinomial': {
        const top = Math.max(...predictor);
        const total = sum(predictor.map((value) => Math.exp(value - top)));
        const chances = predictor.map((value) => Math.exp(value - top) / total);
        const value = top + Math.log(total) - sum(predictor.map((own, k) => own * at(y, k)));
        return {
          value,
          slopes: chances.map((chance, k) => chance - at(y, k)),
          curvatures: chances.map((chance) => chance * (1 - chance)),
        };
      }
      case 'huber': {
        const residual = first - at(y, 0);
        if (Math.abs(residual) <= this.threshold)
          return { value: 0.5 * residual * residual, slopes: [residual], curvatures: [1] };
        const value = this.threshold * (Math.abs(residual) - 0.5 * this.threshold);
        return { value, slopes: [Math.sign(residual) * this.threshold], curvatures: [1] };
      }
      default: {
        const residuals = predictor.map((value, k) => value - at(y, k));
        const value = 0.5 * sum(residuals.map((residual) => residual * residual));
        return { value, slopes: residuals, curvatures: residuals.map(() => 1) };
      }
    }
  }

  private meanLoss(z: readonly (readonly number[])[]): number {
    return sum(this.weights.map((weight, i) => (weight === 0 ? 0 : weight * this.lossAt(z, i).value)));
  }

  /** A lower bound of the mean loss, with an independent predictor for each sample. */
  leastLoss(): number {
    if (this.loss !== 'poisson') return 0;
    const own = (y: number) => (y === 0 ? 0 : y - y * Math.log(y));
    return sum((this.responses[0] as number[]).map((y, i) => at(this.weights, i) * own(y)));
  }

  /** The weight of the absolute value and of half the square of feature `j`'s coefficient, in units of this model. */
  private strengths(j: number, lambda: number): { kink: number; square: number } {
    const strength = lambda * at(this.factors, j);
    const shrink = at(this.shrinks, j);
    return {
      kink: shifted(strength * this.shares.kink, shrink - this.unit),
      square: shifted(strength * this.shares.square, 2 * shrink),
    };
  }

  /** The weight of the norm of a group's coefficients, in units of this model. */
  private normStrength({ members, weight }: Group, lambda: number): number {
    const [first] = members;
    return shifted(
      lambda * this.shares.norm * weight,
      first === undefined ? 0 : at(this.shrinks, first[0]) - this.unit,
    );
  }

  /** The penalty of one coefficient, without that of its group. */
  private penaltyOf(j: number, value: number, lambda: number): number {
    const { kink, square } = this.strengths(j, lambda);
    const half = 0.5 * square * value * value;
    if (this.penalty !== 'mcp' && this.penalty !== 'scad')
      return half + (value === 0 ? 0 : kink * Math.abs(value));
    // The penalty is homogeneous of degree 2 in strength and size together, so any unit may be used for both.
    const shrink = at(this.shrinks, j);
    const size = Math.abs(shifted(value, shrink));
    return concave(this.penalty, shifted(kink, -shrink), size, this.concavity);
  }

  private penaltyValue({ coefficients }: Point, lambda: number): number {
    const own = coefficients.flatMap((output) => output.map((value, j) => this.penaltyOf(j, value, lambda)));
    const norms = this.groups.map((group) => {
      const size = Math.sqrt(sum(group.members.map(([j, k]) => at(coefficients[k] as number[], j) ** 2)));
      return size === 0 ? 0 : this.normStrength(group, lambda) * size;
    });
    return sum(own) + sum(norms);
  }

  /** The mean loss plus the penalty. */
  objective(point: Point, lambda: number): Figure {
    const z = this.predictors(point);
    const errors = this.predictorRoundings(point);
    let [value, rounding] = [0, 0];
    this.weights.forEach((weight, i) => {
      if (weight === 0) return;
      const loss = this.lossAt(z, i);
      value += weight * loss.value;
      loss.slopes.forEach((slope, k) => {
        const error = at(errors[k] as number[], i);
        const curvature = Math.max(1, at(loss.curvatures, k));
        const exponents = Math.abs(at(z[k] as number[], i)) + Math.abs(at(this.responses[k] as number[], i));
        const own = this.loss === 'squared' || this.loss === 'multiSquared' ? 0 : EPSILON * (1 + exponents);
        rounding += weight * (Math.abs(slope) * error + curvature * error * error + own);
      });
      rounding += weight * EPSILON * this.weights.length * Math.abs(loss.value);
    });
    const penalty = this.penaltyValue(point, lambda);
    rounding += EPSILON * (this.features * this.outputs + PREDICTOR_ROUNDINGS) * penalty;
    return { value: value + penalty, rounding };
  }

  /** The derivatives of the mean loss with respect to all coefficients and intercepts, with rounding errors. */
  slopes(point: Point): { coefficients: Figure[][]; intercepts: Figure[] } {
    const z = this.predictors(point);
    const errors = this.predictorRoundings(point);
    const losses = this.weights.map((_, i) => this.lossAt(z, i));
    const along = (k: number, column: (i: number) => number): Figure => {
      let [value, rounding] = [0, 0];
      losses.forEach(({ slopes, curvatures }, i) => {
        const factor = at(this.weights, i) * column(i);
        if (factor === 0) return;
        value += factor * at(slopes, k);
        const curvature = Math.max(1, at(curvatures, k));
        // Differences between probabilities and responses have rounding errors of the size of these.
        const size = Math.abs(at(slopes, k)) + (this.unit === 0 ? 1 : 0);
        rounding +=
          Math.abs(factor) * (curvature * at(errors[k] as number[], i) + EPSILON * losses.length * size);
      });
      return { value, rounding };
    };
    return {
      coefficients: this.responses.map((_, k) =>
        this.columns.map((column) => along(k, (i) => at(column, i))),
      ),
      intercepts: this.responses.map((_, k) =>
        this.hasIntercept ? along(k, () => 1) : { value: 0, rounding: 0 },
      ),
    };
  }

  /** The exponent of the unit of slopes of penalized coefficients, chosen against overflow. */
  private get slopeUnit(): number {
    return Math.max(0, ...this.shrinks.map((shrink) => -shrink));
  }

  /**
   * The KKT violation: the largest distance of the negative slopes from the subdifferential of the penalty, over
   * coefficients or norms of groups, relative to the largest slope of the model without penalized features. Without a
   * penalty, features may be measured in units of their spread.
   */
  violation(
    point: Point,
    lambda: number,
    nothing: Point,
    inSpreads = false,
  ): Figure & { readonly scale: number } {
    const slopes = this.slopes(point);
    const unit = inSpreads ? 0 : this.slopeUnit;
    const spreads = inSpreads ? this.spreads() : [];
    const inUnit = (value: number, j: number) => {
      if (!inSpreads) return shifted(value, -at(this.shrinks, j) - unit);
      return at(spreads, j) > 0 ? value / at(spreads, j) : 0;
    };
    const apart = slopes.coefficients.map((output, k) =>
      output.map(({ value }, j) => {
        const distance = this.distance(point, lambda, j, k, -value);
        return inUnit(distance, j);
      }),
    );
    const roundings = slopes.coefficients.flatMap((output) =>
      output.map(({ rounding }, j) => inUnit(rounding, j)),
    );
    const free = slopes.intercepts.map(({ value }) => shifted(Math.abs(value), -unit));
    const freeRounding = slopes.intercepts.map(({ rounding }) => shifted(rounding, -unit));
    const grouped = this.groups.map((group) => {
      const violation = euclidean(group.members.map(([j, k]) => at(apart[k] as number[], j)));
      const isZero = group.members.every(([j, k]) => at(point.coefficients[k] as number[], j) === 0);
      const [first] = group.members;
      const norm = first === undefined ? 0 : inUnit(this.normStrength(group, lambda), first[0]);
      return isZero ? Math.max(0, violation - norm) : violation;
    });
    const own = this.groups.length > 0 ? grouped : apart.flat();
    const scale = this.largestSlope(nothing, unit, inUnit);
    const rounding = largest([...roundings, ...freeRounding]) * Math.sqrt(this.features * this.outputs + 1);
    return {
      value: largest([...own, ...free]) / scale,
      rounding: rounding / scale,
      scale: shifted(scale, unit + this.unit),
    };
  }

  /** The standard deviation of each feature, or its root mean square without an intercept. */
  private spreads(): number[] {
    return this.columns.map((column) => this.deviation(column, this.hasIntercept));
  }

  /** The largest slope, over penalized coefficients or norms of groups, of the model without them; 1 if all are 0. */
  private largestSlope(nothing: Point, unit: number, inUnit: (value: number, j: number) => number): number {
    const slopes = this.slopes(nothing).coefficients.map((output) =>
      output.map(({ value }, j) => inUnit(Math.abs(value), j)),
    );
    const isPenalized = (j: number) => this.shares.norm > 0 || !this.isFree(j);
    const single = slopes.flatMap((output) => output.filter((_, j) => isPenalized(j)));
    const together = this.groups.map(({ members }) =>
      euclidean(members.map(([j, k]) => at(slopes[k] as number[], j))),
    );
    const most = largest(this.groups.length > 0 ? together : single);
    return most > 0 ? most : shifted(1, -unit - this.unit);
  }

  /**
   * Whether feature `j` is unpenalized although a penalty exists. Without a penalty, the reference model has no
   * features.
   */
  private isFree(j: number): boolean {
    if (this.groups.length > 0)
      return (
        this.groups.every(
          ({ members, weight }) => weight * this.shares.norm === 0 || members.every(([own]) => own !== j),
        ) &&
        (this.shares.kink === 0 || at(this.factors, j) === 0)
      );
    return at(this.factors, j) === 0;
  }

  /**
   * The distance of `pull`, the negative slope of the loss, from the subdifferential of a coefficient's penalty and
   * bounds.
   */
  private distance(point: Point, lambda: number, j: number, k: number, pull: number): number {
    const value = at(point.coefficients[k] as number[], j);
    const { kink, square } = this.strengths(j, lambda);
    let [up, down] = [pull - kink, -pull - kink];
    if (value !== 0) {
      const shrink = at(this.shrinks, j);
      const bent =
        this.penalty === 'mcp' || this.penalty === 'scad'
          ? shifted(
              concaveSlope(
                this.penalty,
                shifted(kink, -shrink),
                Math.abs(shifted(value, shrink)),
                this.concavity,
              ),
              shrink,
            )
          : kink;
      const slope = Math.sign(value) * bent + square * value + this.normPull(point, lambda, j, k) * value;
      [up, down] = [pull - slope, slope - pull];
    }
    // A coefficient equals its bound only up to rounding, because both were scaled.
    const [lower, upper] = [at(this.lower, j), at(this.upper, j)];
    const isBelow = value < upper - 4 * EPSILON * Math.abs(upper) || upper === Number.POSITIVE_INFINITY;
    const isAbove = value > lower + 4 * EPSILON * Math.abs(lower) || lower === Number.NEGATIVE_INFINITY;
    return Math.max(0, isBelow ? up : 0, isAbove ? down : 0);
  }

  /** The slope of a group's norm divided by the coefficient. */
  private normPull(point: Point, lambda: number, j: number, k: number): number {
    const group = this.groups.find(({ members }) => members.some(([a, b]) => a === j && b === k));
    if (group === undefined) return 0;
    const size = euclidean(group.members.map(([a, b]) => at(point.coefficients[b] as number[], a)));
    return size === 0 ? 0 : this.normStrength(group, lambda) / size;
  }

  /**
   * The smallest `lambda` with all penalized features at zero, in the caller's units, given the model without them;
   * undefined if it has no simple form or is mostly rounding, and 0 for a penalty without a kink.
   */
  lambdaMax(nothing: Point): number | undefined {
    if (this.penalty === 'sparseGroup' || !this.isStationary(nothing)) return undefined;
    const slopes = this.slopes(nothing).coefficients;
    if (this.groups.length > 0) {
      const isBounded = [...this.lower, ...this.upper].some(Number.isFinite);
      if (isBounded) return undefined;
      const values = slopes.map((output) => output.map(({ value }) => value));
      const ratios = this.groups.map(({ members, weight }) => {
        const size = euclidean(members.map(([j, k]) => at(values[k] as number[], j)));
        const [first] = members;
        return weight === 0 || first === undefined
          ? 0
          : shifted(size / weight, this.unit - at(this.shrinks, first[0]));
      });
      return largest(ratios);
    }
    if (this.shares.kink === 0) return 0;
    const ratios = slopes.flatMap((output) =>
      output.map(({ value, rounding }, j) => {
        const reach = value < 0 ? at(this.upper, j) : at(this.lower, j);
        const factor = at(this.factors, j) * this.shares.kink;
        if (factor === 0 || reach === 0) return [0, 0];
        return [Math.abs(value), rounding].map((slope) =>
          shifted(slope / factor, this.unit - at(this.shrinks, j)),
        );
      }),
    );
    const [values, roundings] = [0, 1].map((which) => largest(ratios.map((ratio) => at(ratio, which))));
    // The slope of a large feature is pure rounding if its products with the response cancel.
    return (roundings as number) > STATIONARY * (values as number) ? undefined : values;
  }

  /**
   * Whether a descent found the model without penalized features: its free slopes are negligible relative to the
   * others, and these exceed rounding.
   */
  isStationary(nothing: Point): boolean {
    const { coefficients, intercepts } = this.slopes(nothing);
    const others = coefficients.flatMap((output) => output.filter((_, j) => !this.isFree(j)));
    const free = [
      ...intercepts,
      ...coefficients.flatMap((output) => output.filter((_, j) => this.isFree(j))),
    ];
    const isSeen = ({ value, rounding }: Figure) => Math.abs(value) > rounding / STATIONARY;
    const most = largest(others.filter(isSeen).map(({ value }) => value));
    return free.every(
      ({ value, rounding }) => Math.abs(value) <= Math.max(STATIONARY * most, rounding) && most > 0,
    );
  }

  /** The model without penalized features, by plain descent. */
  withoutPenalized(): Point {
    const isFree = Array.from({ length: this.features }, (_, j) => this.isFree(j));
    return this.descend(this.zero(), 0, isFree);
  }

  /**
   * The end point of a plain coordinate descent, with an objective not above that of the start. Steps are Newton steps
   * along single coefficients, or gradient steps of groups, halved until they lower the objective.
   */
  descend(start: Point, lambda: number, isMoved?: readonly boolean[]): Point {
    const point: Point = {
      coefficients: start.coefficients.map((output) => [...output]),
      intercepts: [...start.intercepts],
    };
    const z = this.predictors(point);
    const perSweep = this.weights.length * this.outputs * (this.outputs * (this.features + 1));
    const sweeps = Math.max(2, Math.min(SWEEPS, Math.floor(WORK / (8 * (perSweep + 1)))));
    for (let sweep = 0; sweep < sweeps; sweep++) {
      let gain = 0;
      if (this.hasIntercept)
        for (let k = 0; k < this.outputs; k++) gain += this.move(point, z, lambda, [[-1, k]]);
      const isIn = (j: number) => isMoved === undefined || isMoved[j] === true;
      if (this.groups.length > 0 && isMoved === undefined)
        for (const { members } of this.groups) gain += this.move(point, z, lambda, members);
      else
        for (let j = 0; j < this.features; j++)
          if (isIn(j)) for (let k = 0; k < this.outputs; k++) gain += this.move(point, z, lambda, [[j, k]]);
      if (!(gain > 0)) break;
    }
    return point;
  }

  /** Takes a step in some coefficients, or in an intercept (feature -1); returns the decrease of the objective. */
  private move(point: Point, z: number[][], lambda: number, members: Group['members']): number {
    const columnOf = (j: number) => (j < 0 ? undefined : (this.columns[j] as number[]));
    const get = ([j, k]: readonly [number, number]) =>
      j < 0 ? at(point.intercepts, k) : at(point.coefficients[k] as number[], j);
    const slopes = members.map(() => 0);
    const curvatures = members.map(() => 0);
    this.weights.forEach((weight, i) => {
      if (weight === 0) return;
      const loss = this.lossAt(z, i);
      members.forEach(([j, k], q) => {
        const x = columnOf(j)?.[i] ?? 1;
        slopes[q] = (slopes[q] as number) + weight * at(loss.slopes, k) * x;
        curvatures[q] = (curvatures[q] as number) + weight * at(loss.curvatures, k) * x * x;
      });
    });
    const curvature = members.length > 1 ? sum(curvatures) : largest(curvatures);
    if (!(curvature > 0)) return 0;
    const before = members.map(get);
    const after = this.prox(
      members,
      before.map((value, q) => value - at(slopes, q) / curvature),
      curvature,
      lambda,
    );
    const steps = after.map((value, q) => value - at(before, q));
    if (steps.every((step) => step === 0)) return 0;
    const value = this.meanLoss(z) + this.penaltyAlong(point, members, lambda);
    // Chooses the best step length among powers of two. Longer steps are tried only for a single unpenalized
    // coefficient.
    const isFree = members.every(([j]) => j < 0 || this.isWithout(j, lambda));
    let best: { gain: number; z: number[][]; values: number[] } | undefined;
    for (let doubling = 0, share = 1; doubling < HALVINGS; doubling++) {
      const values = before.map((from, q) => (share === 1 ? at(after, q) : from + share * at(steps, q)));
      const changed = this.moved(point, z, members, before, values);
      const gain = value - (this.meanLoss(changed) + this.penaltyAlong(point, members, lambda));
      if (best === undefined ? gain > 0 : gain > best.gain) {
        best = { gain, z: changed, values };
        if (!isFree || share < 1) break;
        share *= 2;
      } else if (best !== undefined) break;
      else share /= 2;
    }
    z.splice(0, z.length, ...this.moved(point, z, members, before, best?.values ?? before));
    return best?.gain ?? 0;
  }

  /** Sets some coefficients, and returns the resulting predictors. */
  private moved(
    point: Point,
    z: readonly number[][],
    members: Group['members'],
    before: readonly number[],
    values: readonly number[],
  ): number[][] {
    const changed = z.map((output) => [...output]);
    members.forEach(([j, k], q) => {
      if (j < 0) point.intercepts[k] = at(values, q);
      else (point.coefficients[k] as number[])[j] = at(values, q);
      const [output, step] = [changed[k] as number[], at(values, q) - at(before, q)];
      for (let i = 0; i < output.length; i++)
        output[i] = (output[i] as number) + (j < 0 ? 1 : at(this.columns[j] as number[], i)) * step;
    });
    return changed;
  }

  /** Whether feature `j` has neither a penalty nor bounds. */
  private isWithout(j: number, lambda: number): boolean {
    const { kink, square } = this.strengths(j, lambda);
    return (
      kink === 0 &&
      square === 0 &&
      at(this.lower, j) === Number.NEGATIVE_INFINITY &&
      at(this.upper, j) === Number.POSITIVE_INFINITY &&
      this.groups.length === 0
    );
  }

  private penaltyAlong(point: Point, members: Group['members'], lambda: number): number {
    const own = members.map(([j, k]) =>
      j < 0 ? 0 : this.penaltyOf(j, at(point.coefficients[k] as number[], j), lambda),
    );
    const group = this.groups.find((candidate) => candidate.members === members);
    if (group === undefined) return sum(own);
    const size = euclidean(members.map(([j, k]) => at(point.coefficients[k] as number[], j)));
    return sum(own) + (size === 0 ? 0 : this.normStrength(group, lambda) * size);
  }

  /**
   * The minimizer of `curvature / 2 |w - target|^2` plus the penalty, within the bounds (approximately, for a group
   * with both).
   */
  private prox(members: Group['members'], targets: number[], curvature: number, lambda: number): number[] {
    const shrunk = targets.map((target, q) => {
      const [j] = members[q] as readonly [number, number];
      if (j < 0) return target;
      const { kink, square } = this.strengths(j, lambda);
      const pull = Math.abs(target) * curvature - kink;
      return pull > 0 ? (Math.sign(target) * pull) / (curvature + square) : 0;
    });
    const group = this.groups.find((candidate) => candidate.members === members);
    const size = euclidean(shrunk);
    const norm = group === undefined ? 0 : this.normStrength(group, lambda);
    const scale = norm === 0 || size === 0 ? 1 : Math.max(0, 1 - norm / (curvature * size));
    return shrunk.map((value, q) => {
      const [j] = members[q] as readonly [number, number];
      return j < 0 ? value : Math.min(Math.max(scale * value, at(this.lower, j)), at(this.upper, j));
    });
  }
}

const euclidean = (values: readonly number[]) => Math.sqrt(sum(values.map((value) => value * value)));

/** The nonconvex penalties as functions of a coefficient's magnitude. */
function concave(penalty: 'mcp' | 'scad', strength: number, size: number, gamma: number): number {
  if (penalty === 'mcp')
    return size < gamma * strength
      ? strength * size - (0.5 * size * size) / gamma
      : 0.5 * gamma * strength * strength;
  if (size <= strength) return strength * size;
  if (size > gamma * strength) return 0.5 * strength * strength * (gamma + 1);
  return (gamma * strength * size - 0.5 * (size * size + strength * strength)) / (gamma - 1);
}

function concaveSlope(penalty: 'mcp' | 'scad', strength: number, size: number, gamma: number): number {
  if (size >= gamma * strength) return 0;
  if (penalty === 'mcp') return strength - size / gamma;
  return size <= strength ? strength : (gamma * strength - size) / (gamma - 1);
}
