// The finder: a search over the catalogue of problems, and the same problems by the data that one has, without script.

import { escaped } from '../html.mjs';

/** The kinds of data in the catalogue, in the words of a question. */
export const HAVE = {
  table: ['A table', 'Rows of measurements, features and a response'],
  points: ['Points', 'Coordinates, clouds, pictures as point sets'],
  costs: ['Costs of pairs', 'A matrix: what it costs to match one with another'],
  votes: ['Votes', 'Results of games, preferences, comparisons'],
  payoffs: ['Payoffs', 'What each player gets for each choice'],
  function: ['A function', 'A program that gives a number for its settings'],
  formula: ['A formula', 'An expression with derivatives'],
  graph: ['A graph', 'Nodes and edges'],
  matrix: ['A matrix', 'Dense, sparse or given by its products'],
  equation: ['An equation', 'Of one unknown, of rates, or of fields on a box'],
  element: ['An element', 'An atom or an ion'],
  solution: ['A solution', 'From another call, to be saved, mapped or checked'],
};

export function find({ problems: all, guides }) {
  const order = guides.map(({ name }) => name);
  const placeOf = (problem) => order.indexOf(familyOf(problem));
  const problems = [...all].sort((one, other) => placeOf(one) - placeOf(other));
  const kinds = [...new Set(problems.map(({ have }) => have))].sort(
    (one, other) => Object.keys(HAVE).indexOf(one) - Object.keys(HAVE).indexOf(other),
  );
  const sections = kinds.map((have) => sectionOf(have, problems));
  return [
    {
      path: 'find.html',
      kind: 'find',
      title: 'Find your solver',
      description: 'Say what you want or what you have, and see the function and a program that runs.',
      modules: ['site/client/finder.ts'],
      body: `<h1>Find your solver</h1>
${finderForm('')}
<div id="found" hidden><p role="status"></p><ul class="cards"></ul></div>
<div id="by-data">
<h2>Or begin with your data</h2>
<p>What have you got?</p>
<ul class="chips">${kinds.map((have) => `<li><a href="#${have}">${titleOf(have)}</a></li>`).join('')}</ul>
${sections.join('\n')}
</div>`,
    },
  ];
}

const familyOf = ({ method }) => method.split('.')[0];

const titleOf = (have) => escaped(HAVE[have]?.[0] ?? have);

/** The search field. Without script it opens the page with all problems. */
export const finderForm = (root) => `<form id="finder" action="${root}find.html">
<label for="wish">What do you want, or what is it called elsewhere?</label>
<input id="wish" name="q" type="search" placeholder="match two point clouds, curve_fit, rank players" autocomplete="off">
</form>`;

function sectionOf(have, problems) {
  const all = problems.filter((problem) => problem.have === have);
  // The families with the most problems for such data come first.
  const countOf = (problem) => all.filter((other) => familyOf(other) === familyOf(problem)).length;
  const own = all.toSorted((one, other) => countOf(other) - countOf(one));
  const [, explanation = ''] = HAVE[have] ?? [];
  const items = own.map(
    ({ id, want, method }) =>
      `<li><a href="problems/${id}.html">${escaped(want)}</a> <code>${escaped(method)}</code></li>`,
  );
  return `<section class="have" aria-labelledby="${have}">
<h3 id="${have}">${titleOf(have)}</h3>
<p>${escaped(explanation)}. What do you want of it?</p>
<ul class="wants">${items.join('\n')}</ul>
</section>`;
}
