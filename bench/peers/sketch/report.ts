// The comparison as a person reads it.

import { formatTable } from '../../../examples/support/table.js';
import { factor, seconds } from '../../support/format.js';
import type { Time } from '../../support/timing.js';
import type { Compared, Line } from './comparison.js';
import type { Side } from './ours.js';

/** What ours did on a workload, and a line for each peer. */
export function report(workload: string, { summary, error, ours, lines }: Compared): string {
  const one = ours['native, 1 thread'];
  const times = [
    `native, 1 thread ${seconds(one.cpu)}`,
    `native, all threads ${seconds(ours['native, all threads'].wall)} by the clock`,
    `WebAssembly ${seconds(ours.WebAssembly.cpu)}, ${factor(ours.WebAssembly.cpu / one.cpu)} of native`,
  ];
  return [
    `## ${workload}`,
    `Ours: ${summary}, error ${error.toExponential(1)}. ${times.join('; ')}.`,
    formatTable(lines.map((line) => row(line, ours))),
    '',
  ].join('\n\n');
}

function row({ peer, error, one, all }: Line, ours: Readonly<Record<Side, Time>>): Record<string, string> {
  return {
    peer,
    error: error.toExponential(1),
    '1 thread': seconds(one.cpu),
    '/ native, 1 thread': factor(one.cpu / ours['native, 1 thread'].cpu),
    '/ WebAssembly': factor(one.cpu / ours.WebAssembly.cpu),
    'all threads': all ? seconds(all.wall) : '',
    '/ native, all threads': all ? factor(all.wall / ours['native, all threads'].wall) : '',
  };
}
