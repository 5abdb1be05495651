/** The command `fit-stream`: models of files, stops and kills, bad input. */

import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { load, stochastic } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { start, superlinear, temporaryFolder } from '../support/command.js';
import { uniform } from '../support/random.js';

/** A table of numbers, a text and a class. */
function csvOf(count: number): string {
  const numbers = uniform(5, 3 * count);
  const lines = Array.from({ length: count }, (_, i) => {
    const [x = 0, y = 0, z = 0] = numbers.subarray(3 * i, 3 * i + 3);
    const city = ['Rome', 'Oslo', 'Bonn'][i % 3];
    return `${x.toFixed(4)},${y.toFixed(4)},${city},${x + (city === 'Rome' ? 0.5 : 0) > z + 0.3 ? 'yes' : 'no'}`;
  });
  return `height,weight,city,bought\n${lines.join('\n')}\n`;
}

const OF_CLASSES = ['--response', 'bought', '--loss', 'logistic', '--classes', 'no,yes', '--hash-bits', '10'];

describe('fit-stream', () => {
  test('learns what fitStream does, also from a compressed file', async () => {
    const folder = temporaryFolder();
    const text = csvOf(3000);
    writeFileSync(join(folder, 'visits.csv'), text);
    writeFileSync(join(folder, 'visits.csv.gz'), gzipSync(text));
    const plain = await superlinear(['fit-stream', 'visits.csv', ...OF_CLASSES], folder);
    expect({ code: plain.code, stderr: plain.stderr }).toEqual({ code: 0, stderr: '' });
    const packed = await superlinear(['fit-stream', 'visits.csv.gz', ...OF_CLASSES], folder);
    expect(packed.stdout).toBe(plain.stdout);
    await load('stochastic');
    const rows = stochastic.csvRows([text], { response: 'bought', hashed: true });
    const known = await stochastic.fitStream(rows, {
      loss: 'logistic',
      classes: ['no', 'yes'],
      hashBits: 10,
    });
    const model = JSON.parse(plain.stdout);
    expect(model).toMatchObject({
      status: 'finished',
      rows: 3000,
      dimension: 1024,
      intercept: known.intercept,
    });
    expect(model.coefficients).toEqual(Array.from(known.support, (j) => known.coefficients[j]));
    expect(model.progressiveLoss).toBeLessThan(0.5);
  });

  test('several classes, with coefficients for each', async () => {
    const folder = temporaryFolder();
    const text = csvOf(300);
    writeFileSync(join(folder, 'visits.csv'), text);
    const settings = ['--loss', 'multinomial', '--classes', 'Rome,Oslo,Bonn', '--hash-bits', '4'];
    const penalty = ['--penalty', 'groupL2', '--lambda', '1e-3'];
    const { code, stdout } = await superlinear(
      ['fit-stream', 'visits.csv', '--response', 'city', ...settings, ...penalty],
      folder,
    );
    expect(code).toBe(0);
    await load('stochastic');
    const rows = stochastic.csvRows([text], { response: 'city', hashed: true });
    const { coefficients, intercept, support } = await stochastic.fitStream(rows, {
      loss: 'multinomial',
      classes: ['Rome', 'Oslo', 'Bonn'],
      hashBits: 4,
      penalty: 'groupL2',
      lambda: 1e-3,
    });
    const model = JSON.parse(stdout);
    expect(model).toMatchObject({ dimension: 16, classes: ['Bonn', 'Oslo', 'Rome'], rows: 300 });
    expect(model.intercept).toEqual(Array.from(intercept));
    expect(model.coefficients).toEqual(
      Array.from(support, (j) => Array.from(coefficients.data.subarray(3 * j, 3 * j + 3))),
    );
  });

  test('killed, it goes on with the same bits', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'visits.csv'), csvOf(60_000));
    const args = ['fit-stream', 'visits.csv', ...OF_CLASSES, '--epochs', '3', '--checkpoint-every', '0'];
    await superlinear([...args, '--checkpoint', 'whole', '--out', 'whole.json'], folder);
    const kept = ['--checkpoint', 'state', '--out', 'model.json'];
    const { child, ended } = start([...args, ...kept], folder);
    const file = join(folder, 'state');
    const rows = () => (existsSync(file) ? Number(readFileSync(file).readBigUInt64LE(0)) : 0);
    while (rows() < 70_000) await new Promise((resolve) => setTimeout(resolve, 5));
    child.kill('SIGKILL');
    await ended;
    expect(rows()).toBeLessThan(180_000);
    expect(existsSync(join(folder, 'model.json'))).toBe(false);
    const { code } = await superlinear([...args, ...kept, '--resume'], folder);
    expect(code).toBe(0);
    expect(readFileSync(join(folder, 'model.json'), 'utf8')).toBe(
      readFileSync(join(folder, 'whole.json'), 'utf8'),
    );
    expect(readFileSync(file)).toEqual(readFileSync(join(folder, 'whole')));
  });

  test('svmlight files', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'data.svm'), '+1 1:1 3:0.5\n-1 2:1\n+1 1:2\n-1 2:0.5 3:0.1\n');
    const args = [
      '--loss',
      'hinge',
      '--classes',
      '-1,1',
      '--dimension',
      '3',
      '--rate',
      '0.5',
      '--epochs',
      '20',
    ];
    const { code, stdout } = await superlinear(['fit-stream', 'data.svm', ...args], folder);
    expect(code).toBe(0);
    const { coefficients, support, rows } = JSON.parse(stdout);
    expect({ support, rows }).toEqual({ support: [0, 1, 2], rows: 80 });
    expect(coefficients[0]).toBeGreaterThan(0);
    expect(coefficients[1]).toBeLessThan(0);
  });

  test.each([
    ['no column of a CSV file', ['visits.csv'], 2],
    ['an unknown column', ['visits.csv', '--response', 'sold'], 1],
    ['texts without hashing', ['visits.csv', '--response', 'height'], 1],
    ['no file', ['nothing.csv', '--response', 'height'], 3],
    ['no features of an svmlight file', ['visits.csv', '--format', 'svmlight'], 2],
    ['a resumption of nothing', ['visits.csv', ...OF_CLASSES, '--resume'], 2],
  ])('%s: refused', async (_, args, code) => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'visits.csv'), csvOf(10));
    const ended = await superlinear(['fit-stream', ...args], folder);
    expect(ended.code).toBe(code);
    expect(ended.stderr).not.toMatch(/\bat .*\.js/);
    expect(ended.stderr.length).toBeGreaterThan(10);
  });
});
