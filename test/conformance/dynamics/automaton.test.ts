/** Automata: exact recurrences at any length, runs, and smallest equivalents. */

import { dynamics, load } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { certifyAutomaton } from '../../certificates/dynamics.js';
import { expectRefusal, range } from '../../certificates/support.js';
import { checkSolver } from '../../support/check-solver.js';
import { expectError } from '../../support/expect.js';
import { mulberry32 } from '../../support/random.js';

const { affineScanSync, automaton, automatonSync } = dynamics;

beforeAll(() => load('dynamics'));

checkSolver<dynamics.AutomatonProblem, dynamics.AutomatonSolution, unknown>({
  method: 'dynamics.automaton',
  certify: certifyAutomaton,
  solve: automaton,
  solveSync: automatonSync,
  problem: () => ({
    table: { rows: 3, columns: 2, data: new Float64Array([1, 0, 2, 0, 0, 1]) },
    initialState: 1,
    outputs: new Int32Array([1, 0, 1]),
    sequences: { rows: 2, columns: 3, data: new Float64Array([0, 1, 1, 1, -1, -1]) },
  }),
  verify({ labels, isGroup }) {
    expect([...(labels?.data ?? [])]).toEqual([1, 0, 1, 1, 0, 0]);
    expect(isGroup).toBe(false);
  },
});

/** A random automaton, whose symbols may be permutations. */
function randomTable(seed: number): number[][] {
  const random = mulberry32(seed);
  const below = (bound: number) => Math.floor(bound * random());
  const [states, symbols] = [1 + below(20), 1 + below(4)];
  return range(states).map(() => range(symbols).map(() => below(states)));
}

describe('as a recurrence', () => {
  test('a hundred random automata are exact at any length, with at most as many factors as states', () => {
    for (const seed of range(100)) {
      const table = randomTable(seed + 1);
      const random = mulberry32(seed + 1000);
      const [states, symbols] = [table.length, (table[0] as number[]).length];
      const tokens = Int32Array.from({ length: 300 }, () => Math.floor(symbols * random()));
      const { left, right, terms, states: visited } = automatonSync({ table, sequences: [tokens] });
      expect(terms).toBeLessThanOrEqual(states);
      const initial = [range(states).map((state) => (state === 0 ? 1 : 0))];
      const scan = affineScanSync({ kind: 'rankOne', left, right, terms, tokens, initial });
      const expected = new Float64Array(300 * states);
      for (const [t, state] of (visited?.data ?? []).entries()) expected[t * states + state] = 1;
      expect(scan.states.data).toEqual(expected);
    }
  });

  test('the symmetric group of five is a group, exact over 100 000 symbols', () => {
    const permutations = (items: number[]): number[][] =>
      items.length < 2
        ? [items]
        : items.flatMap((item) =>
            permutations(items.filter((other) => other !== item)).map((rest) => [item, ...rest]),
          );
    const all = permutations(range(5));
    const place = new Map(all.map((own, k) => [own.join(), k]));
    const after = (own: number[], generator: number[]) =>
      place.get(own.map((_, k) => own[generator[k] as number]).join()) as number;
    const generators = [
      [1, 0, 2, 3, 4],
      [1, 2, 3, 4, 0],
    ];
    const table = all.map((own) => generators.map((generator) => after(own, generator)));
    const random = mulberry32(3);
    const tokens = Int32Array.from({ length: 100_000 }, () => Math.floor(2 * random()));
    const { isGroup, left, right, terms, states } = automatonSync({ table, sequences: [tokens] });
    expect(isGroup).toBe(true);
    expect(terms).toBeLessThanOrEqual(120);
    const initial = [all.map((_, k) => (k === 0 ? 1 : 0))];
    const short = tokens.subarray(0, 2000);
    const scan = affineScanSync({
      kind: 'rankOne',
      left,
      right,
      terms,
      tokens: short,
      initial,
      output: 'last',
    });
    expect(scan.states.data.indexOf(1)).toBe(states?.data[1999]);
    expect(scan.states.data.filter((value) => value !== 0)).toHaveLength(1);
  });
});

describe('the smallest automaton', () => {
  test('of parity written with six states has two', () => {
    const table = range(6).map((state) => [state, (state + 1) % 6]);
    const { minimal } = automatonSync({ table, outputs: range(6).map((state) => state % 2) });
    expect([...minimal.table.data]).toEqual([0, 1, 1, 0]);
    expect([...minimal.outputs]).toEqual([0, 1]);
  });

  test('leaves out what no sequence reaches', () => {
    const { minimal } = automatonSync({ table: [[0], [0]], outputs: [3, 4] });
    expect([minimal.table.rows, ...minimal.outputs]).toEqual([1, 3]);
  });

  test('of random ones has the same outputs, and no two states of it are equivalent', () => {
    for (const seed of range(60)) {
      const table = randomTable(seed + 500);
      const outputs = table.map((_, k) => k % 2);
      const problem = { table, outputs };
      certifyAutomaton(problem, automatonSync(problem));
    }
  });

  test('that is not smallest is refused by the certificate', () => {
    const problem = { table: [[1], [0]], outputs: [5, 5] };
    const solution = automatonSync(problem);
    expect(solution.minimal.table.rows).toBe(1);
    const table = { rows: 2, columns: 1, data: new Float64Array([1, 0]) };
    const minimal = { table, outputs: new Int32Array([5, 5]), initialState: 0 };
    expectRefusal(() => certifyAutomaton(problem, { ...solution, minimal }));
  });
});

describe('refused', () => {
  test.each([
    [
      'a state that is not there',
      {
        table: [
          [0, 2],
          [1, 1],
        ],
      },
      'table[0][1]',
    ],
    ['a symbol after the end', { table: [[0]], sequences: [[0, -1, 0]] }, 'sequences[0][2]'],
    ['half a state', { table: [[0.5], [0]] }, 'table[0][0]'],
    ['a symbol that is not there', { table: [[0]], sequences: [[0, 1]] }, 'sequences[0][1]'],
    ['an initial state that is not there', { table: [[0]], initialState: 1 }, 'initialState'],
    ['outputs of another length', { table: [[0]], outputs: [1, 2] }, 'outputs'],
  ] as [string, dynamics.AutomatonProblem, string][])('%s', async (_, problem, path) => {
    await expectError(() => automaton(problem), 'INVALID_INPUT', path);
  });
});
