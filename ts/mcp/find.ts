/** The tool find_method: the catalogue of problems, searched by the words of a task. */

import { families } from '../generated/methods.js';
import { Finder } from '../problems/search.js';
import { allProblems, type Problem, problemsOf } from '../problems.js';
import { isSolvable, requireFamily, solvableOf } from './methods.js';

interface FindArguments {
  readonly words?: string;
  readonly family?: string;
  readonly count?: number;
}

/** The part of the words that a hit must cover. Below it, hits share a stray word with the text. */
const MIN_COVERAGE = 0.2;

const DEFAULT_COUNT = 5;

/** Characters of the words that are searched. */
const MAX_WORDS = 500;

/** Methods for a task, each with the wish it fulfills. Without a good hit, the families. */
export async function find({ words = '', family, count = DEFAULT_COUNT }: FindArguments): Promise<object> {
  if (family !== undefined) requireFamily(family);
  const problems = (await (family === undefined ? allProblems() : problemsOf(family))).filter(({ method }) =>
    isSolvable(method),
  );
  if (words.trim() === '') return { methods: listOf(family === undefined ? families : [family], problems) };
  const hits = new Finder(problems).search(words.slice(0, MAX_WORDS), count);
  if ((hits[0]?.coverage ?? 0) < MIN_COVERAGE)
    return { methods: [], note: 'Nothing fits these words well.', families: await familyLines() };
  return { methods: hits.map(({ problem }) => ({ name: problem.method, summary: problem.want })) };
}

/** All methods of families, each with its first wish. */
function listOf(names: readonly string[], problems: readonly Problem[]) {
  return names.flatMap(solvableOf).map(({ name, summary }) => ({
    name,
    summary: problems.find(({ method }) => method === name)?.want ?? summary,
  }));
}

/** A line for each family: the wishes of its first methods. */
async function familyLines(): Promise<Record<string, string>> {
  const lines = await Promise.all(
    families.map(async (family) => {
      const wishes = (await problemsOf(family)).slice(0, 3).map(({ want }) => want);
      return [family, wishes.join('; ')] as const;
    }),
  );
  return Object.fromEntries(lines);
}
