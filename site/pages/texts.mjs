// Short texts of site/texts, a page each with an index: first steps, and the names of other libraries.

import { escaped } from '../html.mjs';

export const start = ({ texts }) =>
  pagesOf('start', texts.start, {
    title: 'Start',
    description:
      'A first solved problem in Node, in a web page, in an editor, in a notebook, on the command line, and from data.',
    lead: 'A first solved problem, wherever you are.',
  });

export const movesFrom = ({ texts }) =>
  pagesOf('moves-from', texts['moves-from'], {
    title: 'Moving from other libraries',
    description:
      'Functions of SciPy, scikit-learn, POT, CVXPY and ml-* libraries, and their counterparts here.',
    lead: 'Functions of other libraries beside their counterparts here.',
  });

function pagesOf(folder, texts, { title, description, lead }) {
  const card = (text) =>
    `<li><a class="card" href="${text.name}.html"><strong>${escaped(text.title)}</strong><span>${escaped(text.description)}</span></a></li>`;
  return [
    {
      path: `${folder}/index.html`,
      title,
      description,
      body: `<h1>${title}</h1>\n<p class="lead">${lead}</p>\n<ul class="cards">${texts.map(card).join('\n')}</ul>`,
    },
    ...texts.map((text) => ({
      path: `${folder}/${text.name}.html`,
      kind: 'text',
      title: text.title,
      description: text.description,
      body: `<p class="crumbs"><a href="index.html">${title}</a></p>\n<article>${text.html}</article>`,
    })),
  ];
}
