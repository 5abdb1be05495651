/**
 * Scoring of claims after SUPER (B. Bogin and others, EMNLP 2024), a benchmark for setting up and running research
 * code: partial credit for numbers, words and lists, and for landmarks in the log.
 */

import { type Answer, type Answers, type Claim, type Gold, isRun, type Verdict } from './claim.js';

/** Result of a run. */
export interface Outcome {
  readonly answers: Answers;
  readonly log: readonly string[];
}

/** Score of an outcome. */
export interface Score {
  /** The mean over answers and landmarks, from 0 to 1. */
  readonly credit: number;
  /** `holds` for a credit of 1; landmarks count for nothing without a single right answer. */
  readonly verdict: Verdict;
  /** Landmarks missing in the log. */
  readonly missing: readonly string[];
}

/** Runs the claim, or takes its recorded figures, and scores the result. */
export async function evaluate(claim: Claim): Promise<Outcome & Score> {
  const log: string[] = [];
  const { shown } = claim;
  const answers = isRun(shown) ? await shown.measure((line) => log.push(line)) : shown.answers;
  return { answers, log, ...score(claim, { answers, log }) };
}

/** Compares an outcome with the expected answers. */
export function score(claim: Pick<Claim, 'gold' | 'landmarks'>, { answers, log }: Outcome): Score {
  const landmarks = claim.landmarks ?? [];
  const missing = landmarks.filter((landmark) => !log.some((line) => line.includes(landmark)));
  const credits = Object.entries(claim.gold).map(([name, gold]) => creditOf(gold, answers[name]));
  const sum = credits.reduce((total, credit) => total + credit, landmarks.length - missing.length);
  const credit = sum / (credits.length + landmarks.length);
  const isInVain = credits.every((credit) => credit === 0);
  const verdict = credit === 1 ? 'holds' : isInVain ? 'does not hold here' : 'holds in part';
  return { credit, verdict, missing };
}

/** Fraction of correct entries of an answer; 0 if the answer is missing. */
function creditOf(gold: Gold, answer: Answer | undefined): number {
  if (answer === undefined) return 0;
  const given = entriesOf(answer);
  const isRight = testOf(gold);
  const right = given.filter(isRight).length;
  return right / Math.max(given.length, wantedLength(gold), 1);
}

function testOf(gold: Gold): (entry: number | string, place: number) => boolean {
  if ('atMost' in gold) return (entry) => Number(entry) <= gold.atMost;
  if ('atLeast' in gold) return (entry) => Number(entry) >= gold.atLeast;
  if ('equals' in gold) return (entry, place) => entry === entriesOf(gold.equals)[place];
  const { relative = 0, absolute = 0 } = gold;
  return (entry, place) => {
    const wanted = Number(entriesOf(gold.near)[place]);
    return Math.abs(Number(entry) - wanted) <= Math.max(absolute, relative * Math.abs(wanted));
  };
}

function wantedLength(gold: Gold): number {
  if ('equals' in gold) return entriesOf(gold.equals).length;
  return 'near' in gold ? entriesOf(gold.near).length : 1;
}

const entriesOf = (answer: Answer): readonly (number | string)[] => [answer].flat();
