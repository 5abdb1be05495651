// A page for each problem of the catalogue: its function, a program that runs, and other methods with their occasions.

import { escaped, tableOf } from '../html.mjs';
import { load } from '../load.mjs';
import { highlighted } from '../markdown.mjs';
import { runBlock, runs } from '../run-block.mjs';

const { literal, program } = await load('web/code.ts');

export const problems = (contents) => contents.problems.map((problem) => pageOf(problem, contents));

/** The address of a section of a guide, from `family#section`. */
export function guideAddress(guide) {
  const [name, hash] = guide.split('#');
  return `guides/${name}.html${hash === undefined ? '' : `#${hash}`}`;
}

function pageOf(problem, { problems: all, guides, costs }) {
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
${costOf(problem, costs)}
${others.length > 0 ? `<h2>If your problem is different</h2>\n<ul>${others.join('\n')}</ul>` : ''}
<h2>Also called</h2>
<p class="words">${escaped(words)}</p>`,
  };
}

/** The measured times of a problem at some sizes. */
function costOf({ id }, costs) {
  const row = costs?.rows.find(({ problem }) => problem === id);
  if (row === undefined) return '';
  const { date, command, machine } = costs;
  const cells = Object.entries(row.seconds).map(([size, time]) => [
    Number(size).toLocaleString('en'),
    time === null ? 'more than a minute' : durationOf(time),
  ]);
  return `<h2>What it costs</h2>
${tableOf('Times by size', [escaped(capitalized(row.noun)), 'Time'], cells)}
<p class="words">Natively, on ${escaped(machine.cpu)} with ${machine.cores} cores (${escaped(machine.instructionSet)}), on ${date}: <code>${escaped(command)}</code>. Pages take longer, since WebAssembly has narrower vectors and one thread.</p>`;
}

/** A time in seconds, in words. */
function durationOf(seconds) {
  if (seconds < 1e-3) return `${Number((1e6 * seconds).toPrecision(2))}\u00a0µs`;
  if (seconds < 1) return `${Number((1e3 * seconds).toPrecision(2))}\u00a0ms`;
  return `${Number(seconds.toPrecision(2))}\u00a0s`;
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
