// Lines that somebody hostile may put among jobs: each kind is a text of a seeded random number, and the outcomes that it may have.

/** A matrix of two entries that declares so many columns that its vectors take sixteen gigabytes and more. */
const WIDE = { rows: 2, columns: 2 ** 31 - 1, indptr: [0, 1, 2], indices: [0, 1], data: [1, 2] };

const job = (method, problem, options) => JSON.stringify({ method, problem, ...(options && { options }) });

const exact = (problem, options) => job('transport.exact', { cost: [[1]], ...problem }, options);

const formula = (text, inputs) => ({ formula: text, inputs });

/** A graph by hand: an input of one number, and nodes that are told the number of the node before. */
const graph = (shape, count, nodeAfter) => ({
  version: 1,
  inputs: [{ name: 'x', shape }],
  data: [],
  nodes: [['input', 0], ...Array.from({ length: count }, (_, k) => nodeAfter(k))],
  outputs: [count],
});

const squares = (count) => graph([], count, (k) => ['multiply', k, k]);
const doublings = (count) => graph([1], count, (k) => ['concatenate', [k, k], 0]);

/** Objects or lists within each other. */
const nested = (depth, open, close) => open.repeat(depth) + close.repeat(depth);

const pick = (values, random) => values[Math.floor(random() * values.length)];

const INVALID = ['INVALID_INPUT'];

/** Ends by memory or time, or solved where neither is short. */
const LIMITED = ['solution', 'OUT_OF_MEMORY', 'INVALID_INPUT', 'INTERNAL'];

const ESCAPES = '\u001b]0;owned\u0007\u009b2J\u0000';

/** Kinds by name: how often they come beside each other, the outcomes that they may have, and how one is made. */
export const HOSTILE_KINDS = {
  'sizes declared and not there': {
    outcomes: LIMITED,
    make: (random) =>
      pick(
        [
          job('coordinate.lasso', { matrix: WIDE, response: [1, 2], lambda: 0.1 }, { timeLimit: 1 }),
          job('coordinate.lambdaMax', { matrix: WIDE, response: [1, 2] }),
          job('sketch.lstsq', { matrix: WIDE, rightSide: [1, 2] }),
          job('sketch.randomizedSvd', { matrix: WIDE, rank: 1 }),
        ],
        random,
      ),
  },
  'shapes that contradict': {
    outcomes: INVALID,
    make: (random) =>
      pick(
        [
          exact({ cost: { rows: 2 ** 31, columns: 2 ** 31, data: [1] } }),
          exact({ cost: { rows: -1, columns: 1, data: [1] } }),
          exact({ cost: { rows: 0.5, columns: 2, data: [1] } }),
          exact({ cost: [[1], [1, 2]] }),
          exact({ cost: [[]] }),
          job('sketch.lstsq', { matrix: { ...WIDE, indptr: [0, 2 ** 31, 2] }, rightSide: [1, 2] }),
        ],
        random,
      ),
  },
  'huge outputs': {
    outcomes: LIMITED,
    make: (random) => {
      const length = pick([2_147_483_647, 300_000_000, 150_000_000, 20_000_000], random);
      return job('expression.initialize', {
        function: formula('sum(x)', { x: length }),
        parameters: { x: 'zeros' },
      });
    },
  },
  'expressions that explode': {
    outcomes: LIMITED,
    make: (random) =>
      pick(
        [
          job('expression.describe', { function: formula('x*sum(x)', { x: 40_000 }) }, { timeLimit: null }),
          job('expression.describe', { function: doublings(26) }, { timeLimit: null }),
          job('expression.evaluate', { function: doublings(40), points: { x: [1] } }),
          job('expression.describe', { function: squares(20_000) }, { timeLimit: 1e9 }),
          job('expression.hessian', { function: squares(5000), points: { x: 1 } }),
        ],
        random,
      ),
  },
  'formulas that are none': {
    outcomes: INVALID,
    make: (random) => {
      const text = pick(
        ['(', '('.repeat(1e5), `${'x+'.repeat(1e4)}`, 'constructor(x)', '__proto__', 'x[2000000000]', '\0'],
        random,
      );
      return job('expression.evaluate', { function: formula(text, { x: 2 }), points: { x: [1, 2] } });
    },
  },
  'files that may not be read': {
    outcomes: INVALID,
    make: (random) => {
      const paths = [
        '/dev/zero',
        '/dev/stdin',
        '/etc/passwd',
        '/proc/self/mem',
        '../up.npy',
        'a\0b',
        '',
        7,
        null,
      ];
      return exact({ cost: { npy: pick([...paths, ['x'], { npy: 'x' }, 'pipe.npy', 'link.npy'], random) } });
    },
  },
  'no JSON': {
    outcomes: INVALID,
    make: (random) =>
      pick(
        [
          '{',
          '{"method":"transport.exact"',
          'undefined',
          "{'method': 1}",
          '\u0000',
          '\ud800',
          '}{',
          '[1,]',
          'NaN',
        ],
        random,
      ),
  },
  'JSON that is no job': {
    outcomes: INVALID,
    make: (random) =>
      pick(['{}', '[]', 'null', '"text"', '7', '{"line":1}', '{"method":"transport.exact"}', '[[]]'], random),
  },
  'deep JSON': {
    outcomes: INVALID,
    make: (random) => {
      const depth = pick([17, 1000, 100_000], random);
      const deep = pick([nested(depth, '[', ']'), nested(depth, '{"a":[', ']}')], random);
      return `{"method":"transport.exact","problem":{"cost":${deep},"source":{"npy":"a.npy"}}}`;
    },
  },
  'unknown methods': {
    outcomes: INVALID,
    make: (random) => {
      const names = [
        'nope',
        '__proto__',
        'constructor',
        'transport',
        'transport.',
        '.exact',
        'transport.exact\0',
      ];
      return job(pick([...names, '', 7, null, ['transport.exact'], {}, 'x'.repeat(1e5)], random), {});
    },
  },
  'keys of prototypes': {
    outcomes: INVALID,
    make: (random) => {
      const key = pick(['__proto__', 'constructor', 'toString', '$'], random);
      const place = pick(['', '"problem":{"cost":[[1]]},"method":"transport.exact",'], random);
      const within = `{"method":"transport.exact","problem":{"cost":[[1]],"${key}":{"a":1}}}`;
      return place === '' ? within : `{${place}"${key}":{"a":1}}`;
    },
  },
  'escape sequences': {
    outcomes: INVALID,
    make: (random) =>
      pick(
        [
          job(ESCAPES, {}),
          exact({ [ESCAPES]: 1 }),
          JSON.stringify({ id: ESCAPES, method: 'x', problem: {} }),
        ],
        random,
      ),
  },
  'ids that are none': {
    outcomes: INVALID,
    make: (random) =>
      `{"id":${pick(['1e30', '9007199254740993', '{}', '[1]', 'true', 'null'], random)},"method":"transport.exact","problem":{"cost":[[1]]}}`,
  },
  'many threads': {
    outcomes: ['solution'],
    make: (random) => exact({}, { threads: pick([1024, 1025, 1e9, 2 ** 31], random) }),
  },
  'limits that are none': {
    outcomes: INVALID,
    make: (random) =>
      exact(
        {},
        pick(
          [
            { timeLimit: -1 },
            { timeLimit: 'x' },
            { timeLimit: '100' },
            { threads: -1 },
            { threads: 0.5 },
            { threads: '4' },
            { seed: -1 },
            { backend: 'evil' },
            { backend: '__proto__' },
            { onProgress: 1 },
            { signal: {} },
            { memoryLimit: -1 },
          ],
          random,
        ),
      ),
  },
  'no limit': {
    outcomes: ['solution'],
    make: (random) => exact({}, { timeLimit: pick([null, 1e300], random) }),
  },
};

/** A hostile line of a kind. */
export const hostileLine = (kind, random) => HOSTILE_KINDS[kind].make(random);
