/** Types of the linear models returned by penalty tuning and sample cleaning, derived from the type of the problem. */

import type { Matrix } from '../engine/arrays.js';
import type { LabelsOf } from '../engine/labels.js';
import type {
  CleanSamplesProblem,
  CleanSamplesSolution,
  LinearLoss,
  TunePenaltiesProblem,
  TunePenaltiesSolution,
} from '../generated/bilevel.js';

/** The loss of a problem; the default if it is omitted. */
export type LinearLossOf<Problem, Default extends LinearLoss> = Problem extends {
  readonly loss: infer Loss extends LinearLoss;
}
  ? Loss
  : 'loss' extends keyof Problem
    ? LinearLoss
    : Default;

/** A linear model for `coordinate.predict`, with classes in the form of the response. */
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

/** The tuned penalties, with a model in the form of the problem. */
export type TunePenaltiesSolutionOf<Problem extends TunePenaltiesProblem> = Omit<
  TunePenaltiesSolution,
  'model'
> & {
  /** The model fitted to all samples, for `coordinate.predict`. */
  readonly model: LinearModelOf<LinearLossOf<Problem, 'squared'>, Problem['response']>;
};

/** The sample weights, with a model in the form of the problem. */
export type CleanSamplesSolutionOf<Problem extends CleanSamplesProblem> = Omit<
  CleanSamplesSolution,
  'model'
> & {
  /** The model fitted with these weights, for `coordinate.predict`. */
  readonly model: LinearModelOf<LinearLossOf<Problem, 'multinomial'>, Problem['response']>;
};
