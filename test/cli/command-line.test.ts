/** The command line: output and exit codes. */

import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import * as fc from 'fast-check';
import { families, methods, transport, version } from 'superlinear';
import { describe, expect, test } from 'vitest';
import { readNpy, writeNpy } from '../../dist/batch/npy.js';
import { describeMethod } from '../../dist/cli/methods.js';
import { FIT_KEYS as CURVE_KEYS } from '../../dist/curve-fit/fit.js';
import { FIT_KEYS as ODE_KEYS } from '../../dist/ode/fit.js';
import { recordsOf, superlinear, temporaryFolder, transportJobs, withoutReader } from '../support/command.js';

const PROBLEM = {
  cost: [
    [4, 1, 3],
    [2, 0, 5],
    [3, 2, 2],
  ],
};
const JOB = { method: 'transport.exact', problem: PROBLEM };

/** The minimum over the six permutations: 1 + 2 + 2, each times 1/3. */
const CHEAPEST = 5 / 3;

describe('help', () => {
  test('tells what there is and how to begin', async () => {
    const { code, stdout } = await superlinear(['--help']);
    expect(code).toBe(0);
    for (const text of [
      'solve',
      'batch',
      'minimize',
      'atom',
      'methods',
      'claims',
      'backend',
      'Exit codes',
      'Examples',
    ]) {
      expect(stdout).toContain(text);
    }
  });

  test('of the examples is true', async () => {
    const { stdout } = await superlinear(['--help']);
    const job = /^ *(\{"method".*\})$/m.exec(stdout)?.[1] ?? '';
    const { code, stdout: solution } = await superlinear(['solve', '-'], '.', job);
    expect(code).toBe(0);
    expect(JSON.parse(solution)).toMatchObject({ status: 'converged', transportCost: 1.5 });
    const [, input = '', args = ''] = /echo '(.*)' \| superlinear (.*)/.exec(stdout) ?? [];
    const piped = await superlinear(args.trim().split(' '), '.', input);
    expect(piped.stdout).toBe(solution);
  });

  test('is there for each command', async () => {
    for (const command of ['solve', 'batch', 'minimize', 'atom', 'methods', 'claims', 'backend']) {
      const { code, stdout } = await superlinear([command, '--help']);
      expect(code).toBe(0);
      expect(stdout).toContain(`Usage: superlinear ${command}`);
    }
  });

  test('names the version', async () => {
    expect((await superlinear(['--version'])).stdout.trim()).toBe(version);
  });
});

describe('a closed pipe', () => {
  const COMMANDS = [
    ['--help'],
    ['--version'],
    ['batch', '--help'],
    ['methods'],
    ['methods', '--json'],
    ['backend'],
    ['backend', '--json'],
    ['atom', 'He'],
    ['atom', 'He', '--json'],
    ['solve', '-'],
    ['solve', '-', '--pretty'],
  ];

  test.each(COMMANDS.map((args) => ({ args })))('ends $args without a word', async ({ args }) => {
    const { code, stderr } = await withoutReader(args, 1, '.', JSON.stringify(JOB));
    expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
  });

  test('of messages does not keep a batch from its work', async () => {
    const folder = temporaryFolder();
    const args = ['batch', '-', '--out', 'records.jsonl'];
    const { code } = await withoutReader(args, 2, folder, transportJobs(3, 5));
    expect(code).toBe(0);
    expect(recordsOf(join(folder, 'records.jsonl')).length).toBe(3);
  });

  test('of messages leaves the exit code of an error', async () => {
    expect((await withoutReader(['solve', 'nowhere.json'], 2)).code).toBe(3);
    expect((await withoutReader(['bogus'], 2)).code).toBe(2);
  });

  test('ends a batch whose records nobody reads, without a word', async () => {
    const args = ['batch', '-', '--out', '-'];
    const { code, stderr } = await withoutReader(args, 1, '.', transportJobs(3, 5));
    expect({ code, stderr }).toEqual({ code: 141, stderr: '' });
  });

  test('is no output of a batch, which has to be read again', async () => {
    const args = ['batch', '-', '--out', '/dev/stdout', '--overwrite'];
    const { code, stderr } = await superlinear(args, '.', transportJobs(3, 5));
    expect({ code, stderr }).toEqual({
      code: 2,
      stderr: 'superlinear: output must be a file, and not a pipe or a device: /dev/stdout\n',
    });
  });
});

describe('solve', () => {
  test('goes on from what it printed, and from what a program wrote as JSON, alike', async () => {
    const method = 'transport.sinkhornNewton';
    const problem = { ...PROBLEM, regularization: 0.1 };
    const solved = async (job: object) =>
      (await superlinear(['solve', '-'], '.', JSON.stringify(job))).stdout;
    const printed = JSON.parse(await solved({ method, problem }));
    const written = transport.sinkhornNewtonSync(problem);
    const again = await solved({ method, problem: { ...problem, initial: written } });
    expect(JSON.parse(again)).toMatchObject({ status: 'converged', iterations: { newton: 0 } });
    expect(await solved({ method, problem: { ...problem, initial: printed } })).toBe(again);
  });

  test('takes a job from standard input or from a file', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, 'job.json'), JSON.stringify(JOB));
    const fromFile = await superlinear(['solve', 'job.json'], folder);
    const fromInput = await superlinear(['solve', '-'], folder, JSON.stringify(JOB));
    expect(fromFile).toMatchObject({ code: 0, stderr: '' });
    expect(JSON.parse(fromFile.stdout).transportCost).toBeCloseTo(CHEAPEST, 12);
    expect(fromInput.stdout).toBe(fromFile.stdout);
  });

  test('takes a bare problem where the method is named, and prints it legibly on request', async () => {
    const args = ['solve', '-', '--method', 'transport.exact', '--pretty'];
    const { code, stdout } = await superlinear(args, '.', JSON.stringify(PROBLEM));
    expect(code).toBe(0);
    expect(stdout.split('\n').length).toBeGreaterThan(10);
    expect(JSON.parse(stdout).transportCost).toBeCloseTo(CHEAPEST, 12);
  });

  test('takes infinite costs', async () => {
    const job = `{"method":"transport.exact","problem":{"cost":[[0,1e999],[1e999,7]]}}`;
    expect(JSON.parse((await superlinear(['solve', '-'], '.', job)).stdout).transportCost).toBeCloseTo(
      3.5,
      12,
    );
  });

  test('takes run options, the job’s before those of the command line', async () => {
    const random = {
      matrix: [
        [1, 2],
        [3, 4],
        [5, 6],
      ],
      kind: 'gaussian',
      rows: 2,
    };
    const of = async (args: string[], job: object) =>
      (await superlinear(['solve', '-', ...args], '.', JSON.stringify(job))).stdout;
    const job = { method: 'sketch.applySketch', problem: random };
    const seeded = await of(['--seed', '3'], job);
    expect(await of([], job)).not.toBe(seeded);
    expect(await of(['--seed', '5'], { ...job, options: { seed: 3 } })).toBe(seeded);
  });

  test.each([
    ['an unknown argument', { ...JOB, problem: { ...PROBLEM, costs: 1 } }, /costs/],
    ['an unknown key', { ...JOB, methods: 1 }, /methods is not part of a job; expected id, method, problem/],
    [
      'an unknown method',
      { ...JOB, method: 'transport.exakt' },
      /method must be .*"transport\.exakt"; did you mean transport\.exact\?/,
    ],
    ['a method that asks functions', { ...JOB, method: 'linear.prepare' }, /holds? functions/],
    [
      'a missing file',
      { ...JOB, problem: { cost: { npy: 'missing.npy' } } },
      /^superlinear: cost cannot be read/,
    ],
    ['a list', [], /job must be an object/],
  ])('refuses %s', async (_, job, message) => {
    const { code, stdout, stderr } = await superlinear(['solve', '-'], '.', JSON.stringify(job));
    expect(stderr).toMatch(message);
    expect({ code, stdout }).toEqual({ code: 1, stdout: '' });
  });

  test('reads and writes arrays beside the JSON', async () => {
    const folder = temporaryFolder();
    writeNpy(join(folder, 'cost.npy'), Float64Array.from(PROBLEM.cost.flat()), [3, 3]);
    writeFileSync(
      join(folder, 'job.json'),
      JSON.stringify({ ...JOB, problem: { cost: { npy: 'cost.npy' } } }),
    );
    const args = ['solve', 'job.json', '--arrays-to', 'arrays', '--arrays-above', '2'];
    const solution = JSON.parse((await superlinear(args, folder)).stdout);
    expect(solution.transportCost).toBeCloseTo(CHEAPEST, 12);
    expect(solution.assignment).toEqual({ npy: 'arrays/solution.assignment.npy' });
    expect(readNpy(join(folder, solution.assignment.npy))).toEqual(Int32Array.of(1, 0, 2));
    // The key may contain JSON escapes.
    const escaped = '{"method":"transport.exact","problem":{"cost":{"\\u006epy":"cost.npy"}}}';
    expect(JSON.parse((await superlinear(['solve', '-'], folder, escaped)).stdout).transportCost).toBe(
      solution.transportCost,
    );
  });
});

describe('atom', () => {
  /** The numbers in a row of a table. */
  const row = (text: string, name: string) =>
    (new RegExp(`^${name.replace('+', '\\+')} +(.*)$`, 'm').exec(text)?.[1] ?? '').split(/ +/);

  test('prints total energy and levels', async () => {
    const { code, stdout, stderr } = await superlinear(['atom', 'Fe']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^Fe by Schrödinger's equation, lda: converged after \d+ iterations/);
    // The tables of NIST, https://www.nist.gov/pml/atomic-reference-data-electronic-structure-calculations
    expect(Number(row(stdout, 'total')[0])).toBeCloseTo(-1261.093056, 6);
    expect(Number(row(stdout, '1s')[1])).toBeCloseTo(-254.225505, 6);
    expect(Number(row(stdout, '3d')[1])).toBeCloseTo(-0.295049, 6);
    expect(row(stdout, '4s').slice(0, 2)).toEqual(['2', expect.stringMatching(/^-0\.19797[78]/)]);
  });

  test('takes ions, configurations, models and functionals', async () => {
    const ion = await superlinear(['atom', 'he', '--charge', '1', '--functional', 'none']);
    expect(ion.stdout).toMatch(/^He of charge 1 by Schrödinger's equation, none:/);
    expect(Number(row(ion.stdout, '1s')[1])).toBeCloseTo(-2, 8);
    const chromium = await superlinear(['atom', '24', '--configuration', '[Ar] 3d5 4s1', '--spin']);
    expect(chromium.stdout).toContain('spin-polarized');
    expect(row(chromium.stdout, '3d').slice(0, 2)).toEqual(['up', '5']);
    const dirac = await superlinear(['atom', 'Hg', '--model', 'dirac', '--backend', 'wasm']);
    expect(row(dirac.stdout, '5d+')[0]).toBe('6');
  });

  test('says which level is not bound, as a status', async () => {
    const { code, stdout } = await superlinear(['atom', 'F', '-c', '-1']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^F of charge -1 .*: unboundState /);
    expect(stdout).toMatch(/^2p .* not bound$/m);
  });

  test('prints the solution that the function gives as JSON', async () => {
    const { stdout } = await superlinear(['atom', 'Ne', '--json']);
    const job = JSON.stringify({ method: 'atom.solve', problem: { element: 'Ne' } });
    expect(stdout).toBe((await superlinear(['solve', '-'], '.', job)).stdout);
  });

  test.each([
    [1, ['Xx'], /element must be an element's symbol, got Xx/],
    [1, ['Fe', '--charge', '30'], /charge must be/],
    [2, ['Fe', '--charge', 'x'], /It must be a number/],
    [2, ['Fe', '--model', 'bohr'], /Allowed choices are schrodinger, scalar, dirac/],
    [2, [], /missing required argument 'element'/],
  ])('ends with %i for %j', async (code, args, message) => {
    const ended = await superlinear(['atom', ...args]);
    expect(ended).toMatchObject({ code, stdout: '', stderr: expect.stringMatching(message) });
  });
});

describe('exit codes', () => {
  test.each([
    [2, ['sovle', 'x']],
    [2, ['solve']],
    [2, ['solve', '-', '--seed', 'x']],
    [2, ['batch', 'in.jsonl']],
    [2, ['batch', 'in.jsonl', '--out', 'out.jsonl', '--method', 'transport.magic']],
    [3, ['solve', 'missing.json']],
    [3, ['batch', 'missing.jsonl', '--out', 'out.jsonl']],
  ])('%i for %j', async (code, args) => {
    const ended = await superlinear(args, temporaryFolder());
    expect(ended.code).toBe(code);
    expect(ended.stderr).not.toContain('    at ');
  });

  test('2 for a negative seed, and which ones are possible', async () => {
    const ended = await superlinear(['solve', '-', '--seed', '-1'], temporaryFolder());
    expect(ended).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('It must be a nonnegative integer.'),
    });
  });
});

describe('find', () => {
  test('gives three hits, each with a command that runs', async () => {
    const { code, stdout } = await superlinear(['find', 'fit', 'a', 'curve']);
    expect(code).toBe(0);
    expect(stdout).toMatch(/^constrained\.curveFit: Fit a curve to measurements/);
    expect(stdout).toContain('Guide: docs/constrained.md#curves.');
    expect(stdout.match(/^ {2}echo '.*' \| superlinear solve - --method \S+$/gm)).toHaveLength(3);
    const [, problem = ''] = /^ {2}echo '(.*)' \|/m.exec(stdout) ?? [];
    const solved = await superlinear(['solve', '-', '--method', 'constrained.curveFit'], '.', problem);
    expect(JSON.parse(solved.stdout)).toMatchObject({ status: 'converged' });
  });

  test('takes one text, a number of hits, and prints JSON', async () => {
    const { stdout } = await superlinear(['find', 'linear_sum_assignment', '--count', '1', '--json']);
    expect(JSON.parse(stdout)).toMatchObject([
      { method: 'transport.exact', command: expect.stringContaining('superlinear solve -') },
    ]);
  });

  test('says if there is nothing, and unknown commands lead to it', async () => {
    const nothing = await superlinear(['find', 'xylophone']);
    expect(nothing).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('nothing is found for "xylophone"'),
    });
    const unknown = await superlinear(['curve-fit', 'data.csv']);
    expect(unknown).toMatchObject({
      code: 2,
      stderr: expect.stringContaining('"superlinear find" finds the method'),
    });
  });
});

describe('methods', () => {
  test('lists all of them, and shortcuts', async () => {
    const { stdout } = await superlinear(['methods']);
    for (const { name } of methods) expect(stdout).toContain(name);
    expect(stdout).toMatch(
      /^coordinate\.lasso +Select the features that matter and predict a number from them$/m,
    );
    expect(stdout).toMatch(/^linear\.prepare .* \[for programs: holds functions\]$/m);
    const { stdout: json } = await superlinear(['methods', '--json']);
    expect(JSON.parse(json)).toMatchObject(methods);
  });

  test('lists those of a family, in users’ words', async () => {
    const { code, stdout } = await superlinear(['methods', 'numerics']);
    expect({ code, stdout }).toEqual({
      code: 0,
      stdout: `\
numerics.brentMinimum  Find the lowest point of a function of one number
numerics.brentRoot     Find where a function of one number is zero
numerics.fixedPoint    Find a point that a map leaves unchanged
`,
    });
  });

  test('tells of a composition the fields that its function takes', async () => {
    const fieldsOf = async (name: string) => (await describeMethod(name)).problem.map((field) => field.name);
    const ofCurves = [...CURVE_KEYS].filter((key) => key !== 'modelBatch');
    expect((await fieldsOf('constrained.curveFit')).sort()).toEqual(ofCurves.sort());
    expect((await fieldsOf('ode.fit')).sort()).toEqual([...ODE_KEYS].sort());
    expect(await fieldsOf('coordinate.adaptiveLasso')).toEqual(
      expect.arrayContaining(['matrix', 'lambda', 'rounds', 'exponent']),
    );
    const ofErrors = async (name: string) =>
      (await describeMethod(name)).solution.find((field) => field.name === 'errors')?.type;
    expect(await ofErrors('constrained.curveFit')).toBe('{[name]: number}');
    expect(await ofErrors('ode.fit')).toBe('{[name]: number | numbers}');
    expect(await fieldsOf('numerics.brentRoot')).toEqual(
      expect.arrayContaining(['function', 'parameters', 'lower', 'upper']),
    );
  });

  test.each(methods.map(({ name }) => name))('tells about %s', async (name) => {
    const { problem, options, solution, types } = await describeMethod(name);
    expect(options.map((option) => option.name)).toEqual([
      'memoryLimit',
      'seed',
      'threads',
      'timeLimit',
      'backend',
    ]);
    for (const field of [...problem, ...solution]) {
      expect(field.type, field.name).toMatch(/./);
      expect(field.about, field.name).toMatch(/./);
      // Capitalized names are types, which must be documented, too.
      for (const type of field.type.replace(/'[^']*'/g, '').match(/\b[A-Z]\w+/g) ?? []) {
        expect(Object.keys(types)).toContain(type);
      }
    }
  });

  test('tells types, defaults and meanings of a problem, and what comes back', async () => {
    const { stdout } = await superlinear(['methods', 'coordinate.lasso']);
    expect(stdout).toMatch(/^coordinate\.lasso\n {2}coordinate\.fit with loss: "squared", penalty: "l1"\./);
    expect(stdout).toMatch(/^ {2}matrix: matrix \| sparse matrix\n {6}\w/m);
    expect(stdout).toMatch(/^ {2}tolerance: number, default 1e-\d+\n {6}\w/m);
    expect(stdout).toMatch(/^Solution\n/m);
    expect(stdout).toMatch(/^ {2}coefficients: numbers \| matrix\n/m);
    expect(stdout).not.toMatch(/^ {2}penalty:/m);
    expect(stdout).not.toContain('{@link');
    for (const line of stdout.split('\n')) expect(line.length).toBeLessThan(120);
  });

  test('knows what was meant', async () => {
    for (const [name, meant] of [
      ['transport.exat', 'transport.exact'],
      ['lasso', 'coordinate.lasso'],
      ['sinkhornnewton', 'transport.sinkhornNewton'],
    ] as const) {
      const { code, stderr } = await superlinear(['methods', name]);
      expect({ code, stderr }).toEqual({
        code: 2,
        stderr: `superlinear: there is no method or family "${name}"; did you mean ${meant}?\n`,
      });
    }
    const { stderr } = await superlinear(['methods', 'somethingElse']);
    expect(stderr).toContain('"superlinear methods" lists all');
  });

  test('that are shortcuts solve what their functions solve', async () => {
    const problem = {
      matrix: [
        [1, 2],
        [3, -1],
        [0, 1],
      ],
      response: [1, 2, 3],
      lambda: 0.1,
    };
    const of = async (job: object) => await superlinear(['solve', '-'], '.', JSON.stringify(job));
    const lasso = await of({ method: 'coordinate.lasso', problem });
    const fields = { loss: 'squared', penalty: 'l1' };
    expect(lasso.stdout).toBe(
      (await of({ method: 'coordinate.fit', problem: { ...problem, ...fields } })).stdout,
    );
    const contrary = await of({ method: 'coordinate.lasso', problem: { ...problem, penalty: 'mcp' } });
    expect(contrary).toMatchObject({
      code: 1,
      stderr: 'superlinear: penalty is set to "l1" by coordinate.lasso, and must be left out, got "mcp"\n',
    });
  });
});

describe('claims', () => {
  test('of a family are run, and printed with what they are to be', async () => {
    const { code, stdout, stderr } = await superlinear(['claims', 'numerics']);
    expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
    expect(stdout).toMatch(/^numerics\n\n {2}holds .* 1\.00 {2}smooth-roots$/m);
    expect(stdout).toMatch(/^ {4}evaluations: \d+, \d+, \d+ \(at most 12\)$/m);
    expect(stdout).toMatch(/^of 3 claims holds: 3, holds in part: 0, does not hold here: 0$/m);
  });

  test('are there as JSON', async () => {
    const { stdout } = await superlinear(['claims', 'numerics', '--json']);
    const [first] = JSON.parse(stdout);
    expect(first).toMatchObject({ family: 'numerics', name: 'smooth-roots', verdict: 'holds', credit: 1 });
    expect(first.answers.evaluations).toHaveLength(3);
  });

  test('of no family are refused', async () => {
    const { code, stderr } = await superlinear(['claims', 'magic']);
    expect(code).toBe(2);
    expect(stderr).toContain(`Allowed choices are ${families.join(', ')}.`);
  });
});

test('backend tells what computes', async () => {
  expect((await superlinear(['backend'])).stdout).toMatch(/computes by the native addon: \w+, \d+ thread/);
  expect(JSON.parse((await superlinear(['backend', '--json'])).stdout)).toMatchObject({
    name: 'native',
    version,
  });
});

describe('.npy files', () => {
  /** A file as written by NumPy 2.3: `np.save(name, np.asfortranarray([[1, 2, 3], [4, 5, 6]], dtype))`. */
  const numpyFile = (element: string, isFortran: boolean, shape: string, numbers: ArrayBufferView) => {
    const header = `{'descr': '${element}', 'fortran_order': ${isFortran ? 'True' : 'False'}, 'shape': ${shape}, }`;
    const text = `${header.padEnd(117)}\n`;
    const start = Buffer.from(`\x93NUMPY\x01\x00v\x00${text}`, 'latin1');
    return Buffer.concat([start, Buffer.from(numbers.buffer as ArrayBuffer)]);
  };
  const read = (bytes: Buffer) => {
    const path = join(temporaryFolder(), 'array.npy');
    writeFileSync(path, bytes);
    return readNpy(path);
  };

  test('are read in any order and of any type', () => {
    const matrix = { rows: 2, columns: 3, data: Float64Array.of(1, 2, 3, 4, 5, 6) };
    expect(read(numpyFile('<f8', false, '(2, 3)', Float64Array.of(1, 2, 3, 4, 5, 6)))).toEqual(matrix);
    expect(read(numpyFile('<f8', true, '(2, 3)', Float64Array.of(1, 4, 2, 5, 3, 6)))).toEqual(matrix);
    expect(read(numpyFile('<f4', false, '(2,)', Float32Array.of(1, 2)))).toEqual(Float32Array.of(1, 2));
    expect(read(numpyFile('<i8', false, '(2,)', BigInt64Array.of(7n, -1n)))).toEqual(Int32Array.of(7, -1));
    expect(read(numpyFile('<i8', false, '(1,)', BigInt64Array.of(2n ** 40n)))).toEqual(
      Float64Array.of(2 ** 40),
    );
    expect(read(numpyFile('|u1', false, '(2,)', Uint8Array.of(3, 255)))).toEqual(Uint8Array.of(3, 255));
    expect(read(numpyFile('|b1', false, '(2,)', Uint8Array.of(1, 0)))).toEqual(Uint8Array.of(1, 0));
    expect(read(numpyFile('<f8', false, '()', Float64Array.of(2.5)))).toBe(2.5);
    // In half precision: 1, -2, the largest finite number, the smallest positive one, minus the largest subnormal one,
    // infinity, and -0.
    const halves = Uint16Array.of(0x3c00, 0xc000, 0x7bff, 0x0001, 0x83ff, 0x7c00, 0x8000);
    expect(read(numpyFile('<f2', false, '(7,)', halves))).toEqual(
      Float32Array.of(1, -2, 65504, 2 ** -24, -1023 * 2 ** -24, Infinity, -0),
    );
    expect(read(numpyFile('<f2', false, '(1,)', Uint16Array.of(0x7e00)))).toEqual(
      Float32Array.of(Number.NaN),
    );
  });

  test('are read in either order of bytes', () => {
    const swapped = (numbers: Float64Array | Float32Array | Int32Array | BigInt64Array | Uint16Array) => {
      const bytes = Buffer.from(numbers.buffer.slice(0));
      if (numbers.BYTES_PER_ELEMENT === 2) return new Uint8Array(bytes.swap16());
      return new Uint8Array(numbers.BYTES_PER_ELEMENT === 4 ? bytes.swap32() : bytes.swap64());
    };
    const doubles = Float64Array.of(1, -2.5, 1e300, 0, 5e-324, 3);
    const data = numpyFile('>f8', false, '(2, 3)', swapped(doubles));
    expect(read(data)).toEqual({ rows: 2, columns: 3, data: doubles });
    const singles = Float32Array.of(1, -2.5);
    expect(read(numpyFile('>f4', false, '(2,)', swapped(singles)))).toEqual(singles);
    expect(read(numpyFile('>f2', false, '(1,)', swapped(Uint16Array.of(0x3c01))))).toEqual(
      Float32Array.of(1 + 2 ** -10),
    );
    expect(read(numpyFile('>i8', false, '(1,)', swapped(BigInt64Array.of(-7n))))).toEqual(Int32Array.of(-7));
    expect(read(numpyFile('>i4', false, '(2,)', swapped(Int32Array.of(-7, 8))))).toEqual(
      Int32Array.of(-7, 8),
    );
  });

  test('that cannot be read say why', () => {
    expect(() => read(Buffer.from('not one at all'))).toThrow('is not a .npy file');
    expect(() => read(numpyFile('<f8', false, '(9,)', Float64Array.of(1)))).toThrow(
      'shorter than its header',
    );
    expect(() => read(numpyFile('<c16', false, '(1,)', Float64Array.of(1, 0)))).toThrow('type c16');
    expect(() => read(numpyFile('<f8', false, '(1, 1, 1)', Float64Array.of(1)))).toThrow('3 dimensions');
  });

  test('that are damaged are read or say why', () => {
    const good = [...numpyFile('<f8', true, '(2, 3)', Float64Array.of(1, 4, 2, 5, 3, 6))];
    const damage = fc.record({
      length: fc.nat(good.length),
      bytes: fc.array(fc.tuple(fc.nat(140), fc.integer({ min: 0, max: 255 })), { maxLength: 4 }),
    });
    fc.assert(
      fc.property(damage, ({ length, bytes }) => {
        const file = Buffer.from(good.slice(0, length));
        for (const [place, byte] of bytes) if (place < length) file[place] = byte;
        try {
          read(file);
        } catch (error) {
          expect((error as Error).message).toMatch(/^(is|has) /);
        }
      }),
      { numRuns: 500, seed: 20261126 },
    );
  });

  test('survive a round trip, aligned as NumPy wants it', () => {
    const path = join(temporaryFolder(), 'array.npy');
    const data = Float64Array.of(1 / 3, -0, 5e-324, 1e308);
    writeNpy(path, data, [4]);
    expect(readNpy(path)).toEqual(data);
    expect((readFileSync(path).length - data.byteLength) % 64).toBe(0);
    for (const others of [Float32Array.of(0.5, -1), Int32Array.of(-7, 2 ** 30), Uint8Array.of(0, 128, 255)]) {
      writeNpy(path, others, [others.length]);
      expect(readNpy(path)).toEqual(others);
    }
  });
});
