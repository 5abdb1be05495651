import { ode } from 'superlinear';

const { states } = await ode.solve({
  field: (t, [angle = 0, speed = 0]) => [speed, -Math.sin(angle) - 0.1 * speed + 0.2 * Math.cos(t)],
  initial: [1, 0],
  times: [0, 5, 10],
});
console.log(states);

export {};
