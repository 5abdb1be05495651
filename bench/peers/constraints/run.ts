// Derivative-free minimization under constraints compared with peers in Python: evaluations needed to approach known
// minima.

import { blackbox } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { uniform } from '../../../ts/claims/support/random.js';
import { seconds } from '../../support/format.js';
import { median } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'blackbox';

export const workloads = ['G04', 'G06', 'G07', 'G08', 'G09', 'G24', 'spring'] as const;

const PEERS = ['NOMAD', 'SciPy COBYLA'];

/** Accuracies of the minimum, relative if its magnitude exceeds 1. */
const ACCURACIES = [1e-2, 1e-4, 1e-6];

const EVALUATIONS_PER_VARIABLE = 100;

interface Problem {
  readonly lower: readonly number[];
  readonly upper: readonly number[];
  readonly least: number;
  readonly constraints: number;
}

/** One search: its improvements with their numbers of evaluations, and its processor time. */
interface Searched {
  readonly trace: readonly (readonly [number, number])[];
  readonly evaluations: number;
  readonly seconds: number;
}

/** Measures the chosen workloads and prints the results; `quick` uses one start. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('constraints', 1);
  console.log(`Against ${versions}.\n`);
  const seeds = quick ? [1] : [1, 2, 3, 4, 5];
  const lines = [];
  for (const name of chosen) {
    const problem = await python.ask<Problem>('ask', { name });
    const budget = EVALUATIONS_PER_VARIABLE * problem.lower.length;
    const methods: Record<string, (start: readonly number[], seed: number) => Promise<Searched>> = {
      superlinear: (start, seed) => ours(python, name, problem, { start, budget, seed }),
    };
    for (const method of PEERS)
      methods[method] = (start, seed) => python.ask('solve', { method, name, start, budget, seed });
    const found = new Map<string, readonly Searched[]>();
    for (const [method, search] of Object.entries(methods)) {
      const searches: Searched[] = [];
      for (const seed of seeds) searches.push(await search(startOf(problem, seed), seed));
      found.set(method, searches);
      lines.push({ '': name, method, ...counts(problem, searches) });
    }
    recordCounts(name, problem, budget, found);
  }
  console.log(formatTable(lines));
  python.stop();
}

function startOf({ lower, upper }: Problem, seed: number): number[] {
  const parts = uniform(seed, lower.length);
  return lower.map((end, k) => end + ((upper[k] as number) - end) * (parts[k] as number));
}

/** A search of superlinear on functions evaluated by the worker. */
async function ours(
  python: Python,
  name: string,
  { lower, upper, constraints }: Problem,
  { start, budget, seed }: { start: readonly number[]; budget: number; seed: number },
): Promise<Searched> {
  const began = process.cpuUsage();
  const problem = { lower, upper, initial: start, constraintCount: constraints, maxEvaluations: budget };
  const dialogue = blackbox.directSearchDialogue(problem, { seed, threads: 1 });
  while (dialogue.question !== undefined) {
    const points = [Array.from(dialogue.question.point)];
    const { values } = await python.ask<{ values: number[] }>('evaluate', { name, points });
    dialogue.answer(values);
  }
  const { user, system } = process.cpuUsage(began);
  const { history, evaluations } = dialogue.solution;
  return {
    trace: history.map((step) => [step.evaluations, step.objective] as const),
    evaluations,
    seconds: (user + system) / 1e6,
  };
}

/** The evaluations of each search to an accuracy, infinite for those that do not reach it. */
function until(accuracy: number, { least }: Problem, searches: readonly Searched[]): number[] {
  const goal = least + accuracy * Math.max(1, Math.abs(least));
  return searches.map(({ trace }) => trace.find(([, value]) => value <= goal)?.[0] ?? Infinity);
}

/** Records the evaluations to each accuracy; searches that do not reach it count with their budget. */
function recordCounts(
  name: string,
  problem: Problem,
  budget: number,
  found: ReadonlyMap<string, readonly Searched[]>,
): void {
  const excess = (searches: readonly Searched[]) => {
    const scale = Math.max(1, Math.abs(problem.least));
    return median(searches.map(({ trace }) => ((trace.at(-1)?.[1] ?? Infinity) - problem.least) / scale));
  };
  const own = found.get('superlinear') ?? [];
  for (const peer of PEERS) {
    const theirs = found.get(peer) ?? [];
    for (const accuracy of ACCURACIES) {
      const counted = (searches: readonly Searched[]) =>
        until(accuracy, problem, searches).map((count) => Math.min(count, budget));
      record({
        workload: `${name} to ${accuracy}`,
        method: 'blackbox.directSearch',
        peer,
        quantity: 'evaluations',
        ours: counted(own),
        theirs: counted(theirs),
        errors: { ours: excess(own), theirs: excess(theirs) },
        tolerance: accuracy,
      });
    }
  }
}

/** Median evaluations to each accuracy, if the median search reaches it. */
function counts(problem: Problem, searches: readonly Searched[]): Record<string, string> {
  const middle = (accuracy: number) => {
    const count = median(until(accuracy, problem, searches));
    return Number.isFinite(count) ? String(count) : '–';
  };
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const own = sum(searches.map((one) => one.seconds)) / sum(searches.map((one) => one.evaluations));
  return {
    ...Object.fromEntries(ACCURACIES.map((accuracy) => [`to ${accuracy}`, middle(accuracy)])),
    'an evaluation': seconds(own),
  };
}
