/** What a panel of the playground is: a problem with a few choices, its solution, how that is drawn, and the call as code. */

import type { ProgressFraction } from 'superlinear';

/** A choice that the visitor has. */
export type Field =
  | {
      readonly kind: 'range';
      readonly name: string;
      readonly label: string;
      readonly min: number;
      readonly max: number;
      readonly step: number;
      readonly initial: number;
    }
  | {
      readonly kind: 'choice';
      readonly name: string;
      readonly label: string;
      readonly choices: readonly string[];
      readonly initial: string;
    }
  | {
      readonly kind: 'text';
      readonly name: string;
      readonly label: string;
      readonly initial: string;
    };

/** The choices that were made, by the names of the fields. */
export type Values = Readonly<Record<string, string>>;

/** Makes a picture that is so many pixels wide. */
export type Draw = (width: number) => Element;

/** What a run of a panel may use. */
export interface Stage {
  /** Aborted where the visitor cancels. */
  readonly signal: AbortSignal;
  /** Says how far a solver has come; for its option of that name. */
  onProgress(progress: ProgressFraction): void;
  /** Says in a sentence how far it has come. */
  say(text: string): void;
  /** Shows a picture in the place of the last one; it is drawn anew whenever the room for it changes. */
  show(draw: Draw): void;
  /** Chooses these values in the fields, as if the visitor had, and solves anew. */
  choose(values: Values): void;
  /** Adds a slider from 0 to 1 beside the plot. */
  slider(label: string, initial: number, onChange: (value: number) => void): void;
}

/** One panel: the `panel` of a file in `panels`, whose name is the panel's in the address. */
export interface Panel {
  /** What a visitor wants: the heading of the menu under which the panel stands. */
  readonly problem: string;
  /** Its place; a problem stands where its first panel does. Panels without one come last, by their titles. */
  readonly order?: number;
  readonly title: string;
  /** What it answers, in one line of the menu. */
  readonly question: string;
  readonly introduction: string;
  readonly fields: readonly Field[];
  /** Solves what was chosen, and shows it. Resolves to a sentence about the result. */
  solve(values: Values, stage: Stage): Promise<string>;
  /** A complete program in TypeScript that solves what was chosen, and prints the result. */
  code(values: Values): string;
}
