/**
 * Mutations of a valid problem at a few positions of its structure: likely mistakes, and numbers at the limits of
 * doubles.
 */

import { mulberry32 } from '../support/random.js';

/** The path of a value in a problem: keys and indices. */
export type Path = readonly (string | number)[];

/** A deterministic change of one value, applicable to whatever is at its path by then. */
export interface Mutation {
  readonly path: Path;
  /** A description of the change. */
  readonly does: string;
  readonly change: (value: unknown) => unknown;
}

type Random = () => number;
type Numbers = number[] | Float64Array | Float32Array | Int32Array | Uint8Array;

/**
 * A kind of change: whether it applies to a value, and a function that draws a change of this kind. The drawn change is
 * deterministic.
 */
interface Kind {
  readonly does: string;
  readonly suits: (value: unknown) => boolean;
  readonly draw: (random: Random) => (value: unknown) => unknown;
}

/** Special numbers: limits of doubles and their square root, of integers, and of the spacing of doubles. */
export const SPECIAL: readonly number[] = [
  0,
  -0,
  1,
  -1,
  0.5,
  2,
  Number.NaN,
  Number.POSITIVE_INFINITY,
  Number.NEGATIVE_INFINITY,
  5e-324,
  1e-310,
  1e-165,
  1e155,
  1e308,
  -1e308,
  2 ** -52,
  2 ** 31,
  2 ** 32 + 1,
  2 ** 53,
  1e9,
];

/** Data are scaled by powers of ten up to this exponent. */
const LARGEST_DECADE = 200;

/** Limit on the length of extended lists. */
const LONGEST = 64;

const isNumbers = (value: unknown): value is Numbers =>
  (ArrayBuffer.isView(value) && !(value instanceof DataView) && !(value instanceof BigInt64Array)) ||
  (Array.isArray(value) && value.every((entry) => typeof entry === 'number'));
const isList = (value: unknown): value is unknown[] | Numbers => isNumbers(value) || Array.isArray(value);
const isRows = (value: unknown): value is number[][] =>
  Array.isArray(value) && value.length > 0 && value.every((row) => Array.isArray(row) && isNumbers(row));
const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) && !ArrayBuffer.isView(value);
/**
 * Whether a value is a dense matrix with consistent dimensions. (A matrix that declares more rows than it has cannot be
 * rearranged.)
 */
const isDense = (value: unknown): value is { rows: number; columns: number; data: Numbers } =>
  isObject(value) &&
  [value.rows, value.columns].every((side) => typeof side === 'number') &&
  isNumbers(value.data) &&
  (value.rows as number) * (value.columns as number) === value.data.length &&
  !('indptr' in value);
const isFunction = (value: unknown) => typeof value === 'function';
const anything = () => true;

const below = (random: Random, count: number) => Math.floor(random() * count);
const pick = <T>(random: Random, items: ArrayLike<T>) => items[below(random, items.length)] as T;
/** A power of ten, usually moderate. */
const power = (random: Random) => 10 ** Math.round((2 * random() - 1) ** 3 * LARGEST_DECADE);

/** Applies a change to each number, keeping the form. */
const mapped = (values: Numbers, change: (value: number, place: number) => number): Numbers =>
  (values as number[]).map(change);

/** The numbers at some indices, in the same form. */
const at = (values: unknown[] | Numbers, places: readonly number[]): unknown => {
  const chosen = places.map((place) => values[place]);
  return Array.isArray(values)
    ? chosen
    : (values.constructor as unknown as { from(list: unknown[]): Numbers }).from(chosen);
};

const upTo = (count: number) => Array.from({ length: Math.max(count, 0) }, (_, place) => place);

/** A matrix with its rows or columns at the given indices: `[0, 0, 1]` repeats the first. */
function rearranged(value: unknown, ofRows: boolean, places: (count: number) => number[]): unknown {
  if (isRows(value)) {
    return ofRows
      ? at(value, places(value.length))
      : value.map((row) => at(row, places((value[0] as number[]).length)) as number[]);
  }
  if (!isDense(value)) return value;
  const { rows, columns, data } = value;
  const [i, j] = [ofRows ? places(rows) : upTo(rows), ofRows ? upTo(columns) : places(columns)];
  const chosen = i.flatMap((row) => j.map((column) => row * columns + column));
  return { ...value, rows: i.length, columns: j.length, data: at(data, chosen) };
}

/** A matrix with its rows or columns multiplied by factors. */
function rescaled(value: unknown, ofRows: boolean, factor: (place: number) => number): unknown {
  if (isRows(value)) return value.map((row, i) => mapped(row, (x, j) => x * factor(ofRows ? i : j)));
  if (!isDense(value)) return value;
  const { columns, data } = value;
  return {
    ...value,
    data: mapped(data, (x, k) => x * factor(ofRows ? Math.floor(k / columns) : k % columns)),
  };
}

const isMatrix = (value: unknown) => isRows(value) || isDense(value);

/** The indices of a list with one random change, drawn once. */
function placement(random: Random): (count: number) => number[] {
  const [kind, first, second] = [below(random, 4), random(), random()];
  return (count) => {
    const [p, q] = [Math.floor(first * count), Math.floor(second * count)];
    const places = upTo(count);
    if (kind === 0) return places.toSpliced(p, 0, ...places.slice(q, q + 1)); // repeats one
    if (kind === 1) return places.toSpliced(p, 1); // removes one
    if (kind === 2) return places.map((place) => (place === p ? q : place === q ? p : place)); // exchanges two
    return places.map((place) => (place === p ? q : place)); // replaces one by another
  };
}

/**
 * Marks changes of functions. Some make functions answer differently each time, so that results cannot be recomputed.
 */
export const FAILING = 'a function that fails';

const KINDS: readonly Kind[] = [
  {
    does: 'a special number',
    suits: (value) => typeof value === 'number',
    draw: (random) => {
      const special = pick(random, SPECIAL);
      return () => special;
    },
  },
  {
    does: 'another scale',
    suits: (value) => typeof value === 'number',
    draw: (random) => {
      const factor = power(random);
      return (value) => (value as number) * factor;
    },
  },
  {
    does: 'a near number',
    suits: (value) => typeof value === 'number',
    draw: (random) => {
      const step = below(random, 7) - 3;
      return (value) => (value as number) + step;
    },
  },
  {
    does: 'one entry special',
    suits: isNumbers,
    draw: (random) => {
      const [place, special] = [random(), pick(random, SPECIAL)];
      return (value) => {
        const numbers = value as Numbers;
        return mapped(numbers, (x, k) => (k === Math.floor(place * numbers.length) ? special : x));
      };
    },
  },
  {
    does: 'all entries at another scale',
    suits: isNumbers,
    draw: (random) => {
      const factor = power(random);
      return (value) => mapped(value as Numbers, (x) => x * factor);
    },
  },
  {
    does: 'entries over many decades',
    suits: isNumbers,
    draw: (random) => {
      const [exponent, first] = [1 + below(random, 12), random()];
      return (value) => mapped(value as Numbers, (x, k) => x * ((first + k * 0.618) % 1) ** exponent);
    },
  },
  {
    does: 'all entries the same',
    suits: isNumbers,
    draw: (random) => {
      const special = pick(random, [0, 1, -1, 1e-300, 1e150]);
      return (value) => mapped(value as Numbers, () => special);
    },
  },
  {
    does: 'an offset',
    suits: isNumbers,
    draw: (random) => {
      const offset = power(random);
      return (value) => mapped(value as Numbers, (x) => x + offset);
    },
  },
  {
    does: 'rearranged entries',
    suits: isList,
    draw: (random) => {
      const places = placement(random);
      return (value) => at(value as Numbers, places((value as Numbers).length));
    },
  },
  {
    does: 'another length',
    suits: isList,
    draw: (random) => {
      const length = pick(random, [0, 1, 2, 3, LONGEST]);
      return (value) => {
        const list = value as Numbers;
        return at(
          list,
          upTo(length).map((k) => k % Math.max(list.length, 1)),
        );
      };
    },
  },
  {
    does: 'rearranged rows',
    suits: isMatrix,
    draw: (random) => {
      const places = placement(random);
      return (value) => rearranged(value, true, places);
    },
  },
  {
    does: 'rearranged columns',
    suits: isMatrix,
    draw: (random) => {
      const places = placement(random);
      return (value) => rearranged(value, false, places);
    },
  },
  {
    does: 'a row or column at another scale',
    suits: isMatrix,
    draw: (random) => {
      const [ofRows, place, factor] = [random() < 0.5, below(random, 6), random() < 0.4 ? 0 : power(random)];
      return (value) => rescaled(value, ofRows, (k) => (k === place ? factor : 1));
    },
  },
  {
    does: 'rows or columns over many decades',
    suits: isMatrix,
    draw: (random) => {
      const [ofRows, base] = [random() < 0.5, 10 ** -below(random, 12)];
      return (value) => rescaled(value, ofRows, (k) => base ** k);
    },
  },
  {
    does: 'another type of list',
    suits: isNumbers,
    draw: (random) => {
      const type = pick(random, [Array, Float64Array, Float32Array, Int32Array, Uint8Array, BigInt64Array]);
      return (value) => {
        const numbers = Array.from(value as number[]);
        return type === BigInt64Array
          ? new BigInt64Array(numbers.length)
          : (type as ArrayConstructor).from(numbers);
      };
    },
  },
  {
    does: 'a declared size that is wrong',
    suits: (value) => isObject(value) && 'rows' in value,
    draw: (random) => {
      const [key, size] = [
        pick(random, ['rows', 'columns']),
        pick(random, [0, 1, 2, -1, 1e9, 2 ** 31, 2 ** 53, 0.5]),
      ];
      return (value) => ({ ...(value as object), [key]: size });
    },
  },
  {
    does: 'the other choice',
    suits: (value) => typeof value === 'boolean',
    draw: () => (value) => !value,
  },
  {
    does: 'another word',
    suits: (value) => typeof value === 'string',
    draw: (random) => {
      const kind = below(random, 3);
      return (value) => ['', `${value}s`, (value as string).toUpperCase()][kind];
    },
  },
  {
    does: 'without it',
    suits: anything,
    draw: () => () => undefined,
  },
  {
    does: 'something else',
    suits: anything,
    draw: (random) => {
      const other = pick(random, [
        null,
        3,
        'text',
        [],
        {},
        [[]],
        true,
        10n,
        [1, 2],
        [[1, 2], [3]],
        new Date(0),
      ]);
      return () => other;
    },
  },
  {
    does: FAILING,
    suits: isFunction,
    draw: (random) => {
      const [after, kind] = [below(random, 12), below(random, 8)];
      return (value) => failing(value as Answering, after, kind);
    },
  },
];

type Answering = (...given: unknown[]) => unknown;

/** An error thrown on purpose by a callback. */
export class Thrown extends Error {}

/** A function that answers correctly for some calls, then fails. */
function failing(answer: Answering, after: number, kind: number): Answering {
  let calls = 0;
  return (...given) => {
    calls += 1;
    if (calls <= after) return answer(...given);
    if (kind === 0) throw new Thrown('from the function');
    if (kind === 1) return Number.NaN;
    if (kind === 2) return Number.POSITIVE_INFINITY;
    if (kind === 3) return undefined;
    if (kind === 4) return 'text';
    if (kind === 5) return new Float64Array(3);
    if (kind === 6) return (answer(...given) as number) * 1e200;
    for (const array of given) if (array instanceof Float64Array) array.fill(Number.NaN);
    return answer(...given);
  };
}

/**
 * The values of a problem that can be changed, with their paths. Numbers of a list are changed together with their
 * list.
 */
function* placesIn(value: unknown, path: Path = []): Generator<{ path: Path; value: unknown }> {
  if (path.length > 0) yield { path, value };
  if (isNumbers(value)) return;
  if (Array.isArray(value)) {
    for (const [place, item] of value.entries()) yield* placesIn(item, [...path, place]);
  } else if (isObject(value)) {
    for (const [key, item] of Object.entries(value)) yield* placesIn(item, [...path, key]);
  }
}

/** A random change of a problem. All keys have the same probability, whatever their values. */
export function mutation(problem: object, seed: number): Mutation {
  const random = mulberry32(seed);
  const key = pick(random, Object.keys(problem));
  const places = [...placesIn(problem)].filter(({ path }) => path[0] === key);
  // The value itself half of the time, otherwise a value inside it.
  const { path, value } = random() < 0.5 ? (places[0] as (typeof places)[0]) : pick(random, places);
  const kind = pick(
    random,
    KINDS.filter(({ suits }) => suits(value)),
  );
  const change = kind.draw(random);
  return { path, does: kind.does, change: (current) => (kind.suits(current) ? change(current) : current) };
}

/** Applies the change; returns the problem unchanged if what would hold the value no longer exists. */
export const mutated = (problem: unknown, { path, change }: Mutation) => changedAt(problem, path, change);

function changedAt(value: unknown, path: Path, change: Mutation['change']): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return change(value);
  if (Array.isArray(value)) {
    return value.map((item, place) => (place === step ? changedAt(item, rest, change) : item));
  }
  if (!isObject(value) || (!(step in value) && rest.length > 0)) return value;
  const { [step]: item, ...others } = value;
  const changed = changedAt(item, rest, change);
  return changed === undefined ? others : { ...value, [step]: changed };
}
