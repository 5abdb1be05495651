/** Reference numbers shared by tests of atoms; the tables are in `test/data/atom`. */

export { TOTALS } from '../../ts/claims/support/atom-totals.js';

/** Eigenvalues of uranium, nonrelativistic and relativistic. */
export const URANIUM = {
  schrodinger: { '1s': -3689.3551398372, '4f': -15.0274600691, '5f': -0.366543353, '7s': -0.1309478621 },
  dirac: {
    '1s': -4223.4190204548,
    '2p-': -761.3744759728,
    '2p+': -622.8480945648,
    '5f-': -0.146788385,
    '5f+': -0.1160471651,
    '7s': -0.1609472827,
  },
} as const;

/**
 * Density, energy per electron and potential, without and with relativistic exchange (VWN's formulas in many digits).
 */
export const LDA = [
  [1e-4, -0.04959419759992, -0.06447737296882, -0.04959417250582, -0.06447732278063],
  [0.1, -0.39620590148651, -0.51789018006534, -0.39618080902649, -0.51783999624729],
  [10, -1.68281633270302, -2.22223724494039, -1.68031047740808, -2.21722790119109],
  [1e4, -16.06997033466102, -21.38393620001206, -13.86751685731275, -17.15567926107502],
] as const;
