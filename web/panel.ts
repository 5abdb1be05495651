/** What a panel of the playground is: a problem with a few choices, its solution, and how that is drawn. */

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
    };

/** The choices that were made, by the names of the fields. */
export type Values = Readonly<Record<string, string>>;

/** What a run of a panel may use. */
export interface Stage {
  /** Aborted where the visitor cancels. */
  readonly signal: AbortSignal;
  /** How wide a plot may be, in pixels. */
  readonly width: number;
  /** Says in a sentence how far it has come. */
  say(text: string): void;
  /** Shows a plot in the place of the last one. */
  show(plot: Element): void;
  /** Adds a slider from 0 to 1 beside the plot. */
  slider(label: string, initial: number, onChange: (value: number) => void): void;
}

/** One panel. */
export interface Panel {
  /** Its name in the address. */
  readonly id: string;
  readonly title: string;
  readonly introduction: string;
  readonly fields: readonly Field[];
  /** Solves what was chosen, and shows it. Resolves to a sentence about the result. */
  solve(values: Values, stage: Stage): Promise<string>;
}
