import { request, serve } from 'superlinear/batch';

const queue = 'redis://localhost:6379';
const stop = new AbortController();
const serving = serve({ queue, name: 'north', signal: stop.signal }, (payload) => ({ sum: payload }));
console.log(await request({ queue, name: 'north', payload: { round: 1 }, patience: 5 }));
stop.abort();
await serving;

export {};
