// Holds two masses between springs near the middle against random disturbances. At each step a quadratic program, with
// limits on forces, positions and velocities, plans the forces of the next steps, and the first of them is applied.
// Each program starts from the previous solution, shifted by a step.
//
//   npm start -- control           400 steps, plans up to 40 steps long
//   npm start -- control --small   100 steps, plans up to 20 steps long

import { relative } from 'node:path';
import { parseArgs } from 'node:util';
import { backend, constrained } from 'superlinear';
import { writeDrawing } from './support/pictures.js';
import { drawPlots, type Plot } from './support/plots.js';
import { disturbances, laterBy, masses, type State } from './support/spring-masses.js';
import { formatTable } from './support/table.js';

const { values } = parseArgs({ options: { small: { type: 'boolean' } } });

const { name, instructionSet, threads, reason } = backend();
console.log(
  `superlinear computes by ${name} (${instructionSet}, threads: ${threads})${reason ? `: ${reason}` : ''}\n`,
);

const STEPS = values.small ? 100 : 400;
const START: State = [0.45, -0.375, 0, 0];

/** The result of a run. */
interface Track {
  readonly states: readonly State[];
  readonly forces: readonly (readonly [number, number])[];
  readonly decompositions: number;
  /** Milliseconds. */
  readonly elapsed: number;
  readonly isSolved: boolean;
}

/** Simulates the steps with plans of this length; with length 0, no force is applied. */
async function control(horizon: number, isWarm: boolean): Promise<Track> {
  const plan = masses(Math.max(1, horizon));
  const pushes = disturbances(STEPS);
  const states: State[] = [START];
  const forces: (readonly [number, number])[] = [];
  let [decompositions, elapsed, isSolved] = [0, 0, true];
  let start = {};
  for (const [k, push] of pushes.entries()) {
    let force: readonly [number, number] = [0, 0];
    if (horizon > 0) {
      const ends = plan.ends(states[k]);
      const began = performance.now();
      const solution = await constrained.quadraticProgram({
        ...plan.program,
        constraintLower: ends,
        constraintUpper: ends,
        ...start,
      });
      elapsed += performance.now() - began;
      decompositions += solution.statistics.factorizations;
      isSolved &&= solution.status === 'converged';
      force = [solution.solution[0], solution.solution[1]];
      if (isWarm) start = laterBy(1, solution);
    }
    forces.push(force);
    states.push(plan.next(states[k], force, push));
  }
  return { states, forces, decompositions, elapsed, isSolved };
}

const free = await control(0, false);
const rows: Record<string, string>[] = [];
let best = free;
for (const horizon of values.small ? [10, 20] : [10, 20, 40]) {
  const cold = await control(horizon, false);
  best = await control(horizon, true);
  const cost = best.states.reduce((sum, [p, q]) => sum + p * p + q * q, 0) / STEPS;
  rows.push({
    'steps ahead': String(horizon),
    status: best.isSolved && cold.isSolved ? 'converged' : 'not all converged',
    'mean square': cost.toFixed(5),
    decompositions: String(best.decompositions),
    'from nothing': String(cold.decompositions),
    'a step': `${((1000 * best.elapsed) / STEPS).toFixed(0)} µs`,
  });
}
console.log(formatTable(rows));
const wild = free.states.reduce((sum, [p, q]) => sum + p * p + q * q, 0) / STEPS;
console.log(`\nWithout any force the mean square is ${wild.toFixed(5)}.`);

const track = (states: readonly State[], which: 0 | 1) =>
  states.map((state, k) => [k, state[which]] as const);
const level = (value: number) => [[0, value] as const, [STEPS, value] as const];
const plots: Plot[] = [
  {
    title: 'Where the masses are',
    x: 'step',
    y: 'place',
    curves: [
      { name: 'first, controlled', points: track(best.states, 0) },
      { name: 'second, controlled', points: track(best.states, 1) },
      { name: 'first, free', points: track(free.states, 0) },
    ],
  },
  {
    title: 'Forces, of at most a half',
    x: 'step',
    y: 'force',
    curves: [
      { name: 'on the first', points: best.forces.map(([force], k) => [k, force] as const) },
      { name: 'on the second', points: best.forces.map(([, force], k) => [k, force] as const) },
      { name: 'limits', points: level(0.5) },
      { name: '', points: level(-0.5) },
    ],
  },
];
const file = await writeDrawing('spring-control.svg', drawPlots(plots));
console.log(`Tracks and forces: ${relative('', file)}`);
