// Self-consistent atoms: uranium in each model, and all elements up to uranium, natively on one and two threads and
// with WebAssembly. Times are also given relative to a reference computation, all eigenvalues of a symmetric 1000 x
// 1000 matrix with LAPACK's dsyev.

import { atom, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../examples/support/table.js';
import { referenceSeconds } from './atom/reference.js';
import { REFERENCE_TOTALS } from './atom/totals.js';
import { factor, seconds } from './support/format.js';
import { takeTurns, timeOf } from './support/timing.js';

const rounds = 5;

interface Workload {
  readonly name: string;
  readonly elements: readonly number[];
  readonly model: atom.AtomModel;
  readonly accuracy: number;
}

const uranium = (model: atom.AtomModel, accuracy: number): Workload => ({
  name: `uranium, ${accuracy.toExponential(0)}`,
  elements: [92],
  model,
  accuracy,
});
const table = (model: atom.AtomModel): Workload => ({
  name: 'elements 1 to 92, 1e-8',
  elements: Array.from({ length: 92 }, (_, k) => k + 1),
  model,
  accuracy: 1e-8,
});

const workloads = [
  uranium('schrodinger', 1e-8),
  uranium('schrodinger', 1e-6),
  uranium('dirac', 1e-8),
  uranium('dirac', 1e-6),
  uranium('scalar', 1e-8),
  table('schrodinger'),
  table('dirac'),
];

/** The largest deviation from the total energies of the reference tables. */
function errorOf({ elements, model, accuracy }: Workload): number {
  const errors = elements.map((element) => {
    const reference = REFERENCE_TOTALS[model].get(element);
    const { energy } = atom.solveSync({ element, model, accuracy }, { backend: 'native' });
    return reference === undefined ? 0 : Math.abs(energy.total - reference);
  });
  return Math.max(...errors);
}

async function measure(workload: Workload, reference: number | undefined): Promise<Record<string, string>> {
  const { name, elements, model, accuracy } = workload;
  const solve = (options: SyncRunOptions) => () => {
    for (const element of elements) atom.solveSync({ element, model, accuracy }, options);
  };
  const side = (options: SyncRunOptions) => () => timeOf(solve(options));
  atom.solveSync({ element: 1 }, { backend: 'wasm' }); // compiles the module
  const { one, two, wasm } = await takeTurns(rounds, {
    one: side({ backend: 'native', threads: 1 }),
    two: side({ backend: 'native', threads: 2 }),
    wasm: side({ backend: 'wasm' }),
  });
  const part = (time: number) => (reference === undefined ? '' : (time / reference).toPrecision(2));
  return {
    workload: name,
    model,
    'error reached': errorOf(workload).toExponential(1),
    '1 thread': seconds(one.cpu),
    'of the reference': part(one.cpu),
    'gain by 2 threads': factor(one.wall / two.wall),
    WebAssembly: seconds(wasm.cpu),
    'of the reference, too': part(wasm.cpu),
  };
}

const reference = referenceSeconds();
console.log(
  `Atoms, medians of ${rounds} turns: processor time; the reference computation takes ${reference === undefined ? '(no SciPy: run npm run bench:peers once)' : seconds(reference)}\n`,
);
const lines: Record<string, string>[] = [];
for (const workload of workloads) lines.push(await measure(workload, reference));
console.log(formatTable(lines));
