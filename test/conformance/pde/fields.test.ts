/** Fields given as formulas of the coordinates: the answers are those of the same values in lists. */

import { expression, load, pde } from 'superlinear';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectAllClose, expectError } from '../../support/expect.js';

beforeAll(async () => {
  for (const name of ['pde', 'pde-chemotaxis', 'pde-energies', 'pde-reactions'] as const) await load(name);
});

const inputs = { x: [], y: [] } as const;
const formula = (text: string) => ({ formula: text, inputs });

/** Coordinates of an axis: `count` points, the first at this multiple of the spacing. */
const axis = (count: number, first: number, spacing: number) =>
  Array.from({ length: count }, (_, k) => (k + first) * spacing);

/** The values of a function at the points of a grid, with x fastest. */
const listed = (y: readonly number[], x: readonly number[], f: (x: number, y: number) => number) =>
  Float64Array.from(y.flatMap((second) => x.map((first) => f(first, second))));

/** Two axes with 3 and 4 points on a box of 1.5 by 2. */
const box = { points: [3, 4], lengths: [1.5, 2] };

/** A function and its formula. */
const wave = 'sin(3 * x) + x * y^2 + 2';
const waveAt = (x: number, y: number) => Math.sin(3 * x) + x * y ** 2 + 2;

describe('poisson', () => {
  test.each([
    [['dirichlet', 'dirichlet'], 4],
    [['dirichlet', 'periodic'], 4],
    [['neumann', 'dirichlet'], 2],
    [['periodic', 'neumann'], 2],
  ] as const)('%j', async (boundary, order) => {
    const coordinates = box.points.map((count, a) => {
      const length = box.lengths[a] as number;
      const kind = boundary[a];
      if (kind === 'dirichlet') return axis(count + 2, 0, length / (count + 1));
      return axis(count, kind === 'neumann' ? 0.5 : 0, length / count);
    });
    const [y = [], x = []] = coordinates;
    const problem = { ...box, boundary: [...boundary], order, reaction: 1 };
    const [top, right] = ['cos(x) + y', 'exp(y) * x'];
    const sides = {
      ...(boundary[0] !== 'periodic' && { top: formula(top), bottom: 1 }),
      ...(boundary[1] !== 'periodic' && { right: formula(right) }),
    };
    const lists = {
      ...(boundary[0] !== 'periodic' && { top: listed([1.5], x, (x, y) => Math.cos(x) + y), bottom: 1 }),
      ...(boundary[1] !== 'periodic' && { right: listed(y, [2], (x, y) => Math.exp(y) * x) }),
    };
    const found = await pde.poisson({ ...problem, rightSide: formula(wave), boundaryValues: sides });
    const expected = await pde.poisson({
      ...problem,
      rightSide: listed(y, x, waveAt),
      boundaryValues: lists,
    });
    expectAllClose(found.solution, expected.solution, 1e-13);
  });

  test('three dimensions, and a fourth order that needs the values at the boundary', async () => {
    const error = async (n: number) => {
      const rightSide = {
        formula: '3 * k^2 * sin(k * x) * sin(k * y) * sin(k * z)',
        inputs: { x: [], y: [], z: [] },
      };
      const text = rightSide.formula.replaceAll('k', String(Math.PI));
      const { solution } = await pde.poisson({
        points: [n, n, n],
        rightSide: { ...rightSide, formula: text },
      });
      const middle = solution[(n ** 3 - 1) / 2] as number;
      return Math.abs(middle - 1);
    };
    const [coarse, fine] = [await error(7), await error(15)];
    expect(Math.log2(coarse / fine)).toBeGreaterThan(3.9);
  });
});

const [rows, columns] = [axis(3, 0.5, 0.5), axis(4, 0.5, 0.5)];

/** A field of `diffusion` as a formula and as a list. */
const pair = (text: string, f: (x: number, y: number) => number) =>
  [formula(text), listed(rows, columns, f)] as const;

test('diffusion and heat: coefficients, reaction, right side, sides and start', async () => {
  const [a, aList] = pair('1 + x * y', (x, y) => 1 + x * y);
  const [b, bList] = pair('exp(x - y)', (x, y) => Math.exp(x - y));
  const [c, cList] = pair('x^2', (x) => x * x);
  const [f, fList] = pair(wave, waveAt);
  const side = (value: unknown, weight: unknown) => ({ kind: 'robin', value, weight }) as pde.SideCondition;
  const formulas = {
    ...box,
    coefficient: { x: a, y: b },
    reaction: c,
    rightSide: f,
    boundary: {
      left: side(formula('y'), formula('1 + y')),
      right: side(formula('x * y'), 2),
      top: side(formula('x + 10 * y'), 1),
    },
  };
  const lists = {
    ...box,
    coefficient: { x: aList, y: bList },
    reaction: cList,
    rightSide: fList,
    boundary: {
      left: side(
        rows,
        rows.map((y) => 1 + y),
      ),
      right: side(
        rows.map((y) => 2 * y),
        2,
      ),
      top: side(
        columns.map((x) => x + 15),
        1,
      ),
    },
  };
  const found = await pde.diffusion(formulas);
  const expected = await pde.diffusion(lists);
  expectAllClose(found.solution, expected.solution, 1e-12);
  const same = [
    await pde.diffusion({ ...formulas, coefficient: a }),
    await pde.diffusion({ ...lists, coefficient: aList }),
  ];
  expectAllClose(same[0]?.solution ?? [], same[1]?.solution ?? [], 1e-12);
  const warm = await pde.heat({ ...formulas, initial: f, times: [0.1], timeStep: 0.05 });
  const warmed = await pde.heat({ ...lists, initial: fList, times: [0.1], timeStep: 0.05 });
  expectAllClose(warm.states.data, warmed.states.data, 1e-11);
});

test('chemotaxis: density, signal and intermediate', async () => {
  const [density, densityList] = pair(wave, waveAt);
  const [signal, signalList] = pair('y - x', (x, y) => y - x);
  const [intermediate, intermediateList] = pair('x', (x) => x);
  const rest = { ...box, epsilon: 1, finalTime: 0.02, timeStep: 0.01 };
  const found = await pde.chemotaxis({ ...rest, density, signal, intermediate });
  const lists = { density: densityList, signal: signalList, intermediate: intermediateList };
  const expected = await pde.chemotaxis({ ...rest, ...lists });
  expectAllClose(found.density.data, expected.density.data, 1e-12);
});

test('energies: boundary values, right side and start', async () => {
  const whole = [axis(5, 0, 1.5 / 4), axis(6, 0, 2 / 5)] as const;
  const inner = [axis(3, 1, 1.5 / 4), axis(4, 1, 2 / 5)] as const;
  const problem = { ...box, density: { kind: 'area' } } as const;
  const found = await pde.minimizeEnergy({
    ...problem,
    boundaryValues: formula(wave),
    rightSide: formula('x / 4'),
    initial: formula('x * y'),
  });
  const expected = await pde.minimizeEnergy({
    ...problem,
    boundaryValues: listed(...whole, waveAt),
    rightSide: listed(...whole, (x) => x / 4),
    initial: listed(...inner, (x, y) => x * y),
  });
  expect(found.energy).toBeCloseTo(expected.energy, 12);
  expectAllClose(found.solution, expected.solution, 1e-11);
  expect(found.iterations).toBe(expected.iterations);
});

test('energies: boundary values need no values inside', async () => {
  const problem = { points: [3, 3], density: { kind: 'area' } } as const;
  const boundaryValues = formula('1 / ((x - 0.5)^2 + (y - 0.5)^2)');
  const nodes = axis(5, 0, 0.25);
  const list = listed(nodes, nodes, (x, y) => 1 / ((x - 0.5) ** 2 + (y - 0.5) ** 2));
  expect(list[12]).toBe(Number.POSITIVE_INFINITY);
  const found = await pde.minimizeEnergy({ ...problem, boundaryValues });
  const expected = await pde.minimizeEnergy({ ...problem, boundaryValues: list });
  const finite = await pde.minimizeEnergy({
    ...problem,
    boundaryValues: list.map((value, k) => (k === 12 ? 0 : value)),
  });
  expect(expected).toEqual(finite);
  expectAllClose(found.solution, finite.solution, 1e-12);
  const wrong = list.map((value, k) => (k === 4 ? Number.NaN : value));
  const call = () => pde.minimizeEnergy({ ...problem, boundaryValues: wrong });
  await expectError(call, 'INVALID_INPUT', 'boundaryValues[4]');
});

test('reactions: the start', async () => {
  const [initial, list] = pair(wave, waveAt);
  const of = (initial: pde.Species['initial']) =>
    pde.reactionDiffusion({
      ...box,
      boundary: ['periodic', 'neumann'],
      species: [{ diffusion: 0.1, initial }],
      reaction: { kind: 'logistic' },
      finalTime: 0.1,
      timeStep: 0.05,
    });
  expectAllClose((await of(initial)).states[0]?.data ?? [], (await of(list)).states[0]?.data ?? [], 1e-13);
});

test('formulas are read in problems that are all data, and functions of `define` are taken', async () => {
  const expected = pde.poissonSync({ ...box, rightSide: formula('x * y') });
  const whole = expression.define({ x: [], y: [] }, ({ x, y }) => expression.multiply(x, y));
  expect(await pde.poisson({ ...box, rightSide: whole })).toEqual(expected);
});

test.each([
  [{ rightSide: formula('x + ') }, 'rightSide.formula:5'],
  [{ rightSide: { formula: 'z', inputs: { z: [] } } }, 'rightSide.inputs'],
  [{ rightSide: { formula: 'x', inputs: { x: 2 } } }, 'rightSide.inputs'],
  [{ rightSide: { formula: 'x', inputs: { x: 1 } } }, undefined],
  [{ rightSide: { formula: 'x[0] + x[1]', inputs: { x: 2 } } }, 'rightSide.inputs'],
  [{ rightSide: formula('[x, y]') }, 'rightSide'],
  [{ rightSide: formula('log(x - 1)') }, 'rightSide[0]'],
  [{ rightSide: 1, boundaryValues: { left: formula('1 / x') } }, 'boundaryValues.left[0]'],
] as const)('wrong field %j', async (part, path) => {
  const call = () => pde.poisson({ ...box, ...part } as pde.PoissonProblem);
  if (path === undefined) expect((await call()).status).toBe('converged');
  else await expectError(call, 'INVALID_INPUT', path);
});
