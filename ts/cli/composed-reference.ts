/** The reference of compositions: fields of the methods they call, and fields of their own. */

import type { CompositionName } from '../compositions.js';
import { models } from '../curve-fit/models.js';
import { type FamilyReference, type Field, type NamedType, reference } from '../generated/reference.js';

/** What a problem holds and a solution gives. */
export interface MethodReference {
  readonly about: string;
  readonly problem: readonly Field[];
  readonly solution: readonly Field[];
  /** Named types of the fields and of each other. */
  readonly types: Readonly<Record<string, NamedType>>;
}

/** The reference of a method of the engine. */
export function engineReference(name: string): MethodReference {
  const { methods, types } = reference[name.split('.')[0] as string] as FamilyReference;
  const { problem, solution } = methods[name] as FamilyReference['methods'][string];
  const { about, fields = [] } = types[problem] as NamedType;
  return { about, problem: fields, solution: types[solution]?.fields ?? [], types };
}

const required = (name: string, type: string, about: string): Field => ({
  name,
  type,
  optional: false,
  about,
});

const optional = (name: string, type: string, about: string, value?: string): Field => ({
  ...required(name, type, about),
  optional: true,
  ...(value !== undefined && { default: value }),
});

/** The fields of a reference with these names. */
const picked = ({ problem }: MethodReference, names: readonly string[]) =>
  problem.filter(({ name }) => names.includes(name));

const CONFIDENCE_LEVEL = optional(
  'confidenceLevel',
  'number',
  'The confidence level of the intervals, between 0 and 1.',
  '0.95',
);

const NAMES = required('names', 'string[]', 'The names of the entries of `solution` and `standardErrors`.');

const errors = (type: string) =>
  optional('errors', type, 'The standard errors of the parameters, by name. Present if `standardErrors` is.');

const CONFIDENCE = optional(
  'confidence',
  '{lower: numbers, upper: numbers}',
  "Confidence intervals of the parameters, by Student's t distribution.",
);

const bounds = (...[name, about]: [string, string]) => optional(name, '{[name]: number | numbers}', about);

const LOWER = bounds('lower', 'Lower bounds of parameters, by name. Those without an entry are unbounded.');
const UPPER = bounds('upper', 'Upper bounds of parameters, by name. Those without an entry are unbounded.');

function curveFit(): MethodReference {
  const leastSquares = engineReference('constrained.leastSquares');
  return {
    about:
      'A curve to fit to points: the parameters of the model minimize the weighted sum of squared residuals, or a robust loss of them.',
    problem: [
      required(
        'x',
        'numbers | matrix',
        'The predictor values of the observations: numbers, or rows of a matrix.',
      ),
      required('y', 'numbers', 'The observed values.'),
      required(
        'model',
        `${Object.keys(models)
          .map((name) => `'${name}'`)
          .join(' | ')} | function`,
        'A built-in model, or a formula of `x` and of its other inputs, the parameters.',
      ),
      optional(
        'initial',
        '{[name]: number | numbers}',
        'The initial parameters, by name. Needed for formulas; built-in models compute theirs.',
      ),
      LOWER,
      UPPER,
      CONFIDENCE_LEVEL,
      ...picked(leastSquares, ['weights', 'loss', 'lossScale', 'tolerance', 'maxIterations', 'history']),
    ],
    solution: [
      required('parameters', '{[name]: number}', 'The parameters, by name.'),
      errors('{[name]: number}'),
      NAMES,
      CONFIDENCE,
      required('rSquared', 'number', 'The fraction of the weighted variance of `y` explained by the model.'),
      optional(
        'residualStandardError',
        'number',
        'The root of the weighted sum of squared residuals divided by the degrees of freedom.',
      ),
      ...leastSquares.solution,
    ],
    types: leastSquares.types,
  };
}

function odeFit(): MethodReference {
  const integration = engineReference('ode.solve');
  const leastSquares = engineReference('constrained.leastSquares');
  return {
    about:
      'Differential equations with unknown parameters, which minimize the sum of squared differences between states and observations.',
    problem: [
      ...picked(integration, ['field', 'system', 'observe']),
      required(
        'parameters',
        '{[name]: number | numbers}',
        'Guesses of the parameters, by name. All are fitted.',
      ),
      LOWER,
      UPPER,
      required('initial', 'numbers', 'The initial state, or its guess.'),
      optional('fitInitial', 'boolean', 'Whether the initial state is fitted, too.', 'false'),
      required('times', 'numbers', 'The times of the observations.'),
      required(
        'observations',
        'numbers | matrix',
        'The observations: a row for each time, or of one quantity a number for each; null for entries without one.',
      ),
      optional(
        'weights',
        'numbers | matrix',
        'The weights of the squared residuals, in the form of `observations`, or one for each column.',
      ),
      CONFIDENCE_LEVEL,
      ...picked(integration, ['events', 'from', 'method', 'tolerance', 'absoluteTolerance', 'massMatrix']),
      ...picked(leastSquares, ['loss', 'lossScale', 'maxIterations']),
    ],
    solution: [
      required('parameters', '{[name]: number | numbers}', 'The parameters, by name.'),
      errors('{[name]: number | numbers}'),
      optional('initial', 'numbers', 'The fitted initial state. Present if `fitInitial` was set.'),
      NAMES,
      CONFIDENCE,
      ...leastSquares.solution,
    ],
    types: { ...integration.types, ...leastSquares.types },
  };
}

function adaptiveLasso(): MethodReference {
  const fit = engineReference('coordinate.fit');
  return {
    ...fit,
    about:
      'The adaptive lasso: the model is solved in rounds, with penalty factors inverse to the coefficients of the round before.',
    problem: [
      ...fit.problem,
      optional('rounds', 'number', 'The number of solves after the first, at least 1.', '1'),
      optional(
        'exponent',
        'number',
        'The exponent γ of the penalty factors 1/|coefficient|^γ, positive.',
        '1',
      ),
    ],
  };
}

/** A method of a function that may be a formula, whose further inputs are parameters. */
const ofFormula = (method: CompositionName, name: string, about: string) => (): MethodReference => {
  const engine = engineReference(method);
  const parameters = optional(
    'parameters',
    '{[name]: number | numbers | matrix}',
    'The values of all inputs of the formula but the first, by name.',
  );
  return { ...engine, problem: [required(name, 'function', about), parameters, ...engine.problem] };
};

/** The references of all compositions. */
export const composedReferences: Readonly<Record<CompositionName, () => MethodReference>> = {
  'constrained.curveFit': curveFit,
  'coordinate.adaptiveLasso': adaptiveLasso,
  'numerics.brentMinimum': ofFormula('numerics.brentMinimum', 'objective', 'The function to minimize.'),
  'numerics.brentRoot': ofFormula('numerics.brentRoot', 'function', 'The function whose root is sought.'),
  'numerics.fixedPoint': ofFormula('numerics.fixedPoint', 'map', 'The map whose fixed point is sought.'),
  'ode.fit': odeFit,
};
