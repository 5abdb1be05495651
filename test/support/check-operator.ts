/** Tests of all methods with operators: `checkOperator(spec)` in a method's test file declares them. */

import { load, type Matrix, type RunOptions, type SyncRunOptions, type sketch } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectError, failureOf } from './expect.js';

/** The specification of a method for these tests. */
export interface OperatorSpec<Problem extends { readonly matrix: unknown }, Solution, Progress> {
  /** The public name, `family.method`. */
  readonly method: string;
  readonly solve: (
    problem: Problem | sketch.WithOperator<Problem>,
    options?: RunOptions<Progress>,
  ) => Promise<Solution>;
  readonly solveSync: (
    problem: Problem | sketch.WithOperator<Problem, sketch.SyncLinearOperator>,
    options?: SyncRunOptions,
  ) => Solution;
  /** A small problem with a dense matrix. Reordering its products must not change digits compared by `expectSame`. */
  readonly problem: () => Problem & { readonly matrix: Matrix };
  /** Asserts that two solutions agree up to rounding. */
  readonly expectSame: (actual: Solution, expected: Solution) => void;
}

/** A dense matrix as an operator with functions that return the products. */
export function returning({ rows, columns, data }: Matrix) {
  return {
    rows,
    columns,
    apply: (x: Float64Array) =>
      Array.from({ length: rows }, (_, i) =>
        x.reduce((sum, value, j) => sum + (data[i * columns + j] as number) * value, 0),
      ),
    applyTranspose: (y: Float64Array) =>
      Array.from({ length: columns }, (_, j) =>
        y.reduce((sum, value, i) => sum + (data[i * columns + j] as number) * value, 0),
      ),
  };
}

/** The operator of a matrix as an object of a class, with functions that write the products into their argument. */
class Writing {
  readonly #operator: ReturnType<typeof returning>;
  readonly rows: number;
  readonly columns: number;
  readonly note = 'objects may hold what they like';

  constructor(matrix: Matrix) {
    this.#operator = returning(matrix);
    this.rows = matrix.rows;
    this.columns = matrix.columns;
  }

  apply(x: Float64Array, y: Float64Array): void {
    y.set(this.#operator.apply(x));
  }

  applyTranspose(y: Float64Array, x: Float64Array): void {
    x.set(this.#operator.applyTranspose(y));
  }
}

/** Declares the tests of one method. */
export function checkOperator<Problem extends { readonly matrix: unknown }, Solution, Progress>(
  spec: OperatorSpec<Problem, Solution, Progress>,
): void {
  const { solve, solveSync, problem, expectSame } = spec;
  const operator = () => returning(problem().matrix);
  const withMatrix = (matrix: object) => ({ ...problem(), matrix }) as never;

  describe(`${spec.method} of the caller's functions`, () => {
    beforeAll(() => load('sketch'));

    test('gives what it gives for the matrix, however its products are told', async () => {
      const expected = await solve(problem());
      const later = async <T>(value: T) => {
        await new Promise((resolve) => setTimeout(resolve));
        return value;
      };
      const { apply, applyTranspose, ...shape } = operator();
      const asynchronous = {
        ...shape,
        apply: (x: Float64Array) => later(apply(x)),
        applyTranspose: async (y: Float64Array, x: Float64Array) => {
          await later(0);
          x.set(applyTranspose(y));
        },
      };
      const reference = solveSync(withMatrix(operator()));
      expectSame(reference, expected);
      for (const matrix of [operator(), new Writing(problem().matrix), asynchronous]) {
        expect(await solve(withMatrix(matrix))).toEqual(reference);
      }
      expect(solveSync(withMatrix(new Writing(problem().matrix)))).toEqual(reference);
    });

    test('asks with vectors of the right lengths, in the same two arrays', async () => {
      const { rows, columns } = problem().matrix;
      const { apply, applyTranspose } = operator();
      const buffers = new Set<ArrayBufferLike>();
      await solve(
        withMatrix({
          rows,
          columns,
          apply(x: Float64Array, y: Float64Array) {
            expect([x.length, y.length]).toEqual([columns, rows]);
            for (const array of [x, y]) buffers.add(array.buffer);
            return apply(x);
          },
          applyTranspose(y: Float64Array, x: Float64Array) {
            expect([y.length, x.length]).toEqual([rows, columns]);
            return applyTranspose(y);
          },
        }),
      );
      expect(buffers.size).toBe(2);
    });

    test('refuses answers that are no vectors of numbers, and names the function', async () => {
      const good = operator();
      const { rows } = good;
      const bad: Record<string, () => unknown> = {
        'wrong length': () => new Float64Array(rows + 1),
        'not finite': () => Array.from({ length: rows }, () => Number.NaN),
        'an infinite entry': () => new Float64Array(rows).fill(Number.POSITIVE_INFINITY),
        'nothing written': () => undefined,
        null: () => null,
        'a number': () => 3,
        strings: () => Array.from({ length: rows }, () => '1'),
        'big integers': () => new BigInt64Array(rows),
        holes: () => new Array(rows),
      };
      for (const answer of Object.values(bad)) {
        const matrix = { ...good, apply: answer };
        const error = await expectError(() => solve(withMatrix(matrix)), 'INVALID_INPUT', 'matrix.apply');
        expect(await expectError(() => solveSync(withMatrix(matrix)), 'INVALID_INPUT')).toEqual(error);
        const promising = { ...good, applyTranspose: async () => answer() };
        await expectError(() => solve(withMatrix(promising)), 'INVALID_INPUT', 'matrix.applyTranspose');
      }
      const promise = { ...good, applyTranspose: async () => [] };
      await expectError(() => solveSync(withMatrix(promise)), 'INVALID_INPUT', 'matrix.applyTranspose');
    });

    test('refuses an operator that is not whole', async () => {
      const good = operator();
      const refused = (change: object, path: string) =>
        expectError(() => solve(withMatrix({ ...good, ...change })), 'INVALID_INPUT', path);
      await refused({ apply: undefined }, 'matrix.apply');
      await refused({ applyTranspose: 'transpose' }, 'matrix.applyTranspose');
      await refused({ rows: undefined }, 'matrix.rows');
      await refused({ rows: 0 }, 'matrix.rows');
      await refused({ columns: -1 }, 'matrix.columns');
      await refused({ columns: 2 ** 40 }, 'matrix.columns');
      await refused({ columns: 1.5 }, 'matrix.columns');
      // Functions have a method `apply`, too, but are not operators.
      await expectError(() => solve(withMatrix(() => 1)), 'INVALID_INPUT', 'matrix');
    });

    test('passes on what the functions throw, and stops between answers once aborted', async () => {
      const good = operator();
      const thrown = { not: 'even an Error' };
      const throws = () => {
        throw thrown;
      };
      expect(await failureOf(() => solve(withMatrix({ ...good, apply: throws })))).toBe(thrown);
      expect(await failureOf(() => solveSync(withMatrix({ ...good, applyTranspose: throws })))).toBe(thrown);
      const controller = new AbortController();
      let asked = 0;
      const stopping = (x: Float64Array) => {
        asked++;
        controller.abort(thrown);
        return good.apply(x);
      };
      const stopped = () => solve(withMatrix({ ...good, apply: stopping }), { signal: controller.signal });
      expect(await failureOf(stopped)).toBe(thrown);
      expect(asked).toBe(1);
      const never = () => new Promise<number[]>(() => {});
      const waiting = solve(withMatrix({ ...good, apply: never }), { signal: AbortSignal.timeout(20) });
      expect(await failureOf(() => waiting)).toMatchObject({ name: 'TimeoutError' });
    });
  });
}
