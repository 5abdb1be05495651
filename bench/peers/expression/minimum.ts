// Equality-constrained minimization with expressions and with JavaScript functions, compared with CasADi and Ipopt.

import { constrained, expression, type SyncRunOptions } from 'superlinear';
import { formatTable } from '../../../examples/support/table.js';
import { chainFunctions } from '../../expression/chain-functions.js';
import { chainFormula } from '../../expression/workloads.js';
import { factor, seconds } from '../../support/format.js';
import { type Turn, takeTurns, timeOf } from '../../support/timing.js';
import type { PeerMinimum, PeerWorker } from './worker.js';

export const sizes = { 'minimum-1000': 1000, 'minimum-10000': 10_000, 'minimum-100000': 100_000 } as const;

export type MinimumName = keyof typeof sizes;

/** Size limit for measuring the JavaScript functions. */
const LARGEST_IN_JAVASCRIPT = 1000;

/** No further round starts after this many seconds. */
const PATIENCE = 60;

const IPOPT = 'Ipopt with MUMPS, by CasADi';

const NATIVE: SyncRunOptions = { backend: 'native', threads: 1 };
const WASM: SyncRunOptions = { backend: 'wasm' };

type Found = Pick<PeerMinimum, 'status' | 'iterations' | 'objective'>;

/** Returns the measurements on a constrained chain of Rosenbrock's function as a table. */
export async function compareMinimum(name: MinimumName, worker: PeerWorker, rounds: number): Promise<string> {
  const size = sizes[name];
  const initial = Float64Array.from({ length: size }, (_, i) => 1 + 0.2 * Math.sin(i + 1));
  const byFormulas = (options: SyncRunOptions) => () => {
    const objective = expression.read(chainFormula(size), { x: size });
    const constraints = expression.read(equations(size), { x: size });
    return constrained.minimizeSync({ objective, constraints, initial }, options);
  };
  const sides: Record<string, () => Found> = {
    native: byFormulas(NATIVE),
    WebAssembly: byFormulas(WASM),
    ...(size <= LARGEST_IN_JAVASCRIPT && {
      'native, functions in JavaScript': () =>
        constrained.minimizeSync({ ...chainFunctions(size), initial }, NATIVE),
    }),
  };
  const found = new Map<string, Found>();
  for (const [side, solve] of Object.entries(sides)) found.set(side, solve());

  let ipopt: PeerMinimum | undefined;
  const turns: Record<string, Turn> = Object.fromEntries(
    Object.entries(sides).map(([side, solve]) => [side, () => timeOf(solve)]),
  );
  turns[IPOPT] = async () => {
    ipopt = await worker.minimize(size);
    found.set(IPOPT, ipopt);
    return ipopt;
  };
  const times = await takeTurns(rounds, turns, PATIENCE);
  const ours = times.native?.cpu ?? Number.NaN;
  const lines = [...found].map(([program, { status, iterations, objective }]) => {
    const solve = times[program]?.cpu ?? Number.NaN;
    const setup = program === IPOPT ? (ipopt?.setup ?? Number.NaN) : 0;
    return {
      program,
      status,
      iterations: String(iterations),
      objective: objective.toPrecision(12),
      'set-up before': setup === 0 ? '' : seconds(setup),
      time: seconds(solve),
      '/ native': factor(solve / ours),
      'with set-up / native': factor((setup + solve) / ours),
    };
  });
  const title = `The chain of Rosenbrock's function of ${size} variables under ${size / 4} equations.`;
  return [`## ${name}`, title, formatTable(lines), ''].join('\n\n');
}

/** One equation per four variables. */
const equations = (size: number) =>
  `[k in 0..${size / 4 - 1}: x[4 k] * x[4 k+1] + exp(x[4 k+2] - x[4 k+3]) - 2]`;
