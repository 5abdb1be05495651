/** Formulas typed by visitors. */

/** Parses a formula after a hidden `prefix`. Errors show the formula with a mark before the offending character. */
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
