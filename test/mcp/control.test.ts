/** Time limits, cancelling, progress and waiting; the server's output, and its end. */

import { type ChildProcess, spawn } from 'node:child_process';
import { once, setMaxListeners } from 'node:events';
import { existsSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, inject, onTestFinished, test } from 'vitest';
import { COMMAND, superlinear, temporaryFolder } from '../support/command.js';
import { childrenOf, isAlive, until } from '../support/processes.js';
import { Assistant, type Report } from './assistant.js';

/** Chaotic motion over a time whose integration takes hours, unless it is stopped. */
const LONG = {
  method: 'ode.solve',
  problem: {
    field: {
      formula: '[10 * (y[1] - y[0]), y[0] * (28 - y[2]) - y[1], y[0] * y[1] - 8 / 3 * y[2]]',
      inputs: { y: 3 },
    },
    initial: [1, 1, 1],
    times: [1e9],
    maxIterations: 1e9,
  },
  seconds: 250,
};

const SHORT = { method: 'transport.exact', problem: { cost: [[3]] } };

const backends = inject('hasWasm') ? (['native', 'wasm'] as const) : (['native'] as const);

describe('time', () => {
  test.each(backends)('a method that reaches its limit returns its best point, on %s', async (backend) => {
    const assistant = await Assistant.start(['--backend', backend]);
    const { status } = await assistant.solve(LONG.method, LONG.problem, { seconds: 0.5 });
    expect(status).toBe('timeLimit');
  });

  test('a call that ignores its limit costs its process, and the next one is solved', async () => {
    const assistant = await Assistant.start(['--max-seconds', '1']);
    const y = Array.from({ length: 200_000 }, (_, k) => k % 2);
    const size = { width: 1200, height: 1200 };
    const error = await assistant.error('draw', { layers: [{ kind: 'line', y }], ...size });
    expect(error.code).toBe('TIME_LIMIT');
    expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
  });

  test('reading counts', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'table.csv'), `${'1234567.25,'.repeat(99)}1\n`.repeat(2000));
    const assistant = await Assistant.start(['--root', root]);
    const cost = { csv: 'table.csv', columns: { except: [] } };
    const call = { method: 'transport.exact', problem: { cost }, seconds: 1e-3 };
    expect((await assistant.error('solve', call)).code).toBe('TIME_LIMIT');
  });
});

describe('cancelling', () => {
  test.each(backends)('a call under way is cancelled, and the next is solved, on %s', async (backend) => {
    const assistant = await Assistant.start(['--backend', backend]);
    const controller = new AbortController();
    let isUnderWay: () => void = () => {};
    const underWay = new Promise<void>((resolve) => {
      isUnderWay = resolve;
    });
    const options = { signal: controller.signal, onprogress: () => isUnderWay() };
    const call = assistant.call('solve', LONG, options);
    await underWay;
    controller.abort();
    await expect(call).rejects.toThrow();
    expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
  });

  test('a call that reads is cancelled', async () => {
    const root = temporaryFolder();
    writeFileSync(join(root, 'large.csv'), `${'1234567.25,'.repeat(99)}1\n`.repeat(60_000));
    const assistant = await Assistant.start(['--root', root]);
    const controller = new AbortController();
    const cost = { csv: 'large.csv', columns: { except: [] } };
    const call = assistant.call(
      'solve',
      { method: 'transport.exact', problem: { cost } },
      { signal: controller.signal },
    );
    setTimeout(() => controller.abort(), 200);
    await expect(call).rejects.toThrow();
    expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
  });

  test('a call that waits never starts', async () => {
    const assistant = await Assistant.start();
    const [first, second] = [new AbortController(), new AbortController()];
    const running = assistant.call('solve', LONG, { signal: first.signal });
    let reports = 0;
    const onprogress = () => void reports++;
    const waiting = assistant.call('solve', LONG, { signal: second.signal, onprogress });
    await assistant.data('find_method', { words: 'curve' });
    second.abort();
    await expect(waiting).rejects.toThrow();
    first.abort();
    await expect(running).rejects.toThrow();
    expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
    expect(reports).toBe(0);
  });
});

test('sixteen calls wait; further ones are refused', async () => {
  const assistant = await Assistant.start();
  const controller = new AbortController();
  setMaxListeners(0, controller.signal);
  const calls = Array.from({ length: 17 }, () =>
    assistant.call('solve', LONG, { signal: controller.signal }),
  );
  const ended = Promise.allSettled(calls);
  expect((await assistant.error('solve', SHORT)).code).toBe('BUSY');
  controller.abort();
  expect((await ended).every(({ status }) => status === 'rejected')).toBe(true);
  expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
});

test('two calls at a time where the server allows it', async () => {
  const assistant = await Assistant.start(['--jobs', '2']);
  const controller = new AbortController();
  const long = assistant.call('solve', LONG, { signal: controller.signal });
  expect((await assistant.solve(SHORT.method, SHORT.problem)).transportCost).toBe(3);
  controller.abort();
  await expect(long).rejects.toThrow();
});

test('progress rises to its end, with figures', async () => {
  const assistant = await Assistant.start();
  const seen: Report[] = [];
  const onprogress = (progress: Report) => void seen.push(progress);
  await assistant.call('solve', { ...LONG, seconds: 2 }, { onprogress });
  expect(seen.length).toBeGreaterThan(0);
  const fractions = seen.map(({ progress }) => progress);
  expect(fractions).toEqual([...new Set(fractions)].sort((a, b) => a - b));
  for (const { total, message } of seen) {
    expect(total).toBe(1);
    expect(message).toMatch(/\w/);
  }
});

/** A server whose messages are written by hand. */
class RawServer {
  readonly child: ChildProcess;
  readonly ended: Promise<unknown>;
  output = '';

  constructor(args: readonly string[] = []) {
    this.child = spawn(process.execPath, [COMMAND, 'mcp', ...args], { stdio: ['pipe', 'pipe', 'ignore'] });
    this.child.stdout?.setEncoding('utf8').on('data', (text: string) => {
      this.output += text;
    });
    this.ended = once(this.child, 'close');
    onTestFinished(() => void this.child.kill('SIGKILL'));
  }

  send(message: object | string): void {
    this.child.stdin?.write(
      `${typeof message === 'string' ? message : JSON.stringify({ jsonrpc: '2.0', ...message })}\n`,
    );
  }

  /** Waits for the answer with an id. */
  async answer(id: number): Promise<Record<string, unknown>> {
    for (;;) {
      const found = this.messages.find((message) => message.id === id);
      if (found !== undefined) return found;
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  /** All complete lines of the output, each of which must be JSON. */
  get messages(): Record<string, unknown>[] {
    const lines = this.output.split('\n').slice(0, -1);
    return lines.map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  async initialize(): Promise<void> {
    const clientInfo = { name: 'raw', version: '1' };
    const params = { protocolVersion: '2025-06-18', capabilities: {}, clientInfo };
    this.send({ id: 1, method: 'initialize', params });
    await this.answer(1);
    this.send({ method: 'notifications/initialized' });
  }

  call(id: number, name: string, args: object): void {
    this.send({ id, method: 'tools/call', params: { name, arguments: args } });
  }
}

/** The folder of results of a server. */
const resultsOf = ({ child }: RawServer) =>
  readdirSync(tmpdir()).find((name) => name.startsWith(`superlinear-mcp-${child.pid}-`));

describe('the connection', () => {
  test('lines that are no JSON are skipped, and the output is all JSON', async () => {
    const server = new RawServer();
    for (const line of ['hello', '{"jsonrpc": ', '[]', 'null', '\u0000\u0001', '{"a": 1}']) server.send(line);
    await server.initialize();
    server.send('not JSON, again');
    server.call(2, 'solve', SHORT);
    server.call(3, 'no_such_tool', {});
    server.send({ id: 4, method: 'no/such/method' });
    const { result } = await server.answer(2);
    expect(JSON.stringify(result)).toContain('"transportCost":3');
    await Promise.all([server.answer(3), server.answer(4)]);
    expect(server.messages.length).toBeGreaterThanOrEqual(4);
    server.child.stdin?.end();
    await server.ended;
  });

  test('100,000 brackets in a message are refused, and the connection stays', async () => {
    const server = new RawServer();
    await server.initialize();
    const brackets = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const call = { name: 'solve', arguments: { method: 'transport.exact', problem: { cost: 'X' } } };
    const text = JSON.stringify({ jsonrpc: '2.0', id: 2, method: 'tools/call', params: call });
    server.send(text.replace('"X"', brackets));
    server.call(3, 'solve', SHORT);
    expect(JSON.stringify((await server.answer(3)).result)).toContain('"transportCost":3');
  });

  test.each(['end of input', 'SIGTERM', 'SIGINT', 'SIGHUP', 'SIGKILL'] as const)(
    'after %s no process and no file is left',
    async (way) => {
      const server = new RawServer();
      await server.initialize();
      server.call(2, 'solve', SHORT);
      await server.answer(2);
      server.call(3, 'solve', LONG);
      const folder = resultsOf(server);
      expect(folder).toBeDefined();
      const processes = childrenOf(server.child);
      if (existsSync('/proc')) expect(processes).toHaveLength(1);
      if (way === 'end of input') server.child.stdin?.end();
      else server.child.kill(way);
      await server.ended;
      await until(() => !processes.some(isAlive));
      // A killed server cannot tidy: the next one does.
      if (way === 'SIGKILL') {
        const next = new RawServer();
        await next.initialize();
        next.child.stdin?.end();
        await next.ended;
      }
      expect(existsSync(join(tmpdir(), folder as string))).toBe(false);
    },
  );

  test.runIf(existsSync('/proc'))('after SIGKILL no call goes on that hears nothing', async () => {
    const server = new RawServer(['--max-seconds', '300']);
    await server.initialize();
    server.call(2, 'read_result', { result: 'r1' });
    await server.answer(2);
    const y = Array.from({ length: 200_000 }, (_, k) => k % 2);
    server.call(3, 'draw', { layers: [{ kind: 'line', y }], width: 1200, height: 1200 });
    server.call(4, 'find_method', { words: 'curve' });
    await server.answer(4);
    const processes = childrenOf(server.child);
    expect(processes).toHaveLength(1);
    server.child.kill('SIGKILL');
    await server.ended;
    const killed = performance.now();
    await until(() => !processes.some(isAlive));
    // Left alone, the drawing takes minutes.
    expect(performance.now() - killed).toBeLessThan(20_000);
  });

  test('ends with a message beyond 10 MiB', async () => {
    const server = new RawServer();
    await server.initialize();
    server.child.stdin?.on('error', () => {}); // the server no longer reads
    server.send('x'.repeat(11 * 2 ** 20));
    await server.ended;
    expect(server.child.exitCode).toBe(0);
  });

  test('does not begin where a root is no folder', async () => {
    const { code, stdout, stderr } = await superlinear(['mcp', '--root', join(temporaryFolder(), 'none')]);
    expect([code, stdout]).toEqual([2, '']);
    expect(stderr).toContain('none is no folder');
  });

  test('results are for their user alone', async () => {
    const server = new RawServer();
    await server.initialize();
    expect(statSync(join(tmpdir(), resultsOf(server) as string)).mode & 0o777).toBe(0o700);
  });
});
