// One workload, solved by superlinear and its peers in turns.

import { constrained } from 'superlinear';
import { type Found, type WorkloadName, workloads } from '../../constrained/workloads.js';
import { type Ours, SIDES, type Side } from '../../support/sides.js';
import {
  cpuOf,
  type Patience,
  type Time,
  type Timed,
  type Turn,
  takeTurns,
  timeOf,
} from '../../support/timing.js';
import { record } from '../records.js';
import { type Contest, contests, type Method } from './contests.js';
import type { PeerResult, PeerWorker, Points, Quality } from './worker.js';

/** The peers' processes: with one thread, and with an unrestricted number. */
export interface Workers {
  readonly one: PeerWorker;
  readonly all: PeerWorker;
}

export interface Outcome {
  readonly iterations: number;
  /** Number of problems within 1e-6 of the best objective found by any solver and of feasibility. */
  readonly solved: number;
  readonly violation: number;
}

/** A peer's result. */
export interface Line extends Outcome {
  readonly peer: string;
  readonly setup: number;
  readonly one: Time;
  /** Undefined for single-threaded peers. */
  readonly all: Time | undefined;
}

/** Measurements of a workload. */
export interface Compared {
  readonly problems: number;
  readonly found: Outcome & Pick<Found, 'converged'>;
  readonly ours: Ours;
  readonly lines: readonly Line[];
}

const ACCURACY = 1e-6;

export async function compare(name: WorkloadName, workers: Workers, patience: Patience): Promise<Compared> {
  const workload = workloads[name]();
  await Promise.all([workers.one.load(name, workload), workers.all.load(name, workload)]);
  // NumPy's products use several threads; MUMPS as built here and the other peers do not.
  const isThreaded = workload.kind === 'regression';

  constrained.poissonControlSync({ size: 3, controlWeight: 1 }, SIDES.WebAssembly); // compiles the module
  const found = workload.solve(SIDES['native, 1 thread']);
  const ourTurns = Object.entries(SIDES).map(([side, options]) => [
    side,
    () => timeOf(() => workload.solve(options)),
  ]);
  const turns: Record<string, Turn> = Object.fromEntries(ourTurns);
  const results = new Map<string, PeerResult>();
  for (const contest of contests[name]) {
    turns[onOne(contest)] = async () => {
      const result = await workers.one.solve(name, contest.method);
      results.set(contest.peer, result);
      return result;
    };
    if (isThreaded) turns[onAll(contest)] = () => workers.all.solve(name, contest.method);
  }
  const times = await takeTurns(patience.rounds, turns, patience.seconds);

  const measure = (points: Points) => workers.one.measure(name, points);
  const qualities = new Map<string, Quality>();
  for (const [peer, { points }] of results) qualities.set(peer, await measure(points));
  const quality = await measure(found.points);
  const least = leastObjectives([quality, ...qualities.values()]);
  const lines = contests[name].map((contest): Line => {
    const { setup, iterations } = results.get(contest.peer) as PeerResult;
    const theirs = qualities.get(contest.peer) as Quality;
    const outcome = outcomeOf(theirs, least, iterations);
    record({
      workload: name,
      method: 'constrained.minimize',
      peer: contest.peer,
      package: PACKAGES[contest.method],
      ours: cpuOf(times['native, 1 thread'] as Timed),
      theirs: cpuOf(times[onOne(contest)] as Timed),
      errors: { ours: errorOf(quality, least), theirs: errorOf(theirs, least) },
      tolerance: ACCURACY,
    });
    return { peer: contest.peer, setup, one: times[onOne(contest)], all: times[onAll(contest)], ...outcome };
  });
  await Promise.all([workers.one.unload(name), workers.all.unload(name)]);
  const { converged, iterations } = found;
  const ours = times as Record<Side, Timed>;
  return {
    problems: workload.problems,
    found: { ...outcomeOf(quality, least, iterations), converged },
    ours,
    lines,
  };
}

/** For each problem, the smallest objective at nearly feasible points. */
function leastObjectives(qualities: readonly Quality[]): number[] {
  const [{ objectives }] = qualities;
  return objectives.map((_, k) =>
    Math.min(
      ...qualities.map(({ objectives, violations }) =>
        violations[k] <= ACCURACY ? objectives[k] : Number.POSITIVE_INFINITY,
      ),
    ),
  );
}

function outcomeOf(
  { objectives, violations }: Quality,
  least: readonly number[],
  iterations: number,
): Outcome {
  const isSolved = (objective: number, k: number) =>
    violations[k] <= ACCURACY && objective - least[k] <= ACCURACY * Math.max(1, Math.abs(least[k]));
  return { iterations, solved: objectives.filter(isSolved).length, violation: Math.max(...violations) };
}

/** The largest violation, or distance to the least objective found. */
function errorOf({ objectives, violations }: Quality, least: readonly number[]): number {
  const excesses = objectives.map(
    (objective, k) => (objective - (least[k] as number)) / Math.max(1, Math.abs(least[k] as number)),
  );
  return Math.max(...violations, ...excesses);
}

/** The packages of the peers. */
const PACKAGES: Readonly<Record<Method, string>> = {
  ipopt: 'casadi',
  slsqp: 'scipy',
  trustConstr: 'scipy',
  nlopt: 'nlopt',
};

const onOne = ({ peer }: Contest) => `${peer}, 1 thread`;
const onAll = ({ peer }: Contest) => `${peer}, all threads`;
