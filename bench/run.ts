// Runs the suites: `npm run bench -- [engine] [callbacks] [transport] [sketch] [coordinate] [atom] [batch] [--large]`. Without names, all of them.

const suites = ['engine', 'callbacks', 'transport', 'sketch', 'coordinate', 'atom', 'batch'];
const asked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'));
const unknown = asked.find((name) => !suites.includes(name));
if (unknown !== undefined) throw new Error(`There is no suite "${unknown}"; there are ${suites.join(', ')}.`);

for (const suite of asked.length > 0 ? asked : suites) {
  await import(`./${suite}.bench.js`);
  console.log();
}
