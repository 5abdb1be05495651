/**
 * Claims of papers, and their checks: a run, or the figures of a benchmark if another program is needed.
 *
 * A family's claims are the array `claims` of `ts/claims/<family>.ts`; `superlinear claims`, `docs/claims.md` and the
 * tests read it.
 */

/** Result of checking a claim. */
export type Verdict = 'holds' | 'holds in part' | 'does not hold here';

/** A measured result: a number, a word, or a list. */
export type Answer = number | string | readonly number[] | readonly string[];

/** Answers by name. */
export type Answers = Readonly<Record<string, Answer>>;

/** Relative and absolute tolerance of a number; the larger one applies. Without either the number must be equal. */
export interface Tolerance {
  readonly relative?: number;
  readonly absolute?: number;
}

/** The expected answer. Lists are compared entry by entry; a bound applies to every entry. */
export type Gold =
  | { readonly equals: string | readonly string[] }
  | ({ readonly near: number | readonly number[] } & Tolerance)
  | { readonly atMost: number }
  | { readonly atLeast: number };

/** A computation in this library. */
export interface Run {
  /** The problem: data, sizes, seeds. */
  readonly what: string;
  /** Limit of native processor time in seconds. The tests run claims with at most `QUICK`. */
  readonly budget: number;
  /** Returns the answers, and writes observations to `log`. */
  readonly measure: (log: (line: string) => void) => Answers | Promise<Answers>;
}

/** Recorded figures, for claims that need another program or too much time. */
export interface Report {
  readonly what: string;
  /** The command that measures the figures. */
  readonly command: string;
  /** The text that states the figures. */
  readonly statedIn: string;
  readonly answers: Answers;
}

/** A claim of a paper. */
export interface Claim {
  /** Name of the claim, unique in its family: words with hyphens. */
  readonly name: string;
  /** The claim, in a sentence. */
  readonly claim: string;
  /** The paper, or the text that makes the claim. */
  readonly source: string;
  readonly shown: Run | Report;
  /** The answers expected if the claim holds. */
  readonly gold: Readonly<Record<string, Gold>>;
  /** Texts that must appear in lines of the log. */
  readonly landmarks?: readonly string[];
  /** The score's verdict, the same on every machine. */
  readonly verdict: Verdict;
  /** The reason for the verdict, in a sentence. */
  readonly remark?: string;
}

/** Largest budget of a run in the tests, in seconds. */
export const QUICK = 0.5;

/** Whether the claim can be checked without another program. */
export const isRun = (shown: Run | Report): shown is Run => 'measure' in shown;
