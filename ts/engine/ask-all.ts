/** Several questions that are asked at once. */

import type { Pending } from './converse.js';

/**
 * Asks `count` times before anything is awaited, and waits for all that answer later; rejects with the first failure once they have
 * settled. What throws ends the asking, and is such a failure where something is awaited already.
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
