// Hyperparameter tuning by superlinear and peers in Python: cross-validation error after a few tens of evaluations.

import { blackbox } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'blackbox';

export const workloads = ['machine', 'ridge'] as const;

const PEERS = ['optuna TPE', 'pycma fmin_lq_surr', 'random'];

const OURS: Readonly<Record<string, blackbox.Method>> = {
  gaussianProcess: 'gaussianProcess',
  cmaes: 'cmaes',
};

/** Reports the error after these numbers of evaluations per variable. */
const MARKS = [5, 10, 20, 30];

/** Measures the chosen workloads and prints the results; `quick` uses one seed. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('tuning', 1);
  console.log(`Against ${versions}. Means of the least errors so far.\n`);
  const seeds = quick ? [1] : [1, 2, 3, 4, 5];
  const lines = [];
  for (const name of chosen) {
    const { variables } = await python.ask<{ variables: number }>('ask', { name });
    const budget = Math.max(...MARKS) * variables;
    const methods: Record<string, (seed: number) => Promise<readonly number[]>> = {};
    for (const [label, method] of Object.entries(OURS))
      methods[label] = (seed) => ours(python, name, { method, variables, budget, seed });
    for (const method of PEERS)
      methods[method] = async (seed) =>
        (await python.ask<{ values: number[] }>('solve', { method, name, budget, seed })).values;
    const least = new Map<string, number[]>();
    for (const [method, search] of Object.entries(methods)) {
      const searches: (readonly number[])[] = [];
      for (const seed of seeds) searches.push(await search(seed));
      least.set(
        method,
        searches.map((values) => Math.min(...values)),
      );
      const mean = (mark: number) =>
        searches.reduce((sum, values) => sum + Math.min(...values.slice(0, mark * variables)), 0) /
        searches.length;
      const marks = MARKS.map((mark) => [`after ${mark}d`, mean(mark).toFixed(4)]);
      lines.push({ '': name, method, ...Object.fromEntries(marks) });
    }
    for (const peer of PEERS) {
      record({
        workload: `${name}, ${budget} evaluations`,
        method: 'blackbox.minimize',
        peer,
        quantity: 'error',
        ours: least.get('gaussianProcess') ?? [],
        theirs: least.get(peer) ?? [],
      });
    }
  }
  console.log(formatTable(lines));
  python.stop();
}

/** The values found by a search of superlinear on a function evaluated by the worker. */
async function ours(
  python: Python,
  name: string,
  given: { method: blackbox.Method; variables: number; budget: number; seed: number },
): Promise<readonly number[]> {
  const { method, variables, budget, seed } = given;
  const problem = { lower: 0, upper: 1, dimension: variables, method, maxEvaluations: budget };
  const dialogue = blackbox.minimizeDialogue(problem, { seed, threads: 1 });
  const seen: number[] = [];
  while (dialogue.question !== undefined) {
    const points = [Array.from(dialogue.question.point)];
    const { values } = await python.ask<{ values: number[] }>('evaluate', { name, points });
    seen.push(...values);
    dialogue.answer(values);
  }
  return seen;
}
