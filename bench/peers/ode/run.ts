// Differential equations compared with peers at equal errors, all on one thread.

import { ode, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { type Equations, errorOf, workloads as made, problemOf, type Workload } from '../../ode/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { prepareNode } from '../environment.js';
import { Python } from '../python.js';
import { record } from '../records.js';

/** Ten thousand trajectories of Lorenz's system. */
const MANY = 'many';

/** Lorenz's system as a function in JavaScript. */
const IN_JAVASCRIPT = 'lorenz in JavaScript';

export const workloads = [...(Object.keys(made) as Workload[]), IN_JAVASCRIPT, MANY] as const;
type Chosen = (typeof workloads)[number];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

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
  const rounds = quick ? 1 : 5;
  for (const name of chosen) {
    if (name === MANY) console.log(await compareMany(python, rounds));
    else if (name === IN_JAVASCRIPT) console.log(await compareInJavaScript(rounds));
    else {
      console.log(await compare(name, python, rounds));
      if (made[name].isStiff) console.log(await compareWork(name, python));
    }
  }
  python.stop();
}

/** An integration at a tolerance: its error and its work. */
interface Work {
  readonly error: number;
  readonly evaluations: number;
  readonly factorizations: number;
}

/** Tolerances, finer ones for programs whose errors are far above theirs, and the errors to be reached. */
const LADDER = Array.from({ length: 15 }, (_, k) => 10 ** (-2 - k / 2));
const FINE = Array.from({ length: 7 }, (_, k) => 10 ** (-9.5 - k / 2));
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

/** Our recorded side, and the median error of those who agree. */
const FASTEST = 'superlinear dormandPrince8, formula, native';
const MEDIAN_ERROR = 1e-3;

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
  const errors: Record<string, number> = {};
  for (const method of ['dormandPrince5', 'dormandPrince8'] as const) {
    const own = ode.solveSync({ ...shared, ...fields.named, method }, NATIVE).states.data;
    for (const name of Object.keys(turns).filter((name) => name.includes(method)))
      errors[name] = medianError(own, states.data);
  }
  const peers = ['Tsit5', 'Dopri5', 'Dopri8'].map((solver) => `diffrax ${solver}`);
  for (const peer of peers) {
    turns[peer] = async () => {
      const solver = peer.replace('diffrax ', '');
      const asked = { solver, initial, end: 10, tolerance: 1e-6, absolute: 1e-9 };
      const reply = await python.ask<Time & { states: number[] }>('many', asked);
      errors[peer] = medianError(reply.states, states.data);
      return reply;
    };
  }
  const times = await takeTurns(rounds, turns, 300);
  for (const peer of peers) {
    record({
      workload: `${count} trajectories of lorenz`,
      method: 'ode.solve',
      peer,
      ours: cpuOf(times[FASTEST] as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: errors[FASTEST] as number, theirs: errors[peer] as number },
      tolerance: MEDIAN_ERROR,
    });
  }
  const least = Math.min(
    ...Object.entries(times).flatMap(([name, { cpu }]) => (name.includes('native') ? [cpu] : [])),
  );
  const lines = Object.entries(times).map(([solver, { cpu }]) => ({
    solver,
    time: seconds(cpu),
    'over the fastest native': factor(cpu / least),
    'median error': errors[solver]?.toExponential(1) ?? '',
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

/** A solver of a workload at a tolerance: the final state and its evaluations. */
type Solve = (tolerance: number) => Promise<{ state: ArrayLike<number>; evaluations: number }>;

/** A solver at its largest tolerance on the ladder that reaches an error. */
interface Sufficient {
  readonly tolerance: number;
  readonly error: number;
  readonly evaluations: number;
}

/** For each of `ERRORS` the largest tolerance that reaches it, as far as one does. */
async function sufficient(equations: Equations, solve: Solve): Promise<(Sufficient | undefined)[]> {
  const found: Sufficient[] = [];
  for (const tolerance of [...LADDER, ...FINE]) {
    const { state, evaluations } = await solve(tolerance);
    const error = state.length > 0 ? errorOf(equations, state) : Number.NaN;
    while (found.length < ERRORS.length && error <= (ERRORS[found.length] as number))
      found.push({ tolerance, error, evaluations });
    if (found.length === ERRORS.length) break;
  }
  return ERRORS.map((_, k) => found[k]);
}

/** A side of a comparison, and its turn at a tolerance. */
interface Side {
  readonly solve: Solve;
  turn(tolerance: number): Turn;
}

const ours = (integrate: (tolerance: number) => ode.SolveSolution): Side => ({
  async solve(tolerance) {
    const { states, evaluations } = integrate(tolerance);
    return { state: states.data, evaluations };
  },
  turn: (tolerance) => () => timeOf(() => integrate(tolerance)),
});

function peerOf(workload: Workload, method: string, python: Python): Side {
  const { initial, end, scale } = made[workload];
  const ask = (tolerance: number) =>
    python.ask<PeerTime>('solve', {
      ...{ workload, method, initial, end, tolerance },
      absolute: tolerance * scale,
    });
  return { solve: ask, turn: (tolerance) => () => ask(tolerance) };
}

/** Processor times at equal errors: each side has the largest sufficient tolerance. */
async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const equations: Equations = made[name];
  const own = (options: SyncRunOptions) =>
    ours((tolerance) => ode.solveSync(problemOf(equations, tolerance), options));
  const others = (equations.isStiff ? STIFF : NONSTIFF).map(
    (method) => [method, peerOf(name, method, python)] as const,
  );
  const sides = new Map([['native', own(NATIVE)], ['wasm', own(WASM)], ...others]);
  return contest(name, equations, sides, rounds);
}

/** The part of odex that is used. */
type Extrapolation = new (
  dimension: number,
) => {
  absoluteTolerance: number;
  relativeTolerance: number;
  solve(
    slope: (t: number, y: number[]) => number[],
    from: number,
    initial: number[],
    to: number,
  ): { y: number[] };
};

/** The same for the flow of Lorenz as a function in JavaScript, whose explicit steps are in TypeScript. */
async function compareInJavaScript(rounds: number): Promise<string> {
  const equations: Equations = made.lorenz;
  const { initial, end, scale } = equations;
  const field = (y: ArrayLike<number>, out: number[] | Float64Array) => {
    const [a, b, c] = [y[0] as number, y[1] as number, y[2] as number];
    out[0] = 10 * (b - a);
    out[1] = a * (28 - c) - b;
    out[2] = a * b - (8 / 3) * c;
  };
  const { Solver } = prepareNode()('odex') as { Solver: Extrapolation };
  let evaluations = 0;
  const extrapolated = (tolerance: number) => {
    const solver = new Solver(3);
    solver.absoluteTolerance = tolerance * scale;
    solver.relativeTolerance = tolerance;
    evaluations = 0;
    const slope = (_: number, y: number[]) => {
      const out = [0, 0, 0];
      field(y, out);
      evaluations++;
      return out;
    };
    return solver.solve(slope, 0, [...initial], end).y;
  };
  const own = (options: SyncRunOptions) =>
    ours((tolerance) =>
      ode.solveSync(
        {
          field: (_: number, y: Float64Array, out: Float64Array) => field(y, out),
          ...{ initial, times: [end], tolerance, absoluteTolerance: tolerance * scale },
          estimateError: false,
        },
        options,
      ),
    );
  const odex: Side = {
    solve: async (tolerance) => ({ state: extrapolated(tolerance), evaluations }),
    turn: (tolerance) => () => timeOf(() => extrapolated(tolerance)),
  };
  const sides = new Map([
    ['TypeScript', own({ threads: 1 })],
    ['odex', odex],
  ]);
  return contest(IN_JAVASCRIPT, equations, sides, rounds);
}

/** The sides that are superlinear, each run's first the one that peers are compared with. */
const isOurs = (side: string) => ['native', 'wasm', 'TypeScript'].includes(side);

/** Lets all sides of a workload take turns at each error, and records the peers that reach it. */
async function contest(
  name: string,
  equations: Equations,
  sides: ReadonlyMap<string, Side>,
  rounds: number,
): Promise<string> {
  const points = new Map<string, (Sufficient | undefined)[]>();
  for (const [side, { solve }] of sides) points.set(side, await sufficient(equations, solve));
  const texts: string[] = [];
  for (const [k, error] of ERRORS.entries()) {
    const reached = new Map<string, Sufficient>();
    const turns: Record<string, Turn> = {};
    for (const [side, { turn }] of sides) {
      const point = points.get(side)?.[k];
      if (point === undefined) continue;
      reached.set(side, point);
      turns[side] = turn(point.tolerance);
    }
    const [[first, own] = []] = reached;
    if (first === undefined || own === undefined || !isOurs(first)) continue;
    const times = await takeTurns(rounds, turns, 60);
    for (const [peer, point] of reached) {
      if (isOurs(peer)) continue;
      record({
        workload: `${name}, error ${error}`,
        method: 'ode.solve',
        peer,
        ours: cpuOf(times[first] as Timed),
        theirs: cpuOf(times[peer] as Timed),
        errors: { ours: own.error, theirs: point.error },
        tolerance: error,
      });
    }
    const cpu = (side: string) => times[side]?.cpu ?? Number.NaN;
    const lines = [...reached].map(([side, point]) => ({
      side,
      tolerance: point.tolerance.toExponential(1),
      evaluations: String(point.evaluations),
      error: point.error.toExponential(1),
      time: seconds(cpu(side)),
      [`/ ${first}`]: (cpu(side) / cpu(first)).toFixed(2),
      ...(reached.has('wasm') && { '/ wasm': (cpu(side) / cpu('wasm')).toFixed(2) }),
    }));
    texts.push(`## ${name}, error ${error}`, formatTable(lines));
  }
  return [...texts, ''].join('\n\n');
}
