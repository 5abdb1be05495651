import { dynamics } from 'superlinear';

const { series } = await dynamics.simulate({ system: 'lorenz', length: 3000, transient: 1000 });
const options = { series, step: 0.01, pieces: 2, method: 'teacherForcing', hiddenStates: 5 } as const;
const { model, history } = await dynamics.reconstruct({ ...options, steps: 200, checkEvery: 100 });
console.log(model.initial.length, history); // 10 states; divergences after 0, 100 and 200 steps

export {};
