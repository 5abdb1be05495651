/** Formulas typed by visitors. */

/**
 * Parses a formula after a hidden `prefix`. Errors count characters from the beginning of the formula, and show it with a
 * mark before the offending one.
 */
export function marked<Result>(prefix: string, formula: string, read: (text: string) => Result): Result {
  try {
    return read(prefix + formula);
  } catch (error) {
    const { message, path } = error as { message: string; path: string };
    const inFormula = (place: string | undefined) => Math.max(1, Number(place ?? 1) - prefix.length);
    const place = inFormula(/:(\d+)$/.exec(path)?.[1]);
    const told = message
      .replace(/:\d+ /, `:${place} `)
      .replace(/\bcharacter (\d+)/g, (_, other: string) => `character ${inFormula(other)}`);
    throw new Error(`${told} (${formula.slice(0, place - 1)} ▸ ${formula.slice(place - 1)})`);
  }
}
