// llms.txt: the catalogue and all guides as one text, for language models.

import { commandOf } from '../dist/problems.js';

export function llmsText({ guides, problems }) {
  const list = problems.map(({ want, method, guide }) => `- ${want}: \`${method}\` (guide ${guide})`);
  const texts = guides.map(({ source }) => source.trim());
  return [
    '# superlinear',
    '> Numerical solvers for JavaScript and TypeScript, written in Rust: native in Node, WebAssembly in pages.',
    `## Functions by problem\n\n${list.join('\n')}`,
    `A job on the command line: \`${commandOf(problems.find(({ example }) => typeof example !== 'string'))}\``,
    ...texts,
  ].join('\n\n');
}
