/** The files of a crate have no cyclic dependencies, except between a module and its submodules; those in TypeScript have none. */

import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path/posix';
import { expect, test } from 'vitest';
import { crateFolder, crateNames } from '../../scripts/lib/crates.mjs';

/** A path in Rust, or the position of a module in its crate: `['dense', 'triangle']`. */
type Path = readonly string[];

/** The contents of a file: the paths it names, and the names introduced by its `use` declarations. */
interface Source {
  module: Path;
  paths: Path[];
  names: Map<string, Path>;
}

const key = (module: Path) => module.join('::');
const isWithin = (inner: Path, outer: Path) => outer.every((segment, i) => segment === inner[i]);
const areKin = (a: Path, b: Path) => isWithin(a, b) || isWithin(b, a);

/** The paths of a `use` declaration: `a::{b, c as d}` are `a::b` and `a::c as d`. */
function expand(tree: string): string[] {
  const [group, members] = /\{([^{}]*)\}/.exec(tree) ?? [];
  if (group === undefined || members === undefined) return [tree.trim()];
  const named = members.split(',').filter((member) => member.trim() !== '');
  return named.flatMap((member) => expand(tree.replace(group, member.trim())));
}

function parse(file: string, text: string): Source {
  const module = file
    .replace(/(^lib|(^|\/)mod)?\.rs$/, '')
    .split('/')
    .filter(Boolean);
  // Ignores test modules; in an inline module, `super` is the file itself.
  const code = text
    .replaceAll(/\/\/.*/g, '')
    .replaceAll(/^#\[cfg\(test\)\]\nmod \w+ \{[\s\S]*?^\}/gm, '')
    .replaceAll(/^mod \w+ \{[\s\S]*?^\}/gm, (inner) => inner.replaceAll('super::', 'self::'));
  const names = new Map<string, Path>();
  for (const use of [...code.matchAll(/\buse ([^;]+);/g)].flatMap(([, tree = '']) => expand(tree))) {
    const [path = '', alias] = use.split(' as ');
    const segments = path.replace(/::self$/, '').split('::');
    names.set(alias ?? segments.at(-1) ?? '', segments);
  }
  const written = [...code.matchAll(/\b(?:crate|super)(?:::\w+)+/g)].map(([path]) => path.split('::'));
  return { module, paths: [...names.values(), ...written], names };
}

/** The modules that a path in `source` passes through, up to the one that defines its last name. */
function modules(sources: Map<string, Source>, source: Source, path: Path): Path[] {
  let at: Path = path[0] === 'crate' ? [] : source.module;
  let rest = path[0] === 'crate' || path[0] === 'self' ? path.slice(1) : path;
  for (; rest[0] === 'super'; rest = rest.slice(1)) at = at.slice(0, -1);
  for (; sources.has(key([...at, ...rest.slice(0, 1)])) && rest.length > 0; rest = rest.slice(1))
    at = [...at, ...rest.slice(0, 1)];
  const there = sources.get(key(at));
  const name = there === source ? undefined : there?.names.get(rest[0] ?? '');
  return there && name ? [at, ...modules(sources, there, [...name, ...rest.slice(1)])] : [at];
}

/** For each module of a crate, the modules it uses, except its ancestors and descendants. */
function uses(crate: string): Map<string, Set<string>> {
  const root = `${crateFolder(crate)}/src/`;
  const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((file) =>
    file.endsWith('.rs'),
  );
  const parsed = files.map((file) => parse(file.replaceAll('\\', '/'), readFileSync(root + file, 'utf8')));
  const sources = new Map(parsed.map((source) => [key(source.module), source]));
  const of = (source: Source) => source.paths.flatMap((path) => modules(sources, source, path));
  const others = (source: Source) => of(source).filter((module) => !areKin(module, source.module));
  return new Map(parsed.map((source) => [key(source.module), new Set(others(source).map(key))]));
}

/** A cycle that ends with its first module; empty if there is none. */
function circle(edges: Map<string, Set<string>>): string[] {
  const done = new Set<string>();
  const search = (module: string, way: string[]): string[] => {
    if (way.includes(module)) return [...way.slice(way.indexOf(module)), module];
    for (const next of done.has(module) ? [] : (edges.get(module) ?? [])) {
      const found = search(next, [...way, module]);
      if (found.length > 0) return found;
    }
    done.add(module);
    return [];
  };
  return [...edges.keys()].map((module) => search(module, [])).find((found) => found.length > 0) ?? [];
}

test.each(crateNames())('the files of %s use each other in no circle', (crate) => {
  expect(circle(uses(crate)).join(' → ')).toBe('');
});

/** For each file in TypeScript in a folder, those it imports, also types alone. */
function imports(folder: string): Map<string, Set<string>> {
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((file) => join(folder, file.replaceAll('\\', '/')))
    // Generated types name those written by hand.
    .filter((file) => file.endsWith('.ts') && !file.startsWith('ts/generated/'));
  const of = (file: string) =>
    [...readFileSync(file, 'utf8').matchAll(/^(?:import|export)\b[^;]*? from '(\.[^']+)\.js'/gm)].map(
      ([, path = '']) => `${join(dirname(file), path)}.ts`,
    );
  return new Map(files.map((file) => [file, new Set(of(file))]));
}

test.each(['ts', 'web', 'bench', 'test'])('the files in %s import each other in no circle', (folder) => {
  const edges = imports(folder);
  expect(edges.size).toBeGreaterThan(10);
  expect(circle(edges).join(' → ')).toBe('');
});
