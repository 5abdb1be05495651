// Minimizers of energies compared with SciPy and with `constrained.minimize` on the same discrete energies, on one thread.

import { constrained, expression, pde, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { evenEnergy, minimalSurface } from '../../pde/evolutions.js';
import { factor, seconds } from '../../support/format.js';
import { cpuOf, type Time, type Timed, type Turn, takeTurns, timeOf } from '../../support/timing.js';
import { Python } from '../python.js';
import { record } from '../records.js';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

/** A workload: points a side, the ridge, and whether coefficients are nearly even. */
const cases = {
  'even, 63': { side: 63, ridge: 1, even: true },
  'even, 127': { side: 127, ridge: 1, even: true },
  'surface with ridge 0.1, 63': { side: 63, ridge: 0.1, even: false },
  'surface with ridge 0.1, 127': { side: 127, ridge: 0.1, even: false },
  'minimal surface, 127': { side: 127, ridge: 0, even: false },
  'minimal surface, 255': { side: 255, ridge: 0, even: false },
} as const;

type Workload = keyof typeof cases;

export const workloads = Object.keys(cases) as Workload[];

/** Names as in worker.py. L-BFGS-B takes minutes for more points of uneven coefficients. */
const peersOf = (name: Workload): readonly string[] => {
  if (cases[name].even) return ['SciPy newton_krylov', 'SciPy L-BFGS-B'];
  return cases[name].side < 127 ? ['SciPy L-BFGS-B'] : [];
};

/** The excess over the smallest energy of those who agree, relative to it. */
const EXCESS = 1e-8;

interface PeerTime extends Time {
  readonly energy: number;
}

/** Measures the chosen workloads and prints the results; `quick` takes one turn each. */
export async function run(chosen: readonly Workload[], quick: boolean): Promise<void> {
  const { python, versions } = await Python.start('energies', 1);
  console.log(`Against ${versions}. Ratios are of processor times: the peer's over ours.\n`);
  for (const name of chosen) console.log(await compare(name, python, quick ? 1 : 5));
  python.stop();
}

async function compare(name: Workload, python: Python, rounds: number): Promise<string> {
  const { side, ridge, even } = cases[name];
  const problem = even ? evenEnergy(side) : minimalSurface(side, ridge);
  const found = pde.minimizeEnergySync(problem, NATIVE);
  pde.minimizeEnergySync(problem, WASM);
  const energies = new Map<string, number>();
  const general = generalProblem(problem, side, ridge, even);
  const turns: Record<string, Turn> = {
    native: () => timeOf(() => pde.minimizeEnergySync(problem, NATIVE)),
    wasm: () => timeOf(() => pde.minimizeEnergySync(problem, WASM)),
    'constrained.minimize': () =>
      timeOf(() => {
        energies.set('constrained.minimize', constrained.minimizeSync(general, NATIVE).objective);
      }),
  };
  for (const method of peersOf(name)) {
    turns[method] = async () => {
      const result = await python.ask<PeerTime>('solve', { side, ridge, even, method });
      energies.set(method, result.energy);
      return result;
    };
  }
  const times = await takeTurns(rounds, turns, 60);
  const least = Math.min(found.energy, ...energies.values());
  const excess = (energy: number) => (energy - least) / Math.abs(least);
  for (const peer of peersOf(name)) {
    record({
      workload: name,
      method: 'pde.minimizeEnergy',
      peer,
      ours: cpuOf(times.native as Timed),
      theirs: cpuOf(times[peer] as Timed),
      errors: { ours: excess(found.energy), theirs: excess(energies.get(peer) ?? Number.NaN) },
      tolerance: EXCESS,
    });
  }
  const lines = Object.keys(turns)
    .filter((peer) => peer !== 'native' && peer !== 'wasm')
    .map((peer) => ({
      peer,
      'energy above ours': ((energies.get(peer) ?? Number.NaN) - found.energy).toExponential(1),
      time: seconds(times[peer]?.cpu ?? Number.NaN),
      'peer / native': ((times[peer]?.cpu ?? Number.NaN) / (times.native?.cpu ?? 0)).toFixed(2),
    }));
  const ours = [
    `${found.iterations} iterations and ${found.innerIterations} of conjugate gradients`,
    `native ${seconds(times.native?.cpu ?? 0)}, WebAssembly ${factor((times.wasm?.cpu ?? 0) / (times.native?.cpu ?? 1))} of that`,
  ];
  return [`## ${name}`, `Ours: ${ours.join('; ')}.`, formatTable(lines), ''].join('\n\n');
}

/** The same energy as a formula of all nodes, those on the boundary fixed. */
function generalProblem(problem: pde.MinimizeEnergyProblem, side: number, ridge: number, even: boolean) {
  const n = side + 2;
  const h = 1 / (side + 1);
  const isInside = (k: number) => k % n > 0 && k % n < n - 1 && k >= n && k < n * (n - 1);
  const boundary = problem.boundaryValues as Float64Array | undefined;
  const fixed = Float64Array.from({ length: n * n }, (_, k) => boundary?.[k] ?? 0);
  const source = new Float64Array(n * n);
  let next = 0;
  if (even)
    for (let k = 0; k < n * n; k++)
      if (isInside(k)) source[k] = (problem.rightSide as Float64Array)[next++] as number;
  const { add, divide, log, cosh, multiply, reshape, slice, sqrt, subtract, sum } = expression;
  const squared = (part: expression.Expression) => multiply(part, part);
  const objective = expression.define({ u: [n * n] }, ({ u }) => {
    const grid = reshape(u, [n, n]);
    const dx = divide(subtract(slice(grid, [0, 1], [n, n - 1]), slice(grid, [0, 0], [n, n - 1])), h);
    const dy = divide(subtract(slice(grid, [1, 0], [n - 1, n]), slice(grid, [0, 0], [n - 1, n])), h);
    const parts = [0, 1].flatMap((a) =>
      [0, 1].map((b) => {
        const s = add(squared(slice(dx, [a, 0], [n - 1, n - 1])), squared(slice(dy, [0, b], [n - 1, n - 1])));
        return sum(add(sqrt(add(s, 1)), multiply(s, ridge / 2)));
      }),
    );
    const cells = multiply(
      parts.reduce((total, part) => add(total, part)),
      (h * h) / 4,
    );
    if (!even) return cells;
    return add(cells, multiply(sum(subtract(log(cosh(u)), multiply(u, source))), h * h));
  });
  const bound = (free: number) => fixed.map((value, k) => (isInside(k) ? free : value));
  return {
    objective,
    initial: fixed,
    lower: bound(Number.NEGATIVE_INFINITY),
    upper: bound(Number.POSITIVE_INFINITY),
  };
}
