import { federated } from 'superlinear';

const settings = { dimension: 1, intercept: false, local: { learningRate: 0.05 } } as const;
const data = {
  north: { matrix: [[1], [2]], response: [2, 4] },
  south: { matrix: [[1], [3]], response: [3, 9] },
};
const states = new Map<string, federated.ClientState>();
let { state, broadcast } = await federated.start({ settings, clients: Object.keys(data) });
for (let round = 0; round < 20; round++) {
  const messages: federated.ClientMessage[] = [];
  for (const [client, rows] of Object.entries(data)) {
    const last = states.get(client);
    const step = await federated.clientStep({
      settings,
      client,
      ...rows,
      broadcast,
      ...(last && { state: last }),
    });
    states.set(client, step.state);
    messages.push({ client, bytes: step.message });
  }
  ({ state, broadcast } = await federated.aggregate({ settings, state, messages }));
}
console.log(broadcast.parameters);

export {};
