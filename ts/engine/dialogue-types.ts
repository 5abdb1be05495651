/** The public types of dialogues, exported by the families with questions. */

export type { FunctionInput, PointInput } from '../expression/inputs.js';
export type {
  Dialogue,
  DialogueOptions,
  DialogueQuestion,
  StoredAnswer,
  StoredNumber,
} from './dialogue.js';
export type { VectorAnswer } from './operators.js';
