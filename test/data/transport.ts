/**
 * Small transport problems with references of 50 digits: Newton's method on the dual in multiple precision (mpmath),
 * with all inputs read as the doubles written here; rounded to double.
 */

import { WEAK_LINK as weakLink } from '../../ts/claims/support/weak-link.js';

/** Two clusters linked by very little mass. */
export const WEAK_LINK = {
  problem: weakLink,
  transportCost: 0.2875014950352278,
  regularizedCost: 0.3679717765276559,
  sourcePotential: [0.6105980790721971, -0.3200866242576039, 0.3157845194533394],
  targetPotential: [-0.449654288447138, 0.4117156933081794, 0.253529960539312, 0.003530198601767938],
};

/** Five equal masses in each marginal; the exact transport costs 0.26. */
export const ASSIGNMENT_FIVE = {
  problem: {
    cost: [
      [0.7, 0.5, 0.3, 0.9, 0.4],
      [0.2, 0.8, 0.6, 0.1, 0.7],
      [0.9, 0.4, 0.5, 0.3, 0.8],
      [0.6, 0.3, 0.9, 0.2, 0.5],
      [0.4, 0.7, 0.1, 0.8, 0.6],
    ],
  },
  /** Regularization, transport cost, regularized cost. */
  costs: [
    [0.02, 0.2604538687213144, 0.286552867973763],
    [0.005, 0.2600000001386574, 0.2666608951941178],
    [1e-6, 0.26, undefined],
  ] as [number, number, number | undefined][],
};

/** Points in the plane; the second has no mass, and its potential is by extension. */
export const FOUR_POINTS = {
  problem: {
    sourcePoints: [
      [0, 0],
      [1, 0],
      [0, 1],
      [0.5, 0.5],
    ],
    targetPoints: [
      [0.2, 0.1],
      [0.9, 0.8],
      [0.4, 1],
    ],
    source: [0.25, 0, 0.35, 0.4],
    target: [0.5, 0.3, 0.2],
    regularization: 0.05,
  },
  transportCost: 0.2720003104357288,
  regularizedCost: 0.2925839826388224,
  sourcePotential: [-0.16931317467541, 0.39126395730642, 0.54889921211328, -0.0087360981284668],
  targetPotential: [0.25397053370336, 0.28862789273128, -0.33640821675827],
  /** The gradient of the regularized cost with respect to the source points. */
  sourceGradient: [
    -0.1000000000003, -0.05000000000029, 0, 0, -0.3345456158105, 0.1554550050603, -0.06545438418917,
    0.01454499493995,
  ],
};

/** The weakly linked problem with masses of different totals and with penalties instead of fixed marginals. */
export const UNBALANCED = {
  problem: {
    ...WEAK_LINK.problem,
    target: [0.15, 0.6, 0.375, 0.375],
    sourcePenalty: 1,
    targetPenalty: 0.7,
  },
  transportCost: 0.1683379663908733,
  regularizedCost: 0.3763643982174273,
  transportedMass: 1.013130889879207,
  sourcePotential: [0.21427368312729, -0.24007341713759, 0.06123166885824],
  rowSums: [0.16142549152506, 0.3814027455664, 0.47030265278775],
};

/** The four points and the three, all with mass: the Sinkhorn divergence and its regularized costs. */
export const DIVERGENCE = {
  problem: { ...FOUR_POINTS.problem, source: [0.25, 0.1, 0.25, 0.4], regularization: 0.1 },
  divergence: 0.1903168606664695,
  between: 0.3044165699868169,
  source: 0.1278733242331385,
  target: 0.1003260944075564,
  /** The gradient with respect to the first and the third source point. */
  firstGradient: [-0.09787926438491, -0.04787100210202],
  thirdGradient: [-0.2165856126411, 0.05114444149054],
};

/** Two histograms on six points of a line, with costs (i - j)^2 / 25, and their plain and debiased barycenters. */
export const SIX_POINTS = {
  problem: {
    histograms: [
      [0.5, 0.3, 0.1, 0.05, 0.03, 0.02],
      [0.02, 0.03, 0.05, 0.2, 0.4, 0.3],
    ],
    cost: Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => (i - j) ** 2 / 25)),
    weights: [0.3, 0.7],
    regularization: 0.05,
  },
  plain: [
    0.036592892664398, 0.091099258281114, 0.22563378585008, 0.31395659713307, 0.22956356119611,
    0.10315390487523,
  ],
  debiased: [
    0.031069396619672, 0.047370074462976, 0.21955484210405, 0.42608918512771, 0.20433676789752,
    0.071579733788069,
  ],
};

/**
 * Partial transport: the costs of POT 0.9.7.post1, `ot.partial.partial_wasserstein(a, b, C, m=mass)`, and the cost of
 * another unit of mass from the dual of the linear program in SciPy 1.17.1 (`linprog`, HiGHS), which agrees with the
 * costs to 1e-13.
 */
export const PARTIAL = {
  /** The weakly linked problem: mass, cost, potential of the mass if unique. */
  weakLink: [
    [0.05, 0, 0],
    [0.25, 0, 0],
    [0.5, 0.025, 0.25],
    [0.75, 0.1125, 0.5],
    [0.8, 0.1375, 0.5],
    [0.95, 0.2375, 1],
    [1, 0.2875, undefined],
  ] as [number, number, number | undefined][],
  /** The weakly linked problem with target masses increased by half. */
  moreTarget: [
    [0.3, 0, undefined],
    [0.9, 0.13125, 0.5],
    [1, 0.20625, undefined],
  ] as [number, number, number | undefined][],
  /**
   * Costs `uniform(51, 600)` in 30 rows; source masses `uniform(52, 30)` + 0.05, target masses `uniform(53, 20)` +
   * 0.05: mass, cost, potential of the mass, cost with all costs lowered by 0.5.
   */
  random: [
    [1, 0.00015638132218841796, 0.001070577185600996, -0.499843618677814],
    [3, 0.010800390827821128, 0.007684853859245777, -1.4891996091721804],
    [6, 0.05475729585074561, 0.021400993457064033, -2.9452427041492544],
    [9, 0.1713410798382557, 0.053168435115367174, -4.328658920161743],
  ] as [number, number, number, number][],
};
