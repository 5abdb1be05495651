/** Calls that mean harm: files outside the roots, values that overwhelm, memory and time without end. */

import { execFileSync } from 'node:child_process';
import { linkSync, mkdirSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { temporaryFolder } from '../support/command.js';
import { Assistant } from './assistant.js';

/** Secrets beside a served folder. */
function folders() {
  const base = temporaryFolder();
  const root = join(base, 'root');
  mkdirSync(root);
  writeFileSync(join(base, 'secret.csv'), 'a,b\n4,1\n2,0\n');
  writeFileSync(join(base, 'secret.json'), '[[4, 1], [2, 0]]');
  return { base, root };
}

const evaluate = (formula: string, inputs: object, points: object) => ({
  method: 'expression.evaluate',
  problem: { function: { formula, inputs }, points },
});

describe('files', () => {
  test('outside the roots have one error, whether they exist or not', async () => {
    const { base, root } = folders();
    symlinkSync(join(base, 'secret.csv'), join(root, 'link.csv'));
    symlinkSync(base, join(root, 'up'));
    mkdirSync(join(root, 'folder.csv'));
    execFileSync('mkfifo', [join(root, 'pipe.csv')]);
    const assistant = await Assistant.start(['--root', root]);
    for (const name of [
      '../secret.csv',
      '../missing.csv',
      join(base, 'secret.csv'),
      'link.csv',
      'up/secret.csv',
      'pipe.csv',
      'folder.csv',
      'none.csv',
      'none.csv\0.csv',
      '/proc/self/environ',
      '/dev/zero',
      '.',
      '',
      'r1',
    ]) {
      const reference = { csv: name, columns: ['a', 'b'] };
      const call = { method: 'transport.exact', problem: { cost: reference } };
      const { code, path, message } = await assistant.error('solve', call);
      expect([name, code, path]).toEqual([name, 'FORBIDDEN', 'cost']);
      expect(message).toBe(`cost cannot be read: ${JSON.stringify(name)} is no file below a served folder`);
    }
  });

  test('are not read without a root, by no kind of reference', async () => {
    const { base } = folders();
    const assistant = await Assistant.start();
    const file = join(base, 'secret.json');
    for (const cost of [{ json: file }, { npy: file }, { mtx: file }, { csv: file, column: 0 }]) {
      const error = await assistant.error('solve', { method: 'transport.exact', problem: { cost } });
      expect(error.code).toBe('FORBIDDEN');
    }
    const layers = [{ kind: 'heatmap', values: { json: file } }];
    expect((await assistant.error('draw', { layers })).code).toBe('FORBIDDEN');
  });

  test('hold data alone: references in them are not followed', async () => {
    const { base, root } = folders();
    writeFileSync(join(root, 'problem.json'), JSON.stringify({ cost: { json: join(base, 'secret.json') } }));
    writeFileSync(join(root, 'npy.json'), JSON.stringify({ cost: { npy: join(base, 'secret.json') } }));
    const assistant = await Assistant.start(['--root', root]);
    for (const name of ['problem.json', 'npy.json']) {
      const cost = { json: name, field: 'cost' };
      const error = await assistant.error('solve', { method: 'transport.exact', problem: { cost } });
      expect(error.code).toBe('INVALID_INPUT');
    }
  });

  test('are not quoted beyond 40 characters of a cell', async () => {
    const { root } = folders();
    writeFileSync(join(root, 'text.csv'), `a,b\n1,2\n3,${'secret '.repeat(100)}\n`);
    const assistant = await Assistant.start(['--root', root]);
    const cost = { csv: 'text.csv', columns: ['a', 'b'] };
    const { message } = await assistant.error('solve', { method: 'transport.exact', problem: { cost } });
    expect(message.length).toBeLessThan(200);
  });

  test('are the same file under another name within a root', async () => {
    const { base, root } = folders();
    linkSync(join(base, 'secret.csv'), join(root, 'same.csv'));
    const assistant = await Assistant.start(['--root', root]);
    const cost = { csv: 'same.csv', columns: ['a', 'b'] };
    expect((await assistant.solve('transport.exact', { cost })).transportCost).toBe(1.5);
  });
});

describe('values', () => {
  test('names of results are no paths, and fields are own properties', async () => {
    const assistant = await Assistant.start();
    for (const result of [
      '../r1',
      '/etc/passwd',
      'r0',
      'r01',
      'r1/../r1',
      'r1\0',
      '__proto__',
      'r99999999999',
    ])
      expect((await assistant.error('read_result', { result })).path).toBe('result');
    const cost = [
      [4, 1],
      [2, 0],
    ];
    const { result } = await assistant.data('solve', { method: 'transport.exact', problem: { cost } });
    for (const field of ['__proto__', 'constructor', 'plan.__proto__', 'plan.data.length', 'status.length'])
      expect((await assistant.error('read_result', { result, field })).path).toBe('field');
  });

  test('__proto__ is a name like others', async () => {
    const assistant = await Assistant.start();
    const problem = JSON.parse('{"cost": [[4, 1], [2, 0]], "__proto__": {"normalize": true}}') as object;
    const answer = await assistant.call('solve', { method: 'transport.exact', problem });
    // The SDK of either side may drop the key; where it arrives, it is refused.
    if (answer.isError)
      expect((answer.structuredContent as { error: { code: string } }).error.code).toBe('INVALID_INPUT');
    const layers = [
      { kind: 'line', formula: 'x', parameters: JSON.parse('{"__proto__": {"x": 1}}') as object },
    ];
    await assistant.call('draw', { layers });
    const { solution } = await assistant.data('solve', {
      method: 'transport.exact',
      problem: { cost: [[1]] },
    });
    expect(solution.transportCost).toBe(1);
  });

  test('formulas run no code, and are bounded', async () => {
    const assistant = await Assistant.start();
    for (const formula of [
      'process.exit(1)',
      'constructor.constructor("return 1")()',
      'require("fs")',
      'x => x',
      '`x`',
    ])
      expect((await assistant.error('solve', evaluate(formula, { x: [] }, { x: 1 }))).code).toBe(
        'INVALID_INPUT',
      );
    const terms = Array.from({ length: 60_000 }, () => 'x').join(' + ');
    const sum = await assistant.call('solve', evaluate(terms, { x: [] }, { x: 1 }));
    expect(sum.content[0]?.text).toMatch(/INVALID_INPUT|60000/);
    const nested = `${'('.repeat(20_000)}x${')'.repeat(20_000)}`;
    expect((await assistant.error('solve', evaluate(nested, { x: [] }, { x: 1 }))).code).toBe(
      'INVALID_INPUT',
    );
  });

  test('100,000 brackets are nested too deeply', async () => {
    const assistant = await Assistant.start();
    let cost: unknown = 1;
    for (let depth = 0; depth < 3000; depth++) cost = [cost];
    const error = await assistant.error('solve', { method: 'transport.exact', problem: { cost } });
    expect(error.code).toBe('INVALID_INPUT');
    expect(error.message).toContain('nested too deeply');
  });
});

describe('resources', () => {
  test('more memory than the limit ends the call, and the next one is solved', async () => {
    const assistant = await Assistant.start(['--max-memory', '256']);
    const problem = {
      function: { formula: 'sum(x)', inputs: { x: 100_000_000 } },
      parameters: { x: 'zeros' },
    };
    const error = await assistant.error('solve', { method: 'expression.initialize', problem });
    expect(error.code).toBe('OUT_OF_MEMORY');
    expect((await assistant.solve('transport.exact', { cost: [[3]] })).transportCost).toBe(3);
  });

  test('a table that does not fit ends the process of the call alone', async () => {
    const root = temporaryFolder();
    const row = `${'1,'.repeat(99)}1\n`;
    writeFileSync(join(root, 'large.csv'), row.repeat(150_000));
    const assistant = await Assistant.start(['--root', root, '--max-memory', '150']);
    const cost = { csv: 'large.csv', columns: { except: [] } };
    const error = await assistant.error('solve', { method: 'transport.exact', problem: { cost } });
    expect(error.code).toBe('OUT_OF_MEMORY');
    expect((await assistant.solve('transport.exact', { cost: [[3]] })).transportCost).toBe(3);
  });

  test('no call has more time than the server allows', async () => {
    const assistant = await Assistant.start(['--max-seconds', '1']);
    const problem = {
      objective: { formula: 'sum(i in 0..8: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)', inputs: { x: 10 } },
      lower: Array(10).fill(-5),
      upper: Array(10).fill(5),
      maxEvaluations: 1e9,
    };
    const answer = await assistant.call('solve', { method: 'blackbox.minimize', problem, seconds: 1e6 });
    const { solution, error } = answer.structuredContent as Record<
      string,
      { status?: string; code?: string }
    >;
    expect(solution?.status ?? error?.code).toMatch(/timeLimit|TIME_LIMIT|INVALID_INPUT|converged/);
  });
});
