/** The guide to errors has exactly the codes that the engine and the TypeScript side have, with what the command and queues do of each. */

import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { EXIT, exitCodeOf } from '../../dist/cli/exit-codes.js';
import { type ErrorCode, SuperlinearError } from '../../dist/engine/errors.js';
import { FINAL } from '../../dist/queue/work.js';

const guide = readFileSync('docs/errors.md', 'utf8');

/** All first groups of a pattern in a text. */
const found = (text: string, pattern: RegExp) => [...text.matchAll(pattern)].map(([, group]) => group);

const rust = found(readFileSync('crates/interface/src/error.rs', 'utf8'), /Self::\w+ => "(\w+)",/g);

const [, union = ''] =
  /export type ErrorCode =([^;]+);/.exec(readFileSync('ts/engine/errors.ts', 'utf8')) ?? [];
const typescript = found(union, /'(\w+)'/g);

/** The rows of the table: code, anchor, queue, exit code. */
const rows = [...guide.matchAll(/^\| \[`(\w+)`\]\(#(\w+)\) +\| .+? \| (.+?) +\| (\w+) +\|$/gm)].map(
  ([, code, anchor, queue, exit]) => ({ code: code as ErrorCode, anchor, queue, exit }),
);

test('the guide to errors has all codes and no others', () => {
  const codes = [...new Set([...rust, ...typescript])].sort();
  expect(rust).toHaveLength(7);
  expect(typescript).toHaveLength(7);
  expect(rows.map(({ code }) => code).sort()).toEqual(codes);
  expect(found(guide, /^## (\w+)$/gm).sort()).toEqual(codes);
  for (const { code, anchor } of rows) expect(anchor).toBe(code.toLowerCase());
});

test('the guide to errors says what queues and the command do', () => {
  for (const { code, queue, exit } of rows) {
    if (!typescript.includes(code)) {
      expect([code, queue, exit]).toEqual(['ABORTED', 'never recorded', 'none']);
      continue;
    }
    expect([code, queue]).toEqual([code, FINAL.includes(code) ? 'no' : 'yes']);
    expect([code, exit]).toEqual([code, String(exitCodeOf(new SuperlinearError(code, '')))]);
  }
  expect(EXIT.failed).toBe(1);
});
