/** Tables and sentences typed into areas: lines, each of parts between commas, semicolons or tabs. */

/** Lines that are not empty, with their number from 1. */
export const linesIn = (text = ''): (readonly [line: string, number: number])[] =>
  text
    .split('\n')
    .map((line, k) => [line.trim(), k + 1] as const)
    .filter(([line]) => line !== '');

/** The parts of a line. */
export const partsOf = (line: string): string[] => line.split(/[,;\t]/).map((part) => part.trim());

/** A part as a number, or an error that names the part and its line. */
export function numberIn(part: string | undefined, line: number): number {
  const value = Number(part);
  if (part === undefined || part === '' || Number.isNaN(value))
    throw new Error(`Line ${line}: "${part ?? ''}" is not a number.`);
  return value;
}

/** A result, or a fallback for text that is not finished. */
export function orElse<Result>(read: () => Result, fallback: Result): Result {
  try {
    return read();
  } catch {
    return fallback;
  }
}
