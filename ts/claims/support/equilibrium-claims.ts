/** Claims about variational inequalities, distributed roots and preferences. */

import {
  bradleyTerry,
  type DistributedDataProblem,
  distributedSync,
  type PreferenceWinnerProblem,
  preferenceWinnerSync,
  variationalInequalitySync,
} from '../../families/games.js';
import type { Claim } from './claim.js';
import { preferences, rockPaperScissors, rotatingWorkers, slowRotations } from './equilibria.js';

const PREFERENCES =
  'Tiapkin and others, Accelerating Nash Learning from Human Feedback via Mirror Prox, arXiv:2505.19731, 2025';
const VARIANCE = 'Cai, Alacaoglu, Diakonikolas, ICLR 2024';
const MASHA = 'Beznosikov and others, NeurIPS 2022';

const REFERENCE = [0.6, 0.3, 0.1];

/** The divergence of Kullback and Leibler between distributions, by their logarithms. */
function divergence(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < from.length; i++) {
    const logarithm = from[i] as number;
    sum += Math.exp(logarithm) * (logarithm - (to[i] as number));
  }
  return sum;
}

/** The logarithms of a lottery after so many rounds. */
function after(rounds: number, problem: PreferenceWinnerProblem): Float64Array {
  const options = { tolerance: 1e-300, maxIterations: rounds };
  return preferenceWinnerSync({ ...problem, ...options }).logProbabilities as Float64Array;
}

/** The equilibrium's logarithms, to the last digits. */
const equilibriumOf = (problem: PreferenceWinnerProblem) =>
  preferenceWinnerSync({ ...problem, method: 'auto', tolerance: 1e-15, maxIterations: 5000 })
    .logProbabilities as Float64Array;

/** The rounds until the exploitability is at most this. */
function roundsTo(tolerance: number, problem: PreferenceWinnerProblem): number {
  const { status, iterations } = preferenceWinnerSync({ ...problem, tolerance });
  return status === 'converged' ? iterations : Number.MAX_SAFE_INTEGER;
}

/** By how much the divergence from the equilibrium is ever above what is promised, in the first 200 rounds. */
function excessOfDivergence(problem: PreferenceWinnerProblem): number {
  const beta = problem.regularization as number;
  const equilibrium = equilibriumOf(problem);
  const items = equilibrium.length;
  const reference = Array.from(problem.reference ?? Array(items).fill(1 / items), Math.log);
  const first = divergence(equilibrium, reference);
  const rounds = [1, 2, 3, 5, 8, 13, 21, 34, 55, 89, 144, 200];
  return Math.max(
    ...rounds.map((k) => {
      const here = divergence(equilibrium, after(k, { ...problem, method: 'mirrorProx', paperStep: true }));
      return here - first * (1 + 2 * beta) ** -k;
    }),
  );
}

/** Numbers that a worker sends until the mean is a millionth of what it was; 1e300 where it does not come there. */
function sentBy(problem: DistributedDataProblem, options: object, seed: number): number {
  const { status, sentPerWorker } = distributedSync({ ...problem, ...options }, { seed });
  return status === 'converged' ? sentPerWorker : 1e300;
}

/** Numbers that a worker would send for extragradient steps on the whole mean, whose length adapts. */
function sentByAdaptiveSteps({ workers }: DistributedDataProblem): number {
  const size = (workers.vectors as { columns: number }).columns;
  const { evaluations } = variationalInequalitySync({
    operator: { sum: workers },
    method: 'extragradient',
    tolerance: 1e-6,
    maxIterations: 20_000,
  });
  return size * evaluations;
}

/** Numbers that a worker would send for extragradient steps of the length 1/(2L) on the whole mean. */
function sentByProvenSteps({ workers }: DistributedDataProblem): number {
  const { rows: count, columns: size, data: vectors } = workers.vectors as Dense;
  const { data: matrices } = workers.matrices as Dense;
  const [matrix, vector] = [new Float64Array(size * size), new Float64Array(size)];
  matrices.forEach((entry, k) => {
    const place = k % (size * size);
    matrix[place] = (matrix[place] as number) + entry / count;
  });
  vectors.forEach((entry, k) => {
    vector[k % size] = (vector[k % size] as number) + entry / count;
  });
  const times = (x: Float64Array) => {
    const at = (i: number) => matrix.subarray(i * size, (i + 1) * size);
    return x.map((_, i) => at(i).reduce((sum, entry, j) => sum + entry * (x[j] as number), 0));
  };
  const norm = (x: Float64Array) => Math.hypot(...x);
  // The rotations are skew, so that the matrix is normal: its powers tell its norm.
  let power = Float64Array.from({ length: size }, (_, k) => 1 + Math.sin(k) / 2);
  let lipschitz = 0;
  for (let k = 0; k < 200; k++) {
    const next = times(power);
    lipschitz = norm(next) / norm(power);
    power = next.map((entry) => entry / norm(next));
  }
  const map = (z: Float64Array) => times(z).map((entry, i) => entry + (vector[i] as number));
  const from = (z: Float64Array, f: Float64Array) =>
    z.map((entry, i) => entry - (f[i] as number) / (2 * lipschitz));
  let [z, evaluations] = [new Float64Array(size), 1];
  let f = map(z);
  const first = norm(f);
  while (norm(f) > 1e-6 * first && evaluations < 10_000) {
    z = from(z, map(from(z, f)));
    f = map(z);
    evaluations += 2;
  }
  return size * evaluations;
}

interface Dense {
  readonly rows: number;
  readonly columns: number;
  readonly data: Float64Array;
}

const median = (values: readonly number[]) =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] as number;

const fewer = (workers: number, modulus: number, seed: number) => ({
  workers: rotatingWorkers(workers, 100, modulus, seed),
});

/** Numbers that a worker sends with compression, over those it sends otherwise: for two sets of workers, medians of three seeds. */
const sentRatios = (otherwise: (problem: DistributedDataProblem) => number, options: object = {}) => ({
  ratios: [fewer(10, 0.1, 61), fewer(20, 0.02, 161)].map(
    (problem) => median([0, 1, 2].map((seed) => sentBy(problem, options, seed))) / otherwise(problem),
  ),
});

const sentOver = (otherwise: string) =>
  `10 workers of 100 variables, modulus .1, and 20, modulus .02: numbers sent per worker to 1e-6 with a tenth of the entries, over those of ${otherwise}; medians of 3 seeds`;

export const claims: readonly Claim[] = [
  {
    name: 'mirror-prox-divergence',
    claim:
      'The divergence of the equilibrium from what mirror prox has falls by the factor 1 + 2β with each round, of two queries',
    source: PREFERENCES,
    shown: {
      what: "rock, paper, scissors near (.6, .3, .1), and preferences of 50 items, seed 21, each at β = .1, .03, .01: the largest excess over that in 200 rounds, at the paper's step",
      budget: 0.5,
      measure() {
        const excess = [0.1, 0.03, 0.01].map((regularization) =>
          Math.max(
            excessOfDivergence({ preferences: rockPaperScissors, reference: REFERENCE, regularization }),
            excessOfDivergence({ preferences: preferences(50, 21), regularization }),
          ),
        );
        return { excess };
      },
    },
    gold: { excess: { atMost: 1e-12 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'mirror-prox-exploitability',
    claim: 'Exploitability falls linearly, faster the larger β is',
    source: PREFERENCES,
    shown: {
      what: 'preferences of 50 items, seed 21: rounds of mirror prox to 1e-8 at β = .1, .03, .01, over 60, 180, 500',
      budget: 0.5,
      measure: () => ({
        rounds: [0.1, 0.03, 0.01].map(
          (regularization, k) =>
            roundsTo(1e-8, { preferences: preferences(50, 21), regularization, method: 'mirrorProx' }) /
            ([60, 180, 500][k] as number),
        ),
      }),
    },
    gold: { rounds: { atMost: 1 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'mirror-prox-actions',
    claim: 'The rate does not depend on the number of actions',
    source: PREFERENCES,
    shown: {
      what: 'preferences of 10, 50 and 250 items, seed 21, β = .1: the most rounds to 1e-8 over the least',
      budget: 0.5,
      measure() {
        const rounds = [10, 50, 250].map((items) =>
          roundsTo(1e-8, { preferences: preferences(items, 21), regularization: 0.1, method: 'mirrorProx' }),
        );
        return { 'most over least': Math.max(...rounds) / Math.min(...rounds) };
      },
    },
    gold: { 'most over least': { atMost: 2 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'mirror-descent-cycles',
    claim: 'Steps without the second half of mirror prox go round in circles where preferences do',
    source: PREFERENCES,
    shown: {
      what: 'rock, paper, scissors near (.6, .3, .1), β = .03 and .01: the divergence of the equilibrium after 100 rounds of each',
      budget: 0.5,
      measure() {
        const at = (method: 'mirrorDescent' | 'mirrorProx') =>
          [0.03, 0.01].map((regularization) => {
            const problem = { preferences: rockPaperScissors, reference: REFERENCE, regularization };
            return divergence(equilibriumOf(problem), after(100, { ...problem, method }));
          });
        return { 'mirror descent': at('mirrorDescent'), 'mirror prox': at('mirrorProx') };
      },
    },
    gold: { 'mirror descent': { atLeast: 0.1 }, 'mirror prox': { atMost: 1e-9 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'mirror-prox-newton',
    claim: 'Guarded Newton steps end mirror prox to the last digits, after few rounds where β is not small',
    source: 'our own addition',
    shown: {
      what: 'preferences of 50 items, seed 21, β = .1, .03, .01, .003, .001, to 1e-10: rounds over twice 4, 4, 4, 512, 2048',
      budget: 0.5,
      measure: () => ({
        rounds: [0.1, 0.03, 0.01, 0.003, 0.001].map(
          (regularization, k) =>
            roundsTo(1e-10, { preferences: preferences(50, 21), regularization }) /
            (2 * ([4, 4, 4, 512, 2048][k] as number)),
        ),
      }),
    },
    gold: { rounds: { atMost: 1 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'variance-reduction-passes',
    claim:
      "Variance reduction brings Halpern's iteration to a residual in fewer passes, the fewer the more components there are",
    source: VARIANCE,
    shown: {
      what: 'twenty rotations of speeds from .001 to 1, of which each of 16 384 components knows half, to 1e-3: passes of the variance-reduced method, and evaluations of the anchored method of fixed steps, over it',
      budget: 2,
      measure(log) {
        const problem = slowRotations(16_384);
        const common = { ...problem, tolerance: 1e-3, lipschitz: 1 } as const;
        const reduced = variationalInequalitySync({ ...common, method: 'varianceReducedHalpern' });
        const whole = variationalInequalitySync({ ...common, method: 'halpern' });
        if (reduced.status === 'converged' && whole.status === 'converged') log('both converged');
        const passes = reduced.evaluations + reduced.componentEvaluations / problem.componentCount;
        return { passes, ratio: whole.evaluations / passes };
      },
    },
    gold: { passes: { atMost: 150 }, ratio: { atLeast: 2 } },
    landmarks: ['both converged'],
    verdict: 'holds',
    remark:
      'The gain is over the same iteration with whole evaluations; extragradient steps take some 300 evaluations here.',
  },
  {
    name: 'compression-largest',
    claim:
      'Workers that send the largest entries alone send fewer numbers in all than for extragradient steps',
    source: MASHA,
    shown: {
      what: sentOver('extragradient steps of 1/(2L)'),
      budget: 4,
      measure: () => sentRatios(sentByProvenSteps),
    },
    gold: { ratios: { atMost: 0.75 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'compression-adaptive-steps',
    claim: 'They send fewer numbers too than for extragradient steps whose length adapts',
    source: MASHA,
    shown: {
      what: sentOver('the method extragradient'),
      budget: 4,
      measure: () => sentRatios(sentByAdaptiveSteps),
    },
    gold: { ratios: { atMost: 0.75 } },
    landmarks: [],
    verdict: 'does not hold here',
    remark:
      'Steps whose length adapts take half as many evaluations as those of 1/(2L): what is left is about as many numbers.',
  },
  {
    name: 'compression-random',
    claim: 'Workers that send entries drawn at random send fewer numbers in all than for extragradient steps',
    source: MASHA,
    shown: {
      what: sentOver('extragradient steps of 1/(2L)'),
      budget: 4,
      measure: () => sentRatios(sentByProvenSteps, { compressor: { kind: 'random', fraction: 0.1 } }),
    },
    gold: { ratios: { atMost: 0.75 } },
    landmarks: [],
    verdict: 'holds in part',
    remark:
      'By the search for the length of steps; the proven length needs more numbers than no compression.',
  },
  {
    name: 'compression-step-search',
    claim: 'Steps that are too long diverge, and the search for their length recovers from them',
    source: 'our own addition',
    shown: {
      what: '10 workers of 100 variables, modulus .1, five entries sent, first steps of 2: how often the search went back, and whether it ended at the root; 3 seeds',
      budget: 2,
      measure() {
        const problem = fewer(10, 0.1, 61);
        const options = { compressor: { kind: 'top', fraction: 0.05 }, step: 2 } as const;
        const all = [0, 1, 2].map((seed) => distributedSync({ ...problem, ...options }, { seed }));
        return {
          status: all.map(({ status }) => status),
          backtracks: Math.min(...all.map(({ backtracks }) => backtracks)),
        };
      },
    },
    gold: { status: { equals: ['converged', 'converged', 'converged'] }, backtracks: { atLeast: 1 } },
    landmarks: [],
    verdict: 'holds',
  },
  {
    name: 'preference-policy',
    claim:
      'Direct preference optimization on the preferences of a population comes to the reference times exp(r / β)',
    source: 'Rafailov and others, NeurIPS 2023',
    shown: {
      what: 'five answers, reference (.1, .2, .3, .25, .15), rewards (.3, −.2, .5, 0, 1), β = .5: the total variation',
      budget: 0.1,
      async measure() {
        const reference = [0.1, 0.2, 0.3, 0.25, 0.15];
        const rewards = [0.3, -0.2, 0.5, 0, 1];
        const at = (list: readonly number[], i: number) => list[i] as number;
        const votes = reference.map((own, i) =>
          reference.map((other, j) =>
            i === j ? 0 : (own * other) / (1 + Math.exp(at(rewards, j) - at(rewards, i))),
          ),
        );
        const { policy } = await bradleyTerry({ votes, policy: { reference, beta: 0.5 }, tolerance: 1e-14 });
        const weights = reference.map((share, i) => share * Math.exp(at(rewards, i) / 0.5));
        const total = weights.reduce((sum, weight) => sum + weight, 0);
        const differences = weights.map((weight, i) => Math.abs(weight / total - (policy?.[i] as number)));
        return { variation: differences.reduce((sum, difference) => sum + difference, 0) / 2 };
      },
    },
    gold: { variation: { atMost: 1e-12 } },
    landmarks: [],
    verdict: 'holds',
  },
];
