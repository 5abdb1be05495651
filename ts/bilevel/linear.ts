/** Linear models whose penalties are tuned, or whose samples are cleaned, in the form that their problem has. */

import type { Matrix } from '../engine/arrays.js';
import type { LabelsOf } from '../engine/labels.js';
import type {
  CleanSamplesProblem,
  CleanSamplesSolution,
  LinearLoss,
  TunePenaltiesProblem,
  TunePenaltiesSolution,
} from '../generated/bilevel.js';

/** The loss of a problem, which may leave it out. */
export type LinearLossOf<Problem, Default extends LinearLoss> = Problem extends {
  readonly loss: infer Loss extends LinearLoss;
}
  ? Loss
  : 'loss' extends keyof Problem
    ? LinearLoss
    : Default;

/** A linear model, for `coordinate.predict`, of a loss and of classes as they stand in the response. */
export type LinearModelOf<Loss extends LinearLoss, Response> = Loss extends 'multinomial'
  ? {
      readonly coefficients: Matrix;
      readonly intercept: Float64Array;
      readonly loss: Loss;
      readonly classes: LabelsOf<Response>;
    }
  : {
      readonly coefficients: Float64Array;
      readonly intercept: number;
      readonly loss: Loss extends 'logistic' ? 'logistic' : 'squared';
    } & (Loss extends 'squared' ? unknown : { readonly classes: LabelsOf<Response> });

/** Tuned penalties, with a model in the form that the problem has. */
export type TunePenaltiesSolutionOf<Problem extends TunePenaltiesProblem> = Omit<
  TunePenaltiesSolution,
  'model'
> & {
  /** The model fitted to all samples, for `coordinate.predict`. */
  readonly model: LinearModelOf<LinearLossOf<Problem, 'squared'>, Problem['response']>;
};

/** Weights of samples, with a model in the form that the problem has. */
export type CleanSamplesSolutionOf<Problem extends CleanSamplesProblem> = Omit<
  CleanSamplesSolution,
  'model'
> & {
  /** The model fitted with these weights, for `coordinate.predict`. */
  readonly model: LinearModelOf<LinearLossOf<Problem, 'multinomial'>, Problem['response']>;
};
