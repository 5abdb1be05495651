// Formats the comparison as text.

import { formatTable } from '../../../examples/support/table.js';
import { seconds } from '../../support/format.js';
import { besideOurs, type Ours, timesOf } from '../../support/sides.js';
import type { Compared, Line } from './comparison.js';

/** superlinear's results on a workload, and a line for each peer. */
export function report(workload: string, { problems, found, ours, lines }: Compared): string {
  const outcome =
    `${found.converged} of ${problems} converged, ${found.solved} at the least objective found, ` +
    `${found.iterations} iterations, violation ${found.violation.toExponential(1)}`;
  return [
    `## ${workload}`,
    `Ours: ${outcome}. ${timesOf(ours)}.`,
    formatTable(lines.map((line) => row(line, problems, ours))),
    '',
  ].join('\n\n');
}

function row(line: Line, problems: number, ours: Ours): Record<string, string> {
  const { peer, solved, iterations, violation, setup, one, all } = line;
  return {
    peer,
    solved: `${solved} of ${problems}`,
    iterations: String(iterations),
    violation: violation.toExponential(1),
    ...besideOurs(one, all, ours),
    'set-up before': seconds(setup),
  };
}
