// The entries of the site's search: sections of guides, problems in the words of users, functions, panels, claims.

import { guideAddress } from './pages/problems.mjs';

/** The beginning of a section, in characters, that is searched. */
const SEARCHED = 140;

/** The entries as text. Pages make the index of them, which is twice as large. */
export const searchEntries = (contents) =>
  JSON.stringify([...entriesOf(contents)].map((entry, id) => ({ id, ...entry })));

/** All that can be found. `page` says where an entry leads. */
function* entriesOf({ guides, problems, methods, groups, claims, texts }) {
  for (const { id, want, words, method } of problems)
    yield { title: want, page: method, url: `problems/${id}.html`, words };
  for (const { name, title: page, sections } of guides) {
    for (const { level, id, title, body } of sections)
      yield {
        title,
        page,
        url: `guides/${name}.html${level === 1 ? '' : `#${id}`}`,
        text: body.slice(0, SEARCHED),
      };
  }
  const known = new Map(problems.map(({ method, guide }) => [method, guide]));
  for (const { name } of methods) {
    const guide = known.get(name);
    if (guide !== undefined)
      yield { title: name, page: 'Guide', url: guideAddress(guide), words: apart(name) };
  }
  for (const { id, panel } of groups.flatMap(({ entries }) => entries))
    yield { title: panel.title, page: 'Try it', url: `try/${id}.html`, text: panel.question };
  for (const { name, claim } of Object.values(claims).flat())
    yield { title: claim, page: 'Claims', url: `claims.html#${name}` };
  for (const [folder, own] of Object.entries(texts)) {
    for (const { name, title, description } of own)
      yield { title, page: 'Start', url: `${folder}/${name}.html`, text: description };
  }
}

/** `constrained.curveFit` as words. */
const apart = (name) => name.replace('.', ' ').replace(/([a-z])([A-Z])/g, '$1 $2');
