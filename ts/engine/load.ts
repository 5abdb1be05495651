/** Loading ahead of blocking calls, which cannot wait. */

import { selectBackend } from '../backends/select.js';
import type { modules } from '../generated/modules.js';

/** What is loaded at a time: a family, the engine, or what some tasks of a family need beside it. */
export type LoadName = (typeof modules)[number];

/**
 * Loads what a family's blocking functions need. Only pages and their workers have to await this, and only before blocking functions;
 * all others load what they need themselves. `engine` stands for `diagnose` and what is like it, `constrained-expressions` for
 * `constrained.minimizeSync` of functions as data.
 */
export async function load(name: LoadName): Promise<void> {
  await selectBackend().load(name);
}
