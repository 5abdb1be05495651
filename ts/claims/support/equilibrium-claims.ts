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

/** Kullback–Leibler divergence between distributions given by their logarithms. */
function divergence(from: ArrayLike<number>, to: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < from.length; i++) {
    const logarithm = from[i] as number;
    sum += Math.exp(logarithm) * (logarithm - (to[i] as number));
  }
  return sum;
}

/** Log-probabilities of a lottery after `rounds` rounds. */
function after(rounds: number, problem: PreferenceWinnerProblem): Float64Array {
  const options = { tolerance: 1e-300, maxIterations: rounds };
  return preferenceWinnerSync({ ...problem, ...options }).logProbabilities as Float64Array;
}

/** Log-probabilities of the equilibrium, to the last digits. */
const equilibriumOf = (problem: PreferenceWinnerProblem) =>
  preferenceWinnerSync({ ...problem, method: 'auto', tolerance: 1e-15, maxIterations: 5000 })
    .logProbabilities as Float64Array;

/** Rounds until the exploitability is at most `tolerance`. */
function roundsTo(tolerance: number, problem: PreferenceWinnerProblem): number {
  const { status, iterations } = preferenceWinnerSync({ ...problem, tolerance });
  return status === 'converged' ? iterations : Number.MAX_SAFE_INTEGER;
}

/** Largest excess of the divergence from the equilibrium over the claimed bound, in the first 200 rounds. */
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

/** Numbers sent per worker until the mean is a millionth of its initial value; 1e300 on failure. */
function sentBy(problem: DistributedDataProblem, options: object, seed: number): number {
  const { status, sentPerWorker } = distributedSync({ ...problem, ...options }, { seed });
  return status === 'converged' ? sentPerWorker : 1e300;
}

/** Numbers sent per worker for adaptive extragradient steps on the full mean. */
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

/** Numbers sent per worker for extragradient steps of size 1/(2L) on the full mean. */
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
  // The rotations are skew, so the matrix is normal and power iteration gives its norm.
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

/** Numbers sent per worker with compression, relative to without: for two sets of workers, medians of three seeds. */
const sentRatios = (otherwise: (problem: DistributedDataProblem) => number, options: object = {}) => ({
  ratios: [fewer(10, 0.1, 61), fewer(20, 0.02, 161)].map(
    (problem) => median([0, 1, 2].map((seed) => sentBy(problem, options, seed))) / otherwise(problem),
  ),
});

const sentOver = (otherwise: string) =>
  `10 workers of 100 variables, modulus .1, and 20, modulus .02: numbers sent per worker to 1e-6 with a tenth of the entries, relative to ${otherwise}; medians of 3 seeds`;

export const claims: readonly Claim[] = [
  {
    name: 'mirror-prox-divergence',
    claim:
      'The divergence of the equilibrium from the iterate of mirror prox falls by a factor of 1 + 2β per round of two queries',
    source: PREFERENCES,
    shown: {
      what: "rock, paper, scissors near (.6, .3, .1), and preferences of 50 items, seed 21, each at β = .1, .03, .01: largest excess over that bound in 200 rounds, with the paper's step size",
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
    claim: 'Exploitability falls linearly, faster for larger β',
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
      what: 'preferences of 10, 50 and 250 items, seed 21, β = .1: largest number of rounds to 1e-8 relative to the smallest',
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
    claim: 'Mirror descent, without the second half of mirror prox, cycles on cyclic preferences',
    source: PREFERENCES,
    shown: {
      what: 'rock, paper, scissors near (.6, .3, .1), β = .03 and .01: divergence of the equilibrium after 100 rounds of each',
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
    claim: 'Guarded Newton steps complete mirror prox to the last digits, after few rounds unless β is small',
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
      "Variance reduction brings Halpern's iteration to a given residual in fewer passes, by a factor that grows with the number of components",
    source: VARIANCE,
    shown: {
      what: 'twenty rotations of speeds from .001 to 1, each of 16 384 components with half of them, to 1e-3: passes of the variance-reduced method, and evaluations of the anchored method with fixed steps relative to these',
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
      'The gain is over the same iteration with full evaluations; extragradient steps take about 300 evaluations here.',
  },
  {
    name: 'compression-largest',
    claim:
      'Workers that send only the largest entries send fewer numbers in all than extragradient steps need',
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
    claim: 'They also send fewer numbers than extragradient steps with adaptive step sizes need',
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
      'Adaptive steps take half as many evaluations as steps of 1/(2L), so compression sends about as many numbers.',
  },
  {
    name: 'compression-random',
    claim: 'Workers that send randomly drawn entries send fewer numbers in all than extragradient steps need',
    source: MASHA,
    shown: {
      what: sentOver('extragradient steps of 1/(2L)'),
      budget: 4,
      measure: () => sentRatios(sentByProvenSteps, { compressor: { kind: 'random', fraction: 0.1 } }),
    },
    gold: { ratios: { atMost: 0.75 } },
    landmarks: [],
    verdict: 'holds in part',
    remark: 'With the search for the step size; the proven step size sends more numbers than no compression.',
  },
  {
    name: 'compression-step-search',
    claim: 'Steps that are too long diverge, and the search for the step size recovers from them',
    source: 'our own addition',
    shown: {
      what: '10 workers of 100 variables, modulus .1, five entries sent, first steps of 2: number of returns of the search, and the final status; 3 seeds',
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
      'Direct preference optimization on the preferences of a population converges to the reference times exp(r / β)',
    source: 'Rafailov and others, NeurIPS 2023',
    shown: {
      what: 'five answers, reference (.1, .2, .3, .25, .15), rewards (.3, −.2, .5, 0, 1), β = .5: total variation distance',
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
