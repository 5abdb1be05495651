// Formats the comparison as text.

import { formatTable } from '../../../examples/support/table.js';
import { besideOurs, type Ours, timesOf } from '../../support/sides.js';
import type { Compared, Line } from './comparison.js';

/** superlinear's results on a workload, and a line for each peer. */
export function report(workload: string, { summary, error, ours, lines }: Compared): string {
  return [
    `## ${workload}`,
    `Ours: ${summary}, error ${error.toExponential(1)}. ${timesOf(ours)}.`,
    formatTable(lines.map((line) => row(line, ours))),
    '',
  ].join('\n\n');
}

function row({ peer, error, one, all }: Line, ours: Ours): Record<string, string> {
  return {
    peer,
    error: error.toExponential(1),
    ...besideOurs(one, all, ours),
  };
}
