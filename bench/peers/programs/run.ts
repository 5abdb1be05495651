// Quadratic programs compared with peers on the same doubles, all on one thread.

import { constrained, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { workloads as make, type ProgramWorkload } from '../../constrained/programs.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';
import { type Tables, tablesOf, violationOf, worstObjective } from './tables.js';

export const family = 'constrained';

export const workloads = Object.keys(make) as ProgramWorkload[];

/** Peers on single programs and on sequences of programs, by their names in worker.py. */
const SINGLE = ['Clarabel', 'OSQP, 1e-8', 'PIQP, dense', 'DAQP'];
const IN_A_ROW = ['Clarabel', 'OSQP, warm, 1e-6', 'PIQP, sparse'];

/** Above this number of variables DAQP, which uses dense systems, takes too long. */
const MANY_VARIABLES = 250;

/** The violation, and the excess of an objective over ours, of those who agree. */
const AGREEMENT = 1e-5;

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** A peer's time and its solution points. */
interface PeerTime extends Time {
  readonly points: readonly (readonly number[])[];
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly ProgramWorkload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('programs', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: ProgramWorkload, python: Python, rounds: number): Promise<string> {
  const problem = make[name]();
  const solve = (options: SyncRunOptions) => constrained.quadraticProgramsSync(problem, options);
  const found = solve(NATIVE);
  solve(WASM); // compiles the module
  const tables = tablesOf(problem);
  await handOver(name, tables, python);
  const points = new Map<string, PeerTime['points']>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  const inARow = tables.variables > MANY_VARIABLES ? IN_A_ROW : [...IN_A_ROW, 'DAQP'];
  const peers = tables.rowBounds.length > 1 ? inARow : SINGLE;
  for (const peer of peers) {
    turns[peer] = async () => {
      const result = await python.ask<PeerTime>('solve', { workload: name, method: peer });
      points.set(peer, result.points);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 120);
  await python.ask('unload', { workload: name });
  const errors = new Map(
    peers.map((peer) => {
      const own = points.get(peer) ?? [];
      return [
        peer,
        { violation: violationOf(tables, own), above: worstObjective(tables, own, found.objective) },
      ];
    }),
  );
  for (const [peer, { violation, above }] of errors) {
    record({
      workload: name,
      method: 'constrained.quadraticPrograms',
      peer,
      ours: cpuOf(times.native),
      theirs: cpuOf(times[peer]),
      errors: { ours: Math.max(...found.primalResidual, -above), theirs: Math.max(violation, above) },
      tolerance: AGREEMENT,
    });
  }
  const lines = [...errors].map(([peer, { violation, above }]) => ({
    peer,
    violation: violation.toExponential(1),
    'objective above ours': above.toExponential(1),
    time: seconds(times[peer].cpu),
    '/ native': factor(times[peer].cpu / times.native.cpu),
    '/ WebAssembly': factor(times[peer].cpu / times.wasm.cpu),
  }));
  const iterations = found.iterations.reduce((sum, count) => sum + count, 0);
  const ours = [
    `${found.status}, ${iterations} iterations, ${found.statistics.factorizations} decompositions`,
    `residuals ${Math.max(...found.primalResidual).toExponential(1)} and ${Math.max(...found.dualResidual).toExponential(1)}`,
    `native ${seconds(times.native.cpu)}, WebAssembly ${factor(times.wasm.cpu / times.native.cpu)} of that`,
  ];
  const size = `${tables.variables} variables, ${tables.rows} rows`;
  const count = tables.rowBounds.length > 1 ? `, ${tables.rowBounds.length} programs` : '';
  return [`## ${name}: ${size}${count}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}

/** Passes a workload to the peers. */
async function handOver(workload: ProgramWorkload, tables: Tables, python: Python): Promise<void> {
  const { hessian, linear, constraints, lower, upper, rowBounds, variables, rows } = tables;
  const arrays = [hessian, linear, constraints, lower, upper, ...rowBounds.flat()];
  await python.load(arrays, { workload, variables, rows });
}
