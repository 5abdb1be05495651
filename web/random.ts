/** Pseudorandom numbers, the same on every visit. */

/** Numbers from -1 to 1, by a linear congruential generator (Numerical Recipes, 1992). */
export function uniformNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 31 - 1;
  };
}
