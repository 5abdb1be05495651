/** Calls in turn while processes cannot be started, or die. */

import childProcess, { type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { syncBuiltinESMExports } from 'node:module';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { Calls } from '../../dist/mcp/calls.js';
import type { Work } from '../../dist/mcp/messages.js';
import { ResultFolder, writeResult } from '../../dist/mcp/results.js';

let results: ResultFolder;
let calls: Calls;

beforeEach(() => {
  results = new ResultFolder();
  writeResult(results.folder, 'r1', 7);
  calls = new Calls(1, 1024);
});

afterEach(() => {
  calls.close();
  results.remove();
  vi.restoreAllMocks();
  syncBuiltinESMExports();
});

/** A call that reads a result. */
function read(signal = new AbortController().signal) {
  const work: Work = {
    tool: 'read_result',
    args: '{"result":"r1"}',
    result: '',
    seconds: 30,
    settings: { roots: [], maxMemory: 1024, backend: undefined, results: results.folder },
  };
  return calls.perform(work, { signal, onProgress: () => {} });
}

const SEVEN = { data: { result: 'r1', field: '', value: 7 } };

type Fork = (
  script: string | URL,
  args: readonly string[],
  options: childProcess.ForkOptions,
) => ChildProcess;

/** Has processes started in another way. */
function startBy(start: (fork: Fork) => Fork): void {
  const fork = childProcess.fork as Fork;
  vi.spyOn(childProcess, 'fork').mockImplementation(start(fork) as typeof childProcess.fork);
  syncBuiltinESMExports();
}

describe('a process', () => {
  test.each<[string, (fork: Fork) => Fork]>([
    [
      'that the system refuses at once',
      () => () => {
        throw new Error('spawn ENOMEM');
      },
    ],
    [
      'that the system refuses later',
      (fork) => (script, args, options) => fork(script, args, { ...options, execPath: '/none' }),
    ],
  ])('%s fails its call, and leaves the turn to the next', async (_, start) => {
    startBy(start);
    const refused = {
      code: 'BACKEND_UNAVAILABLE',
      message: expect.stringMatching(/ could be started .*: spawn/),
    };
    const ended = await Promise.allSettled([read(), read(), read()]);
    expect(ended).toMatchObject(Array(3).fill({ status: 'rejected', reason: refused }));
    vi.restoreAllMocks();
    syncBuiltinESMExports();
    expect(await read()).toEqual(SEVEN);
  });
});

test('a process that died while it was idle is replaced, a living one is used again', async () => {
  const started: ChildProcess[] = [];
  startBy((fork) => (...args) => {
    const child = fork(...args);
    started.push(child);
    return child;
  });
  expect(await read()).toEqual(SEVEN);
  expect(await read()).toEqual(SEVEN);
  expect(started).toHaveLength(1);
  const [first] = started;
  const ended = once(first as ChildProcess, 'close');
  first?.kill('SIGKILL');
  await ended;
  expect(await read()).toEqual(SEVEN);
  expect(started).toHaveLength(2);
});

test('a process that dies in the middle fails its call alone', async () => {
  startBy((fork) => (...args) => {
    const child = fork(...args);
    child.once('message', () => child.kill('SIGTERM'));
    return child;
  });
  await expect(read()).rejects.toMatchObject({
    code: 'INTERNAL',
    message: expect.stringContaining('SIGTERM'),
  });
  vi.restoreAllMocks();
  syncBuiltinESMExports();
  expect(await read()).toEqual(SEVEN);
});

test('calls cancelled before their turn never start, and keep no turn', async () => {
  const controller = new AbortController();
  const [first, second] = [read(), read(controller.signal)];
  controller.abort(new Error('no longer wanted'));
  await expect(second).rejects.toMatchObject({ code: 'CANCELLED' });
  expect(await first).toEqual(SEVEN);
  await expect(read(AbortSignal.abort(new Error('before')))).rejects.toThrow('before');
  expect(await read()).toEqual(SEVEN);
});
