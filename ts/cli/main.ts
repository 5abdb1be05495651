#!/usr/bin/env node
/** The command line `superlinear`. Modules of commands are imported when the command runs. */

import { Argument, Command, CommanderError, Option } from 'commander';
import { backendNames } from '../backends/backend.js';
import { printable } from '../engine/printable.js';
import type { AtomModel, Functional } from '../generated/atom.js';
import type { Method } from '../generated/blackbox.js';
import { families } from '../generated/methods.js';
import type { LearnerMethod, LossKind } from '../generated/stochastic.js';
import { version } from '../generated/version.js';
import {
  anyNumber,
  collected,
  listed,
  nonnegativeInteger,
  positiveInteger,
  refuseRepetitions,
  seconds,
  withJobOptions,
  withRunOptions,
} from './common-options.js';
import { EXIT, EXIT_CODE_HELP } from './exit-codes.js';
import { endWith, endWithOutput, isClosedPipe, isOfQueue } from './output-errors.js';

const INTRODUCTION = `Numerical solvers that converge fast.

A problem is JSON. With its method's name it is a job:
  {"method": "transport.exact", "problem": {"cost": [[4, 1], [2, 0]]}}
Write it to a file, and "superlinear solve FILE" prints the solution.
A file of many jobs, one on a line, is a batch.`;

const EXAMPLES = `
Examples:
  $ echo '{"cost": [[4, 1], [2, 0]]}' | superlinear solve - --method transport.exact
  $ superlinear batch jobs.jsonl --out records.jsonl
  $ superlinear batch jobs.jsonl --out records.jsonl --resume    after it was stopped or killed
  $ superlinear find fit a curve                                 the method for a problem, with a command
  $ superlinear methods transport.exact                          what a problem holds, and what comes back
  $ superlinear minimize "(x[0] - 1)^2 + x[1]^4" --variables x:2 --subject-to "x[0] = x[1]"
  $ superlinear tune "node train.js --rate {rate}" --variable rate=log:1e-5..1
  $ superlinear atom Fe
  $ superlinear mcp --root data                                  for AI assistants
${EXIT_CODE_HELP}`;

const JOB_HELP = `
A job is {"method", "problem"}, and may have an "id", which its record repeats, and "options": seed, threads,
timeLimit (seconds), backend. "superlinear methods" lists the methods, and with a name what a problem holds.
{"npy": "cost.npy"} stands for the array in that file, in the folder of the input, below it or below one of --arrays-from,
{"mtx": "matrix.mtx"} for the matrix in a Matrix Market file, and {"csv": "table.csv", "column": "age"} for a column of a table;
"columns", a list or {"except": [..]}, are a matrix.
1e999 is Infinity. Files that end with .gz or .zst are compressed.`;

const ATOM_HELP = `
Examples:
  $ superlinear atom Fe
  $ superlinear atom U --model dirac
  $ superlinear atom Cr --configuration "[Ar] 3d5 4s1" --spin

Energies are in hartree, lengths in bohr. Whatever else a problem may say (nucleus, walls, mesh, accuracy) takes
"superlinear solve" and the method atom.solve.`;

const MINIMIZE_HELP = `
Examples:
  $ superlinear minimize "sum(i in 0..8: 100 (x[i+1] - x[i]^2)^2 + (1 - x[i])^2)" --variables x:10 \\
      --subject-to "x[0]^2 + x[1]^2 = 1"
  $ superlinear minimize "sum((A @ x - b)^2)" --variables x:3 --parameter A=A.npy --parameter "b=[1, 2, 3, 4]"
  $ superlinear minimize "sum(x * log(x))" --variables x:6 --lower 0 --subject-to "sum(x) = 1" --subject-to "x[0] <= 2 x[5]"

Formulas are those of docs/expression.md: x[0] is the first entry, sum(i in 0..8: x[i] * x[i+1]) a sum over an index, and both
sides of a constraint may be arrays, one for each entry. What is found is a local minimum; another start may lead to
another one. Multipliers are the rates at which the objective falls as the right side grows. Whatever else a problem may say
(tolerances, limits, scaling) takes "superlinear solve" and the method constrained.minimize.`;

const TUNE_HELP = `
Examples:
  $ superlinear tune "node train.js --rate {rate} --depth {depth}" \\
      --variable rate=log:1e-5..1 --variable depth=int:1..12 --parallel 4 --evaluations 200
  $ superlinear tune "./simulate {angle} {material}" --variable angle=0..90 --variable material=one:oak,steel --maximize

A command is run by the shell with values in the places of the variables. An evaluation that ends with an exit code other than 0,
or prints no number, has failed, and the search goes on. Variables: name=0..1, log:1e-5..1 (steps by ratios), int:1..12,
int-log:1..1024, one:a,b,c, bool. Each evaluation is a line of the record; killed at any moment, a search goes on with --resume,
and with more --evaluations a finished one does too. Nothing proves that what is found is the best there is.`;

/** The update rules and the losses of learners. */
const LEARNERS = Object.keys({
  auto: 0,
  sgd: 0,
  adagrad: 0,
  ftrl: 0,
  normalizedAdaptive: 0,
} satisfies Record<LearnerMethod, 0>);
const LOSSES = Object.keys({
  squared: 0,
  huber: 0,
  logistic: 0,
  poisson: 0,
  hinge: 0,
  squaredHinge: 0,
  quantile: 0,
  epsilonInsensitive: 0,
  multinomial: 0,
} satisfies Record<LossKind, 0>);

/** All members of a union; the compiler reports missing ones. */
const MODELS = Object.keys({ schrodinger: 0, scalar: 0, dirac: 0 } satisfies Record<AtomModel, 0>);
const FUNCTIONALS = Object.keys({
  lda: 0,
  pw92: 0,
  pz81: 0,
  pbe: 0,
  exchange: 0,
  none: 0,
} satisfies Record<Functional, 0>);

const SEARCHES = Object.keys({
  auto: 0,
  cmaes: 0,
  nelderMead: 0,
  consensus: 0,
  hopping: 0,
  evolution: 0,
  gaussianProcess: 0,
} satisfies Record<Method, 0>);

const STREAM_HELP = `
Examples:
  $ superlinear fit-stream visits.csv --response bought --loss logistic --classes no,yes --hash-bits 18 --out model.json
  $ superlinear fit-stream data.svm.gz --dimension 50000 --loss hinge --classes -1,1 --checkpoint data.state
  $ superlinear fit-stream data.svm.gz --dimension 50000 --loss hinge --classes -1,1 --checkpoint data.state --resume

The file is read row by row, once in each epoch, and need not fit in memory. With --hash-bits features of a CSV file may be text, and the
others must be numbers. Stopped or killed, the fit goes on from its checkpoint with --resume, to the same bits
as without a stop. The coefficients printed are those of "support". Without --rate, four learning rates are tried at once.`;

const UNKNOWN_COMMAND = `"superlinear --help" lists the commands, and "superlinear find" finds the method for a problem\n`;

const CLAIMS_HELP = `
The exit code is 1 where a verdict is not the documented one. SUPERLINEAR_BACKEND=wasm tries them by WebAssembly.`;

const FIND_HELP = `
Examples:
  $ superlinear find fit a curve
  $ superlinear find linear_sum_assignment`;

const QUEUE_HELP = `
Queues are BullMQ's, on Redis, and need two more packages: npm install bullmq ioredis`;

const MCP_HELP = `
A client starts the server itself. Its configuration holds the command, for instance:
  {"mcpServers": {"superlinear": {"command": "npx", "args": ["-y", "superlinear", "mcp", "--root", "/path/to/data"]}}}
Without --root, no files are read. See docs/assistants.md.`;

const program = new Command('superlinear')
  .description(INTRODUCTION)
  .version(version, '-V, --version')
  .configureHelp({ showGlobalOptions: false })
  .configureOutput({
    writeErr: (text) => process.stderr.write(printable(text)),
    outputError: (text, write) =>
      write(/^error: unknown command/.test(text) ? `${text}${UNKNOWN_COMMAND}` : text),
  })
  .addHelpText('after', EXAMPLES)
  .exitOverride();

/** Creates a command that inherits error handling. */
const command = (name: string) => {
  const made = program.command(name);
  return made.configureHelp({ helpWidth: 110 });
};

/** The option that allows folders for `{"npy": FILE}` and `{"mtx": FILE}`. */
const ARRAYS_FROM = [
  '--arrays-from <folder>',
  'arrays may be read from there, too, and from below; may be given several times',
  collected,
] as const;

/** A picture of the solution beside what is printed. */
const PLOT = ['--plot <file>', 'draw the solution into a file of SVG'] as const;

withJobOptions(command('solve'))
  .summary('solve one problem')
  .description('Solves the job in a file, or on standard input for "-", and prints its solution as JSON.')
  .argument('<file>', 'a job as JSON, or a problem with --method')
  .option('--pretty', 'print the solution on several lines')
  .option(...PLOT)
  .option(...ARRAYS_FROM)
  .option('--arrays-to <folder>', 'write large arrays there as .npy files')
  .option('--arrays-above <count>', 'what counts as large', nonnegativeInteger, 1000)
  .addHelpText('after', JOB_HELP)
  .action(async (file, options) => (await import('./solve.js')).solve(file, options));

const withIsolation = (made: Command) =>
  made
    .option('--isolate', 'solve jobs in processes of their own, which they may take down')
    .option('--memory-limit <MiB>', 'memory of such a process, on Linux; isolates jobs', positiveInteger);

withIsolation(withJobOptions(command('batch')))
  .summary('solve a file of problems')
  .description(
    'Solves every line of a file of jobs, and writes a record for each: {"line", "id", "solution"}, or "error" in\n' +
      'the place of "solution". Files may be of any size. Killed at any moment, it goes on with --resume.',
  )
  .argument('<input>', 'jobs, one on a line as JSON; "-" for standard input')
  .requiredOption('-o, --out <file>', 'where the records go; "-" for standard output')
  .option('-j, --jobs <number>', 'jobs at a time; default: one for each processor', positiveInteger)
  .option('--ordered', 'keep the order of the lines')
  .option('--resume', 'go on where an earlier run with the same output stopped')
  .option('--overwrite', 'replace the output')
  .option(...ARRAYS_FROM)
  .option('--arrays-to <folder>', 'write large arrays there as .npy files')
  .option('--arrays-above <count>', 'what counts as large', nonnegativeInteger, 1000)
  .option('--quiet', 'say nothing on the way')
  .addHelpText('after', JOB_HELP + EXIT_CODE_HELP)
  .action(async (input, options) => (await import('./batch.js')).batch(input, options));

const withQueue = (made: Command) =>
  made
    .requiredOption('-q, --queue <address>', 'the address of Redis, such as redis://localhost:6379')
    .option('-n, --name <name>', 'the name of the queue; a queue holds the jobs of one file', 'superlinear');

withQueue(withJobOptions(command('enqueue')))
  .summary('put a file of problems on a queue for many machines')
  .description('Puts every line of a file of jobs on a queue. Repeated, it adds only what is not there yet.')
  .argument('<input>', 'jobs, one on a line as JSON; "-" for standard input')
  .option('--attempts <number>', 'tries of a job that fails by no fault of its own', positiveInteger, 3)
  .addHelpText('after', JOB_HELP + QUEUE_HELP)
  .action(async (input, options) => (await import('./queue.js')).enqueueFile(input, options));

withIsolation(withQueue(command('work')))
  .summary('take jobs from a queue and solve them')
  .description(
    'Solves jobs of a queue until it is stopped. Killed, it loses nothing: another worker takes over.',
  )
  .option('-j, --jobs <number>', 'jobs at a time; default: one for each processor', positiveInteger)
  .option(
    '--patience <seconds>',
    'without a word of this worker for so long, its jobs are given to others',
    positiveInteger,
    30,
  )
  .option('--until-empty', 'end when nothing is left to do')
  .option(
    '--arrays-from <folder>',
    'arrays may be read from there and from below, relative paths start in the first; default: no arrays from files; may be given several times',
    collected,
  )
  .option(
    '--methods <names>',
    'methods or families that are served, such as transport,sketch.lstsq; default: all',
    listed,
  )
  .option('--time-limit <seconds>', 'the time that a job may ask for at most', seconds)
  .option('--threads <number>', 'the threads that a job may ask for at most', positiveInteger)
  .option('--record-limit <MiB>', 'the length of a record at most', positiveInteger)
  .option('--quiet', 'say nothing on the way')
  .addHelpText('after', QUEUE_HELP)
  .action(async (options) => (await import('./queue.js')).workOnQueue(options));

withQueue(command('collect'))
  .summary('write the records of a queue to a file')
  .description(
    'Writes a record for each job, as batch does, until all have one. Failed jobs stay on the queue with their error.',
  )
  .requiredOption('-o, --out <file>', 'where the records go; what is missing there is added')
  .option('--no-wait', 'take only what is there')
  .option('--quiet', 'say nothing on the way')
  .addHelpText('after', QUEUE_HELP + EXIT_CODE_HELP)
  .action(async (options) => (await import('./queue.js')).collectRecords(options));

withRunOptions(
  command('atom')
    .summary('find the electrons of an atom')
    .description('Solves an atom or ion by density functionals, and prints its total energy and its levels.')
    .argument('<element>', 'symbol, or the number of the nucleus: Fe or 26')
    .option('-c, --charge <number>', 'charge of the ion', anyNumber)
    .option('--configuration <text>', 'shells, such as "[Ar] 3d6 4s2"; default: the ground configuration')
    .addOption(new Option('--model <name>', 'equation of the orbitals; default: schrodinger').choices(MODELS))
    .addOption(
      new Option('--functional <name>', 'exchange and correlation; default: lda').choices(FUNCTIONALS),
    )
    .option('--spin', 'up and down electrons have potentials of their own')
    .option(...PLOT)
    .option('--json', 'the whole solution as JSON'),
)
  .addHelpText('after', ATOM_HELP)
  .action(async (element, options) => (await import('./atom.js')).solveAtom(element, options));

withRunOptions(
  command('minimize')
    .summary('find the least value of a formula, under constraints')
    .description(
      'Minimizes a formula of variables, where equations, inequalities and bounds hold, and prints the solution and the multipliers.',
    )
    .argument('<formula>', 'what is to be minimized: one number')
    .requiredOption('--variables <name:length>', 'x:10 are ten, x:2,3 a matrix, x is a single number')
    .option(
      '--subject-to <relation>',
      'left = right, left <= right or left >= right; may be given several times',
      collected,
    )
    .option('--parameter <name=value>', 'a number, a list as JSON, or a file of JSON or .npy', collected)
    .option('--lower <value>', 'the least that the variables may be: as a parameter, or one number for all')
    .option('--upper <value>', 'the most that they may be')
    .option('--initial <value>', 'where to start: as a parameter, or one number for all; default: 1')
    .option(...PLOT)
    .option('--json', 'the whole solution as JSON'),
)
  .addHelpText('after', MINIMIZE_HELP)
  .action(async (formula, options) => (await import('./minimize.js')).minimizeFormula(formula, options));

withRunOptions(
  command('tune')
    .summary("find a command's best settings, by trying them")
    .description(
      'Runs a command over and over, each time with other values, and prints those at which the number that it prints last is least.',
    )
    .argument('<command>', 'what to run, with {name} in the place of each variable')
    .requiredOption('--variable <name=range>', 'a variable; may be given several times', collected)
    .option('--evaluations <number>', 'the most runs of the command', positiveInteger, 100)
    .option('--parallel <number>', 'how many are under way at once', positiveInteger, 1)
    .option('--maximize', 'find the largest number instead')
    .option('--target <value>', 'a number that is good enough', anyNumber)
    .option('--timeout <seconds>', 'an evaluation that takes longer is stopped, and has failed', anyNumber)
    .addOption(new Option('--method <name>', 'how to search').choices(SEARCHES).default('auto'))
    .option('--seed <number>', 'seed of the random streams', nonnegativeInteger)
    .option('--record <file>', 'where each evaluation is written', 'tune.jsonl')
    .option('--resume', 'go on where an earlier search with the same record stopped')
    .option('--overwrite', 'replace the record')
    .option('--json', 'the solution as JSON')
    .option('--quiet', 'say nothing on the way'),
)
  .addHelpText('after', TUNE_HELP)
  .action(async (line, options) => (await import('./tune.js')).tune(line, options));

command('fit-stream')
  .summary('fit a linear model to a table that need not fit in memory')
  .description('Reads a CSV or svmlight file row by row and learns a linear model from each row.')
  .argument('<file>', 'the table; .gz is uncompressed')
  .addOption(new Option('--format <name>', 'default: by the name of the file').choices(['csv', 'svmlight']))
  .option('--response <column>', 'the column of a CSV file to be predicted, by its name')
  .option('--no-header', 'the first line of a CSV file is a row; columns are numbers from 0')
  .option('--delimiter <character>', 'between columns; default: a comma, in .tsv files a tab')
  .addOption(new Option('--loss <name>', 'what is minimized').choices(LOSSES))
  .option('--classes <names>', 'the classes, with commas between', listed)
  .addOption(new Option('--method <name>', 'the update rule').choices(LEARNERS))
  .option('--dimension <number>', 'the number of features', positiveInteger)
  .option('--hash-bits <number>', 'hash features to this many bits', positiveInteger)
  .option('--rate <number>', 'the learning rate; default: chosen of four', anyNumber)
  .addOption(
    new Option('--penalty <name>', 'of the coefficients').choices([
      'l2',
      'l1',
      'elasticNet',
      'groupL2',
      'none',
    ]),
  )
  .option('--lambda <number>', 'the strength of the penalty', anyNumber)
  .option('--no-intercept', 'leave out the intercept')
  .option('--epochs <number>', 'how often the file is read', positiveInteger, 1)
  .option('--out <file>', 'where the model is written; default: standard output')
  .option('--checkpoint <file>', 'where the state is kept')
  .option('--checkpoint-every <seconds>', 'how often it is written', seconds, 10)
  .option('--resume', 'go on from the checkpoint')
  .option('--threads <number>', 'threads for the four rates', positiveInteger)
  .addHelpText('after', STREAM_HELP)
  .action(async (file, options) => {
    const isDone = await (await import('./fit-stream.js')).fitStreamOfFile(file, options);
    if (!isDone) process.exitCode = EXIT.interrupted;
  });

command('find')
  .summary('find the method for a problem')
  .description('Searches the methods by the words of a problem. Each hit comes with a command that runs.')
  .argument('<words...>', 'the problem in any words, or the name of a function of another program')
  .option('--count <number>', 'hits at most', positiveInteger, 3)
  .option('--json', 'as JSON')
  .addHelpText('after', FIND_HELP)
  .action(async (words, options) => (await import('./find.js')).findMethods(words, options));

command('methods')
  .summary('list the methods, or tell what one takes and gives')
  .description(
    'Lists the methods of all families or of one; those marked are for programs, as their problems hold functions. With the\n' +
      "name of a method, it tells what the method's problem holds, its run options, and what comes back: types, defaults, meanings.",
  )
  .argument('[name]', 'a family, such as transport, or a method, such as transport.exact')
  .option('--json', 'as JSON')
  .action(async (name, options) => (await import('./methods.js')).showMethods(name, options));

command('mcp')
  .summary('serve AI assistants')
  .description(
    'Serves AI assistants by the Model Context Protocol on standard input and output: they find methods, solve problems on\n' +
      'data in files, read results and draw. Calls run in processes of their own, within limits of time and memory.',
  )
  .option('--root <folder>', 'its files may be read, and those below; may be given several times', collected)
  .option('--max-seconds <number>', 'the time that a call may ask for at most', positiveInteger, 300)
  .option('--max-memory <MiB>', 'memory of a call', positiveInteger, 2048)
  .option('-j, --jobs <number>', 'calls at a time', positiveInteger, 1)
  .addOption(new Option('--backend <name>', 'where to compute').choices(['auto', ...backendNames]))
  .addHelpText('after', MCP_HELP)
  .action(async (options) => (await import('./mcp.js')).serveAssistants(options));

command('claims')
  .summary('try what papers promise')
  .description(
    'Runs what papers promise of the methods and prints what is seen: the verdict, the credit from 0 to 1, and each answer\n' +
      'with what it is to be. What takes other programs is reported with the command that shows it.',
  )
  .addArgument(new Argument('[family]', 'one family; default: all').choices(families))
  .option('--json', 'as JSON')
  .addHelpText('after', CLAIMS_HELP)
  .action(async (family, options) => (await import('./claims.js')).showClaims(family, options));

command('backend')
  .summary('tell where is computed')
  .description(
    'Tells whether the native addon or WebAssembly computes here, and why; of a backend by name, whether it can be had.',
  )
  .addArgument(new Argument('[name]', 'one backend; default: the one in use').choices(backendNames))
  .option('--json', 'as JSON')
  .action(async (name, options) => (await import('./backend.js')).describeBackend(name, options));

program.commands.forEach(refuseRepetitions);
endWithOutput();
try {
  await program.parseAsync();
} catch (error) {
  if (error instanceof CommanderError) {
    process.exitCode = error.exitCode === 0 ? EXIT.solved : EXIT.usage;
  } else if (isClosedPipe(error)) {
    process.exitCode = EXIT.unread;
  } else {
    endWith(error);
    // Clients of a Redis that is away go on looking for it, and keep the process alive.
    if (isOfQueue(error)) process.exit();
  }
}
