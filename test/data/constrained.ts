/** Public test problems of equality-constrained optimisation. */

import type { Program } from '../support/programs.js';
import table from './nonlinear-programs.json';

/** The problems: Hock and Schittkowski 1981, Boggs and Tolle 1989, and others of the CUTEst collection. */
export const PROGRAMS: readonly Program[] = table;
