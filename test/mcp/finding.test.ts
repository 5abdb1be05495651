/** Methods are found by the words of people who did not write the catalogue, and nothing is made of words about anything else. */

import { describe, expect, test } from 'vitest';
import { find } from '../../dist/mcp/find.js';
import { isSolvable } from '../../dist/mcp/methods.js';
import { COLLECTED, PHRASES, type Phrase } from '../site/phrases.js';

interface Answer {
  readonly methods: readonly { readonly name: string }[];
  readonly maybe?: readonly { readonly name: string }[];
}

/** The ranks of right answers to phrases, from 0; -1 where there is none among five. */
async function ranksOf(phrases: readonly Phrase[]): Promise<number[]> {
  const ranks = phrases.map(async ([words, ...right]) => {
    const { methods, maybe = [] } = (await find({ words })) as Answer;
    return [...methods, ...maybe].findIndex(({ name }) => right.includes(name));
  });
  return Promise.all(ranks);
}

describe.each([
  ['all phrases', PHRASES],
  ['phrases of others', COLLECTED],
])('of %s', (_, phrases) => {
  const answerable = phrases.filter(([, ...right]) => right.some(isSolvable));

  test('four of five are answered first, and 19 of 20 among five', async () => {
    expect(answerable.length).toBeGreaterThan(60);
    const ranks = await ranksOf(answerable);
    const missed = answerable.filter((_phrase, k) => ranks[k] !== 0).map(([words]) => words);
    const first = ranks.filter((rank) => rank === 0).length / ranks.length;
    expect(first, missed.join('\n')).toBeGreaterThanOrEqual(0.8);
    expect(ranks.filter((rank) => rank >= 0).length / ranks.length).toBeGreaterThanOrEqual(0.95);
  });

  test('nine of ten are taken for good hits', async () => {
    const answers = (await Promise.all(answerable.map(([words]) => find({ words })))) as Answer[];
    expect(answers.filter(({ methods }) => methods.length > 0).length).toBeGreaterThanOrEqual(
      0.9 * answers.length,
    );
  });
});

/** Texts about anything else. */
const OTHER = [
  'recipe for apple pie',
  'who won the election',
  'weather tomorrow in Paris',
  'write a poem about the sea',
  'translate this text into French',
  'book a flight to London',
  'capital of Australia',
  'how do I cook rice',
  'send an email to my boss',
  'the history of the Roman empire',
  'fix a css layout bug in my page',
  'summarize this article for me',
  'play some jazz music',
  'is it legal to park here',
  'install docker on ubuntu',
  'convert pdf to word',
  'best restaurants near the station',
  'when was Mozart born',
  'zzzz',
];

test('texts about anything else are no tasks: of 19 at most two share words with one by chance', async () => {
  const answers = (await Promise.all(OTHER.map((words) => find({ words })))) as Answer[];
  const found = OTHER.filter((_text, k) => (answers[k]?.methods.length ?? 0) > 0);
  expect(found.length, found.join('\n')).toBeLessThanOrEqual(2);
});
