/** Messages between a page and the worker that runs a program. */

/** A program to run. */
export interface Request {
  /** The program as JavaScript. */
  readonly script: string;
  /** The width of pictures in pixels. */
  readonly width: number;
}

/** What happened in the program. */
export type Message =
  | { readonly kind: 'log' | 'warning' | 'failed'; readonly text: string }
  /** A call of a solver: a line about it. */
  | { readonly kind: 'call'; readonly caption: string }
  /** The picture of a call, counted from 0, as SVG text. */
  | { readonly kind: 'picture'; readonly call: number; readonly picture: string }
  | { readonly kind: 'done' };

/** A message from the worker: an event of the program, or the wish for a file of the site. */
export type FromProgram = Message | { readonly kind: 'file'; readonly file: string };

/** The answer to a wish for a file: its bytes, or the reason that they cannot be had. */
export type Answer = { readonly file: string } & (
  | { readonly bytes: ArrayBuffer }
  | { readonly error: string }
);
