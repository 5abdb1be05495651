import { ode } from 'superlinear';

const { states } = await ode.solve({ system: 'lorenz', parameters: { rho: 100 }, times: [0, 5, 10] });
console.log(states);

export {};
