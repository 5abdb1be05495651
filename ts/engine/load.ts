/** Loading of modules ahead of blocking calls, which cannot wait for it. */

import { selectBackend } from '../backends/select.js';
import { type LoadName, loadNames } from '../generated/modules.js';
import { describeValue, invalidInput } from './errors.js';

/**
 * Loads the modules needed by a family's blocking functions. Only pages and their workers must await this, and only
 * before blocking functions; asynchronous functions load their modules themselves. Besides the families' names:
 *
 * - `engine`: the engine's own methods, which serve its tests.
 * - `constrained-expressions`: `minimizeSync` with functions given as data.
 * - `constrained-fits`: `leastSquaresSync` and `curveFitSync` with functions given as data.
 * - `constrained-quadratic`: quadratic programs.
 * - `bilevel-models`: kernels, denoisers and networks of operations.
 * - `blackbox-designs`: designs from a table.
 * - `blackbox-expressions`, `blackbox-searches`, `blackbox-compromises`: `minimizeSync`, `directSearchSync` and
 *   `paretoSync` with functions given as data.
 * - `bilevel-expressions`, `games-expressions`, `ode-expressions`: these families with functions given as data.
 * - `linear-eigenvalues`: `eigenvaluesSync`.
 * - `expression-training`: `trainSync` and `initializeSync`.
 * - `expression-matrices`: `jacobianSync`, `hessianSync`, `describeSync`, `prepareSync`, and everything in
 *   `expression`.
 *
 * Any other name throws `INVALID_INPUT`.
 */
export async function load(name: LoadName): Promise<void> {
  if (!loadNames.includes(name))
    throw invalidInput('name', `must be one of ${loadNames.join(', ')}, got ${describeValue(name)}`);
  await selectBackend().load(name);
}
