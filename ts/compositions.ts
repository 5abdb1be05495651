/**
 * Compositions: functions in TypeScript that call other methods. With problems of data, they are also methods of jobs and of the command
 * line.
 */

/** A composition as a list of methods shows it. */
interface Composition {
  /** Whether its problem may also hold functions. */
  readonly functions: boolean;
  /** The problem. */
  readonly summary: string;
}

/** The compositions by their full names. */
export const compositions = {
  'constrained.curveFit': { functions: true, summary: 'Points, and the model of a curve to fit to them' },
  'coordinate.adaptiveLasso': {
    functions: false,
    summary: 'A generalized linear model to solve in rounds, each with penalties from the last',
  },
  'numerics.brentMinimum': {
    functions: true,
    summary: 'A function of one number, and the interval of a search for its minimum',
  },
  'numerics.brentRoot': {
    functions: true,
    summary: 'A function of one number, and the interval of a search for its root',
  },
  'numerics.fixedPoint': { functions: true, summary: 'A map, and the start of a search for its fixed point' },
  'ode.fit': {
    functions: false,
    summary: 'Differential equations with unknown parameters, and observed series',
  },
} as const satisfies Record<string, Composition>;

/** The name of a composition. */
export type CompositionName = keyof typeof compositions;

export const isComposition = (name: unknown): name is CompositionName =>
  typeof name === 'string' && Object.hasOwn(compositions, name);
