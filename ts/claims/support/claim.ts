/**
 * What a paper promises, and how it is looked for here: a run, or a benchmark's figures where another program is needed.
 *
 * A family's claims are the array `claims` of `ts/claims/<family>.ts`; `superlinear claims`, `docs/claims.md` and the tests
 * find it there.
 */

/** What became of a claim. */
export type Verdict = 'holds' | 'holds in part' | 'does not hold here';

/** What was found: a number, a word, or a list. */
export type Answer = number | string | readonly number[] | readonly string[];

/** Answers by their names. */
export type Answers = Readonly<Record<string, Answer>>;

/** How far a number may be off: by this part of it, or by this much. Without either it must be the same. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** What an answer is to be. Lists are compared entry by entry; a bound is one of every entry. */
export type Gold =
  | { readonly equals: string | readonly string[] }
  | ({ readonly near: number | readonly number[] } & Tolerance)
  | { readonly atMost: number }
  | { readonly atLeast: number };

/** Something to be computed here. */
export interface Run {
  /** What is solved: data, sizes, seeds. */
  readonly what: string;
  /** Seconds of native processor time that it may take. The tests run what takes at most `QUICK`. */
  readonly budget: number;
  /** Gives the answers, and tells `log` what is seen on the way. */
  readonly measure: (log: (line: string) => void) => Answers | Promise<Answers>;
}

/** Something that takes another program, or more time than anyone waits: what was seen is written down. */
export interface Report {
  readonly what: string;
  /** The command that shows it. */
  readonly command: string;
  /** The text in which the figures stand. */
  readonly statedIn: string;
  readonly answers: Answers;
}

/** A promise of a paper. */
export interface Claim {
  /** What the claim is called, unique in its family: words with hyphens. */
  readonly name: string;
  /** What is promised, in a sentence. */
  readonly claim: string;
  /** Where. */
  readonly source: string;
  readonly shown: Run | Report;
  /** What the answers would be if the promise held. */
  readonly gold: Readonly<Record<string, Gold>>;
  /** What must be seen on the way: parts of lines of the log. */
  readonly landmarks?: readonly string[];
  /** What the scoring says, wherever it is run. */
  readonly verdict: Verdict;
  /** What is behind the verdict, in a sentence. */
  readonly remark?: string;
}

/** The budget up to which a run is among the tests, in seconds. */
export const QUICK = 0.5;

/** Whether the claim can be looked at without another program. */
export const isRun = (shown: Run | Report): shown is Run => 'measure' in shown;
