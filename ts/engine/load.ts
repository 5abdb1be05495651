/** Loading of modules ahead of blocking calls, which cannot wait for it. */

import { moduleOfDialogue, moduleOfTask } from '../backends/modules.js';
import { selectBackend } from '../backends/select.js';
import { type LoadName, loadNames } from '../generated/modules.js';
import { describeValue, invalidInput } from './errors.js';
import { type BlockingFunction, methodsOf } from './probe.js';

/**
 * Loads the modules needed by blocking functions and dialogues. Only pages and their workers must await this, and only
 * before such functions; asynchronous functions load their modules themselves. Pass the function, such as
 * `constrained.minimizeSync`, to load all that it may need, or a name to load one module. Besides the families' names:
 *
 * - `engine`: the engine's own methods, which serve its tests.
 * - `constrained-expressions`: `minimizeSync` with functions given as data.
 * - `constrained-fits`: `leastSquaresSync` and `curveFitSync` with functions given as data.
 * - `constrained-quadratic`: quadratic programs.
 * - `bilevel-models`: kernels, denoisers and networks of operations.
 * - `blackbox-designs`: designs from a table.
 * - `blackbox-expressions`, `blackbox-searches`, `blackbox-compromises`: `minimizeSync`, `directSearchSync` and
 *   `paretoSync` with functions given as data.
 * - `bilevel-expressions`, `federated-expressions`, `games-expressions`, `ode-expressions`: these families with functions
 *   given as data.
 * - `linear-eigenvalues`: `eigenvaluesSync`.
 * - `stochastic-targets`: `minimizeTargetsSync`.
 * - `expression-training`: `trainSync` and `initializeSync`.
 * - `expression-matrices`: `jacobianSync`, `hessianSync`, `describeSync`, `prepareSync`, and everything in
 *   `expression`.
 *
 * Any other name throws `INVALID_INPUT`.
 */
export async function load(name: LoadName | BlockingFunction): Promise<void> {
  if (typeof name === 'function') {
    const modules = methodsOf(name).flatMap((method) => [moduleOfTask(method), moduleOfDialogue(method)]);
    await Promise.all([...new Set(modules)].map((module) => selectBackend().load(module)));
    return;
  }
  if (!loadNames.includes(name))
    throw invalidInput('name', `must be one of ${loadNames.join(', ')}, got ${describeValue(name)}`);
  await selectBackend().load(name);
}
