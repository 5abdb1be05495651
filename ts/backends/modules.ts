/** The WebAssembly modules that contain each method. */

import type { LoadName } from '../generated/modules.js';
import * as generated from '../generated/modules.js';

/**
 * Modules that include the methods of another one, as declared in `bindings/wasm/families`. If the larger one is
 * loaded, the other is not needed.
 */
export const LARGER: { readonly [name: string]: LoadName } = { expression: 'expression-matrices' };

/** The module of a dialogue. The engine's own methods have a separate module. */
export const moduleOfDialogue = (method: string): string =>
  generated.moduleOfDialogue[method] ?? familyOf(method);

/** The module of a task. */
export const moduleOfTask = (method: string): string => generated.moduleOfTask[method] ?? familyOf(method);

/** The module to use for `name`: itself, or a larger one if only that is loaded. */
export function moduleAtHand(name: string, isThere: (name: string) => boolean): string {
  const larger = LARGER[name];
  return larger !== undefined && !isThere(name) && isThere(larger) ? larger : name;
}

const familyOf = (method: string): string => method.split('.')[0] ?? '';
