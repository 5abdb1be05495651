// Multiobjective problems compared with peers: hypervolumes, and searches for known Pareto fronts.

import { blackbox, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, median, type Time, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const family = 'blackbox';

/** Vectors on a sphere, by the number of objectives and of vectors. */
const SPHERES: Readonly<Record<string, readonly [objectives: number, count: number]>> = {
  'hypervolume-2x10000': [2, 10_000],
  'hypervolume-3x1000': [3, 1000],
  'hypervolume-4x200': [4, 200],
  'hypervolume-5x100': [5, 100],
};

interface Front {
  readonly name: 'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz1' | 'dtlz2' | 'dtlz7';
  readonly variables: number;
  readonly objectives: number;
  readonly reference: number;
}

const FRONTS: readonly Front[] = [
  { name: 'zdt1', variables: 30, objectives: 2, reference: 1.1 },
  { name: 'zdt2', variables: 30, objectives: 2, reference: 1.1 },
  { name: 'zdt3', variables: 30, objectives: 2, reference: 1.1 },
  { name: 'zdt4', variables: 10, objectives: 2, reference: 1.1 },
  { name: 'zdt6', variables: 10, objectives: 2, reference: 1.1 },
  { name: 'dtlz1', variables: 7, objectives: 3, reference: 0.55 },
  { name: 'dtlz2', variables: 12, objectives: 3, reference: 1.1 },
  { name: 'dtlz7', variables: 22, objectives: 3, reference: 6.1 },
];

const EVALUATIONS = 10_000;

export const workloads = [...Object.keys(SPHERES), ...FRONTS.map(({ name }) => name)];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** The relative difference of equal hypervolumes, and the shortfall of a front that counts as found. */
const ROUNDING = 1e-9;
const SHORTFALL = 0.01;

type Reply = Time & { volume: number };

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly string[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('compromises', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  const rounds = quick ? 1 : 5;
  const volumes = Object.entries(SPHERES).filter(([name]) => chosen.includes(name));
  const lines = [];
  for (const [name, [objectives, count]] of volumes)
    lines.push({ '': name, ...(await volume(name, [objectives, count], python, rounds)) });
  if (lines.length > 0) console.log(formatTable(lines));
  const fronts = [];
  for (const front of FRONTS.filter(({ name }) => chosen.includes(name)))
    fronts.push({ '': front.name, ...(await search(front, python, rounds)) });
  if (fronts.length > 0) console.log(formatTable(fronts));
  python.stop();
}

/** Mutually nondominated vectors, the same for superlinear and the peers. */
function sphere(objectives: number, count: number): number[][] {
  let state = 1;
  const next = () => {
    // Park and Miller's generator.
    state = (48271 * state) % 2147483647;
    return state / 2147483647;
  };
  return Array.from({ length: count }, () => {
    const row = Array.from({ length: objectives }, next);
    const length = Math.hypot(...row);
    return row.map((value) => 1 - value / length);
  });
}

async function volume(
  workload: string,
  [objectives, count]: readonly [number, number],
  python: Python,
  rounds: number,
) {
  const rows = sphere(objectives, count);
  const problem = {
    values: { rows: count, columns: objectives, data: Float64Array.from(rows.flat()) },
    reference: new Float64Array(objectives).fill(1.1),
  };
  let [ours, theirs] = [0, 0];
  const side = (options: SyncRunOptions) => () =>
    timeOf(() => {
      ours = blackbox.hypervolumeSync(problem, options).hypervolume;
    });
  const moocore = async () => {
    const { volume: reached, ...time } = await python.ask<Reply>('volume', { rows });
    theirs = reached;
    return time;
  };
  const times = await takeTurns(rounds, { native: side(NATIVE), wasm: side(WASM), moocore });
  const apart = Math.abs(ours / theirs - 1);
  record({
    workload,
    method: 'blackbox.hypervolume',
    peer: 'moocore',
    ours: cpuOf(times.native),
    theirs: cpuOf(times.moocore),
    errors: { ours: apart, theirs: apart },
    tolerance: ROUNDING,
  });
  return {
    native: seconds(times.native.cpu),
    'moocore / native': factor(times.moocore.cpu / times.native.cpu),
    'WebAssembly / native': factor(times.wasm.cpu / times.native.cpu),
    'relative difference': ((ours - theirs) / theirs).toExponential(1),
  };
}

async function search({ name, variables, objectives, reference }: Front, python: Python, rounds: number) {
  const bound = (first: number, others: number) =>
    Float64Array.from({ length: variables }, (_, k) => (k === 0 ? first : others));
  const wide = name === 'zdt4' ? 5 : 0;
  const problem = {
    builtIn: { name },
    objectiveCount: objectives,
    lower: bound(0, -wide),
    upper: bound(1, wide > 0 ? wide : 1),
    reference: new Float64Array(objectives).fill(reference),
    maxEvaluations: EVALUATIONS,
  };
  const volumes: { ours: number[]; theirs: number[] } = { ours: [], theirs: [] };
  let seed = 0;
  const side = (options: SyncRunOptions) => () =>
    timeOf(() => volumes.ours.push(blackbox.paretoSync(problem, { ...options, seed: seed++ }).hypervolume));
  const pymoo = async () => {
    const request = {
      name,
      variables,
      objectives,
      evaluations: EVALUATIONS,
      reference,
      seed: volumes.theirs.length + 1,
    };
    const { volume: reached, ...time } = await python.ask<Reply>('front', request);
    volumes.theirs.push(reached);
    return time;
  };
  const times = await takeTurns(rounds, { native: side(NATIVE), wasm: side(WASM), pymoo });
  const [ours, theirs] = [median(volumes.ours), median(volumes.theirs)];
  const shortfall = (volume: number) => 1 - volume / Math.max(ours, theirs);
  record({
    workload: `${name}, ${EVALUATIONS} evaluations`,
    method: 'blackbox.pareto',
    peer: 'pymoo NSGA2',
    ours: cpuOf(times.native),
    theirs: cpuOf(times.pymoo),
    errors: { ours: shortfall(ours), theirs: shortfall(theirs) },
    tolerance: SHORTFALL,
  });
  return {
    native: seconds(times.native.cpu),
    'pymoo / native': factor(times.pymoo.cpu / times.native.cpu),
    'WebAssembly / native': factor(times.wasm.cpu / times.native.cpu),
    hypervolume: ours.toFixed(4),
    'of pymoo': theirs.toFixed(4),
  };
}
