// npm run bench:constants -- [CRATE] [NAME…] [--factors 0.5,2] [--values 0.1,0.2] [--turns 3] [--verbose]
//
// Measures the effect of other values of a crate's tuning constants. A copy of the Rust crates reads each constant once
// at run time, so that one build serves all values. The problems of constants/problems.mjs are solved with each
// constant at half and at twice its value (or at the given values) and compared with the unchanged run. Without names,
// the constants tried are those with this command in their comments.

import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import { readArguments } from '../scripts/lib/arguments.mjs';
import { crateFolder, crateNames } from '../scripts/lib/crates.mjs';
import { families } from './constants/problems.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));

const { values: options, positionals } = readArguments(
  {
    factors: { type: 'string', default: '0.5,2' },
    values: { type: 'string' },
    turns: { type: 'string', default: '3' },
  },
  true,
);
const changes = (options.values ?? options.factors)
  .split(',')
  .map((text) => (options.values ? '=' : '*') + text);
const chosen = positionals.filter((word) => word in families);
const names = positionals.filter((word) => !(word in families));

/** Limit on the seconds for all problems of a family. */
const LONGEST = 60;

/** The path of a family's copy. */
function copyOf(family) {
  return join(root, 'build/constants', family);
}

function measureFamily(family) {
  console.log(`\n${family}`);
  const constants = findConstants(family).filter(({ name, text, title }) =>
    names.length > 0 ? names.includes(name) || names.includes(title) : text.includes('bench:constants'),
  );
  writeCopy(family, constants);
  const program = build(family);
  const measure = (change) => run(program, families[family], change);
  const unchanged = measure('');
  const total = unchanged.works.reduce((a, b) => a + b, 0);
  console.log(
    `${unchanged.problems.length} problems, ${total} ${unchanged.labels.join(' + ')}, ${unchanged.seconds.toFixed(2)} s`,
  );
  console.log(row('constant', 'file', 'value', ...unchanged.labels, 'time', 'otherwise', 'apart'));
  for (const constant of constants) {
    const tried = changes.map((change) => ({ change, value: changedValue(constant, change) }));
    const others = tried.filter(({ value }) => value !== undefined);
    let fastest = Infinity;
    for (let turn = 0; turn < Number(options.turns); turn++) {
      fastest = Math.min(fastest, measure('').seconds);
      for (const other of others) {
        other.run = measure(constant.title + other.change);
        other.fastest = Math.min(other.fastest ?? Infinity, other.run?.seconds ?? Infinity);
      }
    }
    for (const other of others) {
      if (!other.run) {
        console.log(row(constant.name, constant.file, other.value, 'comes to no end'));
        continue;
      }
      const { otherwise, apart } = compare(unchanged.problems, other.run.problems, families[family]);
      const works = other.run.works.map((work, k) => percent(work / unchanged.works[k]));
      const time = percent(other.fastest / fastest);
      console.log(row(constant.name, constant.file, other.value, ...works, time, otherwise, apart));
    }
  }
}

/** The numeric constants of a crate, with their comments. */
function findConstants(family) {
  const folder = join(root, crateFolder(family), 'src');
  return sources(folder).flatMap((path) => {
    const file = relative(folder, path);
    const declaration =
      /((?:^ *\/\/\/.*\n)*(?:^(?:pub(?:\([a-z ]+\))? )?const [A-Z_0-9]+: (?:f64|usize|u32|u64|i32) = [^;]+;\n)+)/gm;
    return [...read(path).matchAll(declaration)].flatMap(([text]) =>
      [...text.matchAll(/const ([A-Z_0-9]+): (\w+) = ([^;]+);/g)].map(([, name, type, value]) => ({
        name,
        type,
        value,
        text,
        file,
        title: `${file}::${name}`,
      })),
    );
  });
}

function sources(folder) {
  const files = readdirSync(folder, { recursive: true, withFileTypes: true });
  return files
    .filter((entry) => entry.isFile() && entry.name.endsWith('.rs'))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
}

/** The changed value of a constant as printed; nothing if it is the current value. */
function changedValue({ type, value }, change) {
  const number = Number(value.replaceAll('_', ''));
  if (change.startsWith('=')) return `${value} → ${change.slice(1)}`;
  if (Number.isNaN(number)) return `${value} ${change}`;
  const product = Number(change.slice(1)) * number;
  const changed = type === 'f64' ? product : Math.round(product);
  return changed === number ? undefined : `${value} → ${Number(changed.toPrecision(3))}`;
}

/** Copies the crates, replacing constants by numbers read at run time. Up-to-date files are left alone. */
function writeCopy(family, constants) {
  const copy = copyOf(family);
  const files = new Map();
  for (const name of crateNames()) {
    const folder = join(root, crateFolder(name));
    for (const path of sources(folder))
      files.set(join(crateFolder(name), relative(folder, path)), read(path));
    files.set(join(crateFolder(name), 'Cargo.toml'), read(join(folder, 'Cargo.toml')));
  }
  const library = 'crates/interface/src/lib.rs';
  files.set(library, `${files.get(library)}\npub mod tuned;\n`);
  files.set('crates/interface/src/tuned.rs', read(join(root, 'bench/constants/tuned.rs')));
  const folder = join(crateFolder(family), 'src');
  for (const [path, text] of files)
    if (path.startsWith(folder)) files.set(path, rewrite(text, relative(folder, path), constants));
  files.set('crates/measure/src/main.rs', read(join(root, 'bench/constants/measure.rs')));
  files.set('crates/measure/Cargo.toml', manifest(family));
  files.set('Cargo.toml', workspace());
  for (const [path, text] of files) {
    const place = join(copy, path);
    if (existsSync(place) && read(place) === text) continue;
    mkdirSync(dirname(place), { recursive: true });
    writeFileSync(place, text);
  }
  for (const path of sources(copy)) if (!files.has(relative(copy, path))) rmSync(path);
  if (!existsSync(join(copy, 'Cargo.lock'))) cpSync(join(root, 'Cargo.lock'), join(copy, 'Cargo.lock'));
}

function read(path) {
  return readFileSync(path, 'utf8');
}

/** The workspace's manifest, without bindings and lints, with a profile that builds quickly. */
function workspace() {
  const text = read(join(root, 'Cargo.toml'))
    .replace(/members = .*/, 'members = ["crates/measure"]')
    .replace(/\[workspace\.lints[^[]*/g, '')
    .replace('\n[profile', '\n[workspace.lints.rust]\nwarnings = "allow"\n\n[profile');
  return `${text}\n[profile.constants]\ninherits = "release"\nlto = "off"\ncodegen-units = 16\n`;
}

/** The manifest of the measuring program. */
function manifest(family) {
  return `[package]
name = "measure-${family}"
version = "0.0.0"
edition = "2024"

[dependencies]
family = { package = "superlinear-${family}", path = "../../${crateFolder(family)}" }
superlinear-interface.workspace = true
serde = { version = "1", features = ["derive"] }
serde_json = "1"
`;
}

function importOf(name) {
  return new RegExp(`^ *(?:pub(?:\\([a-z ]+\\))? )?use [^;]*\\b${name}\\b[^;]*;`, 'm');
}

/** Rewrites a file: the constants that it declares or imports become functions. */
function rewrite(text, file, constants) {
  const own = constants.filter((constant) => constant.file === file);
  const isImported = ({ name }) => importOf(name).test(text) && !new RegExp(`const ${name}:`).test(text);
  const used = [...own, ...constants.filter((constant) => constant.file !== file && isImported(constant))];
  const kept = [];
  const keep = (match) => `\ue000${kept.push(match) - 1}\ue000`;
  // Comments, strings and imports stay unchanged.
  let code = text
    .replace(/\/\/.*$|"(?:[^"\\]|\\.)*"/gm, keep)
    .replace(/^ *(?:pub(?:\([a-z ]+\))? )?use [^;]*;/gm, keep);
  for (const { name, type, title } of own)
    code = code.replace(
      new RegExp(`^((?:pub(?:\\([a-z ]+\\))? )?)const ${name}: ${type} = ([^;]+);`, 'm'),
      (_, visible, value) =>
        `${visible}fn \ue001${name}() -> ${type} { static VALUE: std::sync::OnceLock<${type}> = std::sync::OnceLock::new(); ` +
        `*VALUE.get_or_init(|| superlinear_interface::tuned::tuned::<${type}>(${keep(`"${title}"`)}, ${value})) }`,
    );
  for (const { name } of used)
    code = code.replace(new RegExp(`(?<![\\ue001\\w])${name}\\b`, 'g'), `${name}()`);
  code = code.replaceAll('\ue001', '');
  while (code.includes('\ue000')) code = code.replace(/\ue000(\d+)\ue000/g, (_, k) => kept[Number(k)]);
  return code;
}

function build(family) {
  const copy = copyOf(family);
  const target = join(process.env.CARGO_TARGET_DIR ?? join(root, 'target'), 'constants-of-measure');
  const cargo = ['build', '--offline', '--quiet', '--profile', 'constants', '-p', `measure-${family}`];
  const { status } = spawnSync('cargo', cargo, {
    cwd: copy,
    stdio: 'inherit',
    env: { ...process.env, CARGO_TARGET_DIR: target },
  });
  if (status !== 0) throw new Error(`the copy of ${family} cannot be compiled`);
  // Matrices shared by problems are written and read once.
  const arrays = new Map();
  const number = (array) => arrays.get(array) ?? arrays.set(array, arrays.size).get(array);
  const shared = (key, value) => (key === 'data' && Array.isArray(value) ? { $: number(value) } : value);
  const lines = [...families[family].problems()].map(({ problem, ...rest }) =>
    JSON.stringify({ ...rest, problem: JSON.stringify(problem, shared) }),
  );
  writeFileSync(join(copy, `${family}.jsonl`), [JSON.stringify([...arrays.keys()]), ...lines].join('\n'));
  return [join(target, `constants/measure-${family}`), join(copy, `${family}.jsonl`)];
}

/** Solves all problems with one constant changed; returns nothing if the run does not terminate. */
function run([program, file], { work }, change) {
  const { status, stdout } = spawnSync(program, [file], {
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 1e3 * LONGEST,
    env: { ...process.env, TUNED: change },
  });
  if (status !== 0) return undefined;
  const problems = stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  const sums = {};
  for (const { solution } of problems)
    for (const [label, count] of Object.entries(solution.iterations === undefined ? {} : work(solution)))
      sums[label] = (sums[label] ?? 0) + (count ?? 0);
  const seconds = problems.reduce((sum, problem) => sum + problem.seconds, 0);
  return { problems, labels: Object.keys(sums), works: Object.values(sums), seconds };
}

/** The number of problems with another status, and the largest deviation of results, relative to their size or 1e-3. */
function compare(before, after, { value }) {
  let [otherwise, apart] = [0, 0];
  before.forEach(({ name, solution }, k) => {
    const other = after[k].solution;
    if (solution.status !== other.status) {
      otherwise++;
      if (options.verbose) console.log(`    ${name}: ${solution.status}, then ${other.status}`);
    } else if (solution.status === 'converged') {
      const [a, b] = [value(solution), value(other)];
      if (a !== undefined) apart = Math.max(apart, Math.abs(a - b) / Math.max(Math.abs(a), 1e-3));
    }
  });
  return { otherwise, apart: apart === 0 ? '0' : apart.toExponential(0) };
}

function percent(ratio) {
  const change = 100 * (ratio - 1);
  return Number.isFinite(change) ? `${change < 0 ? '' : '+'}${change.toFixed(1)} %` : '';
}

function row(name, file, value, ...columns) {
  return [
    name.padEnd(22),
    file.padEnd(28),
    String(value).padEnd(20),
    ...columns.map((text) => String(text).padStart(13)),
  ].join(' ');
}

for (const family of chosen.length > 0 ? chosen : Object.keys(families)) measureFamily(family);
