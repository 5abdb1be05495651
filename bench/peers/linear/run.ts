// Linear systems compared with peers on the same doubles, all on one thread.

import { solve as solveTheirs, Matrix as TheirMatrix } from 'ml-matrix';
import { linear, type Matrix, type SparseMatrix, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { workloads as make, type System, type Workload } from '../../linear/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

export const workloads = Object.keys(make) as Workload[];

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** Names as in worker.py, for dense and for sparse matrices. */
const DENSE = ['NumPy solve'];
const SPARSE = ['SciPy spsolve'];
const DEFINITE = [...SPARSE, 'PyAMG smoothed aggregation', 'PyAMG Ruge-Stüben'];
const UNSYMMETRIC = [...SPARSE, 'SciPy gmres, spilu'];

const EIGENVALUES = ['SciPy eigsh, shift 0', 'SciPy lobpcg, PyAMG'];
const SEQUENCE = ['SciPy spsolve, each', 'SciPy cg, each'];

const ML_MATRIX = 'ml-matrix solve';

/** The residual of those who agree; peers ask for 1e-10 in norms of their own. */
const RESIDUAL = 1e-7;

/** A peer's time, and its relative residual. */
interface PeerTime extends Time {
  readonly residual: number;
}

const isSparse = (matrix: System['matrix']): matrix is SparseMatrix => 'indptr' in matrix;

function peersOf(name: Workload): readonly string[] {
  if (name.startsWith('eigenvalues')) return EIGENVALUES;
  if (name.startsWith('sequence')) return SEQUENCE;
  if (name.startsWith('dense')) return DENSE;
  return name.startsWith('convection') ? UNSYMMETRIC : DEFINITE;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('linear', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, make[name](), python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: Workload, system: System, python: Python, rounds: number): Promise<string> {
  const solve = solverOf(name, system);
  const found = solve(NATIVE);
  solve(WASM);
  await handOver(name, system, python);
  const residuals = new Map<string, number>();
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => solve(NATIVE)),
    wasm: () => timeOf(() => solve(WASM)),
  };
  for (const method of peersOf(name)) {
    turns[method] = async () => {
      const result = await python.ask<PeerTime>('solve', { workload: name, method });
      residuals.set(method, result.residual);
      return result;
    };
  }
  if (!isSparse(system.matrix))
    turns[ML_MATRIX] = mlMatrix(system, (residual) => residuals.set(ML_MATRIX, residual));
  const times = await takeTurns(rounds, turns, 60);
  await python.ask('unload', { workload: name });
  const peers = Object.keys(turns).filter((peer) => peer !== 'native' && peer !== 'wasm');
  for (const peer of peers) {
    record({
      workload: name,
      method: methodOf(name),
      peer,
      ours: cpuOf(times.native),
      theirs: cpuOf(times[peer]),
      errors: { ours: found.relativeResidual, theirs: residuals.get(peer) ?? Number.NaN },
      tolerance: RESIDUAL,
    });
  }
  const lines = peers.map((peer) => ({
    peer,
    residual: residuals.get(peer)?.toExponential(1) ?? '',
    time: seconds(times[peer].cpu),
    'peer / native': (times[peer].cpu / times.native.cpu).toFixed(2),
    'peer / WebAssembly': (times[peer].cpu / times.wasm.cpu).toFixed(2),
  }));
  const ours = [
    `${found.method}, ${found.iterations} iterations, residual ${found.relativeResidual.toExponential(1)}`,
    `native ${seconds(times.native.cpu)}, WebAssembly ${factor(times.wasm.cpu / times.native.cpu)} of that`,
  ];
  return [`## ${name}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}

function methodOf(name: Workload): string {
  if (name.startsWith('eigenvalues')) return 'linear.eigenvalues';
  return name.startsWith('sequence') ? 'linear.solveSequence' : 'linear.solve';
}

/** Our side of a workload. */
function solverOf(name: Workload, { matrix, rightSide }: System) {
  if (name.startsWith('eigenvalues'))
    return (options: SyncRunOptions) => {
      const { method, iterations, residuals } = linear.eigenvaluesSync({ matrix, count: 6 }, options);
      return { method, iterations, relativeResidual: Math.max(...residuals) };
    };
  if (name.startsWith('sequence'))
    return (options: SyncRunOptions) => {
      const rightSides = new Float64Array((matrix as SparseMatrix).rows).fill(1);
      const problem = { matrix, shifts: rightSide as Float64Array, rightSides };
      const { method, totalIterations, relativeResiduals } = linear.solveSequenceSync(problem, options);
      return { method, iterations: totalIterations, relativeResidual: Math.max(...relativeResiduals) };
    };
  return (options: SyncRunOptions) => linear.solveSync({ matrix, rightSide }, options);
}

/** The turn of ml-matrix, LU with partial pivoting; `report` receives the relative residual. */
function mlMatrix({ matrix, rightSide }: System, report: (residual: number) => void): Turn {
  const { rows, columns, data } = matrix as Matrix;
  const theirs = TheirMatrix.from1DArray(rows, columns, data);
  const column = TheirMatrix.columnVector(Array.from(rightSide as Float64Array));
  return () => {
    let solution = column;
    const time = timeOf(() => {
      solution = solveTheirs(theirs, column);
    });
    report(theirs.mmul(solution).sub(column).norm() / column.norm());
    return time;
  };
}

/** Passes a workload to the peers. */
async function handOver(workload: Workload, { matrix, rightSide }: System, python: Python): Promise<void> {
  const { rows, data } = matrix as Matrix | SparseMatrix;
  const places = isSparse(matrix) ? [matrix.indptr, matrix.indices] : [];
  const about = { workload, rows, entries: data.length, sparse: isSparse(matrix) };
  await python.load([...places, data, rightSide as Float64Array], about);
}
