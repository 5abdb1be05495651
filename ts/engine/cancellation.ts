/** Cancellation of blocking calls by another thread. */

let flag: Int32Array | undefined;

/**
 * Does work whose blocking calls stop soon after the first entry of `cancelled`, in shared memory, becomes nonzero. They then return
 * what they have, or throw.
 */
export function cancellable<Result>(cancelled: Int32Array | undefined, work: () => Result): Result {
  const outer = flag;
  flag = cancelled;
  try {
    return work();
  } finally {
    flag = outer;
  }
}

/** The flag of the work under way. */
export const cancelFlag = (): Int32Array | undefined => flag;

/** Whether the work under way is cancelled. */
export const isCancelled = (): boolean => flag !== undefined && Atomics.load(flag, 0) !== 0;
