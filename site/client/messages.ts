/** Messages between a page and the worker that runs a program. */

/** A program to run. */
export interface Request {
  /** TypeScript, if it was changed in the page. */
  readonly source?: string;
  /** What the build made of it, otherwise. */
  readonly compiled?: string;
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
