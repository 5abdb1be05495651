// The README's table of measured ratios, made of bench/records. A row is a range over workloads; with several peers, of
// the best of them on each workload.

import { readdirSync, readFileSync } from 'node:fs';
import { at } from './project.mjs';

const BEGIN = '<!-- ratios: npm run ratios -->';
const END = '<!-- end of ratios -->';

const CLOUDS = ['lap500', 'digits_sq', 'digits_l1', 'cloud2000'];

const STIFF = /^(hires|robertson|robertsonLong|oregonator|brusselator|vanDerPol), error/;

/** The rows; `workloads` are names or patterns of names. */
const TABLE = [
  {
    problem: 'entropic transport of 500 to 2000 points, to 1e-9',
    peer: "RegOT's SSNS",
    method: 'transport.batch',
    workloads: CLOUDS,
    peers: ['RegOT SSNS'],
  },
  {
    problem: 'exact transport of the same points',
    peer: "POT's `emd`",
    method: 'transport.exact',
    workloads: CLOUDS,
    peers: ['POT emd'],
  },
  {
    problem: '256 small transport problems in one call',
    peer: "POT's `sinkhorn` in a loop",
    method: 'transport.batch',
    workloads: ['batch256'],
    peers: ['POT sinkhorn'],
  },
  {
    problem: 'least squares, 200,000 × 100 and 50,000 × 200, condition up to 1e12',
    peer: "LAPACK's `gelsd`",
    method: 'sketch.lstsq',
    workloads: [/^(200000x100|50000x200)/],
    peers: ['scipy lstsq, gelsd'],
  },
  {
    problem: 'least squares, 20,000 × 50',
    peer: '`ml-matrix` by QR',
    method: 'sketch.lstsq',
    workloads: ['20000x50'],
    peers: ['ml-matrix, QR'],
  },
  {
    problem: 'lasso, 1000 × 5000',
    peer: 'best of skglm, celer, scikit-learn, adelie',
    method: 'coordinate.lasso',
    workloads: [/^lasso-dense/],
    peers: ['skglm Lasso', 'celer Lasso', 'scikit-learn Lasso', 'adelie grpnet'],
  },
  {
    problem: 'sparse logistic regression, 20,000 × 40,000',
    peer: 'best of skglm, celer, scikit-learn',
    method: 'coordinate.logisticRegression',
    workloads: [/^logistic-text/],
    peers: ['skglm SparseLogisticRegression', 'celer LogisticRegression', 'scikit-learn liblinear'],
  },
  {
    problem: 'optimal control of a Poisson equation, 127 × 127',
    peer: 'Ipopt',
    method: 'constrained.minimize',
    workloads: ['poisson-127'],
    peers: ['Ipopt with MUMPS'],
  },
  {
    problem: "curve fits to NIST's data, from two starts each",
    peer: "SciPy's `curve_fit`",
    method: 'constrained.curveFit',
    workloads: [/^fit-/],
    peers: ['SciPy curve_fit, lm'],
  },
  {
    problem: 'the same',
    peer: '`ml-levenberg-marquardt`',
    method: 'constrained.curveFit',
    workloads: [/^fit-/],
    peers: ['ml-levenberg-marquardt, 100 iterations'],
  },
  {
    problem: 'strengths of 100 to 500 items from votes, with standard errors',
    peer: 'choix by Newton-CG',
    method: 'games.bradleyTerry',
    workloads: ['votes-100', 'votes-500'],
    peers: ['choix opt_pairwise, Newton-CG'],
  },
  {
    problem: 'optimal strategies of zero-sum games, 50 to 500 strategies',
    peer: 'HiGHS',
    method: 'games.zeroSum',
    workloads: [/^zero-sum/],
    peers: ['HiGHS'],
  },
  {
    problem: 'a Nash equilibrium of two to four players',
    peer: 'best of nashpy, Gambit',
    method: 'games.nash',
    workloads: [/^nash/],
    peers: ['nashpy lemke_howson', 'Gambit lcp', 'Gambit logit'],
  },
  {
    problem: 'all Nash equilibria of two players, 5 to 8 strategies',
    peer: 'best of nashpy, Gambit',
    method: 'games.nash',
    workloads: [/^all equilibria/],
    peers: ['nashpy support_enumeration', 'Gambit enummixed'],
  },
  {
    problem: '30 to 2000 penalties, tuned on held-out samples',
    peer: 'best of jaxopt, JAX',
    method: 'bilevel.tunePenalties',
    workloads: [/./],
    peers: ['jaxopt', 'jax, linear solve'],
  },
  {
    problem: 'value, gradient, Hessian of a chain of 1000 and 100,000 variables',
    peer: 'CasADi, faster of its two forms',
    workloads: [/^rosenbrock-/],
    peers: ['CasADi SX', 'CasADi MX'],
  },
  {
    problem: 'gradient and Hessian of a logistic loss; one training epoch',
    peer: 'JAX in double precision',
    workloads: [/^(logistic-derivatives|network-training), /],
    peers: ['JAX'],
  },
  {
    problem: 'logistic regression in one pass over 100,000 rows, three rules',
    peer: 'vowpal wabbit',
    method: 'stochastic.fit',
    workloads: ['text, adagrad', 'text, normalizedAdaptive', 'text, ftrl'],
    peers: ['vowpalwabbit --adaptive', 'vowpalwabbit', 'vowpalwabbit --ftrl'],
  },
  {
    problem: 'the same by gradient descent, one and ten passes',
    peer: "scikit-learn's `SGDClassifier`",
    method: 'stochastic.fit',
    workloads: [/^text, sgd/],
    peers: ['scikit-learn SGDClassifier', 'scikit-learn SGDClassifier, ten passes'],
  },
  {
    problem: 'six stiff differential equations, at equal errors',
    peer: "best of SciPy's `solve_ivp`",
    method: 'ode.solve',
    workloads: [STIFF],
    peers: ['SciPy Radau', 'SciPy BDF', 'SciPy LSODA'],
  },
  {
    problem: 'the same',
    peer: 'CVODES',
    method: 'ode.solve',
    workloads: [STIFF],
    peers: ['CVODES'],
  },
  {
    problem: 'exponential smoothing; vector autoregressions',
    peer: 'statsmodels',
    method: 'dynamics.fitPredictor',
    workloads: [/^(smoothing|autoregression)-/],
    peers: ['statsmodels ETSModel', 'statsmodels ETSModel, nine forms', 'statsmodels VAR'],
  },
];

/** The newest row of each workload, method and peer, with the record it is in. */
export function newestRows() {
  const rows = new Map();
  for (const file of readdirSync(at('bench/records')).sort()) {
    const record = JSON.parse(readFileSync(at('bench/records', file), 'utf8'));
    for (const row of record.rows)
      rows.set(`${row.workload}|${row.method}|${row.peer.name}`, { ...row, record });
  }
  return [...rows.values()];
}

const matches = (name, pattern) => (typeof pattern === 'string' ? name === pattern : pattern.test(name));

/** The rows of a line of the table: on each workload, that of the best peer whose answer agrees with ours. */
function chosen(rows, { method, workloads, peers }) {
  const best = new Map();
  for (const row of rows) {
    if (row.answers !== 'agree' || row.quantity !== undefined || !peers.includes(row.peer.name)) continue;
    if (method !== undefined && row.method !== method) continue;
    if (!workloads.some((pattern) => matches(row.workload, pattern))) continue;
    const known = best.get(row.workload);
    if (known === undefined || row.ratio < known.ratio) best.set(row.workload, row);
  }
  return [...best.values()];
}

/** Two digits, rounded down. */
function roundedDown(ratio) {
  const unit = 10 ** (Math.floor(Math.log10(ratio)) - 1);
  return String(Number((Math.floor(ratio / unit + 1e-9) * unit).toPrecision(2)));
}

function rangeOf(ratios) {
  const [least, greatest] = [Math.min(...ratios), Math.max(...ratios)].map(roundedDown);
  return least === greatest ? least : `${least} to ${greatest}`;
}

/** The paragraph and the table. */
export function ratiosText() {
  const rows = newestRows();
  const used = [];
  const lines = TABLE.map((line) => {
    const found = chosen(rows, line);
    if (found.length === 0) throw new Error(`bench/records has no row for "${line.problem}", ${line.peer}.`);
    used.push(...found);
    return [line.problem, line.peer, rangeOf(found.map(({ ratio }) => ratio))];
  });
  const machines = new Set(
    used.map(
      ({ record: { machine } }) => `${machine.cpu}, ${machine.cores} cores, ${machine.instructionSet}`,
    ),
  );
  const dates = used.map(({ record: { date } }) => date).sort();
  const [first, last] = [dates[0], dates.at(-1)];
  const when = first === last ? `on ${first}` : `from ${first} to ${last}`;
  return [
    "Ratios of a peer's processor time to ours, one thread each, rounded down, where both answers reach the same tolerance.",
    `Measured ${when} on ${[...machines].join('; ')}; the files of \`bench/records\` have the commands.`,
    'WebAssembly usually takes 2 to 4 times as long as native code.',
    '',
    ...table(['problem', 'peer', 'peer / ours'], lines),
  ].join('\n');
}

/** A Markdown table with aligned columns. */
function table(head, lines) {
  const widths = head.map((_, column) => Math.max(...[head, ...lines].map((line) => line[column].length)));
  const row = (cells) => `| ${cells.map((cell, column) => cell.padEnd(widths[column])).join(' | ')} |`;
  return [row(head), row(widths.map((width) => '-'.repeat(width))), ...lines.map(row)];
}

/** A text with what is between the markers replaced. */
export function withRatios(text) {
  const [begin, end] = [text.indexOf(BEGIN), text.indexOf(END)];
  if (begin < 0 || end < begin) throw new Error('README.md has no markers for the ratios.');
  return `${text.slice(0, begin + BEGIN.length)}\n\n${ratiosText()}\n\n${text.slice(end)}`;
}
