// The examples: their questions, the pictures that they have drawn, and their programs.

import { escaped } from '../html.mjs';
import { highlighted } from '../markdown.mjs';

export const gallery = ({ examples }) => [indexOf(examples), ...examples.map(pageOf)];

const titleOf = (name) => `${name.charAt(0).toUpperCase()}${name.slice(1)}`.replaceAll('-', ' ');

/** The first sentence of a question. */
const firstSentence = (question) => /^.*?[.?](?= |$)/.exec(question)?.[0] ?? question;

function indexOf(examples) {
  const card = ({ name, question, picture }) =>
    `<li><a class="card" href="${name}.html">${picture ? `<img src="${fileOf(name, picture)}" alt="" loading="lazy">` : ''}<strong>${escaped(titleOf(name))}</strong><span>${escaped(firstSentence(question))}</span></a></li>`;
  const list = (chosen) => (chosen.length > 0 ? `<ul class="cards">${chosen.map(card).join('\n')}</ul>` : '');
  return {
    path: 'gallery/index.html',
    kind: 'wide',
    title: 'Gallery',
    description: 'Complete programs on real data, with their questions and pictures.',
    body: `<h1>Gallery</h1>
<p class="lead">Complete programs, most of them on real data. Each runs with one command in a copy of the repository.</p>
${list(examples.filter(({ picture }) => picture))}
${list(examples.filter(({ picture }) => !picture))}`,
  };
}

const fileOf = (name, picture) => `${name}.${picture.split('.').at(-1)}`;

function pageOf({ name, question, code, word, picture }) {
  const title = titleOf(name);
  return {
    path: `gallery/${name}.html`,
    kind: 'text',
    title,
    description: firstSentence(question),
    body: `<p class="crumbs"><a href="index.html">Gallery</a></p>
<h1>${escaped(title)}</h1>
<p class="lead">${escaped(question)}</p>
${picture ? `<figure class="picture"><img src="${fileOf(name, picture)}" alt="${escaped(`The picture drawn by the program: ${firstSentence(question)}`)}"></figure>` : ''}
${highlighted(word ? `npm start -- ${word}` : 'npm start', 'sh')}
<h2>The program</h2>
${highlighted(code.replace(/^(?:\/\/.*\n)+\n*/, ''), 'ts')}`,
    copies: picture ? [[picture, `gallery/${fileOf(name, picture)}`]] : [],
  };
}
