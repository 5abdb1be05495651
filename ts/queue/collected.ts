/**
 * The set of lines with collected records, stored in Redis as a bit string. Solved jobs leave the queue, so the queue
 * no longer knows them.
 */

import type { Redis } from 'ioredis';
import { fileKey } from './connection.js';

const collectedKey = (name: string) => `${fileKey(name)}:collected`;

/** A single command, so that it is resent automatically after a lost connection. */
const MARK = `for _, line in ipairs(ARGV) do redis.call('SETBIT', KEYS[1], line, 1) end`;

/** Marks lines as collected. */
export async function markCollected(redis: Redis, name: string, lines: readonly number[]): Promise<void> {
  await redis.eval(MARK, 1, collectedKey(name), ...lines);
}

/** Returns the collected ones among an ascending list of lines. */
export async function collectedAmong(
  redis: Redis,
  name: string,
  lines: readonly number[],
): Promise<ReadonlySet<number>> {
  const [first, last] = [lines.at(0) ?? 0, lines.at(-1) ?? 0];
  const firstByte = Math.floor(first / 8);
  const bits = await redis.getrangeBuffer(collectedKey(name), firstByte, Math.floor(last / 8));
  // SETBIT numbers the bits of a byte from the most significant one.
  const isSet = (line: number) =>
    (((bits[Math.floor(line / 8) - firstByte] ?? 0) >> (7 - (line % 8))) & 1) === 1;
  return new Set(lines.filter(isSet));
}
