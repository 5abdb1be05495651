/** Compression of vectors, and unequal shares of rows. */

import * as fc from 'fast-check';
import { federated, load } from 'superlinear';
import { beforeAll, expect, test } from 'vitest';
import { certifyCompress, certifyPartition, vectorOfMessage } from '../../certificates/federated.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { compress, compressSync, decompress, decompressSync, partition, partitionSync } = federated;

beforeAll(() => load('federated'));

const VECTOR = [0.5, -3, 0, 2, 0.25];

const hexOf = (bytes: Uint8Array) => Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');

checkSolver<federated.CompressProblem, federated.CompressSolution, unknown>({
  method: 'federated.compress',
  certify: certifyCompress,
  solve: compress,
  solveSync: compressSync,
  random: true,
  problem: () => ({ vector: VECTOR, compressor: { kind: 'random', fraction: 0.4 } }),
  verify: ({ message, bytes, relativeError }) => {
    expect([message.length, relativeError < 1]).toEqual([bytes, true]);
  },
});

checkSolver<federated.DecompressProblem, federated.DecompressSolution, unknown>({
  method: 'federated.decompress',
  solve: decompress,
  solveSync: decompressSync,
  problem: () => ({
    message: compressSync({ vector: VECTOR, compressor: { kind: 'top', fraction: 0.4 } }).message,
  }),
  verify: ({ vector }) => expect(Array.from(vector)).toEqual([0, -3, 0, 2, 0]),
});

checkSolver<federated.PartitionProblem, federated.PartitionSolution, unknown>({
  method: 'federated.partition',
  certify: certifyPartition,
  solve: partition,
  solveSync: partitionSync,
  random: true,
  problem: () => ({
    labels: Int32Array.from({ length: 60 }, (_, k) => k % 3),
    clients: 4,
    concentration: 0.5,
  }),
  verify: ({ counts }) => expect(counts.reduce((sum, count) => sum + count, 0)).toBe(60),
});

test('bytes are those of the format', () => {
  const top = compressSync({ vector: VECTOR, compressor: { kind: 'top', fraction: 0.4 } });
  expect(hexOf(top.message)).toBe('534c4d310200000005000000020000000102000040c00000004002fcdfa1');
  const sign = compressSync({ vector: VECTOR, compressor: { kind: 'sign' } });
  expect(hexOf(sign.message)).toBe('534c4d310400000005000000050000003333933f0265a26fec');
});

test('vectors return as far as their compressor keeps them, by this reader and by that of the library', () => {
  const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e30, max: 1e30 });
  const problems = fc.record({
    vector: fc.array(finite, { minLength: 1, maxLength: 400 }),
    compressor: fc.record({
      kind: fc.constantFrom('none', 'single', 'top', 'sign', 'quantized', 'random'),
      fraction: fc.double({ min: 0.001, max: 1, noNaN: true }),
      bits: fc.integer({ min: 1, max: 16 }),
    }),
  });
  fc.assert(
    fc.property(problems, fc.nat(), (problem, seed) => {
      const typed = problem as federated.CompressProblem;
      const solution = compressSync(typed, { seed });
      certifyCompress(typed, solution);
      const { vector } = decompressSync({ message: solution.message });
      if (typed.compressor.kind !== 'random') {
        vectorOfMessage(solution.message).forEach((value, j) => {
          expect(Math.abs(value - (vector[j] as number))).toBeLessThanOrEqual(1e-14 * Math.abs(value));
        });
      }
    }),
    { numRuns: 200, seed: 8 },
  );
});

test('hostile bytes are refused, or read within the given length', () => {
  const next = mulberry32(6);
  for (const kind of ['none', 'single', 'top', 'random', 'sign', 'quantized'] as const) {
    const { message } = compressSync({ vector: VECTOR, compressor: { kind } });
    for (let k = 0; k < 200; k++) {
      const hostile = Uint8Array.from(message, (byte) => (next() < 0.1 ? Math.floor(256 * next()) : byte));
      try {
        expect(decompressSync({ message: hostile, maxDimension: 100 }).vector.length).toBeLessThanOrEqual(
          100,
        );
      } catch (error) {
        expect(error).toMatchObject({ code: 'INVALID_INPUT', path: 'message' });
      }
    }
  }
});

test('bad input is refused', async () => {
  const compressor = { kind: 'top' } as const;
  await expectError(() => compress({ vector: [], compressor }), 'INVALID_INPUT', 'vector');
  await expectError(() => compress({ vector: [1e300], compressor }), 'INVALID_INPUT', 'vector');
  await expectError(
    () => compress({ vector: [1], compressor: { ...compressor, fraction: 2 } }),
    'INVALID_INPUT',
    'compressor.fraction',
  );
  const { message } = await compress({ vector: VECTOR, compressor: { kind: 'none' } });
  await expectError(() => decompress({ message, maxDimension: 4 }), 'INVALID_INPUT', 'message');
  await expectError(() => partition({ labels: [0, 1], clients: 3 }), 'INVALID_INPUT', 'minRows');
  await expectError(
    () => partition({ labels: [0, 1], clients: 1, concentration: 0 }),
    'INVALID_INPUT',
    'concentration',
  );
});

test('small concentrations make clients unlike, large ones alike', () => {
  const labels = Int32Array.from({ length: 3000 }, (_, k) => k % 3);
  /** The largest share of one class among the rows of a client, in the mean. */
  const purity = (concentration: number) => {
    const { owners, counts } = partitionSync({ labels, clients: 10, concentration });
    const shares = Array.from(counts, (count, client) => {
      const own = [0, 1, 2].map((label) =>
        owners.reduce((sum, owner, k) => sum + (owner === client && labels[k] === label ? 1 : 0), 0),
      );
      return Math.max(...own) / count;
    });
    return shares.reduce((sum, share) => sum + share, 0) / shares.length;
  };
  expect(purity(0.05)).toBeGreaterThan(0.8);
  expect(purity(1000)).toBeLessThan(0.4);
});
