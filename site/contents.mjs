// The sources of the pages: guides, the catalogue of problems, panels, claims, records of benchmarks, examples.

import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { claimsOf } from '../dist/claims/support/load.js';
import { methods } from '../dist/methods.js';
import { allProblems } from '../dist/problems.js';
import { at, families } from '../scripts/lib/project.mjs';
import { load } from './load.mjs';
import { rendered, summaryOf } from './markdown.mjs';

const namesIn = (folder, ending) =>
  existsSync(at(folder))
    ? readdirSync(at(folder))
        .filter((file) => file.endsWith(ending))
        .map((file) => basename(file, ending))
        .sort()
    : [];

const textOf = (file) => readFileSync(at(file), 'utf8');

/** Everything that pages are made of. */
export async function readContents() {
  const { GROUPS } = await load('web/catalogue.ts');
  const claims = await Promise.all(families().map(async (family) => [family, await claimsOf(family)]));
  return {
    guides: guides(),
    texts: { start: textsIn('start'), 'moves-from': textsIn('moves-from') },
    problems: await allProblems(),
    methods,
    groups: GROUPS,
    claims: Object.fromEntries(claims),
    records: namesIn('bench/records', '.json').map((name) =>
      JSON.parse(textOf(`bench/records/${name}.json`)),
    ),
    costs: existsSync(at('bench/costs.json')) ? JSON.parse(textOf('bench/costs.json')) : undefined,
    examples: namesIn('examples', '.ts').map((name) => exampleOf(name, textOf(`examples/${name}.ts`))),
  };
}

/** The guides in the order of the README, then the others. Claims have a page of their own. */
function guides() {
  const listed = [...textOf('README.md').matchAll(/\]\(docs\/([\w-]+)\.md\)/g)].map(([, name]) => name);
  const all = namesIn('docs', '.md').filter((name) => name !== 'claims');
  const order = [...new Set([...listed.filter((name) => all.includes(name)), ...all])];
  const isFamily = new Set(families());
  const sorted = [
    ...order.filter((name) => isFamily.has(name)),
    ...order.filter((name) => !isFamily.has(name)),
  ];
  return sorted.map((name) => ({
    ...textAsPage(name, textOf(`docs/${name}.md`)),
    subject: subjectOf(name),
    isFamily: isFamily.has(name),
  }));
}

/** The problems that a guide is for: its line in the table of the README. */
function subjectOf(name) {
  const line = new RegExp(`^\\| \\[${name}\\]\\(docs/${name}\\.md\\) *\\| (.*?) *\\|`, 'm').exec(
    textOf('README.md'),
  );
  return line?.[1];
}

/** A Markdown text with its title, its HTML, and its sections as plain text. */
function textAsPage(name, source) {
  const { html, headings } = rendered(source);
  const parts = source
    .replace(/^```[\s\S]*?^```/gm, '')
    .split(/^#{1,6} .*$/m)
    .slice(1);
  const sections = headings.map(({ level, id, text }, k) => ({
    level,
    id,
    title: text,
    body: plain(parts[k] ?? ''),
  }));
  return { name, title: headings[0]?.text ?? name, description: summaryOf(source), source, html, sections };
}

const plain = (text) =>
  text
    .replace(/\[([^\]]*)\]\([^)]*\)/g, '$1')
    .replace(/[|`*_#]|-{3,}/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();

/** The texts of a folder of site/texts. Their first lines give the order. */
const textsIn = (folder) =>
  namesIn(`site/texts/${folder}`, '.md')
    .map((name) => {
      const [, order, source] = /^<!-- (\d+) -->\n([\s\S]*)$/.exec(textOf(`site/texts/${folder}/${name}.md`));
      return { ...textAsPage(name, source.trimStart()), order: Number(order) };
    })
    .sort((one, other) => one.order - other.order);

/** An example with the question of its first lines, the word of `npm start`, and its picture in build/pictures if it was drawn. */
function exampleOf(name, code) {
  const head = /^(?:\/\/.*\n)+/.exec(code)?.[0] ?? '';
  const [question = ''] = head.replaceAll(/^\/\/ ?/gm, '').split(/\n\s*\n/);
  const word = /npm start -- ([a-z]+)\b(?!\.)/.exec(head)?.[1];
  const picture = ['svg', 'png']
    .map((ending) => `build/pictures/${name}.${ending}`)
    .find((file) => existsSync(at(file)));
  return { name, code, word, question: question.replace(/\s+/g, ' ').trim(), picture };
}
