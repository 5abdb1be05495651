/** Answers to several questions that are awaited at once. */

/** Waits for all; rejects with the first failure. */
export async function settled(pending: readonly PromiseLike<void>[]): Promise<void> {
  const outcomes = await Promise.allSettled(pending);
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}
