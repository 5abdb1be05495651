/** The tool find_method: the catalogue of problems, searched by the words of a task. */

import { families } from '../generated/methods.js';
import { Finder, type Hit } from '../problems/search.js';
import { allProblems, type Problem, problemsOf } from '../problems.js';
import { isSolvable, requireFamily, solvableOf } from './methods.js';

interface FindArguments {
  readonly words?: string;
  readonly family?: string;
  readonly count?: number;
}

/**
 * A good hit covers this part of the words, or has the evidence of a rare word and a common one. Of 20 texts about
 * anything else none reaches either, and of the 213 phrases in test/site all but eight do.
 */
const MIN_COVERAGE = 0.34;
const MIN_EVIDENCE = 6;

const isGood = ({ coverage, evidence, words }: Hit) =>
  coverage >= MIN_COVERAGE || (words > 1 && evidence >= MIN_EVIDENCE);

/** Doubtful hits in an answer. */
const MAX_DOUBTFUL = 3;

const DEFAULT_COUNT = 5;

/** Characters searched. */
const MAX_WORDS = 500;

/** Methods for a task, each with the wish it fulfills. Without a good hit, the families and the doubtful hits. */
export async function find({ words = '', family, count = DEFAULT_COUNT }: FindArguments): Promise<object> {
  if (family !== undefined) requireFamily(family);
  const problems = (await (family === undefined ? allProblems() : problemsOf(family))).filter(({ method }) =>
    isSolvable(method),
  );
  if (words.trim() === '') return { methods: listOf(family === undefined ? families : [family], problems) };
  const hits = new Finder(problems).search(words.slice(0, MAX_WORDS), count);
  const found = hits.map(({ problem }) => ({ name: problem.method, summary: problem.want }));
  if (hits.some(isGood)) return { methods: found };
  const maybe = found.slice(0, MAX_DOUBTFUL);
  const note = 'Nothing fits these words well. Say the task in other words, or list a family.';
  return { methods: [], ...(maybe.length > 0 && { maybe }), note, families: await familyLines() };
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
