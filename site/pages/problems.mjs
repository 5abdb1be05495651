// A page for each problem of the catalogue: its function, a program that runs, and other methods with their occasions.

import { escaped } from '../html.mjs';
import { load } from '../load.mjs';
import { highlighted } from '../markdown.mjs';
import { runBlock, runs } from '../run-block.mjs';

const { literal, program } = await load('web/code.ts');

export const problems = ({ problems: all, guides }) => all.map((problem) => pageOf(problem, all, guides));

/** The address of a section of a guide, from `family#section`. */
export function guideAddress(guide) {
  const [name, hash] = guide.split('#');
  return `guides/${name}.html${hash === undefined ? '' : `#${hash}`}`;
}

function pageOf(problem, all, guides) {
  const { id, want, words, method, guide, alternatives = {} } = problem;
  const section = sectionOf(guide, guides);
  const others = Object.entries(alternatives).map(([other, occasion]) => {
    const target = all.find((entry) => entry.method === other);
    const name = `<code>${escaped(other)}</code>`;
    return `<li>${escaped(capitalized(occasion))}: ${target ? `<a href="${target.id}.html">${name}</a>` : name}</li>`;
  });
  return {
    path: `problems/${id}.html`,
    kind: 'problem',
    title: want,
    description: `${want}: ${method}. Also: ${words}`.slice(0, 160),
    body: `<p class="crumbs"><a href="../find.html#${problem.have}">Find your solver</a></p>
<h1>${escaped(want)}</h1>
<p class="lead">The function is <code>${escaped(method)}</code>. <a href="../${guideAddress(guide)}">The guide</a> explains its fields, its result and its cost${section ? `, under “${escaped(section)}”` : ''}.</p>
${exampleOf(problem)}
${others.length > 0 ? `<h2>If your problem is different</h2>\n<ul>${others.join('\n')}</ul>` : ''}
<h2>Also called</h2>
<p class="words">${escaped(words)}</p>`,
  };
}

const capitalized = (text) => text.charAt(0).toUpperCase() + text.slice(1);

/** The title of a section of a guide. */
const sectionOf = (guide, guides) => {
  const [name, hash] = guide.split('#');
  return guides.find((entry) => entry.name === name)?.sections.find(({ id }) => id === hash)?.title;
};

/** The program of a problem; a command line if it needs a terminal. */
export function exampleOf(problem) {
  const code = programOf(problem);
  if (code === undefined) return `<p>On the command line:</p>\n${highlighted(problem.example, 'sh')}`;
  const html = highlighted(code, 'ts');
  return runs(code, 'ts') ? runBlock(code, html) : html;
}

/** A command line that is a program for Node. */
const NODE = /^node --input-type=module -e "([\s\S]*)"$/;

function programOf({ method, example }) {
  if (typeof example !== 'string') {
    const [family] = method.split('.');
    return program(family, `const solution = await ${method}(${literal(example)});\nconsole.log(solution);`);
  }
  return NODE.exec(example)?.[1].replaceAll('; ', ';\n');
}
