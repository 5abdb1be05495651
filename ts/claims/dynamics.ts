/** Claims about series and sequences: in-context prediction by one step of gradient descent. */

import {
  affineScanSync,
  automatonSync,
  evaluateForecastSync,
  fitSequenceModelSync,
  recursiveLeastSquaresSync,
} from '../families/dynamics.js';
import { solveSync } from '../families/ode.js';
import type { Claim } from './support/claim.js';
import { mulberry32 } from './support/random.js';

const range = (count: number) => Array.from({ length: count }, (_, k) => k);

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

/** Rows of the Lorenz system, by Runge–Kutta steps of 0.01, after 1000 others. */
function lorenz(rows: number): number[][] {
  const field = ([x = 0, y = 0, z = 0]: readonly number[]) => [
    10 * (y - x),
    x * (28 - z) - y,
    x * y - (8 / 3) * z,
  ];
  const moved = (from: readonly number[], along: readonly number[], step: number) =>
    from.map((value, k) => value + step * (along[k] as number));
  const series = [[1, 1, 1]];
  while (series.length < rows + 1000) {
    const now = series.at(-1) as number[];
    const a = field(now);
    const b = field(moved(now, a, 0.005));
    const c = field(moved(now, b, 0.005));
    const d = field(moved(now, c, 0.01));
    const mean = a.map(
      (value, k) => (value + 2 * (b[k] as number) + 2 * (c[k] as number) + (d[k] as number)) / 6,
    );
    series.push(moved(now, mean, 0.01));
  }
  return series.slice(1000);
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

export const claims: readonly Claim[] = [
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
          series: lorenz(6000),
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
