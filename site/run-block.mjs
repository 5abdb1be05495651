// Programs in guides with buttons to run them. Types and imports are compiled when the site is built.

import { escaped } from './html.mjs';
import { load } from './load.mjs';

const { compile } = await load('site/client/compile.ts');

/** Needs of programs that a worker without files, a server and a document has not. */
const ELSEWHERE =
  /superlinear\/(batch|esbuild|rollup)'|\bdocument\b|'node:|'cuda'|\bprocess\.|^export default/m;

/** Whether a program runs in a page: it imports the library and needs nothing else. */
export const runs = (code, language) =>
  ['ts', 'js'].includes(language) && /from 'superlinear(\/\w+)?'/.test(code) && !ELSEWHERE.test(code);

/** The element of a program; the script adds its buttons, and without script it is the text. */
export const runBlock = (code, html) =>
  `<run-block data-js="${escaped(compile(code))}">${html}</run-block>\n`;
