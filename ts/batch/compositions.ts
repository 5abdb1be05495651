/** The functions that solve jobs of compositions. */

import type { CompositionName } from '../compositions.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { SyncRunOptions } from '../engine/options.js';
import { isFunctionData } from '../expression/scalar.js';
import { curveFitSync } from '../families/constrained.js';
import { adaptiveLassoSync } from '../families/coordinate.js';
import { brentMinimumSync, brentRootSync, fixedPointSync } from '../families/numerics.js';
import { fitSync } from '../families/ode.js';

/** Solves a problem of data. */
type Solver = (problem: object, options?: SyncRunOptions) => object;

/** Converts a function to a solver of problems of data, whose types it checks itself. */
const solver = (solve: (problem: never, options?: SyncRunOptions) => object): Solver => solve as Solver;

const EXAMPLE = '{"formula": "x^2 - 2", "inputs": {"x": []}}';

/** The same, of a function that also takes JavaScript functions; here the one with the key `name` must be a formula. */
const ofData =
  (name: string, solve: (problem: never, options?: SyncRunOptions) => object): Solver =>
  (problem, options) => {
    const given = (problem as Readonly<Record<string, unknown>>)[name];
    if (!isFunctionData(given))
      throw invalidInput(name, `must be a formula, such as ${EXAMPLE}, got ${describeValue(given)}`);
    return solver(solve)(problem, options);
  };

export const solversOfCompositions: Readonly<Record<CompositionName, Solver>> = {
  'constrained.curveFit': solver(curveFitSync),
  'coordinate.adaptiveLasso': solver(adaptiveLassoSync),
  'numerics.brentMinimum': ofData('objective', brentMinimumSync),
  'numerics.brentRoot': ofData('function', brentRootSync),
  'numerics.fixedPoint': ofData('map', fixedPointSync),
  'ode.fit': solver(fitSync),
};
