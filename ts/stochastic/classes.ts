/** The order of classes. */

import type { ClassLabel, ResponseInput } from './rows.js';

/** Classes in ascending order, as the engine sorts them: strings by code points. */
export function classesInOrder(classes: ResponseInput): readonly ClassLabel[] {
  return Array.from<ClassLabel>(classes as readonly ClassLabel[]).sort((one, other) =>
    typeof one === 'string' && typeof other === 'string' ? compareWords(one, other) : one < other ? -1 : 1,
  );
}

function compareWords(one: string, other: string): number {
  const others = [...other];
  for (const [k, character] of [...one].entries()) {
    const difference = (character.codePointAt(0) ?? 0) - (others[k]?.codePointAt(0) ?? -1);
    if (difference !== 0) return difference;
  }
  return one.length - other.length;
}
