/** Which module of WebAssembly has a method. */

import { moduleOfTask } from '../generated/modules.js';

/** The module of a dialogue, which is that of its family; the engine's own methods have one of their own. */
export const moduleOfDialogue = (method: string): string => method.split('.')[0] ?? '';

/** The module of a task. */
export const moduleOf = (method: string): string => moduleOfTask[method] ?? moduleOfDialogue(method);
