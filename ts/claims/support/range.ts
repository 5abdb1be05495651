/** The integers from 0 up to a bound that is not among them. */
export const range = (count: number): number[] => Array.from({ length: count }, (_, k) => k);
