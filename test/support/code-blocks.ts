/** TypeScript examples in Markdown files. */

import { readFileSync } from 'node:fs';

/** A code block and its location. */
export interface CodeBlock {
  /** For example `docs/transport.md:26`. */
  readonly place: string;
  readonly code: string;
}

/** The TypeScript blocks of a file. */
export function codeBlocksOf(path: string): CodeBlock[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: code = '', index }) => ({
    place: `${path}:${text.slice(0, index).split('\n').length}`,
    code,
  }));
}
