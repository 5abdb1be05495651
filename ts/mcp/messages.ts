/** Messages between the server and a process of calls. */

import type { Failure } from './call-error.js';
import type { Answer, Progress, Work } from './work.js';

export type ToProcess = { readonly kind: 'call'; readonly work: Work } | { readonly kind: 'cancel' };

export type FromProcess =
  | { readonly kind: 'ready' }
  | { readonly kind: 'progress'; readonly progress: Progress }
  | { readonly kind: 'memory'; readonly mebibytes: number }
  | { readonly kind: 'done'; readonly answer: Answer }
  | { readonly kind: 'failed'; readonly failure: Failure };
