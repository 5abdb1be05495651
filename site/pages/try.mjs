// The panels: a page each, with its fields, its figure, which is computed at once, and its program.

import { escaped } from '../html.mjs';
import { highlighted } from '../markdown.mjs';

export const panels = ({ groups }) => [
  indexOf(groups),
  ...groups.flatMap(({ problem, entries }) => entries.map((entry) => pageOf(entry, problem))),
];

function indexOf(groups) {
  const card = ({ id, panel }) =>
    `<li><a class="card" href="${id}.html"><strong>${escaped(panel.title)}</strong><span>${escaped(panel.question)}</span></a></li>`;
  const sections = groups.map(
    ({ problem, entries }) =>
      `<h2>${escaped(problem)}</h2>\n<ul class="cards">${entries.map(card).join('\n')}</ul>`,
  );
  return {
    path: 'try/index.html',
    title: 'Try it',
    description: 'Solvers at work in the page: change a problem, and see its solution and its program.',
    body: `<h1>Try it</h1>
<p class="lead">Solvers at work in this page. Change a problem, see its solution, and copy its program. Or write <a href="code.html">a program of your own</a>.</p>
${sections.join('\n')}`,
  };
}

function pageOf({ id, panel }, problem) {
  const initial = Object.fromEntries(panel.fields.map((field) => [field.name, String(field.initial)]));
  return {
    path: `try/${id}.html`,
    kind: 'panel',
    title: panel.title,
    description: panel.question,
    modules: ['site/client/panel-page.ts', `web/panels/${id}.ts`],
    body: `<p class="crumbs"><a href="index.html">Try it</a> · ${escaped(problem)}</p>
<h1>${escaped(panel.title)}</h1>
<p class="lead">${escaped(panel.introduction)}</p>
<div class="work" data-panel="${id}">
<section class="result" aria-label="Result">
<p role="status" aria-live="polite">Computing …</p>
${panel.hasSlider ? '<div id="controls"></div>' : ''}
<figure${placeOf(panel)}><noscript><p>The figure is computed in the page, by script.</p></noscript></figure>
</section>
<form aria-label="The problem">
<div id="fields">${panel.fields.map(fieldHtml).join('\n')}</div>
<p class="buttons"><button type="submit" class="primary">Solve</button> <button type="button" id="cancel" disabled>Cancel</button></p>
</form>
<section id="code" aria-labelledby="code-title">
<div class="head"><h2 id="code-title">As a program</h2><a class="button" id="edit" href="code.html">Edit and run</a><button type="button" class="copy" aria-live="polite">Copy</button></div>
${highlighted(panel.code(initial), 'ts')}
</section>
</div>`,
  };
}

/** The place reserved for a figure, if it is not that of a chart alone. */
function placeOf({ figureHeight, rows }) {
  if (figureHeight !== undefined) return ` style="min-height:${figureHeight}px"`;
  return rows === undefined ? '' : ` style="--rows:${rows}"`;
}

/** A field with its label. The width of text fields follows their text. */
function fieldHtml(field) {
  const name = escaped(field.name);
  const id = `field-${name}`;
  const label = `<label for="${id}">${escaped(field.label)}</label>`;
  const value = escaped(field.initial);
  if (field.kind === 'choice') {
    const options = field.choices.map(
      (choice) => `<option${choice === field.initial ? ' selected' : ''}>${escaped(choice)}</option>`,
    );
    return `<div class="field">${label}<select id="${id}" name="${name}">${options.join('')}</select></div>`;
  }
  if (field.kind === 'range') {
    const { min, max, step } = field;
    return `<div class="field"><div class="line">${label}<output for="${id}">${value}</output></div><input id="${id}" name="${name}" type="range" min="${min}" max="${max}" step="${step}" value="${value}"></div>`;
  }
  if (field.kind === 'area') {
    const rows = Math.min(14, field.initial.split('\n').length + 1);
    return `<div class="field text">${label}<textarea id="${id}" name="${name}" rows="${rows}" autocomplete="off" spellcheck="false">${value}</textarea></div>`;
  }
  return `<div class="field text">${label}<input id="${id}" name="${name}" type="text" value="${value}" autocomplete="off" spellcheck="false"></div>`;
}
