/**
 * Problems with bounds and inequalities written as text, converted to functions with exact derivatives and to formulas.
 */

import { functionsOf } from './programs.js';

/** A problem of the table, with its known results. A bound of `null` is infinite. */
export interface BoundedProgram {
  readonly name: string;
  /** `regular`, or the reason it is hard. */
  readonly kind: string;
  readonly objective: string;
  readonly constraints: readonly string[];
  readonly constraintLower: readonly (number | null)[];
  readonly constraintUpper: readonly (number | null)[];
  readonly lower: readonly (number | null)[];
  readonly upper: readonly (number | null)[];
  readonly initial: readonly number[];
  readonly expected: {
    readonly status: string;
    readonly objective?: number;
    readonly acceptedObjectives?: readonly number[];
    readonly solution?: readonly number[];
    readonly constraintMultipliers?: readonly number[];
    readonly boundMultipliers?: readonly number[];
    readonly violation?: number;
  };
  /** Counts of Ipopt 3.14 at the tolerance 1e-8. */
  readonly ipopt: { readonly iterations: number; readonly objectiveEvaluations: number };
}

const numbers = (bounds: readonly (number | null)[], none: number) => bounds.map((bound) => bound ?? none);

/** The bounds of a problem. */
const boundsOf = (program: BoundedProgram) => ({
  lower: numbers(program.lower, Number.NEGATIVE_INFINITY),
  upper: numbers(program.upper, Number.POSITIVE_INFINITY),
  ...(program.constraints.length > 0 && {
    constraintLower: numbers(program.constraintLower, Number.NEGATIVE_INFINITY),
    constraintUpper: numbers(program.constraintUpper, Number.POSITIVE_INFINITY),
  }),
});

/**
 * The problem with functions: with exact derivatives, and without derivatives. Problems without constraints have no
 * constraint functions.
 */
export function boundedFunctionsOf(program: BoundedProgram) {
  const translated = (text: string) =>
    text
      .replaceAll('**', '^')
      .replaceAll('log(', 'ln(')
      .replaceAll(/(?<![\d.])\./g, '0.')
      .replaceAll(/x\[(\d+)\]/g, (_, j) => `x${Number(j) + 1}`);
  const { withDerivatives, withoutDerivatives } = functionsOf({
    name: program.name,
    objective: translated(program.objective),
    constraints: program.constraints.map(translated),
    initial: program.initial,
    optimum: Number.NaN,
    ipoptIterations: program.ipopt.iterations,
  });
  const bounds = boundsOf(program);
  if (program.constraints.length > 0) {
    return {
      withDerivatives: { ...withDerivatives, ...bounds },
      withoutDerivatives: { ...withoutDerivatives, ...bounds },
    };
  }
  const { objective, gradient, hessian, initial } = withDerivatives;
  return {
    withDerivatives: { objective, gradient, hessian, initial, ...bounds },
    withoutDerivatives: { objective, initial, ...bounds },
  };
}

/** The problem with formulas. */
export function boundedFormulasOf(program: BoundedProgram) {
  const inputs = { x: program.initial.length };
  const translated = (text: string) => text.replaceAll('**', '^');
  return {
    objective: { formula: translated(program.objective), inputs },
    ...(program.constraints.length > 0 && {
      constraints: { formula: `[${program.constraints.map(translated).join(', ')}]`, inputs },
    }),
    initial: program.initial,
    ...boundsOf(program),
  };
}
