// The 24 functions of COCO's suite bbob, minimized by superlinear and by peers in Python: the fraction of targets
// reached against the number of evaluations. Functions of mixed variables and functions with failing regions are
// compared by their excess over the minimum.

import { blackbox } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { FAILING, MIXED } from '../../../test/data/black-box.js';
import { seconds } from '../../support/format.js';
import { median, sum } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

const DIMENSIONS = { 'bbob-2': 2, 'bbob-5': 5, 'bbob-10': 10, 'bbob-20': 20 } as const;

type Suite = keyof typeof DIMENSIONS;

export const workloads = [...(Object.keys(DIMENSIONS) as Suite[]), 'mixed', 'failing'] as const;

/** Peers' methods, by their names in worker.py, with their budgets in evaluations per variable. */
const PEERS: Readonly<Record<string, number>> = {
  'pycma fmin2, bipop': 1000,
  'pycma fmin_lq_surr': 100,
  'SciPy differential_evolution': 1000,
  'cbx CBO': 1000,
  'optuna TPE': 50,
};

/** superlinear's methods by options. Smaller budgets for slow methods, which are meant for costly functions. */
const OURS: Readonly<Record<string, { options: object; most: number }>> = {
  default: { options: {}, most: 1000 },
  gaussianProcess: { options: { method: 'gaussianProcess' }, most: 100 },
  'cmaes without model': { options: { method: 'cmaes', model: 'none' }, most: 1000 },
};

/** Targets above the minimum: 51 values from 100 to 1e-8. */
const TARGETS = Array.from({ length: 51 }, (_, k) => 10 ** (2 - k / 5));

/** Reports the fraction of targets after these numbers of evaluations per variable. */
const MARKS = [10, 20, 30, 50, 100, 300, 1000];

const FUNCTIONS = Array.from({ length: 24 }, (_, k) => k + 1);

/** Instances of each function. Instances 1 and 2 were used to choose constants. */
const INSTANCES = [3, 4, 5];

/**
 * One search: its distance to the minimum by number of evaluations, and its own seconds without those of the function.
 */
interface Searched {
  readonly trace: readonly (readonly [number, number])[];
  readonly evaluations: number;
  readonly seconds: number;
}

/** Measures the chosen workloads and prints the results; `quick` runs one instance and a tenth of the evaluations. */
export async function run(chosen: readonly (typeof workloads)[number][], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('blackbox', 1);
  console.log(`Against ${versions}.\n`);
  for (const name of chosen) {
    let table: string;
    if (name === 'mixed') table = await compareMixed(python, quick ? 3 : 10);
    else if (name === 'failing') table = await compareFailing(python, quick ? 3 : 10);
    else table = await compare(DIMENSIONS[name], python, quick);
    console.log(`## ${name}\n\n${table}\n`);
  }
  python.stop();
}

/** A search from a seed. Yields points in order of evaluation and receives each value before the next point. */
type Search = (seed: number) => AsyncGenerator<readonly number[], void, number>;

/** Reports the excess over the minimum after these numbers of evaluations. */
const COUNTS = [30, 60, 100, 200];

/** The searches from several seeds: the excess of the best value over the minimum after each evaluation. */
interface Excesses {
  readonly traces: readonly (readonly number[])[];
  readonly failures: number;
}

async function excessesOf(
  seeds: number,
  search: Search,
  { value, least }: { value(x: readonly number[]): number; readonly least: number },
  most: number,
): Promise<Excesses> {
  const traces: number[][] = [];
  let failures = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const points = search(seed);
    const trace: number[] = [];
    let best = Number.POSITIVE_INFINITY;
    let next = await points.next(Number.NaN);
    while (next.done !== true && trace.length < most) {
      const found = value(next.value);
      if (!Number.isFinite(found)) failures++;
      else best = Math.min(best, found);
      trace.push(best - least);
      next = await points.next(found);
    }
    traces.push(trace);
  }
  return { traces, failures };
}

/** Medians over seeds of the excess over the minimum, and the mean fraction of failing evaluations. */
function summaryOf({ traces, failures }: Excesses, counts: readonly number[]): Record<string, string> {
  const after = (count: number) =>
    median(traces.map((trace) => trace[Math.min(count, trace.length) - 1] as number)).toExponential(0);
  return {
    ...Object.fromEntries(counts.map((count) => [`after ${count}`, after(count)])),
    failing: (failures / (traces.length * Math.max(...counts))).toFixed(2),
  };
}

/** A search of superlinear; it runs to completion before the first point is yielded. */
const ours = (problem: object, value: (x: readonly number[]) => number): Search =>
  async function* (seed) {
    const points: number[][] = [];
    const objective = (x: ArrayLike<number>) => {
      points.push(Array.from(x));
      return value(Array.from(x));
    };
    blackbox.minimizeSync({ ...problem, objective } as never, { seed, threads: 1 });
    for (const point of points) yield point;
  };

/** A peer's search, by its name in worker.py. */
const asked = (python: Python, peer: string, variables: readonly object[]): Search =>
  async function* (seed) {
    let { point } = await python.ask<{ point: number[] }>('begin', { peer, variables, seed });
    for (;;) {
      const found = yield point;
      const told = { value: Number.isFinite(found) ? found : null };
      ({ point } = await python.ask<{ point: number[] }>('follow', told));
    }
  };

async function compareMixed(python: Python, seeds: number): Promise<string> {
  const lines: Record<string, string>[] = [];
  const most = Math.max(...COUNTS);
  for (const { name, variables, value, least } of MIXED) {
    const found = new Map<string, Excesses>();
    const searches: Record<string, Search> = {
      default: ours({ variables, maxEvaluations: 200 }, value),
      evolution: ours({ variables, maxEvaluations: 200, method: 'evolution' }, value),
      'optuna TPE': asked(python, 'TPE', variables),
      'optuna TPE, all variables together': asked(python, 'multivariate TPE', variables),
      'random points': asked(python, 'random points', variables),
    };
    for (const [method, search] of Object.entries(searches)) {
      found.set(method, await excessesOf(seeds, search, { value, least }, most));
      const { failing: _, ...excesses } = summaryOf(found.get(method) as Excesses, COUNTS);
      lines.push({ function: name, method, ...excesses });
    }
    const peers = ['optuna TPE', 'optuna TPE, all variables together'];
    recordExcesses(`mixed: ${name}, ${most} evaluations`, most, found, peers);
  }
  return formatTable(lines);
}

async function compareFailing(python: Python, seeds: number): Promise<string> {
  const lines: Record<string, string>[] = [];
  const counts = [...COUNTS, 600];
  const most = Math.max(...counts);
  for (const { name, dimension, value, least } of FAILING) {
    const found = new Map<string, Excesses>();
    const problem = { lower: -5, upper: 5, dimension, maxEvaluations: 600 };
    const variables = Array.from({ length: dimension }, () => ({ type: 'real', lower: -5, upper: 5 }));
    const searches: Record<string, Search> = {
      default: ours(problem, value),
      gaussianProcess: ours({ ...problem, method: 'gaussianProcess' }, value),
      'cmaes without model': ours({ ...problem, method: 'cmaes', model: 'none' }, value),
      'pycma with bounds': asked(python, 'CMA-ES', variables),
    };
    for (const [method, search] of Object.entries(searches)) {
      found.set(method, await excessesOf(seeds, search, { value, least }, most));
      lines.push({ function: name, method, ...summaryOf(found.get(method) as Excesses, counts) });
    }
    recordExcesses(`failing: ${name}, ${most} evaluations`, most, found, ['pycma with bounds']);
  }
  return formatTable(lines);
}

/** The mean over the targets of the evaluations to each; a target that is not reached counts with the budget. */
function meanEvaluations(trace: Searched['trace'], budget: number): number {
  const counts = TARGETS.map((target) => trace.find(([, excess]) => excess <= target)?.[0] ?? budget);
  return sum(counts.map((count) => Math.min(count, budget))) / TARGETS.length;
}

/** Records the mean evaluations of the default method and of the peers, one number a seed. */
function recordExcesses(
  workload: string,
  budget: number,
  found: ReadonlyMap<string, Excesses>,
  peers: readonly string[],
): void {
  const meansOf = (method: string) =>
    (found.get(method)?.traces ?? []).map((trace) =>
      meanEvaluations(
        trace.map((excess, k) => [k + 1, excess] as const),
        budget,
      ),
    );
  for (const peer of peers) {
    record({
      workload,
      method: 'blackbox.minimize',
      peer,
      quantity: 'evaluations',
      ours: meansOf('default'),
      theirs: meansOf(peer),
    });
  }
}

async function compare(dimension: number, python: Python, quick: boolean): Promise<string> {
  const limit = (most: number) => Math.min(most, quick ? 100 : 1000);
  const lines: Record<string, string>[] = [];
  let own: readonly Searched[] = [];
  for (const [name, { options, most }] of Object.entries(OURS)) {
    const search = (f: number, instance: number) =>
      followed(python, f, instance, dimension, limit(most) * dimension, options);
    const searches = await all(search, quick);
    if (name === 'default') own = searches;
    lines.push(lineOf(name, dimension, limit(most), searches));
  }
  for (const [method, most] of Object.entries(PEERS)) {
    const search = (f: number, instance: number) =>
      python.ask<Searched>('solve', {
        method,
        function: f,
        instance,
        dimension,
        budget: limit(most) * dimension,
      });
    const searches = await all(search, quick);
    lines.push(lineOf(method, dimension, limit(most), searches));
    const budget = limit(most) * dimension;
    record({
      workload: `bbob-${dimension}, ${limit(most)} evaluations a variable`,
      method: 'blackbox.minimize',
      peer: method,
      quantity: 'evaluations',
      ours: meansByInstance(own, budget),
      theirs: meansByInstance(searches, budget),
    });
  }
  return formatTable(lines);
}

/** The mean evaluations of each instance over the functions, for searches in the order of `all`. */
function meansByInstance(searches: readonly Searched[], budget: number): number[] {
  const instances = searches.length / FUNCTIONS.length;
  return Array.from({ length: instances }, (_, instance) => {
    const own = searches.filter((_, k) => k % instances === instance);
    return sum(own.map(({ trace }) => meanEvaluations(trace, budget))) / own.length;
  });
}

async function all(
  search: (f: number, instance: number) => Promise<Searched>,
  quick: boolean,
): Promise<Searched[]> {
  const searches: Searched[] = [];
  for (const f of FUNCTIONS) {
    for (const instance of quick ? INSTANCES.slice(0, 1) : INSTANCES)
      searches.push(await search(f, instance));
  }
  return searches;
}

/** A search of superlinear on a function evaluated by the worker. */
async function followed(
  python: Python,
  f: number,
  instance: number,
  dimension: number,
  budget: number,
  options: object,
): Promise<Searched> {
  const { least } = await python.ask<{ least: number }>('ask', { function: f, instance, dimension });
  const start = process.cpuUsage();
  let away = { user: 0, system: 0 };
  const problem = {
    ...{ lower: -5, upper: 5, dimension, maxEvaluations: budget, target: least + 1e-8 },
    ...options,
  };
  const dialogue = blackbox.minimizeDialogue(problem, { seed: 1000 * f + instance, threads: 1 });
  while (dialogue.question !== undefined) {
    const { point } = dialogue.question;
    const left = process.cpuUsage();
    const { values } = await python.ask<{ values: number[] }>('evaluate', { points: [Array.from(point)] });
    const { user, system } = process.cpuUsage(left);
    away = { user: away.user + user, system: away.system + system };
    dialogue.answer(values);
  }
  const { history, evaluations } = dialogue.solution;
  const { user, system } = process.cpuUsage(start);
  return {
    trace: history.map((step) => [step.evaluations, step.objective - least] as const),
    evaluations,
    seconds: (user + system - away.user - away.system) / 1e6,
  };
}

function lineOf(
  method: string,
  dimension: number,
  limit: number,
  searches: readonly Searched[],
): Record<string, string> {
  const shareAt = ({ trace }: Searched, mark: number) => {
    const reached = trace.filter(([count]) => count <= mark * dimension).map(([, distance]) => distance);
    const nearest = Math.min(Number.POSITIVE_INFINITY, ...reached);
    return TARGETS.filter((target) => nearest <= target).length / TARGETS.length;
  };
  const shares = MARKS.map((mark) => {
    const share = sum(searches.map((search) => shareAt(search, mark))) / searches.length;
    return [`after ${mark}d`, mark <= limit ? share.toFixed(3) : ''];
  });
  const own =
    sum(searches.map((search) => search.seconds)) / sum(searches.map((search) => search.evaluations));
  return { method, ...Object.fromEntries(shares), 'an evaluation': seconds(own) };
}
