/** Loading ahead of blocking calls, which cannot wait. */

import { selectBackend } from '../backends/select.js';
import { type LoadName, loadNames } from '../generated/modules.js';
import { describeValue, invalidInput } from './errors.js';

/**
 * Loads what a family's blocking functions need. Only pages and their workers have to await this, and only before blocking functions;
 * all others load what they need themselves. `engine` stands for `diagnose` and what is like it, `constrained-expressions` for
 * `minimizeSync` of functions as data, `constrained-fits` for `leastSquaresSync` and `curveFitSync` of such, `constrained-quadratic` for
 * quadratic programs, `bilevel-models` for kernels, denoisers and networks of operations, `blackbox-designs` for designs from a table,
 * `blackbox-expressions`, `blackbox-searches` and `blackbox-compromises` for minima, direct searches and compromises of functions as data,
 * `bilevel-expressions` and `games-expressions` for what these families do with such, `expression-training` for `trainSync` and
 * `initializeSync`, `expression-matrices` for `jacobianSync`, `hessianSync`, `describeSync` and `prepareSync`, and for all that `expression`
 * stands for. A name that is none of these is an `INVALID_INPUT`.
 */
export async function load(name: LoadName): Promise<void> {
  if (!loadNames.includes(name))
    throw invalidInput('name', `must be one of ${loadNames.join(', ')}, got ${describeValue(name)}`);
  await selectBackend().load(name);
}
