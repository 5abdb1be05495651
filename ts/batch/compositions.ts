/** The functions that solve jobs of compositions, blocking or not. */

import type { CompositionName } from '../compositions.js';
import { describeValue, invalidInput } from '../engine/errors.js';
import type { RunOptions, SyncRunOptions } from '../engine/options.js';
import { isFunctionData } from '../expression/scalar.js';
import { curveFit, curveFitSync } from '../families/constrained.js';
import { adaptiveLasso, adaptiveLassoSync } from '../families/coordinate.js';
import {
  brentMinimum,
  brentMinimumSync,
  brentRoot,
  brentRootSync,
  fixedPoint,
  fixedPointSync,
} from '../families/numerics.js';
import { fit, fitSync } from '../families/ode.js';

/** The two functions of a composition, for problems of data, whose types they check themselves. */
interface Solver {
  readonly solve: (problem: object, options?: RunOptions<never>) => Promise<object>;
  readonly solveSync: (problem: object, options?: SyncRunOptions) => object;
}

const solver = (
  solve: (problem: never, options?: never) => Promise<object>,
  solveSync: (problem: never, options?: never) => object,
): Solver => ({ solve, solveSync }) as unknown as Solver;

const EXAMPLE = '{"formula": "x^2 - 2", "inputs": {"x": []}}';

/** The same, of functions that also take JavaScript functions; here the one with the key `name` must be a formula. */
function ofData(name: string, { solve, solveSync }: Solver): Solver {
  const requireFormula = (problem: object) => {
    const given = (problem as Readonly<Record<string, unknown>>)[name];
    if (isFunctionData(given)) return;
    throw invalidInput(name, `must be a formula, such as ${EXAMPLE}, got ${describeValue(given)}`);
  };
  return {
    async solve(problem, options) {
      requireFormula(problem);
      return solve(problem, options);
    },
    solveSync(problem, options) {
      requireFormula(problem);
      return solveSync(problem, options);
    },
  };
}

export const solversOfCompositions: Readonly<Record<CompositionName, Solver>> = {
  'constrained.curveFit': solver(curveFit, curveFitSync),
  'coordinate.adaptiveLasso': solver(adaptiveLasso, adaptiveLassoSync),
  'numerics.brentMinimum': ofData('objective', solver(brentMinimum, brentMinimumSync)),
  'numerics.brentRoot': ofData('function', solver(brentRoot, brentRootSync)),
  'numerics.fixedPoint': ofData('map', solver(fixedPoint, fixedPointSync)),
  'ode.fit': solver(fit, fitSync),
};
