/** Which modules of WebAssembly have a method. */

import type { LoadName } from '../generated/modules.js';
import * as generated from '../generated/modules.js';

/**
 * Modules that hold the methods of another one too, as their files in `bindings/wasm/families` say: where one of these is there, the other
 * need not be loaded.
 */
export const LARGER: { readonly [name: string]: LoadName } = { expression: 'expression-matrices' };

/** The module of a dialogue; the engine's own methods have one of their own. */
export const moduleOfDialogue = (method: string): string =>
  generated.moduleOfDialogue[method] ?? familyOf(method);

/** The module of a task. */
export const moduleOfTask = (method: string): string => generated.moduleOfTask[method] ?? familyOf(method);

/** The module to use in place of this one: a larger one, where that alone is there. */
export function moduleAtHand(name: string, isThere: (name: string) => boolean): string {
  const larger = LARGER[name];
  return larger !== undefined && !isThere(name) && isThere(larger) ? larger : name;
}

const familyOf = (method: string): string => method.split('.')[0] ?? '';
