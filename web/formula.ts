/** Formulas that visitors type. */

/**
 * Reads a formula that stands behind `prefix`, which the visitor does not see; an error shows the formula with a mark before the
 * character that it is about.
 */
export function marked<Result>(prefix: string, formula: string, read: (text: string) => Result): Result {
  try {
    return read(prefix + formula);
  } catch (error) {
    const { message, path } = error as { message: string; path: string };
    const character = Number(/:(\d+)$/.exec(path)?.[1] ?? 1) - 1 - prefix.length;
    const told = message.replace(/:\d+ /, `:${character + 1} `);
    throw new Error(`${told} (${formula.slice(0, character)} ▸ ${formula.slice(character)})`);
  }
}
