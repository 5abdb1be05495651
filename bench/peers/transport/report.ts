// Formats the comparison as text.

import { formatTable } from '../../../examples/support/table.js';
import { factor, seconds } from '../../support/format.js';
import { sum } from '../../support/timing.js';
import type { Kind, Line } from './comparison.js';
import { type Ours, type Side, sides } from './ours.js';

const KINDS: Readonly<Record<Kind, string>> = {
  exact: 'exact value',
  measured: 'measured',
  curtailed: 'stalling ones ended at their best',
  stopped: 'stopped: at least',
  extrapolated: 'extrapolated',
};

/** superlinear's results on a workload, and a line for each measurement of a peer. */
export function report(workload: string, { solutions }: Ours, lines: readonly Line[]): string {
  const iterations = solutions.map(({ iterations }) => iterations);
  const sweeps = sum(iterations.map(({ sinkhorn }) => sinkhorn));
  const steps = sum(iterations.map(({ newton }) => newton));
  const error = Math.max(...solutions.map(({ marginalError }) => marginalError)).toExponential(1);
  const times = sides.map((side) => `${side} ${seconds(lines[0].ours[side].cpu)}`).join(', ');
  const cost = sum(solutions.map(({ transportCost }) => transportCost));
  return [
    `## ${workload}`,
    `Ours: ${sweeps} sweeps + ${steps} Newton steps, marginal error ${error}. Processor time: ${times}.`,
    formatTable(lines.map((line) => row(line, cost))),
    '',
  ].join('\n\n');
}

function row(line: Line, cost: number): Record<string, string> {
  const { kind, stalled, result } = line;
  return {
    peer: line.peer,
    kind: kind === 'measured' && stalled > 0 ? `measured, ${stalled} stall above` : KINDS[kind],
    turns: String(line.turns),
    iterations: String(sum(result.iterations) || ''),
    'marginal error': result.marginalError.toExponential(1),
    'cost apart': (result.transportCost / cost - 1).toExponential(1),
    'processor time': seconds(result.cpu),
    ...Object.fromEntries(sides.map((side) => [`/ ${side}`, factor(ratio(line, side))])),
  };
}

/** Peers have one thread, so their cost is processor time; superlinear's second thread reduces wall-clock time. */
function ratio({ ours, result }: Line, side: Side): number {
  const measure = side === 'native, 2 threads' ? 'wall' : 'cpu';
  return result[measure] / ours[side][measure];
}

/** A line for each peer with its ratios to superlinear natively on one thread, a column for each workload. */
export function overview(lines: ReadonlyMap<string, readonly Line[]>): string {
  const table = new Map<string, Record<string, string>>();
  for (const [workload, all] of lines) {
    for (const line of all.filter(({ kind }) => kind !== 'stopped')) {
      const peer = line.kind === 'curtailed' ? `${line.peer}, stalling ones ended at their best` : line.peer;
      const cells = table.get(peer) ?? {
        peer,
        ...Object.fromEntries([...lines.keys()].map((name) => [name, ''])),
      };
      const sign = line.kind === 'extrapolated' ? '~' : '';
      table.set(peer, { ...cells, [workload]: sign + factor(ratio(line, 'native, 1 thread')) });
    }
  }
  return formatTable([...table.values()]);
}
