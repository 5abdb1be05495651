// Differential equations compared with peers at equal tolerances, all on one thread.

import { ode, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Equations, errorOf, workloads as made, problemOf, type Workload } from '../../ode/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';

/** Ten thousand trajectories of Lorenz's system. */
const MANY = 'many';

export const workloads = [...(Object.keys(made) as Workload[]), MANY] as const;
type Chosen = (typeof workloads)[number];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };
const TOLERANCES = [1e-4, 1e-6, 1e-8];

/** Names as in worker.py. */
const STIFF = ['SciPy Radau', 'SciPy BDF', 'SciPy LSODA', 'CVODES'];
const NONSTIFF = ['SciPy RK45', 'SciPy DOP853', 'SciPy LSODA', 'CVODES'];

/** A peer's time, its final state and its evaluations. */
interface PeerTime extends Time {
  readonly state: number[];
  readonly evaluations: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Chosen[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('ode', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) {
    if (name === MANY) {
      console.log(await compareMany(python, quick ? 1 : 5));
      continue;
    }
    for (const tolerance of TOLERANCES) console.log(await compare(name, tolerance, python, quick ? 1 : 5));
    if (made[name].isStiff) console.log(await compareWork(name, python));
  }
  python.stop();
}

/** An integration at a tolerance: its error and its work. */
interface Work {
  readonly error: number;
  readonly evaluations: number;
  readonly factorizations: number;
}

/** The tolerances of the comparison at equal errors, and these errors. */
const LADDER = Array.from({ length: 15 }, (_, k) => 10 ** (-2 - k / 2));
const ERRORS = [1e-4, 1e-6, 1e-8];

/** The work at an error, by interpolation of logarithms between two tolerances; `undefined` if the error is not reached. */
function workAt(points: readonly Work[], error: number): Omit<Work, 'error'> | undefined {
  for (let k = 1; k < points.length; k++) {
    const [a, b] = [points[k - 1] as Work, points[k] as Work];
    if (!(a.error > error && b.error <= error)) continue;
    const part = Math.log(a.error / error) / Math.log(a.error / b.error);
    const between = (x: number, y: number) => Math.round(x ** (1 - part) * y ** part);
    return {
      evaluations: between(a.evaluations, b.evaluations),
      factorizations: between(a.factorizations, b.factorizations),
    };
  }
  return undefined;
}

/** Evaluations of the field and factorizations at equal errors, with exact Jacobians for all. */
async function compareWork(name: Workload, python: Python): Promise<string> {
  const equations: Equations = made[name];
  const { initial, end, scale } = equations;
  const lines: Record<string, string>[] = [];
  const add = (solver: string, points: readonly Work[]) => {
    const columns = ERRORS.map((error) => {
      const work = workAt(points, error);
      return [`at error ${error}`, work ? `${work.evaluations} / ${work.factorizations}` : '–'];
    });
    lines.push({ solver, ...Object.fromEntries(columns) });
  };
  for (const method of ['radau', 'auto'] as const) {
    add(
      `superlinear ${method}`,
      LADDER.map((tolerance) => {
        const solution = ode.solveSync({ ...problemOf(equations, tolerance), method }, NATIVE);
        const { states, evaluations, factorizations } = solution;
        return { error: errorOf(equations, states.data), evaluations, factorizations };
      }),
    );
  }
  for (const method of ['Radau', 'BDF', 'LSODA']) {
    const points: Work[] = [];
    for (const tolerance of LADDER) {
      const absolute = tolerance * scale;
      const asked = { workload: name, method, initial, end, tolerance, absolute };
      const { state, ...work } = await python.ask<Omit<Work, 'error'> & { state: number[] }>('work', asked);
      points.push({ error: state.length > 0 ? errorOf(equations, state) : Number.NaN, ...work });
    }
    add(`SciPy ${method}`, points);
  }
  return [`## ${name}: evaluations / factorizations`, formatTable(lines), ''].join('\n\n');
}

/** Processor times of many trajectories, to 10 at the tolerance 1e-6, without the compilation of JAX. */
async function compareMany(python: Python, rounds: number): Promise<string> {
  const count = 10_000;
  const initial = Array.from({ length: count }, (_, k) =>
    [0, 1, 2].map((i) => 1 + 0.1 * Math.sin(k + 7 * i)),
  );
  const shared = {
    initial,
    times: [10],
    tolerance: 1e-6,
    absoluteTolerance: 1e-9,
    estimateError: false,
  } as const;
  const fields = { named: { system: 'lorenz' }, formula: { field: made.lorenz.field } } as const;
  const turns: Record<string, Turn> = {};
  for (const method of ['dormandPrince5', 'dormandPrince8'] as const) {
    for (const [kind, field] of Object.entries(fields)) {
      for (const [backend, options] of Object.entries({ native: NATIVE, WebAssembly: WASM })) {
        const problem = { ...shared, ...field, method };
        ode.solveSync(problem, options);
        turns[`superlinear ${method}, ${kind}, ${backend}`] = () =>
          timeOf(() => ode.solveSync(problem, options));
      }
    }
  }
  const { states } = ode.solveSync(
    { ...shared, ...fields.named, tolerance: 1e-12, absoluteTolerance: 1e-13 },
    NATIVE,
  );
  const errors: Record<string, string> = {};
  for (const method of ['dormandPrince5', 'dormandPrince8'] as const) {
    const own = ode.solveSync({ ...shared, ...fields.named, method }, NATIVE).states.data;
    for (const name of Object.keys(turns).filter((name) => name.includes(method)))
      errors[name] = medianError(own, states.data).toExponential(1);
  }
  for (const solver of ['Tsit5', 'Dopri5', 'Dopri8']) {
    turns[`diffrax ${solver}`] = async () => {
      const asked = { solver, initial, end: 10, tolerance: 1e-6, absolute: 1e-9 };
      const reply = await python.ask<Time & { states: number[] }>('many', asked);
      errors[`diffrax ${solver}`] = medianError(reply.states, states.data).toExponential(1);
      return reply;
    };
  }
  const times = await takeTurns(rounds, turns, 300);
  const least = Math.min(
    ...Object.entries(times).flatMap(([name, { cpu }]) => (name.includes('native') ? [cpu] : [])),
  );
  const lines = Object.entries(times).map(([solver, { cpu }]) => ({
    solver,
    time: seconds(cpu),
    'over the fastest native': factor(cpu / least),
    'median error': errors[solver] ?? '',
  }));
  return [`## ${count} trajectories of Lorenz`, formatTable(lines), ''].join('\n\n');
}

/** The median over trajectories of the largest error of an entry: chaos makes a few of them large. */
function medianError(states: ArrayLike<number>, reference: ArrayLike<number>): number {
  const errors = Array.from({ length: states.length / 3 }, (_, k) =>
    Math.max(
      ...[0, 1, 2].map((i) => Math.abs((states[3 * k + i] as number) - (reference[3 * k + i] as number))),
    ),
  );
  return errors.sort((a, b) => a - b)[Math.floor(errors.length / 2)] as number;
}

async function compare(name: Workload, tolerance: number, python: Python, rounds: number): Promise<string> {
  const equations: Equations = made[name];
  const problem = problemOf(equations, tolerance);
  const solve = (options: SyncRunOptions) => ode.solveSync(problem, options);
  const found = solve(NATIVE);
  solve(WASM);
  const answers = new Map<string, PeerTime>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const method of equations.isStiff ? STIFF : NONSTIFF) {
    turns[method] = async () => {
      const { initial, end, scale } = equations;
      const result = await python.ask<PeerTime>('solve', {
        workload: name,
        method,
        initial,
        end,
        tolerance,
        absolute: tolerance * scale,
      });
      answers.set(method, result);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  const lines = [...answers].map(([peer, { state, evaluations }]) => ({
    peer,
    evaluations: String(evaluations),
    error: errorOf(equations, state).toExponential(1),
    time: seconds(times[peer]?.cpu ?? Number.NaN),
    'peer / native': ((times[peer]?.cpu ?? Number.NaN) / (times.native?.cpu ?? 1)).toFixed(2),
    'peer / WebAssembly': ((times[peer]?.cpu ?? Number.NaN) / (times.wasm?.cpu ?? 1)).toFixed(2),
  }));
  const ours = [
    `${found.evaluations} evaluations, ${found.factorizations} factorizations`,
    `error ${errorOf(equations, found.states.data).toExponential(1)}`,
    `native ${seconds(times.native?.cpu ?? Number.NaN)}`,
    `WebAssembly ${factor((times.wasm?.cpu ?? 1) / (times.native?.cpu ?? 1))} of that`,
  ];
  return [`## ${name} at ${tolerance}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}
