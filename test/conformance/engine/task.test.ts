/** The entry point of tasks, tested with a task that echoes its input: late, early or with an error. */

import { backend, load, type VectorInput, version } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { diagnose, diagnoseSync } from '../../../dist/engine.js';
import { expectError, failureOf } from '../../support/expect.js';

/** More tasks than processors, so that some are queued. */
const TASKS = 40;

beforeAll(() => load('engine'));

const withoutTime = ({ seconds: _, ...rest }: Awaited<ReturnType<typeof diagnose>>) => rest;

test.each(['transprot', 'expression.hessian', '', undefined, 7])('%j is nothing to load', async (name) => {
  const { message } = await expectError(() => load(name as 'engine'), 'INVALID_INPUT', 'name');
  expect(message).toMatch(/^name must be one of engine, atom, .*, transport, got /);
});

describe('engine.diagnose', () => {
  test('arrays come back as they went in, in arrays of their own', async () => {
    const echo = Float64Array.of(0, -0, 1.5, Number.NaN, Number.NEGATIVE_INFINITY, 5e-324);
    for (const result of [diagnoseSync({ echo }), await diagnose({ echo })]) {
      expect(result.echo).toEqual(echo);
      expect(result.echo.buffer).not.toBe(echo.buffer);
    }
  });

  test('arrays of every kind are taken, converted where they must be', async () => {
    const kinds: VectorInput[] = [
      [1, 2, 3],
      Float32Array.of(1, 2, 3),
      Int8Array.of(1, 2, 3),
      Uint8Array.of(1, 2, 3),
      Uint8ClampedArray.of(1, 2, 3),
      Int16Array.of(1, 2, 3),
      Uint16Array.of(1, 2, 3),
      Int32Array.of(1, 2, 3),
      Uint32Array.of(1, 2, 3),
    ];
    for (const echo of kinds) expect((await diagnose({ echo })).echo).toEqual(Float64Array.of(1, 2, 3));
    expect((await diagnose({ echo: Uint32Array.of(4294967295) })).echo).toEqual(Float64Array.of(4294967295));
    const whole = Float64Array.of(9, 1, 2, 3, 9);
    expect((await diagnose({ echo: whole.subarray(1, 4) })).echo).toEqual(Float64Array.of(1, 2, 3));
    expect((await diagnose({ echo: [] })).echo).toEqual(new Float64Array(0));
    expect((await diagnose({ echo: new Float64Array(0) })).echo).toEqual(new Float64Array(0));
    if (typeof SharedArrayBuffer !== 'undefined') {
      const shared = new Float64Array(new SharedArrayBuffer(16));
      shared.set([4, 5]);
      for (const result of [
        diagnoseSync({ echo: shared as never }),
        await diagnose({ echo: shared as never }),
      ]) {
        expect(result.echo).toEqual(Float64Array.of(4, 5));
        expect(result.echo.buffer).toBeInstanceOf(ArrayBuffer);
      }
    }
  });

  test('bytes come back as they went in, in arrays of their own', async () => {
    const bytes = Uint8Array.from({ length: 256 }, (_, k) => k);
    const many = new Uint8Array(100_000).map((_, k) => k);
    for (const given of [bytes, new Uint8Array(0), bytes.subarray(3, 9), many]) {
      for (const result of [diagnoseSync({ bytes: given }), await diagnose({ bytes: given })]) {
        expect(result.bytes).toEqual(given);
        const before = given.slice();
        result.bytes.fill(7);
        expect(given).toEqual(before);
      }
      expect(given.buffer.byteLength).toBeGreaterThanOrEqual(given.length);
    }
    expect(diagnoseSync({}).bytes).toEqual(new Uint8Array(0));
  });

  test('integers from 0 to 255 are bytes, in whichever array they come', async () => {
    const kinds = [
      [0, 1, 255],
      Uint16Array.of(0, 1, 255),
      Float64Array.of(0, 1, 255),
      Float32Array.of(0, 1, 255),
      Int32Array.of(0, 1, 255),
      Uint8ClampedArray.of(0, 1, 255),
    ];
    for (const bytes of kinds) {
      for (const result of [diagnoseSync({ bytes } as object), await diagnose({ bytes } as object)]) {
        expect(result.bytes).toEqual(Uint8Array.of(0, 1, 255));
      }
    }
    expect((await diagnose({ bytes: [] })).bytes).toEqual(new Uint8Array(0));
    for (const [wrong, got] of [
      [[1, 256], '256'],
      [[1, -1], '-1'],
      [[1, 0.5], '0.5'],
      [Float64Array.of(1, Number.NaN), 'NaN'],
      [Int32Array.of(1, 1000), '1000'],
    ] as const) {
      const error = await expectError(
        () => diagnose({ bytes: wrong } as object),
        'INVALID_INPUT',
        'bytes[1]',
      );
      expect(error.message).toBe(`bytes[1] must be an integer from 0 to 255, got ${got}`);
    }
    await expectError(() => diagnose({ bytes: 'text' as never }), 'INVALID_INPUT', 'bytes');
  });

  test('buffers of Node are bytes, and stay as they were', async () => {
    const { Buffer } = globalThis as {
      Buffer?: { from(numbers: number[]): Uint8Array; allocUnsafe(length: number): Uint8Array };
    };
    if (Buffer === undefined) return;
    const pooled = Buffer.allocUnsafe(5).fill(7);
    for (const result of [diagnoseSync({ bytes: pooled }), await diagnose({ bytes: pooled })]) {
      expect(result.bytes).toEqual(Uint8Array.of(7, 7, 7, 7, 7));
    }
    expect([...pooled]).toEqual([7, 7, 7, 7, 7]);
    expect((await diagnose({ echo: pooled })).echo).toEqual(Float64Array.of(7, 7, 7, 7, 7));
  });

  test('the caller may write to its arrays while a task runs', async () => {
    const echo = new Float64Array(1000).fill(1);
    const running = diagnose({ echo, seconds: 0.1 });
    echo.fill(2);
    expect((await running).echo.every((value) => value === 1)).toBe(true);
  });

  test('arrays that were transferred elsewhere are refused by name', async () => {
    const gone = (array: Float64Array | Uint8Array) => {
      structuredClone(array, { transfer: [array.buffer] });
      return array as never;
    };
    for (const solve of [diagnose, diagnoseSync]) {
      const error = await expectError(
        () => solve({ echo: gone(Float64Array.of(1, 2)) }),
        'INVALID_INPUT',
        'echo',
      );
      expect(error.message).toBe('echo has been transferred elsewhere');
      await expectError(() => solve({ bytes: gone(Uint8Array.of(1)) }), 'INVALID_INPUT', 'bytes');
    }
  });

  test('arrays whose buffer has been made too short for them are refused by name', async () => {
    const cut = (type: Float64ArrayConstructor | Int16ArrayConstructor | Uint8ArrayConstructor) => {
      const buffer = new ArrayBuffer(64, { maxByteLength: 128 } as never);
      const array = new type(buffer, 32, 2);
      (buffer as unknown as { resize(bytes: number): void }).resize(16);
      return array as never;
    };
    if (!('resize' in ArrayBuffer.prototype)) return;
    for (const solve of [diagnose, diagnoseSync]) {
      for (const type of [Float64Array, Int16Array]) {
        const error = await expectError(() => solve({ echo: cut(type) }), 'INVALID_INPUT', 'echo');
        expect(error.message).toBe('echo lies beyond the end of its buffer');
      }
      await expectError(() => solve({ bytes: cut(Uint8Array) }), 'INVALID_INPUT', 'bytes');
    }
  });

  test('a million numbers pass', async () => {
    const echo = new Float64Array(1e6).map((_, index) => index);
    for (const result of [diagnoseSync({ echo }), await diagnose({ echo })]) {
      expect(result.echo.length).toBe(1e6);
      expect(result.echo.findIndex((value, index) => value !== index)).toBe(-1);
    }
    expect(echo.length).toBe(1e6);
  });

  test('the run options arrive', async () => {
    const result = await diagnose({}, { seed: 2 ** 53 - 1, threads: 3 });
    expect(withoutTime(result)).toMatchObject({ status: 'converged', seed: 2 ** 53 - 1, threads: 3 });
    for (const seed of [-1, 0.5, 2 ** 64, Number.NaN]) {
      await expectError(() => diagnose({}, { seed }), 'INVALID_INPUT', 'seed');
    }
  });

  test('a device is refused where there is none, and where a method has no kernels for it', async () => {
    const ask = { backend: 'cuda' } as const;
    await expectError(() => diagnose({}, ask), 'BACKEND_UNAVAILABLE', 'backend');
    await expectError(() => diagnoseSync({}, ask), 'BACKEND_UNAVAILABLE', 'backend');
  });

  test('a panic is an INTERNAL error with its text, and the next call succeeds', async () => {
    for (let round = 0; round < 3; round++) {
      const promised = await expectError(() => diagnose({ panic: 'a defect on purpose' }), 'INTERNAL', '');
      expect(promised.message).toContain('a defect on purpose');
      const blocking = await expectError(
        () => diagnoseSync({ panic: 'a defect on purpose' }),
        'INTERNAL',
        '',
      );
      expect(blocking.message).toBe(promised.message);
      expect(diagnoseSync({ echo: [round] }).echo[0]).toBe(round);
      expect((await diagnose({ echo: [round] })).echo[0]).toBe(round);
    }
  });

  test('a task of two seconds stops within 50 ms of an abort, however often', async () => {
    await diagnose({});
    const delays: number[] = [];
    for (let round = 0; round < 3; round++) {
      const controller = new AbortController();
      const running = diagnose({ seconds: 2 }, { signal: controller.signal });
      await new Promise((resolve) => setTimeout(resolve, 150));
      const aborted = performance.now();
      controller.abort();
      const error = await failureOf(() => running);
      delays.push(performance.now() - aborted);
      expect(error).toMatchObject({ name: 'AbortError' });
      expect((await diagnose({ echo: [1] })).echo[0]).toBe(1);
    }
    // Other programs may delay this thread, but not every time, and never as long as the task.
    expect(Math.min(...delays)).toBeLessThan(50);
    expect(Math.max(...delays)).toBeLessThan(1000);
  });

  test('an aborted task frees its thread', async () => {
    const controllers = Array.from({ length: TASKS }, () => new AbortController());
    const running = controllers.map(({ signal }) => failureOf(() => diagnose({ seconds: 20 }, { signal })));
    await new Promise((resolve) => setTimeout(resolve, 150));
    for (const controller of controllers) controller.abort();
    await Promise.all(running);
    const started = performance.now();
    await Promise.all(Array.from({ length: TASKS }, () => diagnose({ seconds: 0.01 })));
    expect(performance.now() - started).toBeLessThan(5000);
  });

  test('the calling thread stays responsive while a task runs', async () => {
    const running = diagnose({ seconds: 0.5 });
    let ticks = 0;
    const timer = setInterval(() => ticks++, 10);
    await running;
    clearInterval(timer);
    expect(ticks).toBeGreaterThan(10);
  });

  test('more tasks than threads all finish, each with its own result', async () => {
    const results = await Promise.all(
      Array.from({ length: 40 }, (_, k) => diagnose({ echo: [k], seconds: 0.005 })),
    );
    expect(results.map(({ echo }) => echo[0])).toEqual(Array.from({ length: 40 }, (_, k) => k));
  });

  test('progress arrives in order, before the result', async () => {
    const seen: number[] = [];
    await diagnose({ seconds: 0.4 }, { onProgress: ({ seconds }) => seen.push(seconds) });
    expect(seen.length).toBeGreaterThan(2);
    expect(seen).toEqual(seen.toSorted((a, b) => a - b));
    const count = seen.length;
    await diagnose({ seconds: 0.1 });
    expect(seen.length).toBe(count);
  });

  test('values that are no data are refused with their path', async () => {
    const refused = (problem: object, path: string) =>
      expectError(() => diagnose(problem), 'INVALID_INPUT', path);
    await refused({ echo: [1, 'x'] }, 'echo[1]');
    await refused({ echo: Object.assign(new Array(3), { 0: 1, 2: 2 }) }, 'echo[1]');
    await refused({ echo: 'text' }, 'echo');
    await refused({ echo: { rows: 1 } }, 'echo');
    await refused({ echo: { $: 0 } }, 'echo.$');
    await refused({ echo: BigInt64Array.of(1n) }, 'echo');
    await refused({ echo: new DataView(new ArrayBuffer(8)) }, 'echo');
    await refused({ seconds: Number.NaN }, 'seconds');
    await refused({ seconds: 1n }, 'seconds');
    await refused({ panic: 3 }, 'panic');
    await refused(JSON.parse('{"__proto__": 1}'), '__proto__');
    const cyclic: Record<string, unknown> = {};
    cyclic.echo = cyclic;
    expect((await expectError(() => diagnose(cyclic), 'INVALID_INPUT')).message).toContain(
      'nested too deeply',
    );
  });

  test('what the caller gives as a getter and throws is the caller’s', async () => {
    const thrown = new Error('from the getter');
    const problem = Object.defineProperty({}, 'echo', {
      enumerable: true,
      get() {
        throw thrown;
      },
    });
    expect(await failureOf(() => diagnose(problem))).toBe(thrown);
  });
});

describe('backend()', () => {
  test('tells what is in use', () => {
    const description = backend();
    expect(description.version).toBe(version);
    expect(description.threads).toBeGreaterThan(0);
    if (description.name === 'wasm')
      expect(description).toMatchObject({ instructionSet: 'simd128', threads: 1 });
    else expect(description.reason).toBeUndefined();
  });

  test('what cannot be had says why', async () => {
    const error = await expectError(
      () => diagnose({}, { backend: 'metal' as 'wasm' }),
      'INVALID_INPUT',
      'backend',
    );
    expect(error.message).toContain('auto, native, wasm, cuda');
  });
});
