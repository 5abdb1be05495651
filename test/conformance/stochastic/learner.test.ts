/** Learners and streams: any division into chunks, checkpoints, predictions, hashed features, texts, bad input. */

import { coordinate, load, stochastic } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectError } from '../../support/expect.js';
import { uniform } from '../../support/random.js';
import { table } from './data.js';

const { csvRows, fitStream, hashOf, learner, learnerSync, svmlightRows } = stochastic;

const specification = { method: 'stochastic.learner' };

const { matrix, response } = table(3, 600, 4);
const settings = { loss: 'logistic', classes: ['no', 'yes'], dimension: 4 } as const;

/** Classes of the rows, and settings for them. */
const colors = matrix.map(([a = 0, b = 0], i) => (a > 0.5 ? 'red' : b + Math.sin(i) > 0 ? 'green' : 'blue'));
const many = { loss: 'multinomial', classes: ['red', 'blue', 'green'] } as const;

/** The rows in chunks of these sizes, in turn. */
function* chunks(...sizes: number[]): Generator<stochastic.StreamRows> {
  yield* chunksOf(response, sizes);
}

function* chunksOf(
  response: readonly string[],
  sizes: readonly number[],
): Generator<{ readonly matrix: number[][]; readonly response: string[] }> {
  for (let from = 0, k = 0; from < matrix.length; k++) {
    const to = from + (sizes[k % sizes.length] as number);
    yield { matrix: matrix.slice(from, to), response: response.slice(from, to) };
    from = to;
  }
}

/** Dense rows as a sparse matrix. */
function sparseOf(dense: readonly (readonly number[])[]) {
  const columns = dense[0]?.length ?? 0;
  const indptr = dense.map((_, i) => i * columns).concat(dense.length * columns);
  return {
    rows: dense.length,
    columns,
    indptr,
    indices: dense.flatMap((row) => row.map((_, j) => j)),
    data: dense.flat(),
  };
}

describe(specification.method, () => {
  beforeAll(() => load('stochastic'));

  test.each(['adagrad', 'ftrl', 'normalizedAdaptive', 'sgd'] as const)(
    'chunks and checkpoints change no bit of %s',
    async (method) => {
      const problem = { ...settings, method, ...(method === 'sgd' && { learningRate: 0.1 }) };
      const whole = learnerSync(problem);
      whole.learn({ matrix, response });
      const known = whole.model();
      whole.close();
      expect(known.rows).toBe(600);
      for (const sizes of [[1], [7, 100, 0, 3]]) {
        let open = await learner(problem);
        for (const [k, chunk] of [...chunks(...sizes)].entries()) {
          open.learn(k % 2 === 0 ? chunk : { ...chunk, matrix: sparseOf(chunk.matrix as number[][]) });
          if (k % 50 !== 3) continue;
          const checkpoint = open.checkpoint();
          open.close();
          open = await learner({ ...problem, checkpoint });
        }
        expect(open.model()).toEqual(known);
        open.close();
      }
    },
  );

  test('one pass of fit in the given order is the same', () => {
    const open = learnerSync({ ...settings, learningRate: 0.5 });
    open.learn({ matrix, response });
    const fitted = stochastic.fitSync({
      matrix,
      response,
      loss: 'logistic',
      learningRate: 0.5,
      sampling: 'cyclic',
      epochs: 1,
    });
    const model = open.model();
    expect(model.coefficients).toEqual(fitted.coefficients);
    expect(model.intercept).toBe(fitted.intercept);
    expect(model.progressiveLoss).toBe(fitted.progressiveLoss);
    expect(model.standardError).toBe(fitted.standardError);
    expect(model.classes).toEqual(['no', 'yes']);
    open.close();
  });

  test.each([
    ['adagrad', {}],
    ['adagrad', { penalty: 'groupL2', lambda: 0.01 }],
    ['adagrad', { penalty: 'elasticNet', lambda: 0.01, penaltyFactors: [1, 0, 2, 1] }],
    ['sgd', { penalty: 'groupL2', lambda: 0.05, groups: [0, 1, 0, 1], learningRate: 0.1 }],
    ['ftrl', { l1: 0.1 }],
  ] as const)('several classes are those of fit, in any chunks, to the bit: %s, %o', async (method, more) => {
    const problem = { ...many, dimension: 4, method, learningRate: 0.5, ...more } as const;
    const whole = learnerSync(problem);
    whole.learn({ matrix, response: colors });
    const known = whole.model();
    const order = {
      sampling: 'cyclic',
      epochs: 1,
      ...(method === 'sgd' && { schedule: 'inverseSquareRoot' as const }),
    } as const;
    const { dimension: _, classes, ...settings } = problem;
    const fitted = stochastic.fitSync({ ...settings, ...order, matrix, response: colors });
    expect(known).toMatchObject({
      coefficients: fitted.coefficients,
      intercept: fitted.intercept,
      rows: 600,
    });
    expect(known.classes).toEqual(['blue', 'green', 'red']);
    expect(known.progressiveLoss).toBe(fitted.progressiveLoss);
    for (const sizes of [[1], [7, 100, 0, 3]]) {
      let open = await learner(problem);
      for (const [k, chunk] of [...chunksOf(colors, sizes)].entries()) {
        open.learn(k % 2 === 0 ? chunk : { ...chunk, matrix: sparseOf(chunk.matrix) });
        if (k % 50 !== 3) continue;
        const checkpoint = open.checkpoint();
        open.close();
        open = await learner({ ...problem, checkpoint });
      }
      expect(open.model()).toEqual(known);
      expect(open.checkpoint()).toEqual(whole.checkpoint());
      open.close();
    }
    whole.close();
    const streamed = await fitStream(chunksOf(colors, [50]), problem);
    expect(streamed).toMatchObject({ ...known, status: 'finished' });
  });

  test('predictions of several classes are those of coordinate.predict', async () => {
    await load('coordinate');
    const open = learnerSync({ ...many, dimension: 4 });
    open.learn({ matrix, response: colors });
    const { predictor, response: predicted, probabilities } = open.predict(matrix);
    const known = coordinate.predictSync({ model: open.model(), matrix });
    expect([predictor.rows, predictor.columns]).toEqual([600, 3]);
    expectAllClose(predictor.data, known.predictor.data, 1e-12);
    expectAllClose(probabilities?.data ?? [], known.probabilities.data, 1e-12);
    expect(predicted).toEqual(known.response);
    expect(predicted.filter((color, i) => color === colors[i]).length).toBeGreaterThan(400);
    expect(open.predict([]).predictor).toEqual({ rows: 0, columns: 3, data: new Float64Array(0) });
    const before = open.checkpoint();
    await expectError(
      async () => open.learn({ matrix: [[1, 2, 3, 4]], response: ['yellow'] }),
      'INVALID_INPUT',
      'response[0]',
    );
    expect(open.checkpoint()).toEqual(before);
    open.close();
    const two = learnerSync(settings);
    two.learn({ matrix, response });
    const pairs = coordinate.predictSync({ model: two.model(), matrix }).probabilities;
    expectAllClose(two.predict(matrix).probabilities?.data ?? [], pairs.data, 1e-12);
    two.close();
  });

  test('classes are sorted by code points', () => {
    // The second character has two surrogates, which are below the first one.
    const classes = ['\uff5e', '\u{1f600}', 'z'];
    const open = learnerSync({ loss: 'multinomial', classes, dimension: 1, learningRate: 1 });
    open.learn({ matrix: [[1], [1], [1]], response: ['\uff5e', '\uff5e', '\uff5e'] });
    expect(open.model().classes).toEqual(['z', '\uff5e', '\u{1f600}']);
    expect(open.predict([[1]]).response).toEqual(['\uff5e']);
    open.close();
  });

  describe('steps that diverge', () => {
    const numbers = response.map((label) => (label === 'yes' ? 1 : 0));
    const counts = response.map((_, i) => i % 5);
    test.each([
      ['sgd', { method: 'sgd', learningRate: 1e6 }],
      ['sgd at once', { method: 'sgd', learningRate: 1e100 }],
      ['sgd with a ridge', { method: 'sgd', learningRate: 10, lambda: 1e-3 }],
      ['sgd with zeros', { method: 'sgd', learningRate: 10, penalty: 'l1', lambda: 1e-3 }],
      ['groups', { method: 'sgd', learningRate: 10, penalty: 'groupL2', lambda: 1e-3, groups: [0, 0, 1, 1] }],
      ['counts', { method: 'sgd', learningRate: 10, loss: 'poisson' }],
      ['counts by adagrad', { method: 'adagrad', learningRate: 1e4, loss: 'poisson' }],
      ['adagrad', { method: 'adagrad', learningRate: 1e90 }],
      ['ftrl', { method: 'ftrl', learningRate: 1e90 }],
      ['normalizedAdaptive', { method: 'normalizedAdaptive', learningRate: 1e90, importanceAware: false }],
    ] as const)('leave finite coefficients: %s', (_, settings) => {
      const all = 'loss' in settings ? counts : numbers;
      const models = [[600], [1], [7, 100]].map((sizes) => {
        const open = learnerSync({ dimension: 4, ...settings });
        for (let from = 0, k = 0; from < 600; k++) {
          const to = from + (sizes[k % sizes.length] as number);
          open.learn({ matrix: matrix.slice(from, to), response: all.slice(from, to) });
          from = to;
        }
        expect(open.hasDiverged).toBe(true);
        const model = open.model();
        expect([...model.coefficients, model.intercept].every((w) => Number.isFinite(w))).toBe(true);
        expect(open.predict(matrix).predictor.every((z) => Number.isFinite(z))).toBe(true);
        const again = learnerSync({ dimension: 4, ...settings, checkpoint: open.checkpoint() });
        expect(again.hasDiverged).toBe(true);
        again.learn({ matrix, response: all });
        expect(again.model()).toEqual(model);
        again.close();
        open.close();
        return model;
      });
      expect(models[1]).toEqual(models[0]);
      expect(models[2]).toEqual(models[0]);
    });

    test('end a stream, with the coefficients before', async () => {
      const problem = { loss: 'squared', method: 'sgd', learningRate: 1e6 } as const;
      const { status, coefficients } = await fitStream([{ matrix, response: numbers }], problem);
      expect(status).toBe('diverged');
      expect(coefficients.every((w) => Math.abs(w) < 1e60)).toBe(true);
    });

    test('a large response is no divergence', () => {
      const open = learnerSync({ dimension: 1 });
      open.learn({ matrix: [[1], [1], [1]], response: [1, 1e100, 1] });
      expect(open.hasDiverged).toBe(false);
      open.close();
    });

    test('entries whose squares overflow are refused', async () => {
      const open = learnerSync({ dimension: 1 });
      await expectError(
        async () => open.learn({ matrix: [[1e151]], response: [1] }),
        'INVALID_INPUT',
        'matrix[0][0]',
      );
      open.close();
    });
  });

  test('tables by columns are those by rows', () => {
    const byColumns = {
      rows: matrix.length,
      columns: 4,
      data: [0, 1, 2, 3].flatMap((j) => matrix.map((row) => row[j] as number)),
      layout: 'columnMajor',
    } as const;
    const [open, other] = [learnerSync(settings), learnerSync(settings)];
    open.learn({ matrix, response });
    other.learn({ matrix: byColumns, response });
    expect(other.model()).toEqual(open.model());
    expect(other.predict(byColumns)).toEqual(open.predict(matrix));
    open.close();
    other.close();
  });

  test('predictions are those of the model', () => {
    const open = learnerSync(settings);
    open.learn({ matrix, response });
    const { coefficients, intercept } = open.model();
    const { predictor, response: predicted } = open.predict(matrix);
    matrix.forEach((row, i) => {
      const z = row.reduce((sum, x, j) => sum + x * (coefficients[j] as number), intercept);
      expect(predictor[i]).toBeCloseTo(z, 12);
      expect(predicted[i]).toBe((predictor[i] as number) > 0 ? 'yes' : 'no');
    });
    expect(open.predict([]).predictor).toHaveLength(0);
    open.close();
  });

  test('hashed indices share places by their low bits, and equal ones are added', () => {
    const shared = { loss: 'squared', learningRate: 0.1 } as const;
    const [hashed, plain] = [
      learnerSync({ ...shared, hashBits: 3 }),
      learnerSync({ ...shared, dimension: 8 }),
    ];
    hashed.learn({
      matrix: {
        rows: 1,
        columns: 2 ** 31 - 1,
        indptr: [0, 4],
        indices: [2 ** 32 - 1, 9, 1, 4],
        data: [1, 2, 3, 4],
      },
      response: [1],
    });
    plain.learn({ matrix: [[0, 5, 0, 0, 4, 0, 0, 1]], response: [1] });
    expect(hashed.model()).toEqual(plain.model());
    hashed.close();
    plain.close();
  });

  test('rows that are refused change nothing', async () => {
    const open = learnerSync(settings);
    open.learn({ matrix: matrix.slice(0, 50), response: response.slice(0, 50) });
    const before = open.checkpoint();
    const bad: readonly [stochastic.StreamRows, string][] = [
      [{ matrix: [[1, 2, 3]], response: ['no'] }, 'matrix[0]'],
      [{ matrix: [[1, 2, 3, Number.NaN]], response: ['no'] }, 'matrix[0][3]'],
      [{ matrix: [[1, 2, 3, 4]], response: ['perhaps'] }, 'response[0]'],
      [{ matrix: [[1, 2, 3, 4]], response: ['no', 'yes'] }, 'response'],
      [{ matrix: [[1, 2, 3, 4]], response: ['no'], sampleWeights: [-1] }, 'sampleWeights[0]'],
      [{ matrix: { rows: 1, columns: 4, data: [1, 2, 3] }, response: ['no'] }, 'matrix.data'],
      [
        {
          matrix: { rows: 1, columns: 4, data: [1, 2, 3, 4], layout: 'byColumns' as 'columnMajor' },
          response: ['no'],
        },
        'matrix.layout',
      ],
      [
        { matrix: { rows: 1, columns: 4, indptr: [0, 2], indices: [1, 1], data: [1, 1] }, response: ['no'] },
        'matrix.indices[1]',
      ],
      [
        { matrix: { rows: 1, columns: 4, indptr: [0, 1], indices: [4], data: [1] }, response: ['no'] },
        'matrix.indices[0]',
      ],
      [
        {
          matrix: { rows: 2, columns: 4, indptr: [0, 2, 1], indices: [1], data: [1] },
          response: ['no', 'no'],
        },
        'matrix.indptr[2]',
      ],
      [
        { matrix: { rows: 1, columns: 4, indptr: [1], indices: [], data: [] }, response: ['no'] },
        'matrix.indptr',
      ],
      [{ matrix: 'rows' as unknown as number[][], response: ['no'] }, 'matrix'],
      [undefined as unknown as stochastic.StreamRows, 'rows'],
    ];
    for (const [rows, path] of bad) await expectError(async () => open.learn(rows), 'INVALID_INPUT', path);
    expect(open.checkpoint()).toEqual(before);
    open.close();
    await expectError(async () => open.learn({ matrix, response }), 'INVALID_INPUT', '');
  });

  test.each([
    ['no features', { loss: 'squared' }, 'dimension'],
    ['both features', { dimension: 3, hashBits: 3 }, 'hashBits'],
    ['too many bits', { hashBits: 27 }, 'hashBits'],
    ['no classes', { loss: 'hinge', dimension: 3 }, 'classes'],
    ['three classes of one predictor', { loss: 'logistic', dimension: 3, classes: [1, 2, 3] }, 'classes'],
    ['one class of several predictors', { loss: 'multinomial', dimension: 3, classes: [1] }, 'classes'],
    ['equal classes', { loss: 'multinomial', dimension: 3, classes: [1, 2, 3, 2] }, 'classes'],
    ['no groups', { penalty: 'groupL2', dimension: 3 }, 'groups'],
    ['too few groups', { penalty: 'groupL2', dimension: 3, groups: [0, 1] }, 'groups'],
    ['groups of l1', { penalty: 'l1', dimension: 3, groups: [0, 1, 1] }, 'groups'],
    ['too few factors', { penalty: 'l1', dimension: 3, penaltyFactors: [0, 1] }, 'penaltyFactors'],
    ['flows of several classes', { ...many, dimension: 3, method: 'normalizedAdaptive' }, 'method'],
    ['one class', { loss: 'hinge', dimension: 3, classes: ['a', 'a'] }, 'classes'],
    ['classes of numbers', { dimension: 3, classes: ['a', 'b'] }, 'classes'],
    ['no rate of sgd', { dimension: 3, method: 'sgd' }, 'learningRate'],
    ['a huge rate', { dimension: 3, learningRate: 1e101 }, 'learningRate'],
    [
      'a schedule with an end',
      { dimension: 3, method: 'sgd', learningRate: 1, schedule: { kind: 'cosine' } },
      'schedule.kind',
    ],
    ['damaged bytes', { dimension: 3, checkpoint: new Uint8Array(60) }, 'checkpoint'],
  ] as const)('%s: refused', async (_, problem, path) => {
    await expectError(() => learner(problem as stochastic.LearnerProblem), 'INVALID_INPUT', path);
  });
});

describe('fitStream', () => {
  beforeAll(() => load('stochastic'));

  test('reads one chunk ahead and never more, and learns what a learner does', async () => {
    let read = 0;
    const seen: number[] = [];
    async function* source() {
      for (const chunk of chunks(100)) {
        read += 1;
        yield chunk;
      }
    }
    const solution = await fitStream(
      source(),
      { loss: 'logistic', classes: ['no', 'yes'] },
      { onProgress: ({ rows }) => seen.push(read - rows / 100) },
    );
    expect(solution.status).toBe('finished');
    expect(Math.max(...seen)).toBeLessThanOrEqual(1);
    const open = learnerSync(settings);
    open.learn({ matrix, response });
    expect(solution).toMatchObject(open.model());
    expect(solution.checkpoint).toEqual(open.checkpoint());
    open.close();
  });

  test('stopped in the middle, it continues from its checkpoint to the bit', async () => {
    let kept: Uint8Array | undefined;
    let rows = 0;
    const controller = new AbortController();
    const stopped = fitStream(chunks(50), settings, {
      signal: controller.signal,
      onProgress: (progress) => {
        if (progress.rows !== 300) return;
        [kept, rows] = [progress.checkpoint(), progress.rows];
        controller.abort(new Error('enough'));
      },
    });
    await expect(stopped).rejects.toThrow('enough');
    const rest = [{ matrix: matrix.slice(rows), response: response.slice(rows) }];
    const resumed = await fitStream(rest, { ...settings, checkpoint: kept as Uint8Array });
    expect(resumed).toEqual(await fitStream(chunks(600), settings));
  });

  test('a time limit, a rate that is too large, and errors of the source end it', async () => {
    async function* endless() {
      for (;;) yield* chunks(600);
    }
    expect((await fitStream(endless(), settings, { timeLimit: 0.05 })).status).toBe('timeLimit');
    const numbers = response.map((label) => (label === 'yes' ? 1 : 0));
    const diverging = { loss: 'squared', method: 'sgd', learningRate: 1e6 } as const;
    expect((await fitStream([{ matrix, response: numbers }], diverging)).status).toBe('diverged');
    async function* broken() {
      yield* chunks(300);
      throw new Error('the disk is gone');
    }
    await expect(fitStream(broken(), settings)).rejects.toThrow('the disk is gone');
    await expectError(() => fitStream([], { loss: 'squared' }), 'INVALID_INPUT', 'source');
    await expectError(() => fitStream(7 as unknown as [], settings), 'INVALID_INPUT', 'source');
  });

  describe('a source that stalls', () => {
    async function* stalled(before: Iterable<stochastic.StreamRows>) {
      yield* before;
      await new Promise(() => undefined);
    }
    /** Limits hold on a loaded machine. */
    const SECONDS = 10;
    const elapsedSince = (start: number) => (performance.now() - start) / 1000;

    test('leaves the rows so far to the time limit', async () => {
      const start = performance.now();
      const solution = await fitStream(stalled(chunks(300)), settings, { timeLimit: 1 });
      expect(elapsedSince(start)).toBeLessThan(SECONDS);
      expect(solution).toMatchObject({ status: 'timeLimit', rows: 600 });
      const none = await fitStream(stalled([]), settings, { timeLimit: 0.05 });
      expect(none).toMatchObject({ status: 'timeLimit', rows: 0, progressiveLoss: 0 });
      await expectError(
        () => fitStream(stalled([]), { loss: 'logistic', classes: ['no', 'yes'] }, { timeLimit: 0.05 }),
        'INVALID_INPUT',
        'timeLimit',
      );
    });

    test('is left when the signal is aborted', async () => {
      for (const before of [[], chunks(300)]) {
        const controller = new AbortController();
        const start = performance.now();
        const stopped = fitStream(stalled(before), settings, { signal: controller.signal });
        setTimeout(() => controller.abort(new Error('enough')), 50);
        await expect(stopped).rejects.toThrow('enough');
        expect(elapsedSince(start)).toBeLessThan(SECONDS);
      }
    });
  });

  test('tells the source to end', async () => {
    let isClosed = false;
    async function* source() {
      try {
        for (;;) yield* chunks(100);
      } finally {
        isClosed = true;
      }
    }
    await fitStream(source(), settings, { timeLimit: 0.05 });
    expect(isClosed).toBe(true);
  });
});

describe('texts', () => {
  const gathered = async (rows: AsyncIterable<stochastic.StreamRows>) => {
    const all: stochastic.StreamRows[] = [];
    for await (const chunk of rows) all.push(chunk);
    return all;
  };
  const rowsOf = (chunk: stochastic.StreamRows | undefined) =>
    ((chunk?.matrix ?? []) as readonly Float64Array[]).map((row) => [...row]);
  const bytes = (text: string, size: number) => {
    const whole = new TextEncoder().encode(text);
    return Array.from({ length: Math.ceil(whole.length / size) }, (_, k) =>
      whole.subarray(k * size, (k + 1) * size),
    );
  };

  test('CSV in parts of any size, with quotes, other columns and line ends', async () => {
    const text = 'a,"b, too",kind\r\n1,2.5,"y""es"\r\n-3,4e2,"n\no"\r\n\r\n5,6,é';
    for (const size of [1, 2, 5, 1000]) {
      const [chunk] = await gathered(csvRows(bytes(text, size), { response: 'kind' }));
      expect(rowsOf(chunk)).toEqual([
        [1, 2.5],
        [-3, 400],
        [5, 6],
      ]);
      expect(chunk?.response).toEqual(['y"es', 'n\no', 'é']);
    }
    const [spaced] = await gathered(csvRows(['a,b\n"x" ,"1" \n'], { response: 'a' }));
    expect([spaced?.response, rowsOf(spaced)]).toEqual([['x'], [[1]]]);
    const [first, second] = await gathered(
      csvRows(['1;2;3\n4;5;6\n7;8;9\n'], {
        response: 0,
        header: false,
        delimiter: ';',
        features: [2],
        chunkRows: 2,
      }),
    );
    expect(rowsOf(first)).toEqual([[3], [6]]);
    expect(second?.response).toEqual([7]);
  });

  test('a whole text, a column that is not there, and columns of any number', async () => {
    const [chunk] = await gathered(csvRows('a,b\n1,2\n', { response: 'b' }));
    expect([rowsOf(chunk), chunk?.response]).toEqual([[[1]], [2]]);
    const refused = await expectError(
      () => gathered(csvRows('a;b\n1;2\n', { response: 'b' })),
      'INVALID_INPUT',
      'response',
    );
    expect(refused.message).toBe('response must be a column of the table, got "b"; it has "a;b"');
    await expectError(() => hashOf(3 as never), 'INVALID_INPUT', 'text');
    const open = { loss: 'logistic', classes: [-1, 1] } as const;
    await expectError(() => fitStream(svmlightRows('1 1:2\n'), open), 'INVALID_INPUT', 'dimension');
  });

  test('hashed CSV', async () => {
    const [chunk] = await gathered(
      csvRows(['city,age,y\nRome,30,1\n,2,0\n'], { response: 'y', hashed: true }),
    );
    expect(chunk?.matrix).toMatchObject({
      indptr: [0, 2, 3],
      indices: [hashOf('city=Rome'), hashOf('age'), hashOf('age')],
      data: [1, 30, 2],
    });
    // The FNV-1a hash of "foobar" by its authors.
    expect(hashOf('foobar')).toBe(0xbf9cf968);
  });

  test('svmlight with comments and query numbers', async () => {
    const text = '# header\n+1 qid:3 1:0.5 4:-2 # note\n-1 2:1e3\n\n0.5\n';
    const [chunk] = await gathered(svmlightRows(bytes(text, 3), { columns: 4 }));
    expect(chunk?.matrix).toMatchObject({
      rows: 3,
      indptr: [0, 2, 3, 3],
      indices: [0, 3, 1],
      data: [0.5, -2, 1000],
    });
    expect(chunk?.response).toEqual([1, -1, 0.5]);
  });

  test('svmlight has the numbers that Number reads', async () => {
    const words = ['7', '-0', '+.5', '5.', '0.1', '123456789012345', '1234567890123456', '.000000000000001'];
    words.push('1e-320', '-2.5E3', '0x1f', '0.30000000000000004', '9007199254740993', '00012.50');
    for (const value of uniform(71, 500)) words.push(String(value), value.toPrecision(9), value.toFixed(15));
    const text = words.map((word) => `${word}\t3:${word} \r\n`).join('');
    const [chunk] = await gathered(svmlightRows(bytes(text, 1000), { columns: 3, chunkRows: 10_000 }));
    expect(chunk?.response).toEqual(words.map(Number));
    expect(chunk?.matrix).toMatchObject({ data: words.map(Number) });
  });

  test.each([
    [csvRows(['a,b\n1,x\n'], { response: 'a' }), 'line 2'],
    [csvRows(['a,b\n1\n'], { response: 'a' }), 'line 2'],
    [csvRows(['a,b\n"1,2\n'], { response: 'a' }), 'line 2'],
    [csvRows(['a,b\n1,2\n"x"yz,2\n'], { response: 'a' }), 'line 3'],
    [csvRows(['a,b\n1,2\n'], { response: 'c' }), 'response'],
    [csvRows([''], { response: 'c', delimiter: '' }), 'delimiter'],
    [svmlightRows(['1 0:1\n']), 'line 1'],
    [svmlightRows(['1 a\n']), 'line 1'],
    [svmlightRows(['1 1:x\n']), 'line 1'],
    [svmlightRows(['1 1:2\n', '1 1:\n']), 'line 2'],
    [svmlightRows(['1 1:2:3\n']), 'line 1'],
    [svmlightRows(['1:2 3:4\n']), 'line 1'],
    [svmlightRows(['1 1:1e400\n']), 'line 1'],
    [svmlightRows(['1 9:1\n'], { columns: 8 }), 'line 1'],
    [csvRows(['a,b\n1,2\n'], {} as never), 'response'],
    [csvRows(3 as never, { response: 'a' }), 'source'],
    [svmlightRows(new Blob(['1 1:2\n']) as never), 'source'],
  ] as const)('texts that make no sense are refused', async (rows, path) => {
    await expectError(() => gathered(rows), 'INVALID_INPUT', path);
  });
});
