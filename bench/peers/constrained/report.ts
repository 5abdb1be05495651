// The comparison as a person reads it.

import { formatTable } from '../../../examples/support/table.js';
import { factor, seconds } from '../../support/format.js';
import type { Time } from '../../support/timing.js';
import type { Compared, Line, Side } from './comparison.js';

/** What ours did on a workload, and a line for each peer. */
export function report(workload: string, { problems, found, ours, lines }: Compared): string {
  const one = ours['native, 1 thread'];
  const times = [
    `native, 1 thread ${seconds(one.cpu)}`,
    `native, all threads ${seconds(ours['native, all threads'].wall)} by the clock`,
    `WebAssembly ${seconds(ours.WebAssembly.cpu)}, ${factor(ours.WebAssembly.cpu / one.cpu)} of native`,
  ];
  const outcome =
    `${found.converged} of ${problems} converged, ${found.solved} at the least objective found, ` +
    `${found.iterations} iterations, violation ${found.violation.toExponential(1)}`;
  return [
    `## ${workload}`,
    `Ours: ${outcome}. ${times.join('; ')}.`,
    formatTable(lines.map((line) => row(line, problems, ours))),
    '',
  ].join('\n\n');
}

function row(line: Line, problems: number, ours: Readonly<Record<Side, Time>>): Record<string, string> {
  const { peer, solved, iterations, violation, setup, one, all } = line;
  return {
    peer,
    solved: `${solved} of ${problems}`,
    iterations: String(iterations),
    violation: violation.toExponential(1),
    '1 thread': seconds(one.cpu),
    '/ native, 1 thread': factor(one.cpu / ours['native, 1 thread'].cpu),
    '/ WebAssembly': factor(one.cpu / ours.WebAssembly.cpu),
    'all threads': all ? seconds(all.wall) : '',
    '/ native, all threads': all ? factor(all.wall / ours['native, all threads'].wall) : '',
    'set-up before': seconds(setup),
  };
}
