/** The lines whose records were collected: one bit of a string in Redis for each line. Solved jobs leave the queue, so it no longer knows them. */

import type { Redis } from 'ioredis';
import { fileKey } from './connection.js';

const collectedKey = (name: string) => `${fileKey(name)}:collected`;

/** One command, which is sent again by itself where the connection is lost. */
const MARK = `for _, line in ipairs(ARGV) do redis.call('SETBIT', KEYS[1], line, 1) end`;

/** Marks lines as collected. */
export async function markCollected(redis: Redis, name: string, lines: readonly number[]): Promise<void> {
  await redis.eval(MARK, 1, collectedKey(name), ...lines);
}

/** Tells which lines of an ascending list were collected. */
export async function collectedAmong(
  redis: Redis,
  name: string,
  lines: readonly number[],
): Promise<ReadonlySet<number>> {
  const [first, last] = [lines.at(0) ?? 0, lines.at(-1) ?? 0];
  const firstByte = Math.floor(first / 8);
  const bits = await redis.getrangeBuffer(collectedKey(name), firstByte, Math.floor(last / 8));
  // SETBIT counts bits of a byte from the most significant.
  const isSet = (line: number) =>
    (((bits[Math.floor(line / 8) - firstByte] ?? 0) >> (7 - (line % 8))) & 1) === 1;
  return new Set(lines.filter(isSet));
}
