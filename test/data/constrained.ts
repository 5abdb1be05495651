/** Public test problems of constrained optimization and of nonlinear regression. */

import type { BoundedProgram } from '../support/inequalities.js';
import type { Program } from '../support/programs.js';
import nist from './constrained/nist.json';
import boundedTable from './constrained/problems.json';
import table from './nonlinear-programs.json';

/** The problems: Hock and Schittkowski 1981, Boggs and Tolle 1989, and others of the CUTEst collection. */
export const PROGRAMS: readonly Program[] = table;

/**
 * Problems with bounds and inequalities: Hock and Schittkowski 1981, and hostile ones. The file cites the sources of
 * its numbers.
 */
export const BOUNDED_PROGRAMS: readonly BoundedProgram[] = boundedTable.problems;
/** A NIST data set for nonlinear regression; see the file. */
export interface DataSet {
  readonly name: string;
  readonly level: string;
  /** A formula of the parameters b and of the predictors x and z. */
  readonly model: string;
  readonly x: readonly number[];
  readonly z?: readonly number[];
  readonly y: readonly number[];
  readonly starts: readonly (readonly number[])[];
  readonly parameters: readonly number[];
  readonly standardErrors: readonly number[];
  readonly sumOfSquares: number;
}

/** The data sets with their response; for Nelson its logarithm. */
export const DATA_SETS: readonly DataSet[] = nist.sets.map((set) =>
  set.name === 'Nelson' ? { ...set, y: set.y.map(Math.log) } : set,
);
