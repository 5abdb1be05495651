import { dynamics } from 'superlinear';

const bits = Array.from({ length: 200 }, (_, k) =>
  Array.from({ length: 40 }, (_, t) => Math.floor(k * t * 0.37 + t * t * 0.71) & 1),
);
const parity = bits.map((own) => own.map((_, t) => own.slice(0, t + 1).reduce((sum, bit) => sum ^ bit, 0)));

const { status, automaton, accuracyByLength } = await dynamics.fitSequenceModel({
  sequences: bits,
  labels: parity,
});
console.log(status, automaton.table, accuracyByLength);

export {};
