/** Claims about series, dynamical systems and sequences. */

import {
  affineScanSync,
  analyzeSync,
  automatonSync,
  discoverEquationsSync,
  evaluateForecastSync,
  fitSequenceModelSync,
  lyapunovExponentsSync,
  reconstructSync,
  recursiveLeastSquaresSync,
  simulateSync,
} from '../families/dynamics.js';
import { solveSync } from '../families/ode.js';
import type { Claim } from './support/claim.js';
import { mulberry32 } from './support/random.js';
import { range } from './support/range.js';

/** The relative error of the largest exponent of a reconstruction of Lorenz. */
const exponentError = ({ lyapunovExponents }: { readonly lyapunovExponents: Float64Array }) =>
  Math.abs((lyapunovExponents[0] ?? 0) / 0.9058 - 1);

/** The share of a run in the three regions that it visits most. */
const shareOfThree = (regions: readonly { readonly occupancy: number }[]) =>
  regions.slice(0, 3).reduce((total, { occupancy }) => total + occupancy, 0);

const MESA =
  'Zheng, Huang, Wang, Wu, Zhu, Li, On Mesa-Optimization in Autoregressively Trained Transformers, NeurIPS 2024';

/**
 * The sums of <p, y> and |p|² over all positions, for the prediction p of x_{t+1} by one gradient step of scale 1, on
 * two numbers of modulus 1 that rotate with a phase between them. The other phase cancels in both sums.
 */
function sumsOf(positions: number, phase: number): [number, number] {
  const kernel = range(positions + 1).map((m) => [1 + Math.cos(phase * m), Math.sin(phase * m)] as const);
  let [product, square] = [0, 0];
  const sums = [0, 0, 0, 0];
  for (let n = 1; n <= positions; n++) {
    // p_k = (1 / n) Σ_m conj(w_k)^m c(m) relative to the next number, with w = (1, exp(i phase)).
    const [c = 0, s = 0] = kernel[n] ?? [];
    const [cosine, sine] = [Math.cos(phase * n), Math.sin(phase * n)];
    const terms = [c, s, cosine * c + sine * s, cosine * s - sine * c];
    for (const [k, term] of terms.entries()) sums[k] = (sums[k] as number) + term;
    product += ((sums[0] as number) + (sums[2] as number)) / n;
    square += sums.reduce((total, value) => total + value * value, 0) / (n * n);
  }
  return [product, square];
}

/** Random bits with their sums modulo a number, short ones for training and long ones for validation. */
function counted(modulus: number) {
  const random = mulberry32(7);
  const sequence = (length: number) => Int32Array.from({ length }, () => (random() < 0.5 ? 0 : 1));
  const labelsOf = (bits: Int32Array) => {
    let sum = 0;
    return bits.map((bit) => {
      sum = (sum + bit) % modulus;
      return sum;
    });
  };
  const sequences = range(200).map(() => sequence(40));
  const validationSequences = range(2).map(() => sequence(5000));
  return {
    sequences,
    labels: sequences.map(labelsOf),
    validationSequences,
    validationLabels: validationSequences.map(labelsOf),
  };
}

const parity = () => counted(2);

const ALMOST_LINEAR =
  'Brenner, Hemmer, Monfared, Durstewitz, Almost-Linear RNNs Yield Highly Interpretable Symbolic Codes in Dynamical Systems Reconstruction, NeurIPS 2024';

/** Twenty thousand rows of the flow of Lorenz on its attractor, at distances of 0.01. */
const lorenzAttractor = () => simulateSync({ system: 'lorenz', length: 20_000, transient: 2000 }).series;

/** Twenty thousand rows of the flow of Rössler on its attractor, at distances of 0.05. */
const roesslerAttractor = () =>
  simulateSync({ system: 'roessler', step: 0.05, substeps: 2, length: 20_000, transient: 1000 }).series;

export const claims: readonly Claim[] = [
  {
    name: 'piecewise-linear-exactly',
    claim:
      'A reconstruction with as many hinges as the system has is exact, with its fixed points and cycles in closed form',
    source: ALMOST_LINEAR,
    shown: {
      what: 'the map of Lozi from (0.1, 0.1), rows 100 to 1099; one hinge, 10 starts',
      budget: 0.5,
      measure() {
        const { series } = simulateSync({ system: 'lozi', length: 1000, transient: 100 });
        const { model, residualRatio } = reconstructSync({ series, pieces: 1 });
        const { regions, cycles } = analyzeSync({ model, length: 2000, maxPeriod: 2 });
        const points = regions.map(({ fixedPoint }) => fixedPoint?.[0] ?? 0).sort((a, b) => a - b);
        const pair = cycles.find(({ word }) => word.length === 2);
        const cycle = Array.from(pair?.points.data ?? []).filter((_, k) => k % 2 === 0);
        return { residualRatio, fixedPoints: points, cycle: cycle.sort((a, b) => a - b) };
      },
    },
    gold: {
      residualRatio: { atMost: 1e-24 },
      fixedPoints: { near: [-0.833333333333333, 0.454545454545455], absolute: 1e-11 },
      cycle: { near: [-0.382165605095541, 0.700636942675159], absolute: 1e-11 },
    },
    verdict: 'holds',
  },
  {
    name: 'lorenz-by-three-regions',
    claim:
      'Two hinges suffice for the attractor of Lorenz: three of the four regions are visited, the middle one around a saddle',
    source: ALMOST_LINEAR,
    shown: {
      what: 'Lorenz from (1, 1, 1) at steps of 0.01, rows 2000 to 21 999; two hinges, 10 starts, seeds 1 to 3',
      budget: 2,
      measure(log) {
        const series = lorenzAttractor();
        const [ratios, exponents, shares]: [number[], number[], number[]] = [[], [], []];
        for (const seed of [1, 2, 3]) {
          const found = reconstructSync({ series, step: 0.01, pieces: 2 }, { seed });
          const { regions } = analyzeSync({ model: found.model, length: 20_000 });
          log(
            `divergence ${found.attractorDivergence}, regions ${regions.map(({ type }) => type).join(', ')}`,
          );
          ratios.push(found.residualRatio);
          exponents.push(exponentError(found));
          shares.push(shareOfThree(regions));
        }
        return { residualRatio: ratios, exponentError: exponents, threeRegions: shares };
      },
    },
    gold: {
      residualRatio: { atMost: 0.106 },
      exponentError: { atMost: 0.3 },
      threeRegions: { atLeast: 0.998 },
    },
    verdict: 'holds',
  },
  {
    name: 'lorenz-by-teacher-forcing',
    claim:
      "Sparse teacher forcing trains a network of 20 states, two of them rectified, to the attractor of Lorenz, also beyond the divergence of the authors' weights",
    source: ALMOST_LINEAR,
    shown: {
      what: 'the same series as for three regions; 3000 steps from the regression with two hinges, seed 1; the checks choose by the same series',
      budget: 8,
      measure(log) {
        const found = reconstructSync(
          { series: lorenzAttractor(), step: 0.01, pieces: 2, method: 'teacherForcing', steps: 3000 },
          { seed: 1 },
        );
        const { regions } = analyzeSync({ model: found.model, length: 20_000 });
        for (const { step, loss, attractorDivergence } of found.history ?? [])
          log(`after ${step} steps: loss ${loss}, divergence ${attractorDivergence}`);
        const [start, ...later] = (found.history ?? []).map((check) => check.attractorDivergence ?? Infinity);
        return {
          attractorDivergence: found.attractorDivergence ?? Number.NaN,
          gain: (start ?? Number.NaN) / Math.min(...later),
          exponentError: exponentError(found),
          threeRegions: shareOfThree(regions),
        };
      },
    },
    gold: {
      attractorDivergence: { atMost: 5.2 },
      gain: { atLeast: 1 },
      exponentError: { atMost: 0.3 },
      threeRegions: { atLeast: 0.998 },
    },
    verdict: 'holds',
  },
  {
    name: 'lorenz-statistics',
    claim:
      'The free run of a reconstruction has the statistics of the attractor, near the divergence of its own halves',
    source: ALMOST_LINEAR,
    shown: {
      what: 'the same series; four hinges, 10 starts, seed 1',
      budget: 1,
      measure() {
        const found = reconstructSync({ series: lorenzAttractor(), step: 0.01, pieces: 4 }, { seed: 1 });
        const { attractorDivergence = Number.NaN, divergenceFloor } = found;
        return { attractorDivergence, floors: attractorDivergence / divergenceFloor };
      },
    },
    gold: { attractorDivergence: { atMost: 2.5 }, floors: { atMost: 1.5 } },
    verdict: 'holds in part',
    remark: 'The divergence is small beside that of other attractors, but a multiple of that of the halves.',
  },
  {
    name: 'roessler-by-one-hinge',
    claim: 'One hinge suffices for the chaos of Rössler, and two for its statistics',
    source: ALMOST_LINEAR,
    shown: {
      what: 'Rössler from (1, 1, 1) at steps of 0.05, rows 1000 to 20 999; one and two hinges, 10 starts',
      budget: 1,
      measure() {
        const series = roesslerAttractor();
        const [one, two] = [1, 2].map((pieces) => reconstructSync({ series, step: 0.05, pieces }));
        return {
          exponent: one?.lyapunovExponents[0] ?? Number.NaN,
          divergence: two?.attractorDivergence ?? Number.NaN,
        };
      },
    },
    gold: { exponent: { near: 0.075, absolute: 0.025 }, divergence: { atMost: 2.2 } },
    verdict: 'holds',
  },
  {
    name: 'sparse-equations',
    claim: 'Sequentially thresholded least squares find the equations of Lorenz among all quadratic terms',
    source:
      'Brunton, Proctor, Kutz, Discovering governing equations from data by sparse identification of nonlinear dynamical systems, PNAS 113, 2016',
    shown: {
      what: 'the same series of Lorenz, differences of fourth order',
      budget: 0.4,
      measure() {
        const { coefficients } = discoverEquationsSync({ series: lorenzAttractor(), step: 0.01 });
        return { coefficients: Array.from(coefficients.data).filter((value) => value !== 0) };
      },
    },
    gold: { coefficients: { near: [-10, 10, 28, -1, -1, -8 / 3, 1], absolute: 3e-3 } },
    verdict: 'holds',
  },
  {
    name: 'exponents',
    claim:
      'Lyapunov exponents by tangent vectors: 0.9056, 0 and −14.572 of Lorenz, 0.0714, 0 and −5.394 of Rössler',
    source: 'Sprott, Chaos and Time-Series Analysis, 2003, table of flows',
    shown: {
      what: 'a hundred thousand rows at steps of 0.01 and 0.05',
      budget: 0.4,
      measure() {
        const flows = [
          lyapunovExponentsSync({ system: 'lorenz' }),
          lyapunovExponentsSync({ system: 'roessler', step: 0.05, substeps: 2 }),
        ];
        return { exponents: flows.flatMap(({ exponents }) => Array.from(exponents)) };
      },
    },
    gold: { exponents: { near: [0.9056, 0, -14.572, 0.0714, 0, -5.394], absolute: 0.01 } },
    verdict: 'holds',
  },
  {
    name: 'one-step-scale',
    claim:
      'A linear attention layer, trained by gradient flow to predict sequences x_{t+1} = W x_t in context, ends as one step of gradient descent of the optimal scale',
    source: MESA,
    shown: {
      what: 'two rotating numbers, 98 positions, the mean over phases by 400 nodes; a′ = b (l − q a b), b′ = a (l − q a b) from (0.1, 0.1) by ode.solve; the scale N/(N + H_N) in closed form',
      budget: 0.3,
      measure() {
        const [positions, nodes] = [98, 400];
        const sums = range(nodes).map((k) => sumsOf(positions, (2 * Math.PI * (k + 0.5)) / nodes));
        const [l, q] = [0, 1].map(
          (i) => sums.reduce((total, pair) => total + (pair[i] as number), 0) / nodes,
        );
        const { states } = solveSync({
          field: {
            formula: '[y[1] * (1 - r * y[0] * y[1]), y[0] * (1 - r * y[0] * y[1])]',
            inputs: { y: 2, r: [] },
          },
          parameters: { r: (q as number) / (l as number) },
          initial: [0.1, 0.1],
          to: 30,
          tolerance: 1e-10,
        });
        const [a, b] = states.data.slice(-2);
        return { scale: (l as number) / (q as number), flow: (a as number) * (b as number) };
      },
    },
    gold: {
      scale: { near: 0.94991360940733, relative: 1e-12 },
      flow: { near: 0.94991360940733, relative: 1e-8 },
    },
    verdict: 'holds',
  },
  {
    name: 'one-step-is-not-least-squares',
    claim:
      'Such a layer recovers the sequence only for special starts: one gradient step is not least squares in context',
    source: MESA,
    shown: {
      what: 'a rotation of the plane by 0.7 from (1, 1), 98 positions: the last error of the optimal step, and of recursiveLeastSquares with a ridge of 1e-9',
      budget: 0.1,
      measure() {
        const rotated = range(100).map((t) => [
          Math.cos(0.7 * t) - Math.sin(0.7 * t),
          Math.sin(0.7 * t) + Math.cos(0.7 * t),
        ]);
        const { errors } = recursiveLeastSquaresSync({ series: rotated, ridge: 1e-9 });
        const recursive = Math.hypot(...(errors as { data: Float64Array }).data.slice(-2));
        const [x = [], ...next] = rotated.slice(0, 99).reverse();
        // S x for S = Σ x_{i+1} x_i', over all pairs before the last number.
        const step = next.reduce(
          ([p = 0, q = 0], row, i) => {
            const weight = row.reduce((total, value, k) => total + value * (x[k] as number), 0);
            const [y = 0, z = 0] = rotated[98 - i] as number[];
            return [p + weight * y, q + weight * z];
          },
          [0, 0],
        );
        const last = rotated[99] as number[];
        // The scale that is best for this sequence.
        const scale = (step[0] as number) * (last[0] as number) + (step[1] as number) * (last[1] as number);
        const square = step.reduce((total, value) => total + value * value, 0);
        const oneStep = Math.hypot(...last.map((value, k) => value - (scale / square) * (step[k] as number)));
        return { recursive, oneStep };
      },
    },
    gold: { recursive: { atMost: 1e-8 }, oneStep: { atLeast: 1e-3 } },
    verdict: 'holds',
  },
  {
    name: 'polynomial-forecasts',
    claim:
      'Regression on products of delays forecasts the Lorenz system for several Lyapunov times, where a linear model fails at once',
    source: 'Gauthier, Bollt, Griffith, Barbosa, Nature Communications 12, 2021',
    shown: {
      what: 'Lorenz (10, 28, 8/3) by Runge–Kutta steps of 0.01 from (1, 1, 1), 6000 rows after 1000; 20 moments in the last 30 %: median valid times in units of 1/0.9058',
      budget: 0.4,
      measure(log) {
        const { scores } = evaluateForecastSync({
          series: simulateSync({ system: 'lorenz', length: 6000, transient: 1000 }).series,
          methods: ['polynomial'],
          horizons: [1000],
          holdOut: 0.3,
          samples: 0,
        });
        const inLyapunovTimes = scores.map(({ validTime }) => 0.01 * 0.9058 * validTime);
        const [persistence = 0, linear = 0, polynomial = 0] = inLyapunovTimes;
        if (persistence < 0.2) log('the last row fails at once');
        return { polynomial, linear };
      },
    },
    gold: { polynomial: { atLeast: 4 }, linear: { atMost: 0.2 } },
    landmarks: ['the last row fails at once'],
    verdict: 'holds',
  },
  {
    name: 'forecasts-beside-others',
    claim: 'The automatic choice of a model forecasts public series no worse than established programs',
    source: 'docs/dynamics.md',
    shown: {
      what: 'ten series of R and statsmodels, the last 30 % forecast from 8 moments: geometric means of scaled absolute errors',
      command: 'npm run bench:peers -- forecasts',
      statedIn: 'docs/dynamics.md',
      answers: {
        auto: 0.93,
        'best of the others': 0.92,
        'statsmodels ETSModel': 1.03,
        'darts Theta': 1.33,
      },
    },
    gold: {
      auto: { atMost: 0.92 },
      'best of the others': { atLeast: 0.92 },
      'statsmodels ETSModel': { atLeast: 0.92 },
      'darts Theta': { atLeast: 0.92 },
    },
    verdict: 'holds in part',
    remark:
      'It is better than exponential smoothing and Theta; an autoregression with seasonal constants, of statsmodels, is a percent better.',
  },
  {
    name: 'automata',
    claim:
      'Every finite automaton is a linear recurrence whose matrices are products of rank-one changes of the identity, as many as states',
    source: 'Grazzi, Siems, Zela, Franke, Hutter, Pontil, ICLR 2025',
    shown: {
      what: '200 random automata of at most 20 states and 3 symbols (seeds 1 to 200), 100 symbols each: wrong entries of one-hot states, and the largest number of factors over that of states',
      budget: 0.4,
      measure() {
        let [wrong, ratio] = [0, 0];
        for (const seed of range(200)) {
          const random = mulberry32(seed + 1);
          const below = (bound: number) => Math.floor(bound * random());
          const [states, symbols] = [1 + below(20), 1 + below(3)];
          const table = range(states).map(() => range(symbols).map(() => below(states)));
          const tokens = Int32Array.from({ length: 100 }, () => below(symbols));
          const { left, right, terms, states: visited } = automatonSync({ table, sequences: [tokens] });
          const initial = [range(states).map((state) => (state === 0 ? 1 : 0))];
          const scan = affineScanSync({ kind: 'rankOne', left, right, terms, tokens, initial });
          for (const [k, value] of scan.states.data.entries())
            if (value !== (k % states === visited?.data[Math.floor(k / states)] ? 1 : 0)) wrong++;
          ratio = Math.max(ratio, terms / states);
        }
        return { wrong, ratio };
      },
    },
    gold: { wrong: { near: 0 }, ratio: { atMost: 1 } },
    verdict: 'holds',
  },
  {
    name: 'negative-eigenvalues',
    claim:
      'Diagonal linear networks learn parity at any length with eigenvalues from −1 to 1, and not with eigenvalues from 0 to 1',
    source: 'Grazzi, Siems, Zela, Franke, Hutter, Pontil, ICLR 2025',
    shown: {
      what: '200 sequences of 40 random bits with their parities, 2 of 5000 for validation, 8 states: the accuracy of the network beyond 256 bits, projected and by a logistic function, and with positive eigenvalues (one start)',
      budget: 6,
      measure(log) {
        const made = (options: object) => {
          const { accuracyByLength, automatonAccuracy } = fitSequenceModelSync({ ...parity(), ...options });
          return { network: accuracyByLength.at(-1) ?? 0, automaton: automatonAccuracy };
        };
        const projected = made({});
        if (projected.automaton === 1) log('its automaton is right on all labels');
        const sigmoid = made({ parametrization: 'sigmoid', restarts: 1 }).network;
        const positive = made({ range: 'positive', restarts: 1 }).network;
        return { projected: projected.network, sigmoid, positive };
      },
    },
    gold: { projected: { atLeast: 0.999 }, sigmoid: { atLeast: 0.999 }, positive: { atMost: 0.55 } },
    landmarks: ['its automaton is right on all labels'],
    verdict: 'holds in part',
    remark:
      'With a logistic function, eigenvalues only approach −1, and the network forgets; projected ones reach it.',
  },
  {
    name: 'reflections',
    claim: 'Products of two reflections count modulo 3, and one reflection does not',
    source: 'Grazzi, Siems, Zela, Franke, Hutter, Pontil, ICLR 2025',
    shown: {
      what: '200 sequences of 40 random bits with their sums modulo 3, 2 of 5000 for validation, 4 states: the accuracies of the automata',
      budget: 12,
      measure(log) {
        const made = (reflections: number) =>
          fitSequenceModelSync({ ...counted(3), transition: 'householder', reflections });
        const two = made(2);
        log(`states: ${two.automaton.table.rows}`);
        return { two: two.automatonAccuracy, one: made(1).automatonAccuracy };
      },
    },
    gold: { two: { atLeast: 1 }, one: { atMost: 0.5 } },
    landmarks: ['states: 3'],
    verdict: 'holds',
  },
];
