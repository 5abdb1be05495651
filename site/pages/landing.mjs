// The first page: a live fit, the search, the kinds of data, three measured ratios, and the places where the library runs.

import { escaped } from '../html.mjs';
import { highlighted } from '../markdown.mjs';
import { ratioText, rowsOf } from '../ratios.mjs';
import { finderForm, HAVE } from './find.mjs';

const PROGRAM = `const fit = await constrained.curveFit({
  model: 'exponentialDecay',
  x: [0.25, 0.5, 1, 2, 3, 4, 6, 8],
  y: [9.1, 8.4, 7.3, 5.2, 4.1, 3.0, 1.9, 1.2],
});`;

export function landing({ problems, methods, records, groups }) {
  const kinds = Object.keys(HAVE).filter((kind) => problems.some(({ have }) => have === kind));
  return [
    {
      path: 'index.html',
      kind: 'landing',
      modules: ['site/client/demo.ts'],
      title: 'superlinear: numerical solvers for JavaScript and TypeScript',
      description:
        'Curve fitting, optimal transport, planning, tuning, forecasts, rankings and differential equations, in Rust, for Node and web pages.',
      body: `<section class="hero">
<div class="pitch">
<h1>Numerical solvers for JavaScript</h1>
<p class="lead">Curve fitting, matching, planning, tuning, forecasting, ranking and differential equations: ${methods.length} functions, written in Rust, native in Node and WebAssembly in pages. Every result states how accurate it is.</p>
<p class="buttons"><a class="button primary" href="find.html">Find your solver</a><a class="button" href="start/index.html">Get started</a></p>
<section class="install" aria-label="Installation"><code>npm install superlinear</code><button type="button" class="copy" aria-live="polite">Copy</button></section>
</div>
<section id="demo" class="card-like" aria-label="A live curve fit">
<p class="caption">Drag a measurement, and the fit follows.</p>
<figure></figure>
<output aria-live="off">The half-life is computed in this page.</output>
${highlighted(PROGRAM, 'ts')}
<p class="more">More to try: ${alsoLive(groups)}</p>
</section>
</section>
<section aria-labelledby="problem">
<h2 id="problem">What is your problem?</h2>
${finderForm('')}
<ul class="chips">${kinds.map((kind) => `<li><a href="find.html#${kind}">${escaped(HAVE[kind][0])}</a></li>`).join('')}</ul>
<ul class="cards">${WISHES.map((wish) => cardOf(wish, problems)).join('\n')}</ul>
</section>
${measured(records)}
<section aria-labelledby="where">
<h2 id="where">Where it runs</h2>
<ul class="facts">
<li><strong>Node, Bun, Deno</strong>A native addon on Linux, macOS and Windows; WebAssembly elsewhere. <a href="start/node.html">Start in Node</a></li>
<li><strong>Web pages</strong>The same calls, in workers, with progress and cancellation. <a href="start/page.html">Start in a page</a></li>
<li><strong>The command line</strong>Files in, results out, and batches that survive interruptions. <a href="start/command.html">Start in a terminal</a></li>
</ul>
</section>`,
    },
  ];
}

/** Links to the first panels of the first kinds of problems. */
const alsoLive = (groups) =>
  groups
    .slice(0, 4)
    .map(({ entries: [{ id, panel }] }) => `<a href="try/${id}.html">${escaped(panel.title)}</a>`)
    .join(' · ');

/** Problems shown on the first page: one for each of the common wishes. */
const WISHES = [
  ['fit a curve to measurements', 'constrained.curveFit'],
  ['match two clouds of points', 'transport.sinkhornNewton'],
  ['assign or ship at the lowest cost', 'transport.exact'],
  ['plan under constraints', 'constrained.quadraticProgram'],
  ['rank from results', 'games.bradleyTerry'],
  ['forecast a series', 'dynamics.fitPredictor'],
];

function cardOf([, method], problems) {
  const entry = problems.find((problem) => problem.method === method);
  if (entry === undefined) return '';
  return `<li><a class="card" href="problems/${entry.id}.html"><strong>${escaped(entry.want)}</strong><code>${escaped(method)}</code></a></li>`;
}

/** The largest, the middle and the smallest ratio of the records. */
function measured(records) {
  const rows = rowsOf(records)
    .filter(({ answers, quantity }) => answers === 'agree' && quantity === undefined)
    .sort((one, other) => other.ratio - one.ratio);
  if (rows.length < 3) return '';
  const shown = [rows[0], rows[Math.floor(rows.length / 2)], rows.at(-1)];
  const items = shown.map(
    (row) =>
      `<li><strong>${ratioText(row)}</strong>${escaped(row.workload)}, <code>${escaped(row.method)}</code>, beside ${escaped(row.peer.name)}</li>`,
  );
  const dates = rows.map(({ record }) => record.date).sort();
  return `<section aria-labelledby="measured">
<h2 id="measured">Measured</h2>
<p>The largest, the middle and the smallest of ${rows.length} measured ratios of time, both programs in one run, with answers that agree. <a href="benchmarks.html">All of them, with machines, dates (the last is ${dates.at(-1)}) and commands</a>.</p>
<ul class="facts">${items.join('\n')}</ul>
</section>`;
}
