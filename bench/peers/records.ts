// Records of measured ratios: one file a run, `bench/records/DATE-NAMES.json`, read by the README and the site.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { join } from 'node:path';
import { backend } from 'superlinear';
import { median } from '../support/timing.js';
import { BESIDE, peersFolder } from './environment.js';

/**
 * The unit of a row: processor seconds on one thread, elapsed seconds beside a peer of several processes, evaluations of
 * a function, or the error of an answer.
 */
export type Quantity = 'seconds' | 'elapsed seconds' | 'evaluations' | 'error';

/** Figures of a workload, natively on one thread, and of a peer; one number a turn or a seed. */
export interface Measured {
  readonly workload: string;
  /** The method that solves it, `transport.exact`. */
  readonly method: string;
  /** The peer's name in reports. */
  readonly peer: string;
  /** The package with the peer, `node` for plain JavaScript; by default that of the first word of its name. */
  readonly package?: string;
  /** `seconds` by default. */
  readonly quantity?: Quantity;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The errors of both answers in one measure; absent if equal budgets end both sides. */
  readonly errors?: { readonly ours: number; readonly theirs: number };
  /** The error required of both. */
  readonly tolerance?: number;
}

type Answers = 'agree' | 'ours differs' | 'theirs differs' | 'both differ';

/** A row of a file. */
export interface Row {
  readonly workload: string;
  readonly method: string;
  readonly peer: { readonly name: string; readonly version: string };
  /** Absent for seconds. */
  readonly quantity?: Quantity;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The median of theirs over that of ours. */
  readonly ratio: number;
  readonly turns: number;
  readonly tolerance?: number;
  /** Whether both reach the tolerance, or the side that does not; absent without a tolerance. */
  readonly answers?: Answers;
}

/** A file: one run of the command. */
export interface BenchmarkRecord {
  readonly date: string;
  readonly commit: string;
  readonly command: string;
  readonly machine: {
    readonly cpu: string;
    readonly cores: number;
    readonly instructionSet: string;
    readonly os: string;
    readonly node: string;
  };
  readonly rows: readonly Row[];
}

/** The packages of peers by the first words of their names, where the two differ in more than case. */
const PACKAGES: Readonly<Record<string, string>> = {
  CVODES: 'casadi',
  Gambit: 'pygambit',
  HiGHS: 'scipy',
  NOMAD: 'PyNomadBBO',
  pycma: 'cma',
  random: 'numpy',
};

const rows: Row[] = [];

/** Adds a row to the record of this run. */
export function record(measured: Measured): void {
  const { workload, method, peer, ours, theirs, quantity, errors, tolerance } = measured;
  const [word = ''] = peer.split(/[ ,]/);
  const name = measured.package ?? PACKAGES[word] ?? word.toLowerCase();
  rows.push({
    workload,
    method,
    peer: { name: peer, version: versionOf(name) },
    ...(quantity !== undefined && quantity !== 'seconds' && { quantity }),
    ours: ours.map(rounded),
    theirs: theirs.map(rounded),
    ratio: rounded(median(theirs) / median(ours)),
    turns: theirs.length,
    ...(errors !== undefined &&
      tolerance !== undefined && { tolerance, answers: answersOf(errors, tolerance) }),
  });
}

function answersOf({ ours, theirs }: { ours: number; theirs: number }, tolerance: number): Answers {
  const [isOursRight, isTheirsRight] = [ours <= tolerance, theirs <= tolerance];
  if (isOursRight) return isTheirsRight ? 'agree' : 'theirs differs';
  return isTheirsRight ? 'ours differs' : 'both differ';
}

const DATE = 'YYYY-MM-DD';

/** Writes the rows of this run, in place of an earlier record of the same names. */
export function writeRecord(asked: readonly string[], quick: boolean): void {
  if (rows.length === 0) throw new Error('There is nothing to record: no comparison ran to its end.');
  const date = new Date().toISOString().slice(0, DATE.length);
  const name =
    asked
      .join('-')
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-') || 'all';
  const quoted = asked.map((word) => (/^[\w-]+$/.test(word) ? word : `'${word}'`));
  const head: Omit<BenchmarkRecord, 'rows'> = {
    date,
    commit: commitOf(),
    command: ['npm run bench:peers --', ...quoted, ...(quick ? ['--quick'] : []), '--record'].join(' '),
    machine: {
      cpu: cpus()[0]?.model.trim() ?? 'unknown',
      cores: cpus().length,
      instructionSet: backend('native').instructionSet,
      os: `${type()} ${release()}`,
      node: process.version,
    },
  };
  const folder = join(peersFolder, '../records');
  mkdirSync(folder, { recursive: true });
  for (const file of readdirSync(folder))
    if (file.slice(DATE.length) === `-${name}.json`) rmSync(join(folder, file));
  writeFileSync(join(folder, `${date}-${name}.json`), written(head));
  console.log(`\nWrote bench/records/${date}-${name}.json.`);
}

/** A row a line. */
function written(head: Omit<BenchmarkRecord, 'rows'>): string {
  const lines = rows.map((row) => `    ${JSON.stringify(row)}`).join(',\n');
  return `${JSON.stringify(head, null, 2).slice(0, -2)},\n  "rows": [\n${lines}\n  ]\n}\n`;
}

const rounded = (value: number) => Number(value.toPrecision(4));

function commitOf(): string {
  return execFileSync('git', ['rev-parse', '--short', 'HEAD'], { cwd: peersFolder, encoding: 'utf8' }).trim();
}

/** The pinned version of a package of Python or npm. */
function versionOf(name: string): string {
  if (name === 'node') return process.versions.node;
  const listed = [...readFileSync(join(peersFolder, 'requirements.txt'), 'utf8').split('\n'), ...BESIDE];
  const python = Object.fromEntries(listed.map((line) => line.replace(/\[.*\]/, '').split('==')));
  const { dependencies } = readManifest(join(peersFolder, 'packages.json'));
  const { devDependencies } = readManifest(join(peersFolder, '../../package.json'));
  const version = { ...devDependencies, ...dependencies, ...python }[name];
  if (version === undefined) throw new Error(`No version of ${name} is pinned.`);
  return version;
}

type Versions = Readonly<Record<string, string>>;

const readManifest = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Versions; devDependencies?: Versions };
