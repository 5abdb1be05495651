/** The catalogue of problems: complete, with examples that run, and found by the words of users. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import * as superlinear from 'superlinear';
import { describe, expect, test } from 'vitest';
import { readJob, solveJob } from '../../dist/batch/job.js';
import { Finder, stemsOf } from '../../dist/problems/search.js';
import { allProblems, commandOf, problemsOf } from '../../dist/problems.js';
import { COLLECTED, PHRASES, type Phrase } from '../site/phrases.js';
import { COMMAND, temporaryFolder } from '../support/command.js';

const problems = await allProblems();
const finder = new Finder(problems);
const methods: readonly string[] = superlinear.methods.map(({ name }) => name);

/** The anchors of the sections of a guide. */
const anchorsOf = (guide: string) =>
  readFileSync(`docs/${guide}.md`, 'utf8')
    .split('\n')
    .filter((line) => /^#+ /.test(line))
    .map((line) =>
      line
        .replace(/^#+ /, '')
        .toLowerCase()
        .replace(/[^\p{L}\p{N} _-]/gu, '')
        .replaceAll(' ', '-'),
    );

test.each(superlinear.families)('every method of %s has an entry, in its family’s file', async (family) => {
  const own = methods.filter((name) => name.startsWith(`${family}.`));
  const listed = new Set((await problemsOf(family)).map(({ method }) => method));
  expect([...listed].sort()).toEqual([...own].sort());
});

test('entries have names of their own, and lead to sections and methods that are there', () => {
  expect(new Set(problems.map(({ id }) => id)).size).toBe(problems.length);
  for (const { id, want, guide, method, alternatives = {} } of problems) {
    const [page = '', section] = guide.split('#');
    expect(existsSync(`docs/${page}.md`), id).toBe(true);
    if (section !== undefined) expect(anchorsOf(page), id).toContain(section);
    expect(want, id).toMatch(/^[A-Z].*[^.]$/);
    for (const other of Object.keys(alternatives)) {
      expect(methods, id).toContain(other);
      expect(other, id).not.toBe(method);
    }
  }
});

test('measured costs belong to entries', () => {
  const { rows } = JSON.parse(readFileSync('bench/costs.json', 'utf8')) as {
    rows: { problem: string; method: string; seconds: Record<string, number | null> }[];
  };
  expect(rows.length).toBeGreaterThan(20);
  for (const { problem, method, seconds } of rows) {
    expect(problems.find(({ id }) => id === problem)?.method, problem).toBe(method);
    expect(seconds['100'], problem).toBeGreaterThan(0);
  }
});

describe('examples', () => {
  const ofData = problems.filter(({ example }) => typeof example !== 'string');
  const commands = problems.filter(({ example }) => typeof example === 'string');

  test.each(ofData)('$id: $method solves its problem', ({ method, example }) => {
    const text = JSON.stringify({ method, problem: example });
    // The quotation of the command line.
    expect(text).not.toContain("'");
    const solution = solveJob(readJob(text, { options: {} })) as { status?: string };
    // An example that limits its work may end with the limit.
    const isLimited = Object.keys(example).some((key) => /^(steps|max[A-Z])/.test(key));
    if (!isLimited)
      expect(solution.status ?? 'none').not.toMatch(/Limit|stalled|diverged|infeasible|unbounded/);
  });

  test.each(commands)('$id: its command runs', (problem) => {
    // A shell function stands for the installed command.
    const script = `superlinear() { '${process.execPath}' '${COMMAND}' "$@"; }\n${commandOf(problem)}`;
    // Programs import the package from here; commands may write files.
    const cwd = problem.example.toString().startsWith('node ') ? '.' : temporaryFolder();
    const output = execFileSync('sh', ['-ec', script], {
      cwd,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(output).not.toBe('');
  });
});

describe('a search', () => {
  test('finds a right method among the first three, for four of five phrases kept apart', () => {
    expect(PHRASES.length).toBeGreaterThanOrEqual(150);
    expect(COLLECTED.length).toBeGreaterThanOrEqual(PHRASES.length / 3);
    expect(new Set(PHRASES.map(([text]) => text)).size).toBe(PHRASES.length);
    for (const phrases of [PHRASES, COLLECTED]) {
      const isFound = ([text, ...right]: Phrase) =>
        finder.find(text).some(({ method }) => right.includes(method));
      const missed = phrases.filter((phrase) => !isFound(phrase));
      const report = missed.map(([text]) => `${text}: ${finder.find(text).map(({ method }) => method)}`);
      expect(missed.length, report.join('\n')).toBeLessThanOrEqual(0.2 * phrases.length);
    }
  });

  test('finds every entry’s method by its own words', () => {
    for (const { id, want, method } of problems)
      expect(
        finder.find(want).map((hit) => hit.method),
        id,
      ).toContain(method);
  });

  test('has a hit for every phrase that shares a word’s stem with an entry, and none for others', () => {
    const stems = new Set(problems.flatMap(({ want, words }) => stemsOf(`${want} ${words}`)));
    for (const [text] of PHRASES) {
      if (stemsOf(text).some((stem) => stems.has(stem))) expect(finder.find(text), text).not.toEqual([]);
    }
    expect(finder.find('xylophone')).toEqual([]);
    expect(finder.find('')).toEqual([]);
  });

  test.each([
    ['colour transfer', 'transport.sinkhornNewton'],
    ['minimise under constraints', 'constrained.minimize'],
    ['sinkhron', 'transport.sinkhornNewton'],
    ['eigenvalus', 'linear.eigenvalues'],
    ['logistic regresion', 'coordinate.logisticRegression'],
    ['hungarrian', 'transport.exact'],
  ])('takes other spellings and a wrong letter: %s', (text, method) => {
    expect(finder.find(text).map((hit) => hit.method)).toContain(method);
  });

  test('gives each method once', () => {
    const hits = finder.find('match points at the lowest cost', 10).map(({ method }) => method);
    expect(new Set(hits).size).toBe(hits.length);
    expect(hits[0]).toBe('transport.exact');
  });
});
