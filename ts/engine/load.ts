/** Loading ahead of blocking calls, which cannot wait. */

import { selectBackend } from '../backends/select.js';
import type { families } from '../generated/methods.js';

/** The name of a family of methods. */
export type Family = (typeof families)[number];

/**
 * Loads what a family's blocking functions need. Only pages and their workers have to await this, and only before blocking functions;
 * all others load what they need themselves. `engine` stands for `diagnose` and what is like it.
 */
export async function load(family: Family | 'engine'): Promise<void> {
  await selectBackend().load(`${family}.`);
}
