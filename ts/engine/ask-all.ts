/** Several concurrent questions. */

import type { Pending } from './returned.js';

/**
 * Calls `ask` `count` times before any result is awaited, then waits for all pending ones. Rejects with the first
 * failure after all have settled. A synchronous exception stops further calls; it is thrown at once if nothing is
 * pending, else it counts as a rejection.
 */
export function askAll(count: number, ask: (k: number) => Pending): Pending {
  const pending: PromiseLike<void>[] = [];
  try {
    for (let k = 0; k < count; k++) {
      const later = ask(k);
      if (later !== undefined) pending.push(later);
    }
  } catch (error) {
    if (pending.length === 0) throw error;
    pending.push(Promise.reject(error));
  }
  return pending.length === 0 ? undefined : settled(pending);
}

async function settled(pending: readonly PromiseLike<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(pending);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
