// The guides: docs/*.md with the list of guides and of their sections at the sides.

import { escaped } from '../html.mjs';

export function guides({ guides: all, problems }) {
  return [
    indexOf(all),
    ...all.map((guide) => ({
      path: `guides/${guide.name}.html`,
      kind: 'guide',
      title: guide.title,
      description: guide.description,
      body: `${listOf(all, guide)}
<article>
${sectionsOf(guide, 'folded')}
${folded(linkedFunctions(guide, problems))}
</article>
${sectionsOf(guide, 'side')}`,
    })),
  ];
}

function indexOf(all) {
  const card = ({ name, title, subject, description }) =>
    `<li><a class="card" href="${name}.html"><strong>${escaped(title)}</strong><span>${escaped(subject ?? description)}</span></a></li>`;
  const families = all.filter(({ isFamily }) => isFamily);
  const others = all.filter(({ isFamily }) => !isFamily);
  return {
    path: 'guides/index.html',
    title: 'Guides',
    description: 'A guide for each family of solvers, with programs that run in the page.',
    body: `<h1>Guides</h1>
<p class="lead">A guide for each family of solvers. Their programs run in the page: press Run, change the code, run it again.</p>
<ul class="cards">${families.map(card).join('\n')}</ul>
<h2>Using the library</h2>
<ul class="cards">${others.map(card).join('\n')}</ul>`,
  };
}

function listOf(all, current) {
  const link = ({ name, title }) =>
    `<li><a href="${name}.html"${name === current.name ? ' aria-current="page"' : ''}>${escaped(shortTitle(title))}</a></li>`;
  const list = (label, chosen) => `<p>${label}</p><ul>${chosen.map(link).join('')}</ul>`;
  return `<nav class="all" aria-label="Guides">
${list(
  'Solvers',
  all.filter(({ isFamily }) => isFamily),
)}
${list(
  'Using the library',
  all.filter(({ isFamily }) => !isFamily),
)}
</nav>`;
}

/** Titles of the form `Name: subject` are listed by their names. */
const shortTitle = (title) => title.split(':')[0];

/** The sections of a guide: at the side on wide screens, folded above the text on others. */
function sectionsOf({ sections }, kind) {
  const links = sections
    .filter(({ level }) => level === 2)
    .map(({ id, title }) => `<li><a href="#${id}">${escaped(title)}</a></li>`)
    .join('');
  if (links === '') return '';
  if (kind === 'folded')
    return `<details class="here"><summary>On this page</summary><ul>${links}</ul></details>`;
  return `<nav class="here" aria-label="On this page"><p>On this page</p><ul>${links}</ul></nav>`;
}

/** Names of functions in the first column of a table lead to their sections, as the catalogue of problems has them. */
function linkedFunctions({ name, html }, problems) {
  const places = new Map();
  for (const { method, guide } of problems) {
    const [family, hash] = guide.split('#');
    const [, call] = method.split('.');
    if (family === name && hash !== undefined && !places.has(call)) places.set(call, hash);
  }
  return html.replace(/<td><code>(\w+)<\/code>/g, (cell, call) =>
    places.has(call) ? `<td><a href="#${places.get(call)}"><code>${call}</code></a>` : cell,
  );
}

/** Sections of this kind are folded if they are long; links to them open them. */
const FOLDED =
  /^(the method|methods?|method details|method and benchmarks|inner solvers|performance|benchmarks|costs?|costs and limits|methods and costs.*|claims.*|sources|references|papers)$/i;

/** The length of text, in characters, that fills two screens. */
const TWO_SCREENS = 3500;

function folded(html) {
  const [head, ...sections] = html.split(/(?=<h2 )/);
  return [head, ...sections.map(foldedSection)].join('');
}

function foldedSection(html) {
  const [heading, , title = ''] =
    /^<h2 id="([^"]*)">(.*?)<a class="anchor"[^>]*>#<\/a><\/h2>/.exec(html) ?? [];
  const length = html.replace(/<[^>]+>/g, '').length;
  if (heading === undefined || !FOLDED.test(title) || length < TWO_SCREENS) return html;
  return `${heading}\n<details class="section"><summary>Show this section</summary>${html.slice(heading.length)}</details>`;
}
