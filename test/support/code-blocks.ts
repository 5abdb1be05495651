/** The examples in texts: blocks of TypeScript in Markdown. */

import { readFileSync } from 'node:fs';

/** A block of code, and where it stands. */
export interface CodeBlock {
  /** `docs/transport.md:26`. */
  readonly place: string;
  readonly code: string;
}

/** The blocks of TypeScript in a file. */
export function codeBlocksOf(path: string): CodeBlock[] {
  const text = readFileSync(path, 'utf8');
  return [...text.matchAll(/^```ts\n(.*?)^```$/gms)].map(({ 1: code = '', index }) => ({
    place: `${path}:${text.slice(0, index).split('\n').length}`,
    code,
  }));
}
