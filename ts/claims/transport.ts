/** Claims about transport: Sinkhorn-Newton-Sparse, divergences, barycenters. */

import {
  barycenter,
  type HistoryRecord,
  type SinkhornNewtonProblem,
  sinkhornDivergence,
  sinkhornNewton,
} from '../families/transport.js';
import type { Claim } from './support/claim.js';
import { DIGIT_SIDE, digits } from './support/digits.js';
import { uniform } from './support/random.js';
import { WEAK_LINK } from './support/weak-link.js';

const SNS = 'Tang and others, ICLR 2024';

/** A random assignment problem. */
const assignment = (size: number) => ({ cost: { rows: size, columns: size, data: uniform(1, size * size) } });

/** A handwritten zero onto a three, with costs divided by their maximum. */
function ink(distance: (dx: number, dy: number) => number): SinkhornNewtonProblem {
  const pixels = DIGIT_SIDE * DIGIT_SIDE;
  const largest = distance(DIGIT_SIDE - 1, DIGIT_SIDE - 1);
  const data = Float64Array.from({ length: pixels * pixels }, (_, k) => {
    const [i, j] = [Math.floor(k / pixels), k % pixels];
    const [dx, dy] = [
      (i % DIGIT_SIDE) - (j % DIGIT_SIDE),
      Math.floor(i / DIGIT_SIDE) - Math.floor(j / DIGIT_SIDE),
    ];
    return distance(dx, dy) / largest;
  });
  return { cost: { rows: pixels, columns: pixels, data }, ...digits(), regularization: 1 / 1200 };
}
const bySquares = () => ink((dx, dy) => dx * dx + dy * dy);
const byAxes = () => ink((dx, dy) => Math.abs(dx) + Math.abs(dy));

/** Iterations of both methods, and the relative difference of their costs. */
async function besidePlain(problem: SinkhornNewtonProblem, log: (line: string) => void) {
  const newton = await sinkhornNewton(problem);
  const plain = await sinkhornNewton({ ...problem, method: 'sinkhorn', maxIterations: 20_000 });
  log(`Newton ${newton.status}`);
  log(`Sinkhorn ${plain.status}`);
  return {
    sweeps: newton.iterations.sinkhorn,
    'Newton steps': newton.iterations.newton,
    'Sinkhorn iterations': plain.iterations.sinkhorn,
    'costs apart': Math.abs(newton.transportCost / plain.transportCost - 1),
  };
}

/** The Newton steps at the requested regularization. */
const lastSteps = (history: readonly HistoryRecord[] = []) =>
  history.filter(({ phase, level }) => phase === 'newton' && level === history.at(-1)?.level);

export const claims: readonly Claim[] = [
  {
    name: 'weak-link',
    claim: 'Newton steps converge to machine precision where Sinkhorn iterations hardly progress',
    source: SNS,
    shown: {
      what: 'two clusters, 3 × 4, linked by a mass of 6·10⁻⁷; regularization 0.1, tolerance 10⁻¹³',
      budget: 0.1,
      async measure(log) {
        const plain = await sinkhornNewton({ ...WEAK_LINK, method: 'sinkhorn', maxIterations: 5000 });
        log(`after 5000 Sinkhorn iterations: ${plain.status}`);
        const { status, iterations, transportCost } = await sinkhornNewton({
          ...WEAK_LINK,
          tolerance: 1e-13,
        });
        log(`Newton ${status}`);
        return { 'transport cost': transportCost, iterations: iterations.sinkhorn + iterations.newton };
      },
    },
    gold: { 'transport cost': { near: 0.2875014950352278, relative: 1e-12 }, iterations: { atMost: 100 } },
    landmarks: ['after 5000 Sinkhorn iterations: iterationLimit', 'Newton converged'],
    verdict: 'holds',
    remark: "The cost comes from Newton's method in 50 digits.",
  },
  {
    name: 'assignment',
    claim: 'A random assignment of 500 takes 20 sweeps and 9 Newton steps',
    source: `${SNS}, where Sinkhorn takes 56,199 iterations`,
    shown: {
      what: '500 × 500 uniform costs of seed 1, regularization 1/1200, tolerance 10⁻⁹',
      budget: 0.2,
      async measure(log) {
        const { status, iterations } = await sinkhornNewton({ ...assignment(500), regularization: 1 / 1200 });
        log(status);
        return { sweeps: iterations.sinkhorn, 'Newton steps': iterations.newton };
      },
    },
    gold: { sweeps: { atMost: 20 }, 'Newton steps': { atMost: 9 } },
    landmarks: ['converged'],
    verdict: 'holds',
  },
  {
    name: 'images-by-squared-distance',
    claim: 'Images with squared distance take 20 sweeps and 33 Newton steps; Sinkhorn takes 2041 iterations',
    source: SNS,
    shown: {
      what: 'one digit onto another, 784 × 784, regularization 1/1200, tolerance 10⁻⁹',
      budget: 3,
      measure: (log) => besidePlain(bySquares(), log),
    },
    gold: {
      sweeps: { atMost: 20 },
      'Newton steps': { atMost: 33 },
      'Sinkhorn iterations': { atLeast: 2041 },
      'costs apart': { atMost: 1e-7 },
    },
    landmarks: ['Newton converged', 'Sinkhorn converged'],
    verdict: 'holds',
    remark: "The digits are not the paper's, but have the same size.",
  },
  {
    name: 'images-by-axes',
    claim:
      'With the sum of distances along the axes they take 700 sweeps and 77 Newton steps; Sinkhorn takes 5748',
    source: SNS,
    shown: {
      what: 'the same digits',
      budget: 6,
      measure: (log) => besidePlain(byAxes(), log),
    },
    gold: {
      sweeps: { atMost: 700 },
      'Newton steps': { atMost: 77 },
      'Sinkhorn iterations': { atLeast: 5748 },
      'costs apart': { atMost: 1e-7 },
    },
    landmarks: ['Newton converged', 'Sinkhorn converged'],
    verdict: 'holds',
  },
  {
    name: 'superlinear-tail',
    claim: 'The last Newton steps converge superlinearly',
    source: SNS,
    shown: {
      what: '400 × 400 uniform costs of seed 1, regularization 1/1200: marginal errors of the last level',
      budget: 0.2,
      async measure(log) {
        const { history } = await sinkhornNewton({
          ...assignment(400),
          regularization: 1 / 1200,
          history: true,
        });
        const errors = lastSteps(history).map(({ marginalError }) => marginalError);
        const reductions = errors.slice(1).map((error, k) => error / (errors[k] as number));
        log(`reductions ${reductions.map((reduction) => reduction.toExponential(0)).join(', ')}`);
        if (errors.every((error, k) => k === 0 || error < (errors[k - 1] as number)))
          log('each step lowers the error');
        return { 'best over first reduction': Math.min(...reductions) / (reductions[0] as number) };
      },
    },
    gold: { 'best over first reduction': { atMost: 0.1 } },
    landmarks: ['each step lowers the error'],
    verdict: 'holds',
  },
  {
    name: 'sparse-hessian',
    claim: 'A Hessian of 2 n entries suffices, or of 15 n for degenerate costs',
    source: SNS,
    shown: {
      what: 'uniform costs of seed 1, n = 200 and 800, regularization 1/1200: largest number of entries of a Newton step divided by n',
      budget: 0.4,
      async measure(log) {
        const kept: number[] = [];
        for (const size of [200, 800]) {
          const problem = { ...assignment(size), regularization: 1 / 1200, history: true };
          const { status, history } = await sinkhornNewton(problem);
          log(status);
          kept.push(Math.max(...lastSteps(history).map(({ entries }) => entries)) / size);
        }
        return { 'entries over n': kept };
      },
    },
    gold: { 'entries over n': { atMost: 15 } },
    landmarks: ['converged'],
    verdict: 'does not hold here',
    remark:
      'Here the threshold drops mass, not a fraction of the entries: about 29 n and 73 n are kept, and convergence is superlinear.',
  },
  {
    name: 'any-regularization',
    claim: 'Problems take 10 to 40 passes, nearly independently of the regularization',
    source: 'docs/transport.md',
    shown: {
      what: '500 × 500 uniform costs of seed 1, regularization 1/120, 1/1200, 1/12,000 and 10⁻⁶: sweeps plus Newton steps',
      budget: 0.4,
      async measure(log) {
        const passes: number[] = [];
        for (const regularization of [1 / 120, 1 / 1200, 1 / 12_000, 1e-6]) {
          const { status, iterations } = await sinkhornNewton({ ...assignment(500), regularization });
          log(`${regularization}: ${status}`);
          passes.push(iterations.sinkhorn + iterations.newton);
        }
        return { passes };
      },
    },
    gold: { passes: { atMost: 40 } },
    landmarks: ['0.000001: converged'],
    verdict: 'holds in part',
    remark:
      'A regularization 8000 times smaller takes seven times the passes; Sinkhorn iterations grow like its inverse.',
  },
  {
    name: 'time-beside-sinkhorn',
    claim: "The time is a small fraction of the time of Sinkhorn's iteration and of other Newton methods",
    source: `${SNS}: 685, 8 and 4 times less than Sinkhorn's`,
    shown: {
      what: 'six workloads, one thread, processor times',
      command: 'npm run bench:peers -- transport',
      statedIn: 'README.md',
      answers: {
        "RegOT's SSNS over ours, 500 to 2000 points": [16, 160],
        "POT's sinkhorn over ours, 256 small ones": 43,
      },
    },
    gold: {
      "RegOT's SSNS over ours, 500 to 2000 points": { atLeast: 1 },
      "POT's sinkhorn over ours, 256 small ones": { atLeast: 1 },
    },
    verdict: 'holds',
  },
  {
    name: 'divergence',
    claim:
      "The Sinkhorn divergence is positive, zero between equal distributions, and removes the entropy's bias",
    source: 'Feydy and others, AISTATS 2019',
    shown: {
      what: 'four points and three in the plane, regularization 0.1; the four points with themselves',
      budget: 0.1,
      async measure(log) {
        const sourcePoints = [
          [0, 0],
          [1, 0],
          [0, 1],
          [0.5, 0.5],
        ];
        const targetPoints = [
          [0.2, 0.1],
          [0.9, 0.8],
          [0.4, 1],
        ];
        const source = [0.25, 0.1, 0.25, 0.4];
        const problem = { sourcePoints, source, regularization: 0.1 };
        const apart = await sinkhornDivergence({ ...problem, targetPoints, target: [0.5, 0.3, 0.2] });
        const equal = await sinkhornDivergence({ ...problem, targetPoints: sourcePoints, target: source });
        log(`${apart.status}, ${equal.status}`);
        return { divergence: apart.divergence, 'of equals': equal.divergence };
      },
    },
    gold: {
      divergence: { near: 0.1903168606664695, relative: 1e-9 },
      'of equals': { near: 0, absolute: 1e-12 },
    },
    landmarks: ['converged, converged'],
    verdict: 'holds',
  },
  {
    name: 'debiased-barycenter',
    claim: 'The debiased barycenter of equal histograms is that histogram; the plain one is blurred',
    source: 'Janati, Cuturi, Gramfort, ICML 2020',
    shown: {
      what: 'twice the same histogram on six points of a line, regularization 0.05',
      budget: 0.1,
      async measure(log) {
        const histogram = [0.5, 0.3, 0.1, 0.05, 0.03, 0.02];
        const cost = histogram.map((_, i) => histogram.map((_, j) => (i - j) ** 2 / 25));
        const problem = { histograms: [histogram, histogram], cost, regularization: 0.05 };
        const plain = await barycenter(problem);
        const sharp = await barycenter({ ...problem, debiased: true });
        log(`${plain.status}, ${sharp.status}`);
        if (Math.max(...plain.barycenter) < 0.45) log('the plain one is blurred');
        return { debiased: Array.from(sharp.barycenter) };
      },
    },
    gold: { debiased: { near: [0.5, 0.3, 0.1, 0.05, 0.03, 0.02], absolute: 1e-8 } },
    landmarks: ['converged, converged', 'the plain one is blurred'],
    verdict: 'holds',
  },
];
