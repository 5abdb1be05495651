// Made from the Rust structs by `npm run codegen`; not to be edited.

/** A field of a problem, a solution or the run options. */
export interface Field {
  readonly name: string;
  /** Its type, in words for JSON. */
  readonly type: string;
  /** Whether it may be left out. */
  readonly optional: boolean;
  /** What it is where it is left out, if that is a value. */
  readonly default?: string;
  /** What it means. */
  readonly about: string;
}

/** A type that has a name: of objects with fields, or another name for `type`, whose values may each have a meaning. */
export interface NamedType {
  readonly about: string;
  readonly fields?: readonly Field[];
  readonly type?: string;
  readonly values?: readonly { readonly name: string; readonly about: string }[];
}

/** The names of the types of each method, and all types of the family. */
export interface FamilyReference {
  readonly methods: Readonly<Record<string, { readonly problem: string; readonly solution: string }>>;
  readonly types: Readonly<Record<string, NamedType>>;
}

/** The run options that the engine takes. */
export const options: readonly Field[] = [
  {
    "about": "Seed of the random streams, a whole number below 2^53; the same seed gives the same bits.",
    "default": "0",
    "name": "seed",
    "optional": true,
    "type": "number"
  },
  {
    "about": "Threads to compute on; results do not depend on it. WebAssembly always computes on one. Default: one for each\nprocessor.",
    "name": "threads",
    "optional": true,
    "type": "number"
  },
  {
    "about": "Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. A function of the\ncaller that answers later is not waited for beyond it, or hardly: for twice as long as it took before, at most, where\nthere is nothing to return without the answer, and then the run fails. Default: no limit.",
    "name": "timeLimit",
    "optional": true,
    "type": "number"
  }
];

/** What there is to know of each family. */
export const reference: Readonly<Record<string, FamilyReference>> = {
  "atom": {
    "methods": {
      "atom.configuration": {
        "problem": "ConfigurationProblem",
        "solution": "ConfigurationSolution"
      },
      "atom.evaluate": {
        "problem": "EvaluateProblem",
        "solution": "EvaluateSolution"
      },
      "atom.functional": {
        "problem": "FunctionalProblem",
        "solution": "FunctionalSolution"
      },
      "atom.onLogGrid": {
        "problem": "OnLogGridProblem",
        "solution": "OnLogGridSolution"
      },
      "atom.parseConfiguration": {
        "problem": "ParseConfigurationProblem",
        "solution": "ConfigurationSolution"
      },
      "atom.solve": {
        "problem": "SolveProblem",
        "solution": "SolveSolution"
      },
      "atom.states": {
        "problem": "StatesProblem",
        "solution": "StatesSolution"
      }
    },
    "types": {
      "AtomModel": {
        "about": "The equation of the orbitals.",
        "type": "'schrodinger' | 'scalar' | 'dirac'",
        "values": [
          {
            "about": "Schrödinger's.",
            "name": "schrodinger"
          },
          {
            "about": "The scalar-relativistic one of Koelling and Harmon, normalised by the large component.",
            "name": "scalar"
          },
          {
            "about": "Dirac's.",
            "name": "dirac"
          }
        ]
      },
      "AtomState": {
        "about": "A solution of `solve`.",
        "fields": [
          {
            "about": "The elements.",
            "name": "mesh",
            "optional": false,
            "type": "MeshState"
          },
          {
            "about": "The orbitals.",
            "name": "orbitals",
            "optional": false,
            "type": "OrbitalState[]"
          },
          {
            "about": "What the electrons add to the potential.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The part of it by the density alone.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The charge of the nucleus.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The equation.",
            "name": "model",
            "optional": false,
            "type": "AtomModel"
          },
          {
            "about": "The functional.",
            "name": "xc",
            "optional": false,
            "type": "Functional"
          },
          {
            "about": "Whether the spins have potentials of their own.",
            "name": "spin",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The walls.",
            "name": "confinement",
            "optional": true,
            "type": "Confinement"
          },
          {
            "about": "The nucleus.",
            "name": "nucleus",
            "optional": true,
            "type": "Nucleus"
          },
          {
            "about": "The speed of light, where the equation has it.",
            "name": "speedOfLight",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ConfigurationProblem": {
        "about": "An atom or ion.",
        "fields": [
          {
            "about": "The element: its symbol or its number.",
            "name": "element",
            "optional": false,
            "type": "GivenElement"
          },
          {
            "about": "The charge of the ion.",
            "default": "0.0",
            "name": "charge",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ConfigurationShell": {
        "about": "Electrons of one shell.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The angular momentum.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many electrons.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ConfigurationSolution": {
        "about": "In which shells electrons are.",
        "fields": [
          {
            "about": "The shells by n and then by l.",
            "name": "shells",
            "optional": false,
            "type": "ConfigurationShell[]"
          },
          {
            "about": "The number of electrons.",
            "name": "electrons",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The configuration as text, without abbreviations.",
            "name": "text",
            "optional": false,
            "type": "string"
          }
        ]
      },
      "Confinement": {
        "about": "Walls around an atom.",
        "fields": [
          {
            "about": "The frequency w of a potential w^2 r^2/2, in hartree.",
            "default": "0.0",
            "name": "frequency",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The radius in bohr of a hard wall, at which orbitals vanish; none without it.",
            "name": "radius",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DiracForm": {
        "about": "A form of Dirac's equation.",
        "type": "'eliminated' | 'squared'",
        "values": [
          {
            "about": "With the small component eliminated. The default, and the faster and more precise one.",
            "name": "eliminated"
          },
          {
            "about": "The square of the operator, with both components: a second method, to check the first with. Charges must be below\nsqrt(3)/2 c.",
            "name": "squared"
          }
        ]
      },
      "EnergyParts": {
        "about": "The total energy and its parts, in hartree.",
        "fields": [
          {
            "about": "The sum of all parts.",
            "name": "total",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Kinetic energy, without the rest energy.",
            "name": "kinetic",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Repulsion of the density with itself.",
            "name": "hartree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Attraction by the nucleus.",
            "name": "nuclear",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Energy in the confining potential.",
            "name": "confinement",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Exchange and correlation.",
            "name": "xc",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "What of a solved atom is wanted, and where. Hartree atomic units.",
        "fields": [
          {
            "about": "A solution of `solve`.",
            "name": "solution",
            "optional": false,
            "type": "AtomState"
          },
          {
            "about": "Where: from 0 to the end of the solution's mesh, in any order.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Which orbital, as its place in the solution's list; for `orbital` only.",
            "name": "index",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of which spin, in spin-polarised atoms. Default: densities of both, potentials of up.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          },
          {
            "about": "What is wanted there.",
            "default": "'density'",
            "name": "what",
            "optional": true,
            "type": "Quantity"
          }
        ]
      },
      "EvaluateSolution": {
        "about": "The values.",
        "fields": [
          {
            "about": "What was wanted, at each r.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The small component, for orbitals of Dirac's equation.",
            "name": "small",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Functional": {
        "about": "An approximation of exchange and correlation.",
        "type": "'lda' | 'pw92' | 'pz81' | 'pbe' | 'exchange' | 'none'",
        "values": [
          {
            "about": "The local density approximation with the correlation of Vosko, Wilk and Nusair (Can. J. Phys. 58, 1200, 1980).",
            "name": "lda"
          },
          {
            "about": "The local density approximation with the correlation of Perdew and Wang (Phys. Rev. B 45, 13244, 1992).",
            "name": "pw92"
          },
          {
            "about": "The local density approximation with the correlation of Perdew and Zunger (Phys. Rev. B 23, 5048, 1981).",
            "name": "pz81"
          },
          {
            "about": "The generalised gradient approximation of Perdew, Burke and Ernzerhof (Phys. Rev. Lett. 77, 3865, 1996).",
            "name": "pbe"
          },
          {
            "about": "Local exchange alone.",
            "name": "exchange"
          },
          {
            "about": "Neither exchange nor correlation nor the electrons' repulsion: each electron is alone with the nucleus.",
            "name": "none"
          }
        ]
      },
      "FunctionalProblem": {
        "about": "Densities whose exchange and correlation is wanted. Hartree atomic units.",
        "fields": [
          {
            "about": "The functional.",
            "name": "xc",
            "optional": false,
            "type": "Functional"
          },
          {
            "about": "The density at each point, in electrons a cubic bohr; of up electrons where `densityDown` is given.",
            "name": "density",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The density of down electrons.",
            "name": "densityDown",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The derivative of `density` in the direction of its change. Default: 0.",
            "name": "gradient",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The derivative of `densityDown` in the same direction.",
            "name": "gradientDown",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The speed of light, where exchange is to be relativistic.",
            "name": "speedOfLight",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FunctionalSolution": {
        "about": "What functionals say of the densities.",
        "fields": [
          {
            "about": "The energy of exchange and correlation an electron; 0 without density.",
            "name": "energy",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy a volume by `density`: the potential.",
            "name": "potential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy a volume by `gradient`.",
            "name": "slope",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy a volume by `densityDown`.",
            "name": "potentialDown",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy a volume by `gradientDown`.",
            "name": "slopeDown",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GivenConfiguration": {
        "about": "A configuration as text or as a list.",
        "type": "string | GivenShell[]"
      },
      "GivenElement": {
        "about": "An element by its symbol or by its number.",
        "type": "string | number"
      },
      "GivenPotential": {
        "about": "A potential with its numbers; each kind takes those that its description names, all of them positive.",
        "fields": [
          {
            "about": "Which one.",
            "name": "kind",
            "optional": false,
            "type": "PotentialKind"
          },
          {
            "about": "Z.",
            "name": "charge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "V in hartree.",
            "name": "depth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "d in bohr.",
            "name": "diffuseness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "w in hartree.",
            "name": "frequency",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where the samples are, ascending, in bohr; from 4 to 100000.",
            "name": "r",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "R in bohr.",
            "name": "radius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "a in 1/bohr.",
            "name": "screening",
            "optional": true,
            "type": "number"
          },
          {
            "about": "s in bohr.",
            "name": "softening",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The samples, in hartree.",
            "name": "v",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GivenShell": {
        "about": "Electrons of one shell.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The angular momentum.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many electrons, not necessarily whole.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The electrons' spin, in spin-polarised atoms. Default: as many up as there is room for, the others down.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          }
        ]
      },
      "GivenSpeed": {
        "about": "A speed of light by name or in atomic units.",
        "type": "StandardSpeed | number"
      },
      "Mesh": {
        "about": "The elements of a solution.",
        "fields": [
          {
            "about": "The ends of the elements, ascending from 0 to where orbitals vanish, in bohr.",
            "name": "boundaries",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The degree of the polynomials.",
            "name": "degree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Quadrature nodes an element.",
            "name": "points",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The power of r with which s waves start.",
            "name": "originPower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "In elements that end up to here, and in the first, orbitals are their power of r times a polynomial.",
            "name": "weightedUpTo",
            "optional": false,
            "type": "number"
          },
          {
            "about": "All quadrature nodes, ascending: where densities and potentials are given.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of integrals over r at them.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "MeshKind": {
        "about": "How the elements of a mesh grow.",
        "type": "'exponential' | 'uniform' | 'explicit'",
        "values": [
          {
            "about": "Exponentially: by the law of default meshes, or from `ratio` by one factor.",
            "name": "exponential"
          },
          {
            "about": "Not at all.",
            "name": "uniform"
          },
          {
            "about": "As `boundaries` says.",
            "name": "explicit"
          }
        ]
      },
      "MeshProblem": {
        "about": "The elements on which orbitals are polynomials.",
        "fields": [
          {
            "about": "For explicit meshes: the ends of the elements, ascending from 0.",
            "name": "boundaries",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The degree of the polynomials, from 2 to 40. Default: as the accuracy asks for.",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many elements, from 1 to 200. Default: as the accuracy asks for.",
            "name": "elements",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the elements grow.",
            "default": "'exponential'",
            "name": "kind",
            "optional": true,
            "type": "MeshKind"
          },
          {
            "about": "Quadrature nodes an element, from degree + 1 (15 where degree is not given) to 80. Default: as the accuracy asks for.",
            "name": "points",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where the mesh ends, in bohr. Default: 50, and more where orbitals reach further.",
            "name": "rMax",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For exponential meshes: the length of the last element over that of the first.",
            "name": "ratio",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MeshState": {
        "about": "The mesh of a solution.",
        "fields": [
          {
            "about": "The ends of the elements.",
            "name": "boundaries",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The degree of the polynomials.",
            "name": "degree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Quadrature nodes an element.",
            "name": "points",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The power of r with which s waves start.",
            "name": "originPower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Where elements with powers of r end.",
            "name": "weightedUpTo",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MixingProblem": {
        "about": "Anderson's mixing.",
        "fields": [
          {
            "about": "How many earlier potentials have a part in the next, at most 50.",
            "default": "5",
            "name": "depth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The part of the residual that is added to them, above 0 and at most 1.",
            "default": "0.6",
            "name": "factor",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Nucleus": {
        "about": "A nucleus.",
        "fields": [
          {
            "about": "The shape of its charge.",
            "default": "'point'",
            "name": "kind",
            "optional": true,
            "type": "NucleusKind"
          },
          {
            "about": "The root mean square radius of the charge in bohr; 0 for a point.",
            "default": "0.0",
            "name": "radius",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "NucleusKind": {
        "about": "The shape of a nucleus' charge.",
        "type": "'point' | 'sphere' | 'gaussian'",
        "values": [
          {
            "about": "A point.",
            "name": "point"
          },
          {
            "about": "A sphere of uniform charge.",
            "name": "sphere"
          },
          {
            "about": "A Gaussian.",
            "name": "gaussian"
          }
        ]
      },
      "OnLogGridProblem": {
        "about": "A solved atom, and the grid r_i = rMin (rMax/rMin)^(i/(points - 1)).",
        "fields": [
          {
            "about": "A solution of `solve`.",
            "name": "solution",
            "optional": false,
            "type": "AtomState"
          },
          {
            "about": "The number of points, from 2 to 1000000.",
            "default": "2000",
            "name": "points",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The last point in bohr. Default: the end of the solution's mesh.",
            "name": "rMax",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The first point in bohr. Default: 1e-6 over the charge of the nucleus.",
            "name": "rMin",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "OnLogGridSolution": {
        "about": "The atom on the grid.",
        "fields": [
          {
            "about": "The points.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of integrals over r: the trapezoidal rule in ln r, of spectral accuracy for what vanishes at both ends.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "4 pi r^2 times the density.",
            "name": "density",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potential that electrons feel, of up ones where spins differ.",
            "name": "potential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The part of it by the density of electrons.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "P of each orbital, a row each.",
            "name": "orbitals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Q of each orbital, in Dirac's equation.",
            "name": "small",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "OrbitalLevel": {
        "about": "An occupied level.",
        "fields": [
          {
            "about": "Such as `5f`; in Dirac's equation `5f-` for j = 5/2 and `5f+` for j = 7/2.",
            "name": "label",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The angular momentum, in Dirac's equation of the large component.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many electrons are in it.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The level in hartree.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether it is bound: below zero, or within walls.",
            "name": "bound",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "Whether counts on both sides of the level say that there are n - l - 1 levels of its symmetry below it.",
            "name": "certified",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The mean of r, in bohr.",
            "name": "meanRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of r^2.",
            "name": "meanSquareRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of 1/r.",
            "name": "meanInverseRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "P on Lobatto's nodes of all elements; the first number stands for P/r^beta.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The total angular momentum, in Dirac's equation.",
            "name": "j",
            "optional": true,
            "type": "number"
          },
          {
            "about": "l for j = l - 1/2 and -(l+1) for j = l + 1/2, in Dirac's equation.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spin, where spins have potentials of their own.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          }
        ]
      },
      "OrbitalState": {
        "about": "An orbital of a solution.",
        "fields": [
          {
            "about": "The angular momentum.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many electrons it has.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The level.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The orbital's coefficients.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Dirac's quantum number, where the model is Dirac's.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spin, where spins differ.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          }
        ]
      },
      "ParseConfigurationProblem": {
        "about": "A text that says in which shells electrons are.",
        "fields": [
          {
            "about": "Such as `[Rn] 5f3 6d1 7s2`; a noble gas or any other element in brackets stands for its ground configuration.",
            "name": "text",
            "optional": false,
            "type": "string"
          }
        ]
      },
      "PotentialKind": {
        "about": "A central potential.",
        "type": "'coulomb' | 'harmonic' | 'yukawa' | 'hulthen' | 'woodsSaxon' | 'softCoulomb' | 'square' | 'samples'",
        "values": [
          {
            "about": "-Z/r, with `charge` Z.",
            "name": "coulomb"
          },
          {
            "about": "w^2 r^2/2, with `frequency` w.",
            "name": "harmonic"
          },
          {
            "about": "-Z exp(-a r)/r, with `charge` Z and `screening` a.",
            "name": "yukawa"
          },
          {
            "about": "-Z a / (exp(a r) - 1), with `charge` Z and `screening` a.",
            "name": "hulthen"
          },
          {
            "about": "-V / (1 + exp((r - R)/d)), with `depth` V, `radius` R and `diffuseness` d.",
            "name": "woodsSaxon"
          },
          {
            "about": "-Z / sqrt(r^2 + s^2), with `charge` Z and `softening` s.",
            "name": "softCoulomb"
          },
          {
            "about": "-V up to R and 0 beyond, with `depth` V and `radius` R.",
            "name": "square"
          },
          {
            "about": "Of samples `v` at `r`, with a cubic spline between them once a charge at the origin is split off.",
            "name": "samples"
          }
        ]
      },
      "Quantity": {
        "about": "A function of r.",
        "type": "'orbital' | 'density' | 'gradient' | 'kineticDensity' | 'potential' | 'hartree' | 'xc' | 'effectiveCharge'",
        "values": [
          {
            "about": "P = r times the radial function of an orbital; in Dirac's equation also its small component Q.",
            "name": "orbital"
          },
          {
            "about": "The density of electrons n.",
            "name": "density"
          },
          {
            "about": "Its derivative.",
            "name": "gradient"
          },
          {
            "about": "Half the sum of the squared gradients of all occupied orbitals; not in Dirac's equation.",
            "name": "kineticDensity"
          },
          {
            "about": "The potential that electrons feel.",
            "name": "potential"
          },
          {
            "about": "The part of it by the density of electrons.",
            "name": "hartree"
          },
          {
            "about": "The part of it by exchange and correlation.",
            "name": "xc"
          },
          {
            "about": "-r times the potential.",
            "name": "effectiveCharge"
          }
        ]
      },
      "SolveProblem": {
        "about": "An atom or ion whose orbitals are to make the potential they move in. Hartree atomic units.",
        "fields": [
          {
            "about": "The element: its symbol, or the charge of the nucleus, which need not be whole where `configuration` is given.",
            "name": "element",
            "optional": false,
            "type": "GivenElement"
          },
          {
            "about": "The error of the total energy and of levels that is aimed at, in hartree. It chooses the mesh, and where iterations stop.",
            "default": "1e-8",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The speed of light. Default: that of NIST's tables.",
            "name": "c",
            "optional": true,
            "type": "GivenSpeed"
          },
          {
            "about": "The charge of the ion. Default: that of `configuration`, else 0.",
            "name": "charge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Which shells the electrons are in: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration of\nNIST's tables up to uranium, by Madelung's order beyond; ions lose the outermost electrons.",
            "name": "configuration",
            "optional": true,
            "type": "GivenConfiguration"
          },
          {
            "about": "Walls around the atom.",
            "name": "confinement",
            "optional": true,
            "type": "Confinement"
          },
          {
            "about": "Whether to record every iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The most iterations.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The elements on which orbitals are polynomials. Default: as `accuracy` asks for.",
            "name": "mesh",
            "optional": true,
            "type": "MeshProblem"
          },
          {
            "about": "How the next potential is made of the last ones.",
            "name": "mixing",
            "optional": true,
            "type": "MixingProblem"
          },
          {
            "about": "The equation of the orbitals.",
            "default": "'schrodinger'",
            "name": "model",
            "optional": true,
            "type": "AtomModel"
          },
          {
            "about": "The charge distribution of the nucleus.",
            "name": "nucleus",
            "optional": true,
            "type": "Nucleus"
          },
          {
            "about": "Whether up and down electrons have potentials of their own; not in Dirac's equation.",
            "default": "false",
            "name": "spin",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "An earlier solution, of this atom or a neighbour, from whose potential to start.",
            "name": "start",
            "optional": true,
            "type": "StartProblem"
          },
          {
            "about": "Exchange and correlation; where the model is relativistic, so is exchange, but for `pbe`.",
            "default": "'lda'",
            "name": "xc",
            "optional": true,
            "type": "Functional"
          }
        ]
      },
      "SolveRecord": {
        "about": "One iteration.",
        "fields": [
          {
            "about": "The total energy.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The residual of the potential.",
            "name": "residual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SolveSolution": {
        "about": "A self-consistent atom. It is plain data: it may be stored, and given to `evaluate`, `onLogGrid`, and as `start`.",
        "fields": [
          {
            "about": "Why the iteration stopped.",
            "name": "status",
            "optional": false,
            "type": "SolveStatus"
          },
          {
            "about": "The number of iterations, each of which solved for all orbitals once.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The root mean square, over the electrons, of the difference between the potential that the orbitals make and the one\nthey were solved in, in hartree.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy and its parts.",
            "name": "energy",
            "optional": false,
            "type": "EnergyParts"
          },
          {
            "about": "An estimate of the total energy's error: what a finer mesh and the residual change in it, and rounding.",
            "name": "estimatedError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The occupied levels, by n and then by l.",
            "name": "orbitals",
            "optional": false,
            "type": "OrbitalLevel[]"
          },
          {
            "about": "The elements.",
            "name": "mesh",
            "optional": false,
            "type": "Mesh"
          },
          {
            "about": "4 pi r^2 times the density of electrons, at the nodes `mesh.r`.",
            "name": "density",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potential of the density of electrons.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What the electrons add to the potential of nucleus and walls at these nodes, of each spin one after another; then the\nenergy density's derivatives by the slope of each density, where the functional has them.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The charge of the nucleus.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The charge of atom or ion.",
            "name": "charge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The equation.",
            "name": "model",
            "optional": false,
            "type": "AtomModel"
          },
          {
            "about": "The functional.",
            "name": "xc",
            "optional": false,
            "type": "Functional"
          },
          {
            "about": "Whether up and down electrons have potentials of their own.",
            "name": "spin",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The nucleus.",
            "name": "nucleus",
            "optional": false,
            "type": "Nucleus"
          },
          {
            "about": "The walls.",
            "name": "confinement",
            "optional": false,
            "type": "Confinement"
          },
          {
            "about": "-n'/(2 n) at a point nucleus: its charge, by Kato's theorem. Where the equation is Schrödinger's.",
            "name": "cusp",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The density at the nucleus, where it is finite: for Schrödinger's equation, and for nuclei that are no points.",
            "name": "densityAtNucleus",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Every iteration, where asked for.",
            "name": "history",
            "optional": true,
            "type": "SolveRecord[]"
          },
          {
            "about": "The speed of light, where the equation has it.",
            "name": "speedOfLight",
            "optional": true,
            "type": "number"
          },
          {
            "about": "4 pi r^2 times the density of up electrons less that of down ones, where these differ.",
            "name": "spinDensity",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "SolveStatus": {
        "about": "Why an atom's iteration stopped.",
        "type": "'converged' | 'unboundState' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The potential stands, and all levels are bound.",
            "name": "converged"
          },
          {
            "about": "An occupied level is not bound: it is one of those with `bound: false`. Its energy is that of a box of the mesh's\nradius.",
            "name": "unboundState"
          },
          {
            "about": "`maxIterations` were not enough.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit has passed.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding keeps the residual above what `accuracy` asks for; `estimatedError` says what was reached.",
            "name": "stalled"
          }
        ]
      },
      "Spin": {
        "about": "A direction of spin.",
        "type": "'up' | 'down'",
        "values": [
          {
            "about": "The direction of the majority.",
            "name": "up"
          },
          {
            "about": "The other.",
            "name": "down"
          }
        ]
      },
      "StandardSpeed": {
        "about": "Standard values of the speed of light in atomic units.",
        "type": "'nist' | 'codata2022'",
        "values": [
          {
            "about": "137.0359895, of the tables of NIST.",
            "name": "nist"
          },
          {
            "about": "137.035999177.",
            "name": "codata2022"
          }
        ]
      },
      "StartProblem": {
        "about": "What of an earlier solution a new one starts from; a solution of `solve` has it all.",
        "fields": [
          {
            "about": "The earlier mesh.",
            "name": "mesh",
            "optional": false,
            "type": "MeshState"
          },
          {
            "about": "What the electrons added to the potential.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The charge of the earlier nucleus.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the spins had potentials of their own.",
            "name": "spin",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "StateLevel": {
        "about": "A level.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The level in hartree, without the rest energy.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether counts on both sides say that n - l - 1 levels of its symmetry are below it.",
            "name": "certified",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The mean of r, in bohr.",
            "name": "meanRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "P at the nodes `mesh.r`.",
            "name": "large",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Q there, in Dirac's equation.",
            "name": "small",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "StatesProblem": {
        "about": "Levels of one electron in a central potential. Hartree atomic units.",
        "fields": [
          {
            "about": "The error that levels may have, in hartree or relative to them, whatever is more.",
            "default": "1e-10",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The speed of light. Default: that of NIST's tables.",
            "name": "c",
            "optional": true,
            "type": "GivenSpeed"
          },
          {
            "about": "For samples and functions: the charge Z of a point at the origin, where the potential is -Z/r + O(1). Default: 0.",
            "name": "chargeAtOrigin",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many levels from the lowest on, at most 50. Default: 1.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The equation.",
            "default": "'schrodinger'",
            "name": "equation",
            "optional": true,
            "type": "AtomModel"
          },
          {
            "about": "How Dirac's equation is solved; only there.",
            "name": "form",
            "optional": true,
            "type": "DiracForm"
          },
          {
            "about": "l for j = l - 1/2 and -(l+1) for j = l + 1/2; in Dirac's equation, and only there.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The angular momentum; not in Dirac's equation.",
            "name": "l",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The elements. Default: as many, and where, as the potential asks for.",
            "name": "mesh",
            "optional": true,
            "type": "MeshProblem"
          },
          {
            "about": "The principal quantum number of the only level wanted.",
            "name": "n",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The potential by its name or as samples.",
            "name": "potential",
            "optional": true,
            "type": "GivenPotential"
          }
        ]
      },
      "StatesSolution": {
        "about": "Levels in a central potential.",
        "fields": [
          {
            "about": "Why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "StatesStatus"
          },
          {
            "about": "How many meshes were tried.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The levels, ascending; fewer than asked for where the potential binds fewer.",
            "name": "states",
            "optional": false,
            "type": "StateLevel[]"
          },
          {
            "about": "An estimate of the largest error among the levels: what a finer mesh changes, what a longer one would, and\nrounding.",
            "name": "estimatedError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The elements.",
            "name": "mesh",
            "optional": false,
            "type": "Mesh"
          }
        ]
      },
      "StatesStatus": {
        "about": "Why the search for levels stopped.",
        "type": "'converged' | 'unboundState' | 'stalled' | 'timeLimit'",
        "values": [
          {
            "about": "All levels are within the accuracy, by the estimate.",
            "name": "converged"
          },
          {
            "about": "The potential binds fewer levels than were asked for; those it binds are given.",
            "name": "unboundState"
          },
          {
            "about": "The mesh may not be refined or made longer: it was given, or has as many elements as can be. `estimatedError` says what\nwas reached.",
            "name": "stalled"
          },
          {
            "about": "The time limit has passed.",
            "name": "timeLimit"
          }
        ]
      }
    }
  },
  "bilevel": {
    "methods": {
      "bilevel.checkDerivatives": {
        "problem": "MinimizeProblem",
        "solution": "DerivativeReport"
      },
      "bilevel.cleanSamples": {
        "problem": "CleanSamplesProblem",
        "solution": "CleanSamplesSolution"
      },
      "bilevel.denoise": {
        "problem": "DenoiseProblem",
        "solution": "DenoiseSolution"
      },
      "bilevel.evaluateOperations": {
        "problem": "EvaluateOperationsProblem",
        "solution": "EvaluateOperationsSolution"
      },
      "bilevel.hypergradient": {
        "problem": "HypergradientDataProblem",
        "solution": "HypergradientSolution"
      },
      "bilevel.learnDenoiser": {
        "problem": "LearnDenoiserProblem",
        "solution": "LearnDenoiserSolution"
      },
      "bilevel.minimize": {
        "problem": "MinimizeDataProblem",
        "solution": "MinimizeSolution"
      },
      "bilevel.predictKernel": {
        "problem": "PredictKernelProblem",
        "solution": "PredictKernelSolution"
      },
      "bilevel.selectOperations": {
        "problem": "SelectOperationsProblem",
        "solution": "SelectOperationsSolution"
      },
      "bilevel.tuneKernel": {
        "problem": "TuneKernelProblem",
        "solution": "TuneKernelSolution"
      },
      "bilevel.tunePenalties": {
        "problem": "TunePenaltiesProblem",
        "solution": "TunePenaltiesSolution"
      }
    },
    "types": {
      "CleanSamplesProblem": {
        "about": "Samples, some of which may have wrong responses, and a few that are trusted.",
        "fields": [
          {
            "about": "The features of the training samples: a row for each sample, a column for each feature. They are not scaled.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Their response: a number for `squared`; otherwise their classes, as numbers, strings or booleans, of which there are two for\n`logistic` and `squaredHinge` and any number for `multinomial`.",
            "name": "response",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The features of the trusted samples.",
            "name": "trustedMatrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Their response, of the same classes.",
            "name": "trustedResponse",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "In which direction lower values are looked for.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "Whether the solution records each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weights to start from, above 0 and below 1; a number or one for each. Default: 1/2.",
            "name": "initial",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What the model is fitted and judged by. Default: `multinomial`.",
            "name": "loss",
            "optional": true,
            "type": "LinearLoss"
          },
          {
            "about": "The most outer iterations; with 0 the loss is evaluated at `initial`.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of half the squared norm of the coefficients, above 0: models are fitted by the mean over the training samples of weight\ntimes loss, plus this.",
            "default": "0.01",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the projected gradient by the weights' log-odds and its error are to fall to, relative to the trusted samples' loss under a model\nwithout features, divided by the number of training samples; above 0 and below 1.",
            "default": "0.01",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CleanSamplesSolution": {
        "about": "Weights of the training samples, and the model fitted to them.",
        "fields": [
          {
            "about": "`converged` where the projected gradient and its error are what `tolerance` asks for; `stalled` where rounding allows no lower loss.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The weight of each training sample, between 0 and 1.",
            "name": "sampleWeights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The samples with a weight below 1/2, the least first.",
            "name": "suspects",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The mean loss of the trusted samples: what was minimised.",
            "name": "trustedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The same, under its name in all methods.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The model fitted to the weighted training samples, for `coordinate.predict`.",
            "name": "model",
            "optional": false,
            "type": "LinearModel"
          },
          {
            "about": "The gradient of the trusted loss by the log-odds of the weights.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest entry of what is left of the gradient g between the bounds of the log-odds: of x less the projection of x - g.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How far the gradient may be off, in the Euclidean norm.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the gradient of what the model minimises.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often models were fitted.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The record of each iteration, where it was asked for.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          }
        ]
      },
      "DenoiseProblem": {
        "about": "A model and what it is to denoise.",
        "fields": [
          {
            "about": "What denoising is done with.",
            "name": "model",
            "optional": false,
            "type": "GivenDenoiser"
          },
          {
            "about": "A noisy signal a row, or a picture whose rows follow each other.",
            "name": "noisy",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The most Newton steps for a sample.",
            "default": "300",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows and columns of pictures. Default: signals.",
            "name": "shape",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "The root mean square of the gradient at which a sample is denoised, in units of the noisy data's scale.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DenoiseSolution": {
        "about": "The denoised samples.",
        "fields": [
          {
            "about": "How the minimisation ended, of the sample that came least far.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The denoised samples, in the form of `noisy`.",
            "name": "denoised",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The largest 2-norm of the gradient of what denoising minimises, of all samples: none of them is further from its minimum.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The most Newton steps for a sample.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DenoiserModel": {
        "about": "What denoising is done with, as it was learned.",
        "fields": [
          {
            "about": "The family of filters, or the filters.",
            "name": "filters",
            "optional": false,
            "type": "FoundFilters"
          },
          {
            "about": "The weight of each filter; of `isotropic` one.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smoothing of each filter.",
            "name": "smoothing",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "DerivativeError": {
        "about": "An entry of a derivative that does not agree with differences.",
        "fields": [
          {
            "about": "The function that gave it.",
            "name": "name",
            "optional": false,
            "type": "DerivativeName"
          },
          {
            "about": "Its row: the constraint, for Jacobians; the entry, for gradients and products.",
            "name": "row",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its column; 0 for gradients and products.",
            "name": "column",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the function gave.",
            "name": "given",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What differences give.",
            "name": "numeric",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The difference of both, over the larger of 1 and the latter.",
            "name": "relativeError",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DerivativeName": {
        "about": "The derivatives that functions give.",
        "type": "'outerByX' | 'outerByY' | 'innerByX' | 'innerByY' | 'hessianProduct' | 'mixedProduct' | 'innerHessian' | 'constraintsByX' | 'constraintsByY' | 'constraintHessianProduct' | 'constraintMixedProduct'",
        "values": [
          {
            "about": "The gradient of the outer objective by x.",
            "name": "outerByX"
          },
          {
            "about": "The gradient of the outer objective by y.",
            "name": "outerByY"
          },
          {
            "about": "The gradient of the inner objective by x.",
            "name": "innerByX"
          },
          {
            "about": "The gradient of the inner objective by y.",
            "name": "innerByY"
          },
          {
            "about": "The product with the Hessian of the inner objective.",
            "name": "hessianProduct"
          },
          {
            "about": "The product with its mixed derivatives, by how its gradient by y changes along x.",
            "name": "mixedProduct"
          },
          {
            "about": "The Hessian of the inner objective by y.",
            "name": "innerHessian"
          },
          {
            "about": "The gradients of the constraints by x.",
            "name": "constraintsByX"
          },
          {
            "about": "The gradients of the constraints by y.",
            "name": "constraintsByY"
          },
          {
            "about": "The product with the Hessian of the weighted constraints.",
            "name": "constraintHessianProduct"
          },
          {
            "about": "The product with their mixed derivatives.",
            "name": "constraintMixedProduct"
          }
        ]
      },
      "DerivativeReport": {
        "about": "What does not agree. Where there is nothing, all derivatives that were given are right, as far as differences can tell.",
        "fields": [
          {
            "about": "The x at which the derivatives were compared: `initial`, moved at random by one part in a hundred, since mistakes often vanish at round\nnumbers.",
            "name": "point",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The y at which they were: `innerInitial`, moved likewise.",
            "name": "innerPoint",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The direction of products, at random.",
            "name": "direction",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of products of constraints, at random.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many entries were compared.",
            "name": "compared",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The entries that differ by more than 1e-4 of the larger of 1 and their size; the worst first.",
            "name": "errors",
            "optional": false,
            "type": "DerivativeError[]"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "EvaluateOperationsProblem": {
        "about": "A network and samples.",
        "fields": [
          {
            "about": "The network.",
            "name": "network",
            "optional": false,
            "type": "GivenNetwork"
          },
          {
            "about": "A row of features for each sample.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their classes, where it is to be told how well the network does.",
            "name": "labels",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "EvaluateOperationsSolution": {
        "about": "What the network says.",
        "fields": [
          {
            "about": "The likeliest class of each sample.",
            "name": "classes",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The probability of each class, a row for each sample.",
            "name": "probabilities",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The share of samples whose likeliest class is theirs, where there are `labels`.",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean cross-entropy, where there are `labels`.",
            "name": "loss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FilterFamily": {
        "about": "A family of filters by name.",
        "type": "'totalVariation' | 'isotropic' | 'secondOrder' | 'dct3'",
        "values": [
          {
            "about": "Differences of neighbours, along each axis: flat parts and jumps.",
            "name": "totalVariation"
          },
          {
            "about": "The length of the gradient of a picture: differences of neighbours along both axes under one root, so that no direction is favoured.",
            "name": "isotropic"
          },
          {
            "about": "Differences of neighbours and second differences, along each axis, and of a picture mixed ones: slopes as well.",
            "name": "secondOrder"
          },
          {
            "about": "The cosines of three places (discrete cosine transform) but for the constant: eight filters of 3 × 3 for pictures, two for signals.",
            "name": "dct3"
          }
        ]
      },
      "Filters": {
        "about": "Filters by the name of their family, or each as a matrix.",
        "type": "FilterFamily | matrix[]"
      },
      "FoundFilters": {
        "about": "Families in results: as [`Filters`].",
        "type": "FilterFamily | matrix[]"
      },
      "FoundNetwork": {
        "about": "A network of one operation an edge: h = XW + b, on each edge h ← op(h) or op(hU), and at last the logits hV + c.",
        "fields": [
          {
            "about": "The operation of each edge.",
            "name": "operations",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "W: a row for each feature.",
            "name": "inputWeights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "b.",
            "name": "inputBias",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "U of each edge whose operation is neither `zero` nor `identity`, in their order.",
            "name": "edgeWeights",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "V: a column for each class.",
            "name": "outputWeights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "c.",
            "name": "outputBias",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The labels of the classes.",
            "name": "classes",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "GivenDenoiser": {
        "about": "What denoising is done with: the `model` of a solution of `learnDenoiser`, or one's own.",
        "fields": [
          {
            "about": "The weight of each filter, not negative; of `isotropic` one.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smoothing of each filter, positive: values whose filters give less count by their squares.",
            "name": "smoothing",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The family of filters, or each as a matrix of at most 7 × 7, of signals one row.",
            "name": "filters",
            "optional": true,
            "type": "Filters"
          }
        ]
      },
      "GivenKernelModel": {
        "about": "The `model` of a solution of `tuneKernel`.",
        "fields": [
          {
            "about": "The coefficient of each training sample; of several outputs one column each.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "What is added to each output.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What is taken off each feature. Default: zeros.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What the rest of each feature is divided by. Default: ones.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "How that was found. Default: fitted.",
            "default": "'fitted'",
            "name": "intercept",
            "optional": true,
            "type": "KernelIntercept"
          },
          {
            "about": "The kernel, where it is one of features.",
            "name": "kernel",
            "optional": true,
            "type": "KernelShape"
          },
          {
            "about": "The length scale of each scaled feature, or one for all.",
            "name": "lengthScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The features of the training samples, where the kernel is one of features.",
            "name": "matrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The variance of the Gaussian process, for variances.",
            "name": "processVariance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The ridge λ, for variances.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weights of given kernels.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GivenNetwork": {
        "about": "The `network` of a solution of `selectOperations`.",
        "fields": [
          {
            "about": "The operation of each edge.",
            "name": "operations",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "W: a row for each feature.",
            "name": "inputWeights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "b.",
            "name": "inputBias",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "U of each edge whose operation is neither `zero` nor `identity`, in their order.",
            "name": "edgeWeights",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "V: a column for each class.",
            "name": "outputWeights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "c.",
            "name": "outputBias",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The labels of the classes, as numbers, strings or booleans. Default: 0, 1 and so on.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "HypergradientAccuracy": {
        "about": "How the error of a gradient is judged that an inner solution makes which is not exact.",
        "type": "'estimate' | 'bound'",
        "values": [
          {
            "about": "By what one more Newton step on the inner problem changes of it.",
            "name": "estimate"
          },
          {
            "about": "By the bound of MAID's theorem 1, with the constants of `lipschitz` and `strongConvexity`. It is one where all four are given, and\nmostly far too large.",
            "name": "bound"
          }
        ]
      },
      "HypergradientDataProblem": {
        "about": "A point and the functions of two levels, which are data: of x, of y and of parameters.",
        "fields": [
          {
            "about": "What x is to minimise: a function whose value is one number.",
            "name": "outerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "What y minimises, given x: a function whose value is one number.",
            "name": "innerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The point x.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How the error of the gradient is judged.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "Where y starts. Default: zeros.",
            "name": "innerInitial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that y is.",
            "default": "'y'",
            "name": "innerVariables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Constants for `accuracy: 'bound'`.",
            "name": "lipschitz",
            "optional": true,
            "type": "Lipschitz"
          },
          {
            "about": "The name of the input that x is.",
            "default": "'x'",
            "name": "outerVariables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "All other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The least curvature of the inner objective in y, if it is known. Default: estimated on the way.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What `hypergradientError` is to fall to, in units of the length of the gradient or of those of the outer objective by x and\nby y, whichever is longest.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "HypergradientSolution": {
        "about": "The gradient of x → F(x, y*(x)) at a point.",
        "fields": [
          {
            "about": "How it ended: what has converged has a `hypergradientError` as small as was asked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The outer objective F(x, y*(x)).",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its gradient.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How far the gradient may be from the exact one, in the 2-norm; 1.8e308 where nothing is known of that.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The inner variables y*(x).",
            "name": "innerSolution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest entry of the gradient of the inner objective by y.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the inner objective was evaluated.",
            "name": "innerEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many products with second derivatives of the inner objective, and Hessians, were evaluated.",
            "name": "innerProducts",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitialDenoiser": {
        "about": "What to start from.",
        "fields": [
          {
            "about": "The smoothing, one or one each, from e^-7 to e^3 times the noisy data's scale. Default: e^-2 times that.",
            "name": "smoothing",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The weights, one or one each, from e^-12 to e^6 times the noisy data's scale. Default: e^-2 times that.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "InitialKernel": {
        "about": "What to start from.",
        "fields": [
          {
            "about": "The length scales of scaled features, one or one a feature, from e^-2 to e^6. Default: e.",
            "name": "lengthScales",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean entry on the diagonals of\ntheir sum.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weights of `kernels`, one or one each, from e^-12 to e^4. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "KernelCriterion": {
        "about": "What is minimised.",
        "type": "'marginalLikelihood' | 'leaveOneOut' | 'folds'",
        "values": [
          {
            "about": "The negative logarithm of the responses' density as a Gaussian process for each number, its scale the likeliest: ½ ln(yᵀα / n) +\nln det A / (2n). With a fitted constant, which is integrated out, n - 1 is in the place of n, and det A times the sum of A⁻¹ in\nthat of det A.",
            "name": "marginalLikelihood"
          },
          {
            "about": "Half the mean square of the errors where each sample is left out in turn, in closed form.",
            "name": "leaveOneOut"
          },
          {
            "about": "Half the mean square of the errors of what is held out, by `folds`.",
            "name": "folds"
          }
        ]
      },
      "KernelIntercept": {
        "about": "The constant of predictions.",
        "type": "'fitted' | 'mean' | 'none'",
        "values": [
          {
            "about": "Fitted together with the kernel, without a penalty; also where samples are left out.",
            "name": "fitted"
          },
          {
            "about": "The mean of the response.",
            "name": "mean"
          },
          {
            "about": "0.",
            "name": "none"
          }
        ]
      },
      "KernelModel": {
        "about": "What `predictKernel` takes. A prediction is the offset plus the kernel between a new sample and the training samples\ntimes the dual coefficients.",
        "fields": [
          {
            "about": "The coefficient of each training sample; of several outputs one column each.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "What is added to each output.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How that was found.",
            "name": "intercept",
            "optional": false,
            "type": "KernelIntercept"
          },
          {
            "about": "The ridge λ.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The variance of the Gaussian process that makes the responses likeliest: of the function where the kernel is 1.",
            "name": "processVariance",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What is taken off each feature, where the kernel is one of features.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What the rest of each feature is divided by, where the kernel is one of features.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The kernel, where it is one of features.",
            "name": "kernel",
            "optional": true,
            "type": "KernelShape"
          },
          {
            "about": "The length scale of each scaled feature, or one for all.",
            "name": "lengthScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The features of the training samples, where the kernel is one of features.",
            "name": "matrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The weights of given kernels.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "KernelShape": {
        "about": "A kernel of two rows of features a and b, with the distance r = √Σ((a_j - b_j) / ℓ_j)² in length scales ℓ.",
        "type": "'gaussian' | 'matern12' | 'matern32' | 'matern52' | 'linear'",
        "values": [
          {
            "about": "exp(-r² / 2): functions with all derivatives.",
            "name": "gaussian"
          },
          {
            "about": "exp(-r): continuous functions with kinks.",
            "name": "matern12"
          },
          {
            "about": "(1 + √3 r) exp(-√3 r): functions with one derivative.",
            "name": "matern32"
          },
          {
            "about": "(1 + √5 r + 5r² / 3) exp(-√5 r): functions with two derivatives.",
            "name": "matern52"
          },
          {
            "about": "Σ a_j b_j / ℓ_j²: linear functions, whose coefficients are penalised each in its own measure.",
            "name": "linear"
          }
        ]
      },
      "Learn": {
        "about": "What is learned of a denoiser.",
        "type": "'weights' | 'weightsAndSmoothing' | 'filters'",
        "values": [
          {
            "about": "The weight of each filter.",
            "name": "weights"
          },
          {
            "about": "The smoothing at zero of each filter's absolute values too.",
            "name": "weightsAndSmoothing"
          },
          {
            "about": "The filters too, starting from those given, factor by factor, from -3 to 3.",
            "name": "filters"
          }
        ]
      },
      "LearnDenoiserProblem": {
        "about": "Pairs of noisy and clean samples, and what is to be learned.",
        "fields": [
          {
            "about": "A noisy signal a row, or a picture whose rows follow each other.",
            "name": "noisy",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The same without noise.",
            "name": "clean",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The filters: a family, or each as a matrix of at most 7 × 7, of signals one row.",
            "name": "filters",
            "optional": true,
            "type": "Filters"
          },
          {
            "about": "Whether the solution has the history of the descent.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What to start from.",
            "name": "initial",
            "optional": true,
            "type": "InitialDenoiser"
          },
          {
            "about": "What is learned.",
            "name": "learn",
            "optional": true,
            "type": "Learn"
          },
          {
            "about": "The most outer steps; 0 judges what is started from.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows and columns of pictures. Default: signals.",
            "name": "shape",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "The largest entry of the projected gradient at which the parameters are a solution, in units of the objective at the start.",
            "default": "0.0001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LearnDenoiserSolution": {
        "about": "A learned denoiser.",
        "fields": [
          {
            "about": "How the descent ended. `converged`: the projected gradient is as small as was asked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The weight e^a of each filter; of `isotropic` one.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smoothing ν of each filter.",
            "name": "smoothing",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The filters; of `isotropic` the two under one root.",
            "name": "filters",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "Half the mean square of the errors of the denoised samples.",
            "name": "trainingLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "That of the noisy samples.",
            "name": "noisyLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The denoised samples, in the form of `noisy`.",
            "name": "denoised",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "What `denoise` takes.",
            "name": "model",
            "optional": false,
            "type": "DenoiserModel"
          },
          {
            "about": "What was minimised: the training loss over the noisy loss, as exactly as samples were denoised on the way.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its gradient by the logarithms of the weights, then of the smoothing and then by the factors of the filters, as far as they are\nlearned.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest entry of the gradient projected onto the bounds.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How far the gradient may be off, as the samples are not denoised exactly.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest 2-norm of the gradient of what denoising minimises, of all samples: none of them is further from its minimum.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often all samples were denoised.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What each outer step came to, where `history` was asked for.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          }
        ]
      },
      "LengthScales": {
        "about": "For which features length scales are one and the same.",
        "type": "'feature' | 'shared'",
        "values": [
          {
            "about": "For none: each has its own.",
            "name": "feature"
          },
          {
            "about": "For all.",
            "name": "shared"
          }
        ]
      },
      "LinearLoss": {
        "about": "The loss of a sample with response `y` and linear predictor `p`.",
        "type": "'squared' | 'logistic' | 'multinomial' | 'squaredHinge'",
        "values": [
          {
            "about": "`(p - y)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`ln(1 + exp(-y p))`, `y` being -1 or 1.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(p_k)) - p_y`, `y` being a class from 0.",
            "name": "multinomial"
          },
          {
            "about": "`max(0, 1 - y p)^2 / 2`, `y` being -1 or 1.",
            "name": "squaredHinge"
          }
        ]
      },
      "LinearModel": {
        "about": "A linear model, for `coordinate.predict`.",
        "fields": [
          {
            "about": "The coefficient of each feature; for `multinomial` a matrix with a row for each feature and a column for each class.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, 0 without one; for `multinomial` a vector.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss, for predictions. A model of `squaredHinge` has that of `squared`: the sign of its prediction is the class.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The labels of the classes, where there are some, in ascending order: of two the second is that of positive predictions.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "LinearPenalty": {
        "about": "The form of a penalty with the strengths λ of the coefficients w.",
        "type": "'l2' | 'l1' | 'elasticNet' | 'groupL2'",
        "values": [
          {
            "about": "Half the sum of `λ w^2`.",
            "name": "l2"
          },
          {
            "about": "The sum of `λ |w|`, which makes coefficients 0.",
            "name": "l1"
          },
          {
            "about": "Both, each with strengths of its own.",
            "name": "elasticNet"
          },
          {
            "about": "The sum over groups of `λ` times the norm of the group's coefficients times the square root of how many they are, which makes\nall coefficients of a group 0.",
            "name": "groupL2"
          }
        ]
      },
      "Lipschitz": {
        "about": "Constants of Lipschitz, in y near its solution. What is not given is estimated from what is seen on the way, and may be too small.",
        "fields": [
          {
            "about": "Of the Hessian of the inner objective by y.",
            "name": "innerHessian",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of the mixed derivatives of the inner objective.",
            "name": "mixedDerivatives",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of the gradient of the outer objective by y.",
            "name": "outerGradient",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LossKind": {
        "about": "The loss of one sample, for its response `y` and linear predictor `z`.",
        "type": "'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared'",
        "values": [
          {
            "about": "`(y - z)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, so that outliers count less.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`, `y` being -1 or 1: two classes.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.",
            "name": "multinomial"
          },
          {
            "about": "`exp(z) - y z`: counts.",
            "name": "poisson"
          },
          {
            "about": "Half the squared norm of `y - z`, for several outputs at once.",
            "name": "multiSquared"
          }
        ]
      },
      "MinimizeDataProblem": {
        "about": "A problem of two levels whose functions are data: of x, of y and of parameters.",
        "fields": [
          {
            "about": "What x is to minimise: a function whose value is one number.",
            "name": "outerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "What y is to minimise, given x: a function whose value is one number.",
            "name": "innerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "Where x starts; moved between the bounds.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How the errors of gradients are judged.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "The direction of outer steps.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The first accuracy of inner solutions: how far from the exact ones they may be.",
            "default": "0.1",
            "name": "initialAccuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is to be zero, given x: a vector.",
            "name": "innerEqualities",
            "optional": true,
            "type": "function"
          },
          {
            "about": "What is not to be positive, given x: a vector.",
            "name": "innerInequalities",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Where y starts. Default: zeros.",
            "name": "innerInitial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that y is.",
            "default": "'y'",
            "name": "innerVariables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Constants for `accuracy: 'bound'`.",
            "name": "lipschitz",
            "optional": true,
            "type": "Lipschitz"
          },
          {
            "about": "Lower bounds of x; none where it is `-Infinity` or -1e20 or below. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most outer iterations. Default: 500; of `stochastic` the number of iterations, 3000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to solve it.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "MinimizeMethod"
          },
          {
            "about": "The name of the input that x is.",
            "default": "'x'",
            "name": "outerVariables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "All other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Whether `valueFunction` ends with Newton's method on the conditions of optimality, where there are at most 600 variables\nand multipliers.",
            "default": "true",
            "name": "polish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The least curvature of the inner objective in y, if it is known. 0 says that it need not be strictly convex. Default:\nestimated on the way.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance of `converged`. With `implicit`, `projectedGradient` and `hypergradientError` times the largest |x| or 1 are at most\nthis times `scale`, so that the unit of the outer objective does not matter; the variables should be of size 1. With\n`valueFunction`, `kktResidual` is at most this times the outer objective at the start, or times 1 where that is\nsmaller: state problems in units in which objectives and variables are about 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of x; none where it is `Infinity` or 1e20 or above. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeMethod": {
        "about": "How a problem of two levels is solved.",
        "type": "'auto' | 'implicit' | 'valueFunction' | 'stochastic'",
        "values": [
          {
            "about": "With constraints, or where `strongConvexity` is 0, `valueFunction`; with functions of batches `stochastic`; else `implicit`.",
            "name": "auto"
          },
          {
            "about": "Descent along the gradient of the outer objective at the inner solution, as exact as each step needs it.",
            "name": "implicit"
          },
          {
            "about": "Single loop on a penalty for not being at the inner solution (LV-HBA), then Newton's method on the conditions of optimality.",
            "name": "valueFunction"
          },
          {
            "about": "Steps of one length by batches of samples (BO-REP).",
            "name": "stochastic"
          }
        ]
      },
      "MinimizeProblem": {
        "about": "A problem of two levels whose functions are asked for.",
        "fields": [
          {
            "about": "Where y starts.",
            "name": "innerInitial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Where x starts; moved between the bounds.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How the errors of gradients are judged.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "How many samples a batch has, drawn with replacement.",
            "default": "64",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether products with second derivatives of the constraints are given. Default: by differences of their Jacobians.",
            "default": "false",
            "name": "constraintProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether there are constraints of the inner problem.",
            "default": "false",
            "name": "constraints",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The direction of outer steps.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "How many equations the inner problem has.",
            "default": "0",
            "name": "equalityCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How many inequalities the inner problem has.",
            "default": "0",
            "name": "inequalityCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The first accuracy of inner solutions: how far from the exact ones they may be.",
            "default": "0.1",
            "name": "initialAccuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether gradients of the inner objective over batches are given.",
            "default": "false",
            "name": "innerBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the Hessian of the inner objective by y is given, of at most 1000 variables. Default: steps by products.",
            "default": "false",
            "name": "innerHessian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether products with second derivatives of the inner objective are given. Default: by differences of its gradients.",
            "default": "false",
            "name": "innerProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How many samples the inner objective is the mean of, where batches are given.",
            "name": "innerSamples",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Constants for `accuracy: 'bound'`.",
            "name": "lipschitz",
            "optional": true,
            "type": "Lipschitz"
          },
          {
            "about": "Lower bounds of x; none where it is `-Infinity` or -1e20 or below. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most outer iterations. Default: 500; of `stochastic` the number of iterations, 3000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to solve it.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "MinimizeMethod"
          },
          {
            "about": "Whether gradients of the outer objective over batches are given.",
            "default": "false",
            "name": "outerBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How many samples the outer objective is the mean of, where batches are given.",
            "name": "outerSamples",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `valueFunction` ends with Newton's method on the conditions of optimality, where there are at most 600 variables\nand multipliers.",
            "default": "true",
            "name": "polish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether products with second derivatives of the inner objective over batches are given.",
            "default": "false",
            "name": "productBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How far the first steps of `stochastic` move x, in the 2-norm; they become shorter, and end at no length.",
            "default": "0.05",
            "name": "stepLength",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The least curvature of the inner objective in y, if it is known. 0 says that it need not be strictly convex. Default:\nestimated on the way.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance of `converged`. With `implicit`, `projectedGradient` and `hypergradientError` times the largest |x| or 1 are at most\nthis times `scale`, so that the unit of the outer objective does not matter; the variables should be of size 1. With\n`valueFunction`, `kktResidual` is at most this times the outer objective at the start, or times 1 where that is\nsmaller: state problems in units in which objectives and variables are about 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of x; none where it is `Infinity` or 1e20 or above. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "The best point that was found.",
        "fields": [
          {
            "about": "How it ended.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The outer variables x.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The inner variables y.",
            "name": "innerSolution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The outer objective there.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest entry of the gradient of the inner objective by y; with constraints, of its Lagrangian.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that was used.",
            "name": "method",
            "optional": false,
            "type": "MinimizeMethod"
          },
          {
            "about": "The number of outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "At how many x inner problems were solved; of single loops, the iterations.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the inner objective was evaluated, or its gradient over a batch.",
            "name": "innerEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many products with second derivatives of the inner objective, and Hessians, were evaluated.",
            "name": "innerProducts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of x → F(x, y*(x)), where that is what descends.",
            "name": "gradient",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A record of each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          },
          {
            "about": "How far the gradient may be from the exact one, in the 2-norm, and 1.8e308 where nothing is known of that; of `stochastic` its\nstandard error.",
            "name": "hypergradientError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How far the conditions of optimality of both levels are from being met: the largest entry of what is left of any.",
            "name": "kktResidual",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The multipliers of the inner inequalities, which are not negative, and after them those of the equations.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the outer problem, by which `kktResidual` can be checked: of each entry of the gradient of the inner Lagrangian\nby y, of the inequalities, of the equations, and of the inner multipliers of inequalities.",
            "name": "outerMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest entry of x − P(x − gradient), where P clips to the bounds.",
            "name": "projectedGradient",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The size of the objective at the solution, which `tolerance` is relative to where method is `implicit`: its absolute value or the\nsecond largest curvature of the last steps times the square of the largest |x| or of 1, whichever is larger.",
            "name": "scale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "In which sense the point is stationary, of `valueFunction`.",
            "name": "stationarity",
            "optional": true,
            "type": "Stationarity"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "How a minimisation over two levels ended.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'stopped' | 'diverged'",
        "values": [
          {
            "about": "The projected gradient and its error are as small as was asked for; with `valueFunction`, the residual of the conditions of\noptimality is, and the point is stationary in the sense of Clarke at least.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "No step brought anything any more; mostly since rounding allows no more progress, or since the inner problem has no unique solution.",
            "name": "stalled"
          },
          {
            "about": "The iterations of `stochastic` were made, which does not see when to end: `hypergradientError` is the standard error of `gradient`.",
            "name": "stopped"
          },
          {
            "about": "The steps of `stochastic` led to numbers that are not finite. This is the last point before.",
            "name": "diverged"
          }
        ]
      },
      "NestedChoice": {
        "about": "Spreads, and what samples that were left out said of them.",
        "fields": [
          {
            "about": "The spreads, ascending; `free` for an infinite one.",
            "name": "spreads",
            "optional": false,
            "type": "(number | 'free')[]"
          },
          {
            "about": "The mean loss of each fold's samples: a row for each spread, a column for each fold.",
            "name": "losses",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The means over the folds.",
            "name": "means",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The standard error of each mean's difference from the best one.",
            "name": "standardErrors",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Operation": {
        "about": "What an edge makes of the numbers h before it, some of them by z = hW with weights W of its own.",
        "type": "'zero' | 'identity' | 'linear' | 'relu' | 'tanh' | 'gauss' | 'square'",
        "values": [
          {
            "about": "Nothing.",
            "name": "zero"
          },
          {
            "about": "h itself.",
            "name": "identity"
          },
          {
            "about": "z.",
            "name": "linear"
          },
          {
            "about": "The larger of z and 0.",
            "name": "relu"
          },
          {
            "about": "tanh z.",
            "name": "tanh"
          },
          {
            "about": "exp(-z²).",
            "name": "gauss"
          },
          {
            "about": "z².",
            "name": "square"
          }
        ]
      },
      "OuterDirection": {
        "about": "Where the outer loop looks for lower values.",
        "type": "'quasiNewton' | 'gradient'",
        "values": [
          {
            "about": "By a model of the curvature from the last ten steps.",
            "name": "quasiNewton"
          },
          {
            "about": "Along the gradient, as in the paper: many more steps.",
            "name": "gradient"
          }
        ]
      },
      "OuterRecord": {
        "about": "How far the outer iterations have come.",
        "fields": [
          {
            "about": "The number of outer iterations.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest entry of the projected gradient.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PredictKernelProblem": {
        "about": "A model and new samples: `matrix` for a kernel of features, `kernels` for given ones.",
        "fields": [
          {
            "about": "The `model` of a solution.",
            "name": "model",
            "optional": false,
            "type": "GivenKernelModel"
          },
          {
            "about": "Whether the solution has `distances`; only of a kernel of features.",
            "default": "false",
            "name": "distances",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Of each given kernel a matrix with a row for each new sample and a column for each training sample.",
            "name": "kernels",
            "optional": true,
            "type": "matrix[]"
          },
          {
            "about": "A row of features for each new sample.",
            "name": "matrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether the solution has `variances`; only of a kernel of features. Takes a decomposition of the training samples' kernel.",
            "default": "false",
            "name": "variances",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "PredictKernelSolution": {
        "about": "The predictions.",
        "fields": [
          {
            "about": "What is predicted of each new sample, in the form of the response.",
            "name": "predictions",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The distance of each new sample to the nearest training sample, in length scales: above 1 predictions are extrapolations.",
            "name": "distances",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The variance of what is predicted of each new sample, under the Gaussian process: of the function, without the noise of responses,\nwhich has the variance nλ `processVariance`.",
            "name": "variances",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "SelectOperationsProblem": {
        "about": "Samples with classes to train on and to judge by, and what there is to choose from.",
        "fields": [
          {
            "about": "A row of features for each sample that weights are trained on; best standardised.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their classes, as numbers, strings or booleans.",
            "name": "labels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "A row of features for each sample that proportions are learned on.",
            "name": "validationMatrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their classes, of those of `labels`.",
            "name": "validationLabels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "What each edge may do: two at least, each once.",
            "name": "operations",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "How many samples a step sees, at most 4096.",
            "default": "64",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How much their teaching counts beside the classes.",
            "default": "1.0",
            "name": "distillation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many edges the chain has, from 1 to 16.",
            "default": "3",
            "name": "edges",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How often all samples are seen while operations are chosen.",
            "default": "120",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How often they are seen after that.",
            "default": "40",
            "name": "retrainEpochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many of the last epochs teach, at most 10; with 0 it is plain differentiable architecture search.",
            "default": "3",
            "name": "snapshots",
            "optional": true,
            "type": "number"
          },
          {
            "about": "By what logits are divided before they are compared with the teachers'.",
            "default": "2.0",
            "name": "temperature",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many numbers there are between edges, from 1 to 128.",
            "default": "16",
            "name": "width",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SelectOperationsSolution": {
        "about": "The operations, and the network with them.",
        "fields": [
          {
            "about": "How the training ended.",
            "name": "status",
            "optional": false,
            "type": "TrainingStatus"
          },
          {
            "about": "The operation of each edge.",
            "name": "chosen",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "The proportion of each operation, a row for each edge, as they were before the choice.",
            "name": "probabilities",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The mean cross-entropy of the validation samples with the mixtures.",
            "name": "softLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "That with each mixture rounded to its largest operation.",
            "name": "roundedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "By how much rounding raises it.",
            "name": "discretizationGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest curvature of the training loss by the weights, with the mixtures.",
            "name": "sharpness",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean cross-entropy of the validation samples with the chosen operations, after training on.",
            "name": "retrainedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The network with the chosen operations, which `evaluateOperations` takes.",
            "name": "network",
            "optional": false,
            "type": "FoundNetwork"
          }
        ]
      },
      "Stationarity": {
        "about": "In which sense a point of a problem with inner inequalities is stationary. They differ where an inequality holds with equality and its\nmultiplier is zero: then there are two outer multipliers of it, of the inequality and of its multiplier's sign.",
        "type": "'strong' | 'clarke' | 'weak' | 'unpolished'",
        "values": [
          {
            "about": "Neither of the two is negative, for any such inequality: no step of first order leads down.",
            "name": "strong"
          },
          {
            "about": "Their product is not negative.",
            "name": "clarke"
          },
          {
            "about": "Nothing is known of their signs.",
            "name": "weak"
          },
          {
            "about": "The point was not polished, so that they are not known.",
            "name": "unpolished"
          }
        ]
      },
      "TrainingStatus": {
        "about": "How the training ended.",
        "type": "'completed' | 'timeLimit' | 'diverged'",
        "values": [
          {
            "about": "All epochs are done. (Stochastic steps have no other end.)",
            "name": "completed"
          },
          {
            "about": "The time was used up: the network is what it had come to, trained on only if there was time for it.",
            "name": "timeLimit"
          },
          {
            "about": "Numbers grew beyond all bounds; the network is that of the last epoch whose numbers were finite.",
            "name": "diverged"
          }
        ]
      },
      "TuneKernelProblem": {
        "about": "Samples with responses, and what kinds of kernel are to be had. It has either `matrix` or `kernels`.",
        "fields": [
          {
            "about": "What was seen of each sample; several outputs, one a column, share one kernel.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "What is minimised.",
            "name": "criterion",
            "optional": true,
            "type": "KernelCriterion"
          },
          {
            "about": "For the criterion `folds`: their number, where sample i is in fold i modulo it, or the fold of each sample from 0, -1 for samples that\nare never held out. Default: 5.",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether the solution has the history of the descent.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What to start from.",
            "name": "initial",
            "optional": true,
            "type": "InitialKernel"
          },
          {
            "about": "The constant of predictions.",
            "default": "'fitted'",
            "name": "intercept",
            "optional": true,
            "type": "KernelIntercept"
          },
          {
            "about": "The kernel of two rows of `matrix`. Default: gaussian.",
            "name": "kernel",
            "optional": true,
            "type": "KernelShape"
          },
          {
            "about": "The matrices of given kernels over the samples instead, symmetric, whose weighted sum is the kernel.",
            "name": "kernels",
            "optional": true,
            "type": "matrix[]"
          },
          {
            "about": "Whether each feature has its own length scale. Default: feature.",
            "name": "lengthScales",
            "optional": true,
            "type": "LengthScales"
          },
          {
            "about": "A row of at most 1000 features for each sample, of which there are 2 to 4000. Features are centred, and scaled unless `standardize`\nis false.",
            "name": "matrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The most outer steps; 0 judges `initial`.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether features are divided by their standard deviations, or where `lengthScales` is shared all by the root of their mean variance.\n`lengthScales` are those of the scaled features. Default: true.",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The largest entry of the projected gradient at which the parameters are a solution, in units of the objective there, but at least of\n1e-16 of what it is without a kernel; for the marginal likelihood in units of 1.",
            "default": "0.0001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TuneKernelSolution": {
        "about": "A tuned kernel ridge model.",
        "fields": [
          {
            "about": "How the descent ended. `converged`: the projected gradient is as small as was asked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The ridge λ: nλ is added to the diagonal of the kernel's matrix of n samples.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficient of each sample; of several outputs one column each.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The constant of each output, which predictions begin with.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the mean square of the errors where each sample is left out in turn.",
            "name": "leaveOneOutLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Those errors, the response less the prediction, in the form of the response.",
            "name": "leaveOneOutResiduals",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The logarithm of the responses' density as a Gaussian process, of the likeliest scale.",
            "name": "logMarginalLikelihood",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `predictKernel` takes.",
            "name": "model",
            "optional": false,
            "type": "KernelModel"
          },
          {
            "about": "What was minimised.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its gradient by the logarithms of the squared inverse length scales, or of the weights, and last of the ridge.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest entry of the gradient projected onto the bounds: of length scales e^-2 and e^6, of weights e^-12 and e^4, of the\nridge 1e-14 / n and e^3, with given kernels in units of the mean entry on the diagonals of their sum.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters that ended at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller ones may be better. A ridge\nat its lower bound means that the kernel explains the responses but for rounding.",
            "name": "atLower",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The parameters that ended at their upper bounds: a length scale there means a feature that does not matter, or one that matters\nlinearly.",
            "name": "atUpper",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "How far the gradient may be off, for what the inner problems are not solved exactly.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest entry of the residual of the linear system of the dual coefficients.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the objective was evaluated.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was taken off each feature.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What the rest of each feature was divided by.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What each outer step came to, where `history` was asked for.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          },
          {
            "about": "The length scale of each scaled feature, or one for all.",
            "name": "lengthScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The weights of given kernels.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "TunePenaltiesProblem": {
        "about": "Samples, the form of the model, and how its penalties are to be found.",
        "fields": [
          {
            "about": "The features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each sample: a number for `squared`; otherwise its class, as a number, a string or a boolean, of which there are two\nfor `logistic` and `squaredHinge` and any number for `multinomial`.",
            "name": "response",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "In which direction lower values are looked for.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0 without\ngaps, -1 for those that models are always fitted to; with a single fold, that is the held-out part. Default: 5.",
            "default": "5.0",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Which features share a penalty: each has its own (`feature`), all have one (`shared`), or the group of each feature, numbered\nfrom 0 without gaps; -1 for no penalty. Default: `feature`.",
            "name": "groups",
            "optional": true,
            "type": "'feature' | 'shared' | whole numbers"
          },
          {
            "about": "Whether the solution records each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The penalties to start from, a number or one for each penalty; for `elasticNet` first those of the absolute values, then those of\nthe squares. Default: the best shared one; with absolute values or norms a twentieth of the least that makes all coefficients 0,\nsince coefficients that are 0 once stay so.",
            "name": "initial",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What models are fitted by: its mean over the training samples, plus the penalty.",
            "name": "loss",
            "optional": true,
            "type": "LinearLoss"
          },
          {
            "about": "The least penalties, above 0; a number or one for each. Default: e^-16; those of absolute values and norms times the standard\ndeviation of the response for `squared`.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The most outer iterations; with 0 the objective is evaluated at `initial`.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The form of the penalty. All but `l2` are for the losses `squared` and `logistic`.",
            "name": "penalty",
            "optional": true,
            "type": "LinearPenalty"
          },
          {
            "about": "Whether each class of `multinomial` has penalties of its own.",
            "default": "false",
            "name": "perClass",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in all means. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The standard deviation that is expected of the logarithms of the penalties about their mean: 0 for one penalty, `free` for\nno expectation. Of a list, in ascending order, in which `Infinity` stands for `free`, nested cross-validation chooses: the smallest\nwhose loss is within one standard error of the best one's; that takes at least 3 folds. Default: 0, 1/4, 1/2, 1, 2, 4 and\n`Infinity`; with fewer than 3 folds 1/2.",
            "name": "spread",
            "optional": true,
            "type": "number | 'free' | numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 over all samples (root mean square 1 without an intercept) before they are\npenalised. Coefficients are those of the features as given.",
            "default": "true",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What the projected gradient and its error are to fall to, relative to the held-out loss of the intercept alone; above 0 and\nbelow 1.",
            "default": "0.00001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest penalties. Default: e^6, as for `lower`.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "What models are judged by on held-out samples. Default: `loss`.",
            "name": "validationLoss",
            "optional": true,
            "type": "ValidationLoss"
          }
        ]
      },
      "TunePenaltiesSolution": {
        "about": "Tuned penalties, how much they may be trusted, and the model with them.",
        "fields": [
          {
            "about": "`converged` where the projected gradient and its error are what `tolerance` asks for; `stalled` where rounding allows no lower\nobjective, or the objective has a kink there, as it may with penalties that make coefficients zero.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The penalties, above 0: one for each feature or group; with `perClass` a matrix with a row for each and a column for each class. For\n`elasticNet` those of the absolute values.",
            "name": "penalties",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The loss of the held-out samples plus what `spread` adds: what was minimised.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The weighted mean loss of the held-out samples, each under the model of the other folds. The penalties were chosen by it, so it is\nlower than what is to be expected of other samples: see `assessedLoss`.",
            "name": "validationLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best shared penalty; for `elasticNet` that of the absolute values and that of the squares.",
            "name": "sharedPenalty",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss of the held-out samples with that.",
            "name": "sharedValidationLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The spread that the penalties were tuned with: a number, or `free`.",
            "name": "spread",
            "optional": false,
            "type": "number | 'free'"
          },
          {
            "about": "Which penalties are at their lower bounds, by their numbers in `penalties` (row by row); for `elasticNet` after them those of\n`l2Penalties`.",
            "name": "atLower",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "Which penalties are at their upper bounds.",
            "name": "atUpper",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The model fitted to all samples, for `coordinate.predict`.",
            "name": "model",
            "optional": false,
            "type": "LinearModel"
          },
          {
            "about": "The gradient of the objective by the logarithms of the penalties.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest entry of what is left of the gradient g between the bounds: of x less the projection of x - g, times the variance of the\nresponse and in units of it for `squared`.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How far the gradient may be off, in the Euclidean norm.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest norm of the gradient of a fold's model, by the coefficients of the scaled features.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often models were fitted to all folds on the way.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean over folds of the loss of samples that had no part in the choice of penalties and coefficients, at the chosen spread: what\nis to be expected of other samples, but for the choice of the spread itself. Absent without nested cross-validation.",
            "name": "assessedLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The record of each iteration, where it was asked for.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          },
          {
            "about": "For `elasticNet`, the penalties of the squares.",
            "name": "l2Penalties",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "How that was chosen. Absent where one spread was given, and where there was no time for it.",
            "name": "nested",
            "optional": true,
            "type": "NestedChoice"
          },
          {
            "about": "The same with one shared penalty.",
            "name": "sharedAssessedLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For penalties that make coefficients zero: how far the nearest coefficient or group at zero is from leaving it, over all folds, as\na share of its penalty. At 0 the objective has a kink. Absent where nothing is at zero.",
            "name": "supportMargin",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ValidationLoss": {
        "about": "What a held-out sample with response `y` and linear predictor `p` is judged by.",
        "type": "'squared' | 'logistic' | 'multinomial' | 'squaredHinge' | 'sigmoid'",
        "values": [
          {
            "about": "`(p - y)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`ln(1 + exp(-y p))`, `y` being -1 or 1.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(p_k)) - p_y`, `y` being a class from 0.",
            "name": "multinomial"
          },
          {
            "about": "`max(0, 1 - y p)^2 / 2`, `y` being -1 or 1.",
            "name": "squaredHinge"
          },
          {
            "about": "`1 / (1 + exp(5 y p))`, `y` being -1 or 1: a smooth rate of errors.",
            "name": "sigmoid"
          }
        ]
      }
    }
  },
  "blackbox": {
    "methods": {
      "blackbox.design": {
        "problem": "DesignProblem",
        "solution": "DesignSolution"
      },
      "blackbox.directSearch": {
        "problem": "DirectSearchDataProblem",
        "solution": "DirectSearchSolution"
      },
      "blackbox.evaluate": {
        "problem": "EvaluateProblem",
        "solution": "EvaluateSolution"
      },
      "blackbox.hypervolume": {
        "problem": "HypervolumeProblem",
        "solution": "HypervolumeSolution"
      },
      "blackbox.minimize": {
        "problem": "MinimizeDataProblem",
        "solution": "MinimizeSolution"
      },
      "blackbox.nondominated": {
        "problem": "NondominatedProblem",
        "solution": "NondominatedSolution"
      },
      "blackbox.pareto": {
        "problem": "ParetoDataProblem",
        "solution": "ParetoSolution"
      }
    },
    "types": {
      "BuiltIn": {
        "about": "A test function.",
        "fields": [
          {
            "about": "Which one.",
            "name": "name",
            "optional": false,
            "type": "BuiltInName"
          },
          {
            "about": "Of which random rotation and shift, a whole number; the minimum is then between -4 and 4. Default: neither.",
            "name": "seed",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BuiltInName": {
        "about": "The test functions, with e_i = i/(n - 1) for i from 0 to n - 1.",
        "type": "'sphere' | 'ellipsoid' | 'rosenbrock' | 'rastrigin' | 'ackley' | 'griewank' | 'schwefel12' | 'cigar' | 'sharpRidge' | 'differentPowers' | 'levy'",
        "values": [
          {
            "about": "The sum of the squares.",
            "name": "sphere"
          },
          {
            "about": "The sum of 10^(6 e_i) z_i²: a condition number of a million.",
            "name": "ellipsoid"
          },
          {
            "about": "Rosenbrock's curved valley, with its minimum at z = 0.",
            "name": "rosenbrock"
          },
          {
            "about": "Rastrigin's: 10^n minima or so, in a grid about one.",
            "name": "rastrigin"
          },
          {
            "about": "Ackley's: small minima all around a funnel.",
            "name": "ackley"
          },
          {
            "about": "Griewank's: small minima on a paraboloid.",
            "name": "griewank"
          },
          {
            "about": "Schwefel's problem 1.2: the squares of the partial sums.",
            "name": "schwefel12"
          },
          {
            "about": "One short axis, and all others a thousand times as steep.",
            "name": "cigar"
          },
          {
            "about": "A ridge that is no smoother however near.",
            "name": "sharpRidge"
          },
          {
            "about": "Powers from 2 to 6, so that the scales part ever more towards the minimum.",
            "name": "differentPowers"
          },
          {
            "about": "Levy's: waves across all variables.",
            "name": "levy"
          }
        ]
      },
      "ConsensusOptions": {
        "about": "Options of `consensus` and `hopping`.",
        "fields": [
          {
            "about": "The first inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.",
            "name": "inverseTemperature",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of α in each step. Default: 1.05 in `consensus`, up to 1e5; 1 in `hopping`.",
            "name": "inverseTemperatureGrowth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the particles of `consensus` diffuse.",
            "name": "noise",
            "optional": true,
            "type": "Noise"
          },
          {
            "about": "How many particles, or samples of a step, at least 2. Default: 10 for each variable, and at least 20.",
            "name": "particles",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of the samples' standard deviation in each step of `hopping`, down to a hundredth of the first. Default: 0.99.",
            "name": "stepSizeDecay",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Covariance": {
        "about": "What a distribution learns.",
        "type": "'auto' | 'full' | 'diagonal'",
        "values": [
          {
            "about": "`full` for at most 500 variables.",
            "name": "auto"
          },
          {
            "about": "All covariances; it takes memory with the square of the variables, and time with their cube.",
            "name": "full"
          },
          {
            "about": "Variances alone, which takes no more time than sampling.",
            "name": "diagonal"
          }
        ]
      },
      "DesignKind": {
        "about": "What designs are.",
        "type": "'sequence' | 'vector'",
        "values": [
          {
            "about": "Sequences of letters that have no order.",
            "name": "sequence"
          },
          {
            "about": "Vectors of numbers. They stay in the table's range, and a tenth of that beyond it.",
            "name": "vector"
          }
        ]
      },
      "DesignProblem": {
        "about": "The table, and what is wished for.",
        "fields": [
          {
            "about": "A design in each of 2 to 4000 rows: the letters of a sequence, as whole numbers from 0, or numbers.",
            "name": "designs",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The score of each; higher is better. Not all equal.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many letters there are, of sequences: 2 to 1000. Default: as many as the table has.",
            "name": "alphabet",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the backward loss, by which a design explains the table, from 0 to 1; the rest is that of the forward loss, by\nwhich the table predicts the wish for the design. Default: that of 0, 0.25, 0.5, 0.75 and 1 whose proposals ridge regression rates best.",
            "name": "backwardWeight",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many designs are proposed at most, from 1 to 10000, each from another row of the table. Default: 24.",
            "default": "24",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What says how alike designs are. Default: `ntk`.",
            "name": "kernel",
            "optional": true,
            "type": "KernelName"
          },
          {
            "about": "What designs are. Default: sequences.",
            "name": "kind",
            "optional": true,
            "type": "DesignKind"
          },
          {
            "about": "The positions at which designs may change, from 0. Default: all.",
            "name": "mutable",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "What is added to the diagonal of the kernel's matrix. Default: that of 1e-6, 1e-5 … 10 times its mean eigenvalue with the least\nleave-one-out error.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The score that is wished for, in standard deviations of the scores above their mean. Default: 10.",
            "default": "10.0",
            "name": "wish",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DesignSolution": {
        "about": "The proposals, and how far they are to be trusted.",
        "fields": [
          {
            "about": "`converged`: all descents came to their ends. `timeLimit`: the time was used up, and these are the proposals of those that\ndid. A first ridge is fitted in any case, which takes seconds of 4000 designs.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "A design in each row, none of which is in the table, those of least loss first. There are fewer than `count` where descents meet and\nnothing is left around their ends.",
            "name": "proposals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The score that the table predicts for each.",
            "name": "predictions",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The standard deviation of that, by the kernel model: it grows away from the table.",
            "name": "standardDeviations",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the square by which each prediction misses the wish, in standard deviations of the scores.",
            "name": "forwardLoss",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the mean square by which predictions from each proposal alone miss the table's scores, in standard deviations.",
            "name": "backwardLoss",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The root of the mean square by which the model misses a score when it is left out, in units of the scores.",
            "name": "leaveOneOutError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Kendall's rank correlation of those predictions with the scores: 1 where the order is right, about 0 where the model knows\nnothing.",
            "name": "leaveOneOutRank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was added to the diagonal of the kernel's matrix.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The weight of the backward loss.",
            "name": "backwardWeight",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DirectSearchDataProblem": {
        "about": "Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.",
        "fields": [
          {
            "about": "Whether the solution has all points that were evaluated.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test function instead.",
            "name": "builtIn",
            "optional": true,
            "type": "BuiltIn"
          },
          {
            "about": "Whether a search that converges looks at all neighbours along the axes, and returns to work where one is better.",
            "default": "true",
            "name": "certify",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How many constraints there are, at most 1000. Default: none.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Constraints that are at most this are kept.",
            "default": "0.0",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is to be at most 0: a function of the same inputs whose value is a vector.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Whether each iteration looks at a random point within half a side too, so that no better region stays unseen for ever.",
            "default": "true",
            "name": "covering",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How many variables there are, from 1 to 1000, where neither a bound nor `initial` says it.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where to start. Default: the best of `known`, or else the middle of the box; of a variable without an end, the number\nnext to zero.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that the variables are. Default: the first.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.",
            "name": "known",
            "optional": true,
            "type": "KnownOutputs"
          },
          {
            "about": "The least values of the variables: of each, or one number for all of them. `-Infinity` is none, and so is -1e20 or less;\nvariables whose bounds are equal are fixed. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The most evaluations. Default: 500 for each variable.",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The size of the first mesh, as a part of the sides of the box, above 0 and at most 1. Where a side has no end, it is as long\nas the start's number, and at least 1.",
            "default": "0.1",
            "name": "meshSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether quadratic models of the objective and the constraints propose points, for at most 50 variables and constraints.",
            "default": "true",
            "name": "modelSearch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "How many evaluations may be under way at once, from 1 to 4096. Default: 1.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Of each constraint whether it may be violated during the search. Where it may not, values at points that violate it are not\nused: for functions that have none there. Default: all may.",
            "name": "relaxable",
            "optional": true,
            "type": "boolean[]"
          },
          {
            "about": "How many runs follow the first, each from a random point once the one before it has converged; of a variable without an end,\nwithin a side of the number next to zero. More follow where no point is known that keeps the constraints.",
            "default": "0",
            "name": "restarts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A value that is good enough: the search ends at a point that keeps the constraints where it is not larger.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search converges with a mesh of this size or less, on which no neighbour is better. Sides of the box count as no longer\nthan 1000 times the solution's number, or 1000 where that is below 1.",
            "default": "1e-7",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest values of the variables; `Infinity` is none, and so is 1e20 or more. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The variables, numbers all of them, instead of `lower` and `upper`.",
            "name": "variables",
            "optional": true,
            "type": "Variable[]"
          }
        ]
      },
      "DirectSearchSolution": {
        "about": "The best point that keeps the constraints, or, where none is known, the one that violates them least.",
        "fields": [
          {
            "about": "Why the search ended.",
            "name": "status",
            "optional": false,
            "type": "DirectSearchStatus"
          },
          {
            "about": "The point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The objective there.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The constraints there.",
            "name": "constraintValues",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest of them, or 0 where none is positive.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The size of the last mesh of the run that found the point, as a part of the sides.",
            "name": "meshSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the functions were evaluated.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many evaluations gave a value that is not finite.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Polls, with what comes before them.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many runs there were after the first.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whenever the objective of the best point that keeps the constraints fell.",
            "name": "history",
            "optional": false,
            "type": "Improvement[]"
          },
          {
            "about": "All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.",
            "name": "archive",
            "optional": true,
            "type": "EvaluatedOutputs"
          },
          {
            "about": "How good the point is among its neighbours, where the search has converged, `certify` was not unset and the constraints are kept.",
            "name": "stationarity",
            "optional": true,
            "type": "Stationarity"
          }
        ]
      },
      "DirectSearchStatus": {
        "about": "Why a direct search ended.",
        "type": "'converged' | 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'infeasible'",
        "values": [
          {
            "about": "The mesh is as fine as `tolerance`, and no neighbour on it is better; after `restarts` other runs that ended so.",
            "name": "converged"
          },
          {
            "about": "A value is as good as `target`.",
            "name": "targetReached"
          },
          {
            "about": "The evaluations were used up.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "However the search ended, no point that keeps the constraints was found.",
            "name": "infeasible"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "A function, and where to evaluate it.",
        "fields": [
          {
            "about": "The function.",
            "name": "builtIn",
            "optional": false,
            "type": "BuiltIn"
          },
          {
            "about": "A point in each row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "EvaluateSolution": {
        "about": "The values.",
        "fields": [
          {
            "about": "One for each row of `points`.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Evaluated": {
        "about": "Points and their values.",
        "fields": [
          {
            "about": "A point in each row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their values.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "EvaluatedOutputs": {
        "about": "Points, and all that was asked for at them.",
        "fields": [
          {
            "about": "A point in each row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objectives at each, and after them the constraints.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "HypervolumeProblem": {
        "about": "The set and the reference.",
        "fields": [
          {
            "about": "The vectors, one a row, with an objective in each of 1 to 8 columns; less is better. Any number of rows.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "As many numbers as objectives. Vectors that are not better than this in every objective count for nothing.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Whether to tell what each vector alone adds. For two objectives this takes no longer, else up to as long again for each\nvector. Default: false.",
            "default": "false",
            "name": "contributions",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "HypervolumeSolution": {
        "about": "The volume.",
        "fields": [
          {
            "about": "`converged`: the hypervolume is exact up to rounding, and the contributions are told where they were asked for. `timeLimit`:\nthe time was used up, the hypervolume is at least what is told, and no contribution is.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The volume, in the product of the objectives' units.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          },
          {
            "about": "By how much the hypervolume would be less without each vector: 0 for one that another equals or dominates.",
            "name": "contributions",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Improvement": {
        "about": "An improvement of the least value.",
        "fields": [
          {
            "about": "The number of evaluations, this one included.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The least value since.",
            "name": "objective",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "KernelName": {
        "about": "What says how alike two designs are.",
        "type": "'ntk' | 'rbf'",
        "values": [
          {
            "about": "The neural tangent kernel of an infinitely wide network with two hidden layers of rectified linear units (Jacot, Gabriel,\nHongler, NeurIPS 2018).",
            "name": "ntk"
          },
          {
            "about": "The Gaussian kernel, whose squared width is the mean squared distance of designs in the table.",
            "name": "rbf"
          }
        ]
      },
      "Known": {
        "about": "Evaluations that were made before.",
        "fields": [
          {
            "about": "A point in each row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their values.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "KnownOutputs": {
        "about": "Evaluations that were made before.",
        "fields": [
          {
            "about": "A point in each row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objectives at each, and after them the constraints.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "Method": {
        "about": "The method of a search.",
        "type": "'auto' | 'cmaes' | 'nelderMead' | 'consensus' | 'hopping' | 'evolution' | 'gaussianProcess'",
        "values": [
          {
            "about": "With categories `gaussianProcess` for at most 20 variables and `evolution` for more; `nelderMead` for one or two variables; else\n`cmaes`.",
            "name": "auto"
          },
          {
            "about": "CMA-ES: populations of points from a normal distribution that adapts to the function, with restarts from large and small\npopulations by turns.",
            "name": "cmaes"
          },
          {
            "about": "Nelder and Mead's simplex, with restarts from random points.",
            "name": "nelderMead"
          },
          {
            "about": "Consensus-based optimisation: particles that drift towards their weighted mean, and diffuse by their distance to it.",
            "name": "consensus"
          },
          {
            "about": "Consensus hopping: the weighted mean of normal samples about the point is the next point. A proximal step, where the samples are\nmany.",
            "name": "hopping"
          },
          {
            "about": "Cheap models of the function learn from all values, and an evolution on the models proposes most of the points to evaluate next,\n`populationSize` at a time: for many categories, and for mixtures of them with numbers.",
            "name": "evolution"
          },
          {
            "about": "A Gaussian process proposes the first evaluations, ten for each variable, and `cmaes` continues from there: for functions that cost\nso much that there are at most 30 evaluations for each variable, of which there may be 40. With categories, a local search over the\nreal variables follows, and then other such runs from random points. A proposal takes some milliseconds.",
            "name": "gaussianProcess"
          }
        ]
      },
      "MinimizeDataProblem": {
        "about": "A function that is data, the box to search, and how. It has either `objective` or `builtIn`.",
        "fields": [
          {
            "about": "Whether the solution has all points that were evaluated.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test function instead.",
            "name": "builtIn",
            "optional": true,
            "type": "BuiltIn"
          },
          {
            "about": "Options of `consensus` and `hopping`.",
            "name": "consensus",
            "optional": true,
            "type": "ConsensusOptions"
          },
          {
            "about": "What the distribution of `cmaes` learns.",
            "name": "covariance",
            "optional": true,
            "type": "Covariance"
          },
          {
            "about": "How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where to start: a point, or several in rows. All are evaluated first, so that the solution is no worse than any of them,\nand the search starts at the best; `consensus`, `evolution` and `gaussianProcess` have all of them among their first\npoints. Default: the best of `known`, or else the middle of the box, which some methods do not evaluate.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The covariance of the first steps of `cmaes`, in squares of `stepSize` and of the sides of the box, or the variances\nalone, as a solution's `warmStart` has it. Of a matrix the lower triangle is read. Default: the identity.",
            "name": "initialCovariance",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The name of the input that the variables are. Default: the first.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.",
            "name": "known",
            "optional": true,
            "type": "Known"
          },
          {
            "about": "The least values of the variables: of each, or one number for all of them.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The most evaluations. Default: 1000 for each variable.",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to search.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "Method"
          },
          {
            "about": "Whether values are predicted.",
            "name": "model",
            "optional": true,
            "type": "Model"
          },
          {
            "about": "Whether values have noise, so that one point has other values at other times. Then `cmaes` has no model, populations double from\nrun to run, and the solution is not the point of the least value, which is the luckiest one, but the mean of a run's last\npopulation, evaluated 16 times.",
            "default": "false",
            "name": "noise",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is one number.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "How many evaluations may be under way at once, from 1 to 4096. Populations are filled up to a multiple of it.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs of the function, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "A run of `cmaes` ends where its steps are shorter than this part of the first ones.",
            "default": "1e-11",
            "name": "pointTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The size of the populations of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.",
            "name": "populationSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many runs may follow the first. Default: as many as there are evaluations for.",
            "name": "restarts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The first steps, in parts of the box, above 0 and at most 1: a standard deviation, or an edge of the simplex.",
            "default": "0.2",
            "name": "stepSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A value that is good enough: the search ends where one is found that is not larger.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A run ends where its values differ by no more than this.",
            "default": "1e-11",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest values of the variables.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The variables, instead of `lower` and `upper`.",
            "name": "variables",
            "optional": true,
            "type": "Variable[]"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "The best point that was found. Nothing proves that it is a global minimum: of a function that is known by values alone, nothing can.",
        "fields": [
          {
            "about": "Why the search ended.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The best point: for each variable its value, or the place of its category.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The least value; where values have `noise`, the mean of several at the solution.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the function was evaluated.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many of these values were not finite. They count as worse than any number.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The generations or steps of all runs.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many runs there were after the first.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that was used.",
            "name": "method",
            "optional": false,
            "type": "Method"
          },
          {
            "about": "Whenever the least value fell: after how many evaluations, and to what.",
            "name": "history",
            "optional": false,
            "type": "Improvement[]"
          },
          {
            "about": "Where each run ended.",
            "name": "runs",
            "optional": false,
            "type": "RunRecord[]"
          },
          {
            "about": "How many different ends w the runs from random points had: those farther apart than a thousandth of the box, or with values\nthat differ by more than 1e-6 of themselves.",
            "name": "basins",
            "optional": false,
            "type": "number"
          },
          {
            "about": "All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.",
            "name": "archive",
            "optional": true,
            "type": "Evaluated"
          },
          {
            "about": "The standard error of that mean, where values have `noise` and a run has ended.",
            "name": "objectiveError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The estimate of the share of the box that belongs to minima which no run has found: w(w + 1)/(N(N - 1)), after N runs from\nrandom points, where N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). It takes runs for local ones, which\nthose with large populations are not.",
            "name": "unseenBasins",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What a similar problem may start from, of `cmaes`: the distribution of the run that found the solution.",
            "name": "warmStart",
            "optional": true,
            "type": "WarmStart"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "Why a search ended.",
        "type": "'targetReached' | 'evaluationLimit' | 'timeLimit' | 'converged'",
        "values": [
          {
            "about": "A value is at most `target`.",
            "name": "targetReached"
          },
          {
            "about": "The evaluations were used up.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "All runs that were allowed came to their ends, or all points that there are were evaluated.",
            "name": "converged"
          }
        ]
      },
      "Model": {
        "about": "Whether values are predicted before functions are asked.",
        "type": "'auto' | 'quadratic' | 'none'",
        "values": [
          {
            "about": "`quadratic` for the caller's functions of at most 20 variables, else `none`: built-in functions and functions as data take less\ntime than a model.",
            "name": "auto"
          },
          {
            "about": "A quadratic model of the last values ranks the points of a population, and only as many of them are evaluated as it takes for the\nmodel to rank them right. Of `cmaes`.",
            "name": "quadratic"
          },
          {
            "about": "All points are evaluated.",
            "name": "none"
          }
        ]
      },
      "Noise": {
        "about": "How particles diffuse.",
        "type": "'anisotropic' | 'isotropic'",
        "values": [
          {
            "about": "Along each variable by the distance in it.",
            "name": "anisotropic"
          },
          {
            "about": "In all directions by the whole distance.",
            "name": "isotropic"
          }
        ]
      },
      "NondominatedProblem": {
        "about": "The set.",
        "fields": [
          {
            "about": "The vectors, one a row, with an objective in each column; less is better. At least one column.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "NondominatedSolution": {
        "about": "The set in fronts.",
        "fields": [
          {
            "about": "The rank of each vector: 0 where none dominates it, else one more than the largest rank of those that do. Equal vectors\nhave equal ranks.",
            "name": "ranks",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The crowding distance of each vector in its front: the sum over the objectives of the distance between its neighbours on\nboth sides, as a share of the front's range. The largest\nnumber, `Number.MAX_VALUE`, at the ends of a range; 0 for a vector that equals one before it.",
            "name": "crowding",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The vectors of rank 0, by their rows, in ascending order.",
            "name": "front",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "How many fronts there are.",
            "name": "fronts",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ParetoDataProblem": {
        "about": "Functions that are data, the box to search, and how. It has either `objective` or `builtIn`.",
        "fields": [
          {
            "about": "Whether the solution has all points that were evaluated.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test problem instead.",
            "name": "builtIn",
            "optional": true,
            "type": "TestSet"
          },
          {
            "about": "How many constraints there are, at most 1000. Default: none.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is to be at most 0: a function of the same inputs whose value is a vector.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "How many variables there are, from 1 to 10000, where `lower` and `upper` are numbers.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Points that are in the first generation, beside random ones: one, or several in rows.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "How many points `predictor` looks at by its models before it evaluates the best of them. Default: 10000.",
            "default": "10000",
            "name": "innerEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The name of the input that the variables are. Default: the first.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Evaluations that were made before. They count as found, models learn from them, and their points are not evaluated again.",
            "name": "known",
            "optional": true,
            "type": "KnownOutputs"
          },
          {
            "about": "The least values of the variables: of each, or one number for all of them.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The most evaluations. Default: 10000.",
            "default": "10000",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to search.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "ParetoMethod"
          },
          {
            "about": "What is to be minimised: a function of the variables, as one vector, and of parameters, whose value is a vector with an\nentry for each objective.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "How many objectives there are, from 1 to 6. Default: 2.",
            "default": "2",
            "name": "objectiveCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many evaluations may be under way at once, from 1 to 4096. Default: 1.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "How many points are kept from one generation to the next, and returned at most: from 4 to 10000. `predictor` evaluates as\nmany at a time, and keeps twice as many. Default: 50 with `predictor`, else 100.",
            "name": "populationSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The reference of the hypervolume, which is to be worse than all that is of interest. Default: behind the worst values of the\nfirst generation, by a tenth of their range.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest values of the variables.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The variables, instead of `lower` and `upper`.",
            "name": "variables",
            "optional": true,
            "type": "Variable[]"
          }
        ]
      },
      "ParetoMethod": {
        "about": "The method of a search for compromises.",
        "type": "'auto' | 'predictor' | 'evolution'",
        "values": [
          {
            "about": "`predictor` for the caller's functions with at most 2000 evaluations, else `evolution`.",
            "name": "auto"
          },
          {
            "about": "Models of the functions learn from all evaluations; an evolution on the models proposes which points are evaluated next.",
            "name": "predictor"
          },
          {
            "about": "An evolution on the functions themselves.",
            "name": "evolution"
          }
        ]
      },
      "ParetoSolution": {
        "about": "The best compromises that were found. Nothing proves that there are no better ones: of functions that are known by values alone,\nnothing can.",
        "fields": [
          {
            "about": "Why the search ended.",
            "name": "status",
            "optional": false,
            "type": "ParetoStatus"
          },
          {
            "about": "The points, one a row: for each variable its value, or the place of its category. None of them dominates another, and all keep the\nconstraints.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Their objectives. The rows are in ascending order of the first.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The volume that they dominate before `reference`, exact up to rounding; 0 without points.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the functions were evaluated.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many evaluations gave a value that is not finite. They count as worse than any other.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The generations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that was used.",
            "name": "method",
            "optional": false,
            "type": "ParetoMethod"
          },
          {
            "about": "The hypervolume after each generation, of at most 3 objectives.",
            "name": "history",
            "optional": false,
            "type": "SetImprovement[]"
          },
          {
            "about": "All points with finite values, in the order of their evaluation, where `archive` was set. A later problem takes it as `known`.",
            "name": "archive",
            "optional": true,
            "type": "EvaluatedOutputs"
          },
          {
            "about": "By how much the models miss each objective where a point is left out, as the root of the mean square, in its units: of `predictor`,\nonce it had models.",
            "name": "predictorErrors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The reference of the hypervolume; absent where none was given and no point has values.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ParetoStatus": {
        "about": "Why a search for compromises ended.",
        "type": "'converged' | 'evaluationLimit' | 'timeLimit'",
        "values": [
          {
            "about": "All points of a finite space are evaluated, or no new ones come up in it.",
            "name": "converged"
          },
          {
            "about": "The evaluations were used up.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          }
        ]
      },
      "RunEnd": {
        "about": "How a run ended.",
        "type": "'tolerance' | 'pointTolerance' | 'stagnation' | 'degenerate' | 'iterationLimit' | 'share' | 'unfinished'",
        "values": [
          {
            "about": "Its values differed by no more than `tolerance`.",
            "name": "tolerance"
          },
          {
            "about": "Its steps were shorter than `pointTolerance` of the first ones.",
            "name": "pointTolerance"
          },
          {
            "about": "It gained nothing over a long time.",
            "name": "stagnation"
          },
          {
            "about": "Its distribution had become a needle, or had grown beyond all bounds.",
            "name": "degenerate"
          },
          {
            "about": "It had made as many iterations as a run may.",
            "name": "iterationLimit"
          },
          {
            "about": "It had used its share of the evaluations.",
            "name": "share"
          },
          {
            "about": "The search ended during the run.",
            "name": "unfinished"
          }
        ]
      },
      "RunRecord": {
        "about": "How a run went.",
        "fields": [
          {
            "about": "Where it started.",
            "name": "start",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The best point of the run.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Its value.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many evaluations it took.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How it ended.",
            "name": "end",
            "optional": false,
            "type": "RunEnd"
          }
        ]
      },
      "Scale": {
        "about": "How steps of a number are measured.",
        "type": "'linear' | 'log'",
        "values": [
          {
            "about": "By differences.",
            "name": "linear"
          },
          {
            "about": "By ratios, for numbers of unknown size; `lower` must be positive.",
            "name": "log"
          }
        ]
      },
      "SetImprovement": {
        "about": "The hypervolume after a generation.",
        "fields": [
          {
            "about": "Evaluations so far.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The hypervolume of the set then.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Stationarity": {
        "about": "A comparison of a point with its neighbours along the axes, up and down, in coordinates in which all sides have the length 1. Neighbours\nthat violate constraints, or where the evaluation failed, are left out; what is beyond a bound is put on it.\n\nWith a Lipschitz constant L of the gradient there, n variables and all neighbours known, the gradient is not longer than\n√n L `meshSize` / 2 where `slope` is not negative (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003, section 3).",
        "fields": [
          {
            "about": "The distance of the neighbours; of whole numbers, the next.",
            "name": "meshSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The least slope towards a neighbour: not negative where none is better; 0 where there is none.",
            "name": "slope",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The length of the gradient by central differences, over the real variables both of whose neighbours are known.",
            "name": "gradientEstimate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many neighbours were compared.",
            "name": "directions",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "TestSet": {
        "about": "A test problem of several objectives.",
        "fields": [
          {
            "about": "Which one.",
            "name": "name",
            "optional": false,
            "type": "TestSetName"
          }
        ]
      },
      "TestSetName": {
        "about": "The test problems. Those of Zitzler, Deb and Thiele have two objectives; in those of Deb, Thiele, Laumanns and Zitzler\n`objectiveCount` says how many.",
        "type": "'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz1' | 'dtlz2' | 'dtlz7'",
        "values": [
          {
            "about": "A convex front, of variables from 0 to 1.",
            "name": "zdt1"
          },
          {
            "about": "A concave front, of variables from 0 to 1.",
            "name": "zdt2"
          },
          {
            "about": "A front in five pieces, of variables from 0 to 1.",
            "name": "zdt3"
          },
          {
            "about": "21 to the power of n - 1 fronts one behind the other; all variables but the first are from -5 to 5.",
            "name": "zdt4"
          },
          {
            "about": "A front on which points are rare, the rarer the nearer, of variables from 0 to 1.",
            "name": "zdt6"
          },
          {
            "about": "A plane behind very many others, of variables from 0 to 1.",
            "name": "dtlz1"
          },
          {
            "about": "A part of a sphere, of variables from 0 to 1.",
            "name": "dtlz2"
          },
          {
            "about": "A front in many pieces, of variables from 0 to 1.",
            "name": "dtlz7"
          }
        ]
      },
      "Variable": {
        "about": "One variable. Numbers have `lower` and `upper`; a category has a `count`.",
        "fields": [
          {
            "about": "What it can be.",
            "name": "type",
            "optional": false,
            "type": "VariableType"
          },
          {
            "about": "How many categories there are, from 2 to 1000.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The least value of a number.",
            "name": "lower",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How steps of a number are measured. Default: `linear`.",
            "name": "scale",
            "optional": true,
            "type": "Scale"
          },
          {
            "about": "The largest value of a number.",
            "name": "upper",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "VariableType": {
        "about": "What a variable can be.",
        "type": "'real' | 'integer' | 'category' | 'boolean'",
        "values": [
          {
            "about": "Any number from `lower` to `upper`.",
            "name": "real"
          },
          {
            "about": "A whole number from `lower` to `upper`.",
            "name": "integer"
          },
          {
            "about": "One of `count` categories that have no order: its place among them, from 0 on.",
            "name": "category"
          },
          {
            "about": "0 or 1.",
            "name": "boolean"
          }
        ]
      },
      "WarmStart": {
        "about": "What a similar problem may start from, under the names that a problem has for it: the mean of the distribution and its shape. Its size\ntells nothing of how far another minimum is.",
        "fields": [
          {
            "about": "The mean.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The covariance, in squares of the sides of the box and with the mean variance 1; of a diagonal one the variances.",
            "name": "initialCovariance",
            "optional": false,
            "type": "numbers | matrix"
          }
        ]
      }
    }
  },
  "constrained": {
    "methods": {
      "constrained.checkDerivatives": {
        "problem": "MinimizeProblem",
        "solution": "DerivativeReport"
      },
      "constrained.leastSquares": {
        "problem": "LeastSquaresExpressionsProblem",
        "solution": "LeastSquaresSolution"
      },
      "constrained.logistic": {
        "problem": "LogisticProblem",
        "solution": "MinimizeSolution"
      },
      "constrained.minimize": {
        "problem": "MinimizeExpressionsProblem",
        "solution": "MinimizeSolution"
      },
      "constrained.poissonControl": {
        "problem": "PoissonControlProblem",
        "solution": "PoissonControlSolution"
      },
      "constrained.quadraticProgram": {
        "problem": "QuadraticProgramProblem",
        "solution": "QuadraticProgramSolution"
      },
      "constrained.quadraticPrograms": {
        "problem": "QuadraticProgramsProblem",
        "solution": "QuadraticProgramsSolution"
      }
    },
    "types": {
      "Accuracy": {
        "about": "How exactly inner solvers that are not `ldl` solve the systems.",
        "type": "'adaptive' | 'paper'",
        "values": [
          {
            "about": "To a relative residual of the square root of the right side's norm, and at most 0.1, so that the steps converge\nsuperlinearly (Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten and up to a thousand times better where\nthe merit function would not fall.",
            "name": "adaptive"
          },
          {
            "about": "As the paper does, by bounds of norms and condition numbers, which is nearly exact; its changes of the penalties are\ntaken over with it. To reproduce the paper with, on small problems.",
            "name": "paper"
          }
        ]
      },
      "DerivativeError": {
        "about": "An entry of a derivative that does not agree with differences.",
        "fields": [
          {
            "about": "The function that gave it.",
            "name": "name",
            "optional": false,
            "type": "DerivativeName"
          },
          {
            "about": "Its row: the constraint, for the Jacobian; the entry, for the gradient and products.",
            "name": "row",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its column; 0 for the gradient and for products.",
            "name": "column",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the function gave; 0 where the structure has no entry.",
            "name": "given",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What differences give.",
            "name": "numeric",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The difference of both, over the larger of 1 and the latter.",
            "name": "relativeError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the structure has this entry.",
            "name": "isInStructure",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "DerivativeName": {
        "about": "The functions that give derivatives.",
        "type": "'gradient' | 'jacobian' | 'hessian' | 'hessianProduct'",
        "values": [
          {
            "about": "The gradient of the objective.",
            "name": "gradient"
          },
          {
            "about": "The Jacobian of the constraints.",
            "name": "jacobian"
          },
          {
            "about": "The Hessian of the Lagrangian.",
            "name": "hessian"
          },
          {
            "about": "Products with it, here with a random vector.",
            "name": "hessianProduct"
          }
        ]
      },
      "DerivativeReport": {
        "about": "What does not agree. Where there is nothing, all derivatives that were given are right, as far as differences can tell.",
        "fields": [
          {
            "about": "The point at which the derivatives were compared: `initial`, moved at random by one part in a hundred, since mistakes\noften vanish at round numbers, and between the bounds.",
            "name": "point",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers with which the Hessian was compared, at random.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many entries were compared.",
            "name": "compared",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The entries that differ by more than 1e-4 of the larger of 1 and their size; the worst first.",
            "name": "errors",
            "optional": false,
            "type": "DerivativeError[]"
          }
        ]
      },
      "Evaluations": {
        "about": "How often each of the caller's functions was asked for, differences included.",
        "fields": [
          {
            "about": "Of the objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of the constraints.",
            "name": "constraints",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of the gradient.",
            "name": "gradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of the Jacobian.",
            "name": "jacobian",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of the Hessian.",
            "name": "hessian",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of products with the Hessian.",
            "name": "hessianProduct",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "HessianApproximation": {
        "about": "How a Hessian that is not given is approximated.",
        "type": "'finiteDifferences' | 'bfgs' | 'limitedMemory'",
        "values": [
          {
            "about": "By differences of the gradient of the Lagrangian, which are as many as there are variables, or fewer where\n`hessianStructure` lets several be taken at once.",
            "name": "finiteDifferences"
          },
          {
            "about": "By the updates of Broyden, Fletcher, Goldfarb and Shanno, with Powell's damping: one more gradient and Jacobian an\niteration, and more iterations. Dense, for up to 500 variables.",
            "name": "bfgs"
          },
          {
            "about": "By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the linear\nsystems are then solved by `gmres`, also where `inner` is `ldl`, in some twenty steps at most.",
            "name": "limitedMemory"
          }
        ]
      },
      "Inner": {
        "about": "What solves the linear systems of the Newton steps.",
        "type": "'ldl' | 'minres' | 'gmres' | 'sketch'",
        "values": [
          {
            "about": "A decomposition, dense up to 400 variables and constraints together, else sparse. It tells the inertia.",
            "name": "ldl"
          },
          {
            "about": "MINRES, preconditioned by the Hessian's diagonal and the constraints. Takes `hessianProduct` as it is, so that no\nHessian is ever made.",
            "name": "minres"
          },
          {
            "about": "GMRES with restarts, preconditioned from the right by the constraints and the Hessian's diagonal, or by an earlier\ndecomposition. Takes `hessianProduct` as it is, except with the latter.",
            "name": "gmres"
          },
          {
            "about": "Projections onto random combinations of the equations, as in the paper. They need as many steps as the square of the\ncondition number says: for teaching, for tests, and for well-conditioned systems.",
            "name": "sketch"
          }
        ]
      },
      "InnerOptions": {
        "about": "Options of the inner solvers that are not `ldl`.",
        "fields": [
          {
            "about": "The combinations that `sketch` makes.",
            "default": "'row'",
            "name": "kind",
            "optional": true,
            "type": "SketchKind"
          },
          {
            "about": "The most inner steps for one system, after which it is handed over to `ldl`, if there is a Hessian. Default: 100 000\nfor `sketch`, 1000 for the others.",
            "name": "maxSteps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How much of the last step `sketch` adds to the next one, from 0 to 0.9.",
            "default": "0.0",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The preconditioner. Default: `none` for `sketch`, `constraint` for the others.",
            "name": "preconditioner",
            "optional": true,
            "type": "Preconditioner"
          },
          {
            "about": "The iterations of `gmres` after which it starts anew, at least 1.",
            "default": "50",
            "name": "restart",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many combinations a block of `sketch` has, from 1 to the variables and constraints together. Default: half of\nthese.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A fixed residual, relative to the right side, below 1, to which the systems are solved. The steps then converge only\nlinearly. Default: as `accuracy` says.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Draw `row`s with equal probabilities, as the paper does, instead of by the squares of their norms.",
            "default": "false",
            "name": "uniform",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "LeastSquaresEvaluations": {
        "about": "How often each of the caller's functions was asked for, differences included.",
        "fields": [
          {
            "about": "Of the residuals.",
            "name": "residuals",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Of the Jacobian.",
            "name": "jacobian",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "LeastSquaresExpressionsProblem": {
        "about": "Minimise half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting point on. The\nresiduals are a function as data, so that their derivatives are exact. What is found is a local minimum.",
        "fields": [
          {
            "about": "What is to be small: a function of the variables, and of parameters, whose value is a vector, or a number.",
            "name": "residuals",
            "optional": false,
            "type": "function"
          },
          {
            "about": "Where to start; as long as there are variables, at most 300. What is outside the bounds is moved onto them.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How much large residuals count.",
            "default": "'linear'",
            "name": "loss",
            "optional": true,
            "type": "Loss"
          },
          {
            "about": "The size of a weighted residual beyond which it is a large one, positive; `linear` has none.",
            "default": "1.0",
            "name": "lossScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Lower bounds of the variables. Equal bounds fix a variable. -1e20 and below mean none. Default: none, `-Infinity`.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations: steps that are tried.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The `kktResidual` at which a point counts as a solution.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables. 1e20 and above mean none. Default: none, `Infinity`.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that the variables are. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "The weight of each residual's square, not negative: one over its variance, say. Residuals of the weight 0 are left out.\nDefault: 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LeastSquaresRecord": {
        "about": "How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.",
        "fields": [
          {
            "about": "The number of the iteration; 0 for the start.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `tolerance` is compared with.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How far steps may go from here, in units of the columns of the Jacobian.",
            "name": "radius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was added to the squares of the singular values, for the step to be no longer; 0 for a full step of Gauss and Newton.",
            "name": "damping",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the step was taken.",
            "name": "isAccepted",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "LeastSquaresSolution": {
        "about": "The point that was found, how good it is, and how exactly the data determine it; all of it is measured on the returned point.",
        "fields": [
          {
            "about": "Why the solver stopped. Only `converged` promises something of the point.",
            "name": "status",
            "optional": false,
            "type": "LeastSquaresStatus"
          },
          {
            "about": "The number of iterations: steps that were tried.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The residuals there, without weights.",
            "name": "residuals",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the sum of the squares of the weighted residuals, or of their losses: what was minimised.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `tolerance` is compared with: the largest cosine of the angle between the residuals and a column of the Jacobian, both as\nweights and loss weigh them, over the variables that no bound holds. It has no unit, and is 0 at a minimum.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many directions of the variables that no bound holds the residuals tell apart.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Residuals of positive weight less the rank; 0 where there are no more.",
            "name": "degreesOfFreedom",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The multipliers v of the bounds: the gradient of the objective plus v is zero at a solution. They are negative at lower\nbounds, positive at upper ones and 0 elsewhere, and `-v[i]` is the rate at which the least objective grows with the bound.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How often each function was asked for.",
            "name": "evaluations",
            "optional": false,
            "type": "LeastSquaresEvaluations"
          },
          {
            "about": "The estimated covariance of the variables: the inverse of J'J times the mean square of the residuals over the degrees of\nfreedom, where J has their weights; zeros for variables that a bound holds. Robust losses have Huber's, of his Robust\nStatistics (1981), section 7.6. Not there where rank or degrees of freedom do not suffice, or with `cauchy` too many residuals\nare outliers.",
            "name": "covariance",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "One record for each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "LeastSquaresRecord[]"
          },
          {
            "about": "The square roots of the covariance's diagonal, where that is there.",
            "name": "standardErrors",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LeastSquaresStatus": {
        "about": "Why the solver stopped.",
        "type": "'converged' | 'acceptable' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The `kktResidual` is at most `tolerance`; or the residuals are zero as far as can be told: 1e-14 of those at the start, or 1e-14\nwhere these are larger than 1, or as small as rounding the variables makes them.",
            "name": "converged"
          },
          {
            "about": "No step improves the point any more, as with functions or differences that are not exact enough; the `kktResidual` is at most\n1e-5, or no better known; or the objective hardly depends on any variable there, as where a column of the Jacobian vanishes.",
            "name": "acceptable"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "No step improves the point any more, and it is not acceptable.",
            "name": "stalled"
          }
        ]
      },
      "LogisticProblem": {
        "about": "Find the coefficients `x` that minimise the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2`,\nsubject to `constraintMatrix x = constraintValues` and, where `radius` is given, `|x| = radius`.",
        "fields": [
          {
            "about": "The features, one row for each observation. A constant term is a column of ones.",
            "name": "features",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The class of each observation, of two: as a number, a string or a boolean. Of `labels[i]` in the formula the first class, in ascending\norder, is -1 and the second 1.",
            "name": "labels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The matrix of the linear equations: one row for each, one column for each coefficient. Default: no equations.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The factors of the constraints, as a solution's `warmStart` has them. Default: as for the objective.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The `constraintViolation` that a solution must not exceed.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What its products with the coefficients are to be.",
            "name": "constraintValues",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The part of the observations, above 0 and at most all (1), from which the curvature is estimated; they are drawn anew\nfor each iteration. With less than all, convergence is linear; what is found is the same. Default: as many as the\nsteps need, all of them near the solution, so that convergence is superlinear.",
            "name": "hessianSample",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The coefficients to start with. Default: where there are 128 observations or more for each coefficient, the solution for a\nsixteenth of them, drawn at random; else all the same, of the norm `radius`; without one, zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Multipliers to start with: those of the linear equations, then that of `|x|^2 = radius^2`. Default: those that make\nthe gradient of the Lagrangian at the start smallest.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of the objective, as a solution's `warmStart` has it. Default: 100 over the largest entry of the gradient\nat the start, and at most 1.",
            "name": "objectiveScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The norm that the coefficients are to have. Default: any.",
            "name": "radius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the squared norm of the coefficients over 2.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The `kktResidual` at which a point counts as a solution.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Loss": {
        "about": "How much large residuals count: half of the sum of `lossScale² ρ((r / lossScale)²)` is minimised. For small residuals all\nlosses are squares.",
        "type": "'linear' | 'huber' | 'softL1' | 'cauchy'",
        "values": [
          {
            "about": "By their squares, ρ(z) = z.",
            "name": "linear"
          },
          {
            "about": "Beyond the scale by their sizes, ρ(z) = 2√z − 1 there.",
            "name": "huber"
          },
          {
            "about": "By their sizes too, with a smooth change, ρ(z) = 2(√(1 + z) − 1).",
            "name": "softL1"
          },
          {
            "about": "By logarithms of their sizes, ρ(z) = ln(1 + z): far outliers hardly matter, and there may be several minima.",
            "name": "cauchy"
          }
        ]
      },
      "MeritFunction": {
        "about": "What tells whether a step leads nearer to a solution: the function that it must make smaller.",
        "type": "'eal' | 'l1' | 'filter'",
        "values": [
          {
            "about": "The exact augmented Lagrangian. It is smooth, and its minima are the solutions, multipliers included. With bounds or\ninequalities it is that of the barrier problem, and needs multipliers that are unique: where the gradients of what is active\ndepend on each other, `filter` gets further.",
            "name": "eal"
          },
          {
            "about": "The objective and the sum of the constraints' absolute values, times a penalty. Cheaper to try, since it needs no\nderivatives, but with kinks, and blind to the multipliers. Under equations only.",
            "name": "l1"
          },
          {
            "about": "A filter, by which a step may make smaller either the objective with a barrier before bounds and inequalities or the\nviolation of the constraints, if the two have not been as small before.",
            "name": "filter"
          }
        ]
      },
      "MinimizeExpressionsProblem": {
        "about": "Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a\nstarting point on. Both are functions as data, so that their derivatives are exact and sparse. Nothing need be convex: what is found\nis a local minimum.",
        "fields": [
          {
            "about": "What is to be minimised: a function of the variables, and of parameters, whose value is one number.",
            "name": "objective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "Where to start; as long as there are variables. It is moved between the bounds first.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How exactly those inner solvers solve.",
            "default": "'adaptive'",
            "name": "accuracy",
            "optional": true,
            "type": "Accuracy"
          },
          {
            "about": "The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,\nso that the constraints are equations; else `-Infinity`.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The positive factor of each constraint, instead of those that `scaling` finds.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The `constraintViolation`, in the units of the constraints, that a solution must not exceed.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an\nequation. Default: without `constraintLower`, zeros; else `Infinity`.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What is to be zero, or between ends: a vector, or a number. No more of its numbers than there are variables may be equations.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search\nearly and puts variables exactly on their bounds.",
            "default": "true",
            "name": "finish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How the Hessian of the Lagrangian is approximated. Default: not at all, it is exact.",
            "name": "hessianApproximation",
            "optional": true,
            "type": "HessianApproximation"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The first weight of the barrier before bounds and inequalities.",
            "default": "0.01",
            "name": "initialBarrier",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.\nDefault: a multiple of the identity.",
            "name": "initialHessian",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive\nwhere `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and\ninequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start\nsmallest.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What solves the linear systems of the steps.",
            "default": "'ldl'",
            "name": "inner",
            "optional": true,
            "type": "Inner"
          },
          {
            "about": "Options of the inner solvers that are not `ldl`.",
            "name": "innerOptions",
            "optional": true,
            "type": "InnerOptions"
          },
          {
            "about": "Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are\nequal are fixed. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.",
            "name": "merit",
            "optional": true,
            "type": "MeritFunction"
          },
          {
            "about": "The positive factor of the objective, instead of the one that `scaling` finds.",
            "name": "objectiveScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of\nnegative curvature away from it.",
            "default": "false",
            "name": "requireMinimum",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How objective and constraints are scaled.",
            "default": "'gradient'",
            "name": "scaling",
            "optional": true,
            "type": "Scaling"
          },
          {
            "about": "The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.",
            "default": "0.0001",
            "name": "sufficientDecrease",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that the variables are. Default: the first of the objective.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "MinimizeProblem": {
        "about": "Minimise `objective` between `lower` and `upper`, where `constraints` are between `constraintLower` and `constraintUpper`, from a\nstarting point on. Both are smooth functions of a vector; nothing need be convex, so that what is found is a local minimum. What\nis not given of their derivatives is found by differences.",
        "fields": [
          {
            "about": "Where to start; as long as there are variables. It is moved between the bounds before any function is asked.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How exactly those inner solvers solve.",
            "default": "'adaptive'",
            "name": "accuracy",
            "optional": true,
            "type": "Accuracy"
          },
          {
            "about": "How many numbers `constraints` gives. No more of them than there are variables may be equations.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The least values that the constraints may have; `-Infinity` where any will do. Default: without `constraintUpper`, zeros,\nso that the constraints are equations; else `-Infinity`.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The positive factor of each constraint, instead of those that `scaling` finds.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The `constraintViolation`, in the units of the constraints, that a solution must not exceed.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest values that the constraints may have; `Infinity` where any will do. A constraint for which both are equal is an\nequation. Default: without `constraintLower`, zeros; else `Infinity`.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether the constraints are given.",
            "default": "false",
            "name": "constraints",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the bounds and inequalities that seem to hold are tried as equations time and again, which mostly ends the search\nearly and puts variables exactly on their bounds.",
            "default": "true",
            "name": "finish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the gradient is given.",
            "default": "false",
            "name": "gradient",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the Hessian is given.",
            "default": "false",
            "name": "hessian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How the Hessian of the Lagrangian is approximated where neither it nor its products are given.",
            "default": "'finiteDifferences'",
            "name": "hessianApproximation",
            "optional": true,
            "type": "HessianApproximation"
          },
          {
            "about": "Whether products with the Hessian are given.",
            "default": "false",
            "name": "hessianProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where the lower triangle of the Hessian of the Lagrangian has entries that are not always zero; `hessian` then gives\nthese, in this order. Without it, the Hessian is dense: all its rows, one after another, of which only the lower\ntriangle is read.",
            "name": "hessianStructure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The first weight of the barrier before bounds and inequalities.",
            "default": "0.01",
            "name": "initialBarrier",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Multipliers of the bounds to start with, not negative where `upper` holds a variable back, not positive where `lower` does.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The symmetric matrix that `bfgs` starts from, of which the lower triangle is read, as a solution's `warmStart` has it.\nDefault: a multiple of the identity.",
            "name": "initialHessian",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Multipliers of the constraints to start with, not negative where `constraintUpper` holds a constraint back, not positive\nwhere `constraintLower` does. With those of the bounds, where there are any, they make a warm start: the bounds and\ninequalities that they say to hold are tried first. Default: those that make the gradient of the Lagrangian at the start\nsmallest.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What solves the linear systems of the steps.",
            "default": "'ldl'",
            "name": "inner",
            "optional": true,
            "type": "Inner"
          },
          {
            "about": "Options of the inner solvers that are not `ldl`.",
            "name": "innerOptions",
            "optional": true,
            "type": "InnerOptions"
          },
          {
            "about": "Whether the Jacobian is given.",
            "default": "false",
            "name": "jacobian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where the Jacobian has entries that are not always zero; `jacobian` then gives these, in this order. Without it, the\nJacobian is dense: `constraintCount` rows, one after another.",
            "name": "jacobianStructure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "Lower bounds of the variables; `-Infinity`, and -1e20 and below, mean none. No function is asked at points below them. Variables whose bounds are\nequal are fixed. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What tells whether a step leads nearer to a solution. Default: `eal` under equations alone, else `filter`.",
            "name": "merit",
            "optional": true,
            "type": "MeritFunction"
          },
          {
            "about": "The positive factor of the objective, instead of the one that `scaling` finds.",
            "name": "objectiveScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Do not stop at a saddle point or a maximum that satisfies the first-order conditions, but follow a direction of\nnegative curvature away from it.",
            "default": "false",
            "name": "requireMinimum",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How objective and constraints are scaled.",
            "default": "'gradient'",
            "name": "scaling",
            "optional": true,
            "type": "Scaling"
          },
          {
            "about": "The part of the decrease predicted by the slope that a step must achieve, above 0 and below 1/2.",
            "default": "0.0001",
            "name": "sufficientDecrease",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The `kktResidual` at which a point counts as a solution: relative to the objective's size at the start, by `scaling`.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; `Infinity`, and 1e20 and above, mean none. No function is asked at points above them. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeRecord": {
        "about": "How far the method has come: one iteration's point, and the step to it. Also what `onProgress` hears.",
        "fields": [
          {
            "about": "The number of the iteration; 0 for the start.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "By how much the constraints violate their ends at most.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient of the Lagrangian.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `tolerance` is compared with.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The part of the Newton step that was taken; 0 at the start and in restorations.",
            "name": "stepSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was added to the diagonal of the Hessian.",
            "name": "hessianShift",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was subtracted from the diagonal of the constraints' block, which is zero.",
            "name": "constraintShift",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The merit function's penalty of the constraints.",
            "name": "constraintPenalty",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The merit function's penalty of the Lagrangian's gradient.",
            "name": "gradientPenalty",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Steps of the inner solver, where it is not `ldl`.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether this iteration worked on the constraints alone.",
            "name": "isRestoration",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "What this iteration was a step of.",
            "name": "phase",
            "optional": false,
            "type": "Phase"
          },
          {
            "about": "The weight of the barrier before bounds and inequalities; 0 where there is none.",
            "name": "barrier",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many variables bounds hold back.",
            "name": "activeBounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many constraints are held back, equations included.",
            "name": "activeConstraints",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "The point that was found, and how good it is; all of it is measured on the returned point.",
        "fields": [
          {
            "about": "Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and\n`constraintViolation` at most `constraintTolerance`.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The number of iterations, those of restorations included.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point `x`.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The objective there.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The multipliers `λ`, one for each constraint: the gradient of `objective + λ' constraints`, and the multipliers of the bounds,\nadd up to zero at a solution. `λ[i]` is not negative where `constraintUpper` holds constraint `i` back, not positive where\n`constraintLower` does. So `-λ[i]` is the rate at which the least objective grows with the value that constraint `i` is to\nhave, or with the end that holds it back.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds, one for each variable: not negative where `upper` holds it back, not positive where `lower`\ndoes. Those of fixed variables are 0 where their derivatives are not given.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Which bound holds each variable back: -1 `lower`, 1 `upper`, 2 both, which are equal; 0 where none does. It does where the\nvariable is nearer to it than the absolute value of the multiplier, both as scaled.",
            "name": "activeBounds",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "Which end holds each constraint back: -1 `constraintLower`, 1 `constraintUpper`, 2 for an equation; 0 where none does.",
            "name": "activeConstraints",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "By how much the constraints violate their ends at most; bounds are never violated.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient of `objective + λ' constraints` and the multipliers of the bounds.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest product of a multiplier's absolute value and the distance that is left to the end that its sign names.",
            "name": "complementarity",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `tolerance` is compared with: the largest of these three, as scaled; of them `dualResidual` also by\n`max(1, mean |multiplier| / 100)`, and `complementarity` by the same, where equations do not count.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the products of each constraint's violation and its multiplier's absolute value: of the order of what the objective\ngains by the violation.",
            "name": "objectiveSlack",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the curvature at the point shows it to be a minimum.",
            "name": "secondOrder",
            "optional": false,
            "type": "SecondOrder"
          },
          {
            "about": "How often each function was asked for.",
            "name": "evaluations",
            "optional": false,
            "type": "Evaluations"
          },
          {
            "about": "What the linear algebra took.",
            "name": "statistics",
            "optional": false,
            "type": "Statistics"
          },
          {
            "about": "What a later run may go on from: keys of a problem. They are of the last point of the search, which is the solution where\nit is one, so that such a run stops there at once; where the search was ended early, `solution` is the best of its points,\nand such a run takes it up where it was left.",
            "name": "warmStart",
            "optional": false,
            "type": "WarmStart"
          },
          {
            "about": "One record for each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "MinimizeRecord[]"
          },
          {
            "about": "Where the status is `unbounded`, and it was seen by following a ray from the point: the direction of that, of length 1. Along it\nthe objective falls below -1e20 and the constraints hold.",
            "name": "ray",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "Why the solver stopped.",
        "type": "'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded'",
        "values": [
          {
            "about": "The conditions of first order hold within the tolerances, in the scale of the problem: of the start, and of the solution unless\nnothing was gained by that.",
            "name": "converged"
          },
          {
            "about": "Steps improve the point no more, or hardly, as with functions or differences that are not exact enough; the `kktResidual`\nis at most 1e-6.",
            "name": "acceptable"
          },
          {
            "about": "The violation of the constraints has a local minimum at the point, at which it is not zero: neither slope nor negative curvature\nleads to a smaller one.",
            "name": "locallyInfeasible"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "The search has all but come to a standstill: over and over, a hundred steps gained less than one of them promised. So it\nis where a minimum is approached without end, as at infinity.",
            "name": "stalled"
          },
          {
            "about": "No step along the last direction improves the point.",
            "name": "lineSearchFailed"
          },
          {
            "about": "The search for a point with a smaller violation of the constraints came to no end.",
            "name": "restorationFailed"
          },
          {
            "about": "No shift of the Hessian makes the linear system regular.",
            "name": "singular"
          },
          {
            "about": "The objective is below -1e20 where the constraints hold, or falls so far along `ray`.",
            "name": "unbounded"
          }
        ]
      },
      "Phase": {
        "about": "What an iteration is a step of.",
        "type": "'newton' | 'activeSet' | 'interior' | 'restoration'",
        "values": [
          {
            "about": "Newton's method under equations.",
            "name": "newton"
          },
          {
            "about": "Newton's method with the bounds and inequalities that seem to hold as equations.",
            "name": "activeSet"
          },
          {
            "about": "The interior point method.",
            "name": "interior"
          },
          {
            "about": "Work on the constraints alone.",
            "name": "restoration"
          }
        ]
      },
      "PoissonControlProblem": {
        "about": "Find the control `u` on the unit square whose state `y`, the solution of `-Δy + reaction y^3 = u` with zeros on the\nboundary, is near `target`: minimise the integral of `((y - target)^2 + controlWeight u^2) / 2`, on a grid of `size` by\n`size` inner points, with the 5-point Laplacian.\n\nFunctions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with\n`h = 1 / (size + 1)`.",
        "fields": [
          {
            "about": "The inner points along a side, up to 1023. It is fastest where `size + 1` is a power of 2.",
            "name": "size",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The positive weight of the squared control.",
            "name": "controlWeight",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The `constraintViolation` that a solution must not exceed.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution has a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The adjoint state to start with. Default: the one that makes the gradient of the Lagrangian at the start smallest.",
            "name": "initialAdjoint",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The control to start with. Default: zeros.",
            "name": "initialControl",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The state to start with. Default: zeros.",
            "name": "initialState",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The most iterations.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of the cubic term, not negative. Without it the problem is linear, and solved in one step.",
            "default": "0.0",
            "name": "reaction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The state that is wanted. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.",
            "name": "target",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The `kktResidual` at which a point counts as a solution.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PoissonControlSolution": {
        "about": "The control that was found, and how good it is; all of it is measured on what is returned.",
        "fields": [
          {
            "about": "Why the solver stopped. Only `converged` promises that `kktResidual` is at most `tolerance` and\n`constraintViolation` at most `constraintTolerance`.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The number of iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The state.",
            "name": "state",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The control.",
            "name": "control",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The adjoint state: `controlWeight` times the control at a solution.",
            "name": "adjoint",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The integral that was minimised.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute residual of the state's equation at a point.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute residual of the adjoint state's equation at a point.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What `tolerance` is compared with: the larger of both, the latter over `max(1, mean |adjoint| / 100)`.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the curvature at the point shows it to be a minimum.",
            "name": "secondOrder",
            "optional": false,
            "type": "SecondOrder"
          },
          {
            "about": "What the linear algebra took.",
            "name": "statistics",
            "optional": false,
            "type": "PoissonControlStatistics"
          },
          {
            "about": "What a later run may start from: keys of a problem.",
            "name": "warmStart",
            "optional": false,
            "type": "PoissonControlWarmStart"
          },
          {
            "about": "One record for each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "MinimizeRecord[]"
          }
        ]
      },
      "PoissonControlStatistics": {
        "about": "What the linear algebra took.",
        "fields": [
          {
            "about": "Steps of GMRES, of which each takes four sine transforms of the grid.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PoissonControlWarmStart": {
        "about": "What a later run may start from, under the names that a problem has for it.",
        "fields": [
          {
            "about": "The state.",
            "name": "initialState",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The control.",
            "name": "initialControl",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The adjoint state.",
            "name": "initialAdjoint",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "Preconditioner": {
        "about": "By what an inner solver's system is made easier.",
        "type": "'none' | 'constraint' | 'lagged'",
        "values": [
          {
            "about": "By nothing; for `sketch`.",
            "name": "none"
          },
          {
            "about": "By the same system with a diagonal in the place of the Hessian.",
            "name": "constraint"
          },
          {
            "about": "By the decomposition of an earlier iteration's system, made anew when it no longer serves; for `gmres` and `sketch`.",
            "name": "lagged"
          }
        ]
      },
      "QuadraticProgramCertificate": {
        "about": "A proof that a program has no solution, scaled so that its largest entry is 1. It has the fields that its status says.",
        "fields": [
          {
            "about": "Of `infeasible`: v.",
            "name": "boundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Of `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that leads to no end. Of `notConvex`: one with `d'Pd < 0`.",
            "name": "direction",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Of `infeasible`: multipliers λ of the rows, such that with those of the bounds, v, `A'λ + v = 0`, while the most that\n`λ'Ax + v'x` can be between all ends is negative.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "QuadraticProgramProblem": {
        "about": "Find the least `x'Px / 2 + q'x` with `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper`, for a positive\nsemidefinite P: a convex quadratic program, or without P a linear one.",
        "fields": [
          {
            "about": "q, a number for each variable.",
            "name": "linear",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Where both ends are equal, the row is an\nequation. Default: no bounds.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror\nimage of what is below. Default: zeros, which make a linear program.",
            "name": "hessian",
            "optional": true,
            "type": "numbers | matrix | sparse matrix"
          },
          {
            "about": "Where to start. With multipliers, which say what ends are active, a solution nearby is found in a step or two. Default:\nzeros where there are multipliers.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds to start with. Default: zeros where one of the others is there.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the rows to start with. Default: zeros where one of the others is there.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the residuals and the duality gap of a solution are at most, each over the larger of 1 and the size of what it is the\ndifference of: the primal residual over the largest product of a row, the dual one over the largest entry of Px, q and\nA'λ, the gap over the larger of |x'Px| and |q'x|. Mostly they are as small as rounding allows.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What each variable is at most; ∞, or 1e20 and above, for no bound. Where both bounds are equal, the variable is fixed. Default: no bounds.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "QuadraticProgramSolution": {
        "about": "The solution of a quadratic program. Signs are such that `Px + q + A'λ + v = 0`: a multiplier is positive where the upper\nend is active, negative where the lower one is, and minus the rate at which the least objective grows with the active end.",
        "fields": [
          {
            "about": "How the program ended. Only `converged` promises that the residuals and the gap are within the tolerance.",
            "name": "status",
            "optional": false,
            "type": "QuadraticProgramStatus"
          },
          {
            "about": "x, within the bounds to the last bit.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`x'Px / 2 + q'x`.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "λ, the multipliers of the rows.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "v, the multipliers of the bounds.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How far a row is beyond its ends at most.",
            "name": "primalResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of `Px + q + A'λ + v`.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`x'Px + q'x` plus the most that `λ'Ax + v'x` can be between all ends: the objective less its lower bound by the\nmultipliers, where the residuals are zero.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations: steps from within, and steps on active ends; all pivots of the simplex method are one.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the linear algebra took.",
            "name": "statistics",
            "optional": false,
            "type": "QuadraticProgramStatistics"
          },
          {
            "about": "What a later run may start from: keys of a problem.",
            "name": "warmStart",
            "optional": false,
            "type": "QuadraticProgramWarmStart"
          },
          {
            "about": "Why there is no solution, where the status says so.",
            "name": "certificate",
            "optional": true,
            "type": "QuadraticProgramCertificate"
          }
        ]
      },
      "QuadraticProgramStatistics": {
        "about": "What the linear algebra took.",
        "fields": [
          {
            "about": "Decompositions of a linear system, which take most of the time.",
            "name": "factorizations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Pivots of the simplex method, which solves linear programs whose matrices are dense.",
            "name": "pivots",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "QuadraticProgramStatus": {
        "about": "How a program ended.",
        "type": "'converged' | 'infeasible' | 'unbounded' | 'notConvex' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "No point is between all ends, which the certificate proves.",
            "name": "infeasible"
          },
          {
            "about": "The objective falls forever in the direction of the certificate.",
            "name": "unbounded"
          },
          {
            "about": "The hessian is not positive semidefinite, which the certificate proves.",
            "name": "notConvex"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "QuadraticProgramWarmStart": {
        "about": "What a later run may start from, under the names that a problem has for it.",
        "fields": [
          {
            "about": "The solution.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the rows.",
            "name": "initialMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds.",
            "name": "initialBoundMultipliers",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "QuadraticProgramsProblem": {
        "about": "Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be matrices\nwith a row for each program; a vector is the same for all. See {@link QuadraticProgramProblem} for what they mean.",
        "fields": [
          {
            "about": "q, a number for each variable.",
            "name": "linear",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "Whether each program starts from the solution of the one before, which takes few steps where neighbours are alike. Without,\nthey are solved side by side on all threads.",
            "default": "true",
            "name": "chained",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What each row's product with the variables is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "A, dense or sparse: a row for each constraint, a column for each variable. Default: no rows.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What each row's product with the variables is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "P: a symmetric matrix, dense or sparse, or the vector of its diagonal. What is above the diagonal is zero or the mirror\nimage of what is below. Default: zeros, which make linear programs.",
            "name": "hessian",
            "optional": true,
            "type": "numbers | matrix | sparse matrix"
          },
          {
            "about": "Where to start: the first program, or all of them where they are not chained.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds to start with.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the rows to start with.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What each variable is at least; -∞, or -1e20 and below, for no bound. Default: no bounds.",
            "name": "lower",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The most iterations of each program.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the residuals and the duality gap of a solution are at most, as for one program.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What each variable is at most; ∞, or 1e20 and above, for no bound. Default: no bounds.",
            "name": "upper",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "QuadraticProgramsSolution": {
        "about": "The solutions of several programs, one a row; see {@link QuadraticProgramSolution}.",
        "fields": [
          {
            "about": "`converged` where all programs are; else the status of the first that is not.",
            "name": "status",
            "optional": false,
            "type": "QuadraticProgramStatus"
          },
          {
            "about": "How each program ended. Programs that a limit of time has left untouched have the status `timeLimit`.",
            "name": "statuses",
            "optional": false,
            "type": "QuadraticProgramStatus[]"
          },
          {
            "about": "The solutions, one a row.",
            "name": "solution",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objective of each.",
            "name": "objective",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the constraints, a row for each program.",
            "name": "multipliers",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The multipliers of the bounds, a row for each program.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "How far a constraint of each program is beyond its ends at most.",
            "name": "primalResidual",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of the gradient of the Lagrangian of each program.",
            "name": "dualResidual",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The duality gap of each.",
            "name": "dualityGap",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Why there is no solution, for each program: without fields where there is one.",
            "name": "certificates",
            "optional": false,
            "type": "QuadraticProgramCertificate[]"
          },
          {
            "about": "The number of iterations of each program.",
            "name": "iterations",
            "optional": false,
            "type": "number[]"
          },
          {
            "about": "What the linear algebra took, in all.",
            "name": "statistics",
            "optional": false,
            "type": "QuadraticProgramStatistics"
          }
        ]
      },
      "Scaling": {
        "about": "How objective and constraints are scaled: the tolerances and the method see them so.",
        "type": "'gradient' | 'none'",
        "values": [
          {
            "about": "Down to gradients whose largest entries are 100 at the start, where they are larger; at a solution the factor of the objective is\nfound anew, as its gradient is there. Up where a gradient, and its change over the size of the point, are less than 0.01: until\none of both is 1.",
            "name": "gradient"
          },
          {
            "about": "Not at all.",
            "name": "none"
          }
        ]
      },
      "SecondOrder": {
        "about": "What the curvature at a point says.",
        "type": "'sufficient' | 'insufficient' | 'unexamined'",
        "values": [
          {
            "about": "The Hessian of the Lagrangian is positive definite along the constraints, whose gradients are independent: with the\nconditions of first order, this proves a strict local minimum. Of bounds and inequalities those count that hold something\nback with a multiplier that is not small.",
            "name": "sufficient"
          },
          {
            "about": "It is not, by more than its errors: the point may be a minimum all the same, or a saddle point or a maximum.",
            "name": "insufficient"
          },
          {
            "about": "It was not looked at: the point is no solution, no time was left, or the Hessian is not known (with `bfgs`,\n`limitedMemory`, and products alone).",
            "name": "unexamined"
          }
        ]
      },
      "SketchKind": {
        "about": "The combinations of equations that sketching projects onto.",
        "type": "'gaussian' | 'row' | 'blockGaussian' | 'blockRow' | 'countSketch'",
        "values": [
          {
            "about": "One combination with normal weights.",
            "name": "gaussian"
          },
          {
            "about": "One equation (Kaczmarz's method).",
            "name": "row"
          },
          {
            "about": "`size` combinations with normal weights.",
            "name": "blockGaussian"
          },
          {
            "about": "`size` equations.",
            "name": "blockRow"
          },
          {
            "about": "`size` combinations, in which each equation comes once, with a random sign.",
            "name": "countSketch"
          }
        ]
      },
      "Statistics": {
        "about": "What the linear algebra took.",
        "fields": [
          {
            "about": "Factorisations of matrices.",
            "name": "factorizations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Steps of the inner solver, where it is not `ldl`.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often `ldl` had to take over from it.",
            "name": "innerFallbacks",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the constraints alone were worked on, since no step improved both.",
            "name": "restorations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Steps with the bounds and inequalities that seemed to hold as equations.",
            "name": "activeSetSteps",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Structure": {
        "about": "The places of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both from 0 on.",
        "fields": [
          {
            "about": "The row of each entry.",
            "name": "rows",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The column of each entry.",
            "name": "columns",
            "optional": false,
            "type": "whole numbers"
          }
        ]
      },
      "WarmStart": {
        "about": "What a later run may start from, under the names that a problem has for it.",
        "fields": [
          {
            "about": "The point.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the constraints.",
            "name": "initialMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The factor of the objective.",
            "name": "objectiveScale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The factors of the constraints.",
            "name": "constraintScales",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds, where there are any.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The matrix of `bfgs`, where that made steps.",
            "name": "initialHessian",
            "optional": true,
            "type": "matrix"
          }
        ]
      }
    }
  },
  "coordinate": {
    "methods": {
      "coordinate.crossValidate": {
        "problem": "CrossValidateProblem",
        "solution": "CrossValidateSolution"
      },
      "coordinate.dualityGap": {
        "problem": "DualityGapProblem",
        "solution": "DualityGapSolution"
      },
      "coordinate.fit": {
        "problem": "FitProblem",
        "solution": "FitSolution"
      },
      "coordinate.forest": {
        "problem": "ForestProblem",
        "solution": "ForestSolution"
      },
      "coordinate.kktViolation": {
        "problem": "KktViolationProblem",
        "solution": "KktViolationSolution"
      },
      "coordinate.labelPropagation": {
        "problem": "LabelPropagationProblem",
        "solution": "LabelPropagationSolution"
      },
      "coordinate.lambdaMax": {
        "problem": "LambdaMaxProblem",
        "solution": "LambdaMaxSolution"
      },
      "coordinate.minimizeBlocks": {
        "problem": "MinimizeBlocksProblem",
        "solution": "MinimizeBlocksSolution"
      },
      "coordinate.path": {
        "problem": "PathProblem",
        "solution": "PathSolution"
      },
      "coordinate.predict": {
        "problem": "PredictProblem",
        "solution": "PredictSolution"
      },
      "coordinate.score": {
        "problem": "ScoreProblem",
        "solution": "ScoreSolution"
      },
      "coordinate.solveGraphQuadratic": {
        "problem": "GraphQuadraticProblem",
        "solution": "GraphQuadraticSolution"
      }
    },
    "types": {
      "BlockIteration": {
        "about": "One iteration.",
        "fields": [
          {
            "about": "The coordinates that were updated.",
            "name": "block",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The function after the update.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The length of the step along the update's direction; 1 where it is taken as it is.",
            "name": "step",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BlockLoss": {
        "about": "The smooth part of the function.",
        "type": "'squared' | 'logistic' | 'multinomial' | 'quadratic'",
        "values": [
          {
            "about": "`sum_i (y_i - z_i)^2 / 2` with `z = X x`.",
            "name": "squared"
          },
          {
            "about": "`sum_i log(1 + exp(-y_i z_i))`.",
            "name": "logistic"
          },
          {
            "about": "`sum_i log(sum_k exp(z_ik)) - z_i,y_i`, with a coordinate for each feature and class: `x[j * classes + k]`.",
            "name": "multinomial"
          },
          {
            "about": "`x'Ax/2 - b'x`, convex.",
            "name": "quadratic"
          }
        ]
      },
      "BlockPartition": {
        "about": "How coordinates are cut into blocks. The last five need a sparse `quadratic` without penalty and bounds (`redBlack` and\n`colouring` may have them).",
        "type": "'order' | 'sort' | 'average' | 'custom' | 'variable' | 'redBlack' | 'colouring' | 'treePartition' | 'greedyForest' | 'randomForest'",
        "values": [
          {
            "about": "Fixed blocks in the order of the coordinates.",
            "name": "order"
          },
          {
            "about": "Fixed blocks by descending curvature.",
            "name": "sort"
          },
          {
            "about": "Fixed blocks that mix large and small curvatures.",
            "name": "average"
          },
          {
            "about": "The caller's own `blocks`.",
            "name": "custom"
          },
          {
            "about": "Any coordinates, chosen anew in each iteration.",
            "name": "variable"
          },
          {
            "about": "The two colours of a graph without odd cycles.",
            "name": "redBlack"
          },
          {
            "about": "Few colours, greedily: no two coordinates of a block share an entry.",
            "name": "colouring"
          },
          {
            "about": "Few fixed forests that cover the graph.",
            "name": "treePartition"
          },
          {
            "about": "In each iteration a forest grown from where the gradient is largest.",
            "name": "greedyForest"
          },
          {
            "about": "In each iteration a forest grown in random order.",
            "name": "randomForest"
          }
        ]
      },
      "BlockRule": {
        "about": "Which block is next. With a penalty or bounds, the greedy rules go by what the update of each coordinate alone promises. Ties go\nto coordinates that are not 0, then to the lowest index. Forests that are chosen anew do not ask for a rule.",
        "type": "'cyclic' | 'shuffled' | 'random' | 'lipschitz' | 'gs' | 'gsl' | 'gsd' | 'gsq' | 'mi'",
        "values": [
          {
            "about": "One after the other.",
            "name": "cyclic"
          },
          {
            "about": "One after the other in an order that is drawn anew for each sweep.",
            "name": "shuffled"
          },
          {
            "about": "At random.",
            "name": "random"
          },
          {
            "about": "At random, in proportion to the curvatures.",
            "name": "lipschitz"
          },
          {
            "about": "Gauss-Southwell: the largest gradient.",
            "name": "gs"
          },
          {
            "about": "The largest gradient over the block's curvature.",
            "name": "gsl"
          },
          {
            "about": "The largest gradient over the coordinates' curvatures.",
            "name": "gsd"
          },
          {
            "about": "The largest decrease of a quadratic bound.",
            "name": "gsq"
          },
          {
            "about": "The largest decrease of the function itself, by trying every block: for small problems.",
            "name": "mi"
          }
        ]
      },
      "BlockUpdate": {
        "about": "What happens to the block. Where there is a penalty or bounds, `gradient` steps are followed by their proximal operator, and the\nsecond-order updates without one are `proxNewton` and `twoMetric`.",
        "type": "'gradient' | 'backtracking' | 'matrix' | 'newton' | 'exact' | 'proxGradient' | 'proxNewton' | 'twoMetric'",
        "values": [
          {
            "about": "A gradient step over the block's largest curvature.",
            "name": "gradient"
          },
          {
            "about": "A gradient step whose length is found by trial: curvatures are estimated for each coordinate, from 1 on, and doubled where the\nfunction falls by less than they promise.",
            "name": "backtracking"
          },
          {
            "about": "The minimum of a quadratic bound with one matrix for all points.",
            "name": "matrix"
          },
          {
            "about": "Newton's step with a line search.",
            "name": "newton"
          },
          {
            "about": "The minimum over the block, by Newton steps.",
            "name": "exact"
          },
          {
            "about": "Does what `gradient` does.",
            "name": "proxGradient"
          },
          {
            "about": "The minimum of the block's second-order model with penalty and bounds, with a line search.",
            "name": "proxNewton"
          },
          {
            "about": "Two-metric projection: Newton's step on the coordinates that no bound holds, projected, with a line search along the\nprojected arc. Needs bounds of one sign where there is a penalty.",
            "name": "twoMetric"
          }
        ]
      },
      "ChoiceRule": {
        "about": "Which strength is chosen.",
        "type": "'best' | 'oneStandardError'",
        "values": [
          {
            "about": "The best on average.",
            "name": "best"
          },
          {
            "about": "The largest whose average is within one standard error of the best.",
            "name": "oneStandardError"
          }
        ]
      },
      "Criterion": {
        "about": "What ends the iteration.",
        "type": "'dualityGap' | 'kktResidual'",
        "values": [
          {
            "about": "The duality gap, relative to how far the objective of the model without penalised features is above the least value\nof the loss, which is 0 but for `poisson`; where there is no gap, as `kktResidual`: for penalties that are not convex, where that distance is rounding only, as\nfor counts that are all the same, and where `lambda` is 0 or less than 1e-9 of the slopes of the loss there.",
            "name": "dualityGap"
          },
          {
            "about": "The violation of the optimality conditions, relative to the largest slope at that model.",
            "name": "kktResidual"
          }
        ]
      },
      "CrossValidateProblem": {
        "about": "A generalised linear model whose penalty is to be chosen by cross-validation.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many, at least 1, where `lambdas` is not given.",
            "default": "100",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What `tolerance` bounds.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "How many folds, at least 2: sample `i` is then in fold `i` modulo that. Or the fold of each sample, numbered from 0\nwithout gaps.",
            "default": "5.0",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Several values of `l1Ratio` to choose from. Default: only that one.",
            "name": "l1Ratios",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that\nmakes all penalised coefficients zero for all samples.",
            "name": "lambdas",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations for each strength, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is measured on the samples left out.",
            "default": "'deviance'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Which strength the model for all samples gets.",
            "default": "'best'",
            "name": "rule",
            "optional": true,
            "type": "ChoiceRule"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else\n0.0001.",
            "name": "smallestRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How exact each solution is to be: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "CrossValidateSolution": {
        "about": "What cross-validation found, and the model for all samples with the chosen penalty.",
        "fields": [
          {
            "about": "`converged` where all models are, `timeLimit` where some are missing for it, else what kept the first that is not.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The results for each of the `l1Ratios`.",
            "name": "curves",
            "optional": false,
            "type": "CrossValidationCurve[]"
          },
          {
            "about": "The chosen `l1Ratio`, that of the best average.",
            "name": "l1Ratio",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The strength of the best average.",
            "name": "lambdaMin",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest strength whose average is within one standard error of the best.",
            "name": "lambda1se",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The model for all samples.",
            "name": "model",
            "optional": false,
            "type": "FitSolution"
          }
        ]
      },
      "CrossValidationCurve": {
        "about": "How well each strength predicts.",
        "fields": [
          {
            "about": "The `l1Ratio`.",
            "name": "l1Ratio",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The strengths.",
            "name": "lambdas",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The mean over folds of the metric.",
            "name": "means",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The standard error of that mean.",
            "name": "standardErrors",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The place of the best mean.",
            "name": "bestIndex",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The first place whose mean is within one standard error of the best.",
            "name": "oneStandardErrorIndex",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DualityGapProblem": {
        "about": "A model with coefficients, of which the duality gap is asked.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The strength of the penalty, zero or positive.",
            "name": "lambda",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficients and the intercept.",
            "name": "point",
            "optional": false,
            "type": "ModelStart"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "DualityGapSolution": {
        "about": "How far coefficients are from the optimum, at most.",
        "fields": [
          {
            "about": "The mean loss plus the penalty.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective of the dual problem at the residuals, scaled into its domain: the minimum is not below it. Absent where the\nresiduals make no dual point.",
            "name": "dualObjective",
            "optional": true,
            "type": "number"
          },
          {
            "about": "`objective` less `dualObjective`. Absent where that is.",
            "name": "dualityGap",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "FitProblem": {
        "about": "A generalised linear model: the coefficients `w` and the intercept `b` that minimise the weighted mean loss of the\npredictor `X w + b`, plus a penalty on `w`.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What `tolerance` bounds.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where to start. Default: at zero.",
            "name": "initial",
            "optional": true,
            "type": "ModelStart"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty, zero or positive. This or `lambdaRatio` must be given, but for the penalty `none`.",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength as a share of the smallest one that makes all penalised coefficients zero; zero or positive.",
            "name": "lambdaRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations, at least 1, each with one pass over the whole matrix.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How exact the solution is to be: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "FitSolution": {
        "about": "A fitted model, with the proof of how close to the optimum it is.",
        "fields": [
          {
            "about": "`converged` where what `tolerance` asks for was reached, `stalled` where rounding allows no further progress.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature. Those that the\npenalty holds at zero are exactly 0.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, 0 without one; for several outputs or classes, a vector.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The features with a coefficient other than 0, ascending.",
            "name": "support",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The strength of the penalty.",
            "name": "lambda",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss plus the penalty.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The violation of the optimality conditions, relative to the largest slope of the loss at that model.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Iterations, each with one scan of the features that are not yet ruled out.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Rounds of coordinate descent over a working set.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Newton's steps on the support.",
            "name": "newtonSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The loss, for predictions.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The labels of the classes, ascending, for `logistic` (the second is the positive one) and `multinomial`: strings in the order\nof their characters' numbers, false before true.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "How far `objective` is above the minimum, at most. Absent where there is no bound: for penalties that are not convex\nor not there, and coefficients without a penalty that are bounded.",
            "name": "dualityGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The names of all features, where they were given.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The duality gap, relative to how far the objective of the model without penalised features is above the least value of\nthe loss, which is 0 but for `poisson`. This is what `tolerance` is compared to.",
            "name": "relativeGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The names of the features in `support`, where names were given.",
            "name": "supportNames",
            "optional": true,
            "type": "string[]"
          }
        ]
      },
      "ForestProblem": {
        "about": "A sparse symmetric matrix, of whose graph a forest is wanted: a set of rows that is as large as a greedy choice makes it and\nwhose entries of the matrix form no cycle.",
        "fields": [
          {
            "about": "The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.",
            "name": "matrix",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The rows in the order in which they are tried; each joins the forest unless it would close a cycle. Rows that are not\nnamed stay outside. Default: all, by descending diagonal entries, of equal ones the lowest row first.",
            "name": "order",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "A right side `b` as long as the matrix has rows, for which `A_FF x_F = b_F` is then solved on the forest F.",
            "name": "rightSide",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ForestSolution": {
        "about": "A forest, rooted at the lowest row of each of its trees, and its factor.",
        "fields": [
          {
            "about": "How many rows belong to it.",
            "name": "size",
            "optional": false,
            "type": "number"
          },
          {
            "about": "These rows, parents before their children: breadth first from each root.",
            "name": "members",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The parent of each member, a row; -1 for roots.",
            "name": "parents",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The pivot of each member: what is left of its diagonal entry once its children are eliminated.",
            "name": "pivots",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The solution of `A_FF x_F = b_F`, with zeros outside of the forest; absent without a right side.",
            "name": "solution",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GraphMethod": {
        "about": "How to solve a quadratic on a graph.",
        "type": "'auto' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd'",
        "values": [
          {
            "about": "Eliminates leaves and chains exactly where there are many, and then chooses among the first four below by the size of the\nrest, by how fast neighbourhoods grow and a few iterations of `cg` converge, and by how much a decomposition would cost.",
            "name": "auto"
          },
          {
            "about": "A sparse Cholesky decomposition in an order of approximate minimum degree: for small or nearly planar graphs and many right\nsides.",
            "name": "cholesky"
          },
          {
            "about": "Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, whose matrices are\nill-conditioned.",
            "name": "amg"
          },
          {
            "about": "Conjugate gradients by message passing: one forest is eliminated exactly, and another one preconditions the rest. Where two\nforests do not cover the graph, a sweep over all of them preconditions.",
            "name": "forestCg"
          },
          {
            "about": "Conjugate gradients with Jacobi's preconditioner.",
            "name": "cg"
          },
          {
            "about": "Block descent over the forests of a partition in turn, each solved exactly: for study; many times slower.",
            "name": "forestBcd"
          },
          {
            "about": "Block descent over forests that are chosen anew in each iteration from where the gradient is largest: for study.",
            "name": "greedyForestBcd"
          }
        ]
      },
      "GraphQuadraticProblem": {
        "about": "A quadratic on a graph: the `x` that minimises `x'Ax/2 - b'x`, which solves `A x = b`.",
        "fields": [
          {
            "about": "The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.",
            "name": "matrix",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The point to start from, in the form of `rightSide`. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The most iterations for each right side, at least 1. Default: 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to solve it.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "GraphMethod"
          },
          {
            "about": "The norm of `b - A x` that is asked for, relative to that of `b`; above 0 and below 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "GraphQuadraticSolution": {
        "about": "The minimum of a quadratic on a graph.",
        "fields": [
          {
            "about": "`converged` where the residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids what was\nasked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The point `x`, in the form of `rightSide`.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The norm of `b - A x` over that of `b`, computed from this point; of several right sides the largest. 0 where `b` is.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`x'Ax/2 - b'x` of each right side.",
            "name": "objectives",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The iterations done, of several right sides the most; 0 for elimination.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How it was solved.",
            "name": "method",
            "optional": false,
            "type": "GraphRoute"
          },
          {
            "about": "How many variables were eliminated one by one as leaves or links of chains, before the rest was solved.",
            "name": "eliminated",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "GraphRoute": {
        "about": "How a quadratic on a graph was solved.",
        "type": "'elimination' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd'",
        "values": [
          {
            "about": "By elimination of leaves and chains alone.",
            "name": "elimination"
          },
          {
            "about": "By a sparse Cholesky decomposition.",
            "name": "cholesky"
          },
          {
            "about": "By conjugate gradients with a multigrid cycle.",
            "name": "amg"
          },
          {
            "about": "By conjugate gradients with forests.",
            "name": "forestCg"
          },
          {
            "about": "By conjugate gradients with Jacobi's preconditioner.",
            "name": "cg"
          },
          {
            "about": "By block descent over the forests of a partition.",
            "name": "forestBcd"
          },
          {
            "about": "By block descent over forests chosen anew.",
            "name": "greedyForestBcd"
          }
        ]
      },
      "KktViolationProblem": {
        "about": "A model with coefficients, of which the violation of the optimality conditions is asked.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The strength of the penalty, zero or positive.",
            "name": "lambda",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficients and the intercept.",
            "name": "point",
            "optional": false,
            "type": "ModelStart"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "KktViolationSolution": {
        "about": "By how much coefficients miss the conditions of Karush, Kuhn and Tucker.",
        "fields": [
          {
            "about": "The largest violation: the distance of minus the loss's slopes from the subdifferential of the penalty.",
            "name": "violation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The violation relative to the largest slope at the model without penalised features.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss plus the penalty.",
            "name": "objective",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "LabelPropagationProblem": {
        "about": "A graph, some of whose nodes have labels or values; those of the others are sought, such that neighbours agree.",
        "fields": [
          {
            "about": "0 keeps what is known. From there to below 1, known nodes give way to their neighbours the more the larger it is: label\nspreading, `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalised Laplacian `L`.",
            "default": "0.0",
            "name": "alpha",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The label of nodes that no known node reaches, for labels that are numbers; for others it is null. Default: -1.",
            "name": "defaultLabel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The edges, a row for each: its two nodes and, in a third column, its weight. Without one, all weigh 1. Edges listed more than\nonce, in either direction, add up.",
            "name": "edges",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The class of each node: a whole number from 0, a string or a boolean; null where it is sought, or for numbers -1 or NaN. Either\nthis or `values` must be given.",
            "name": "labels",
            "optional": true,
            "type": "numbers | (number | null)[] | (string | null)[] | (boolean | null)[]"
          },
          {
            "about": "The most iterations for each class, at least 1. Default: 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to solve the equations.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "GraphMethod"
          },
          {
            "about": "The norm of the equations' residual that is asked for, relative to that of their right side; above 0 and below 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The value of each node; NaN where it is sought.",
            "name": "values",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The weights of the edges, a sparse symmetric matrix with both triangles stored and no negative entry; entry `(i, j)` says how\nalike nodes `i` and `j` are. The diagonal does not count. Either this or `edges` must be given.",
            "name": "weights",
            "optional": true,
            "type": "sparse matrix"
          }
        ]
      },
      "LabelPropagationSolution": {
        "about": "The labels or values of all nodes.",
        "fields": [
          {
            "about": "`converged` where the equations' residual is as small as was asked for, `stalled` where it no longer falls: rounding forbids\nwhat was asked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The nodes that are not connected with any known one, ascending. They have the default label or null, and zeros for scores.",
            "name": "unreachable",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The norm of the equations' residual over that of their right side, computed from the solution; the largest of those solved.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The iterations done, of several classes the most; 0 for elimination.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How the equations were solved.",
            "name": "method",
            "optional": false,
            "type": "GraphRoute"
          },
          {
            "about": "How many nodes were eliminated one by one as leaves or links of chains, before the rest was solved.",
            "name": "eliminated",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The class of each column of `scores`, ascending: strings in the order of their characters' numbers, false before true. Absent for\nvalues.",
            "name": "classes",
            "optional": true,
            "type": "whole numbers | string[] | boolean[]"
          },
          {
            "about": "The class of each node: that with the highest score, of equal ones the lowest; null where strings or booleans do not reach. Absent\nfor values.",
            "name": "labels",
            "optional": true,
            "type": "whole numbers | (string | null)[] | (boolean | null)[]"
          },
          {
            "about": "What each node, a row, has of each class, a column. Where known nodes keep their labels, a row sums to 1, and its entries are\nthe chances of a random walk along the edges to meet each class first. Absent for values.",
            "name": "scores",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The value of each node; 0 for unreachable ones. Absent for labels.",
            "name": "values",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LambdaMaxProblem": {
        "about": "A model of which the strength is asked that makes all penalised coefficients zero.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LambdaMaxSolution": {
        "about": "The smallest strength that makes all penalised coefficients zero, and the model there.",
        "fields": [
          {
            "about": "That strength; 0 where it is zero, and for penalties that make no coefficient zero.",
            "name": "lambdaMax",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss of the best model of the intercept and the features that are not penalised.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Its intercept.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          }
        ]
      },
      "Layout": {
        "about": "How the entries of a matrix lie in memory.",
        "type": "'rowMajor' | 'columnMajor'",
        "values": [
          {
            "about": "Row by row: entry `(i, j)` of a dense matrix at `data[i * columns + j]`; a sparse one by compressed rows.",
            "name": "rowMajor"
          },
          {
            "about": "Column by column: entry `(i, j)` of a dense matrix at `data[j * rows + i]`; of a sparse one, `indptr` tells where\neach column begins and `indices` are rows (CSC).",
            "name": "columnMajor"
          }
        ]
      },
      "LossKind": {
        "about": "The loss of one sample, for its response `y` and linear predictor `z`.",
        "type": "'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared'",
        "values": [
          {
            "about": "`(y - z)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, so that outliers count less.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`, `y` being -1 or 1: two classes.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.",
            "name": "multinomial"
          },
          {
            "about": "`exp(z) - y z`: counts.",
            "name": "poisson"
          },
          {
            "about": "Half the squared norm of `y - z`, for several outputs at once.",
            "name": "multiSquared"
          }
        ]
      },
      "Metric": {
        "about": "What is measured on the samples left out.",
        "type": "'deviance' | 'meanSquaredError' | 'accuracy'",
        "values": [
          {
            "about": "The mean deviance, twice the loss above its least value: for squared losses the mean squared error.",
            "name": "deviance"
          },
          {
            "about": "The mean squared difference of response and its predicted mean; not for classes.",
            "name": "meanSquaredError"
          },
          {
            "about": "The share of samples whose most probable class is theirs; for classes only.",
            "name": "accuracy"
          }
        ]
      },
      "MinimizeBlocksProblem": {
        "about": "A function to be minimised block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or bounds.",
        "fields": [
          {
            "about": "The rows of features; for `quadratic` the matrix `A`, symmetric.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What is to be predicted, as long as `matrix` has rows: numbers for `squared`; classes as numbers, strings or booleans, of which there\nare two for `logistic` and any number for `multinomial`, counted in ascending order; for `quadratic` the vector `b`.",
            "name": "target",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "Coordinates in a block, at least 1; the last block may have fewer. Not for partitions into forests, colours or own blocks.",
            "default": "1",
            "name": "blockSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For `custom`: the number of each coordinate's block, from 0.",
            "name": "blocks",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Whether to record each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The point to start from. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The factor of the penalty `lambda sum |x_j|`, not negative.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "BlockLoss"
          },
          {
            "about": "Lower bounds of the coordinates, at most 0; -Infinity for none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations, each the update of a block.",
            "default": "1000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the coordinates are cut into blocks.",
            "default": "'order'",
            "name": "partition",
            "optional": true,
            "type": "BlockPartition"
          },
          {
            "about": "Which block is next.",
            "default": "'gsd'",
            "name": "rule",
            "optional": true,
            "type": "BlockRule"
          },
          {
            "about": "The violation of the conditions of a minimum that is asked for, relative to that at the start; not negative.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What happens to it. Default: `matrix`, or `proxNewton` where there is a penalty or bounds.",
            "name": "update",
            "optional": true,
            "type": "BlockUpdate"
          },
          {
            "about": "Upper bounds of the coordinates, at least 0; Infinity for none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeBlocksSolution": {
        "about": "The point that the descent led to.",
        "fields": [
          {
            "about": "`converged` where the violation is as small as was asked for; never `stalled`.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The blocks updated.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The function at the point.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "By how much the conditions of a minimum are violated there: the largest entry of the gradient, less what penalty and bounds can\nbalance.",
            "name": "violation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A record of each iteration; absent unless asked for.",
            "name": "history",
            "optional": true,
            "type": "BlockIteration[]"
          }
        ]
      },
      "ModelStart": {
        "about": "Coefficients to start from; a solution has them.",
        "fields": [
          {
            "about": "The coefficients, a number for each feature, or a matrix with a column for each output or class.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, or one for each output or class. Default: 0.",
            "name": "intercept",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "PathProblem": {
        "about": "A generalised linear model for a sequence of strengths of the penalty.",
        "fields": [
          {
            "about": "The matrix `X` of features: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for `multiSquared`\na matrix with a column for each output. For `logistic` and `multinomial` the class, as a number, a string or a boolean;\nof the two for `logistic`, the one that sorts last is the positive one.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "Where `mcp` (above 1) and `scad` (above 2) become flat: at this many times `lambda`. Default: 3 and 3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many, at least 1, where `lambdas` is not given.",
            "default": "100",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What `tolerance` bounds.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "What the features are called, a name for each column of `matrix`. The solution then names those with a coefficient,\nand `predict` and `score` can tell whether they get the same ones.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of how many coefficients it has.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs are a group. Otherwise it must be given.",
            "name": "groups",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "Residuals up to this count squared in `huber`, larger ones linearly.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept, which is never penalised.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of the `l1` part in `elasticNet`, from 0 to 1; the rest is half the square of the coefficients. In\n`sparseGroup` the share of the `l1` part, the rest being that of the groups.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strengths, descending and positive. Default: `count` of them in geometric progression, from the smallest that\nmakes all penalised coefficients zero.",
            "name": "lambdas",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "How the entries of `matrix` lie in memory. By columns they are read in place; by rows they are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss that measures how far the model is from the response.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The least value of each coefficient, zero or negative, maybe minus infinity: a number for each feature.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations for each strength, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty that is added to the mean loss.",
            "default": "'l1'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "A factor for the penalty of each feature, zero or positive; zero means no penalty. Not for `groupL2`.",
            "name": "penaltyFactors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether coefficients must not be negative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample, zero or positive, in the mean loss. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The last strength over the first, above 0 and below 1. Default: 0.01 where there are fewer samples than features, else\n0.0001.",
            "name": "smallestRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 where there is no intercept) before they\nare penalised. Coefficients and bounds are those of the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the path ends where nearly all is explained: 99.9 % of the deviance, or less than 0.001 % more than before.",
            "default": "false",
            "name": "stopEarly",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How exact each solution is to be: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest value of each coefficient, zero or positive, maybe infinity: a number for each feature.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "PathSolution": {
        "about": "The models of a path.",
        "fields": [
          {
            "about": "`converged` where all models are, `timeLimit` where later ones are missing for it, else what kept the first that is not.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The strengths.",
            "name": "lambdas",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smallest strength that makes all penalised coefficients zero.",
            "name": "lambdaMax",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A row of coefficients for each strength. For several outputs that of feature `j` and output `k` is in column\n`j * outputs + k`.",
            "name": "coefficients",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The intercepts: a row for each strength, a column for each output.",
            "name": "intercepts",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objective of each model.",
            "name": "objectives",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The relative duality gap of each model, 0 where none can be had.",
            "name": "relativeGaps",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The relative violation of the optimality conditions of each model.",
            "name": "kktResiduals",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many features have a coefficient other than 0.",
            "name": "nonzeros",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The share of the deviance of the model without penalised features that each explains; for the squared loss, R².",
            "name": "devianceRatios",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Iterations, all models together.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PenaltyKind": {
        "about": "The penalty on the coefficients `w`, with `lambda`, the factors `v_j` of features and `u_g` of groups.",
        "type": "'l1' | 'elasticNet' | 'groupL2' | 'sparseGroup' | 'mcp' | 'scad' | 'none' | 'l2'",
        "values": [
          {
            "about": "`lambda` times the sum of `v_j |w_j|`.",
            "name": "l1"
          },
          {
            "about": "`lambda` times the sum of `v_j (l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2)`.",
            "name": "elasticNet"
          },
          {
            "about": "`lambda` times the sum of `u_g` times the norm of the group's coefficients.",
            "name": "groupL2"
          },
          {
            "about": "`lambda` times `l1Ratio` times the `l1` penalty and `1 - l1Ratio` times that of `groupL2`.",
            "name": "sparseGroup"
          },
          {
            "about": "The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Not convex: the result\nis a local solution.",
            "name": "mcp"
          },
          {
            "about": "The smoothly clipped absolute deviation (Fan and Li 2001). Not convex, as `mcp`.",
            "name": "scad"
          },
          {
            "about": "No penalty.",
            "name": "none"
          },
          {
            "about": "`lambda` times the sum of `v_j w_j^2 / 2`.",
            "name": "l2"
          }
        ]
      },
      "PredictModel": {
        "about": "The part of a fitted model that predictions need.",
        "fields": [
          {
            "about": "The coefficients.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The labels of the classes.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The names of the features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          }
        ]
      },
      "PredictProblem": {
        "about": "Samples of which a fitted model is to tell the response.",
        "fields": [
          {
            "about": "The model: a solution of `fit` is one.",
            "name": "model",
            "optional": false,
            "type": "PredictModel"
          },
          {
            "about": "The samples, a row for each.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What the columns of `matrix` are called. They must be called as in the model, in the same order.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "How the entries of `matrix` lie in memory.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "PredictSolution": {
        "about": "What the model says.",
        "fields": [
          {
            "about": "The predicted response: the label of the most probable class, or the mean.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The linear predictor `X w + b`; for several outputs or classes, a column for each.",
            "name": "predictor",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The probability of each class, a column for each in the order of `classes`. Absent where there are no classes.",
            "name": "probabilities",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "ScoreProblem": {
        "about": "Samples with a response, of which a fitted model is to be judged.",
        "fields": [
          {
            "about": "The model: a solution of `fit` is one.",
            "name": "model",
            "optional": false,
            "type": "PredictModel"
          },
          {
            "about": "The samples, a row for each: those that the model was not fitted to tell how well it predicts.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each sample, as in `fit`: of classes, those of the model.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "What the columns of `matrix` are called. They must be called as in the model, in the same order.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "How the entries of `matrix` lie in memory.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "Added to the linear predictor of each sample; a matrix with a column for each output where there are several.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "A weight for each sample, zero or positive, in all means. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ScoreSolution": {
        "about": "How right the model is.",
        "fields": [
          {
            "about": "For classes, the share of samples whose most probable class is theirs.",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For `poisson`, `logistic` and `multinomial`, the share of the deviance that the model explains: 1 for perfect predictions, 0\nfor those of the best constant. Absent where a constant predicts perfectly.",
            "name": "devianceRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For classes, the mean of minus the logarithm of the probability that the model gave to the sample's class.",
            "name": "logLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For numbers, the mean squared difference of the response and its prediction; the mean over outputs where there are several.",
            "name": "meanSquaredError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For numbers, R²: 1 less the mean squared difference of the response and its prediction, relative to the variance of the\nresponse; 1 for perfect predictions, 0 for those of the response's mean, negative for worse ones. The mean over outputs\nwhere there are several. Absent where the response, or one output of it, is constant.",
            "name": "rSquared",
            "optional": true,
            "type": "number"
          }
        ]
      }
    }
  },
  "expression": {
    "methods": {
      "expression.describe": {
        "problem": "DescribeProblem",
        "solution": "DescribeSolution"
      },
      "expression.evaluate": {
        "problem": "EvaluateProblem",
        "solution": "EvaluateSolution"
      },
      "expression.gradient": {
        "problem": "GradientProblem",
        "solution": "GradientSolution"
      },
      "expression.hessian": {
        "problem": "HessianProblem",
        "solution": "HessianSolution"
      },
      "expression.hessianProduct": {
        "problem": "HessianProductProblem",
        "solution": "ProductSolution"
      },
      "expression.initialize": {
        "problem": "InitializeProblem",
        "solution": "InitializeSolution"
      },
      "expression.jacobian": {
        "problem": "JacobianProblem",
        "solution": "JacobianSolution"
      },
      "expression.jacobianProduct": {
        "problem": "JacobianProductProblem",
        "solution": "ProductSolution"
      },
      "expression.prepare": {
        "problem": "PrepareProblem",
        "solution": "PrepareSolution"
      },
      "expression.train": {
        "problem": "TrainProblem",
        "solution": "TrainSolution"
      },
      "expression.vectorJacobianProduct": {
        "problem": "VectorJacobianProductProblem",
        "solution": "ProductSolution"
      }
    },
    "types": {
      "DerivativeFormat": {
        "about": "The form of a matrix of derivatives.",
        "type": "'dense' | 'sparse'",
        "values": [
          {
            "about": "All entries, row by row.",
            "name": "dense"
          },
          {
            "about": "The entries that are not always zero, by compressed rows.",
            "name": "sparse"
          }
        ]
      },
      "DerivativeMatrix": {
        "about": "A matrix of derivatives.",
        "type": "matrix | sparse matrix"
      },
      "DescribeProblem": {
        "about": "A function to be described.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The inputs by which derivatives are taken. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "DescribeSolution": {
        "about": "What is known of a function.",
        "fields": [
          {
            "about": "The inputs.",
            "name": "inputs",
            "optional": false,
            "type": "InputDescription[]"
          },
          {
            "about": "The shape of the value.",
            "name": "shape",
            "optional": false,
            "type": "number[]"
          },
          {
            "about": "How many nodes were given.",
            "name": "nodes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many are left of them after simplification, and are needed.",
            "name": "simplifiedNodes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many of these there are of each operation.",
            "name": "operations",
            "optional": false,
            "type": "{[name]: number}"
          },
          {
            "about": "Whether the value is an affine function of the variables.",
            "name": "isLinear",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "Whether its second derivatives are the same everywhere.",
            "name": "isQuadratic",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The Jacobian.",
            "name": "jacobian",
            "optional": false,
            "type": "JacobianDescription"
          },
          {
            "about": "The Hessian of the value, or of a weighted sum of its elements.",
            "name": "hessian",
            "optional": false,
            "type": "HessianDescription"
          },
          {
            "about": "Bytes that value and gradient take at a point, besides inputs and data.",
            "name": "memory",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "A function, and where to evaluate it.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          }
        ]
      },
      "EvaluateSolution": {
        "about": "Values of a function.",
        "fields": [
          {
            "about": "The values, row by row, point after point. They are not finite where the function is not.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The shape of `values`, which begins with the number of points where several are given.",
            "name": "shape",
            "optional": false,
            "type": "number[]"
          },
          {
            "about": "At how many points a value is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "GradientProblem": {
        "about": "A function, where to differentiate it, and by what.",
        "fields": [
          {
            "about": "The function, whose value has one element.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The inputs by which to differentiate. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "GradientSolution": {
        "about": "Values and gradients.",
        "fields": [
          {
            "about": "The value at each point. Neither values nor gradients are finite where the function's are not.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gradient by each input, row by row, point after point.",
            "name": "gradients",
            "optional": false,
            "type": "{[name]: numbers}"
          },
          {
            "about": "At how many points a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "HessianDescription": {
        "about": "What is known of a Hessian.",
        "fields": [
          {
            "about": "How many entries of the lower triangle are not always zero. All of them count where their structure would be too large to find.",
            "name": "nonzeros",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many products tell them; 0 where entries are computed one by one.",
            "name": "colours",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How it is computed.",
            "name": "method",
            "optional": false,
            "type": "HessianMethod"
          }
        ]
      },
      "HessianMethod": {
        "about": "How a Hessian is computed.",
        "type": "'elements' | 'products'",
        "values": [
          {
            "about": "Entry by entry: the function is a sum of functions of few affine quantities each.",
            "name": "elements"
          },
          {
            "about": "From products with several columns at once.",
            "name": "products"
          }
        ]
      },
      "HessianProblem": {
        "about": "A function, where to differentiate it twice, and by what.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Whether the Hessian has all entries, or those of its structure in the lower triangle.",
            "name": "format",
            "optional": true,
            "type": "DerivativeFormat"
          },
          {
            "about": "A weight for each element of the value: the Hessian is that of the weighted sum. Needed where there are several.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs by which to differentiate, whose elements are the rows and columns, one input after another. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "HessianProductProblem": {
        "about": "A function, where to differentiate it, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The direction: a number for each element of the inputs of `along`, one input after another; or several, one for each point.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs that the direction is in. Default: those of `withRespectTo`; others give blocks of mixed derivatives.",
            "name": "along",
            "optional": true,
            "type": "string | string[]"
          },
          {
            "about": "A weight for each element of the value: the Hessian is that of the weighted sum. Needed where there are several.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs whose gradient is differentiated. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "HessianSolution": {
        "about": "Values, gradients and Hessians.",
        "fields": [
          {
            "about": "The value of the weighted sum at each point.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gradient, one input after another, point after point.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Hessian: all entries, or the lower triangle. At several points dense ones follow each other; of sparse ones `data` does.",
            "name": "hessian",
            "optional": false,
            "type": "DerivativeMatrix"
          },
          {
            "about": "At how many points a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitializeProblem": {
        "about": "A function, and how its parameters are to be.",
        "fields": [
          {
            "about": "The function: a loss of a row, for instance.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "Its parameters by name, and how each is to be. The numbers of an input depend on the seed and on its place among the\nfunction's inputs alone.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: Initializer}"
          }
        ]
      },
      "InitializeSolution": {
        "about": "Weights.",
        "fields": [
          {
            "about": "The parameters by name, row by row.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: numbers}"
          }
        ]
      },
      "Initializer": {
        "about": "How weights are to be. `fanIn` and `fanOut` are the sides of a matrix of [fanIn, fanOut]; of a convolution's kernel, the channels\nin and out times the window's length or area. A vector is a matrix with one column, and a number one with one row, too.",
        "type": "'glorot' | 'he' | 'lecun' | 'zeros'",
        "values": [
          {
            "about": "Uniform between -√(6 / (fanIn + fanOut)) and √(6 / (fanIn + fanOut)): for tanh and sigmoid. Source: Glorot, Bengio,\nUnderstanding the Difficulty of Training Deep Feedforward Neural Networks, 2010, equation 16.",
            "name": "glorot"
          },
          {
            "about": "Normal with the variance 2 / fanIn: for relu. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, 2015, equation 10.",
            "name": "he"
          },
          {
            "about": "Normal with the variance 1 / fanIn: where layers are nearly linear. Source: LeCun, Bottou, Orr, Müller, Efficient BackProp,\n1998, equation 16.",
            "name": "lecun"
          },
          {
            "about": "Zeros: for what is added.",
            "name": "zeros"
          }
        ]
      },
      "InputDescription": {
        "about": "An input.",
        "fields": [
          {
            "about": "Its name.",
            "name": "name",
            "optional": false,
            "type": "string"
          },
          {
            "about": "Its length along each axis.",
            "name": "shape",
            "optional": false,
            "type": "number[]"
          }
        ]
      },
      "JacobianDescription": {
        "about": "What is known of a Jacobian.",
        "fields": [
          {
            "about": "How many entries are not always zero. All of them count where their structure would be too large to find.",
            "name": "nonzeros",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many products tell them; 0 where entries are computed one by one.",
            "name": "colours",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "JacobianProblem": {
        "about": "A function, where to differentiate it, and by what.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Whether the Jacobian has all entries or those of its structure.",
            "name": "format",
            "optional": true,
            "type": "DerivativeFormat"
          },
          {
            "about": "The inputs by which to differentiate, whose elements are the columns, one input after another. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "JacobianProductProblem": {
        "about": "A function, where to differentiate it, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The direction: a number for each element of these inputs, one input after another; or several, one for each point.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs by which to differentiate. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "JacobianSolution": {
        "about": "Values and Jacobians.",
        "fields": [
          {
            "about": "The values, row by row, point after point.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Jacobian, a row for each element of the value. At several points dense ones follow each other; of sparse ones `data` does.",
            "name": "jacobian",
            "optional": false,
            "type": "DerivativeMatrix"
          },
          {
            "about": "At how many points a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PrepareProblem": {
        "about": "A function of one input that is another one at each call, and of others that stay as they are.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All other inputs, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "What is computed.",
            "name": "quantity",
            "optional": true,
            "type": "PreparedQuantity"
          },
          {
            "about": "The name of the input that is given with each call. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "PrepareSolution": {
        "about": "A function is called until it is closed, so that nobody is told this.",
        "fields": [
          {
            "about": "How often it was called.",
            "name": "calls",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PreparedQuantity": {
        "about": "What is computed of a function.",
        "type": "'values' | 'gradient' | 'jacobian' | 'hessian'",
        "values": [
          {
            "about": "All numbers of the value.",
            "name": "values"
          },
          {
            "about": "The gradient, and after it the value, which is one number.",
            "name": "gradient"
          },
          {
            "about": "The entries of the Jacobian, and after them the numbers of the value.",
            "name": "jacobian"
          },
          {
            "about": "The entries of the Hessian's lower triangle, the gradient, and the value, which is one number.",
            "name": "hessian"
          }
        ]
      },
      "ProductSolution": {
        "about": "Values and products.",
        "fields": [
          {
            "about": "The values, row by row, point after point.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The product, point after point; one input after another where it has a number for each variable.",
            "name": "product",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "At how many points a value or an entry of the product is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "TrainMethod": {
        "about": "How to go down.",
        "type": "'adam' | 'sgd' | 'lbfgs'",
        "values": [
          {
            "about": "By the mean of past gradients, each entry over the root of the mean of its squares: for networks. Source: Kingma, Ba, Adam: A\nMethod for Stochastic Optimization, 2015.",
            "name": "adam"
          },
          {
            "about": "By the gradient of each batch, with momentum.",
            "name": "sgd"
          },
          {
            "about": "By L-BFGS with ten pairs and a line search for the strong Wolfe conditions, on all rows: for smooth objectives that are to be\nminimised to many digits. Source: Liu, Nocedal, On the Limited Memory BFGS Method for Large Scale Optimization, 1989.",
            "name": "lbfgs"
          }
        ]
      },
      "TrainProblem": {
        "about": "A loss, rows of data, and how to go down.",
        "fields": [
          {
            "about": "The loss of one row: a function whose value is one number. Each of its inputs is given once, in `rows`, `parameters` or\n`fixed`.",
            "name": "loss",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The inputs that are given by row: each as the tensors of all rows, one after another. At least one row; finite numbers.\nA label by which the loss takes from a tensor must number one of its rows.",
            "name": "rows",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The inputs that are chosen, each as it is at the start: finite numbers, where the loss of all rows is finite. `initialize`\nmakes such.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Rows in a batch, at least 1 and no more than there are; the last batch of an epoch may be short. Default: 128, or all rows\nwhere there are fewer. `lbfgs` takes all rows alone.",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How much of its mean gradient `adam` keeps in each step; from 0 to below 1.",
            "default": "0.9",
            "name": "beta1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How much of the mean of the gradient's squares `adam` keeps in each step; from 0 to below 1.",
            "default": "0.999",
            "name": "beta2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The Euclidean norm beyond which `adam` and `sgd` shorten the gradient of a batch to it; positive. Default: none.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How often `adam` and `sgd` go through all rows, at least once.",
            "default": "10",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What `adam` adds to the root of that mean before it divides; positive.",
            "default": "1e-8",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The inputs that stay as they are here.",
            "name": "fixed",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "How far steps of `adam` and `sgd` go; positive. Default: 0.001 for `adam`, 0.01 for `sgd`.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The most iterations of `lbfgs`, at least 1.",
            "default": "500",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to go down.",
            "name": "method",
            "optional": true,
            "type": "TrainMethod"
          },
          {
            "about": "How much of its velocity `sgd` keeps in each step; from 0 to below 1.",
            "default": "0.9",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A function of parameters and what is fixed, by the names that these have in the loss or by further ones, whose value is one\nnumber. It is added once to what the loss comes to, in each batch too.",
            "name": "penalty",
            "optional": true,
            "type": "function"
          },
          {
            "about": "What the losses of rows come to.",
            "name": "reduction",
            "optional": true,
            "type": "TrainReduction"
          },
          {
            "about": "How that rate changes.",
            "name": "schedule",
            "optional": true,
            "type": "TrainSchedule"
          },
          {
            "about": "Whether rows are put in random order before each epoch, by the seed of the run.",
            "default": "true",
            "name": "shuffle",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The Euclidean norm of the gradient at which `lbfgs` ends; above 0 and below 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Other rows, with the inputs of `rows`, over which the objective is computed after each epoch. They change no step.",
            "name": "validation",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The part of the parameters that each step of `adam` and `sgd` takes away, times the rate; zero or positive. Unlike `penalty`\nit is no part of the objective.",
            "default": "0.0",
            "name": "weightDecay",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TrainRecord": {
        "about": "What was seen after an epoch.",
        "fields": [
          {
            "about": "How often all rows have been gone through.",
            "name": "epoch",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the iteration.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective over the rows of `validation`; absent where there are none or it is not finite.",
            "name": "validationObjective",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TrainReduction": {
        "about": "What the losses of rows come to.",
        "type": "'mean' | 'sum'",
        "values": [
          {
            "about": "Their mean, in a batch the mean over its own rows.",
            "name": "mean"
          },
          {
            "about": "Their sum. The rows of a batch, or of `validation`, count as often as makes them as many as there are.",
            "name": "sum"
          }
        ]
      },
      "TrainSchedule": {
        "about": "How the learning rate changes from step to step.",
        "type": "'constant' | 'cosine'",
        "values": [
          {
            "about": "Not at all.",
            "name": "constant"
          },
          {
            "about": "It falls to nearly zero at the last step, along half a period of the cosine.",
            "name": "cosine"
          }
        ]
      },
      "TrainSolution": {
        "about": "What training came to.",
        "fields": [
          {
            "about": "How it ended.",
            "name": "status",
            "optional": false,
            "type": "TrainStatus"
          },
          {
            "about": "The parameters by name, row by row.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: numbers}"
          },
          {
            "about": "The objective at these, computed over all rows: the losses as `reduction` says, and the penalty.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Euclidean norm of its gradient by all parameters there.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often all rows were gone through, the values over all rows above not counted: epochs that were finished, or for `lbfgs`\neach computation of the objective.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the parameters changed: for `lbfgs`, its iterations.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was seen after each epoch, for `lbfgs` after each iteration.",
            "name": "history",
            "optional": false,
            "type": "TrainRecord[]"
          }
        ]
      },
      "TrainStatus": {
        "about": "How training ended.",
        "type": "'epochLimit' | 'converged' | 'iterationLimit' | 'lineSearchFailed' | 'timeLimit' | 'diverged'",
        "values": [
          {
            "about": "`adam` or `sgd` has done its epochs.",
            "name": "epochLimit"
          },
          {
            "about": "`lbfgs`: the norm of the gradient is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "`lbfgs`: the iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "`lbfgs`: no step along the gradient lowers the objective, mostly since rounding allows no more progress.",
            "name": "lineSearchFailed"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "The loss or its gradient was no longer finite. The parameters are the last at which both were, before the step that led there.",
            "name": "diverged"
          }
        ]
      },
      "VectorJacobianProductProblem": {
        "about": "A function, where to differentiate it, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name, each as one tensor, row by row; or as several, one after another, as many for each input that has\nmore than one: the points. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The weights: a number for each element of the value; or several, one for each point.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs by which to differentiate. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      }
    }
  },
  "games": {
    "methods": {
      "games.bradleyTerry": {
        "problem": "BradleyTerryProblem",
        "solution": "BradleyTerrySolution"
      },
      "games.correlated": {
        "problem": "CorrelatedProblem",
        "solution": "CorrelatedSolution"
      },
      "games.distributed": {
        "problem": "DistributedDataProblem",
        "solution": "DistributedSolution"
      },
      "games.exploitability": {
        "problem": "ExploitabilityProblem",
        "solution": "ExploitabilitySolution"
      },
      "games.nash": {
        "problem": "NashProblem",
        "solution": "NashSolution"
      },
      "games.preferenceLoss": {
        "problem": "PreferenceLossProblem",
        "solution": "PreferenceLossSolution"
      },
      "games.preferenceWinner": {
        "problem": "PreferenceWinnerProblem",
        "solution": "PreferenceWinnerSolution"
      },
      "games.variationalInequality": {
        "problem": "VariationalInequalityDataProblem",
        "solution": "VariationalInequalitySolution"
      },
      "games.zeroSum": {
        "problem": "ZeroSumProblem",
        "solution": "ZeroSumSolution"
      }
    },
    "types": {
      "AffineMap": {
        "about": "An affine map, `matrix` z + `vector`.",
        "fields": [
          {
            "about": "A square matrix.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "As many numbers as the matrix has rows.",
            "name": "vector",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "AffineSum": {
        "about": "The mean of affine maps of d variables.",
        "fields": [
          {
            "about": "The square matrices below each other: d columns, and d rows for each of the maps.",
            "name": "matrices",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constant vectors: a row for each of the maps, d columns.",
            "name": "vectors",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "BradleyTerryProblem": {
        "about": "Votes between two items at a time. It has either `votes` or `comparisons`.",
        "fields": [
          {
            "about": "The votes one by one instead.",
            "name": "comparisons",
            "optional": true,
            "type": "Comparisons"
          },
          {
            "about": "A row of numbers for each item, of which the strength is a linear function. At most 2000 columns.",
            "name": "features",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "How many items there are, where votes come one by one. Default: one more than the largest number.",
            "name": "itemCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What a vote says.",
            "name": "loss",
            "optional": true,
            "type": "VoteLoss"
          },
          {
            "about": "The most Newton steps.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Gives the policy whose rewards the strengths are.",
            "name": "policy",
            "optional": true,
            "type": "PolicyReference"
          },
          {
            "about": "The factor λ of half the square of the strengths, or of the coefficients, that is added to the loss.",
            "default": "0.0",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution has standard errors, which of more than 2000 items it never has: they take time with the cube of their number.",
            "default": "true",
            "name": "standardErrors",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The largest entry of the gradient at which strengths are a solution, in units of the largest number of times that one item beat\nanother.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How often item i beat item j, in row i and column j: not negative, with zeros on the diagonal.",
            "name": "votes",
            "optional": true,
            "type": "matrix | sparse matrix"
          }
        ]
      },
      "BradleyTerrySolution": {
        "about": "The strengths.",
        "fields": [
          {
            "about": "How the fit ended.",
            "name": "status",
            "optional": false,
            "type": "BradleyTerryStatus"
          },
          {
            "about": "The strengths, with the mean 0; of items that no votes connect, in each connected group.",
            "name": "strengths",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The logarithm of the votes' probability under the strengths; where there are `components`, of those within them.",
            "name": "logLikelihood",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient of the loss, with its regularization.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The numbers of the items, the best first. Where there are `connectedGroups`, one group comes after the other, and the order of two\nitems of different groups means nothing.",
            "name": "ranking",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The number of Newton steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficients of the features, where there are some.",
            "name": "coefficients",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The groups of items within which each has beaten each, by way of others, where there is no maximum: no item ever lost to one of a\nlater group.",
            "name": "components",
            "optional": true,
            "type": "whole numbers[]"
          },
          {
            "about": "The groups of items that votes connect, where there are several and neither features nor regularization compare their items: the\nlargest first, and items that nobody compared last. Strengths have the mean 0 in each.",
            "name": "connectedGroups",
            "optional": true,
            "type": "whole numbers[]"
          },
          {
            "about": "The policy whose rewards the strengths are, where `policy` was given.",
            "name": "policy",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The standard error of each strength, or where there are features of each coefficient, by the observed information; for the logistic\nloss.",
            "name": "standardErrors",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "BradleyTerryStatus": {
        "about": "How the fit ended.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'unbounded'",
        "values": [
          {
            "about": "The gradient is as small as was asked for.",
            "name": "converged"
          },
          {
            "about": "The steps were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "No step makes the loss smaller, since rounding allows no more progress.",
            "name": "stalled"
          },
          {
            "about": "No strengths are the likeliest: without regularization some move apart without end. Without features the strengths are then right\nwithin each of `components`, with the mean 0. Groups that no votes connect do not make it so: see `connectedGroups`.",
            "name": "unbounded"
          }
        ]
      },
      "Comparisons": {
        "about": "Votes one by one.",
        "fields": [
          {
            "about": "The number of the item that won each vote, from 0.",
            "name": "winners",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The number of the item that lost it.",
            "name": "losers",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "How much each counts, not negative. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Compressor": {
        "about": "What is sent of a vector.",
        "fields": [
          {
            "about": "Which part of them, above 0 and at most 1; at least one is sent.",
            "default": "0.1",
            "name": "fraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Which entries.",
            "name": "kind",
            "optional": true,
            "type": "CompressorKind"
          }
        ]
      },
      "CompressorKind": {
        "about": "Which entries of a vector are sent.",
        "type": "'top' | 'random'",
        "values": [
          {
            "about": "Those of the largest absolute values; what is not sent is added to what is sent later.",
            "name": "top"
          },
          {
            "about": "Some drawn at random, made larger so that they are right in the mean.",
            "name": "random"
          }
        ]
      },
      "ConvexSet": {
        "about": "A convex set that some of the variables, one after the other, are to be in.",
        "fields": [
          {
            "about": "Which kind of set.",
            "name": "kind",
            "optional": false,
            "type": "SetKind"
          },
          {
            "about": "The middle of a ball. Default: zeros.",
            "name": "center",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The lower ends of a box: of each variable, or one number for all of them. Default: none, `-Infinity`.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The radius of a ball, positive.",
            "name": "radius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many variables it is about, at most a million. Default: as many as `lower`, `upper` or `center` has entries.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the variables in a simplex add up to, positive. Default: 1.",
            "name": "sum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper ends of a box. Default: none, `Infinity`.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "CorrelatedProblem": {
        "about": "A game, and what is to be best.",
        "fields": [
          {
            "about": "What each player gets at each profile of actions: from 2 to 8 matrices or tensors, as nested lists or\n`{ shape, values }`, of one shape, which has an axis for each player. At most 50 000 profiles, and 50 million in all rows of the linear program, which has one for each pair of\nactions of a player.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[]"
          },
          {
            "about": "Whether players decide before they are told anything, to follow or to play one action whatever happens: there are more such\nequilibria.",
            "default": "false",
            "name": "coarse",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The most pivots.",
            "default": "1000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is to be large in place of payoffs: a number for each profile, of the shape of payoffs or the same as a vector.",
            "name": "objective",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "Which player's payoff is to be large, counted from 0. Default: the sum of all.",
            "name": "player",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What a player can gain by deviating, as a part of the range of their payoffs, and the duality gap, as a part of the range of the objective, are at\nmost this much.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CorrelatedSolution": {
        "about": "A correlated equilibrium.",
        "fields": [
          {
            "about": "How the method ended: `converged` where regrets and duality gap, computed for the returned distribution from the payoffs, are at most\nwhat the tolerance says; `stalled` where rounding allows no more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The probability of each profile; the last player's actions go round fastest.",
            "name": "distribution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The expected value of the objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What each player gets on average.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What a player gains at most by deviating: where they are told their action by another one for each, where the equilibrium is coarse by\none action throughout.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How far the objective is below a bound that holds for all equilibria.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Pivots.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DistributedDataProblem": {
        "about": "Workers whose maps are affine, as data.",
        "fields": [
          {
            "about": "The maps: a matrix and a vector for each of the workers.",
            "name": "workers",
            "optional": false,
            "type": "AffineSum"
          },
          {
            "about": "Whether what workers receive is compressed too; for `random`.",
            "default": "false",
            "name": "bidirectional",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What workers send.",
            "name": "compressor",
            "optional": true,
            "type": "Compressor"
          },
          {
            "about": "Where to start. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most rounds.",
            "default": "20000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of the workers that take part in a round, above 0 and at most 1; at least one does.",
            "default": "1.0",
            "name": "participation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The length of the first steps. Default: by an estimate of Lipschitz constants. It is adapted on the way.",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The length of the mean map at which a point is a solution, in units of its length at the start.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DistributedSolution": {
        "about": "The best snapshot: a point at which all workers told the whole of their maps.",
        "fields": [
          {
            "about": "How the search ended. It has converged where the residual is as small as was asked for, and stalled where that did not fall by a\nhundredth in the last fifth of the rounds, at least a thousand of them.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The length of the mean of the maps there.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rounds.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often all workers told the whole of their maps: at the start twice.",
            "name": "snapshots",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many numbers a worker sent, in the mean of the workers. Places of entries are not counted.",
            "name": "sentPerWorker",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many numbers a worker received, beside the start. Places of entries are not counted.",
            "name": "receivedPerWorker",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The length of steps at the end.",
            "name": "step",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often steps were found to be too long, and the search went back to the best snapshot.",
            "name": "backtracks",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "ExploitabilityProblem": {
        "about": "A game, and how it is played: by strategies or by a distribution.",
        "fields": [
          {
            "about": "What each player gets at each profile of actions: from 2 to 8 matrices or tensors, as nested lists or `{ shape, values }`, of one\nshape, which has an axis for each player; or the matrix of a zero-sum game of two, which the row player gets from the column player.\nAt most 10⁷ profiles.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[] | matrix"
          },
          {
            "about": "The probability of each profile, the last player's actions going round fastest, for players who know it and are told their own\naction only. At most 50 000 profiles.",
            "name": "distribution",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The mixed strategies of all players: as rows, where all have as many actions; else one after the other in one vector.",
            "name": "strategies",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "ExploitabilitySolution": {
        "about": "How far from an equilibrium that is.",
        "fields": [
          {
            "about": "What each player gains by the best other way to play: by another strategy, or, where a distribution is given, by another action for each that\nmay be told.",
            "name": "regrets",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest of them: 0 at an equilibrium.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Their sum, known as NashConv; in a zero-sum game of two the duality gap.",
            "name": "nashConv",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best action of each player against the strategies of the others, the first of several; against a distribution the best\nfor one who is told nothing.",
            "name": "bestResponses",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The expected payoff of each player.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "LinearConstraints": {
        "about": "Linear inequalities.",
        "fields": [
          {
            "about": "A row for each inequality, as wide as there are variables.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What the products of the rows with the point must not exceed.",
            "name": "upper",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "NashEquilibrium": {
        "about": "One of several equilibria.",
        "fields": [
          {
            "about": "The probability of each action of each player.",
            "name": "strategies",
            "optional": false,
            "type": "numbers[]"
          },
          {
            "about": "What each player gets on average.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What a player gains at most by another strategy.",
            "name": "regret",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "NashFind": {
        "about": "How many equilibria are asked for.",
        "type": "'one' | 'all'",
        "values": [
          {
            "about": "One.",
            "name": "one"
          },
          {
            "about": "All of a game of two players who have up to 62 actions together: where there are infinitely many, the extreme ones, of which the\nothers are mixtures. The time grows exponentially with the number of actions.",
            "name": "all"
          }
        ]
      },
      "NashMethod": {
        "about": "How one equilibrium is found.",
        "type": "'auto' | 'lemkeHowson' | 'logit'",
        "values": [
          {
            "about": "Lemke and Howson's method for two players. For more, the first pure equilibrium in the order of the profiles, and the logit path where\nthere is none.",
            "name": "auto"
          },
          {
            "about": "Complementary pivots, which lead to an equilibrium of any game of two players (Lemke, Howson, J. SIAM 12, 1964), with the\nlexicographic ratio test, by which they end in degenerate games too.",
            "name": "lemkeHowson"
          },
          {
            "about": "The path of logit equilibria from even strategies, where players are sure of nothing, to an equilibrium of players who make no mistakes\n(McKelvey, Palfrey, Games Econ. Behav. 10, 1995; followed as by Turocy, Games Econ. Behav. 51, 2005).",
            "name": "logit"
          }
        ]
      },
      "NashProblem": {
        "about": "A game in normal form, of which equilibria are asked.",
        "fields": [
          {
            "about": "What each player gets at each profile of actions, which they want to be much: from 2 to 8 matrices or\ntensors, as nested lists or `{ shape, values }`, of one shape, which has an axis for each player. At most 10⁷ profiles, entries up to 10¹⁵⁰.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[]"
          },
          {
            "about": "Whether one equilibrium is asked for or all.",
            "name": "find",
            "optional": true,
            "type": "NashFind"
          },
          {
            "about": "For Lemke and Howson's method, the action whose label is dropped first, of the first player's and then the second's: each leads\nto an equilibrium, some to another one. Default: all of them in turn, some pivots each, until one gets there.",
            "name": "label",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The most pivots, or steps on the path.",
            "default": "1000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Where all equilibria are asked for, the most bases of each player's polytope that are looked at.",
            "default": "100000",
            "name": "maxVertices",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How one equilibrium is found.",
            "name": "method",
            "optional": true,
            "type": "NashMethod"
          },
          {
            "about": "What a player can gain by leaving a strategy is at most this part of the range of their payoffs.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "NashSolution": {
        "about": "An equilibrium, or the nearest to one that was found, and the others where all were asked for.",
        "fields": [
          {
            "about": "How the method ended: `converged` where the relative regret of the returned strategies, computed from the payoffs, is at most the\ntolerance, and, where all equilibria were asked for, all were found and that holds for each; `stalled` where rounding allows no\nmore, or the path ends where more than one equilibrium is near.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The probability of each action of each player.",
            "name": "strategies",
            "optional": false,
            "type": "numbers[]"
          },
          {
            "about": "What each player gets on average.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "What each player gains by the best other strategy while the others keep theirs.",
            "name": "regrets",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest of them.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest as a part of the range of that player's payoffs.",
            "name": "relativeRegret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Pivots, steps on the path, or bases looked at; 0 for a pure equilibrium of more than two players.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Where all are asked for: whether there are no others.",
            "name": "complete",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where all are asked for: whether some strategy has more best responses than actions in use. Then there may be infinitely many\nequilibria, which are mixtures of those told.",
            "name": "degenerate",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where all are asked for: the equilibria, each once, by strategies in descending order.",
            "name": "equilibria",
            "optional": true,
            "type": "NashEquilibrium[]"
          },
          {
            "about": "Where the path was followed: how sure players are of their payoffs at the end of it, in units of the inverse of the largest\nrange. The last point is the equilibrium for ever surer ones, by Newton's method.",
            "name": "logitPrecision",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "OperatorData": {
        "about": "A map as data, in one of these forms.",
        "fields": [
          {
            "about": "An affine map.",
            "name": "affine",
            "optional": true,
            "type": "AffineMap"
          },
          {
            "about": "A function of the variables, as one vector, and of parameters, whose value is as long a vector. Its derivatives are exact.",
            "name": "expression",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The map of a saddle function: its gradient in x, and the negative of that in y.",
            "name": "saddle",
            "optional": true,
            "type": "SaddleFunction"
          },
          {
            "about": "The mean of affine maps.",
            "name": "sum",
            "optional": true,
            "type": "AffineSum"
          }
        ]
      },
      "PairLoss": {
        "about": "The loss of a pair whose margin is h: by how much the sequence that was chosen has become likelier than the other.",
        "type": "'sigmoid' | 'ipo' | 'hinge'",
        "values": [
          {
            "about": "The negative logarithm of 1 / (1 + exp(−β h)).",
            "name": "sigmoid"
          },
          {
            "about": "The square of h − 1/(2β).",
            "name": "ipo"
          },
          {
            "about": "1 − β h, or 0 where that is negative.",
            "name": "hinge"
          }
        ]
      },
      "PolicyReference": {
        "about": "What strengths are rewards of.",
        "fields": [
          {
            "about": "The probabilities that the policy is kept near, positive; only their ratios count.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The temperature β, positive: how much nearness to the reference counts.",
            "name": "beta",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PreferenceLossProblem": {
        "about": "Pairs of sequences, of which one was chosen and the other rejected.",
        "fields": [
          {
            "about": "The sequences that were chosen.",
            "name": "chosen",
            "optional": false,
            "type": "Sequences"
          },
          {
            "about": "The sequences that were rejected, as many.",
            "name": "rejected",
            "optional": false,
            "type": "Sequences"
          },
          {
            "about": "The temperature β, positive.",
            "default": "0.1",
            "name": "beta",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of pairs that are taken to be the wrong way round, from 0 and below 1/2; for `sigmoid`.",
            "default": "0.0",
            "name": "labelSmoothing",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss of a pair.",
            "name": "loss",
            "optional": true,
            "type": "PairLoss"
          },
          {
            "about": "Which tokens count.",
            "name": "mask",
            "optional": true,
            "type": "TokenMask"
          },
          {
            "about": "How much each pair counts, not negative, and some positive. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "PreferenceLossSolution": {
        "about": "The loss and its gradient.",
        "fields": [
          {
            "about": "The weighted mean of the losses.",
            "name": "loss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The loss of each pair.",
            "name": "losses",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The reward of each chosen sequence less that of the rejected one: β h.",
            "name": "margins",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "β times what the log-probability of each chosen sequence is above the reference's.",
            "name": "chosenRewards",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "β times what the log-probability of each rejected sequence is above the reference's.",
            "name": "rejectedRewards",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted share of pairs whose margin is positive.",
            "name": "accuracy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of the loss by the log-probabilities of the chosen tokens.",
            "name": "chosenGradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gradient of the loss by the log-probabilities of the rejected tokens.",
            "name": "rejectedGradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The place of the first token in which the sequences of each pair differ, where there are tokens: where one begins with the other, the\nshorter one's length.",
            "name": "firstDifferences",
            "optional": true,
            "type": "whole numbers"
          }
        ]
      },
      "PreferenceWinnerMethod": {
        "about": "How the lottery is found where it is to be near a reference.",
        "type": "'auto' | 'mirrorProx' | 'mirrorDescent'",
        "values": [
          {
            "about": "Mirror prox, with Newton steps now and then.",
            "name": "auto"
          },
          {
            "about": "Mirror prox.",
            "name": "mirrorProx"
          },
          {
            "about": "Mirror descent, for comparison: it goes round in circles where preferences do and little holds it at the reference.",
            "name": "mirrorDescent"
          }
        ]
      },
      "PreferenceWinnerProblem": {
        "about": "Preferences between items, and what the lottery is to be near. It has either `preferences` or `votes`.",
        "fields": [
          {
            "about": "The most rounds, or without regularization steps of the simplex method.",
            "default": "100000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How it is found.",
            "name": "method",
            "optional": true,
            "type": "PreferenceWinnerMethod"
          },
          {
            "about": "Whether steps are as short as if some item were always preferred to some other, as the paper has them; else they fit the largest\npreference that there is.",
            "default": "false",
            "name": "paperStep",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "How often item i is preferred to item j, from 0 to 1, in row i and column j. With its transpose it must add up to 1 within 1e-9. At\nmost 5000 items.",
            "name": "preferences",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "What the lottery is to be near: positive numbers, of which only the ratios count. Default: all the same.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The factor β of the divergence of Kullback and Leibler from the reference, from 1e-9 to 1e9; 0: the lottery is near nothing.",
            "default": "0.01",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What is added to each number of votes, not negative.",
            "default": "0.0",
            "name": "smoothing",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The exploitability at which a lottery is a solution.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How often item i beat item j instead, not negative, with zeros on the diagonal. Items that were never compared are preferred to\neach other half of the time.",
            "name": "votes",
            "optional": true,
            "type": "matrix | sparse matrix"
          }
        ]
      },
      "PreferenceWinnerSolution": {
        "about": "A lottery over the items.",
        "fields": [
          {
            "about": "How the search ended. It has converged where the exploitability is as small as was asked for.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The probability of each item.",
            "name": "winner",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "By how much another lottery could do better against this one than this one does, with what its distance from the reference counts.\nThe divergence of the solution from this lottery is at most this over `regularization`.",
            "name": "exploitability",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often each item is preferred to one drawn from the lottery.",
            "name": "winProbabilities",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of rounds, or of steps of the simplex method.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of Newton steps.",
            "name": "newtonSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many times all items were compared with a lottery in the rounds: twice in each, once in one of mirror descent.",
            "name": "queries",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of the item that is preferred to each other one more often than not, where there is such an item.",
            "name": "condorcetWinner",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The logarithms of the probabilities, which are exact where these underflow; with regularization.",
            "name": "logProbabilities",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "How far the logarithms are from those of the best answer to the lottery: the largest difference less the least; with regularization.",
            "name": "spanError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the lottery was shown to be the only one: without regularization. `false` says that this was not shown.",
            "name": "unique",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "SaddleFunction": {
        "about": "What is least in x and largest in y: c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2. The point is x, and after it y.",
        "fields": [
          {
            "about": "The matrix A: a row for each entry of y, a column for each entry of x.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The vector c.",
            "name": "primalLinear",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The vector b.",
            "name": "dualLinear",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The symmetric matrix R. Default: none.",
            "name": "dualQuadratic",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The symmetric matrix Q. Default: none.",
            "name": "primalQuadratic",
            "optional": true,
            "type": "matrix | sparse matrix"
          }
        ]
      },
      "Sequences": {
        "about": "Sequences of tokens, one after the other.",
        "fields": [
          {
            "about": "The log-probability of each token under the model, not above 0.",
            "name": "logProbabilities",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The log-probability of each token under the reference.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Where each sequence begins, and the number of tokens at the end.",
            "name": "offsets",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "1 for tokens that count, 0 for the others; for `given`.",
            "name": "mask",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The tokens, as numbers; for `afterFirstDifference`.",
            "name": "tokens",
            "optional": true,
            "type": "whole numbers"
          }
        ]
      },
      "SetKind": {
        "about": "The kinds of sets.",
        "type": "'free' | 'box' | 'simplex' | 'ball'",
        "values": [
          {
            "about": "All vectors.",
            "name": "free"
          },
          {
            "about": "Vectors between `lower` and `upper`.",
            "name": "box"
          },
          {
            "about": "Vectors without negative entries that add up to `sum`.",
            "name": "simplex"
          },
          {
            "about": "Vectors no further than `radius` from `center`.",
            "name": "ball"
          }
        ]
      },
      "TokenMask": {
        "about": "Which tokens count.",
        "type": "'all' | 'afterFirstDifference' | 'given'",
        "values": [
          {
            "about": "All of them.",
            "name": "all"
          },
          {
            "about": "Those from the first on in which the sequences of a pair differ.",
            "name": "afterFirstDifference"
          },
          {
            "about": "Those that `mask` of the sequences says.",
            "name": "given"
          }
        ]
      },
      "VariationalInequalityDataProblem": {
        "about": "A variational inequality whose map is data.",
        "fields": [
          {
            "about": "The map.",
            "name": "operator",
            "optional": false,
            "type": "OperatorData"
          },
          {
            "about": "Linear inequalities that the point is to keep besides; they have multipliers.",
            "name": "constraints",
            "optional": true,
            "type": "LinearConstraints"
          },
          {
            "about": "Whether the solution has the residual after each evaluation.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where to start; moved to the nearest point of the set. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A Lipschitz constant of the map, for the lengths of steps. Default: estimated on the way.",
            "name": "lipschitz",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The most evaluations of the map. Evaluations of components count as their part of it.",
            "default": "100000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How to solve it.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "VariationalInequalityMethod"
          },
          {
            "about": "Whether `auto` takes Newton steps, where there are at most 2000 variables and inequalities.",
            "default": "true",
            "name": "newton",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "All other inputs of an expression, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The convex set, as sets of the variables one after the other. Default: all vectors.",
            "name": "set",
            "optional": true,
            "type": "ConvexSet[]"
          },
          {
            "about": "The natural residual at which a point z is a solution, in units of `scale` times the length of z or of 1, whichever is larger.\nSo the unit of the map does not matter; the variables should be of size 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The name of the input of an expression that the variables are. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "VariationalInequalityMethod": {
        "about": "How a variational inequality is solved.",
        "type": "'auto' | 'anchored' | 'halpern' | 'extragradient' | 'goldenRatio' | 'optimistic' | 'varianceReducedHalpern'",
        "values": [
          {
            "about": "Anchored steps, and Newton steps unless `newton` is unset.",
            "name": "auto"
          },
          {
            "about": "Extragradient steps that are pulled back to an anchor, which is moved to where they are whenever the residual has fallen.",
            "name": "anchored"
          },
          {
            "about": "Anchored steps of the fixed length 1/(2L), whose anchor stays at the start.",
            "name": "halpern"
          },
          {
            "about": "Extragradient steps, whose length adapts.",
            "name": "extragradient"
          },
          {
            "about": "Steps from a mean of all points before, whose length adapts: one evaluation each.",
            "name": "goldenRatio"
          },
          {
            "about": "Extragradient steps by the map's value at the point before: one evaluation each.",
            "name": "optimistic"
          },
          {
            "about": "For means of many cocoercive maps over all vectors: steps by few components, pulled back to the start.",
            "name": "varianceReducedHalpern"
          }
        ]
      },
      "VariationalInequalityRecord": {
        "about": "How far a search has come.",
        "fields": [
          {
            "about": "The number of evaluations of the map.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of components.",
            "name": "componentEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The natural residual of the point evaluated last.",
            "name": "naturalResidual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "VariationalInequalitySolution": {
        "about": "The best point that was found.",
        "fields": [
          {
            "about": "How the search ended.",
            "name": "status",
            "optional": false,
            "type": "VariationalInequalityStatus"
          },
          {
            "about": "The point, which is in the set.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How far the point z is from being a solution: the length of z − P(z − F(z) / s), times s, where P projects onto the set and s is\n`scale`. With constraints z has the multipliers λ ≥ 0 after it, and the map is (F(z) + C'λ, upper − C z).",
            "name": "naturalResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The unit s of the map for each unit of its variables: the ratio of a small change of the map to that of the point at the start, or\nwhere it was called a solution, whichever is smaller. Where `lipschitz` is given, it is that.",
            "name": "scale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the map was evaluated, for differences too.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many components were evaluated.",
            "name": "componentEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many Newton steps were taken.",
            "name": "newtonSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the anchor was moved.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that was used.",
            "name": "method",
            "optional": false,
            "type": "VariationalInequalityMethod"
          },
          {
            "about": "The largest ⟨F(z), z − u⟩ of a point u of the set, where that is bounded and there are no constraints. Of a monotone map it bounds\nwhat ⟨F(u), z − u⟩ can be, and for a saddle function the duality gap.",
            "name": "gap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The residual after each evaluation, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "VariationalInequalityRecord[]"
          },
          {
            "about": "The multipliers of the constraints, where there are some.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "VariationalInequalityStatus": {
        "about": "How the search ended.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'infeasible' | 'notMonotone'",
        "values": [
          {
            "about": "The natural residual of the point is as small as was asked for.",
            "name": "converged"
          },
          {
            "about": "The evaluations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "The residual of the best point did not fall by a hundredth in the last fifth of the evaluations, at least 10 000 of them.",
            "name": "stalled"
          },
          {
            "about": "The constraints leave no point of the set. The multipliers λ prove it: λ'(Cz − upper) is positive for all z of the set. The point\nviolates the constraints about as little as can be.",
            "name": "infeasible"
          },
          {
            "about": "It has not converged, and the map, which is data and affine, of at most 1000 variables, is not monotone.",
            "name": "notMonotone"
          }
        ]
      },
      "VoteLoss": {
        "about": "What a vote says of the difference of two strengths.",
        "type": "'logistic' | 'squared'",
        "values": [
          {
            "about": "The negative logarithm of its probability.",
            "name": "logistic"
          },
          {
            "about": "The square of what the winner's strength less the loser's differs from 1/2. With a policy of the temperature β it is what the\nratio of log-probabilities differs from 1/(2β), as in identity preference optimization.",
            "name": "squared"
          }
        ]
      },
      "ZeroSumChosenMethod": {
        "about": "The method that is used.",
        "type": "'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx'",
        "values": [
          {
            "about": "Linear programming.",
            "name": "simplex"
          },
          {
            "about": "Regret matching plus.",
            "name": "regretMatching"
          },
          {
            "about": "The primal-dual hybrid gradient method.",
            "name": "primalDual"
          },
          {
            "about": "Mirror prox.",
            "name": "mirrorProx"
          }
        ]
      },
      "ZeroSumMethod": {
        "about": "How strategies of a zero-sum game are found.",
        "type": "'auto' | 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx'",
        "values": [
          {
            "about": "The simplex method where the game has up to 4 million entries, zeros counted, else the primal-dual method.",
            "name": "auto"
          },
          {
            "about": "Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951): exact to rounding, in\ntime that grows with the cube of the number of actions, about. It stores the whole matrix.",
            "name": "simplex"
          },
          {
            "about": "Regret matching plus, in turns, with averages of growing weight (Tammelin, Burch, Johanson, Bowling, IJCAI 2015): rough\nstrategies after few rounds, of which each is two products with the matrix.",
            "name": "regretMatching"
          },
          {
            "about": "The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201, 2023), and linear equations on\nthe actions in use once few are left: for games too large for the simplex method, sparse ones in particular.",
            "name": "primalDual"
          },
          {
            "about": "Mirror prox with Newton steps, for games with `regularization`; the only method for them.",
            "name": "mirrorProx"
          }
        ]
      },
      "ZeroSumProblem": {
        "about": "A zero-sum game: the row player chooses a row and wants much, the column player chooses a column and pays.",
        "fields": [
          {
            "about": "What the row player gets from the column player, a row for each action of the former and a column for each of the\nlatter: dense or sparse, at most 10⁶ of either, entries up to 10¹⁵⁰.",
            "name": "payoffs",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "What the column player's strategy is to be near. Default: all the same.",
            "name": "columnReference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether the relative gap at each look at it is told in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where first-order methods start; for the simplex method it is what is returned where it has no time for anything better.\nDefault: all actions alike.",
            "name": "initial",
            "optional": true,
            "type": "ZeroSumStart"
          },
          {
            "about": "The most iterations: pivots of the simplex method, rounds of regret matching and of mirror prox, steps of the primal-dual method. Default: 50 for each row and\ncolumn for the simplex method, 100 000 for the others.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the strategies are found.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "ZeroSumMethod"
          },
          {
            "about": "The factor β of the divergences of Kullback and Leibler of both strategies from references, which each player wants small; 0 for none.\nWith it the equilibrium is the only one, and mirror prox finds it, for at most 4000 rows and columns together.",
            "default": "0.0",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "What the row player's strategy is to be near: positive numbers, of which only the ratios count. Default: all the same.",
            "name": "rowReference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What the duality gap of the solution is at most, or with `regularization` its exploitability, as a part of the range of the payoffs.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ZeroSumProgress": {
        "about": "What there is to tell of a game under way.",
        "fields": [
          {
            "about": "The number of iterations so far.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The relative gap of the best strategies so far.",
            "name": "relativeGap",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ZeroSumSolution": {
        "about": "Strategies of a zero-sum game. Its value is between the bounds, whoever computed them.",
        "fields": [
          {
            "about": "How the method ended: `converged` where the relative gap, computed for the returned strategies from the payoffs, is at most the tolerance;\n`stalled` where it has not got better by a hundredth in the last fifth of the iterations, or where rounding allows no more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The probability of each row.",
            "name": "row",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The probability of each column.",
            "name": "column",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The expected payoff of the row player where both play so.",
            "name": "value",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the row player is sure to get on average: the least payoff of any column against `row`.",
            "name": "lowerBound",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the column player is sure to pay at most on average: the largest payoff of any row against `column`.",
            "name": "upperBound",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper bound less the lower one.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The duality gap as a part of the range of the payoffs; 0 where all are the same.",
            "name": "relativeGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The rows with a positive probability.",
            "name": "rowSupport",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The columns with a positive probability.",
            "name": "columnSupport",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "Pivots, rounds or steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that was used.",
            "name": "method",
            "optional": false,
            "type": "ZeroSumChosenMethod"
          },
          {
            "about": "What both players could gain by their best answers in sum, with what the distances from the references count; with `regularization`.\nIt is at most the tolerance times the range of the payoffs where the method has converged. The divergence of the equilibrium from\nthe strategies is at most this over `regularization`.",
            "name": "exploitability",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relative gap of the best strategies at each look at it, with `history`: every 10 rounds of regret matching, every 8 steps of the\nprimal-dual method, every 256 pivots. With `regularization` it is the exploitability as a part of the range of the payoffs.",
            "name": "history",
            "optional": true,
            "type": "ZeroSumProgress[]"
          }
        ]
      },
      "ZeroSumStart": {
        "about": "Strategies to start from.",
        "fields": [
          {
            "about": "The column player's.",
            "name": "column",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The row player's: not negative, with the sum 1.",
            "name": "row",
            "optional": true,
            "type": "numbers"
          }
        ]
      }
    }
  },
  "numerics": {
    "methods": {
      "numerics.brentMinimum": {
        "problem": "BrentMinimumProblem",
        "solution": "BrentMinimumSolution"
      },
      "numerics.brentRoot": {
        "problem": "BrentRootProblem",
        "solution": "BrentRootSolution"
      }
    },
    "types": {
      "BrentMinimumProblem": {
        "about": "Where to search for a minimum of `objective`, a function of one number, and how exactly. Where there are several minima,\none of them is found. The objective may be `Infinity`, which is worse than any number, but neither `-Infinity` nor NaN.",
        "fields": [
          {
            "about": "The lower end of the interval; the objective is not evaluated at the ends.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper end of the interval, above `lower`.",
            "name": "upper",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The most iterations, each one evaluation of the objective.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How exactly the minimizer is wanted, in its units. To this is added 1.5e-8 times the minimizer, since near a minimum\nthe values of the objective differ by less than rounding.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BrentMinimumSolution": {
        "about": "The minimum that was found.",
        "fields": [
          {
            "about": "Why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "BrentStatus"
          },
          {
            "about": "The number of iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the objective was asked for its value.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best point that was found.",
            "name": "minimizer",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective there.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The lower end of an interval that holds a minimizer.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper end of that interval.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BrentRootProblem": {
        "about": "Where to search for a root of `function`, a function of one number, and how exactly. The function's values at the two\nends must differ in sign, and be finite everywhere.",
        "fields": [
          {
            "about": "The lower end of the interval.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper end of the interval, above `lower`.",
            "name": "upper",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The most iterations, each one evaluation of the function.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How exactly the root is wanted, in its units. To this is added twice the rounding of the root.",
            "default": "1e-14",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BrentRootSolution": {
        "about": "The root that was found.",
        "fields": [
          {
            "about": "Why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "BrentStatus"
          },
          {
            "about": "The number of iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the function was asked for its value.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best approximation of the root.",
            "name": "root",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The function there.",
            "name": "value",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The lower end of an interval in which the sign changes.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper end of that interval.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BrentStatus": {
        "about": "Why the search stopped.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit'",
        "values": [
          {
            "about": "The interval is as small as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          }
        ]
      }
    }
  },
  "sketch": {
    "methods": {
      "sketch.applySketch": {
        "problem": "ApplySketchProblem",
        "solution": "ApplySketchSolution"
      },
      "sketch.basisMatrix": {
        "problem": "BasisMatrixProblem",
        "solution": "BasisMatrixSolution"
      },
      "sketch.iterativeHessianSketch": {
        "problem": "IterativeHessianSketchProblem",
        "solution": "IterativeHessianSketchSolution"
      },
      "sketch.leverageScores": {
        "problem": "LeverageScoresProblem",
        "solution": "LeverageScoresSolution"
      },
      "sketch.lsmr": {
        "problem": "KrylovProblem",
        "solution": "KrylovSolution"
      },
      "sketch.lsqr": {
        "problem": "KrylovProblem",
        "solution": "KrylovSolution"
      },
      "sketch.lstsq": {
        "problem": "LstsqProblem",
        "solution": "LstsqSolution"
      },
      "sketch.randomizedRangeFinder": {
        "problem": "RandomizedRangeFinderProblem",
        "solution": "RandomizedRangeFinderSolution"
      },
      "sketch.randomizedSvd": {
        "problem": "RandomizedSvdProblem",
        "solution": "RandomizedSvdSolution"
      },
      "sketch.sampledLstsq": {
        "problem": "SampledLstsqProblem",
        "solution": "SampledLstsqSolution"
      },
      "sketch.sketchedLstsq": {
        "problem": "SketchedLstsqProblem",
        "solution": "SketchedLstsqSolution"
      },
      "sketch.solveConsistent": {
        "problem": "SolveConsistentProblem",
        "solution": "SolveConsistentSolution"
      },
      "sketch.weightedSample": {
        "problem": "WeightedSampleProblem",
        "solution": "WeightedSampleSolution"
      }
    },
    "types": {
      "ApplySketchProblem": {
        "about": "A matrix, and the sketch that it is to be multiplied by.\n\nThe sketch S is a random matrix with `E[S' S] = I`, a function of `kind`, its numbers of rows and columns, `nonzeros`, and\nthe run's seed: the same ones always give the same S, so that a product with S and one with its transpose go together.",
        "fields": [
          {
            "about": "The matrix `A`: dense in double or single precision, or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The kind of random matrix.",
            "name": "kind",
            "optional": false,
            "type": "SketchKind"
          },
          {
            "about": "The number of rows of S; for `srht` at most the next power of two to its number of columns.",
            "name": "rows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of columns of S. Must be given with `transpose`; else it is the number of rows of `matrix`.",
            "name": "columns",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Nonzero entries in each column of S, for `sparseSign` alone: from 1 to `rows`. Default: 8, or `rows` where that is less.",
            "name": "nonzeros",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to multiply by the transpose of S: `matrix` then has as many rows as S.",
            "default": "false",
            "name": "transpose",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "ApplySketchSolution": {
        "about": "The product.",
        "fields": [
          {
            "about": "`S A`, of `rows` rows, or with `transpose` `S' A`, of `columns` rows.",
            "name": "product",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "BasisKind": {
        "about": "Functions of one variable on [-1, 1], from which features of points are made.",
        "type": "'legendre' | 'chebyshev' | 'fourier'",
        "values": [
          {
            "about": "Legendre's polynomials times `sqrt(2 k + 1)`: orthonormal for the uniform distribution on [-1, 1].",
            "name": "legendre"
          },
          {
            "about": "Chebyshev's polynomials, times `sqrt 2` but for the first: orthonormal for the density `1 / (pi sqrt(1 - x^2))`.",
            "name": "chebyshev"
          },
          {
            "about": "1, `sqrt 2 cos(pi x)`, `sqrt 2 sin(pi x)`, `sqrt 2 cos(2 pi x)` and so on, of period 2: orthonormal for the uniform\ndistribution. The two functions of frequency k count as degree k.",
            "name": "fourier"
          }
        ]
      },
      "BasisMatrixProblem": {
        "about": "Points, and the functions to evaluate there.",
        "fields": [
          {
            "about": "The points, one a row, with coordinates from -1 to 1.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The functions of each coordinate, of which products are taken.",
            "name": "basis",
            "optional": false,
            "type": "BasisKind"
          },
          {
            "about": "The largest degree.",
            "name": "degree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether `degree` bounds the sum of a product's degrees or each of them.",
            "default": "'total'",
            "name": "degreeKind",
            "optional": true,
            "type": "DegreeKind"
          }
        ]
      },
      "BasisMatrixSolution": {
        "about": "The values of the functions.",
        "fields": [
          {
            "about": "A row for each point and a column for each function. Times the coefficients of a fit it gives the fit's values.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "For each column as many numbers as there are coordinates: which function of each coordinate is in the product.\nPolynomials are numbered by their degrees, Fourier's functions from 0 on in the order 1, cos, sin, cos, sin ... Columns\nare sorted by total degree, and by these numbers where it is the same.",
            "name": "multiIndices",
            "optional": false,
            "type": "whole numbers"
          }
        ]
      },
      "DegreeKind": {
        "about": "Which products of functions of one variable are features, where points have several coordinates.",
        "type": "'total' | 'tensor'",
        "values": [
          {
            "about": "Those whose degrees sum to `degree` at most.",
            "name": "total"
          },
          {
            "about": "Those with no degree above `degree`: many more.",
            "name": "tensor"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "IterativeHessianSketchProblem": {
        "about": "A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of\nthem.",
        "fields": [
          {
            "about": "The matrix `A`: dense in double or single precision, or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "Whether each step makes a new sketch, which needs another pass and a decomposition for each; else one serves for all,\nwith momentum.",
            "default": "true",
            "name": "fresh",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the solution lists the error at each point.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The point to start from, in the form of `solution`. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The kind of sketch.",
            "name": "kind",
            "optional": true,
            "type": "SketchKind"
          },
          {
            "about": "The most steps, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows of each sketch, more than the columns of the matrix: each step divides the error by about the square root of\nrows over columns. From the rows of the matrix on, the matrix itself takes the sketch's place. Default: 6 for each\ncolumn where `fresh`, else 12, and at least 64.",
            "name": "sketchRows",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The error that is asked for: `|A (x - x*)|` relative to the norm of `b`, for the best solution `x*`. Where `b` is zero,\nrelative to `|A x|` for `initial`.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "IterativeHessianSketchProgress": {
        "about": "How far an iterative Hessian sketch has come.",
        "fields": [
          {
            "about": "The steps made so far.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The estimate of the error.",
            "name": "errorEstimate",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "IterativeHessianSketchSolution": {
        "about": "The best point of an iterative Hessian sketch.",
        "fields": [
          {
            "about": "How the iteration ended: `converged` where the error is below the tolerance, `stalled` where it falls no more,\nas it has met rounding, or the sketch has too few rows for its kind.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The solution `x`: a vector, or for several right sides a matrix with one solution a column.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all right sides;\ncorrect within a factor that depends on the sketch, about 2 by default.",
            "name": "errorEstimate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual of each right side.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The steps that were made.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The rows of each sketch.",
            "name": "sketchRows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The numerical rank of the last sketched matrix.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The error at each point, where asked for.",
            "name": "history",
            "optional": true,
            "type": "IterativeHessianSketchProgress[]"
          }
        ]
      },
      "KrylovProblem": {
        "about": "A least-squares problem for an iterative method: the `x` that minimises `|A x - b|^2 + ridge |x|^2`.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Stop once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. Where it is\nlarge the iterates grow in directions that the data say nothing about, and stopping keeps them small.",
            "default": "1000000000000.0",
            "name": "conditionLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to record every iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where to start, as long as the matrix has columns. From zero, which is the default, the iteration goes to the shortest\nof several minimisers.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations, each one product with `A` and one with its transpose; at least 1. Default: four times as many as\nthere are columns, and 100 at least.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An upper triangular matrix `R`, of which only that triangle is read: the iteration works on `A R^-1`, which should be\nbetter conditioned than `A`. The factor `R` of a sketch of `A` is such a one.",
            "name": "preconditioner",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The factor of `|x|^2` in what is minimised; zero or positive.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops once the\nresidual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this times `|A|`\ntimes the residual. Below 1; what is less than rounding is taken for rounding.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "KrylovProgress": {
        "about": "How far the iteration has come.",
        "fields": [
          {
            "about": "The iterations done.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual, with `ridge` that of `[b - A x; sqrt(ridge) x]`, as the method estimates it.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual of the normal equations, as the method estimates it.",
            "name": "normalResidual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "KrylovSolution": {
        "about": "The point that an iterative method for least squares ended at.",
        "fields": [
          {
            "about": "Why the iteration stopped.",
            "name": "status",
            "optional": false,
            "type": "KrylovStatus"
          },
          {
            "about": "The iterations done.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point `x`.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of `b - A x`, computed from the returned point.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point; with a\npreconditioner `R`, of its inverse transpose times that. It is 0 at a minimiser.",
            "name": "normalResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the Frobenius norm of `A` (with `ridge`, preconditioned).",
            "name": "matrixNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of its condition number, which grows as the iteration sees more of the matrix; LSQR estimates it in the\nFrobenius norm, LSMR in the spectral one, from below.",
            "name": "conditionNumber",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A record of each iteration; absent unless asked for.",
            "name": "history",
            "optional": true,
            "type": "KrylovProgress[]"
          }
        ]
      },
      "KrylovStatus": {
        "about": "Why an iterative method for least squares stopped.",
        "type": "'converged' | 'conditionLimit' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The residual of the returned point is as small as was asked for.",
            "name": "converged"
          },
          {
            "about": "The estimated condition number exceeds its limit.",
            "name": "conditionLimit"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding allows no more progress.",
            "name": "stalled"
          }
        ]
      },
      "LeverageScoresProblem": {
        "about": "The matrix whose rows are to be weighed.",
        "fields": [
          {
            "about": "The matrix: dense in double or single precision, or sparse. Tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Whether the scores are exact up to rounding; else a sketch finds each within half and one and a half of its value,\nexcept with a probability of a thousandth, in less time where the matrix is very tall.",
            "default": "true",
            "name": "exact",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled\nto equal norms, so that units of measurement do not decide. Default: 1e-15 for each column.",
            "name": "rankTolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LeverageScoresSolution": {
        "about": "The scores.",
        "fields": [
          {
            "about": "The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, and as much in all as the rank.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The numerical rank of the matrix.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the scores are exact: also where they need not be, of a matrix with fewer rows than the sketch would have.",
            "name": "exact",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "LstsqFallback": {
        "about": "Why the first choice of a method did not give the solution.",
        "type": "'sketchTooSmall' | 'notCertified'",
        "values": [
          {
            "about": "The sketch had lost a direction, so that the Gram matrix was not positive definite, or the condition number is too large\nfor a sketch, above 1e14 or so.",
            "name": "sketchTooSmall"
          },
          {
            "about": "The solution's certificate failed.",
            "name": "notCertified"
          }
        ]
      },
      "LstsqMethod": {
        "about": "How a least-squares problem is solved. All end with the same refinement and the same certificate.",
        "type": "'auto' | 'gram' | 'iterative' | 'qr' | 'svd'",
        "values": [
          {
            "about": "`qr` for small problems; where the condition number is below about 1e6, the Gram matrix alone; where it is not, `qr` with fewer\nthan 32 rows a column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows a column.",
            "name": "auto"
          },
          {
            "about": "A sample of the rows, or a sketch where the sample is not like the whole, gives a change of variables that makes its columns\nnearly orthonormal; their exact Gram matrix corrects the rest. One reading of the matrix at the speed of matrix products, and\none for each refinement.",
            "name": "gram"
          },
          {
            "about": "The sketch's change of variables as the preconditioner of conjugate gradients: one reading of the matrix for each\nof some thirty iterations, and little arithmetic.",
            "name": "iterative"
          },
          {
            "about": "Householder's QR decomposition of the whole matrix.",
            "name": "qr"
          },
          {
            "about": "Its singular value decomposition.",
            "name": "svd"
          }
        ]
      },
      "LstsqProblem": {
        "about": "A linear least-squares problem: the `x` that minimises the norm of `A x - b`, and where there are several, the shortest of\nthem.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The most refinements of the solution, at least 1.",
            "default": "20",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the problem is solved.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "LstsqMethod"
          },
          {
            "about": "Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns scaled\nto equal norms, so that units of measurement do not decide. Default: what rounding leaves in doubt counts as zero, which\nis a column of which less than 1e-15 of the matrix's Frobenius norm is independent of others.",
            "name": "rankTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the result has the residual `b - A x` (before weighting), which takes another pass and the memory of `rightSide`.",
            "default": "false",
            "name": "residual",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Adds `ridge * |x|^2` to what is minimised; zero or positive.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The backward error that is asked for: the answer is exact for a matrix that differs from the given one by no more\nthan this, relative to its Frobenius norm, columns scaled to equal norms. Refinement stops there. Default: all that rounding allows, mostly a few\nunits of 1e-16, and 1e-14 at least.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimised. Default: all 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LstsqRoute": {
        "about": "The methods that a solution may come from.",
        "type": "'gram' | 'iterative' | 'qr' | 'svd'",
        "values": [
          {
            "about": "The Gram matrix, alone or after a sample or a sketch.",
            "name": "gram"
          },
          {
            "about": "A sketch and conjugate gradients.",
            "name": "iterative"
          },
          {
            "about": "The QR decomposition.",
            "name": "qr"
          },
          {
            "about": "The singular value decomposition.",
            "name": "svd"
          }
        ]
      },
      "LstsqSolution": {
        "about": "The solution of a least-squares problem, with the proof of its accuracy.",
        "fields": [
          {
            "about": "How the refinement ended: `converged` where the backward error is below the tolerance, `stalled` where rounding\nkept it above; `backwardError` tells where.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The least-squares solution `x`: a vector, or for several right sides a matrix with one solution a column.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The norm of the weighted residual of each right side.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "An estimate of the backward error of the returned solution, the largest of all right sides: how far, relative to its\nFrobenius norm, the matrix is from one for which the solution is exact; both with columns scaled to equal norms, but of a\nwide matrix without a ridge as they are: which of its solutions is the shortest depends on that. After Karlson and Waldén,\nBIT 37, 1997.",
            "name": "backwardError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The numerical rank.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the condition number of the matrix with columns scaled to equal norms, or as they are of a wide matrix\nwithout a ridge, correct within a small factor; of its part of full rank where the rank is deficient.",
            "name": "conditionNumber",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that gave the solution.",
            "name": "method",
            "optional": false,
            "type": "LstsqRoute"
          },
          {
            "about": "The refinements that were made.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often the matrix was read; where it is the caller's functions, how often they were asked.",
            "name": "passes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Rows of the sample or of the sketch; 0 where there was none.",
            "name": "sketchRows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Why another method than the first choice gave the solution; absent where it did not.",
            "name": "fallback",
            "optional": true,
            "type": "LstsqFallback"
          },
          {
            "about": "The residual `b - A x`, in the form of `rightSide`; absent unless asked for.",
            "name": "residual",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "NormBounds": {
        "about": "What weighted rows make of norms: for all coefficients x,\n`lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and no closer numbers have this property.",
        "fields": [
          {
            "about": "The smallest ratio; zero where some x that is not zero on all rows is zero on the drawn ones, so that they do not\ndetermine a fit.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest ratio.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ProjectionMethod": {
        "about": "Which combinations of the equations an iteration satisfies.",
        "type": "'sweeps' | 'blockRow' | 'row' | 'gaussian' | 'srht' | 'countSketch' | 'sparseSign'",
        "values": [
          {
            "about": "All blocks of equations in turn, of a random partition, and back again, accelerated by conjugate gradients: by far the\nfewest readings of the matrix. Each block's decomposition is kept.",
            "name": "sweeps"
          },
          {
            "about": "One block of equations, of a random partition whose blocks are taken in random order, all of them before one comes\nagain.",
            "name": "blockRow"
          },
          {
            "about": "One equation, drawn with a probability in proportion to the square of its row's norm: Kaczmarz's method.",
            "name": "row"
          },
          {
            "about": "As many combinations as `blockSize` says by a new Gaussian sketch of all equations. This and the following read the whole\nmatrix in each iteration.",
            "name": "gaussian"
          },
          {
            "about": "By a new subsampled randomised Hadamard transform.",
            "name": "srht"
          },
          {
            "about": "By a new count sketch.",
            "name": "countSketch"
          },
          {
            "about": "By a new sparse sign sketch.",
            "name": "sparseSign"
          }
        ]
      },
      "RandomizedRangeFinderProblem": {
        "about": "The matrix whose range is wanted, and how much of it: at least one of `tolerance` and `rank` is given.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Products of the random vectors with `A' A`: each makes the basis need fewer vectors where singular values fall slowly.",
            "default": "1",
            "name": "powerIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many vectors the basis has, or with `tolerance` at most; from 1 to the lesser side of the matrix, which is the default.",
            "name": "rank",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spectral norm of what the basis `Q` may miss, `A - Q Q' A`, in the units of `A`; positive. Default: whatever is left\nbeyond `rank`.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "RandomizedRangeFinderSolution": {
        "about": "A basis of the range.",
        "fields": [
          {
            "about": "Whether the basis is what was asked for.",
            "name": "status",
            "optional": false,
            "type": "RandomizedRangeFinderStatus"
          },
          {
            "about": "The vectors in the basis; fewer than asked for where the matrix has no more, to rounding.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The blocks of vectors that the basis was made of.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The orthonormal basis `Q`, one vector a column.",
            "name": "basis",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "A bound of the spectral norm of `A - Q Q' A`, wrong with a probability of 1e-10 at most for each iteration. It is ten\nto twenty times the norm, and more where many singular values of nearly that size are missed.",
            "name": "errorBound",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "RandomizedRangeFinderStatus": {
        "about": "Whether a basis is what was asked for.",
        "type": "'converged' | 'rankLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The error bound is within the tolerance, or where none was given the basis has all the vectors there are to have.",
            "name": "converged"
          },
          {
            "about": "The basis has `rank` vectors, and the error bound is above the tolerance.",
            "name": "rankLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "What is left of the matrix is rounding, and its bound is above the tolerance.",
            "name": "stalled"
          }
        ]
      },
      "RandomizedSvdProblem": {
        "about": "Which singular values and vectors are wanted, and how exactly.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "How many singular values: from 1 to the lesser side of the matrix.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Random vectors beyond `rank`; a few make a good result a nearly certain one.",
            "default": "10",
            "name": "oversample",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Products of the random vectors with `A' A`: each makes the singular values that are wanted stand out more from the rest,\nby the square of their ratios. Where singular values fall slowly more are needed.",
            "default": "2",
            "name": "powerIterations",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "RandomizedSvdSolution": {
        "about": "Singular values and vectors: `A` is nearly `leftVectors diag(singularValues) rightVectors'`.",
        "fields": [
          {
            "about": "`converged` where all power iterations were made that are needed, `timeLimit` where the time was used up before.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The power iterations that were made: none where `rank` and `oversample` are as many as the lesser side of the matrix, which is\nthen decomposed as a whole.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest singular values, falling.",
            "name": "singularValues",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The left singular vectors, orthonormal columns, each with its entry of largest magnitude positive.",
            "name": "leftVectors",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The right singular vectors, orthonormal columns.",
            "name": "rightVectors",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "A bound of the spectral norm of `A` less the approximation, wrong with a probability of 1e-10 at most. It is ten\nto twenty times the norm, and more where many singular values of nearly that size were left out.",
            "name": "errorBound",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SampleMethod": {
        "about": "The laws by which rows are drawn. `n` rows of `d` features each; `k` rows are drawn, `score` is a row's leverage score, and\n`A_S` are the rows of the matrix that are in the set or sequence `S`, repeated as they are there.",
        "type": "'uniform' | 'leverage' | 'volume' | 'dpp' | 'repeatedDpp' | 'volumeRescaled'",
        "values": [
          {
            "about": "All sets of k rows are equally likely; weights n / k. For comparison.",
            "name": "uniform"
          },
          {
            "about": "k independent draws, each row with probability score / d; weights d / (k score).",
            "name": "leverage"
          },
          {
            "about": "Sets of k rows, with probability in proportion to det(A_S' A_S); weights n / k. The fit is unbiased.",
            "name": "volume"
          },
          {
            "about": "Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.",
            "name": "dpp"
          },
          {
            "about": "`repeats` independent sets as of `dpp`, one after the other; weights 1 / (repeats score).",
            "name": "repeatedDpp"
          },
          {
            "about": "Sequences of k rows, with probability in proportion to det(sum of a_i a_i' / score_i) times the product of the scores,\nthe sum and the product over the sequence; weights d / (k score). The fit is unbiased.",
            "name": "volumeRescaled"
          }
        ]
      },
      "SampledLstsqProblem": {
        "about": "A least-squares problem of which few labels are to be used: rows of features are drawn, and coefficients are fitted to\ntheir labels. What is drawn depends on the run's seed; it is what `weightedSample` draws of the same features.",
        "fields": [
          {
            "about": "The labels of all rows, of which those of the drawn rows are used.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The law by which rows are drawn.",
            "name": "method",
            "optional": false,
            "type": "SampleMethod"
          },
          {
            "about": "The functions of each coordinate, of which products are taken.",
            "name": "basis",
            "optional": true,
            "type": "BasisKind"
          },
          {
            "about": "The largest degree of these products.",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `degree` bounds the sum of a product's degrees or each of them.",
            "default": "'total'",
            "name": "degreeKind",
            "optional": true,
            "type": "DegreeKind"
          },
          {
            "about": "The features, a row for each place where a label could be had. Give either this or `points`, `basis` and `degree`.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Points, one a row, with coordinates from -1 to 1: the places where a label could be had. Their features are\nfunctions, see `basis`.",
            "name": "points",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "How many sets to draw by the method `repeatedDpp`.",
            "name": "repeats",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many rows to draw: from the number of features to the number of rows. Not needed where the method tells.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Draws again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose law is then the one of\nindependent draws under this condition. Of a hundred samples without it, the nearest to it is returned.",
            "default": "false",
            "name": "stabilized",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "SampledLstsqSolution": {
        "about": "The fit to the drawn rows.",
        "fields": [
          {
            "about": "The coefficients, one for each feature: the shortest of those that fit the drawn rows best where the features are\ndependent, and those of the smallest values on all rows where the drawn ones do not determine them.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The drawn rows, counted from 0; see `weightedSample`.",
            "name": "rows",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The weight of each drawn row in the fit.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The label of each drawn row.",
            "name": "labels",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many labels were looked at: as many as there are different rows among the drawn ones.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The root of the weighted sum of the squares of the residuals of the drawn rows. As the fit was made for them, it says\ntoo little of the other rows; with no more rows than features it is zero.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The numerical rank of the features.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the weighted rows make of norms.",
            "name": "normBounds",
            "optional": false,
            "type": "NormBounds"
          },
          {
            "about": "Whether `normBounds` are from 1/2 to 3/2.",
            "name": "stabilized",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "How often rows were drawn: once, but for stabilized samples.",
            "name": "attempts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the sum of the squares of the residuals of all rows, from fits that leave out a part of the drawn ones.\nIts expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`), where for\n`uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates scatter.\nAbsent where there is nothing to leave out: with `dpp`, with no more rows than features, and where the rest would not\ndetermine the fit.",
            "name": "lossEstimate",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SketchKind": {
        "about": "The random matrices to sketch with.",
        "type": "'gaussian' | 'srht' | 'countSketch' | 'sparseSign'",
        "values": [
          {
            "about": "Independent normal entries: the best constants, and the slowest to make.",
            "name": "gaussian"
          },
          {
            "about": "The subsampled randomised Hadamard transform: random signs, a fast Walsh-Hadamard transform, rows drawn without\nreplacement. As good as the Gaussian one in practice, at a logarithm of operations for each entry.",
            "name": "srht"
          },
          {
            "about": "One random sign in each column: the quickest. As an embedding of d columns it needs rows in proportion to d^2.",
            "name": "countSketch"
          },
          {
            "about": "A few random signs in each column, one in each of as many bands of rows: almost as quick, and an embedding with\nrows in proportion to d.",
            "name": "sparseSign"
          }
        ]
      },
      "SketchedLstsqConstants": {
        "about": "How the number of rows of the sketch follows from the accuracy e and the failure probability p, for a matrix of n rows and\nd columns.",
        "type": "'practical' | 'theory'",
        "values": [
          {
            "about": "`2 d ln(n / p) / e^2`, which kept the promise in all experiments; for `countSketch` at least `d (d + 1) / p`.",
            "name": "practical"
          },
          {
            "about": "`d ln(n / p)^3 / e^2`, which has the proof's dependence on all of them; for `countSketch` at least\n`d (d + 1) / (p e^2)`.",
            "name": "theory"
          }
        ]
      },
      "SketchedLstsqNorm": {
        "about": "The norm of an error.",
        "type": "'infinity' | 'euclidean'",
        "values": [
          {
            "about": "The largest coordinate.",
            "name": "infinity"
          },
          {
            "about": "The square root of the sum of squares.",
            "name": "euclidean"
          }
        ]
      },
      "SketchedLstsqProblem": {
        "about": "A least-squares problem, and how accurate its solution shall be.\n\nFor the solution `x` and the best one `x*`, except with the probability `failureProbability` for each right side:\n`max |x - x*| <= accuracy / sqrt(columns) * |A x* - b| * |A^+|` with the norm `infinity`, and\n`|x - x*| <= accuracy * |A x* - b| * |A^+|` with `euclidean`; `A^+` is the pseudo-inverse, whose norm is one over the smallest\nsingular value.",
        "fields": [
          {
            "about": "The matrix `A`: dense in double or single precision, or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The accuracy, above 0 and below 1. The sketch has rows in proportion to one over its square.",
            "default": "0.5",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many rows the sketch has.",
            "default": "'practical'",
            "name": "constants",
            "optional": true,
            "type": "SketchedLstsqConstants"
          },
          {
            "about": "The probability that the accuracy may be missed with, above 0 and below 1.",
            "default": "0.01",
            "name": "failureProbability",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The kind of sketch; `gaussian` or `srht` for the norm `infinity`.",
            "name": "kind",
            "optional": true,
            "type": "SketchKind"
          },
          {
            "about": "The norm in which the solution is accurate.",
            "default": "'infinity'",
            "name": "norm",
            "optional": true,
            "type": "SketchedLstsqNorm"
          }
        ]
      },
      "SketchedLstsqSolution": {
        "about": "The solution of the sketched problem.",
        "fields": [
          {
            "about": "The solution: a vector, or for several right sides a matrix with one solution a column. Of several, the shortest.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The rows of the sketch; those of the matrix where `exact`.",
            "name": "sketchRows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether so many rows were asked for that the problem itself was solved.",
            "name": "exact",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The numerical rank of the sketched matrix.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the sketched residual `S (A x - b)` of each right side.",
            "name": "sketchedResidualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of the residual `A x - b` of each right side: the smallest one, or a little more.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of the pseudo-inverse, of the sketched matrix in place of the matrix itself; 0 for a matrix of zeros.",
            "name": "pseudoinverseNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The promised bound of each solution's error, with these norms in it; 0 where `exact`.",
            "name": "errorBounds",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "SolveConsistentProblem": {
        "about": "A consistent system of linear equations, `A x = b`: of its solutions, the one nearest to `initial` is wanted.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide, of any rank.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, as long as the matrix has rows.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "How many equations are in a block, or combinations of them in a sketch, at least 1; `row` always takes one. Default: 64,\nor as many as the matrix has rows.",
            "name": "blockSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to record the residual each time that it is looked at.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where to start, as long as the matrix has columns. Default: zero, from which the iteration goes to the shortest\nsolution.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The most iterations, at least 1. Default: 1000 sweeps, or as many as take as many equations as there are 1000 times.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Which combinations of the equations each iteration satisfies.",
            "default": "'sweeps'",
            "name": "method",
            "optional": true,
            "type": "ProjectionMethod"
          },
          {
            "about": "How much of the last step is added to the next one, from 0 and below 1. Some, about 0.5, makes ill-conditioned systems\nconverge in half of the iterations; too much makes any diverge. `sweeps` has a better acceleration and does not take it.",
            "default": "0.0",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The norm of the residual that is asked for, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the\nchanges to `A` and `b` for which the returned point would be exact. Below 1; what is less than rounding is taken for\nrounding.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolveConsistentProgress": {
        "about": "How far the projections have come.",
        "fields": [
          {
            "about": "The projections done.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual `b - A x` after them.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SolveConsistentSolution": {
        "about": "The point that the projections led to.",
        "fields": [
          {
            "about": "How the iteration ended: `converged` where the residual is as small as was asked for, `stalled` where it has all\nbut ceased to fall, as the system has no solution, or is too ill-conditioned for this method.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The projections done.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point `x`, of those whose residuals were computed the one with the smallest.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of `b - A x`, computed from this point.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A record for each time that the residual was computed; absent unless asked for.",
            "name": "history",
            "optional": true,
            "type": "SolveConsistentProgress[]"
          }
        ]
      },
      "WeightedSampleProblem": {
        "about": "Rows of features, and how to draw some of them. What is drawn depends on the run's seed.",
        "fields": [
          {
            "about": "The law by which rows are drawn.",
            "name": "method",
            "optional": false,
            "type": "SampleMethod"
          },
          {
            "about": "The functions of each coordinate, of which products are taken.",
            "name": "basis",
            "optional": true,
            "type": "BasisKind"
          },
          {
            "about": "The largest degree of these products.",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `degree` bounds the sum of a product's degrees or each of them.",
            "default": "'total'",
            "name": "degreeKind",
            "optional": true,
            "type": "DegreeKind"
          },
          {
            "about": "The features, a row for each place where a label could be had. Give either this or `points`, `basis` and `degree`.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Points, one a row, with coordinates from -1 to 1: the places where a label could be had. Their features are\nfunctions, see `basis`.",
            "name": "points",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "How many sets to draw by the method `repeatedDpp`.",
            "name": "repeats",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How many rows to draw: from the number of features to the number of rows. Not needed where the method tells.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Draws again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`, whose law is then the one of\nindependent draws under this condition. Of a hundred samples without it, the nearest to it is returned.",
            "default": "false",
            "name": "stabilized",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "WeightedSampleSolution": {
        "about": "The rows that were drawn.",
        "fields": [
          {
            "about": "The drawn rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with `leverage`\nand `volumeRescaled` a sequence in the order of the draws. Only within a set is no row drawn twice.",
            "name": "rows",
            "optional": false,
            "type": "whole numbers"
          },
          {
            "about": "The weight of each drawn row in a fit. Weighted sums over the drawn rows stand for sums over all rows; by all laws but\n`volume` they are so in expectation.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The leverage score of each drawn row.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The numerical rank of the features.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What the weighted rows make of norms.",
            "name": "normBounds",
            "optional": false,
            "type": "NormBounds"
          },
          {
            "about": "Whether `normBounds` are from 1/2 to 3/2.",
            "name": "stabilized",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "How often rows were drawn: once, but for stabilized samples.",
            "name": "attempts",
            "optional": false,
            "type": "number"
          }
        ]
      }
    }
  },
  "transport": {
    "methods": {
      "transport.barycenter": {
        "problem": "BarycenterProblem",
        "solution": "BarycenterSolution"
      },
      "transport.batch": {
        "problem": "BatchProblem",
        "solution": "BatchSolution"
      },
      "transport.exact": {
        "problem": "ExactProblem",
        "solution": "ExactSolution"
      },
      "transport.map": {
        "problem": "MapProblem",
        "solution": "MapSolution"
      },
      "transport.sinkhornDivergence": {
        "problem": "SinkhornDivergenceProblem",
        "solution": "SinkhornDivergenceSolution"
      },
      "transport.sinkhornNewton": {
        "problem": "SinkhornNewtonProblem",
        "solution": "SinkhornNewtonSolution"
      }
    },
    "types": {
      "BarycenterProblem": {
        "about": "The entropic Wasserstein barycentre of histograms: the masses p on a given support that are nearest to all of them,\nweighted, by transport cost.\n\nThe plain barycentre minimises the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans\nP_k >= 0 whose rows sum to histogram k and whose columns all sum to the same p. The entropy blurs it. In terms of the\nother common entropy this is, up to a constant for masses that sum to 1, the weighted sum of `<P_k, C> + regularization *\nKL(P_k | h_k p')` plus `regularization * sum(p ln p)`.\n\nThe debiased barycentre minimises the weighted sum of the Sinkhorn divergences between the histograms and p, which\ntakes the blur out: the barycentre of equal histograms is that histogram.",
        "fields": [
          {
            "about": "The histograms, one a row: the masses at each of their points, zero or positive, all rows of the same sum.",
            "name": "histograms",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "How strongly the plans are smoothed, positive, in units of cost unless `regularizationUnit` says otherwise.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The points of the barycentre, one a row, of the same dimension as `points`. Default: `points`.",
            "name": "barycenterPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycentre (column):\nfinite numbers, of either sign. Give either this or `points`.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether the barycentre is that of the Sinkhorn divergence, without the blur of the entropy. Needs a square and\nsymmetric `cost`, or `points` without `barycenterPoints`.",
            "default": "false",
            "name": "debiased",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether to return a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where to start from, mostly the solution of a similar problem: then the solver starts at the given regularization.\nDefault: no previous knowledge.",
            "name": "initial",
            "optional": true,
            "type": "InitialBarycenter"
          },
          {
            "about": "The most iterations, at least 1; each is one pass over the cost for each histogram.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the cost is computed from two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides each histogram by its sum before anything else, so that the sums need not agree. Otherwise sums that differ\nby more than 1e-9 of their size are an error.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The points of the histograms, one a row. The cost is then computed from the points wherever it is needed and never\nstored.",
            "name": "points",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The unit of `regularization`.",
            "default": "'absolute'",
            "name": "regularizationUnit",
            "optional": true,
            "type": "RegularizationUnit"
          },
          {
            "about": "The marginal error that is asked for, positive; see the solution's `marginalError`.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of each histogram, zero or positive; only their proportions matter. Default: equal weights.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "BarycenterRecord": {
        "about": "What one iteration came to.",
        "fields": [
          {
            "about": "The regularization that this iteration worked with, in units of cost.",
            "name": "level",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The marginal error before the iteration, divided by the total mass, at this level.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How many earlier iterations the extrapolation to the next point used; 0 for a plain iteration.",
            "name": "extrapolatedFrom",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BarycenterSolution": {
        "about": "An entropic barycentre. All errors and costs are measured on the returned barycentre and potentials.",
        "fields": [
          {
            "about": "Why the solver stopped. `converged`: `marginalError` is at most `tolerance`; nothing else promises that. `stalled`: the\nmarginal error stopped falling before, mostly because double precision allows no smaller one: see `precisionFloor`.\nIt is never `converged` where that is 1 or more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "Iterations done, each one pass over the cost for each histogram, and one more where `debiased`.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The barycentre's masses, which sum to what each histogram sums to.",
            "name": "barycenter",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram\nand between its column sums and the barycentre, divided by the total mass. Where `debiased`, also those between\nthe barycentre and both marginals of its plan onto itself.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycentre.",
            "name": "transportCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What is minimised. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the weighted\nsum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the regularized cost\nbetween the barycentre p and itself; the histograms' own such terms do not depend on p and are left out.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potentials f of the histograms' points, a row for each histogram, in units of cost: the plan of histogram\nh is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the values that they\nwould have with a very small one. The free constant is chosen so that f and g have the same sum, weighted by the\nmasses. A histogram of weight 0 has zeros.",
            "name": "histogramPotentials",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The dual potentials g of the barycentre's points, a row for each histogram; see `histogramPotentials`.",
            "name": "barycenterPotentials",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding\nof the plans' exponents. With the status `stalled`, a `marginalError` near it is as good as any.",
            "name": "precisionFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "One record for each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "BarycenterRecord[]"
          }
        ]
      },
      "BatchFailure": {
        "about": "Why a problem of a batch has no solution: its numbers overflow, or its memory could not be had. (A problem that is not\nwell formed, or infeasible, is refused with the whole batch before any is solved.)",
        "fields": [
          {
            "about": "Always `failed`.",
            "name": "status",
            "optional": false,
            "type": "Failed"
          },
          {
            "about": "The code that the error would have had, had the problem been solved alone.",
            "name": "code",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The error's message.",
            "name": "message",
            "optional": false,
            "type": "string"
          }
        ]
      },
      "BatchItem": {
        "about": "What became of one problem.",
        "type": "SinkhornNewtonSolution | BatchFailure"
      },
      "BatchProblem": {
        "about": "Many problems of entropic transport, of any sizes.",
        "fields": [
          {
            "about": "The problems. Their solutions have the same bits as if each had been solved alone.",
            "name": "problems",
            "optional": false,
            "type": "SinkhornNewtonProblem[]"
          },
          {
            "about": "The cost of all problems that have neither a cost nor points of their own. Give either this or the two sets of points, or\nnone where every problem has its own.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The source points of all problems that have neither a cost nor points of their own.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target points of all problems that have neither a cost nor points of their own.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "BatchSolution": {
        "about": "The solutions of a batch.",
        "fields": [
          {
            "about": "`converged` where all problems are; else the status of the first that is not.",
            "name": "status",
            "optional": false,
            "type": "BatchStatus"
          },
          {
            "about": "One for each problem, in the order of the problems.",
            "name": "solutions",
            "optional": false,
            "type": "BatchItem[]"
          }
        ]
      },
      "BatchStatus": {
        "about": "What became of a problem, or of all of them.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'failed'",
        "values": [
          {
            "about": "The marginal error is at most the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "The marginal error stopped falling before it reached the tolerance.",
            "name": "stalled"
          },
          {
            "about": "There is no solution.",
            "name": "failed"
          }
        ]
      },
      "Bounds": {
        "about": "A number is between these two.",
        "fields": [
          {
            "about": "Not above the number: the dual value of the potentials made feasible without regularization.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Not below the number: the cost of the plan made feasible exactly, an upper bound of it.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Direction": {
        "about": "Which way points go.",
        "type": "'forward' | 'backward'",
        "values": [
          {
            "about": "From the sources to the targets.",
            "name": "forward"
          },
          {
            "about": "From the targets to the sources.",
            "name": "backward"
          }
        ]
      },
      "DivergenceCosts": {
        "about": "The three costs that make a Sinkhorn divergence, each the dual objective at the potentials found, whose error is of\nthe order of the square of theirs.",
        "fields": [
          {
            "about": "From the sources to the targets.",
            "name": "between",
            "optional": false,
            "type": "number"
          },
          {
            "about": "From the sources to themselves.",
            "name": "source",
            "optional": false,
            "type": "number"
          },
          {
            "about": "From the targets to themselves.",
            "name": "target",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Ending": {
        "about": "How an iterative method ended. What a method means by \"converged\" and by \"stalled\" stands at its `status`. A method that\ncan end in a further way has a status of its own, with these names for these endings.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution is as exact as was asked for.",
            "name": "converged"
          },
          {
            "about": "The iterations were used up.",
            "name": "iterationLimit"
          },
          {
            "about": "The time was used up.",
            "name": "timeLimit"
          },
          {
            "about": "Nothing is gained any more, mostly since rounding allows no more progress. This is the best point found.",
            "name": "stalled"
          }
        ]
      },
      "ExactIterations": {
        "about": "The work done.",
        "fields": [
          {
            "about": "Exchanges of one arc of the plan for another, the ones on samples of the points included.",
            "name": "pivots",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How often all costs were looked through for arcs that may lower the cost, the ones of samples not counted.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ExactProblem": {
        "about": "Optimal transport without regularization: the cheapest plan that moves the masses `source` to the masses `target`.\n\nIt minimises `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 whose rows sum to `source` and whose columns sum to `target`.\nWith `transportedMass` only that much is moved: the rows sum to at most `source`, the columns to at most `target`, and all\nentries to `transportedMass` (partial transport).",
        "fields": [
          {
            "about": "The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids\nthe pair. Give either this or the two sets of points.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The most exchanges of one arc of the plan for another, at least 1. When they are used up, the best plan so far is\nreturned with the status `iterationLimit`.",
            "default": "1000000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the cost is computed from two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the masses of each side by their sum before anything else, so that the sums need not agree.\nOtherwise sums that differ by more than 1e-9 of their size are an error, unless `transportedMass` is given.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to\nthe sum of that).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is given.\nDefault: equal masses that sum to 1 (or, where only `source` is given, to the sum of that).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The target points, one a row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass that is moved, from 0 to the smaller of the two sums of the masses: partial transport. Which mass is moved\nand which stays is chosen for the least cost. With `normalize` both sums are 1. Default: all mass is moved.",
            "name": "transportedMass",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ExactSolution": {
        "about": "The solution of a transport problem without regularization.",
        "fields": [
          {
            "about": "Why the solver stopped. `converged`: the plan is optimal; nothing else promises that. It is never `stalled`.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The work done.",
            "name": "iterations",
            "optional": false,
            "type": "ExactIterations"
          },
          {
            "about": "`<P, C>`, the cost of the plan.",
            "name": "transportCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the masses times the potentials, and of `transportedMass` times `massPotential` where there is one: no plan\ncosts less.",
            "name": "dualValue",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`transportCost - dualValue`: the plan costs at most this more than the cheapest one. Zero to rounding where the status\nis `converged`.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality where the plan moves\nmass. The free constant is chosen so that f and g have the same sum, weighted by the masses. Where no mass is, the\nlargest value that the other potentials allow, or less after a `timeLimit`. For partial transport\n`f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 where mass stays.",
            "name": "sourcePotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The dual potential g of the targets, in units of cost; see `sourcePotential`.",
            "name": "targetPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass:\nrounding. For partial transport, what the sums are above the masses, and how far the plan's mass is from `transportedMass`,\ndivided by that.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The plan, a sparse matrix by compressed rows with fewer entries than there are sources and targets: entry (i, j) is the\nmass moved from source i to target j.",
            "name": "plan",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The target of each source, where there are as many of the ones as of the others and all have the same mass: the plan is\na permutation then. For partial transport also where there are not as many, if `transportedMass` is a whole number of these\nmasses; -1 for a source that stays.",
            "name": "assignment",
            "optional": true,
            "type": "whole numbers"
          },
          {
            "about": "The dual potential of `transportedMass`, where that was given, in units of cost: the rate at which the cost grows with\nthe mass. It grows with the mass by steps; at a step it is one of the values between.",
            "name": "massPotential",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Failed": {
        "about": "The status of what failed.",
        "type": "'failed'",
        "values": [
          {
            "about": "There is no solution.",
            "name": "failed"
          }
        ]
      },
      "Gradients": {
        "about": "Gradients of the optimal `regularizedCost`, by the envelope theorem. (That in a matrix of costs is the plan itself.)",
        "fields": [
          {
            "about": "In the source masses. Where all mass has to be moved, masses can change only by amounts that keep both sums equal,\nso any constant may be added to this one and subtracted from the other.",
            "name": "source",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "In the target masses; see `source`.",
            "name": "target",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "In the source points, one a row, where there are points. A point without mass has a zero gradient; so has, in\nthe Euclidean and Manhattan metrics, the pair of two equal points, where there is none.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "In the target points; see `sourcePoints`.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "HistoryRecord": {
        "about": "What one iteration came to.",
        "fields": [
          {
            "about": "The regularization that this iteration worked with, in units of cost.",
            "name": "level",
            "optional": false,
            "type": "number"
          },
          {
            "about": "What was done.",
            "name": "phase",
            "optional": false,
            "type": "Phase"
          },
          {
            "about": "The marginal error before the iteration, divided by the total mass, at this level.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual objective before the iteration, at this level.",
            "name": "dualValue",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The plan entries in the Newton step's sparse matrix; 0 for sweeps.",
            "name": "entries",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitialBarycenter": {
        "about": "A barycentre to start from; a solution has it.",
        "fields": [
          {
            "about": "Its masses, zero or positive, of positive sum.",
            "name": "barycenter",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potentials of the barycentre's points, a row for each histogram, in units of cost.",
            "name": "barycenterPotentials",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "InitialPotentials": {
        "about": "Potentials to start from; a solution has them.",
        "fields": [
          {
            "about": "One number for each source, in units of cost.",
            "name": "sourcePotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "One number for each target, in units of cost.",
            "name": "targetPotential",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Iterations": {
        "about": "The work done.",
        "fields": [
          {
            "about": "Sinkhorn sweeps, each one pass over the cost.",
            "name": "sinkhorn",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Newton steps.",
            "name": "newton",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Steps of the conjugate gradient method on the sparse linear systems of the Newton steps and of the path predictor.",
            "name": "linear",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MapProblem": {
        "about": "A solved problem of transport, and points of which it is to be told where they go.",
        "fields": [
          {
            "about": "The problem that was solved, as it was given to `sinkhornNewton` or `exact`. What a map does not need is not looked at.",
            "name": "problem",
            "optional": false,
            "type": "SolvedProblem"
          },
          {
            "about": "Its solution by `sinkhornNewton` or `exact`. What a map does not need is not looked at.",
            "name": "solution",
            "optional": false,
            "type": "SolvedPotentials"
          },
          {
            "about": "What is at each target (backward: at each source), one row for each: what the images are means of. Mostly the places, but\nnumbers of any kind do that have a mean: colours, labels as rows of zeros and a one. Default: the problem's own points.",
            "name": "destinations",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Which way points go.",
            "default": "'forward'",
            "name": "direction",
            "optional": true,
            "type": "Direction"
          },
          {
            "about": "The points whose images are wanted, one a row, of the same dimension as the problem's points, which it must have. Default:\nthe problem's own sources (backward: its targets).",
            "name": "points",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "MapSolution": {
        "about": "Where points go.",
        "fields": [
          {
            "about": "Where each point goes, one a row: the mean of the destinations, weighted by how much of a vanishing mass at the point\nwould go to each of the targets that hold mass. With an entropy the weights are those of `target_j exp((g_j - C_j) /\nregularization)`, C_j being the cost to target `j` and g its potential, which at the problem's own points are those of the\nplan's rows; so the image depends smoothly on the point. Without an entropy a source goes where the plan takes it, and\na new point, or a source of which nothing is moved, to the one target of least `C_j - g_j`.",
            "name": "images",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The dual potential at each point, in units of cost: what the solution's `sourcePotential` (backward: `targetPotential`) would be\nfor a source there of a very small mass. With a penalty exp(-potential / penalty) is the part of a mass there that is used; for\npartial transport a point of potential 0 stays.",
            "name": "potential",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Method": {
        "about": "The algorithm.",
        "type": "'auto' | 'sinkhorn'",
        "values": [
          {
            "about": "Sweeps and sparse Newton steps along a decreasing sequence of regularizations: quick on hard problems too.",
            "name": "auto"
          },
          {
            "about": "Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same answer, and slow where the\nregularization is small. For comparison. (Of a distribution with itself: the mean of a potential and its update.)",
            "name": "sinkhorn"
          }
        ]
      },
      "Metric": {
        "about": "How the cost is computed from a source point x and a target point y.",
        "type": "'squaredEuclidean' | 'euclidean' | 'manhattan' | 'cosine'",
        "values": [
          {
            "about": "The sum of the squares of x - y.",
            "name": "squaredEuclidean"
          },
          {
            "about": "The square root of the sum of the squares of x - y.",
            "name": "euclidean"
          },
          {
            "about": "The sum of the absolute values of x - y.",
            "name": "manhattan"
          },
          {
            "about": "1 minus the cosine of the angle between x and y, neither of which may be the zero vector.",
            "name": "cosine"
          }
        ]
      },
      "Phase": {
        "about": "What an iteration did.",
        "type": "'sweep' | 'newton'",
        "values": [
          {
            "about": "A Sinkhorn sweep: all source potentials, then all target potentials.",
            "name": "sweep"
          },
          {
            "about": "A Newton step on the dual with a sparse Hessian.",
            "name": "newton"
          }
        ]
      },
      "Plan": {
        "about": "A transport plan: entry (i, j) is the mass moved from source i to target j.",
        "type": "sparse matrix | matrix"
      },
      "PlanFormat": {
        "about": "Whether and how the plan is returned.",
        "type": "'none' | 'sparse' | 'dense'",
        "values": [
          {
            "about": "No plan. Potentials and costs need far less memory.",
            "name": "none"
          },
          {
            "about": "The entries that matter, as a sparse matrix by compressed rows.",
            "name": "sparse"
          },
          {
            "about": "All entries, as a dense matrix.",
            "name": "dense"
          }
        ]
      },
      "RegularizationUnit": {
        "about": "The unit in which the regularization is given.",
        "type": "'absolute' | 'ofMaximum' | 'ofMean'",
        "values": [
          {
            "about": "The unit of the cost.",
            "name": "absolute"
          },
          {
            "about": "The largest entry of the cost, which must be positive.",
            "name": "ofMaximum"
          },
          {
            "about": "The mean of all entries of the cost, which must be positive.",
            "name": "ofMean"
          }
        ]
      },
      "SinkhornDivergenceProblem": {
        "about": "The Sinkhorn divergence between the distributions `source` and `target`:\n\n`OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of entropic\ntransport; with a penalty, half the regularization times the square of the difference of both total masses is added.",
        "fields": [
          {
            "about": "How strongly the plans are smoothed, positive, in units of cost unless `regularizationUnit` says otherwise.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The cost from each source (row) to each target (column).",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether to return the gradients of the divergence.",
            "default": "false",
            "name": "gradients",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The most iterations for each of the three problems, at least 1.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the cost is computed from two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the masses of each side by their sum before anything else.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "What it costs where a plan's sums differ from the masses, positive, in units of cost: this times KL(sums | masses), on\nboth sides. Default: they must not differ.",
            "name": "penalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The unit of `regularization`, taken from the cost between sources and targets.",
            "default": "'absolute'",
            "name": "regularizationUnit",
            "optional": true,
            "type": "RegularizationUnit"
          },
          {
            "about": "The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to\nthe sum of that).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The cost from each source to each source; with `cost`.",
            "name": "sourceCost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The source points, one a row. Give either points or the three costs.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty. Default:\nequal masses that sum to 1 (or, where only `source` is given, to the sum of that).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The cost from each target to each target; with `cost`.",
            "name": "targetCost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target points, one a row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The marginal error that is asked for in each of the three problems, positive.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SinkhornDivergenceSolution": {
        "about": "The Sinkhorn divergence of two distributions.",
        "fields": [
          {
            "about": "`converged` where all three problems are, their marginal errors at most `tolerance`; else why the first of those stopped\nthat are not.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The work done for all three problems.",
            "name": "iterations",
            "optional": false,
            "type": "Iterations"
          },
          {
            "about": "The divergence. Between points it is never negative, and 0 for equal distributions.",
            "name": "divergence",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The optimal regularized costs that it is made of.",
            "name": "costs",
            "optional": false,
            "type": "DivergenceCosts"
          },
          {
            "about": "The regularization in units of cost.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest of the three marginal errors.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradients of the divergence, where they were asked for.",
            "name": "gradients",
            "optional": true,
            "type": "Gradients"
          }
        ]
      },
      "SinkhornNewtonProblem": {
        "about": "Entropic optimal transport: the cheapest plan that moves the masses `source` to the masses `target`, smoothed by an entropy.\n\nIt minimises `<P, C> + regularization * KL(P | source target')` over plans P >= 0 whose rows sum to `source` and whose\ncolumns sum to `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of\nthe masses, not the counting measure: for masses that sum to 1, the other common objective\n`<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over all\nmasses of both sides. The optimal plan is the same.\n\nWith `sourcePenalty` or `targetPenalty` the sums of that side may differ from its masses, at the price of the penalty times\nKL(sums | masses): unbalanced transport, which leaves mass where it is too far from anything.",
        "fields": [
          {
            "about": "How strongly the plan is smoothed, positive, in units of cost unless `regularizationUnit` says otherwise. Small values\ngive costs close to those of unregularized transport: the excess is about `regularization` times the logarithm of\nthe number of points at most.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity` forbids the\npair. Give either this or the two sets of points.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether to return the gradients of `regularizedCost`.",
            "default": "false",
            "name": "gradients",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether to return a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Where to start from, mostly the potentials of a similar problem's solution: then the solver goes to the given\nregularization at once or nearly so. Default: no previous knowledge.",
            "name": "initial",
            "optional": true,
            "type": "InitialPotentials"
          },
          {
            "about": "The most iterations, sweeps and Newton steps counted together, at least 1; each costs one to three passes over the cost.\nWhen they are used up, the best point so far is returned with the status `iterationLimit`.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The most plan entries that may be held in memory, by the solver itself (2.5 bytes each) or as the result (12 bytes\neach in a sparse plan, 8 in a dense one). The solver goes on by sweeps alone where it would need more; a sparse plan\nleaves out its smallest entries; a dense plan that would have more is an error.",
            "default": "32000000",
            "name": "maxPlanEntries",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The algorithm.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "Method"
          },
          {
            "about": "How the cost is computed from two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the masses of each side by their sum before anything else, so that the sums need not agree.\nOtherwise sums that differ by more than 1e-9 of their size are an error, unless there is a penalty.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether and how the plan itself is returned.",
            "default": "'none'",
            "name": "plan",
            "optional": true,
            "type": "PlanFormat"
          },
          {
            "about": "Entries of a sparse plan smaller than this part of its largest entry are left out; 0 or positive, below 1.",
            "default": "1e-12",
            "name": "planThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The unit of `regularization`.",
            "default": "'absolute'",
            "name": "regularizationUnit",
            "optional": true,
            "type": "RegularizationUnit"
          },
          {
            "about": "The mass at each source, zero or positive. Default: equal masses that sum to 1 (or, where only `target` is given, to\nthe sum of that).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What it costs where the plan's row sums differ from the source masses, positive, in units of cost: this times\nKL(row sums | source). Default: they must not differ.",
            "name": "sourcePenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The source points, one a row. The cost is then computed from the points wherever it is needed and never stored.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty. Default: equal masses that sum to 1 (or,\nwhere only `source` is given, to the sum of that).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "What it costs where the plan's column sums differ from the target masses, positive, in units of cost: this times\nKL(column sums | target). Default: they must not differ.",
            "name": "targetPenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target points, one a row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The marginal error that is asked for, positive: see the solution's `marginalError`. 1000 times that is asked for of each\nrow and column relative to its own mass, however small that is: 1e-6 by default.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SinkhornNewtonSolution": {
        "about": "The solution of an entropic transport problem. All errors and costs are measured on the returned potentials.",
        "fields": [
          {
            "about": "Why the solver stopped. `converged`: `marginalError` is at most `tolerance`, and no row or column sum of the plan is\nwrong by more than 1000 times `tolerance` of that point's own mass; nothing else promises that. `stalled`: the\nerrors stopped falling before, mostly because double precision allows no smaller ones: see `precisionFloor`. It is never\n`converged` where that is 1 or more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The work done.",
            "name": "iterations",
            "optional": false,
            "type": "Iterations"
          },
          {
            "about": "The regularization in units of cost, whatever unit it was given in.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`<P, C>`, the cost of the plan without its entropy.",
            "name": "transportCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective at the plan: `<P, C> + regularization * KL(P | source target')`, and the penalties where there are any.",
            "name": "regularizedCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual objective at the potentials: the optimal `regularizedCost` is not below it.",
            "name": "dualValue",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potential f of the sources, in units of cost: the plan is `P_ij = source_i target_j exp((f_i + g_j - C_ij) /\nregularization)`. A source without mass has the value that it would have with a very small mass. The free constant is\nchosen so that f and g have the same sum, weighted by the masses; with a penalty, no constant is free. A source whose pairs\nare all forbidden stays where there is a penalty, with a potential of 750 penalties, at which nothing of it is used.",
            "name": "sourcePotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The dual potential g of the targets, in units of cost; see `sourcePotential`.",
            "name": "targetPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total mass.\nOn a side with a penalty the sums are compared with what the potentials ask for, which are the masses times\nexp(-potential / penalty), and divided by a mean of both total masses where these differ, or by the plan's mass where\nnegative costs make that larger.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the plan's entries.",
            "name": "transportedMass",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the smallest marginal error that double precision allows at this regularization, from the rounding\nof the plan's exponents. With the status `stalled`, a `marginalError` near it is as good as any.",
            "name": "precisionFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Bounds of the cost of unregularized transport between the same masses, penalties included. (Where pairs are forbidden,\nthe upper one takes it that mass within the marginal error can be moved at the largest finite cost.)",
            "name": "exactCostBounds",
            "optional": false,
            "type": "Bounds"
          },
          {
            "about": "The sum of the entries that a sparse `plan` leaves out; 0 for a dense one. The sparse plan's row and column sums reach\nthe masses to this and `marginalError` together.",
            "name": "droppedMass",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The gradients of `regularizedCost`, where they were asked for.",
            "name": "gradients",
            "optional": true,
            "type": "Gradients"
          },
          {
            "about": "One record for each iteration, where `history` was set.",
            "name": "history",
            "optional": true,
            "type": "HistoryRecord[]"
          },
          {
            "about": "The plan, where it was asked for.",
            "name": "plan",
            "optional": true,
            "type": "Plan"
          }
        ]
      },
      "SolvedPotentials": {
        "about": "The part of a solution that a map needs.",
        "fields": [
          {
            "about": "The potentials of the sources.",
            "name": "sourcePotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potentials of the targets.",
            "name": "targetPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potential of the mass that is moved, where only a part of it was.",
            "name": "massPotential",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The plan of a solution of `exact`, a sparse matrix.",
            "name": "plan",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The regularization in units of cost. A solution that has none is one of `exact`.",
            "name": "regularization",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolvedProblem": {
        "about": "The part of a solved problem that a map needs.",
        "fields": [
          {
            "about": "The cost, where it was given; then the images are those of the problem's own points.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "How the cost is computed from two points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Whether the masses were divided by their sums.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The source masses, where they were given.",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The source penalty, where there was one.",
            "name": "sourcePenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The source points, where they were given.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target masses, where they were given.",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The target penalty, where there was one.",
            "name": "targetPenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target points, where they were given.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          }
        ]
      }
    }
  }
};
