/** Fits of Lotka and Volterra's equations to noisy observations: how often confidence intervals hold the parameters. */

import { fitSync, solveSync } from '../../families/ode.js';
import { normals } from './random.js';

const TRUTH = { alpha: 1.5, beta: 1, gamma: 3, delta: 1 };
const TIMES = Array.from({ length: 21 }, (_, i) => i / 4);
/** A time after all observations, at which the band is tested. */
const LATER = 6;
/** The standard deviation of the noise of prey and of predators. */
const NOISE = [0.2, 0.1];

/** The shares of draws in which the intervals of all parameters and the band hold the true values. */
export interface Coverage {
  readonly parameters: readonly number[];
  readonly band: readonly number[];
}

/** Draws noise `count` times, and fits all parameters and the initial state. */
export function coverageOf(count: number): Coverage {
  const shared = { system: 'lotkaVolterra', initial: [1, 1] } as const;
  const { states } = solveSync({ ...shared, parameters: TRUTH, times: [...TIMES, LATER], tolerance: 1e-10 });
  const noise = normals(2026, 2 * TIMES.length * count);
  const exact = [...Object.values(TRUTH), ...shared.initial];
  const held = new Array<number>(exact.length).fill(0);
  const inBand = [0, 0];
  for (let draw = 0; draw < count; draw++) {
    const entry = (i: number, j: number) =>
      (states.data[2 * i + j] as number) +
      (NOISE[j] as number) * (noise[2 * (draw * TIMES.length + i) + j] as number);
    const fitted = fitSync({
      ...shared,
      parameters: TRUTH,
      fitInitial: true,
      times: TIMES,
      observations: TIMES.map((_, i) => [entry(i, 0), entry(i, 1)]),
      weights: NOISE.map((deviation) => deviation ** -2),
    });
    const { lower = [], upper = [] } = fitted.confidence ?? {};
    exact.forEach((value, k) => {
      if ((lower[k] as number) <= value && value <= (upper[k] as number)) held[k] = (held[k] as number) + 1;
    });
    const band = fitted.band([LATER]);
    for (const j of [0, 1]) {
      const value = states.data[2 * TIMES.length + j] as number;
      const [below, above] = [band?.lower.data[j] as number, band?.upper.data[j] as number];
      if (below <= value && value <= above) inBand[j] = (inBand[j] as number) + 1;
    }
  }
  const share = (counts: readonly number[]) => counts.map((own) => own / count);
  return { parameters: share(held), band: share(inBand) };
}
