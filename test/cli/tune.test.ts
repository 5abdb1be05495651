/** The command `tune`: the best settings of a command, records for resuming a killed search, and error messages. */

import { existsSync, readFileSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { start, superlinear, temporaryFolder } from '../support/command.js';

/** A parabola in x with its minimum at 1, shifted by k. The last number printed counts. */
const BOWL = 'node -p "\'round 3: \' + (({x} - 1) ** 2 + {k})"';
const VARIABLES = ['--variable', 'x=-4..4', '--variable', 'k=int:2..4'];

const tune = (folder: string, command: string, ...args: string[]) =>
  superlinear(['tune', command, ...args], folder);

interface Line {
  readonly evaluation: number;
  readonly point: { readonly x: number; readonly k: number };
  readonly value: number | null;
  readonly seconds: number;
  readonly error?: string;
}

const recordIn = (folder: string, file = 'tune.jsonl'): Line[] =>
  readFileSync(join(folder, file), 'utf8')
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line))
    .sort((one, other) => one.evaluation - other.evaluation);

const withoutTimes = (record: readonly Line[]) => record.map(({ seconds: _, ...line }) => line);

describe('tune', () => {
  test('finds the least number that a command prints, and records each evaluation', async () => {
    const folder = temporaryFolder();
    const { code, stdout, stderr } = await tune(folder, BOWL, ...VARIABLES, '--evaluations', '40', '--json');
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    const { objective, solution, evaluations, failures, command } = JSON.parse(stdout);
    expect({ evaluations, failures, k: solution.k }).toEqual({ evaluations: 40, failures: 0, k: 2 });
    expect(objective).toBeLessThan(2.01);
    expect(command).toBe(`node -p "'round 3: ' + ((${solution.x} - 1) ** 2 + 2)"`);
    const record = recordIn(folder);
    expect(record.map(({ evaluation }) => evaluation)).toEqual(Array.from({ length: 40 }, (_, k) => k + 1));
    for (const { point, value } of record) expect(value).toBeCloseTo((point.x - 1) ** 2 + point.k, 12);
    expect(Math.min(...record.map(({ value }) => value as number))).toBe(objective);
  });

  test('goes on after it was killed as if it had not been', async () => {
    const whole = temporaryFolder();
    const args = [BOWL, ...VARIABLES, '--evaluations', '16', '--parallel', '2', '--json'];
    const { stdout } = await superlinear(['tune', ...args], whole);
    const folder = temporaryFolder();
    const { child, ended } = start(['tune', ...args], folder);
    const file = join(folder, 'tune.jsonl');
    for (;;) {
      await new Promise((resolve) => setTimeout(resolve, 20));
      try {
        if (recordIn(folder).length >= 5) break;
      } catch {
        // The file does not exist yet.
      }
    }
    child.kill('SIGKILL');
    await ended;
    // The last line may be incomplete.
    const text = readFileSync(file, 'utf8');
    writeFileSync(file, `${text}{"evaluation":6,"poi`);
    const resumed = await superlinear(['tune', ...args, '--resume'], folder);
    expect(resumed.code).toBe(0);
    expect(JSON.parse(resumed.stdout)).toEqual(JSON.parse(stdout));
    expect(withoutTimes(recordIn(folder))).toEqual(withoutTimes(recordIn(whole)));
    // Recorded settings were not evaluated again.
    expect(readFileSync(file, 'utf8').startsWith(text.slice(0, text.lastIndexOf('\n') + 1))).toBe(true);
  });

  test('goes on from a finished search with more evaluations, and refuses the record of another', async () => {
    const folder = temporaryFolder();
    await tune(folder, BOWL, ...VARIABLES, '--evaluations', '4');
    const more = await tune(folder, BOWL, ...VARIABLES, '--evaluations', '6', '--resume');
    expect(more.stdout).toMatch(/^evaluationLimit after 6 evaluations: the least is /);
    expect(recordIn(folder)).toHaveLength(6);
    const other = await tune(folder, BOWL, '--variable', 'x=0..4', '--variable', 'k=int:2..4', '--resume');
    expect(other.code).toBe(2);
    expect(other.stderr).toContain('tune.jsonl is of another search: evaluation 1 was at {"x":0,"k":3}');
    const again = await tune(folder, BOWL, ...VARIABLES);
    expect({ code: again.code, stderr: again.stderr }).toEqual({
      code: 2,
      stderr: 'superlinear: tune.jsonl already exists: --resume goes on with it, --overwrite replaces it\n',
    });
    truncateSync(join(folder, 'tune.jsonl'), 0);
    writeFileSync(join(folder, 'tune.jsonl'), 'no record\n');
    const none = await tune(folder, BOWL, ...VARIABLES, '--resume');
    expect(none.stderr).toBe('superlinear: tune.jsonl: line 1 is no record of an evaluation\n');
  });

  test('has its record to itself', async () => {
    const folder = temporaryFolder();
    const args = ['tune', 'sleep 60; {x}', '--variable', 'x=0..1'];
    const { child, ended } = start(args, folder);
    while (!existsSync(join(folder, 'tune.jsonl'))) await new Promise((resolve) => setTimeout(resolve, 20));
    expect(await superlinear([...args, '--overwrite'], folder)).toMatchObject({
      code: 3,
      stderr: 'superlinear: record cannot be written: another process is writing to tune.jsonl\n',
    });
    child.kill('SIGINT');
    expect((await ended).code).toBe(130);
  });

  test('takes failed evaluations as such, and stops those that last too long', async () => {
    const folder = temporaryFolder();
    const command =
      'node -e "if ({x} < 0) process.exit(3); if ({x} > 3) setInterval(() => 0, 1e3); else console.log({x})"';
    const args = ['--variable', 'x=-4..4', '--evaluations', '12', '--maximize', '--timeout', '1'];
    const { stdout, code } = await tune(folder, command, ...args, '--json');
    expect(code).toBe(0);
    const record = recordIn(folder);
    const { objective, failures } = JSON.parse(stdout);
    expect(objective).toBe(Math.max(...record.map(({ value }) => value ?? Number.NEGATIVE_INFINITY)));
    expect(failures).toBe(record.filter(({ value }) => value === null).length);
    for (const { point, error } of record) {
      if (point.x < 0) expect(error).toBe('exit code 3');
      if (point.x > 3) expect(error).toBe('took longer than 1 s');
    }
  });

  test('says what is wrong', async () => {
    const folder = temporaryFolder();
    const refused = async (command: string, ...args: string[]) => {
      const { code, stderr, stdout } = await tune(folder, command, ...args);
      expect({ code, stdout }).toEqual({ code: 2, stdout: '' });
      return stderr.trim();
    };
    expect(await refused('run {x}', '--variable', 'y=0..1')).toBe(
      'superlinear: the command has no place {y} for the variable y',
    );
    expect(await refused('run {x} {y}', '--variable', 'x=0..1')).toBe(
      'superlinear: the place {y} has no --variable y=…',
    );
    expect(await refused('run {x}', '--variable', 'x=0..one')).toContain('--variable takes name=0..1');
    expect(await refused('run {x}', '--variable', 'x=wide:0..1')).toContain('got x=wide:0..1');
    expect(await refused('run {x}')).toContain('--variable');
    const { code, stderr } = await tune(folder, 'echo none', '--variable', 'x=0..1', '--evaluations', '3');
    expect(code).toBe(2);
    expect(stderr).toContain('no place {x}');
    const failed = await tune(folder, 'exit 4; {x}', '--variable', 'x=0..1', '--evaluations', '3');
    expect(failed.code).toBe(1);
    expect(failed.stderr).toContain('no evaluation gave a number; the first that failed: exit code 4');
  });

  test('leaves no record of a search that was refused, nor touches an old one', async () => {
    const folder = temporaryFolder();
    const search = (range: string, ...args: string[]) =>
      tune(folder, 'echo {x}', '--variable', `x=${range}`, '--evaluations', '3', ...args);
    expect((await search('1..0')).code).toBe(1);
    expect((await search('0..1')).code).toBe(0);
    expect(recordIn(folder)).toHaveLength(3);
    expect((await search('1..0', '--overwrite')).code).toBe(1);
    expect(recordIn(folder)).toHaveLength(3);
  });

  test('reads all kinds of variables', async () => {
    const folder = temporaryFolder();
    const command = `node -p "['{kind}', '{flag}', {rate}, {size}].length + (('{kind}' === 'b') ? 0 : 1)"`;
    const kinds = ['kind=one:a,b,c', 'flag=bool', 'rate=log:1e-5..1', 'size=int-log:1..1024'];
    const variables = kinds.flatMap((kind) => ['--variable', kind]);
    const { stdout } = await tune(
      folder,
      command,
      ...variables,
      '--evaluations',
      '12',
      '--target',
      '4',
      '--json',
    );
    const { solution, objective, status } = JSON.parse(stdout);
    expect({ objective, status, kind: solution.kind }).toEqual({
      objective: 4,
      status: 'targetReached',
      kind: 'b',
    });
    for (const { point } of recordIn(folder) as unknown as { point: Record<string, unknown> }[]) {
      expect(['a', 'b', 'c']).toContain(point.kind);
      expect(typeof point.flag).toBe('boolean');
      expect(point.rate).toBeGreaterThanOrEqual(1e-5);
      expect(Number.isInteger(point.size)).toBe(true);
    }
  });
});
