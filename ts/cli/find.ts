/** `superlinear find`: methods for a problem in the user's words, each with a command that runs. */

import { print } from '../batch/standard-output.js';
import { Finder } from '../problems/search.js';
import { allProblems, commandOf, type Problem } from '../problems.js';
import { UsageError } from './exit-codes.js';
import { indented } from './indented.js';

interface FindOptions {
  readonly json?: boolean;
  readonly count: number;
}

/** Prints the best hits for the words. */
export async function findMethods(words: readonly string[], { json, count }: FindOptions): Promise<void> {
  const text = words.join(' ');
  const hits = new Finder(await allProblems()).find(text, count);
  if (hits.length === 0)
    throw new UsageError(
      `nothing is found for ${JSON.stringify(text)}; "superlinear methods" lists all methods`,
    );
  await print(json ? JSON.stringify(hits.map(recordOf)) : hits.map(paragraphOf).join('\n\n'));
}

const recordOf = (problem: Problem) => ({ ...problem, command: commandOf(problem) });

function paragraphOf(problem: Problem): string {
  const { method, want, guide, alternatives = {} } = problem;
  const [page, section] = guide.split('#');
  const place = `docs/${page}.md${section === undefined ? '' : `#${section}`}`;
  const others = Object.entries(alternatives).map(([other, occasion]) => `${other} for ${occasion}`);
  const notes = [`Guide: ${place}.`, ...(others.length > 0 ? [`Others: ${others.join('; ')}.`] : [])];
  return `${method}: ${want}\n  ${commandOf(problem)}\n${indented(notes.join(' '), 2)}`;
}
