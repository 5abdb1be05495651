// Benchmarks beside other programs, from bench/records.

import { escaped, tableOf } from '../html.mjs';
import { highlighted } from '../markdown.mjs';
import { figureText, ratiosOf, ratioText, rowsOf } from '../ratios.mjs';

export function benchmarks({ records }) {
  const sorted = [...records].sort((one, other) => other.date.localeCompare(one.date));
  return [
    {
      path: 'benchmarks.html',
      kind: 'wide',
      title: 'Benchmarks',
      description: 'Measured times beside other programs, with machine, date and command.',
      body: `<h1>Benchmarks</h1>
<p class="lead">Times beside other programs, both in one run on one machine; for searches and forecasts, evaluations and errors. Losses are listed too.</p>
<p id="age" class="note" data-date="${sorted[0]?.date ?? ''}" hidden></p>
${sorted.length === 0 ? '<p>There are no records yet. <code>npm run bench:peers -- --record</code> writes them.</p>' : ''}
${sorted.map((record) => sectionOf(record, boundsOf(rowsOf(records)))).join('\n')}`,
    },
  ];
}

/** The powers of ten that enclose all ratios. */
function boundsOf(rows) {
  const logarithms = rows.flatMap(ratiosOf).map(Math.log10);
  return [Math.floor(Math.min(0, ...logarithms)), Math.ceil(Math.max(1, ...logarithms))];
}

function sectionOf(record, bounds) {
  const { date, commit, command, machine, rows } = record;
  const title = [...new Set(rows.map(({ method }) => method))].join(', ');
  const cells = rows.map((row) => [
    escaped(row.workload),
    `<code>${escaped(row.method)}</code>`,
    escaped([row.peer.name, row.peer.version].filter(Boolean).join(' ')),
    figureText(row.ours, row.quantity),
    figureText(row.theirs, row.quantity),
    ratioText(row),
    dots(row, bounds),
    escaped(row.answers ?? ''),
  ]);
  const about = [
    machine.cpu,
    `${machine.cores} cores`,
    machine.instructionSet,
    machine.os,
    `Node ${machine.node.replace(/^v/, '')}`,
  ];
  return `<section>
<h2><code>${escaped(title)}</code></h2>
<p>${escaped(date)}, commit <code>${escaped(commit)}</code>. ${escaped(about.filter(Boolean).join(', '))}.</p>
${tableOf(
  // Several records may have the same functions.
  `Benchmarks: ${title}, by ${command}`,
  ['workload', 'function', 'beside', 'superlinear', 'other', 'ratio', 'turns', 'answers'],
  cells,
)}
${highlighted(command, 'sh')}
</section>`;
}

const WIDTH = 180;

/** The ratios of the turns as dots on a logarithmic line, with a mark at 1. */
function dots(row, [low, high]) {
  const x = (ratio) => (6 + ((WIDTH - 12) * (Math.log10(ratio) - low)) / (high - low)).toFixed(1);
  const ratios = ratiosOf(row);
  const marks = ratios.map((ratio) => `<circle cx="${x(ratio)}" cy="10" r="3"/>`).join('');
  const range = [Math.min(...ratios), Math.max(...ratios)];
  const label = `ratios from ${range.map((ratio) => ratio.toPrecision(2)).join(' to ')}`;
  return `<svg class="dots" viewBox="0 0 ${WIDTH} 20" width="${WIDTH}" height="20" role="img" aria-label="${label}"><path d="M0 10H${WIDTH}"/><path class="one" d="M${x(1)} 2V18"/><path class="range" d="M${x(range[0])} 10H${x(range[1])}"/>${marks}</svg>`;
}
