/** Messages between the server and a process of calls. */

import type { Failure } from './call-error.js';
import type { WorkSettings } from './settings.js';

/** A call for the process. */
export interface Work {
  readonly tool: 'solve' | 'read_result' | 'draw';
  /** The arguments as JSON, checked by the tool's schema. */
  readonly args: string;
  /** The name of the result of solve. */
  readonly result: string;
  /** Seconds for all of it. */
  readonly seconds: number;
  readonly settings: WorkSettings;
}

/** The answer of a call: data, and a picture as base64. */
export interface Answer {
  readonly data: object;
  readonly png?: string;
}

/** A report of a run. */
export interface Progress {
  readonly fraction: number;
  readonly message: string;
}

/** How a call is watched and stopped. */
export interface Supervision {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: Progress) => void;
}

export type ToProcess = { readonly kind: 'call'; readonly work: Work } | { readonly kind: 'cancel' };

export type FromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'memory'; readonly mebibytes: number }
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure };
