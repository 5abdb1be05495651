/**
 * Training over data that stay with their owners: the parts of a round as pure functions over any transport, and a
 * simulator of clients with speeds, delays and losses.
 */

export { pack, unpack } from '../engine/pack.js';
export * from '../generated/federated.js';
