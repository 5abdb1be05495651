/** Files of allowed folders while the folders change. */

import fs, { mkdirSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { readAllowed } from '../../dist/batch/array-folders.js';
import { temporaryFolder } from '../support/command.js';

afterEach(() => {
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

let root: string;

beforeEach(() => {
  const base = temporaryFolder();
  root = join(base, 'root');
  mkdirSync(join(root, 'data'), { recursive: true });
  mkdirSync(join(base, 'secret'));
  writeFileSync(join(root, 'data', 'a.csv'), 'open');
  writeFileSync(join(base, 'secret', 'a.csv'), 'secret');
});

const read = () => readAllowed('data/a.csv', { start: root, allowed: [root] }).bytes.toString();

/** Does something just before and just after the next file is opened. */
function aroundOpening(before: () => void, after = () => {}): void {
  const { openSync } = fs;
  vi.spyOn(fs, 'openSync').mockImplementationOnce((...args) => {
    before();
    const file = openSync(...args);
    after();
    return file;
  });
  syncBuiltinESMExports();
}

const exchange = () => {
  renameSync(join(root, 'data'), join(root, 'kept'));
  symlinkSync('../secret', join(root, 'data'));
};

const restore = () => {
  rmSync(join(root, 'data'));
  renameSync(join(root, 'kept'), join(root, 'data'));
};

/** Hides the paths of open files, as on systems other than Linux. */
function hidePaths(): void {
  vi.spyOn(fs, 'readlinkSync').mockImplementation(() => {
    throw new Error('no such file');
  });
  syncBuiltinESMExports();
}

describe.each([
  ['where the system tells the path of an open file', () => {}],
  ['elsewhere', hidePaths],
])('%s', (_, prepare) => {
  beforeEach(prepare);

  test('a folder exchanged for a link after the check leads nowhere', () => {
    expect(read()).toBe('open');
    aroundOpening(exchange);
    expect(read).toThrow('is no file below a folder that arrays may be read from');
  });

  test('nor does one that is there again after the opening', () => {
    aroundOpening(exchange, restore);
    expect(read).toThrow('is no file below a folder that arrays may be read from');
    expect(read()).toBe('open');
  });
});

test.runIf(process.platform === 'linux')('a file that is replaced after it was opened is read', () => {
  aroundOpening(
    () => {},
    () => rmSync(join(root, 'data', 'a.csv')),
  );
  expect(read()).toBe('open');
});
