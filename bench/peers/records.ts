// Records of measured ratios: one file a run, `bench/records/DATE-NAMES.json`, read by the README and the site.

import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus, release, type } from 'node:os';
import { join } from 'node:path';
import { backend } from 'superlinear';
import { median } from '../support/timing.js';
import { BESIDE, peersFolder } from './environment.js';

/** Times of a workload, natively on one thread, and of a peer; processor seconds, one number a turn. */
export interface Measured {
  readonly workload: string;
  /** The method that solves it, `transport.exact`. */
  readonly method: string;
  /** The peer's name in reports. */
  readonly peer: string;
  /** The package with the peer; `node` for plain JavaScript. */
  readonly package: string;
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The errors of both answers in one measure. */
  readonly errors: { readonly ours: number; readonly theirs: number };
  /** The error that both were asked for. */
  readonly tolerance: number;
}

/** A row of a file. */
export interface Row {
  readonly workload: string;
  readonly method: string;
  readonly peer: { readonly name: string; readonly version: string };
  readonly ours: readonly number[];
  readonly theirs: readonly number[];
  /** The median of their turns over that of ours. */
  readonly ratio: number;
  readonly turns: number;
  readonly tolerance: number;
  /** Whether both reach the tolerance, or the side that does not. */
  readonly answers: 'agree' | 'ours differs' | 'theirs differs' | 'both differ';
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

const rows: Row[] = [];

/** Adds a row to the record of this run. */
export function record({ peer, package: name, ours, theirs, errors, tolerance, ...rest }: Measured): void {
  const [isOursRight, isTheirsRight] = [errors.ours <= tolerance, errors.theirs <= tolerance];
  rows.push({
    ...rest,
    peer: { name: peer, version: versionOf(name) },
    ours: ours.map(rounded),
    theirs: theirs.map(rounded),
    ratio: rounded(median(theirs) / median(ours)),
    turns: theirs.length,
    tolerance,
    answers: isOursRight
      ? isTheirsRight
        ? 'agree'
        : 'theirs differs'
      : isTheirsRight
        ? 'ours differs'
        : 'both differ',
  });
}

/** Writes the rows of this run. */
export function writeRecord(asked: readonly string[], quick: boolean): void {
  if (rows.length === 0)
    throw new Error('There is nothing to record: these comparisons measure no ratios of times.');
  const date = new Date().toISOString().slice(0, 10);
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
  const python = Object.fromEntries(listed.map((line) => line.split('==')));
  const { dependencies } = readManifest(join(peersFolder, 'packages.json'));
  const { devDependencies } = readManifest(join(peersFolder, '../../package.json'));
  const version = { ...devDependencies, ...dependencies, ...python }[name];
  if (version === undefined) throw new Error(`No version of ${name} is pinned.`);
  return version;
}

type Versions = Readonly<Record<string, string>>;

const readManifest = (file: string) =>
  JSON.parse(readFileSync(file, 'utf8')) as { dependencies?: Versions; devDependencies?: Versions };
