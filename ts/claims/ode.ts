/** Claims about differential equations: orders of explicit methods, stiffness, and its detection. */

import { solveSync } from '../families/ode.js';
import type { Claim } from './support/claim.js';
import { coverageOf } from './support/noisy-predators.js';
import { qualityOfEstimates } from './support/random-fields.js';

const vanDerPol = (stiffness: number) => ({
  field: { formula: `[y[1], ((1 - y[0]^2) * y[1] - y[0]) * ${stiffness}]`, inputs: { y: 2 } },
  initial: [2, 0],
  times: [2],
  estimateError: false,
});

const primary = '((y[0] + 0.012277471)^2 + y[1]^2)^1.5';
const secondary = '((y[0] - 0.987722529)^2 + y[1]^2)^1.5';

const arenstorf = {
  field: {
    formula: `[y[2], y[3],
      y[0] + 2 * y[3] - 0.987722529 * (y[0] + 0.012277471) / ${primary} - 0.012277471 * (y[0] - 0.987722529) / ${secondary},
      y[1] - 2 * y[2] - 0.987722529 * y[1] / ${primary} - 0.012277471 * y[1] / ${secondary}]`,
    inputs: { y: 4 },
  },
  initial: [0.994, 0, 0, -2.001_585_106_379_082_4],
  times: [17.065_216_560_157_964],
  tolerance: 1e-9,
  estimateError: false,
};

export const claims: readonly Claim[] = [
  {
    name: 'high-order',
    claim:
      'At high accuracy the method of order 8 needs far fewer evaluations than that of order 5, at the same error or a smaller one',
    source: 'Hairer, Nørsett, Wanner, Solving Ordinary Differential Equations I, 1993, II.10',
    shown: {
      what: 'a closed orbit of Arenstorf at the tolerance 1e-9; evaluations of the field, and the distance to the start',
      budget: 0.2,
      measure(log) {
        const [fifth, eighth] = (['dormandPrince5', 'dormandPrince8'] as const).map((method) => {
          const solution = solveSync({ ...arenstorf, method });
          const distances = arenstorf.initial.map((y, i) =>
            Math.abs(y - (solution.states.data[i] as number)),
          );
          log(`${method}: ${solution.evaluations} evaluations, ${Math.max(...distances).toExponential(1)}`);
          return { evaluations: solution.evaluations, distance: Math.max(...distances) };
        }) as [{ evaluations: number; distance: number }, { evaluations: number; distance: number }];
        return { ratio: fifth.evaluations / eighth.evaluations, distance: eighth.distance };
      },
    },
    gold: { ratio: { atLeast: 1.5 }, distance: { atMost: 1e-4 } },
    landmarks: ['dormandPrince8'],
    verdict: 'holds',
  },
  {
    name: 'stiffness',
    claim:
      'On a stiff problem the steps of explicit methods are limited by stability, whatever the accuracy; Radau IIA is not',
    source: 'Hairer, Wanner, Solving Ordinary Differential Equations II, 1996, IV.2 and IV.8',
    shown: {
      what: 'van der Pol, stiffness 10000, to 0.5: steps of dormandPrince5 over those of radau at the tolerances 1e-4 and 1e-6, and the growth of the former',
      budget: 0.2,
      measure(log) {
        const steps = [1e-4, 1e-6].map((tolerance) =>
          (['dormandPrince5', 'radau'] as const).map(
            (method) => solveSync({ ...vanDerPol(1e4), times: [0.5], tolerance, method }).steps,
          ),
        ) as [[number, number], [number, number]];
        for (const [explicit, implicit] of steps) log(`${explicit} explicit, ${implicit} implicit steps`);
        const [[few], [many]] = steps;
        return { ratios: steps.map(([explicit, implicit]) => explicit / implicit), growth: many / few };
      },
    },
    gold: { ratios: { atLeast: 20 }, growth: { atMost: 1.2 } },
    landmarks: ['implicit steps'],
    verdict: 'holds',
  },
  {
    name: 'detection',
    claim: 'A ratio of differences between two stages at the end of a step detects stiffness, at no cost',
    source: 'Hairer, Wanner, Solving Ordinary Differential Equations II, 1996, IV.2; Shampine, 1977',
    shown: {
      what: 'van der Pol, stiffness 1 and 1e6, to 2 by auto: methods used, and evaluations beside those of radau alone',
      budget: 0.1,
      measure(log) {
        const [mild, stiff] = [1, 1e6].map(
          (stiffness) => solveSync(vanDerPol(stiffness)).methods.at(-1)?.method ?? '',
        );
        const [chosen, known] = (['auto', 'radau'] as const).map(
          (method) => solveSync({ ...vanDerPol(1e6), method }).evaluations,
        ) as [number, number];
        log(`${chosen} evaluations by auto, ${known} by radau`);
        return { methods: [mild as string, stiff as string], ratio: chosen / known };
      },
    },
    gold: { methods: { equals: ['dormandPrince8', 'radau'] }, ratio: { atMost: 3 } },
    landmarks: ['evaluations by auto'],
    verdict: 'holds',
  },
  {
    name: 'estimates',
    claim:
      'The difference of two integrations, of which one has a tenth of the tolerances, estimates the error that accumulates over all steps',
    source: 'Skeel, Thirteen ways to estimate global error, Numerische Mathematik 48, 1986, method 2',
    shown: {
      what: '500 random fields at the tolerances 1e-4, 1e-6 and 1e-9, methods in turn: the share of runs with an error above ten times its estimate, and above it',
      budget: 4,
      measure(log) {
        const { runs, farBelow, below } = qualityOfEstimates(500);
        log(`${runs} runs, above the estimate: ${(100 * below).toFixed(2)} %`);
        return { farBelow, below };
      },
    },
    gold: { farBelow: { atMost: 0.01 }, below: { atMost: 0.1 } },
    landmarks: ['above the estimate'],
    verdict: 'holds',
  },
  {
    name: 'coverage',
    claim:
      'Confidence intervals by linearization hold the parameters of a nonlinear model about as often as they say',
    source: 'Seber, Wild, Nonlinear Regression, 1989, chapter 5',
    shown: {
      what: '400 draws of noise on predators and prey, with four parameters and the initial state fitted: the share of intervals of 95 % that hold, and of the band after the last observation',
      budget: 3,
      measure(log) {
        const { parameters, band } = coverageOf(400);
        log(`intervals ${parameters.join(', ')}; band ${band.join(', ')}`);
        return { parameters, band };
      },
    },
    gold: {
      parameters: { near: [0.95, 0.95, 0.95, 0.95, 0.95, 0.95], absolute: 0.03 },
      band: { near: [0.95, 0.95], absolute: 0.03 },
    },
    landmarks: ['intervals'],
    verdict: 'holds',
  },
];
