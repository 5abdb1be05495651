/** Games with known equilibria. */

/** Von Stengel, Computing Equilibria for Two-Person Games, Handbook of Game Theory 3, 2002, example 2.3. */
export const SOLVED_BY_HAND = [
  [
    [3, 3],
    [2, 5],
    [0, 6],
  ],
  [
    [3, 2],
    [2, 6],
    [3, 1],
  ],
];
