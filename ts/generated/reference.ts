// Made from the Rust structs by `npm run codegen`; not to be edited.

/** A field of a problem, a solution or the run options. */
export interface Field {
  readonly name: string;
  /** Its type, described for JSON. */
  readonly type: string;
  /** Whether it is optional. */
  readonly optional: boolean;
  /** The default, if it is a value. */
  readonly default?: string;
  /** Its description. */
  readonly about: string;
}

/** A named type: objects with fields, or an alias of `type` with descriptions of its values. */
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
    "about": "Mebibytes of memory that the run may take, its problem and its solution included. A run that would need more\nfails with `OUT_OF_MEMORY` before it allocates. Sizes are estimates: keep a margin of a quarter. Default: half of\nthe memory that the process may use, or half of the address space of WebAssembly; `backend()` reports it.",
    "name": "memoryLimit",
    "optional": true,
    "type": "number"
  },
  {
    "about": "The seed of the random streams, an integer below 2^53. Equal seeds give bitwise equal results.",
    "default": "0",
    "name": "seed",
    "optional": true,
    "type": "number"
  },
  {
    "about": "The number of threads; results do not depend on it. WebAssembly always uses one. Default: one per processor.",
    "name": "threads",
    "optional": true,
    "type": "number"
  },
  {
    "about": "Seconds after which an iterative method stops and returns its best point with the status `timeLimit`. The answer\nof a user function is not awaited beyond the limit, unless there is nothing to return without it: then for at\nmost the longer of 0.1 seconds and twice the slowest answer so far, before the run fails. Default: no limit.",
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
            "about": "Schrödinger's equation.",
            "name": "schrodinger"
          },
          {
            "about": "The scalar-relativistic equation of Koelling and Harmon, normalized by the large component.",
            "name": "scalar"
          },
          {
            "about": "Dirac's equation.",
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
            "about": "The electrons' contribution to the potential.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Its Hartree part.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The nuclear charge.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The equation of the orbitals.",
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
            "about": "Whether the spins have separate potentials.",
            "name": "spin",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The confinement.",
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
            "about": "The speed of light, for relativistic equations.",
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
            "about": "The element: its symbol or its atomic number.",
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
        "about": "The electrons of one shell.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The angular momentum l.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of electrons.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ConfigurationSolution": {
        "about": "An electron configuration.",
        "fields": [
          {
            "about": "The shells, by n and then by l.",
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
        "about": "A confinement of the atom.",
        "fields": [
          {
            "about": "The frequency w of a harmonic potential w^2 r^2/2, in hartree.",
            "default": "0.0",
            "name": "frequency",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The radius in bohr of a hard wall: orbitals vanish there. Default: no wall.",
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
            "about": "The small component is eliminated. The default; faster and more accurate.",
            "name": "eliminated"
          },
          {
            "about": "The square of the operator, with both components: a second method to check the first. Charges must be below\nsqrt(3)/2 c.",
            "name": "squared"
          }
        ]
      },
      "EnergyParts": {
        "about": "The total energy and its parts, in hartree.",
        "fields": [
          {
            "about": "The total energy, the sum of all parts.",
            "name": "total",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The kinetic energy, without the rest energy.",
            "name": "kinetic",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Hartree energy, the repulsion of the density with itself.",
            "name": "hartree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The attraction by the nucleus.",
            "name": "nuclear",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy in the confining potential.",
            "name": "confinement",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The exchange-correlation energy.",
            "name": "xc",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "A solved atom, the quantity to evaluate, and the distances. Hartree atomic units.",
        "fields": [
          {
            "about": "A solution of `solve`.",
            "name": "solution",
            "optional": false,
            "type": "AtomState"
          },
          {
            "about": "The distances from the nucleus, from 0 to the end of the solution's mesh, in any order.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The index of an orbital in the solution's list; only for `orbital`.",
            "name": "index",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spin, for spin-polarized atoms. Default: both spins for densities, up for potentials.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          },
          {
            "about": "The quantity to evaluate.",
            "default": "'density'",
            "name": "what",
            "optional": true,
            "type": "Quantity"
          }
        ]
      },
      "EvaluateSolution": {
        "about": "The evaluated quantity.",
        "fields": [
          {
            "about": "The quantity at each r.",
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
        "about": "An exchange-correlation functional.",
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
            "about": "The generalized gradient approximation of Perdew, Burke and Ernzerhof (Phys. Rev. Lett. 77, 3865, 1996).",
            "name": "pbe"
          },
          {
            "about": "Local exchange only.",
            "name": "exchange"
          },
          {
            "about": "No exchange, correlation or repulsion between electrons: each electron is alone with the nucleus.",
            "name": "none"
          }
        ]
      },
      "FunctionalProblem": {
        "about": "A functional, and densities to evaluate it for. Hartree atomic units.",
        "fields": [
          {
            "about": "The functional.",
            "name": "xc",
            "optional": false,
            "type": "Functional"
          },
          {
            "about": "The density at each point, in electrons per cubic bohr; of up electrons if `densityDown` is given.",
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
            "about": "The derivative of `density` along its gradient. Default: 0.",
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
            "about": "The speed of light, for relativistic exchange. Default: nonrelativistic.",
            "name": "speedOfLight",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FunctionalSolution": {
        "about": "Energies and potentials for the densities.",
        "fields": [
          {
            "about": "The exchange-correlation energy per electron; 0 without density.",
            "name": "energy",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potential: the derivative of the energy per volume with respect to `density`.",
            "name": "potential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy per volume with respect to `gradient`.",
            "name": "slope",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy per volume with respect to `densityDown`.",
            "name": "potentialDown",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The derivative of the energy per volume with respect to `gradientDown`.",
            "name": "slopeDown",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GivenConfiguration": {
        "about": "An electron configuration, as text or as a list.",
        "type": "string | GivenShell[]"
      },
      "GivenElement": {
        "about": "An element, by symbol or atomic number.",
        "type": "string | number"
      },
      "GivenPotential": {
        "about": "A potential with its parameters; each kind requires the parameters in its description, all positive.",
        "fields": [
          {
            "about": "The kind of potential.",
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
            "about": "The positions of the samples in bohr, ascending; from 4 to 100000.",
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
        "about": "The electrons of one shell.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The angular momentum l.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of electrons, possibly fractional.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The spin of the electrons, for spin-polarized atoms. Default: as many up as possible, the others down.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          }
        ]
      },
      "GivenSpeed": {
        "about": "A speed of light, by name or in atomic units.",
        "type": "StandardSpeed | number"
      },
      "Mesh": {
        "about": "The elements of a solution.",
        "fields": [
          {
            "about": "The boundaries of the elements in bohr, ascending from 0 to the end, where orbitals vanish.",
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
            "about": "The number of quadrature nodes per element.",
            "name": "points",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The leading power of r of s orbitals.",
            "name": "originPower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "In elements that end at most here, and in the first, orbitals are their power of r times a polynomial.",
            "name": "weightedUpTo",
            "optional": false,
            "type": "number"
          },
          {
            "about": "All quadrature nodes, ascending. Densities and potentials are given there.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of integrals over r at the nodes.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "MeshKind": {
        "about": "The growth of the elements of a mesh.",
        "type": "'exponential' | 'uniform' | 'explicit'",
        "values": [
          {
            "about": "Exponential: with the default law, or with `ratio` by a constant factor.",
            "name": "exponential"
          },
          {
            "about": "Elements of equal length.",
            "name": "uniform"
          },
          {
            "about": "The elements given by `boundaries`.",
            "name": "explicit"
          }
        ]
      },
      "MeshProblem": {
        "about": "The elements, on which orbitals are polynomials.",
        "fields": [
          {
            "about": "For explicit meshes: the boundaries of the elements, ascending from 0.",
            "name": "boundaries",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The degree of the polynomials, from 2 to 40. Default: as required by the accuracy.",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of elements, from 1 to 200. Default: as required by the accuracy.",
            "name": "elements",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The growth of the elements.",
            "default": "'exponential'",
            "name": "kind",
            "optional": true,
            "type": "MeshKind"
          },
          {
            "about": "The number of quadrature nodes per element, from degree + 1 (15 if the degree is not given) to 80. Default: as\nrequired by the accuracy.",
            "name": "points",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The end of the mesh, in bohr. Default: 50, or more if orbitals extend farther.",
            "name": "rMax",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For exponential meshes: the length of the last element divided by the length of the first.",
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
            "about": "The boundaries of the elements.",
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
            "about": "The number of quadrature nodes per element.",
            "name": "points",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The leading power of r of s orbitals.",
            "name": "originPower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The end of the elements with powers of r.",
            "name": "weightedUpTo",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MixingProblem": {
        "about": "Anderson mixing.",
        "fields": [
          {
            "about": "The number of earlier potentials used for the next, at most 50.",
            "default": "5",
            "name": "depth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the residual that is added, above 0 and at most 1.",
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
            "about": "The shape of the charge.",
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
        "about": "The shape of the nuclear charge.",
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
            "about": "The first point in bohr. Default: 1e-6 divided by the nuclear charge.",
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
            "about": "The grid points.",
            "name": "r",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The integration weights over r: the trapezoidal rule in ln r, with spectral accuracy for functions that vanish\nat both ends.",
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
            "about": "The potential of the electrons; of up electrons if spins differ.",
            "name": "potential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Hartree potential, its part from the electron density.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "P of each orbital, one per row.",
            "name": "orbitals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Q of each orbital, for Dirac's equation.",
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
            "about": "A label such as `5f`; for Dirac's equation `5f-` for j = 5/2 and `5f+` for j = 7/2.",
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
            "about": "The angular momentum l; for Dirac's equation, of the large component.",
            "name": "l",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of electrons.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy in hartree, without the rest energy.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the level is bound: below zero, or confined.",
            "name": "bound",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "Whether counts on both sides of the level confirm that n - l - 1 levels of its symmetry are below it.",
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
            "about": "The mean of r^2, in square bohr.",
            "name": "meanSquareRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of 1/r, in inverse bohr.",
            "name": "meanInverseRadius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "P at the Lobatto nodes of all elements; in the first element P/(r/h)^beta instead, with its length h and the\norbital's leading power beta of r.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The total angular momentum, for Dirac's equation.",
            "name": "j",
            "optional": true,
            "type": "number"
          },
          {
            "about": "l for j = l - 1/2 and -(l+1) for j = l + 1/2, for Dirac's equation.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spin, for spin-polarized atoms.",
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
            "about": "The number of electrons.",
            "name": "occupation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy level.",
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
            "about": "Dirac's quantum number, if the model is Dirac's.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The spin, if spins differ.",
            "name": "spin",
            "optional": true,
            "type": "Spin"
          }
        ]
      },
      "ParseConfigurationProblem": {
        "about": "An electron configuration as text.",
        "fields": [
          {
            "about": "A configuration such as `[Rn] 5f3 6d1 7s2`. Any element in brackets stands for its ground configuration.",
            "name": "text",
            "optional": false,
            "type": "string"
          }
        ]
      },
      "PotentialKind": {
        "about": "The kind of a central potential.",
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
            "about": "Samples `v` at `r`, interpolated by a cubic spline after subtracting the charge at the origin.",
            "name": "samples"
          }
        ]
      },
      "Quantity": {
        "about": "A function of r.",
        "type": "'orbital' | 'density' | 'gradient' | 'kineticDensity' | 'potential' | 'hartree' | 'xc' | 'effectiveCharge'",
        "values": [
          {
            "about": "P = r times the radial function of an orbital; for Dirac's equation also its small component Q.",
            "name": "orbital"
          },
          {
            "about": "The electron density n.",
            "name": "density"
          },
          {
            "about": "The derivative of the density.",
            "name": "gradient"
          },
          {
            "about": "The kinetic energy density: half the sum of the squared gradients of all occupied orbitals; not for Dirac's\nequation.",
            "name": "kineticDensity"
          },
          {
            "about": "The potential of the electrons.",
            "name": "potential"
          },
          {
            "about": "The Hartree potential, its part from the electron density.",
            "name": "hartree"
          },
          {
            "about": "The exchange-correlation potential.",
            "name": "xc"
          },
          {
            "about": "-r times the potential.",
            "name": "effectiveCharge"
          }
        ]
      },
      "SolveProblem": {
        "about": "An atom or ion, to solve self-consistently. Hartree atomic units.",
        "fields": [
          {
            "about": "The element: its symbol or nuclear charge. A fractional charge requires `configuration`.",
            "name": "element",
            "optional": false,
            "type": "GivenElement"
          },
          {
            "about": "The intended error of the total energy and of levels, in hartree. It determines the mesh and the stopping\ncriteria.",
            "default": "1e-8",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The speed of light. Default: the value of NIST's tables.",
            "name": "c",
            "optional": true,
            "type": "GivenSpeed"
          },
          {
            "about": "The charge of the ion. Default: as implied by `configuration`, else 0.",
            "name": "charge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The electron configuration: a text such as `[Rn] 5f3 6d1 7s2`, or a list. Default: the ground configuration from\nNIST's tables up to uranium, in Madelung's order beyond; ions lose the outermost electrons.",
            "name": "configuration",
            "optional": true,
            "type": "GivenConfiguration"
          },
          {
            "about": "The confinement of the atom.",
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
            "about": "The maximum number of iterations.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The elements, on which orbitals are polynomials. Default: as required by `accuracy`.",
            "name": "mesh",
            "optional": true,
            "type": "MeshProblem"
          },
          {
            "about": "The mixing of successive potentials.",
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
            "about": "Whether up and down electrons have separate potentials; not for Dirac's equation.",
            "default": "false",
            "name": "spin",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "An earlier solution, of this or a neighboring atom, as a starting potential.",
            "name": "start",
            "optional": true,
            "type": "StartProblem"
          },
          {
            "about": "The exchange-correlation functional. In relativistic models exchange is relativistic too, except for `pbe`.",
            "default": "'lda'",
            "name": "xc",
            "optional": true,
            "type": "Functional"
          }
        ]
      },
      "SolveRecord": {
        "about": "The record of one iteration.",
        "fields": [
          {
            "about": "The total energy in hartree.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The residual of the potential in hartree.",
            "name": "residual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SolveSolution": {
        "about": "A self-consistent atom. It is plain data: store it, or pass it to `evaluate`, `onLogGrid`, or as `start`.",
        "fields": [
          {
            "about": "The reason why the iteration stopped.",
            "name": "status",
            "optional": false,
            "type": "SolveStatus"
          },
          {
            "about": "The number of iterations. Each solves for all orbitals once.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The difference between the potential generated by the orbitals and the one they were computed in: root mean\nsquare over the electrons, in hartree.",
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
            "about": "An estimate of the error of the total energy: its change by a finer mesh and by the residual, and rounding.",
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
            "about": "4 pi r^2 times the electron density, at the nodes `mesh.r`.",
            "name": "density",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Hartree potential, at the nodes `mesh.r`.",
            "name": "hartree",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The electrons' contribution to the potential at these nodes, one spin after another. For gradient functionals\nfollowed by the derivatives of the energy density with respect to the gradient of each density.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The nuclear charge.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The charge of the atom or ion.",
            "name": "charge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The equation of the orbitals.",
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
            "about": "Whether up and down electrons have separate potentials.",
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
            "about": "The confinement.",
            "name": "confinement",
            "optional": false,
            "type": "Confinement"
          },
          {
            "about": "-n'/(2 n) at a point nucleus, for Schrödinger's equation. By Kato's theorem it equals the nuclear charge.",
            "name": "cusp",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The density at the nucleus, if it is finite: for Schrödinger's equation, and for nuclei other than points.",
            "name": "densityAtNucleus",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All iterations, if `history` is set.",
            "name": "history",
            "optional": true,
            "type": "SolveRecord[]"
          },
          {
            "about": "The speed of light, for relativistic equations.",
            "name": "speedOfLight",
            "optional": true,
            "type": "number"
          },
          {
            "about": "4 pi r^2 times the difference of up and down densities, for spin-polarized atoms.",
            "name": "spinDensity",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "SolveStatus": {
        "about": "The reason why an atom's iteration stopped.",
        "type": "'converged' | 'unboundState' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The potential has converged, and all levels are bound.",
            "name": "converged"
          },
          {
            "about": "At least one occupied level is not bound; such levels have `bound: false`. Their energies refer to a box with\nthe radius of the mesh.",
            "name": "unboundState"
          },
          {
            "about": "The iteration did not converge within `maxIterations`.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding keeps the residual above the value required by `accuracy`; see `estimatedError` for the error reached.",
            "name": "stalled"
          }
        ]
      },
      "Spin": {
        "about": "A spin direction.",
        "type": "'up' | 'down'",
        "values": [
          {
            "about": "The majority spin.",
            "name": "up"
          },
          {
            "about": "The minority spin.",
            "name": "down"
          }
        ]
      },
      "StandardSpeed": {
        "about": "Standard values of the speed of light in atomic units.",
        "type": "'nist' | 'codata2022'",
        "values": [
          {
            "about": "137.0359895, as in the tables of NIST.",
            "name": "nist"
          },
          {
            "about": "137.035999177.",
            "name": "codata2022"
          }
        ]
      },
      "StartProblem": {
        "about": "The fields of an earlier solution needed to start from it.",
        "fields": [
          {
            "about": "The mesh of the earlier solution.",
            "name": "mesh",
            "optional": false,
            "type": "MeshState"
          },
          {
            "about": "The electrons' contribution to its potential.",
            "name": "electronPotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Its nuclear charge.",
            "name": "nuclearCharge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether spins have separate potentials.",
            "name": "spin",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "StateLevel": {
        "about": "An energy level.",
        "fields": [
          {
            "about": "The principal quantum number.",
            "name": "n",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy in hartree, without the rest energy.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether counts on both sides of the level confirm that n - l - 1 levels of its symmetry are below it.",
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
            "about": "Q at the nodes, for Dirac's equation.",
            "name": "small",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "StatesProblem": {
        "about": "One electron in a central potential, to compute its levels. Hartree atomic units.",
        "fields": [
          {
            "about": "The allowed error of levels: absolute, in hartree, or relative, whichever is larger.",
            "default": "1e-10",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The speed of light. Default: the value of NIST's tables.",
            "name": "c",
            "optional": true,
            "type": "GivenSpeed"
          },
          {
            "about": "For samples and functions: the charge Z of a point at the origin; the potential is -Z/r + O(1) there. Default:\n0.",
            "name": "chargeAtOrigin",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of levels, starting with the lowest, at most 50. Default: 1.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The equation of the orbitals.",
            "default": "'schrodinger'",
            "name": "equation",
            "optional": true,
            "type": "AtomModel"
          },
          {
            "about": "The form of Dirac's equation; only for that equation.",
            "name": "form",
            "optional": true,
            "type": "DiracForm"
          },
          {
            "about": "l for j = l - 1/2 and -(l+1) for j = l + 1/2; only for Dirac's equation. Default: -1.",
            "name": "kappa",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The angular momentum l; not for Dirac's equation. Default: 0.",
            "name": "l",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The elements. Default: chosen and refined adaptively for the potential.",
            "name": "mesh",
            "optional": true,
            "type": "MeshProblem"
          },
          {
            "about": "The principal quantum number of a single level, instead of `count`.",
            "name": "n",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The potential, by name or as samples.",
            "name": "potential",
            "optional": true,
            "type": "GivenPotential"
          }
        ]
      },
      "StatesSolution": {
        "about": "Energy levels in a central potential.",
        "fields": [
          {
            "about": "The reason why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "StatesStatus"
          },
          {
            "about": "The number of meshes tried.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The levels in ascending order; fewer than requested if the potential binds fewer.",
            "name": "states",
            "optional": false,
            "type": "StateLevel[]"
          },
          {
            "about": "An estimate of the largest error among the levels: their change by a finer mesh and by a longer one, and\nrounding.",
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
        "about": "The reason why the search for levels stopped.",
        "type": "'converged' | 'unboundState' | 'stalled' | 'timeLimit'",
        "values": [
          {
            "about": "The estimated errors of all levels are within the accuracy.",
            "name": "converged"
          },
          {
            "about": "The potential binds fewer levels than requested; the solution contains all it binds.",
            "name": "unboundState"
          },
          {
            "about": "The mesh cannot be refined or extended further: it is given, or has the maximum number of elements. See\n`estimatedError` for the error reached.",
            "name": "stalled"
          },
          {
            "about": "The time limit was reached.",
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
        "about": "Samples with partly wrong responses, and a few trusted samples.",
        "fields": [
          {
            "about": "The features of the training samples: a row per sample, a column per feature. They are not scaled.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The responses: numbers for `squared`, otherwise classes given as numbers, strings or booleans. `logistic` and\n`squaredHinge` require two classes; `multinomial` accepts any number.",
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
            "about": "The responses of the trusted samples, with the same classes.",
            "name": "trustedResponse",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The search direction of the outer loop.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial weights between 0 and 1, exclusive: a number or one per sample. Default: 1/2.",
            "name": "initial",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The loss for training and for the trusted samples. Default: `multinomial`.",
            "name": "loss",
            "optional": true,
            "type": "LinearLoss"
          },
          {
            "about": "Limit on outer iterations. With 0, the loss is evaluated at `initial`.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor on half the squared norm of the coefficients, positive. Models minimize the mean of weight times loss\nover the training samples plus this term.",
            "default": "0.01",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance on the projected gradient with respect to the weights' log-odds and on its error; between 0 and 1,\nexclusive. Its unit is the loss of the trusted samples for a model with zero coefficients, divided by the number\nof training samples.",
            "default": "0.01",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CleanSamplesSolution": {
        "about": "Weights of the training samples, and the model fitted to the weighted samples.",
        "fields": [
          {
            "about": "`converged` if the projected gradient and its error are within `tolerance`; `stalled` if rounding allows no\nlower loss.",
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
            "about": "The samples with a weight below 1/2, in ascending order of weight.",
            "name": "suspects",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The minimized objective: the mean loss of the trusted samples.",
            "name": "trustedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Equal to `trustedLoss`, under the name common to all methods.",
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
            "about": "The gradient of the trusted loss with respect to the log-odds of the weights.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of x - P(x - g), where g is the gradient and P clips the log-odds x to their bounds.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Bound on the error of the gradient, in the 2-norm.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the gradient of the model's training objective.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of model fits.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A record of each iteration, if requested.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          }
        ]
      },
      "DenoiseProblem": {
        "about": "A model and the samples to denoise.",
        "fields": [
          {
            "about": "The denoiser.",
            "name": "model",
            "optional": false,
            "type": "GivenDenoiser"
          },
          {
            "about": "Noisy samples, one per row: signals, or images stored row by row.",
            "name": "noisy",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Limit on Newton steps per sample.",
            "default": "300",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows and columns of images. Default: samples are signals.",
            "name": "shape",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "Tolerance on the root mean square of the gradient of a sample, relative to the scale of the noisy data.",
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
            "about": "The termination status of the least converged sample.",
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
            "about": "The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each\nsample from its minimizer.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest number of Newton steps of a sample.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DenoiserModel": {
        "about": "A learned denoiser.",
        "fields": [
          {
            "about": "The filter family, or the filters.",
            "name": "filters",
            "optional": false,
            "type": "FoundFilters"
          },
          {
            "about": "The weight of each filter; a single one for `isotropic`.",
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
        "about": "An entry of a derivative in disagreement with finite differences.",
        "fields": [
          {
            "about": "The derivative.",
            "name": "name",
            "optional": false,
            "type": "DerivativeName"
          },
          {
            "about": "Row index: the constraint for Jacobians, the entry for gradients and products.",
            "name": "row",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Column index; 0 for gradients and products.",
            "name": "column",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The value returned by the function.",
            "name": "given",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The finite-difference estimate.",
            "name": "numeric",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The absolute difference of both, divided by the larger of 1 and the absolute estimate.",
            "name": "relativeError",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DerivativeName": {
        "about": "The derivatives returned by the functions.",
        "type": "'outerByX' | 'outerByY' | 'innerByX' | 'innerByY' | 'hessianProduct' | 'mixedProduct' | 'innerHessian' | 'constraintsByX' | 'constraintsByY' | 'constraintHessianProduct' | 'constraintMixedProduct'",
        "values": [
          {
            "about": "The gradient of the outer objective with respect to x.",
            "name": "outerByX"
          },
          {
            "about": "The gradient of the outer objective with respect to y.",
            "name": "outerByY"
          },
          {
            "about": "The gradient of the inner objective with respect to x.",
            "name": "innerByX"
          },
          {
            "about": "The gradient of the inner objective with respect to y.",
            "name": "innerByY"
          },
          {
            "about": "The product with the Hessian of the inner objective.",
            "name": "hessianProduct"
          },
          {
            "about": "The product with the mixed derivatives of the inner objective, i.e. the derivatives with respect to x of its\ngradient in y.",
            "name": "mixedProduct"
          },
          {
            "about": "The Hessian of the inner objective with respect to y.",
            "name": "innerHessian"
          },
          {
            "about": "The Jacobian of the constraints with respect to x.",
            "name": "constraintsByX"
          },
          {
            "about": "The Jacobian of the constraints with respect to y.",
            "name": "constraintsByY"
          },
          {
            "about": "The product with the Hessian of the weighted constraints.",
            "name": "constraintHessianProduct"
          },
          {
            "about": "The product with the mixed derivatives of the weighted constraints.",
            "name": "constraintMixedProduct"
          }
        ]
      },
      "DerivativeReport": {
        "about": "The disagreements between derivatives and finite differences. If there are none, all given derivatives are right\nwithin the accuracy of finite differences.",
        "fields": [
          {
            "about": "The x used for the comparison: `initial`, randomly perturbed by 1 %, since mistakes often vanish at round\nnumbers.",
            "name": "point",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The y used for the comparison: `innerInitial`, perturbed in the same way.",
            "name": "innerPoint",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The random direction for products.",
            "name": "direction",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The random multipliers for products of constraints.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of entries compared.",
            "name": "compared",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The entries with a `relativeError` above 1e-4, the worst first.",
            "name": "errors",
            "optional": false,
            "type": "DerivativeError[]"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
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
            "about": "The classes of the samples, for computing `loss` and `accuracy`.",
            "name": "labels",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "EvaluateOperationsSolution": {
        "about": "The outputs of the network.",
        "fields": [
          {
            "about": "The most probable class of each sample.",
            "name": "classes",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The probability of each class, with a row per sample.",
            "name": "probabilities",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The fraction of samples classified correctly, if `labels` are given.",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean cross-entropy, if `labels` are given.",
            "name": "loss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FilterFamily": {
        "about": "Filter families by name.",
        "type": "'totalVariation' | 'isotropic' | 'secondOrder' | 'dct3'",
        "values": [
          {
            "about": "Differences of neighbors along each axis. Favors piecewise constant results.",
            "name": "totalVariation"
          },
          {
            "about": "The norm of the gradient of an image: differences along both axes under one root. It favors no direction.",
            "name": "isotropic"
          },
          {
            "about": "First and second differences along each axis, and mixed differences for images. Favors piecewise linear results.",
            "name": "secondOrder"
          },
          {
            "about": "The discrete cosine transform of length three without the constant: eight filters of 3 × 3 for images, two for\nsignals.",
            "name": "dct3"
          }
        ]
      },
      "Filters": {
        "about": "Filters, by family name or each as a matrix.",
        "type": "FilterFamily | matrix[]"
      },
      "FoundFilters": {
        "about": "Filters in solutions, see [`Filters`].",
        "type": "FilterFamily | matrix[]"
      },
      "FoundNetwork": {
        "about": "A network with one operation per edge: h = XW + b, then h ← op(h) or op(hU) on each edge, and then the logits\nhV + c.",
        "fields": [
          {
            "about": "The operation of each edge.",
            "name": "operations",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "W, with a row per feature.",
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
            "about": "U of each edge in order, except for the operations `zero` and `identity`.",
            "name": "edgeWeights",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "V, with a column per class.",
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
        "about": "A denoiser: the `model` of a solution of `learnDenoiser`, or one of your own.",
        "fields": [
          {
            "about": "The nonnegative weight of each filter; a single one for `isotropic`.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The positive smoothing of each filter. Filter responses below it are penalized quadratically.",
            "name": "smoothing",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.",
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
            "about": "The coefficient of each training sample; one column per output if there are several.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The constant term of each output.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The mean subtracted from each feature. Default: zeros.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The divisor of each centered feature. Default: ones.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The kind of constant term. Default: fitted.",
            "default": "'fitted'",
            "name": "intercept",
            "optional": true,
            "type": "KernelIntercept"
          },
          {
            "about": "The kernel, if it is a function of features.",
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
            "about": "The features of the training samples, if the kernel is a function of features.",
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
            "about": "W, with a row per feature.",
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
            "about": "U of each edge in order, except for the operations `zero` and `identity`.",
            "name": "edgeWeights",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "V, with a column per class.",
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
        "about": "The error estimate of gradients computed from inexact inner solutions.",
        "type": "'estimate' | 'bound'",
        "values": [
          {
            "about": "The change of the gradient over one more Newton step on the inner problem.",
            "name": "estimate"
          },
          {
            "about": "The bound of MAID's theorem 1, with the constants in `lipschitz` and `strongConvexity`. It is rigorous if all\nfour are given, and usually far too large.",
            "name": "bound"
          }
        ]
      },
      "HypergradientDataProblem": {
        "about": "A point and the functions of a bilevel problem, given as data: functions of x, y and parameters.",
        "fields": [
          {
            "about": "The scalar outer objective.",
            "name": "outerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The scalar objective minimized over y for given x.",
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
            "about": "The error estimate of the gradient.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "The initial y. Default: zeros.",
            "name": "innerInitial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that holds y.",
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
            "about": "The name of the input that holds x.",
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
            "about": "Lower bound on the curvature of the inner objective in y, if known. Default: estimated.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance on `hypergradientError`, relative to the largest of three norms: of the gradient, and of the\ngradients of the outer objective with respect to x and y.",
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
            "about": "The termination status. `converged` means that `hypergradientError` is within the tolerance.",
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
            "about": "Bound on the distance of the gradient from the exact one in the 2-norm; 1.8e308 if nothing is known.",
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
            "about": "The largest absolute entry of the gradient of the inner objective with respect to y.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the inner objective.",
            "name": "innerEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluated products with second derivatives of the inner objective and of its Hessians.",
            "name": "innerProducts",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitialDenoiser": {
        "about": "Initial parameters.",
        "fields": [
          {
            "about": "The smoothing, one for all or one per filter, from e^-7 to e^3 times the scale of the noisy data. Default: e^-2\ntimes the scale.",
            "name": "smoothing",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The weights, one for all or one per filter, from e^-12 to e^6 times the scale of the noisy data. Default: e^-2\ntimes the scale.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "InitialKernel": {
        "about": "Initial parameters.",
        "fields": [
          {
            "about": "The length scales of scaled features, one for all or one per feature, from e^-2 to e^6. Default: e.",
            "name": "lengthScales",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The ridge λ, from 1e-14 / n to e^3. Default: 0.001. With `kernels` all three are in units of the mean diagonal\nentry of their sum.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weights of `kernels`, one for all or one per kernel, from e^-12 to e^4. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "KernelCriterion": {
        "about": "The minimized criterion.",
        "type": "'marginalLikelihood' | 'leaveOneOut' | 'folds'",
        "values": [
          {
            "about": "The negative log-density of the responses under a Gaussian process with maximum-likelihood scale, per value: ½\nln(yᵀα / n) + ln det A / (2n). A fitted constant is integrated out: n - 1 replaces n, and det A times the sum of\nA⁻¹ replaces det A.",
            "name": "marginalLikelihood"
          },
          {
            "about": "Half the mean square of the leave-one-out errors, in closed form.",
            "name": "leaveOneOut"
          },
          {
            "about": "Half the mean square of the errors on held-out samples, by `folds`.",
            "name": "folds"
          }
        ]
      },
      "KernelIntercept": {
        "about": "The constant term of predictions.",
        "type": "'fitted' | 'mean' | 'none'",
        "values": [
          {
            "about": "Fitted together with the kernel and unpenalized, also for the training parts of the criteria.",
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
        "about": "A fitted model, input of `predictKernel`. A prediction is the offset plus the kernel between a new sample and the\ntraining samples times the dual coefficients.",
        "fields": [
          {
            "about": "The coefficient of each training sample; one column per output if there are several.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The constant term of each output.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The kind of constant term.",
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
            "about": "The maximum-likelihood variance of the Gaussian process: the variance of the function at a kernel value of 1.",
            "name": "processVariance",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean subtracted from each feature, if the kernel is a function of features.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The divisor of each centered feature, if the kernel is a function of features.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The kernel, if it is a function of features.",
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
            "about": "The features of the training samples, if the kernel is a function of features.",
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
        "about": "A kernel of two feature vectors a and b. Its distance r = √Σ((a_j - b_j) / ℓ_j)² is in units of the length scales ℓ.",
        "type": "'gaussian' | 'matern12' | 'matern32' | 'matern52' | 'linear'",
        "values": [
          {
            "about": "exp(-r² / 2), for infinitely differentiable functions.",
            "name": "gaussian"
          },
          {
            "about": "exp(-r), for continuous functions with kinks.",
            "name": "matern12"
          },
          {
            "about": "(1 + √3 r) exp(-√3 r), for once differentiable functions.",
            "name": "matern32"
          },
          {
            "about": "(1 + √5 r + 5r² / 3) exp(-√5 r), for twice differentiable functions.",
            "name": "matern52"
          },
          {
            "about": "Σ a_j b_j / ℓ_j², for linear functions with one penalty per coefficient.",
            "name": "linear"
          }
        ]
      },
      "Learn": {
        "about": "The parameters of a denoiser to learn.",
        "type": "'weights' | 'weightsAndSmoothing' | 'filters'",
        "values": [
          {
            "about": "The weight of each filter.",
            "name": "weights"
          },
          {
            "about": "Also the smoothing of each filter's absolute values at zero.",
            "name": "weightsAndSmoothing"
          },
          {
            "about": "Also the filters, starting from the given ones, with entries from -3 to 3.",
            "name": "filters"
          }
        ]
      },
      "LearnDenoiserProblem": {
        "about": "Pairs of noisy and clean samples, and the choice of parameters to learn.",
        "fields": [
          {
            "about": "Noisy samples, one per row: signals, or images stored row by row.",
            "name": "noisy",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The clean samples in the same form.",
            "name": "clean",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The filter family, or each filter as a matrix of at most 7 × 7; for signals, with one row.",
            "name": "filters",
            "optional": true,
            "type": "Filters"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial parameters.",
            "name": "initial",
            "optional": true,
            "type": "InitialDenoiser"
          },
          {
            "about": "The parameters to learn.",
            "name": "learn",
            "optional": true,
            "type": "Learn"
          },
          {
            "about": "Limit on outer iterations; 0 evaluates the initial parameters.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows and columns of images. Default: samples are signals.",
            "name": "shape",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "Tolerance on the largest absolute entry of the projected gradient, relative to the initial objective.",
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
            "about": "The termination status. `converged` means that the projected gradient is within the tolerance.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The weight e^a of each filter; a single one for `isotropic`.",
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
            "about": "The filters; for `isotropic`, the two under one root.",
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
            "about": "Half the mean square of the errors of the noisy samples.",
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
            "about": "The model for `denoise`.",
            "name": "model",
            "optional": false,
            "type": "DenoiserModel"
          },
          {
            "about": "The minimized objective: the training loss divided by the noisy loss, at the accuracy of denoising during the\nsearch.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of the objective with respect to the learned parameters: logarithms of the weights, then of the\nsmoothing, then entries of the filters.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of the gradient projected onto the bounds.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Bound on the error of the gradient due to inexact denoising.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest 2-norm of the gradient of the denoising objective over all samples. It bounds the distance of each\nsample from its minimizer.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of times that all samples were denoised.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A record of each iteration, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          }
        ]
      },
      "LengthScales": {
        "about": "The features that share a length scale.",
        "type": "'feature' | 'shared'",
        "values": [
          {
            "about": "One length scale per feature.",
            "name": "feature"
          },
          {
            "about": "One length scale for all features.",
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
            "about": "`ln(1 + exp(-y p))` for `y` = -1 or 1.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.",
            "name": "multinomial"
          },
          {
            "about": "`max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.",
            "name": "squaredHinge"
          }
        ]
      },
      "LinearModel": {
        "about": "A linear model, for `coordinate.predict`.",
        "fields": [
          {
            "about": "The coefficient of each feature; for `multinomial`, a matrix with a row per feature and a column per class.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, 0 if the model has none; for `multinomial`, a vector.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss, for predictions. For `squaredHinge` it is `squared`; the class is the sign of the prediction.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The class labels in ascending order, if any. With two classes, positive predictions mean the second.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "LinearPenalty": {
        "about": "The form of the penalty of coefficients w with strengths λ.",
        "type": "'l2' | 'l1' | 'elasticNet' | 'groupL2'",
        "values": [
          {
            "about": "Half the sum of `λ w^2`.",
            "name": "l2"
          },
          {
            "about": "The sum of `λ |w|`. It sets coefficients to 0.",
            "name": "l1"
          },
          {
            "about": "The sum of both, each with its own strengths.",
            "name": "elasticNet"
          },
          {
            "about": "The sum over groups of `λ` times the norm of the group's coefficients times the square root of the group's size.\nIt sets whole groups to 0.",
            "name": "groupL2"
          }
        ]
      },
      "Lipschitz": {
        "about": "Lipschitz constants in y near the inner solution. Missing constants are estimated from observed differences, which\nmay be too small.",
        "fields": [
          {
            "about": "The Lipschitz constant of the Hessian of the inner objective with respect to y.",
            "name": "innerHessian",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The Lipschitz constant of the mixed derivatives of the inner objective.",
            "name": "mixedDerivatives",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The Lipschitz constant of the gradient of the outer objective with respect to y.",
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
            "about": "`(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.",
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
        "about": "A bilevel problem with functions of x, y and parameters given as data.",
        "fields": [
          {
            "about": "The scalar objective minimized over x.",
            "name": "outerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The scalar objective minimized over y for given x.",
            "name": "innerObjective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The initial x, clipped to the bounds.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The error estimate of gradients.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "The search direction of the outer loop.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial accuracy of inner solutions: their distance from the exact ones.",
            "default": "0.1",
            "name": "initialAccuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The equality constraints on y for given x: a vector required to be zero.",
            "name": "innerEqualities",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The inequality constraints on y for given x: a vector required to be at most zero.",
            "name": "innerInequalities",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The initial y. Default: zeros.",
            "name": "innerInitial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that holds y.",
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
            "about": "Lower bounds of x; `-Infinity` or any value up to -1e20 means none. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Limit on outer iterations. Default: 500; `stochastic` makes exactly this many, by default 3000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "MinimizeMethod"
          },
          {
            "about": "The name of the input that holds x.",
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
            "about": "Whether `valueFunction` ends with Newton's method on the optimality conditions. Applies up to 600\nvariables and multipliers in total.",
            "default": "true",
            "name": "polish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Lower bound on the curvature of the inner objective in y, if known. 0 means that it need not be strictly\nconvex. Default: estimated.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance for `converged`. With `implicit`, `projectedGradient` and `hypergradientError`, each times the\nlarger of 1 and the largest |x|, must not exceed `tolerance` times `scale`. The unit of the outer\nobjective therefore does not matter, but variables should have size about 1. With `valueFunction`,\n`kktResidual` must not exceed `tolerance` times the larger of 1 and the absolute initial outer\nobjective; scale objectives and variables to about 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of x; `Infinity` or any value from 1e20 means none. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeMethod": {
        "about": "The method for a bilevel problem.",
        "type": "'auto' | 'implicit' | 'valueFunction' | 'stochastic'",
        "values": [
          {
            "about": "`valueFunction` for problems with constraints or with `strongConvexity` 0, `stochastic` for functions of\nbatches, `implicit` otherwise.",
            "name": "auto"
          },
          {
            "about": "Descent along the gradient of x → F(x, y*(x)). Inner problems are solved only as accurately as each step\nrequires.",
            "name": "implicit"
          },
          {
            "about": "A single loop on a penalty for inner suboptimality (LV-HBA), followed by Newton's method on the optimality\nconditions.",
            "name": "valueFunction"
          },
          {
            "about": "Normalized momentum steps on batches of samples (BO-REP).",
            "name": "stochastic"
          }
        ]
      },
      "MinimizeProblem": {
        "about": "A bilevel problem with functions given as callbacks.",
        "fields": [
          {
            "about": "The initial y.",
            "name": "innerInitial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The initial x, clipped to the bounds.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The error estimate of gradients.",
            "default": "'estimate'",
            "name": "accuracy",
            "optional": true,
            "type": "HypergradientAccuracy"
          },
          {
            "about": "The number of samples in a batch, drawn with replacement.",
            "default": "64",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether products with second derivatives of the constraints are given. Default: finite differences of their\nJacobians.",
            "default": "false",
            "name": "constraintProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the inner problem has constraints.",
            "default": "false",
            "name": "constraints",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The search direction of the outer loop.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "The number of equations of the inner problem.",
            "default": "0",
            "name": "equalityCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of inequalities of the inner problem.",
            "default": "0",
            "name": "inequalityCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Initial accuracy of inner solutions: their distance from the exact ones.",
            "default": "0.1",
            "name": "initialAccuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether batch gradients of the inner objective are given.",
            "default": "false",
            "name": "innerBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the Hessian of the inner objective with respect to y is given, for at most 1000 inner variables.\nDefault: iterative solves with products.",
            "default": "false",
            "name": "innerHessian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether products with second derivatives of the inner objective are given. Default: finite differences of\nits gradients.",
            "default": "false",
            "name": "innerProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of samples averaged by the inner objective, for batches.",
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
            "about": "Lower bounds of x; `-Infinity` or any value up to -1e20 means none. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Limit on outer iterations. Default: 500; `stochastic` makes exactly this many, by default 3000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "MinimizeMethod"
          },
          {
            "about": "Whether batch gradients of the outer objective are given.",
            "default": "false",
            "name": "outerBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of samples averaged by the outer objective, for batches.",
            "name": "outerSamples",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `valueFunction` ends with Newton's method on the optimality conditions. Applies up to 600\nvariables and multipliers in total.",
            "default": "true",
            "name": "polish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether batch products with second derivatives of the inner objective are given.",
            "default": "false",
            "name": "productBatch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The length of the first steps of x in `stochastic`, in the 2-norm. Step lengths decrease linearly to zero.",
            "default": "0.05",
            "name": "stepLength",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Lower bound on the curvature of the inner objective in y, if known. 0 means that it need not be strictly\nconvex. Default: estimated.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance for `converged`. With `implicit`, `projectedGradient` and `hypergradientError`, each times the\nlarger of 1 and the largest |x|, must not exceed `tolerance` times `scale`. The unit of the outer\nobjective therefore does not matter, but variables should have size about 1. With `valueFunction`,\n`kktResidual` must not exceed `tolerance` times the larger of 1 and the absolute initial outer\nobjective; scale objectives and variables to about 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of x; `Infinity` or any value from 1e20 means none. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "The best point found.",
        "fields": [
          {
            "about": "The termination status.",
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
            "about": "The outer objective at the solution.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient with respect to y of the inner objective or, with constraints, of its\nLagrangian.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
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
            "about": "The number of inner problems solved; for single-loop methods, the number of iterations.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the inner objective or of its batch gradient.",
            "name": "innerEvaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluated products with second derivatives of the inner objective and of its Hessians.",
            "name": "innerProducts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of x → F(x, y*(x)), except with `valueFunction`.",
            "name": "gradient",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A record of each iteration, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "OuterRecord[]"
          },
          {
            "about": "Bound on the distance of `gradient` from the exact one in the 2-norm, 1.8e308 if nothing is known. With\n`stochastic`, its standard error.",
            "name": "hypergradientError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest absolute residual of the optimality conditions of both levels.",
            "name": "kktResidual",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The nonnegative multipliers of the inner inequalities, followed by those of the equations.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the outer problem, for checking `kktResidual`: of each entry of the gradient of the inner\nLagrangian with respect to y, of the inequalities, of the equations, and of the sign constraints on the\ninequality multipliers.",
            "name": "outerMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of x − P(x − gradient), where P clips to the bounds.",
            "name": "projectedGradient",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The size of the objective, the unit of `tolerance` with `implicit`: the larger of its absolute value and c\nmax(1, |x|∞)², where c is the second largest curvature along the last steps.",
            "name": "scale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The kind of stationarity, with `valueFunction`.",
            "name": "stationarity",
            "optional": true,
            "type": "Stationarity"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "The termination status of a bilevel minimization.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'stopped' | 'diverged'",
        "values": [
          {
            "about": "The projected gradient and its error are within the tolerance. With `valueFunction`, the KKT residual is, and\nthe point is at least Clarke stationary.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No step made progress, usually because of rounding, or because the inner problem has no unique solution.",
            "name": "stalled"
          },
          {
            "about": "`stochastic` made all its iterations. It has no convergence test; `hypergradientError` is the standard error of\n`gradient`.",
            "name": "stopped"
          },
          {
            "about": "The steps of `stochastic` led to nonfinite numbers. This is the last point before.",
            "name": "diverged"
          }
        ]
      },
      "NestedChoice": {
        "about": "Candidate spreads with their validation losses in nested cross-validation.",
        "fields": [
          {
            "about": "The spreads in ascending order; `free` for an infinite one.",
            "name": "spreads",
            "optional": false,
            "type": "(number | 'free')[]"
          },
          {
            "about": "The mean loss of each fold's samples: a row per spread, a column per fold.",
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
            "about": "The standard error of each mean's difference from the best mean.",
            "name": "standardErrors",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Operation": {
        "about": "The function of an edge, applied to the hidden values h before it, or to z = hW with weights W of the operation.",
        "type": "'zero' | 'identity' | 'linear' | 'relu' | 'tanh' | 'gauss' | 'square'",
        "values": [
          {
            "about": "0.",
            "name": "zero"
          },
          {
            "about": "h.",
            "name": "identity"
          },
          {
            "about": "z.",
            "name": "linear"
          },
          {
            "about": "max(z, 0).",
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
        "about": "The search direction of the outer loop.",
        "type": "'quasiNewton' | 'gradient'",
        "values": [
          {
            "about": "A limited-memory quasi-Newton direction from the last ten steps.",
            "name": "quasiNewton"
          },
          {
            "about": "The negative gradient, as in the paper. It takes many more steps.",
            "name": "gradient"
          }
        ]
      },
      "OuterRecord": {
        "about": "A record of an outer iteration.",
        "fields": [
          {
            "about": "The number of outer iterations so far.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The outer objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the projected gradient. `valueFunction` reports the last step divided by the step\nsize instead, `stochastic` the momentum.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PredictKernelProblem": {
        "about": "A model and new samples: `matrix` for a kernel of features, `kernels` for given kernels.",
        "fields": [
          {
            "about": "The `model` of a solution.",
            "name": "model",
            "optional": false,
            "type": "GivenKernelModel"
          },
          {
            "about": "Whether to return `distances`, for kernels of features only.",
            "default": "false",
            "name": "distances",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "For each given kernel, a matrix with a row per new sample and a column per training sample.",
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
            "about": "Whether to return `variances`, for kernels of features only. Takes a factorization of the training kernel.",
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
            "about": "The prediction for each new sample, in the form of the response.",
            "name": "predictions",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The distance of each new sample to the nearest training sample, in length scales. Predictions beyond 1 are\nextrapolations.",
            "name": "distances",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The predictive variance of the Gaussian process at each new sample: of the function, without the noise of\nresponses. The noise has variance nλ `processVariance`.",
            "name": "variances",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "SelectOperationsProblem": {
        "about": "Labeled samples for training and validation, and the candidate operations.",
        "fields": [
          {
            "about": "The features of the training samples for the weights, a row per sample; preferably standardized.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The classes of the training samples, as numbers, strings or booleans.",
            "name": "labels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The features of the validation samples for the mixtures' proportions, a row per sample.",
            "name": "validationMatrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The classes of the validation samples, among those of `labels`.",
            "name": "validationLabels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The candidate operations of each edge: at least two, without repetition.",
            "name": "operations",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "The number of samples per step, at most 4096.",
            "default": "64",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the distillation loss relative to the cross-entropy.",
            "default": "1.0",
            "name": "distillation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of edges in the chain, from 1 to 16.",
            "default": "3",
            "name": "edges",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of epochs for choosing operations.",
            "default": "120",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of further epochs with the chosen operations.",
            "default": "40",
            "name": "retrainEpochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of past epochs used as teachers, at most 10; 0 gives plain differentiable architecture search.",
            "default": "3",
            "name": "snapshots",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The temperature of distillation: the divisor of logits before comparison with the teachers'.",
            "default": "2.0",
            "name": "temperature",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of hidden values between edges, from 1 to 128.",
            "default": "16",
            "name": "width",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SelectOperationsSolution": {
        "about": "The chosen operations, and the network with them.",
        "fields": [
          {
            "about": "The termination status of training.",
            "name": "status",
            "optional": false,
            "type": "TrainingStatus"
          },
          {
            "about": "The chosen operation of each edge.",
            "name": "chosen",
            "optional": false,
            "type": "Operation[]"
          },
          {
            "about": "The proportion of each operation before the choice, with a row per edge.",
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
            "about": "The mean cross-entropy with each mixture rounded to its largest operation.",
            "name": "roundedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The increase of the loss due to rounding.",
            "name": "discretizationGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest curvature of the training loss with respect to the weights, with the mixtures.",
            "name": "sharpness",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean cross-entropy of the validation samples with the chosen operations, after further training.",
            "name": "retrainedLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The network with the chosen operations, for `evaluateOperations`.",
            "name": "network",
            "optional": false,
            "type": "FoundNetwork"
          }
        ]
      },
      "Stationarity": {
        "about": "The kind of stationarity in a problem with inner inequalities. The kinds differ if an active inequality has a zero\nmultiplier: such an inequality has two outer multipliers, one for itself and one for the sign of its multiplier.",
        "type": "'strong' | 'clarke' | 'weak' | 'unpolished'",
        "values": [
          {
            "about": "Neither of the two is negative for any such inequality: no first-order descent direction exists.",
            "name": "strong"
          },
          {
            "about": "Their product is nonnegative.",
            "name": "clarke"
          },
          {
            "about": "Their signs are unknown.",
            "name": "weak"
          },
          {
            "about": "The point was not polished, so they are unknown.",
            "name": "unpolished"
          }
        ]
      },
      "TrainingStatus": {
        "about": "The termination status of training.",
        "type": "'completed' | 'timeLimit' | 'diverged'",
        "values": [
          {
            "about": "All epochs are done. Stochastic steps have no convergence test.",
            "name": "completed"
          },
          {
            "about": "The time limit was reached. The network is the current one, trained further only if time allowed.",
            "name": "timeLimit"
          },
          {
            "about": "Numbers overflowed. The network is that of the last finite epoch.",
            "name": "diverged"
          }
        ]
      },
      "TuneKernelProblem": {
        "about": "Samples with responses, and the family of kernels. Give either `matrix` or `kernels`.",
        "fields": [
          {
            "about": "The response of each sample. Several outputs, one per column, share one kernel.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The criterion to minimize.",
            "name": "criterion",
            "optional": true,
            "type": "KernelCriterion"
          },
          {
            "about": "For the criterion `folds`: the number of folds, with sample i in fold i modulo that number, or the fold of each\nsample from 0, with -1 for samples that are never held out. Default: 5.",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial parameters.",
            "name": "initial",
            "optional": true,
            "type": "InitialKernel"
          },
          {
            "about": "The constant term of predictions.",
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
            "about": "Symmetric kernel matrices over the samples, instead of `matrix`. Their weighted sum is the kernel.",
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
            "about": "The features: a row per sample, 2 to 4000 samples and up to 1000 features. Features are centered, and scaled\nunless `standardize` is false.",
            "name": "matrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Limit on outer iterations; 0 evaluates `initial`.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to divide features by their standard deviations or, if `lengthScales` is `shared`, all by the root of\ntheir mean variance. `lengthScales` refer to the scaled features. Default: true.",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Tolerance on the largest absolute entry of the projected gradient, relative to the objective, but at least to\n1e-16 of its value without a kernel. For the marginal likelihood it is absolute.",
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
            "about": "The termination status. `converged` means that the projected gradient is within the tolerance.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The ridge λ: nλ is added to the diagonal of the kernel matrix of n samples.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficient of each sample; one column per output if there are several.",
            "name": "dualCoefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The constant term of each output.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the mean square of the leave-one-out errors.",
            "name": "leaveOneOutLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The leave-one-out errors, response minus prediction, in the form of the response.",
            "name": "leaveOneOutResiduals",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The log-density of the responses under a Gaussian process with maximum-likelihood scale.",
            "name": "logMarginalLikelihood",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The model for `predictKernel`.",
            "name": "model",
            "optional": false,
            "type": "KernelModel"
          },
          {
            "about": "The minimized criterion.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of the criterion with respect to the logarithms of the squared inverse length scales or of the\nweights, and last of the ridge.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of the gradient projected onto the bounds. The bounds are e^-2 and e^6 for length\nscales, e^-12 and e^4 for weights, 1e-14 / n and e^3 for the ridge, with given kernels in units of the mean\ndiagonal entry of their sum.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters at their lower bounds, such as `lengthScales[0]`, `weights[1]` or `ridge`: smaller values may be\nbetter. A ridge at its lower bound means that the kernel explains the responses up to rounding.",
            "name": "atLower",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The parameters at their upper bounds. A length scale there means that the feature is irrelevant, or acts\nlinearly.",
            "name": "atUpper",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "Bound on the error of the gradient due to inexact inner solutions.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute residual of the linear system of the dual coefficients.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the objective.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean subtracted from each feature.",
            "name": "featureMeans",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The divisor of each centered feature.",
            "name": "featureScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A record of each iteration, if `history` was set.",
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
        "about": "Samples, the form of the model, and options of the penalty search.",
        "fields": [
          {
            "about": "The features: a row per sample, a column per feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each sample: a number for `squared`, otherwise a class given as a number, a string or a boolean.\n`logistic` and `squaredHinge` require two classes; `multinomial` accepts any number.",
            "name": "response",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The search direction of the outer loop.",
            "name": "direction",
            "optional": true,
            "type": "OuterDirection"
          },
          {
            "about": "The number of folds, at least 2: sample `i` then belongs to fold `i` modulo that number. Or the fold of each\nsample, numbered from 0 without gaps, with -1 for samples always used for training; a single fold is a fixed\nheld-out set. Default: 5.",
            "default": "5.0",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The features that share a penalty: one penalty per feature (`feature`), one for all (`shared`), or a group index\nfor each feature, numbered from 0 without gaps, with -1 for no penalty. Default: `feature`.",
            "name": "groups",
            "optional": true,
            "type": "'feature' | 'shared' | integers"
          },
          {
            "about": "Whether to record each iteration in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial penalties, a number or one per penalty; for `elasticNet` first those of the absolute values, then those\nof the squares. Default: the best shared penalty. With absolute values or norms, that search starts at 1/20 of\nthe smallest penalty at which all coefficients are 0, since coefficients at 0 stay there.",
            "name": "initial",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The training loss. Models minimize its mean over the training samples plus the penalty.",
            "name": "loss",
            "optional": true,
            "type": "LinearLoss"
          },
          {
            "about": "Lower bounds on the penalties, positive: a number or one per penalty. Default: e^-16, multiplied for `squared`\nby the standard deviation of the response if the penalty is on absolute values or norms.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "Limit on outer iterations. With 0, the objective is evaluated at `initial`.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The form of the penalty. All but `l2` require the loss `squared` or `logistic`.",
            "name": "penalty",
            "optional": true,
            "type": "LinearPenalty"
          },
          {
            "about": "Whether each class of `multinomial` has its own penalties.",
            "default": "false",
            "name": "perClass",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A nonnegative weight per sample, used in all means. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The prior standard deviation of the logarithms of the penalties about their mean: 0 for a single penalty, `free`\nfor no prior. From a list in ascending order, with `Infinity` for `free`, nested cross-validation chooses the\nsmallest spread with a loss within one standard error of the best; this takes at least 3 folds. Default: 0, 1/4,\n1/2, 1, 2, 4 and `Infinity`; 1/2 with fewer than 3 folds.",
            "name": "spread",
            "optional": true,
            "type": "number | 'free' | numbers"
          },
          {
            "about": "Whether to scale features to standard deviation 1 over all samples (root mean square 1 without an intercept)\nbefore penalizing. Returned coefficients refer to the given features.",
            "default": "true",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Tolerance on the projected gradient and its error, relative to the held-out loss of a model with only an\nintercept; between 0 and 1, exclusive.",
            "default": "0.00001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds on the penalties. Default: e^6, in the units of `lower`.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The loss on held-out samples. Default: `loss`.",
            "name": "validationLoss",
            "optional": true,
            "type": "ValidationLoss"
          }
        ]
      },
      "TunePenaltiesSolution": {
        "about": "Tuned penalties, estimates of their quality, and the model fitted with them.",
        "fields": [
          {
            "about": "`converged` if the projected gradient and its error are within `tolerance`. `stalled` if rounding allows no\nlower objective, or the objective has a kink at the solution, as may happen with penalties that set coefficients\nto zero.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The penalties, positive: one per feature or group; with `perClass`, a matrix with a row per feature or group and\na column per class. For `elasticNet`, those of the absolute values.",
            "name": "penalties",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The minimized objective: the loss of the held-out samples plus the prior term of `spread`.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The weighted mean loss of the held-out samples, each predicted from the other folds. It is optimistically\nbiased, because the penalties minimize it; see `assessedLoss`.",
            "name": "validationLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best shared penalty; for `elasticNet`, of the absolute values and of the squares.",
            "name": "sharedPenalty",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss of the held-out samples with the best shared penalty.",
            "name": "sharedValidationLoss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The spread used to tune the penalties: a number, or `free`.",
            "name": "spread",
            "optional": false,
            "type": "number | 'free'"
          },
          {
            "about": "The indices into `penalties` (row by row) of penalties at their lower bounds; for `elasticNet` followed by those\nof `l2Penalties`.",
            "name": "atLower",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The indices of penalties at their upper bounds.",
            "name": "atUpper",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The model fitted to all samples, for `coordinate.predict`.",
            "name": "model",
            "optional": false,
            "type": "LinearModel"
          },
          {
            "about": "The gradient of the objective with respect to the logarithms of the penalties.",
            "name": "gradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of x - P(x - g), where g is the gradient and P clips the logarithms x to their\nbounds. For `squared` it is computed for a response of variance 1 and multiplied by the variance.",
            "name": "projectedGradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Bound on the error of the gradient, in the 2-norm.",
            "name": "hypergradientError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest gradient norm of a fold's fit, with respect to the coefficients of the scaled features.",
            "name": "innerResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of outer iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of times that models were fitted to all folds.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss over folds of samples excluded from tuning penalties and coefficients, at the chosen spread. It\nestimates the loss on new samples, apart from the bias of choosing the spread. Absent without nested\ncross-validation.",
            "name": "assessedLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A record of each iteration, if requested.",
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
            "about": "The nested cross-validation. Absent if a single spread was given, or if time ran out.",
            "name": "nested",
            "optional": true,
            "type": "NestedChoice"
          },
          {
            "about": "The same estimate for one shared penalty.",
            "name": "sharedAssessedLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For penalties that set coefficients to zero: the distance of the nearest coefficient or group at zero from\nbecoming nonzero, over all folds, as a fraction of its penalty. At 0 the objective has a kink. Absent if nothing\nis at zero.",
            "name": "supportMargin",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ValidationLoss": {
        "about": "The loss of a held-out sample with response `y` and linear predictor `p`.",
        "type": "'squared' | 'logistic' | 'multinomial' | 'squaredHinge' | 'sigmoid'",
        "values": [
          {
            "about": "`(p - y)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`ln(1 + exp(-y p))` for `y` = -1 or 1.",
            "name": "logistic"
          },
          {
            "about": "`ln(sum over k of exp(p_k)) - p_y` for a class `y` from 0.",
            "name": "multinomial"
          },
          {
            "about": "`max(0, 1 - y p)^2 / 2` for `y` = -1 or 1.",
            "name": "squaredHinge"
          },
          {
            "about": "`1 / (1 + exp(5 y p))` for `y` = -1 or 1: a smoothed error rate.",
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
            "about": "The name of the function.",
            "name": "name",
            "optional": false,
            "type": "BuiltInName"
          },
          {
            "about": "The seed of a random rotation and shift, an integer; the minimum is then between -4 and 4. Default: neither.",
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
            "about": "The sum of squares.",
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
            "about": "Rastrigin's function: about 10^n local minima, in a grid around the global one.",
            "name": "rastrigin"
          },
          {
            "about": "Ackley's function: small local minima all over a funnel.",
            "name": "ackley"
          },
          {
            "about": "Griewank's function: small local minima on a paraboloid.",
            "name": "griewank"
          },
          {
            "about": "Schwefel's problem 1.2: the sum of the squared partial sums.",
            "name": "schwefel12"
          },
          {
            "about": "One long axis; the others are a thousand times shorter.",
            "name": "cigar"
          },
          {
            "about": "A ridge that is nonsmooth along its crest.",
            "name": "sharpRidge"
          },
          {
            "about": "Powers from 2 to 6, so that the scales of the variables drift apart towards the minimum.",
            "name": "differentPowers"
          },
          {
            "about": "Levy's function: waves in all variables.",
            "name": "levy"
          }
        ]
      },
      "ConsensusOptions": {
        "about": "Options of `consensus` and `hopping`.",
        "fields": [
          {
            "about": "The initial inverse temperature α of the weights exp(-α f), in units of 1/f. Default: 30.",
            "name": "inverseTemperature",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The growth factor of α per step, from 1 to 10. Default: 1.05 in `consensus`, up to α = 1e5; 1 in `hopping`.",
            "name": "inverseTemperatureGrowth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The diffusion of the particles in `consensus`.",
            "name": "noise",
            "optional": true,
            "type": "Noise"
          },
          {
            "about": "The number of particles, or of samples per step, at least 2. Default: 10 per variable, and at least 20.",
            "name": "particles",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay factor of the samples' standard deviation per step of `hopping`, down to a hundredth of its initial\nvalue. Default: 0.99.",
            "name": "stepSizeDecay",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Covariance": {
        "about": "The structure of the covariance matrix in `cmaes`.",
        "type": "'auto' | 'full' | 'diagonal'",
        "values": [
          {
            "about": "`full` for up to 500 variables, else `diagonal`.",
            "name": "auto"
          },
          {
            "about": "The full covariance matrix. Memory grows with the square of the number of variables, time with its cube.",
            "name": "full"
          },
          {
            "about": "Variances only. Updates cost no more than sampling.",
            "name": "diagonal"
          }
        ]
      },
      "DesignKind": {
        "about": "The kind of designs.",
        "type": "'sequence' | 'vector'",
        "values": [
          {
            "about": "Sequences of unordered letters.",
            "name": "sequence"
          },
          {
            "about": "Vectors of numbers. Proposals stay within the table's range, extended by a tenth of its width.",
            "name": "vector"
          }
        ]
      },
      "DesignProblem": {
        "about": "The table of designs, and options.",
        "fields": [
          {
            "about": "The designs, one in each of 2 to 4000 rows: the letters of a sequence as integers from 0, or the entries of a\nvector.",
            "name": "designs",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The score of each design; higher is better. Scores must not all be equal.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of letters of the alphabet, from 2 to 1000; only for sequences. Default: as many as occur in the\ntable.",
            "name": "alphabet",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the backward loss, from 0 to 1; the forward loss has the remaining weight. The backward loss\nmeasures the prediction of the table from a proposal, the forward loss the prediction of `wish` from the table.\nDefault: the weight among 0, 0.25, 0.5, 0.75 and 1 with the proposals rated best by a ridge regression.",
            "name": "backwardWeight",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of proposals, from 1 to 10000, each from a different row of the table. Default: 24.",
            "default": "24",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The kernel, which measures the similarity of designs. Default: `ntk`.",
            "name": "kernel",
            "optional": true,
            "type": "KernelName"
          },
          {
            "about": "The kind of designs. Default: sequences.",
            "name": "kind",
            "optional": true,
            "type": "DesignKind"
          },
          {
            "about": "The positions that may change, counted from 0. Default: all.",
            "name": "mutable",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The regularization added to the diagonal of the kernel matrix. Default: the value with the smallest\nleave-one-out error among 1e-6, 1e-5 … 10 times the mean eigenvalue.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target score, in standard deviations of the scores above their mean. Default: 10.",
            "default": "10.0",
            "name": "wish",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DesignSolution": {
        "about": "The proposals, and figures about their reliability.",
        "fields": [
          {
            "about": "`converged`: all descents finished. `timeLimit`: the time limit was reached, and the proposals come from the\ndescents finished by then. One ridge is always fitted, which takes seconds for 4000 designs.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The proposals, one per row, in order of increasing loss. Sequences of the table are never proposed. There are\nfewer than `count` if descents meet and no new design is left near their end points.",
            "name": "proposals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The predicted score of each proposal.",
            "name": "predictions",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The standard deviation of each prediction under the kernel model. It grows with the distance from the table.",
            "name": "standardDeviations",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The forward loss of each proposal: half the squared difference of its prediction and `wish`, in standard\ndeviations of the scores.",
            "name": "forwardLoss",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The backward loss of each proposal: half the mean squared error of the table's scores predicted from the\nproposal alone, in standard deviations.",
            "name": "backwardLoss",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The root mean squared leave-one-out error of the model, in units of the scores.",
            "name": "leaveOneOutError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Kendall's rank correlation of the leave-one-out predictions with the scores: 1 if the order is correct, about 0\nif the model is uninformative.",
            "name": "leaveOneOutRank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The regularization added to the diagonal of the kernel matrix.",
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
        "about": "Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.",
        "fields": [
          {
            "about": "Whether the solution lists all evaluated points.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test function, instead of `objective`.",
            "name": "builtIn",
            "optional": true,
            "type": "BuiltIn"
          },
          {
            "about": "Whether a converging search checks all neighbors along the axes, and continues if one is better.",
            "default": "true",
            "name": "certify",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of constraints, at most 1000. Default: none.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A constraint is satisfied if its value is at most this.",
            "default": "0.0",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The constraints, required to be at most 0: a vector-valued function of the same inputs.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Whether each iteration also tries a random point within half a side, so that no better region remains\nundiscovered in the long run.",
            "default": "true",
            "name": "covering",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of variables, from 1 to 1000, if neither a bound nor `initial` determines it.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The starting point. Default: the best point of `known`, or else the center of the box; for a variable\nwithout a bound, the value closest to zero.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that holds the variables. Default: the first input.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Earlier evaluations. They are candidates for the solution, models learn from them, and their points are\nnot evaluated again.",
            "name": "known",
            "optional": true,
            "type": "KnownOutputs"
          },
          {
            "about": "The lower bounds of the variables: a vector, or one number for all. `-Infinity`, or -1e20 or less, means\nno bound. Equal bounds fix a variable. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The maximum number of evaluations. Default: 500 per variable.",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial mesh size relative to the sides of the box, above 0 and at most 1. If a bound is missing,\nthe length of the side is the magnitude of the starting value, at least 1.",
            "default": "0.1",
            "name": "meshSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether quadratic models of the objective and the constraints propose points. They are used for up to 50\nvariables and 50 constraints.",
            "default": "true",
            "name": "modelSearch",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The objective to minimize: a scalar function of the variables, as one vector, and of parameters.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The values of all other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "For each constraint, whether the search may violate it. Values at points that violate an unrelaxable\nconstraint are not used, so functions may be undefined there. Default: all relaxable.",
            "name": "relaxable",
            "optional": true,
            "type": "boolean[]"
          },
          {
            "about": "The number of runs after the first. Each starts from a random point after the previous run has\nconverged; a variable without a bound starts within one side of the value closest to zero. More runs\nfollow as long as no feasible point is known.",
            "default": "0",
            "name": "restarts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search stops at the first feasible point with an objective of at most this.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search converges if the mesh size is at most this and no neighbor on the mesh is better. For this\ntest a side of the box counts as no longer than 1000 times the solution's magnitude, or 1000 if that is\nbelow 1.",
            "default": "1e-7",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bounds of the variables. `Infinity`, or 1e20 or more, means no bound. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The variables, without categories, instead of `lower` and `upper`.",
            "name": "variables",
            "optional": true,
            "type": "Variable[]"
          }
        ]
      },
      "DirectSearchSolution": {
        "about": "The best feasible point or, if none is known, the point with the smallest constraint violation.",
        "fields": [
          {
            "about": "The reason why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "DirectSearchStatus"
          },
          {
            "about": "The best point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The objective at the solution.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The constraints at the solution.",
            "name": "constraintValues",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest constraint value, or 0 if none is positive.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The final mesh size of the run that found the solution, relative to the sides of the box.",
            "name": "meshSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations with a value that is not finite.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations: polls with the search steps before them.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of runs after the first.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Each improvement of the best feasible objective.",
            "name": "history",
            "optional": false,
            "type": "Improvement[]"
          },
          {
            "about": "All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as\n`known`.",
            "name": "archive",
            "optional": true,
            "type": "EvaluatedOutputs"
          },
          {
            "about": "A comparison of the solution with its neighbors. Present if the search converged at a feasible point and\n`certify` is set.",
            "name": "stationarity",
            "optional": true,
            "type": "Stationarity"
          }
        ]
      },
      "DirectSearchStatus": {
        "about": "The reason why a direct search stopped.",
        "type": "'converged' | 'targetReached' | 'evaluationLimit' | 'timeLimit' | 'infeasible'",
        "values": [
          {
            "about": "The mesh size is at most `tolerance` and no neighbor on the mesh is better; all `restarts` further runs also\nconverged.",
            "name": "converged"
          },
          {
            "about": "A feasible objective is at most `target`.",
            "name": "targetReached"
          },
          {
            "about": "The maximum number of evaluations was reached.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No feasible point was found, for whatever reason the search stopped.",
            "name": "infeasible"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "A function, and the points to evaluate.",
        "fields": [
          {
            "about": "The test function.",
            "name": "builtIn",
            "optional": false,
            "type": "BuiltIn"
          },
          {
            "about": "The points, one per row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "EvaluateSolution": {
        "about": "The values of the function.",
        "fields": [
          {
            "about": "The value at each row of `points`.",
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
            "about": "The points, one per row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The value at each point.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "EvaluatedOutputs": {
        "about": "Points with all their outputs.",
        "fields": [
          {
            "about": "The points, one per row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objectives at each point, followed by the constraints.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "HypervolumeProblem": {
        "about": "The set of vectors and the reference point.",
        "fields": [
          {
            "about": "The vectors, one per row, with an objective in each of 1 to 8 columns; smaller is better. Any number of rows.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The reference point, one number per objective. Vectors that are not better in every objective are ignored.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Whether to compute the exclusive contribution of each vector. For two objectives this takes no extra time; for\nmore, up to the time of the hypervolume for each vector. Default: false.",
            "default": "false",
            "name": "contributions",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "HypervolumeSolution": {
        "about": "The hypervolume of the set.",
        "fields": [
          {
            "about": "`converged`: the hypervolume is exact up to rounding, and requested contributions are present. `timeLimit`: the\ntime limit was reached, the hypervolume is a lower bound, and contributions are absent.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The hypervolume, in the product of the objectives' units.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The decrease of the hypervolume without each vector: 0 for a vector equaled or dominated by another.",
            "name": "contributions",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Improvement": {
        "about": "An improvement of the smallest value.",
        "fields": [
          {
            "about": "The number of evaluations, including this one.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The smallest value from here on.",
            "name": "objective",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "KernelName": {
        "about": "The kernel, which measures the similarity of two designs.",
        "type": "'ntk' | 'rbf'",
        "values": [
          {
            "about": "The neural tangent kernel of an infinitely wide network with two hidden layers of rectified linear units (Jacot, Gabriel,\nHongler, NeurIPS 2018).",
            "name": "ntk"
          },
          {
            "about": "The Gaussian kernel exp(-d²/w²), where w² is the mean squared distance of designs in the table.",
            "name": "rbf"
          }
        ]
      },
      "Known": {
        "about": "Earlier evaluations.",
        "fields": [
          {
            "about": "The points, one per row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The value at each point.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "KnownOutputs": {
        "about": "Earlier evaluations.",
        "fields": [
          {
            "about": "The points, one per row.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objectives at each point, followed by the constraints.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "Method": {
        "about": "The search method.",
        "type": "'auto' | 'cmaes' | 'nelderMead' | 'consensus' | 'hopping' | 'evolution' | 'gaussianProcess'",
        "values": [
          {
            "about": "With categories, `gaussianProcess` for up to 20 variables and `evolution` for more. Otherwise `nelderMead` for\none or two variables without noise, and `cmaes` in all other cases.",
            "name": "auto"
          },
          {
            "about": "CMA-ES: samples populations from a normal distribution and adapts it to the function. Restarts alternate between\nlarge and small populations.",
            "name": "cmaes"
          },
          {
            "about": "The Nelder–Mead simplex method, restarted from random points.",
            "name": "nelderMead"
          },
          {
            "about": "Consensus-based optimization: particles drift towards their weighted mean and diffuse in proportion to their\ndistance from it.",
            "name": "consensus"
          },
          {
            "about": "Consensus hopping: the weighted mean of normal samples around the current point is the next point. With many\nsamples this is a proximal step.",
            "name": "hopping"
          },
          {
            "about": "Cheap models learn the function from all values, and an evolutionary search on the models proposes most of the\nnext points, `populationSize` at a time. For many categories, possibly mixed with numbers.",
            "name": "evolution"
          },
          {
            "about": "A Gaussian process proposes the first evaluations, ten per variable, and `cmaes` continues from there. With\ncategories, a local search over the real variables continues instead, followed by further such runs from random\npoints. For expensive functions, with at most 30 evaluations per variable; at most 40 variables. A proposal\ntakes a few milliseconds.",
            "name": "gaussianProcess"
          }
        ]
      },
      "MinimizeDataProblem": {
        "about": "A function given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be\ngiven.",
        "fields": [
          {
            "about": "Whether the solution lists all evaluated points.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test function, instead of `objective`.",
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
            "about": "The structure of the covariance matrix in `cmaes`.",
            "name": "covariance",
            "optional": true,
            "type": "Covariance"
          },
          {
            "about": "The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "One starting point, or several as rows. All are evaluated first, so the solution is no worse than any of\nthem. The search starts at the best one; `consensus`, `evolution` and `gaussianProcess` include all of\nthem in their first points. Default: the best point of `known`, or else the center of the box, which\nsome methods do not evaluate.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The initial covariance of `cmaes`, in units of (`stepSize` × side of the box)²: a matrix, or the\nvariances only, as in a solution's `warmStart`. Only the lower triangle of a matrix is read. Default:\nthe identity.",
            "name": "initialCovariance",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The name of the input that holds the variables. Default: the first input.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Earlier evaluations. They are candidates for the solution, models learn from them, and their points are\nnot evaluated again.",
            "name": "known",
            "optional": true,
            "type": "Known"
          },
          {
            "about": "The lower bounds of the variables: a vector, or one number for all.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The maximum number of evaluations. Default: 1000 per variable.",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "Method"
          },
          {
            "about": "Prediction of values before the function is evaluated.",
            "name": "model",
            "optional": true,
            "type": "Model"
          },
          {
            "about": "Whether values are noisy: repeated evaluations of a point differ. Then `cmaes` uses no model, and\npopulations double from run to run. The solution is the mean of a run's last population, evaluated 16\ntimes: the point with the smallest single value would only be the luckiest.",
            "default": "false",
            "name": "noise",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The objective to minimize: a scalar function of the variables, as one vector, and of parameters.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The maximum number of concurrent evaluations, from 1 to 4096. Populations are rounded up to a multiple\nof it.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The values of all other inputs of the function, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "A run of `cmaes` stops if its steps are shorter than this fraction of the initial ones.",
            "default": "1e-11",
            "name": "pointTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The population size of the first run of `cmaes`, at least 4. Default: 4 + 3 ln(variables), rounded down.",
            "name": "populationSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of runs after the first. Default: as many as the evaluations allow.",
            "name": "restarts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial step size relative to the sides of the box, above 0 and at most 1: a standard deviation, or\nan edge of the simplex.",
            "default": "0.2",
            "name": "stepSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search stops at the first value that is at most this.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A run stops if its values differ by no more than this.",
            "default": "1e-11",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bounds of the variables: a vector, or one number for all.",
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
        "about": "The best point found. Nothing proves that it is a global minimum: function values alone cannot.",
        "fields": [
          {
            "about": "The reason why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The best point: for each variable its value, or the index of its category.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smallest value. With `noise`, the mean of several values at the solution.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations with a value that is not finite. Such values rank behind all others.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of generations or steps of all runs.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of runs after the first.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "Method"
          },
          {
            "about": "Each improvement of the smallest value, with the number of evaluations so far.",
            "name": "history",
            "optional": false,
            "type": "Improvement[]"
          },
          {
            "about": "All runs, with their results.",
            "name": "runs",
            "optional": false,
            "type": "RunRecord[]"
          },
          {
            "about": "The number w of distinct final points of the runs from random points. Points are distinct if they are farther\napart than a thousandth of the box, or if their values differ by more than 1e-6, relatively.",
            "name": "basins",
            "optional": false,
            "type": "number"
          },
          {
            "about": "All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as\n`known`.",
            "name": "archive",
            "optional": true,
            "type": "Evaluated"
          },
          {
            "about": "The standard error of that mean, with `noise` and after at least one finished run.",
            "name": "objectiveError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The estimated fraction of the box attracted to minima that no run found: w(w + 1)/(N(N - 1)) after N runs from\nrandom points, if N is at least w + 2 (Boender, Rinnooy Kan, Math. Program. 37, 1987). The estimate assumes\nlocal searches; runs with large populations are not local.",
            "name": "unseenBasins",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The distribution of the run that found the solution, to start a similar problem from. Only of `cmaes`.",
            "name": "warmStart",
            "optional": true,
            "type": "WarmStart"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "The reason why a search stopped.",
        "type": "'targetReached' | 'evaluationLimit' | 'timeLimit' | 'converged'",
        "values": [
          {
            "about": "A value is at most `target`.",
            "name": "targetReached"
          },
          {
            "about": "The maximum number of evaluations was reached.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "All allowed runs finished, or all points of the space were evaluated.",
            "name": "converged"
          }
        ]
      },
      "Model": {
        "about": "Prediction of values before the function is evaluated.",
        "type": "'auto' | 'quadratic' | 'none'",
        "values": [
          {
            "about": "`quadratic` for functions of the caller with at most 20 variables, else `none`: built-in functions and functions\nas data are cheaper than a model.",
            "name": "auto"
          },
          {
            "about": "A quadratic model of the last values ranks the points of a population. Points are evaluated only until the model\nranks them correctly. For `cmaes`.",
            "name": "quadratic"
          },
          {
            "about": "Evaluates all points.",
            "name": "none"
          }
        ]
      },
      "Noise": {
        "about": "The diffusion of particles.",
        "type": "'anisotropic' | 'isotropic'",
        "values": [
          {
            "about": "Each variable diffuses in proportion to its own distance from the mean.",
            "name": "anisotropic"
          },
          {
            "about": "All directions diffuse in proportion to the Euclidean distance from the mean.",
            "name": "isotropic"
          }
        ]
      },
      "NondominatedProblem": {
        "about": "The set of vectors.",
        "fields": [
          {
            "about": "The vectors, one per row, with an objective in each column; smaller is better. At least one column.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "NondominatedSolution": {
        "about": "The set, sorted into fronts.",
        "fields": [
          {
            "about": "The rank of each vector: 0 if it is not dominated, otherwise one more than the largest rank among the vectors\nthat dominate it. Equal vectors have equal ranks.",
            "name": "ranks",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The crowding distance of each vector in its front: the distance between its neighbors on both sides relative to\nthe front's range, summed over the objectives. The largest number, `Number.MAX_VALUE`, for an extreme vector; 0\nfor a duplicate of an earlier vector.",
            "name": "crowding",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The rows of the vectors with rank 0, in ascending order.",
            "name": "front",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of fronts.",
            "name": "fronts",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ParetoDataProblem": {
        "about": "Functions given as data, the box to search, and options. Exactly one of `objective` and `builtIn` must be given.",
        "fields": [
          {
            "about": "Whether the solution lists all evaluated points.",
            "default": "false",
            "name": "archive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A test problem, instead of `objective`.",
            "name": "builtIn",
            "optional": true,
            "type": "TestSet"
          },
          {
            "about": "The number of constraints, at most 1000. Default: none.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The constraints, required to be at most 0: a vector-valued function of the same inputs.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The number of variables, from 1 to 10000, if `lower` and `upper` are numbers.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Points to include in the first generation, besides random ones: one, or several as rows.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of points that `predictor` evaluates on its models per generation, to choose the best of\nthem. Default: 10000.",
            "default": "10000",
            "name": "innerEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The name of the input that holds the variables. Default: the first input.",
            "name": "input",
            "optional": true,
            "type": "string"
          },
          {
            "about": "Earlier evaluations. They are candidates for the solution, models learn from them, and their points are\nnot evaluated again.",
            "name": "known",
            "optional": true,
            "type": "KnownOutputs"
          },
          {
            "about": "The lower bounds of the variables: a vector, or one number for all.",
            "name": "lower",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The maximum number of evaluations. Default: 10000.",
            "default": "10000",
            "name": "maxEvaluations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The search method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "ParetoMethod"
          },
          {
            "about": "The objectives to minimize: a function of the variables, as one vector, and of parameters, with a vector of\nobjectives as its value.",
            "name": "objective",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The number of objectives, from 1 to 6. Default: 2.",
            "default": "2",
            "name": "objectiveCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of concurrent evaluations, from 1 to 4096. Default: 1.",
            "default": "1",
            "name": "parallel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The values of all other inputs of the functions, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The number of points kept from one generation to the next, and the maximum number returned, from 4 to\n10000. `predictor` evaluates that many at a time and keeps twice as many. Default: 50 for `predictor`,\nelse 100.",
            "name": "populationSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The reference point of the hypervolume; it should be worse than all points of interest. Default: the\nworst values of the first generation plus a tenth of their range.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The upper bounds of the variables: a vector, or one number for all.",
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
        "about": "The method of a multi-objective search.",
        "type": "'auto' | 'predictor' | 'evolution'",
        "values": [
          {
            "about": "`predictor` for functions of the caller with at most 2000 evaluations, else `evolution`.",
            "name": "auto"
          },
          {
            "about": "Models learn the functions from all evaluations; an evolutionary search on the models proposes the next points.",
            "name": "predictor"
          },
          {
            "about": "An evolutionary search on the functions themselves.",
            "name": "evolution"
          }
        ]
      },
      "ParetoSolution": {
        "about": "The best nondominated points found. Nothing proves that there are no better ones: function values alone cannot.",
        "fields": [
          {
            "about": "The reason why the search stopped.",
            "name": "status",
            "optional": false,
            "type": "ParetoStatus"
          },
          {
            "about": "The points, one per row: for each variable its value, or the index of its category. All are feasible, and none\ndominates another.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objectives at the points. Rows are in ascending order of the first objective.",
            "name": "values",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The hypervolume of the points relative to `reference`, exact up to rounding; 0 without points.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations with a value that is not finite. Such points rank behind all others.",
            "name": "failures",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of generations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "ParetoMethod"
          },
          {
            "about": "The hypervolume after each generation, for up to 3 objectives.",
            "name": "history",
            "optional": false,
            "type": "SetImprovement[]"
          },
          {
            "about": "All points with finite values, in order of evaluation, if `archive` is set. Pass them to a later problem as\n`known`.",
            "name": "archive",
            "optional": true,
            "type": "EvaluatedOutputs"
          },
          {
            "about": "The root mean squared leave-one-out error of the models in each objective, in its units. Only of `predictor`,\nonce it had models.",
            "name": "predictorErrors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The reference point of the hypervolume. Absent if none was given and no evaluation succeeded.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ParetoStatus": {
        "about": "The reason why a multi-objective search stopped.",
        "type": "'converged' | 'evaluationLimit' | 'timeLimit'",
        "values": [
          {
            "about": "All points of a finite space were evaluated, or no new ones came up for many generations.",
            "name": "converged"
          },
          {
            "about": "The maximum number of evaluations was reached.",
            "name": "evaluationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "RunEnd": {
        "about": "The reason why a run stopped.",
        "type": "'tolerance' | 'pointTolerance' | 'stagnation' | 'degenerate' | 'iterationLimit' | 'share' | 'unfinished'",
        "values": [
          {
            "about": "The values differed by no more than `tolerance`.",
            "name": "tolerance"
          },
          {
            "about": "The steps were shorter than `pointTolerance` relative to the initial ones.",
            "name": "pointTolerance"
          },
          {
            "about": "No progress for a long time.",
            "name": "stagnation"
          },
          {
            "about": "The covariance became too ill-conditioned or too large.",
            "name": "degenerate"
          },
          {
            "about": "The maximum number of iterations of a run was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The run used its budget of evaluations.",
            "name": "share"
          },
          {
            "about": "The search stopped during the run.",
            "name": "unfinished"
          }
        ]
      },
      "RunRecord": {
        "about": "The result of one run.",
        "fields": [
          {
            "about": "The starting point.",
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
            "about": "The value at that point.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the run.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The reason why the run stopped.",
            "name": "end",
            "optional": false,
            "type": "RunEnd"
          }
        ]
      },
      "Scale": {
        "about": "The scale of steps of a number.",
        "type": "'linear' | 'log'",
        "values": [
          {
            "about": "Steps are differences.",
            "name": "linear"
          },
          {
            "about": "Steps are ratios, for numbers of unknown magnitude. `lower` must be positive.",
            "name": "log"
          }
        ]
      },
      "SetImprovement": {
        "about": "The hypervolume after a generation.",
        "fields": [
          {
            "about": "The number of evaluations so far.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The hypervolume of the current front.",
            "name": "hypervolume",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Stationarity": {
        "about": "A comparison of a point with its neighbors along the axes, up and down, in coordinates with sides of length 1.\nNeighbors are left out if they violate constraints or if the evaluation failed. Neighbors beyond a bound are moved\nonto it.\n\nIf the gradient has the Lipschitz constant L there, all neighbors of the n variables are known and `slope` is not\nnegative, the length of the gradient is at most √n L `meshSize` / 2 (Kolda, Lewis, Torczon, SIAM Rev. 45, 2003,\nsection 3).",
        "fields": [
          {
            "about": "The distance of the neighbors. For integers the neighbor is at least the next integer.",
            "name": "meshSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The smallest directional derivative towards a neighbor, by differences: not negative if no neighbor is better, 0\nwithout neighbors.",
            "name": "slope",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The length of the gradient by central differences, over the real variables with two known neighbors.",
            "name": "gradientEstimate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of neighbors compared.",
            "name": "directions",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "TestSet": {
        "about": "A multi-objective test problem.",
        "fields": [
          {
            "about": "The name of the problem.",
            "name": "name",
            "optional": false,
            "type": "TestSetName"
          }
        ]
      },
      "TestSetName": {
        "about": "The test problems. The ZDT problems (Zitzler, Deb, Thiele) have two objectives; the DTLZ problems (Deb, Thiele,\nLaumanns, Zitzler) have `objectiveCount`.",
        "type": "'zdt1' | 'zdt2' | 'zdt3' | 'zdt4' | 'zdt6' | 'dtlz1' | 'dtlz2' | 'dtlz7'",
        "values": [
          {
            "about": "A convex front; variables from 0 to 1.",
            "name": "zdt1"
          },
          {
            "about": "A concave front; variables from 0 to 1.",
            "name": "zdt2"
          },
          {
            "about": "A front in five pieces; variables from 0 to 1.",
            "name": "zdt3"
          },
          {
            "about": "21^(n - 1) local fronts, one behind the other; all variables except the first from -5 to 5.",
            "name": "zdt4"
          },
          {
            "about": "A front with a density of points that decreases towards it; variables from 0 to 1.",
            "name": "zdt6"
          },
          {
            "about": "A planar front behind very many local ones; variables from 0 to 1.",
            "name": "dtlz1"
          },
          {
            "about": "Part of a sphere; variables from 0 to 1.",
            "name": "dtlz2"
          },
          {
            "about": "A front in many pieces; variables from 0 to 1.",
            "name": "dtlz7"
          }
        ]
      },
      "Variable": {
        "about": "One variable. Numbers have `lower` and `upper`; a category has a `count`.",
        "fields": [
          {
            "about": "The kind of values.",
            "name": "type",
            "optional": false,
            "type": "VariableType"
          },
          {
            "about": "The number of categories, from 2 to 1000.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The lower bound of a number.",
            "name": "lower",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The scale of steps of a number. Default: `linear`.",
            "name": "scale",
            "optional": true,
            "type": "Scale"
          },
          {
            "about": "The upper bound of a number.",
            "name": "upper",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "VariableType": {
        "about": "The kind of values of a variable.",
        "type": "'real' | 'integer' | 'category' | 'boolean'",
        "values": [
          {
            "about": "A real number from `lower` to `upper`.",
            "name": "real"
          },
          {
            "about": "An integer from `lower` to `upper`.",
            "name": "integer"
          },
          {
            "about": "One of `count` unordered categories, given by its index from 0.",
            "name": "category"
          },
          {
            "about": "0 or 1.",
            "name": "boolean"
          }
        ]
      },
      "WarmStart": {
        "about": "Starting values for a similar problem, under the names of its fields: the mean and the shape of the distribution.\nThe step size is left out, because the final one says nothing about the distance of another minimum.",
        "fields": [
          {
            "about": "The mean.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The covariance, relative to the squared sides of the box and with mean variance 1; only the variances if it is\ndiagonal.",
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
        "about": "The accuracy of inner solvers other than `ldl`.",
        "type": "'adaptive' | 'paper'",
        "values": [
          {
            "about": "To a relative residual of min(0.1, square root of the right-hand side's norm), for superlinear convergence\n(Dembo, Eisenstat, Steihaug, SIAM J. Numer. Anal. 19, 1982). Ten up to a thousand times tighter if the step is\nnot a descent direction of the merit function.",
            "name": "adaptive"
          },
          {
            "about": "As in the paper, from bounds on norms and condition numbers: nearly exact. Includes the paper's penalty updates.\nMeant to reproduce the paper on small problems.",
            "name": "paper"
          }
        ]
      },
      "DerivativeError": {
        "about": "An entry of a derivative that disagrees with its difference.",
        "fields": [
          {
            "about": "The function that returned it.",
            "name": "name",
            "optional": false,
            "type": "DerivativeName"
          },
          {
            "about": "The row: for the Jacobian the index of the constraint, for the gradient and products that of the entry.",
            "name": "row",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The column; 0 for the gradient and for products.",
            "name": "column",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The value returned by the function; 0 if the structure lacks the entry.",
            "name": "given",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The value estimated by differences.",
            "name": "numeric",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Their absolute difference, divided by max(1, |numeric|).",
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
        "about": "The functions that return derivatives.",
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
            "about": "Products with the Hessian, tested with a random vector.",
            "name": "hessianProduct"
          }
        ]
      },
      "DerivativeReport": {
        "about": "The disagreements. If there are none, all provided derivatives are right as far as differences can show.",
        "fields": [
          {
            "about": "The point of comparison: `initial`, randomly perturbed by up to one percent because mistakes often vanish at\nround numbers, and moved within the bounds.",
            "name": "point",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The random multipliers used for the Hessian.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of entries compared.",
            "name": "compared",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The entries with a relative error above 1e-4, largest first.",
            "name": "errors",
            "optional": false,
            "type": "DerivativeError[]"
          }
        ]
      },
      "Evaluations": {
        "about": "Evaluations of each user function, including those for differences.",
        "fields": [
          {
            "about": "Evaluations of the objective.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Evaluations of the constraints.",
            "name": "constraints",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Evaluations of the gradient.",
            "name": "gradient",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Evaluations of the Jacobian.",
            "name": "jacobian",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Evaluations of the Hessian.",
            "name": "hessian",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Products with the Hessian.",
            "name": "hessianProduct",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "HessianApproximation": {
        "about": "The approximation of a Hessian that is not provided.",
        "type": "'finiteDifferences' | 'bfgs' | 'limitedMemory'",
        "values": [
          {
            "about": "By differences of the gradient of the Lagrangian, one per variable, or fewer if `hessianStructure` allows\nseveral columns per difference.",
            "name": "finiteDifferences"
          },
          {
            "about": "By Broyden-Fletcher-Goldfarb-Shanno updates with Powell's damping: one more gradient and Jacobian per iteration,\nand more iterations. Dense, for up to 500 variables.",
            "name": "bfgs"
          },
          {
            "about": "By the updates of `bfgs` from the last ten steps only, for any number of variables. Under equations alone the\nlinear systems are then solved by `gmres`, even if `inner` is `ldl`, in about twenty iterations at most.",
            "name": "limitedMemory"
          }
        ]
      },
      "Inner": {
        "about": "The solver of the linear systems of the Newton steps.",
        "type": "'ldl' | 'minres' | 'gmres' | 'sketch'",
        "values": [
          {
            "about": "LDL' factorization, dense up to 400 variables and constraints together, sparse beyond. Computes the inertia.",
            "name": "ldl"
          },
          {
            "about": "MINRES, preconditioned by the Hessian's diagonal and the constraints. Uses `hessianProduct` directly, without a\nHessian matrix.",
            "name": "minres"
          },
          {
            "about": "Restarted GMRES, right-preconditioned by the constraints and the Hessian's diagonal, or by an earlier\nfactorization. Uses `hessianProduct` directly, except with the latter.",
            "name": "gmres"
          },
          {
            "about": "Projections onto random combinations of the equations, as in the paper. The number of steps is proportional to\nthe square of the condition number: for teaching, tests, and well-conditioned systems.",
            "name": "sketch"
          }
        ]
      },
      "InnerOptions": {
        "about": "Options of inner solvers other than `ldl`.",
        "fields": [
          {
            "about": "The kind of combinations used by `sketch`.",
            "default": "'row'",
            "name": "kind",
            "optional": true,
            "type": "SketchKind"
          },
          {
            "about": "Limit on the inner iterations for one system. Beyond it, `ldl` takes over if there is a Hessian. Default:\n100 000 for `sketch`, 1000 for the others.",
            "name": "maxSteps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the last step that `sketch` adds to the next one, from 0 to 0.9.",
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
            "about": "The iterations of `gmres` between restarts, at least 1.",
            "default": "50",
            "name": "restart",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of combinations per block of `sketch`, from 1 to the number of variables and constraints. Default:\nhalf of that.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A fixed relative residual below 1 for all solves. The steps then converge only linearly. Default: determined by\n`accuracy`.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `row` draws rows with equal probabilities, as in the paper, instead of proportional to their squared\nnorms.",
            "default": "false",
            "name": "uniform",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "LeastSquaresEvaluations": {
        "about": "Evaluations of each user function, including those for differences.",
        "fields": [
          {
            "about": "Evaluations of the residuals.",
            "name": "residuals",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Evaluations of the Jacobian.",
            "name": "jacobian",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "LeastSquaresExpressionsProblem": {
        "about": "Minimizes half the sum of the squares of `residuals`, or of a robust loss of them, within bounds, from a starting\npoint. The residuals are a function as data, so their derivatives are exact. The result is a local minimum.",
        "fields": [
          {
            "about": "The residuals: a vector or scalar function of the variables and of parameters.",
            "name": "residuals",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The starting point; its length is the number of variables, at most 300. Clipped to the bounds.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Whether the solution contains a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The loss function, which determines the influence of large residuals.",
            "default": "'linear'",
            "name": "loss",
            "optional": true,
            "type": "Loss"
          },
          {
            "about": "The positive size beyond which a weighted residual counts as large; unused by `linear`.",
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
            "about": "The limit on iterations, which are trial steps.",
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
            "about": "The largest `kktResidual` of a solution.",
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
            "about": "The name of the input that holds the variables. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          },
          {
            "about": "The nonnegative weight of each squared residual, such as the reciprocal of its variance. Residuals of weight 0\nare left out. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LeastSquaresRecord": {
        "about": "One iteration: its point and the step that led there. Passed to `onProgress`.",
        "fields": [
          {
            "about": "The iteration number; 0 for the start.",
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
            "about": "The residual compared with `tolerance`.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The trust-region radius for the next step, in units of the Jacobian's columns.",
            "name": "radius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The damping added to the squared singular values to shorten the step; 0 for a full Gauss-Newton step.",
            "name": "damping",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the step was accepted.",
            "name": "isAccepted",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "LeastSquaresSolution": {
        "about": "A point, its quality, and how accurately the data determine it. All measures are evaluated at the returned point.",
        "fields": [
          {
            "about": "The termination status. Only `converged` guarantees the quality of the point.",
            "name": "status",
            "optional": false,
            "type": "LeastSquaresStatus"
          },
          {
            "about": "The number of iterations, which are trial steps.",
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
            "about": "The residuals at `solution`, unweighted.",
            "name": "residuals",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Half the sum of the squares of the weighted residuals, or of their losses.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The residual compared with `tolerance`: the largest absolute cosine of the angle between the residuals and a\ncolumn of the Jacobian, both weighted, over the variables not held at a bound. Dimensionless, and 0 at a\nminimum.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The numerical rank of the Jacobian in the variables not held at a bound.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of residuals with positive weight minus the rank, at least 0.",
            "name": "degreesOfFreedom",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The multipliers v of the bounds: at a solution the gradient of the objective plus v is zero. They are negative\nat active lower bounds, positive at active upper bounds and 0 elsewhere; `-v[i]` is the derivative of the\nminimum with respect to the bound.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Evaluations of each function.",
            "name": "evaluations",
            "optional": false,
            "type": "LeastSquaresEvaluations"
          },
          {
            "about": "The estimated covariance of the variables: the inverse of the weighted J'J times the sum of squares divided by\nthe degrees of freedom; zeros for variables held at a bound. For robust losses, the estimate of Huber, Robust\nStatistics (1981), section 7.6. Absent if the rank or the degrees of freedom do not suffice, or if with `cauchy`\ntoo many residuals are outliers.",
            "name": "covariance",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "One record per iteration, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "LeastSquaresRecord[]"
          },
          {
            "about": "The square roots of the covariance's diagonal, if there is one.",
            "name": "standardErrors",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LeastSquaresStatus": {
        "about": "The termination status.",
        "type": "'converged' | 'acceptable' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The `kktResidual` is at most `tolerance`; or the residuals are numerically zero: at most 1e-14 times the smaller\nof 1 and their initial norm, or no larger than the effect of rounding the variables.",
            "name": "converged"
          },
          {
            "about": "No step improves the point any more, as with inexact functions or differences, but the `kktResidual` is at most\n1e-5 or not known more accurately; or the objective hardly depends on any variable there, for instance because a\ncolumn of the Jacobian vanishes.",
            "name": "acceptable"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No step improves the point any more, and it is not acceptable.",
            "name": "stalled"
          }
        ]
      },
      "LogisticProblem": {
        "about": "Minimizes the mean of `log(1 + exp(-labels[i] features[i]'x))` plus `ridge / 2 |x|^2` over the coefficients `x`,\nsubject to `constraintMatrix x = constraintValues` and, if `radius` is given, `|x| = radius`.",
        "fields": [
          {
            "about": "The features, one row per observation. Add a column of ones for a constant term.",
            "name": "features",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The class of each observation, one of two: a number, a string or a boolean. In the formula `labels[i]` is -1 for\nthe first class in ascending order and 1 for the second.",
            "name": "labels",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The matrix of the linear equations: one row per equation, one column per coefficient. Default: no equations.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The scale factors of the constraints, as in a solution's `warmStart`. Default: as for the objective.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest `constraintViolation` of a solution.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The right-hand sides of the linear equations.",
            "name": "constraintValues",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The fraction of the observations, above 0 and at most 1, used to estimate the curvature; drawn anew in each\niteration. Below 1, convergence is linear, to the same solution. Default: as many as the steps need, all of them\nclose to the solution, for superlinear convergence.",
            "name": "hessianSample",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution contains a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial coefficients. Default: with at least 128 observations per coefficient, the solution for a random\nsixteenth of them; else equal coefficients of norm `radius`, or zeros without a `radius`.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Initial multipliers: of the linear equations, then of `|x|^2 = radius^2`. Default: those with the smallest\ngradient of the Lagrangian at the start.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The iteration limit.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The scale factor of the objective, as in a solution's `warmStart`. Default: 100 divided by the largest entry of\nthe gradient at the start, and at most 1.",
            "name": "objectiveScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The required norm of the coefficients. Default: unrestricted.",
            "name": "radius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of half the squared norm of the coefficients.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest `kktResidual` of a solution.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Loss": {
        "about": "The loss function ρ: the objective is half the sum of `lossScale² ρ((r / lossScale)²)`. All losses are quadratic for\nsmall residuals.",
        "type": "'linear' | 'huber' | 'softL1' | 'cauchy'",
        "values": [
          {
            "about": "Squares: ρ(z) = z.",
            "name": "linear"
          },
          {
            "about": "Linear in |r| beyond the scale: ρ(z) = 2√z − 1 there.",
            "name": "huber"
          },
          {
            "about": "Linear in |r| for large residuals, with a smooth transition: ρ(z) = 2(√(1 + z) − 1).",
            "name": "softL1"
          },
          {
            "about": "Logarithmic in |r|: ρ(z) = ln(1 + z). Distant outliers have almost no influence, and there may be several\nminima.",
            "name": "cauchy"
          }
        ]
      },
      "MeritFunction": {
        "about": "The criterion that accepts steps.",
        "type": "'eal' | 'l1' | 'filter'",
        "values": [
          {
            "about": "The exact augmented Lagrangian: smooth, with minima at the solutions, multipliers included. With bounds or\ninequalities it applies to the barrier problem and needs unique multipliers; `filter` is more robust if\ngradients of active constraints are linearly dependent.",
            "name": "eal"
          },
          {
            "about": "The objective plus a penalty times the sum of the absolute constraint values. Trial points are cheaper because\nthey need no derivatives, but the function has kinks and ignores the multipliers. Under equations only.",
            "name": "l1"
          },
          {
            "about": "A filter: accepts a step if it reduces either the barrier function or the constraint violation, compared with\nevery pair of values recorded so far.",
            "name": "filter"
          }
        ]
      },
      "MinimizeExpressionsProblem": {
        "about": "Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,\nfrom a starting point. Both are functions as data, so their derivatives are exact and sparse. They need not be\nconvex; the result is a local minimum.",
        "fields": [
          {
            "about": "The objective: a scalar function of the variables and of parameters.",
            "name": "objective",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The accuracy of inner solvers other than `ldl`.",
            "default": "'adaptive'",
            "name": "accuracy",
            "optional": true,
            "type": "Accuracy"
          },
          {
            "about": "Lower bounds of the constraints; `-Infinity` for none. Default: without `constraintUpper`, zeros, which makes\nthe constraints equations; else `-Infinity`.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The scale factor of each constraint, from 1e-150 to 1e150, in place of those chosen by `scaling`.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest `constraintViolation` of a solution, in the units of the constraints.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the constraints; `Infinity` for none. Equal bounds make a constraint an equation. Default:\nwithout `constraintLower`, zeros; else `Infinity`.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The constraints: a vector or scalar function, required to be zero or within bounds. At most as many of its\nvalues as there are variables may be equations.",
            "name": "constraints",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Whether to try Newton steps with the estimated active bounds and inequalities as equations from time to time.\nThis usually ends the search early and puts variables exactly on their bounds.",
            "default": "true",
            "name": "finish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The approximation of the Hessian of the Lagrangian. Default: none, the Hessian is exact.",
            "name": "hessianApproximation",
            "optional": true,
            "type": "HessianApproximation"
          },
          {
            "about": "Whether the solution contains a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial barrier parameter for bounds and inequalities.",
            "default": "0.01",
            "name": "initialBarrier",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Initial multipliers of the bounds, nonnegative at active upper bounds and nonpositive at active lower bounds.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The symmetric initial matrix of `bfgs`, as in a solution's `warmStart`; only its lower triangle is read.\nDefault: a multiple of the identity.",
            "name": "initialHessian",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Initial multipliers of the constraints, nonnegative at active upper bounds and nonpositive at active lower\nbounds. Together with `initialBoundMultipliers`, if there are bounds, they give a warm start: the active set\nthey indicate is tried first. Default: the multipliers with the smallest gradient of the Lagrangian at the\nstart.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The solver of the linear systems of the steps.",
            "default": "'ldl'",
            "name": "inner",
            "optional": true,
            "type": "Inner"
          },
          {
            "about": "Options of inner solvers other than `ldl`.",
            "name": "innerOptions",
            "optional": true,
            "type": "InnerOptions"
          },
          {
            "about": "Lower bounds of the variables; -1e20 and below, including `-Infinity`, mean none. Functions are never evaluated\nbelow them. Equal bounds fix a variable. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The iteration limit.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The criterion that accepts steps. Default: `eal` under equations alone, else `filter`.",
            "name": "merit",
            "optional": true,
            "type": "MeritFunction"
          },
          {
            "about": "The scale factor of the objective, from 1e-150 to 1e150, in place of the one chosen by `scaling`.",
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
            "about": "Do not stop at a saddle point or a maximum that satisfies the first-order conditions; follow a direction of\nnegative curvature away from it.",
            "default": "false",
            "name": "requireMinimum",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The scaling of objective and constraints.",
            "default": "'gradient'",
            "name": "scaling",
            "optional": true,
            "type": "Scaling"
          },
          {
            "about": "The fraction of the decrease predicted by the directional derivative that a step must achieve, above 0 and below\n1/2.",
            "default": "0.0001",
            "name": "sufficientDecrease",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest `kktResidual` of a solution, relative to the objective's size at the start as set by `scaling`.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; 1e20 and above, including `Infinity`, mean none. Functions are never evaluated\nabove them. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The name of the input that holds the variables. Default: the first input of the objective.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "MinimizeProblem": {
        "about": "Minimizes `objective` over `lower` ≤ x ≤ `upper` with `constraints` between `constraintLower` and `constraintUpper`,\nfrom a starting point. Both are smooth functions of a vector and need not be convex; the result is a local minimum.\nDerivatives not provided are estimated by finite differences.",
        "fields": [
          {
            "about": "The starting point; its length is the number of variables. Clipped to the bounds before any evaluation.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The accuracy of inner solvers other than `ldl`.",
            "default": "'adaptive'",
            "name": "accuracy",
            "optional": true,
            "type": "Accuracy"
          },
          {
            "about": "The number of values of `constraints`. At most as many of them as there are variables may be equations.",
            "default": "0",
            "name": "constraintCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Lower bounds of the constraints; `-Infinity` for none. Default: without `constraintUpper`, zeros, which makes\nthe constraints equations; else `-Infinity`.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The scale factor of each constraint, from 1e-150 to 1e150, in place of those chosen by `scaling`.",
            "name": "constraintScales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest `constraintViolation` of a solution, in the units of the constraints.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the constraints; `Infinity` for none. Equal bounds make a constraint an equation. Default:\nwithout `constraintLower`, zeros; else `Infinity`.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether `constraints` is provided.",
            "default": "false",
            "name": "constraints",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether to try Newton steps with the estimated active bounds and inequalities as equations from time to time.\nThis usually ends the search early and puts variables exactly on their bounds.",
            "default": "true",
            "name": "finish",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the gradient is provided.",
            "default": "false",
            "name": "gradient",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the Hessian is provided.",
            "default": "false",
            "name": "hessian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The approximation of the Hessian of the Lagrangian if neither it nor its products are provided.",
            "default": "'finiteDifferences'",
            "name": "hessianApproximation",
            "optional": true,
            "type": "HessianApproximation"
          },
          {
            "about": "Whether products with the Hessian are provided.",
            "default": "false",
            "name": "hessianProduct",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The sparsity structure of the lower triangle of the Hessian of the Lagrangian; `hessian` then returns the values\nof these entries in this order. Without it, the Hessian is dense: all rows, one after another; only the lower\ntriangle is read.",
            "name": "hessianStructure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "Whether the solution contains a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial barrier parameter for bounds and inequalities.",
            "default": "0.01",
            "name": "initialBarrier",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Initial multipliers of the bounds, nonnegative at active upper bounds and nonpositive at active lower bounds.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The symmetric initial matrix of `bfgs`, as in a solution's `warmStart`; only its lower triangle is read.\nDefault: a multiple of the identity.",
            "name": "initialHessian",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Initial multipliers of the constraints, nonnegative at active upper bounds and nonpositive at active lower\nbounds. Together with `initialBoundMultipliers`, if there are bounds, they give a warm start: the active set\nthey indicate is tried first. Default: the multipliers with the smallest gradient of the Lagrangian at the\nstart.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The solver of the linear systems of the steps.",
            "default": "'ldl'",
            "name": "inner",
            "optional": true,
            "type": "Inner"
          },
          {
            "about": "Options of inner solvers other than `ldl`.",
            "name": "innerOptions",
            "optional": true,
            "type": "InnerOptions"
          },
          {
            "about": "Whether the Jacobian is provided.",
            "default": "false",
            "name": "jacobian",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The sparsity structure of the Jacobian; `jacobian` then returns the values of these entries in this order.\nWithout it, the Jacobian is dense: `constraintCount` rows, one after another.",
            "name": "jacobianStructure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "Lower bounds of the variables; -1e20 and below, including `-Infinity`, mean none. Functions are never evaluated\nbelow them. Equal bounds fix a variable. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The iteration limit.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The criterion that accepts steps. Default: `eal` under equations alone, else `filter`.",
            "name": "merit",
            "optional": true,
            "type": "MeritFunction"
          },
          {
            "about": "The scale factor of the objective, from 1e-150 to 1e150, in place of the one chosen by `scaling`.",
            "name": "objectiveScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Do not stop at a saddle point or a maximum that satisfies the first-order conditions; follow a direction of\nnegative curvature away from it.",
            "default": "false",
            "name": "requireMinimum",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The scaling of objective and constraints.",
            "default": "'gradient'",
            "name": "scaling",
            "optional": true,
            "type": "Scaling"
          },
          {
            "about": "The fraction of the decrease predicted by the directional derivative that a step must achieve, above 0 and below\n1/2.",
            "default": "0.0001",
            "name": "sufficientDecrease",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest `kktResidual` of a solution, relative to the objective's size at the start as set by `scaling`.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; 1e20 and above, including `Infinity`, mean none. Functions are never evaluated\nabove them. Default: none.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeRecord": {
        "about": "One iteration: its point and the step that led there. Passed to `onProgress`.",
        "fields": [
          {
            "about": "The iteration number; 0 for the start.",
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
            "about": "The largest violation of a constraint.",
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
            "about": "The residual compared with `tolerance`.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The step length as a fraction of the Newton step; 0 at the start and in restoration phases.",
            "name": "stepSize",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The regularization added to the diagonal of the Hessian.",
            "name": "hessianShift",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The regularization subtracted from the diagonal of the constraint block, otherwise zero.",
            "name": "constraintShift",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The merit function's penalty on the constraints.",
            "name": "constraintPenalty",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The merit function's penalty on the gradient of the Lagrangian.",
            "name": "gradientPenalty",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Iterations of the inner solver, if it is not `ldl`.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether this iteration belongs to a restoration phase.",
            "name": "isRestoration",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The phase of this iteration.",
            "name": "phase",
            "optional": false,
            "type": "Phase"
          },
          {
            "about": "The barrier parameter; 0 if there is none.",
            "name": "barrier",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of variables at active bounds.",
            "name": "activeBounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of active constraints, including equations.",
            "name": "activeConstraints",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "A point and its quality. All measures are evaluated at the returned point.",
        "fields": [
          {
            "about": "The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a\n`constraintViolation` of at most `constraintTolerance`.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The number of iterations, including those of restoration phases.",
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
            "about": "The objective at `solution`.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Lagrange multipliers `λ`, one per constraint. At a solution, the gradient of `objective + λ' constraints`\nand the multipliers of the bounds sum to zero. `λ[i]` is nonnegative if `constraintUpper[i]` is active and\nnonpositive if `constraintLower[i]` is. `-λ[i]` is the derivative of the minimum with respect to the active\nbound, or the required value, of constraint `i`.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds, one per variable: nonnegative at active upper bounds, nonpositive at active lower\nbounds. Zero for fixed variables if their derivatives are not provided.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The active bound of each variable: -1 for `lower`, 1 for `upper`, 2 if both are equal, 0 if none is active. A\nbound is active if the scaled distance to it is less than the absolute value of its scaled multiplier.",
            "name": "activeBounds",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The active bound of each constraint: -1 for `constraintLower`, 1 for `constraintUpper`, 2 for an equation, 0 if\nnone is active.",
            "name": "activeConstraints",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The largest violation of a constraint. Bounds of variables are never violated.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient of `objective + λ' constraints` plus the multipliers of the bounds.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest product of a multiplier's absolute value and the distance to the bound indicated by its sign.",
            "name": "complementarity",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The residual compared with `tolerance`: the maximum of the scaled `constraintViolation`, `dualResidual` and\n`complementarity`. `dualResidual` is also divided by `max(1, mean |multiplier| / 100)`, `complementarity` by the\nsame expression without the multipliers of equations.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum over all constraints of violation times absolute multiplier: an estimate of the decrease in the\nobjective due to the violation.",
            "name": "objectiveSlack",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the curvature at the point proves a minimum.",
            "name": "secondOrder",
            "optional": false,
            "type": "SecondOrder"
          },
          {
            "about": "Evaluations of each function.",
            "name": "evaluations",
            "optional": false,
            "type": "Evaluations"
          },
          {
            "about": "Counts of the linear algebra and of special phases.",
            "name": "statistics",
            "optional": false,
            "type": "Statistics"
          },
          {
            "about": "The starting values for a later run: keys of a problem. They describe the last iterate. If it is the solution, a\nrun from it stops at once; if the search stopped early, `solution` is the best iterate instead, and a run from\nhere continues the search.",
            "name": "warmStart",
            "optional": false,
            "type": "WarmStart"
          },
          {
            "about": "One record per iteration, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "MinimizeRecord[]"
          },
          {
            "about": "A direction of unboundedness, of length 1, if the status is `unbounded` and was found by following a ray from\nthe point. Along it the objective falls below -1e20 and the constraints hold.",
            "name": "ray",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "The termination status.",
        "type": "'converged' | 'acceptable' | 'locallyInfeasible' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'lineSearchFailed' | 'restorationFailed' | 'singular' | 'unbounded'",
        "values": [
          {
            "about": "The first-order conditions hold within the tolerances, under the scaling from the start, and under the scaling\nfrom the solution too unless the search under it made no progress.",
            "name": "converged"
          },
          {
            "about": "Steps no longer improve the point, or hardly, as with inexact functions or differences. The `kktResidual` is at\nmost 1e-6.",
            "name": "acceptable"
          },
          {
            "about": "The violation of the constraints has a nonzero local minimum at the point: neither its gradient nor negative\ncurvature leads to a smaller violation.",
            "name": "locallyInfeasible"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The search makes almost no progress: repeatedly, a hundred steps gained less than one of them predicted. Typical\nof a minimum at infinity.",
            "name": "stalled"
          },
          {
            "about": "No step along the last search direction improves the point.",
            "name": "lineSearchFailed"
          },
          {
            "about": "The restoration phase did not converge.",
            "name": "restorationFailed"
          },
          {
            "about": "No regularization of the Hessian makes the linear system nonsingular.",
            "name": "singular"
          },
          {
            "about": "The objective is below -1e20 at a feasible point, or falls below it along `ray`.",
            "name": "unbounded"
          }
        ]
      },
      "Phase": {
        "about": "The phase of an iteration.",
        "type": "'newton' | 'activeSet' | 'interior' | 'restoration'",
        "values": [
          {
            "about": "Newton's method under equality constraints.",
            "name": "newton"
          },
          {
            "about": "Newton's method with the estimated active bounds and inequalities as equations.",
            "name": "activeSet"
          },
          {
            "about": "The interior point method.",
            "name": "interior"
          },
          {
            "about": "The restoration phase.",
            "name": "restoration"
          }
        ]
      },
      "PoissonControlProblem": {
        "about": "Minimizes the integral of `((y - target)^2 + controlWeight u^2) / 2` over the unit square, where the state `y`\nsolves `-Δy + reaction y^3 = u` with zero boundary values for the control `u`, on a grid of `size` by `size` inner\npoints with the 5-point Laplacian.\n\nFunctions on the grid are matrices: row `i` and column `j` belong to the point `((j + 1) h, (i + 1) h)` with\n`h = 1 / (size + 1)`.",
        "fields": [
          {
            "about": "The inner grid points per side, up to 1023. Fastest if `size + 1` is a power of 2.",
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
            "about": "The largest `constraintViolation` of a solution.",
            "default": "1e-8",
            "name": "constraintTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the solution contains a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial adjoint state. Default: the one with the smallest gradient of the Lagrangian at the start.",
            "name": "initialAdjoint",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The initial control. Default: zeros.",
            "name": "initialControl",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The initial state. Default: zeros.",
            "name": "initialState",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The iteration limit.",
            "default": "3000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The nonnegative factor of the cubic term. If 0, the problem is linear and solved in one step.",
            "default": "0.0",
            "name": "reaction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target state. Default: `sin(2πx) sin(πy) + x (1 - x)` at `(x, y)`.",
            "name": "target",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The largest `kktResidual` of a solution.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PoissonControlSolution": {
        "about": "A control and its quality. All measures are evaluated at the returned point.",
        "fields": [
          {
            "about": "The termination status. Only `converged` guarantees a `kktResidual` of at most `tolerance` and a\n`constraintViolation` of at most `constraintTolerance`.",
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
            "about": "The adjoint state; at a solution it equals `controlWeight` times the control.",
            "name": "adjoint",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The integral that was minimized.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute pointwise residual of the state equation.",
            "name": "constraintViolation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute pointwise residual of the adjoint equation.",
            "name": "dualResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The residual compared with `tolerance`: the larger of both, the latter divided by\n`max(1, mean |adjoint| / 100)`.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the curvature at the point proves a minimum.",
            "name": "secondOrder",
            "optional": false,
            "type": "SecondOrder"
          },
          {
            "about": "Counts of the linear algebra.",
            "name": "statistics",
            "optional": false,
            "type": "PoissonControlStatistics"
          },
          {
            "about": "The starting values for a later run: keys of a problem.",
            "name": "warmStart",
            "optional": false,
            "type": "PoissonControlWarmStart"
          },
          {
            "about": "One record per iteration, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "MinimizeRecord[]"
          }
        ]
      },
      "PoissonControlStatistics": {
        "about": "Counts of the linear algebra.",
        "fields": [
          {
            "about": "Iterations of GMRES, each with four sine transforms of the grid.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PoissonControlWarmStart": {
        "about": "The starting values for a later run, named as in a problem.",
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
        "about": "The preconditioner of an inner solver.",
        "type": "'none' | 'constraint' | 'lagged'",
        "values": [
          {
            "about": "No preconditioner; for `sketch`.",
            "name": "none"
          },
          {
            "about": "The same system with a diagonal in place of the Hessian.",
            "name": "constraint"
          },
          {
            "about": "The factorization of an earlier iteration's system, renewed when it becomes ineffective; for `gmres` and\n`sketch`.",
            "name": "lagged"
          }
        ]
      },
      "QuadraticProgramCertificate": {
        "about": "A proof that a program has no solution, scaled to a largest entry of 1. The status determines its fields.",
        "fields": [
          {
            "about": "For `infeasible`: v.",
            "name": "boundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "For `unbounded`: a direction d with `Pd = 0` and `q'd < 0` that approaches no bound. For `notConvex`: a\ndirection with `d'Pd < 0`.",
            "name": "direction",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "For `infeasible`: multipliers λ of the rows. With the multipliers v of the bounds, `A'λ + v = 0`, while the\nmaximum of `λ'Ax + v'x` over all bounds is negative.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "QuadraticProgramProblem": {
        "about": "Minimizes `x'Px / 2 + q'x` subject to `lower <= x <= upper` and `constraintLower <= Ax <= constraintUpper` for a\npositive semidefinite P: a convex quadratic program, or without P a linear program.",
        "fields": [
          {
            "about": "q, one number per variable.",
            "name": "linear",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Equal bounds make the row\nan equation. Default: none.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A, dense or sparse: one row per constraint, one column per variable. Default: no rows.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or\nmirror those below. Default: zeros, which give a linear program.",
            "name": "hessian",
            "optional": true,
            "type": "numbers | matrix | sparse matrix"
          },
          {
            "about": "The starting point. Together with multipliers, which indicate the active bounds, it leads to a nearby solution\nin a step or two. Default: zeros if there are initial multipliers.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Initial multipliers of the bounds. Default: zeros if another initial value is given.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Initial multipliers of the rows. Default: zeros if another initial value is given.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The iteration limit.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest residuals and duality gap of a solution, relative to the larger of 1 and the size of their terms:\nthe primal residual to the largest product of a row, the dual residual to the largest entry of Px, q and A'λ,\nthe gap to the larger of |x'Px| and |q'x|. Solutions are usually as accurate as rounding permits.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; 1e20 and above, including ∞, mean none. Equal bounds fix the variable. Default:\nnone.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "QuadraticProgramSolution": {
        "about": "The solution of a quadratic program. At a solution `Px + q + A'λ + v = 0`. A multiplier is positive if the upper\nbound is active and negative if the lower one is; it is minus the derivative of the minimum with respect to the\nactive bound.",
        "fields": [
          {
            "about": "The termination status. Only `converged` guarantees residuals and duality gap within the tolerance.",
            "name": "status",
            "optional": false,
            "type": "QuadraticProgramStatus"
          },
          {
            "about": "x, exactly within the bounds.",
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
            "about": "The largest violation of a row's bounds.",
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
            "about": "`x'Px + q'x` plus the maximum of `λ'Ax + v'x` over all bounds: if the residuals are zero, the objective minus\nits dual lower bound.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations: interior point steps and active-set steps. All simplex pivots together count as one.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Counts of the linear algebra.",
            "name": "statistics",
            "optional": false,
            "type": "QuadraticProgramStatistics"
          },
          {
            "about": "The starting values for a later run: keys of a problem.",
            "name": "warmStart",
            "optional": false,
            "type": "QuadraticProgramWarmStart"
          },
          {
            "about": "The proof that there is no solution, if the status says so.",
            "name": "certificate",
            "optional": true,
            "type": "QuadraticProgramCertificate"
          }
        ]
      },
      "QuadraticProgramStatistics": {
        "about": "Counts of the linear algebra.",
        "fields": [
          {
            "about": "Factorizations of a linear system, which take most of the time.",
            "name": "factorizations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Pivots of the simplex method, used for linear programs with dense matrices.",
            "name": "pivots",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "QuadraticProgramStatus": {
        "about": "The termination status.",
        "type": "'converged' | 'infeasible' | 'unbounded' | 'notConvex' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "No point satisfies all bounds; the certificate proves it.",
            "name": "infeasible"
          },
          {
            "about": "The objective is unbounded below along the certificate's direction.",
            "name": "unbounded"
          },
          {
            "about": "`hessian` is not positive semidefinite; the certificate proves it.",
            "name": "notConvex"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding errors prevent further progress. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "QuadraticProgramWarmStart": {
        "about": "The starting values for a later run, named as in a problem.",
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
        "about": "Several programs with the same matrices: `linear`, `lower`, `upper`, `constraintLower` and `constraintUpper` may be\nmatrices with one row per program; a vector applies to all. The initial values are those of the first program, or of\nall if they are not chained. `maxIterations` limits each program.",
        "fields": [
          {
            "about": "q, one number per variable.",
            "name": "linear",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "Whether each program starts from the solution of the previous one, which takes few steps if neighbors are\nsimilar. Otherwise they are solved in parallel on all threads.",
            "default": "true",
            "name": "chained",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Lower bounds of the rows' products with x; -1e20 and below, including -∞, mean none. Equal bounds make the row\nan equation. Default: none.",
            "name": "constraintLower",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "A, dense or sparse: one row per constraint, one column per variable. Default: no rows.",
            "name": "constraintMatrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Upper bounds of the rows' products with x; 1e20 and above, including ∞, mean none. Default: none.",
            "name": "constraintUpper",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "P: a symmetric matrix, dense or sparse, or the vector of its diagonal. Entries above the diagonal are zero or\nmirror those below. Default: zeros, which give a linear program.",
            "name": "hessian",
            "optional": true,
            "type": "numbers | matrix | sparse matrix"
          },
          {
            "about": "The starting point. Together with multipliers, which indicate the active bounds, it leads to a nearby solution\nin a step or two. Default: zeros if there are initial multipliers.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Initial multipliers of the bounds. Default: zeros if another initial value is given.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Initial multipliers of the rows. Default: zeros if another initial value is given.",
            "name": "initialMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Lower bounds of the variables; -1e20 and below, including -∞, mean none. Default: none.",
            "name": "lower",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The iteration limit.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest residuals and duality gap of a solution, relative to the larger of 1 and the size of their terms:\nthe primal residual to the largest product of a row, the dual residual to the largest entry of Px, q and A'λ,\nthe gap to the larger of |x'Px| and |q'x|. Solutions are usually as accurate as rounding permits.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of the variables; 1e20 and above, including ∞, mean none. Equal bounds fix the variable. Default:\nnone.",
            "name": "upper",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "QuadraticProgramsSolution": {
        "about": "The solutions of several programs, one per row; see {@link QuadraticProgramSolution}.",
        "fields": [
          {
            "about": "`converged` if all programs converged; else the status of the first other one.",
            "name": "status",
            "optional": false,
            "type": "QuadraticProgramStatus"
          },
          {
            "about": "The status of each program. Programs not started within the time limit have `timeLimit`.",
            "name": "statuses",
            "optional": false,
            "type": "QuadraticProgramStatus[]"
          },
          {
            "about": "The solutions, one per row.",
            "name": "solution",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The objective of each program.",
            "name": "objective",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the constraints, one row per program.",
            "name": "multipliers",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The multipliers of the bounds, one row per program.",
            "name": "boundMultipliers",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The largest violation of a row's bounds in each program.",
            "name": "primalResidual",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest absolute entry of the gradient of the Lagrangian in each program.",
            "name": "dualResidual",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The duality gap of each program.",
            "name": "dualityGap",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The proof that there is no solution, for each program: without fields if there is one.",
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
            "about": "The total counts of the linear algebra.",
            "name": "statistics",
            "optional": false,
            "type": "QuadraticProgramStatistics"
          }
        ]
      },
      "Scaling": {
        "about": "The scaling of objective and constraints. The method and the tolerances apply to the scaled functions.",
        "type": "'gradient' | 'none'",
        "values": [
          {
            "about": "Scales gradients with entries above 100 at the start down to 100; at a solution, recomputes the factor of the\nobjective from the gradient there. If a gradient and its change over a distance of the point's size are both\nbelow 0.01, scales up until one of them is 1.",
            "name": "gradient"
          },
          {
            "about": "No scaling.",
            "name": "none"
          }
        ]
      },
      "SecondOrder": {
        "about": "The result of the second-order test.",
        "type": "'sufficient' | 'insufficient' | 'unexamined'",
        "values": [
          {
            "about": "The Hessian of the Lagrangian is positive definite on the null space of the active constraints, and their\ngradients are independent. With the first-order conditions this proves a strict local minimum. Active bounds and\ninequalities count only if their multiplier is not small.",
            "name": "sufficient"
          },
          {
            "about": "The Hessian is not positive definite there by more than its errors. The point may still be a minimum, or a\nsaddle point or a maximum.",
            "name": "insufficient"
          },
          {
            "about": "The curvature was not examined: the point is no solution, no time was left, or the Hessian is unknown (with\n`bfgs`, `limitedMemory`, or products alone).",
            "name": "unexamined"
          }
        ]
      },
      "SketchKind": {
        "about": "The combinations of equations used by `sketch`.",
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
            "about": "`size` combinations; each equation enters one of them, with a random sign.",
            "name": "countSketch"
          }
        ]
      },
      "Statistics": {
        "about": "Counts of the linear algebra and of special phases.",
        "fields": [
          {
            "about": "Matrix factorizations.",
            "name": "factorizations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Iterations of the inner solver, if it is not `ldl`.",
            "name": "innerSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Fallbacks from the inner solver to `ldl`.",
            "name": "innerFallbacks",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Restoration phases, which reduce the violation because no step was accepted.",
            "name": "restorations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Newton steps of the active-set phase, with the estimated active bounds and inequalities as equations.",
            "name": "activeSetSteps",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Structure": {
        "about": "The positions of a sparse matrix's entries: entry `k` is in row `rows[k]` and column `columns[k]`, both counted from\n0.",
        "fields": [
          {
            "about": "The row of each entry.",
            "name": "rows",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The column of each entry.",
            "name": "columns",
            "optional": false,
            "type": "integers"
          }
        ]
      },
      "WarmStart": {
        "about": "The starting values for a later run, named as in a problem.",
        "fields": [
          {
            "about": "The last iterate.",
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
            "about": "The scale factor of the objective.",
            "name": "objectiveScale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The scale factors of the constraints.",
            "name": "constraintScales",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The multipliers of the bounds, if there are any.",
            "name": "initialBoundMultipliers",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The matrix of `bfgs`, if it made steps.",
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
        "about": "The record of one iteration.",
        "fields": [
          {
            "about": "The updated coordinates.",
            "name": "block",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The objective after the update.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The step length along the update's direction; 1 without a line search.",
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
        "about": "The partition of the coordinates into blocks. The last five need a sparse `quadratic`; partitions into forests also\nexclude a penalty and bounds.",
        "type": "'order' | 'sort' | 'average' | 'custom' | 'variable' | 'redBlack' | 'coloring' | 'treePartition' | 'greedyForest' | 'randomForest'",
        "values": [
          {
            "about": "Fixed blocks in the order of the coordinates.",
            "name": "order"
          },
          {
            "about": "Fixed blocks in order of descending curvature.",
            "name": "sort"
          },
          {
            "about": "Fixed blocks that mix large and small curvatures.",
            "name": "average"
          },
          {
            "about": "The blocks given as `blocks`.",
            "name": "custom"
          },
          {
            "about": "Blocks of arbitrary coordinates, chosen in each iteration.",
            "name": "variable"
          },
          {
            "about": "The two color classes of a graph without odd cycles.",
            "name": "redBlack"
          },
          {
            "about": "A greedy coloring with few colors: no two coordinates of a block share an entry.",
            "name": "coloring"
          },
          {
            "about": "A few fixed forests that cover the graph.",
            "name": "treePartition"
          },
          {
            "about": "In each iteration a forest grown greedily from the largest gradient entries.",
            "name": "greedyForest"
          },
          {
            "about": "In each iteration a forest grown in random order.",
            "name": "randomForest"
          }
        ]
      },
      "BlockRule": {
        "about": "The rule that selects the next block. With a penalty or bounds, greedy rules use the decrease predicted for each\ncoordinate alone. Ties go to nonzero coordinates, then to the lowest index. Forests chosen in each iteration ignore\nthe rule.",
        "type": "'cyclic' | 'shuffled' | 'random' | 'lipschitz' | 'gs' | 'gsl' | 'gsd' | 'gsq' | 'mi'",
        "values": [
          {
            "about": "Cyclic order.",
            "name": "cyclic"
          },
          {
            "about": "Cyclic order, shuffled for each sweep.",
            "name": "shuffled"
          },
          {
            "about": "Random, uniformly.",
            "name": "random"
          },
          {
            "about": "Random, with probabilities proportional to the curvatures.",
            "name": "lipschitz"
          },
          {
            "about": "Gauss–Southwell: the largest gradient.",
            "name": "gs"
          },
          {
            "about": "The largest gradient relative to the block's curvature.",
            "name": "gsl"
          },
          {
            "about": "The largest gradient relative to the coordinates' curvatures.",
            "name": "gsd"
          },
          {
            "about": "The largest decrease of a quadratic upper bound.",
            "name": "gsq"
          },
          {
            "about": "The largest decrease of the function itself, found by trying every block; for small problems.",
            "name": "mi"
          }
        ]
      },
      "BlockUpdate": {
        "about": "The update of a block. With a penalty or bounds, `gradient` steps are proximal. The second-order updates are then\n`proxNewton` and `twoMetric`.",
        "type": "'gradient' | 'backtracking' | 'matrix' | 'newton' | 'exact' | 'proxGradient' | 'proxNewton' | 'twoMetric'",
        "values": [
          {
            "about": "A gradient step with the inverse of the block's largest curvature as step size.",
            "name": "gradient"
          },
          {
            "about": "A gradient step with backtracking: the curvature of each coordinate is estimated, starting from 1, and doubled\nif the function decreases by less than predicted.",
            "name": "backtracking"
          },
          {
            "about": "The minimum of a quadratic upper bound with a constant matrix.",
            "name": "matrix"
          },
          {
            "about": "A Newton step with a line search.",
            "name": "newton"
          },
          {
            "about": "The minimum over the block, by Newton steps.",
            "name": "exact"
          },
          {
            "about": "The same as `gradient`.",
            "name": "proxGradient"
          },
          {
            "about": "The minimum of the block's second-order model with penalty and bounds, with a line search.",
            "name": "proxNewton"
          },
          {
            "about": "Two-metric projection: a Newton step in the coordinates not held at a bound, projected, with a line search along\nthe projected arc. With a penalty, all coordinates need a bound of 0.",
            "name": "twoMetric"
          }
        ]
      },
      "ChoiceRule": {
        "about": "The rule that selects the strength.",
        "type": "'best' | 'oneStandardError'",
        "values": [
          {
            "about": "The strength with the best mean.",
            "name": "best"
          },
          {
            "about": "The largest strength with a mean within one standard error of the best.",
            "name": "oneStandardError"
          }
        ]
      },
      "Criterion": {
        "about": "The stopping criterion.",
        "type": "'dualityGap' | 'kktResidual'",
        "values": [
          {
            "about": "The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest\npossible loss, 0 except for `poisson`. `kktResidual` replaces it if there is no usable gap: for nonconvex\npenalties, if that excess is only rounding (as for constant counts), and if `lambda` is 0 or below 1e-9 times\nthe derivatives of the loss at the null model.",
            "name": "dualityGap"
          },
          {
            "about": "The violation of the optimality conditions, relative to the largest derivative at the null model.",
            "name": "kktResidual"
          }
        ]
      },
      "CrossValidateProblem": {
        "about": "A generalized linear model, with a penalty to choose by cross-validation.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of strengths, at least 1, if `lambdas` is not given.",
            "default": "100",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The stopping criterion: `tolerance` bounds it.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The number of folds, at least 2, with sample `i` in fold `i` modulo that number. Or the fold of each sample,\nnumbered from 0 without gaps.",
            "default": "5.0",
            "name": "folds",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Several values of `l1Ratio` to choose from. Default: only `l1Ratio`.",
            "name": "l1Ratios",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from\nthe smallest one that makes all penalized coefficients zero on all samples.",
            "name": "lambdas",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations for each strength, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The metric on the samples left out.",
            "default": "'deviance'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The rule that selects the strength of the final model.",
            "default": "'best'",
            "name": "rule",
            "optional": true,
            "type": "ChoiceRule"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than\nfeatures, else 0.0001.",
            "name": "smallestRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The tolerance of each model: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "CrossValidateSolution": {
        "about": "The results of cross-validation, and the model for all samples with the selected penalty.",
        "fields": [
          {
            "about": "`converged` if all models converged, `timeLimit` if models are missing because of the time limit, otherwise the\nstatus of the first model that did not converge.",
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
            "about": "The selected `l1Ratio`, the one with the best mean.",
            "name": "l1Ratio",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The strength with the best mean.",
            "name": "lambdaMin",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest strength with a mean within one standard error of the best.",
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
        "about": "The cross-validated metric of each strength.",
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
            "about": "The mean of the metric over the folds.",
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
            "about": "The index of the best mean.",
            "name": "bestIndex",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The first index with a mean within one standard error of the best.",
            "name": "oneStandardErrorIndex",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DualityGapProblem": {
        "about": "A model with coefficients, to compute their duality gap.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
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
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "DualityGapSolution": {
        "about": "A bound of the distance of coefficients from the optimum.",
        "fields": [
          {
            "about": "The mean loss plus the penalty.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual objective at the residuals, scaled into the domain: a lower bound of the minimum. Absent if the\nresiduals yield no dual point.",
            "name": "dualObjective",
            "optional": true,
            "type": "number"
          },
          {
            "about": "`objective` minus `dualObjective`. Absent without the latter.",
            "name": "dualityGap",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "FitProblem": {
        "about": "A generalized linear model: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the\npredictor `X w + b` plus a penalty on `w`.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The stopping criterion: `tolerance` bounds it.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The starting point. Default: zero.",
            "name": "initial",
            "optional": true,
            "type": "ModelStart"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty, zero or positive. Exactly one of `lambda` and `lambdaRatio` must be given,\nexcept for the penalty `none`.",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength relative to the smallest one that makes all penalized coefficients zero; zero or positive.",
            "name": "lambdaRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations, at least 1. Each makes one pass over the whole matrix.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The tolerance of the stopping criterion: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "FitSolution": {
        "about": "A fitted model, with bounds of its distance from the optimum.",
        "fields": [
          {
            "about": "`converged` if the criterion is within `tolerance`, `stalled` if rounding prevents further progress.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The coefficient of each feature; for several outputs or classes, a matrix with a row for each feature.\nCoefficients at a kink of the penalty are exactly 0.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, 0 if the model has none; for several outputs or classes, a vector.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The features with nonzero coefficients, ascending.",
            "name": "support",
            "optional": false,
            "type": "integers"
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
            "about": "The violation of the optimality conditions, relative to the largest derivative of the loss at the null model.",
            "name": "kktResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations. Each scans all features not yet screened out.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of epochs of coordinate descent on working sets.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of Newton steps on the support.",
            "name": "newtonSteps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The loss function, for predictions.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The class labels in ascending order, for `logistic` (the second is the positive class) and `multinomial`.\nStrings are ordered by code points, and false comes before true.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "An upper bound of the difference between `objective` and its minimum. Absent if there is none: without a\npenalty, for nonconvex penalties, and for bounds on unpenalized coefficients.",
            "name": "dualityGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The names of all features, if given.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The duality gap, relative to the excess loss of the null model (without penalized features) over the smallest\npossible loss, 0 except for `poisson`. `tolerance` bounds it.",
            "name": "relativeGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The names of the features in `support`, if names were given.",
            "name": "supportNames",
            "optional": true,
            "type": "string[]"
          }
        ]
      },
      "ForestProblem": {
        "about": "A sparse symmetric matrix, to find a greedy maximal forest of its graph: a set of rows without a cycle among their\nmatrix entries.",
        "fields": [
          {
            "about": "The matrix `A`: symmetric, with both triangles stored, and positive definite on the forest.",
            "name": "matrix",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The rows in the order to try; each joins the forest unless it would close a cycle. Other rows stay outside.\nDefault: all rows in order of descending diagonal entries, ties in ascending order.",
            "name": "order",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "A right side `b` with an entry for each row of the matrix, to solve `A_FF x_F = b_F` on the forest F.",
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
            "about": "The number of rows in the forest.",
            "name": "size",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The rows in the forest, breadth first from each root, so that parents precede their children.",
            "name": "members",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The parent row of each member; -1 for roots.",
            "name": "parents",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The pivot of each member: its diagonal entry after elimination of its children.",
            "name": "pivots",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The solution of `A_FF x_F = b_F`, with zeros outside the forest. Absent without a right side.",
            "name": "solution",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "GraphMethod": {
        "about": "The solver for a quadratic on a graph.",
        "type": "'auto' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd'",
        "values": [
          {
            "about": "Eliminates leaves and chains exactly if there are many. Then chooses among the first four methods below by the\nsize of the rest, the growth of neighborhoods, the convergence of a few iterations of `cg`, and the cost of a\nfactorization.",
            "name": "auto"
          },
          {
            "about": "A sparse Cholesky factorization with approximate minimum degree ordering: for small or nearly planar graphs, and\nfor many right sides.",
            "name": "cholesky"
          },
          {
            "about": "Conjugate gradients with an algebraic multigrid cycle: for large graphs with few labels, which have\nill-conditioned matrices.",
            "name": "amg"
          },
          {
            "about": "Conjugate gradients by message passing: one forest is eliminated exactly, and another preconditions the rest. If\ntwo forests do not cover the graph, a sweep over all forests is the preconditioner.",
            "name": "forestCg"
          },
          {
            "about": "Conjugate gradients with Jacobi preconditioning.",
            "name": "cg"
          },
          {
            "about": "Block descent that cycles over the forests of a partition and solves each exactly: for study; many times slower.",
            "name": "forestBcd"
          },
          {
            "about": "Block descent over forests grown in each iteration from the largest gradient entries: for study.",
            "name": "greedyForestBcd"
          }
        ]
      },
      "GraphQuadraticProblem": {
        "about": "A quadratic on a graph: the solution `x` minimizes `x'Ax/2 - b'x`, and solves `A x = b`.",
        "fields": [
          {
            "about": "The matrix `A`: sparse, symmetric with both triangles stored, and positive definite.",
            "name": "matrix",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The starting point, in the form of `rightSide`. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The maximum number of iterations for each right side, at least 1. Default: 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The solver.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "GraphMethod"
          },
          {
            "about": "The tolerance: the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.",
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
            "about": "`converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The minimizer `x`, in the form of `rightSide`.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The norm of `b - A x` divided by the norm of `b`, computed from the solution; for several right sides the\nmaximum. 0 if `b` is 0.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`x'Ax/2 - b'x` for each right side.",
            "name": "objectives",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of iterations, for several right sides the maximum; 0 for elimination.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "GraphRoute"
          },
          {
            "about": "The number of variables eliminated as leaves or links of chains before the rest was solved.",
            "name": "eliminated",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "GraphRoute": {
        "about": "The method that solved a quadratic on a graph.",
        "type": "'elimination' | 'cholesky' | 'amg' | 'forestCg' | 'cg' | 'forestBcd' | 'greedyForestBcd'",
        "values": [
          {
            "about": "Elimination of leaves and chains alone.",
            "name": "elimination"
          },
          {
            "about": "A sparse Cholesky factorization.",
            "name": "cholesky"
          },
          {
            "about": "Conjugate gradients with a multigrid cycle.",
            "name": "amg"
          },
          {
            "about": "Conjugate gradients with forests.",
            "name": "forestCg"
          },
          {
            "about": "Conjugate gradients with Jacobi preconditioning.",
            "name": "cg"
          },
          {
            "about": "Block descent over the forests of a partition.",
            "name": "forestBcd"
          },
          {
            "about": "Block descent over forests chosen in each iteration.",
            "name": "greedyForestBcd"
          }
        ]
      },
      "KktViolationProblem": {
        "about": "A model with coefficients, to compute the violation of the optimality conditions.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
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
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "KktViolationSolution": {
        "about": "The violation of the Karush–Kuhn–Tucker conditions.",
        "fields": [
          {
            "about": "The largest violation: the distance of the negative gradient of the loss from the subdifferential of the\npenalty.",
            "name": "violation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The violation relative to the largest derivative of the loss at the null model, without penalized features.",
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
        "about": "A graph with labels or values for some nodes. The solution extends them to the other nodes such that neighbors\nagree.",
        "fields": [
          {
            "about": "With 0, known nodes keep their labels. Larger values below 1 let known nodes adapt to their neighbors (label\nspreading): `((1 - alpha) I + alpha L) f = (1 - alpha) y` with the normalized Laplacian `L`.",
            "default": "0.0",
            "name": "alpha",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The label of nodes not connected with a known one, for labels that are numbers; other labels are then null.\nDefault: -1.",
            "name": "defaultLabel",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The edges, a row for each: its two nodes and optionally its weight in a third column, 1 by default. Weights of\nduplicate edges, in either direction, are added.",
            "name": "edges",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The class of each node: an integer from 0, a string or a boolean. Unknown classes are null, or also -1 or NaN\namong numbers. Exactly one of `labels` and `values` must be given.",
            "name": "labels",
            "optional": true,
            "type": "numbers | (number | null)[] | (string | null)[] | (boolean | null)[]"
          },
          {
            "about": "The maximum number of iterations for each class, at least 1. Default: 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The solver for the equations.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "GraphMethod"
          },
          {
            "about": "The tolerance of the equations: the norm of their residual divided by the norm of their right side; above 0 and\nbelow 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The value of each node; NaN if it is unknown.",
            "name": "values",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The edge weights: a sparse symmetric matrix with both triangles stored and no negative entry. Entry `(i, j)` is\nthe similarity of nodes `i` and `j`. The diagonal is ignored. Exactly one of `weights` and `edges` must be\ngiven.",
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
            "about": "`converged` if the residual is within `tolerance`, `stalled` if rounding prevents that.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The nodes not connected with any known one, ascending. They have the default label or null, and zero scores.",
            "name": "unreachable",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The norm of the equations' residual divided by the norm of their right side, computed from the solution. For\nseveral classes, the maximum.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations, for several classes the maximum; 0 for elimination.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that solved the equations.",
            "name": "method",
            "optional": false,
            "type": "GraphRoute"
          },
          {
            "about": "The number of nodes eliminated as leaves or links of chains before the rest was solved.",
            "name": "eliminated",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The class of each column of `scores`, ascending: strings are ordered by code points, and false comes before\ntrue. Absent for values.",
            "name": "classes",
            "optional": true,
            "type": "integers | string[] | boolean[]"
          },
          {
            "about": "The class of each node: the one with the highest score, the lowest if several are equal; null for unreachable\nnodes with strings or booleans. Absent for values.",
            "name": "labels",
            "optional": true,
            "type": "integers | (string | null)[] | (boolean | null)[]"
          },
          {
            "about": "The score of each node (row) for each class (column). If known nodes keep their labels, a row sums to 1, and its\nentries are the probabilities that a random walk along the edges reaches each class first. Absent for values.",
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
        "about": "A model, to compute the smallest strength that makes all penalized coefficients zero.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LambdaMaxSolution": {
        "about": "The smallest strength that makes all penalized coefficients zero, and the model for it.",
        "fields": [
          {
            "about": "The strength. 0 also for penalties that never make coefficients zero.",
            "name": "lambdaMax",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss of the null model, of the intercept and the unpenalized features.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The intercept of the null model.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          }
        ]
      },
      "Layout": {
        "about": "The memory layout of a matrix.",
        "type": "'rowMajor' | 'columnMajor'",
        "values": [
          {
            "about": "By rows: entry `(i, j)` of a dense matrix is `data[i * columns + j]`; a sparse matrix has compressed rows (CSR).",
            "name": "rowMajor"
          },
          {
            "about": "By columns: entry `(i, j)` of a dense matrix is `data[j * rows + i]`; in a sparse matrix, `indptr` holds the\nstart of each column and `indices` are rows (CSC).",
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
            "about": "`(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.",
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
        "about": "The metric on the samples left out.",
        "type": "'deviance' | 'meanSquaredError' | 'accuracy'",
        "values": [
          {
            "about": "The mean deviance, twice the excess of the loss over its smallest value. For squared losses, the mean squared\nerror.",
            "name": "deviance"
          },
          {
            "about": "The mean squared error of the predicted mean; not for classes.",
            "name": "meanSquaredError"
          },
          {
            "about": "The fraction of samples with a correct most probable class; only for classes.",
            "name": "accuracy"
          }
        ]
      },
      "MinimizeBlocksProblem": {
        "about": "A function to minimize block by block: a loss, summed over the rows of `matrix`, or a quadratic, with a penalty or\nbounds.",
        "fields": [
          {
            "about": "The features, a row for each sample; for `quadratic` the symmetric matrix `A`.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The target for each row of `matrix`: numbers for `squared`; classes as numbers, strings or booleans for\n`logistic` (two classes) and `multinomial` (any number), in ascending order; for `quadratic` the vector `b`.",
            "name": "target",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The number of coordinates of a block, at least 1; the last block may have fewer. Ignored for partitions into\nforests, colors or custom blocks.",
            "default": "1",
            "name": "blockSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For `custom`: the block of each coordinate, numbered from 0.",
            "name": "blocks",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "Whether to record each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The starting point. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The factor of the penalty `lambda sum |x_j|`; nonnegative.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "BlockLoss"
          },
          {
            "about": "Lower bounds of the coordinates, at most 0. -Infinity means no bound.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations. Each updates one block.",
            "default": "1000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The partition of the coordinates into blocks.",
            "default": "'order'",
            "name": "partition",
            "optional": true,
            "type": "BlockPartition"
          },
          {
            "about": "The rule that selects the next block.",
            "default": "'gsd'",
            "name": "rule",
            "optional": true,
            "type": "BlockRule"
          },
          {
            "about": "The tolerance of the optimality conditions, relative to their violation at the start; nonnegative.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The update of a block. Default: `matrix`, or `proxNewton` with a penalty or bounds.",
            "name": "update",
            "optional": true,
            "type": "BlockUpdate"
          },
          {
            "about": "Upper bounds of the coordinates, at least 0. Infinity means no bound.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "MinimizeBlocksSolution": {
        "about": "The final point of the descent.",
        "fields": [
          {
            "about": "`converged` if the violation is within `tolerance`; never `stalled`.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The number of block updates.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective at the solution.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The violation of the optimality conditions: the largest entry of the gradient, minus the part balanced by penalty\nand bounds.",
            "name": "violation",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The final point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A record of each iteration, if `history` is set.",
            "name": "history",
            "optional": true,
            "type": "BlockIteration[]"
          }
        ]
      },
      "ModelLoss": {
        "about": "The loss function of a fitted model: one of `fit`, or of `stochastic.fit`.",
        "type": "'squared' | 'huber' | 'logistic' | 'multinomial' | 'poisson' | 'multiSquared' | 'hinge' | 'squaredHinge' | 'quantile' | 'epsilonInsensitive'",
        "values": [
          {
            "about": "The response is the predictor.",
            "name": "squared"
          },
          {
            "about": "The response is the predictor.",
            "name": "huber"
          },
          {
            "about": "Two classes, with probabilities.",
            "name": "logistic"
          },
          {
            "about": "Any number of classes, with probabilities.",
            "name": "multinomial"
          },
          {
            "about": "The response is a mean count.",
            "name": "poisson"
          },
          {
            "about": "The responses are the predictors of several outputs.",
            "name": "multiSquared"
          },
          {
            "about": "Two classes, by the sign of the predictor.",
            "name": "hinge"
          },
          {
            "about": "Two classes, by the sign of the predictor.",
            "name": "squaredHinge"
          },
          {
            "about": "The response is the predictor.",
            "name": "quantile"
          },
          {
            "about": "The response is the predictor.",
            "name": "epsilonInsensitive"
          }
        ]
      },
      "ModelStart": {
        "about": "Starting coefficients. A solution has these fields.",
        "fields": [
          {
            "about": "The coefficients: a number for each feature, or a matrix with a column for each output or class.",
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
        "about": "A generalized linear model for a sequence of penalty strengths.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number for `squared` and `huber`, zero or positive for `poisson`; for\n`multiSquared` a matrix with a column for each output. For `logistic` and `multinomial` the class, as a\nnumber, a string or a boolean. For `logistic`, the positive class is the one that sorts last.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The multiple of `lambda` beyond which `mcp` (above 1) and `scad` (above 2) are constant. Default: 3 and\n3.7.",
            "name": "concavity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of strengths, at least 1, if `lambdas` is not given.",
            "default": "100",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The stopping criterion: `tolerance` bounds it.",
            "default": "'dualityGap'",
            "name": "criterion",
            "optional": true,
            "type": "Criterion"
          },
          {
            "about": "A name for each column of `matrix`. The solution then names the features with nonzero coefficients, and\n`predict` and `score` can check that they get the same features.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of\ncoefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2` and `sparseGroup`. Default for\n`multiSquared` and `multinomial`: each feature's coefficients for all outputs form a group. Required\notherwise.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`; larger ones are linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The weight of the `l1` part in `elasticNet`, from 0 to 1; the rest is the weight of half the squared\ncoefficients. In `sparseGroup` the weight of the `l1` part relative to the group part.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strengths, descending and positive. Default: `count` strengths in geometric progression, starting from\nthe smallest one that makes all penalized coefficients zero.",
            "name": "lambdas",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The memory layout of `matrix`. Columns are read in place; rows are copied once.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations for each strength, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for\neach.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The penalty added to the mean loss.",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The ratio of the last strength to the first, above 0 and below 1. Default: 0.01 with fewer samples than\nfeatures, else 0.0001.",
            "name": "smallestRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether features are scaled to standard deviation 1 (root mean square 1 without an intercept) before\nthey are penalized. Coefficients and bounds refer to the features as given.",
            "default": "false",
            "name": "standardize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the path stops once almost everything is explained: 99.9 % of the deviance, or less than 0.001 %\nmore than before.",
            "default": "false",
            "name": "stopEarly",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The tolerance of each model: see `criterion`.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
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
            "about": "`converged` if all models converged, `timeLimit` if later models are missing because of the time limit,\notherwise the status of the first model that did not converge.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The strengths of the models.",
            "name": "lambdas",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smallest strength that makes all penalized coefficients zero.",
            "name": "lambdaMax",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficients, a row for each strength. For several outputs, feature `j` and output `k` are in column\n`j * outputs + k`.",
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
            "about": "The relative duality gap of each model, 0 if there is none.",
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
            "about": "The number of features with nonzero coefficients in each model.",
            "name": "nonzeros",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The fraction of the null model's deviance explained by each model. For the squared loss this is R².",
            "name": "devianceRatios",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The total number of iterations of all models.",
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
            "about": "`l1Ratio` times the `l1` penalty plus `1 - l1Ratio` times the `groupL2` penalty.",
            "name": "sparseGroup"
          },
          {
            "about": "The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Nonconvex: the\nresult is a local solution.",
            "name": "mcp"
          },
          {
            "about": "The smoothly clipped absolute deviation (Fan and Li 2001). Nonconvex, like `mcp`.",
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
        "about": "The fields of a fitted model needed for predictions.",
        "fields": [
          {
            "about": "The coefficients: a number for each feature, or a matrix with a column for each output or class.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, or one for each output or class.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The loss function.",
            "name": "loss",
            "optional": false,
            "type": "ModelLoss"
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
        "about": "A fitted model, and samples to predict.",
        "fields": [
          {
            "about": "The model, for example a solution of `fit`.",
            "name": "model",
            "optional": false,
            "type": "PredictModel"
          },
          {
            "about": "The samples, one per row.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The names of the columns of `matrix`. They must equal the model's, in the same order.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The memory layout of `matrix`.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "PredictSolution": {
        "about": "The predictions.",
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
            "about": "The probability of each class, a column for each in the order of `classes`; for `logistic` and `multinomial`.",
            "name": "probabilities",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "ScoreProblem": {
        "about": "A fitted model, and samples with known responses to evaluate it on.",
        "fields": [
          {
            "about": "The model, for example a solution of `fit`.",
            "name": "model",
            "optional": false,
            "type": "PredictModel"
          },
          {
            "about": "The samples, one per row. Use samples that the model was not fitted to.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each sample, as in `fit`. Classes must be among the model's.",
            "name": "response",
            "optional": false,
            "type": "numbers | matrix | string[] | boolean[]"
          },
          {
            "about": "The names of the columns of `matrix`. They must equal the model's, in the same order.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The memory layout of `matrix`.",
            "default": "'rowMajor'",
            "name": "layout",
            "optional": true,
            "type": "Layout"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for several outputs, a matrix with a column for each.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "A weight for each sample in all means, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ScoreSolution": {
        "about": "The accuracy of the model.",
        "fields": [
          {
            "about": "For classes, the fraction of samples with a correct most probable class, or class of the predictor's sign.",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For `poisson`, `logistic` and `multinomial`, the fraction of the deviance explained by the model: 1 for perfect\npredictions, 0 for the best constant. Absent if a constant predicts perfectly.",
            "name": "devianceRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For `logistic` and `multinomial`, the mean negative logarithm of the probability predicted for the sample's class.",
            "name": "logLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For numbers, the mean squared error; for several outputs, the mean over outputs.",
            "name": "meanSquaredError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "For numbers, R²: 1 minus the mean squared error divided by the variance of the response. It is 1 for perfect\npredictions, 0 for the mean of the response, and negative for worse predictions; for several outputs, the mean\nover outputs. Absent if the response, or one output of it, is constant.",
            "name": "rSquared",
            "optional": true,
            "type": "number"
          }
        ]
      }
    }
  },
  "dynamics": {
    "methods": {
      "dynamics.affineScan": {
        "problem": "AffineScanProblem",
        "solution": "AffineScanSolution"
      },
      "dynamics.analyze": {
        "problem": "AnalyzeProblem",
        "solution": "AnalyzeSolution"
      },
      "dynamics.automaton": {
        "problem": "AutomatonProblem",
        "solution": "AutomatonSolution"
      },
      "dynamics.compareAttractors": {
        "problem": "CompareAttractorsProblem",
        "solution": "CompareAttractorsSolution"
      },
      "dynamics.discoverEquations": {
        "problem": "DiscoverEquationsProblem",
        "solution": "DiscoverEquationsSolution"
      },
      "dynamics.embed": {
        "problem": "EmbedProblem",
        "solution": "EmbedSolution"
      },
      "dynamics.evaluateForecast": {
        "problem": "EvaluateForecastProblem",
        "solution": "EvaluateForecastSolution"
      },
      "dynamics.fitPredictor": {
        "problem": "FitPredictorProblem",
        "solution": "FitPredictorSolution"
      },
      "dynamics.fitSequenceModel": {
        "problem": "FitSequenceModelProblem",
        "solution": "FitSequenceModelSolution"
      },
      "dynamics.forecast": {
        "problem": "ForecastProblem",
        "solution": "ForecastSolution"
      },
      "dynamics.lyapunovExponents": {
        "problem": "LyapunovExponentsProblem",
        "solution": "LyapunovExponentsSolution"
      },
      "dynamics.reconstruct": {
        "problem": "ReconstructProblem",
        "solution": "ReconstructSolution"
      },
      "dynamics.recursiveLeastSquares": {
        "problem": "RecursiveLeastSquaresProblem",
        "solution": "RecursiveLeastSquaresSolution"
      },
      "dynamics.simulate": {
        "problem": "SimulateProblem",
        "solution": "SimulateSolution"
      }
    },
    "types": {
      "AffineScanProblem": {
        "about": "A recurrence. With `tokens` the data are tables with an entry for each token; without them they have one for each\nstep, the steps of the first sequence first.",
        "fields": [
          {
            "about": "The kind of the matrices.",
            "name": "kind",
            "optional": false,
            "type": "ScanKind"
          },
          {
            "about": "The derivatives of a function by all states, one a row. With them the solution has its gradient by all data.",
            "name": "adjoint",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The number of sequences of equal length, at least 1.",
            "default": "1",
            "name": "batch",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The diagonals, one a row, for `diagonal`.",
            "name": "factors",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The states before the first step, a row for each sequence. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The vectors u, `terms` rows for each matrix, for `rankOne`.",
            "name": "left",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The offsets b, one a row. Default: zeros.",
            "name": "offsets",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The states to be returned.",
            "name": "output",
            "optional": true,
            "type": "ScanOutput"
          },
          {
            "about": "The vectors v, `terms` rows for each matrix, for `rankOne`.",
            "name": "right",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The strengths of reflections, a row for each matrix, for `householder`.",
            "name": "strengths",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The number of factors of each matrix for `rankOne`, at least 1.",
            "default": "1",
            "name": "terms",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The token of each step, from 0: the place of its matrix and its offset in the tables.",
            "name": "tokens",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The directions of reflections, not zero, for `householder`: as many rows for each matrix as it has strengths.",
            "name": "vectors",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "AffineScanSolution": {
        "about": "The states of a recurrence.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "ScanStatus"
          },
          {
            "about": "The states, a row for each step; or the last one of each sequence.",
            "name": "states",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The gradients, if `adjoint` is given and all states were computed.",
            "name": "gradients",
            "optional": true,
            "type": "ScanGradients"
          },
          {
            "about": "The first row of the states beyond 1e300, with the status `overflow`; it and all later rows of its sequence are zero.",
            "name": "index",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "AnalyzeProblem": {
        "about": "A piecewise-linear map, and the run or the series whose regions are analyzed.",
        "fields": [
          {
            "about": "The map: the `model` of {@link reconstruct}.",
            "name": "model",
            "optional": false,
            "type": "PiecewiseLinear"
          },
          {
            "about": "The initial state of the run, with absolute values up to 1e50. Default: that of the model.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of rows of the run, at least 2. Default: 10 000.",
            "name": "length",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum period of cycles, from 1 to 30.",
            "default": "12",
            "name": "maxPeriod",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A series in place of the run, with the model's columns and at least 2 rows.",
            "name": "series",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of rows before. Default: 1000.",
            "name": "transient",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "AnalyzeSolution": {
        "about": "The structure of a piecewise-linear map.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "AnalyzeStatus"
          },
          {
            "about": "The region of each row: bit i is set if hinge i is active.",
            "name": "symbols",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The visited regions in descending order of their occupancy.",
            "name": "regions",
            "optional": false,
            "type": "Region[]"
          },
          {
            "about": "The counts of transitions between the regions, in the order of `regions`: from the region of the row to that of the\ncolumn.",
            "name": "transitions",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The entropy of the next region given the present one, in nats.",
            "name": "entropyRate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The cycles whose words of regions were visited, by their period; at most 1000.",
            "name": "cycles",
            "optional": false,
            "type": "Cycle[]"
          },
          {
            "about": "The logarithm of the spectral radius of the graph of transitions, in nats: a bound of the growth rate of the number\nof words. Absent for more than 500 regions.",
            "name": "topologicalEntropy",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "AnalyzeStatus": {
        "about": "The termination status of `analyze`.",
        "type": "'finished' | 'unbounded' | 'timeLimit'",
        "values": [
          {
            "about": "The whole run or series was analyzed.",
            "name": "finished"
          },
          {
            "about": "An entry of the run exceeded 1e6 times the largest of 1 and the entries of the initial state and of `offset`: the rows\nbefore were analyzed.",
            "name": "unbounded"
          },
          {
            "about": "The time limit was reached: rows, regions and cycles are those so far.",
            "name": "timeLimit"
          }
        ]
      },
      "AutomatonProblem": {
        "about": "A finite automaton.",
        "fields": [
          {
            "about": "The next state, a row for each state and a column for each symbol; at most 10 000 states.",
            "name": "table",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The state before the first symbol.",
            "default": "0",
            "name": "initialState",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An output for each state. Default: the number of the state.",
            "name": "outputs",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "Sequences of symbols to run on, one a row; shorter ones end with -1.",
            "name": "sequences",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "AutomatonSolution": {
        "about": "An automaton as a recurrence, its runs, and its smallest equivalent.",
        "fields": [
          {
            "about": "The number of factors of each matrix, at most the number of states; shorter products are filled up with zeros.",
            "name": "terms",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The vectors u of the factors I - u v', `terms` rows for each symbol, with a column for each state.",
            "name": "left",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The vectors v of the factors.",
            "name": "right",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Whether every symbol permutes the states.",
            "name": "isGroup",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The smallest automaton with the same outputs, without states that no sequence reaches.",
            "name": "minimal",
            "optional": false,
            "type": "MinimalAutomaton"
          },
          {
            "about": "The outputs of these states; 0 after the end of a sequence.",
            "name": "labels",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The states after each symbol, a row for each sequence; -1 after its end.",
            "name": "states",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "CandidateFigures": {
        "about": "The figures of a regression.",
        "fields": [
          {
            "about": "As in the solution.",
            "name": "residualRatio",
            "optional": false,
            "type": "number"
          },
          {
            "about": "As in the solution; absent if the free run is unbounded.",
            "name": "attractorDivergence",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CompareAttractorsProblem": {
        "about": "Two series with the same columns.",
        "fields": [
          {
            "about": "The reference: a row for each time, or a vector; at least 20 rows.",
            "name": "reference",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The series that is compared, with as many columns and at least 10 rows.",
            "name": "series",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of intervals of each coordinate, from 2 to 200.",
            "default": "30",
            "name": "bins",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The count added to each cell, from 1e-100 to 1.",
            "default": "0.00001",
            "name": "pseudocount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The standard deviation of the Gaussian that smooths spectra, in frequencies of the periodogram; at most 1000.",
            "default": "20.0",
            "name": "smoothing",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CompareAttractorsSolution": {
        "about": "The distance of two attractors.",
        "fields": [
          {
            "about": "The Kullback–Leibler divergence, in nats, of the series' distribution of states from that of the reference, over\nthe cells of a grid and one for all states outside. With more than three columns the mean over pairs of columns.",
            "name": "attractorDivergence",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The same for the second half of the reference and its first half.",
            "name": "divergenceFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Hellinger distance of the smoothed and normalized power spectra, from 0 to 1: the mean over columns. If lengths\ndiffer, of the first rows of the longer series.",
            "name": "spectrumDistance",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The same for the halves of the reference.",
            "name": "spectrumFloor",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Criterion": {
        "about": "A criterion for the order.",
        "type": "'aic' | 'bic'",
        "values": [
          {
            "about": "Akaike's information criterion.",
            "name": "aic"
          },
          {
            "about": "The Bayesian information criterion.",
            "name": "bic"
          }
        ]
      },
      "Cycle": {
        "about": "A cycle of the map.",
        "fields": [
          {
            "about": "The regions of its points.",
            "name": "word",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The points, a row each.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The real parts of the multipliers: eigenvalues of the derivative along the whole cycle.",
            "name": "multipliers",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The imaginary parts.",
            "name": "imaginary",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Whether all multipliers have moduli below 1.",
            "name": "isStable",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The distance of the first point and the image of the last one.",
            "name": "residual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Differences": {
        "about": "An estimate of derivatives. Rows at both ends without an estimate are left out.",
        "type": "'fourth' | 'second' | 'savitzkyGolay'",
        "values": [
          {
            "about": "Central differences of fourth order, for series without noise.",
            "name": "fourth"
          },
          {
            "about": "Central differences of second order.",
            "name": "second"
          },
          {
            "about": "Local cubic polynomials, for noisy series, which also smooth the states. The window is chosen by\ncross-validation, or has 5 rows for series of fewer than 124 rows.",
            "name": "savitzkyGolay"
          }
        ]
      },
      "DiscoverEquationsProblem": {
        "about": "A series, and the candidate terms.",
        "fields": [
          {
            "about": "The series: a row for each time, or a vector; or a list of matrices for several series of one system, from\ndifferent starts.",
            "name": "series",
            "optional": false,
            "type": "numbers | matrix | matrix[]"
          },
          {
            "about": "The derivatives, if they are known: in the form of `series`, with as many rows and columns. Default: estimates from\nthe series.",
            "name": "derivatives",
            "optional": true,
            "type": "numbers | matrix | matrix[]"
          },
          {
            "about": "The estimate of derivatives.",
            "name": "differences",
            "optional": true,
            "type": "Differences"
          },
          {
            "about": "The maximum number of fits of an equation, at least 1.",
            "default": "20",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The multiple of the squared coefficients in the sum of squares.",
            "default": "0.05",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The time between two rows.",
            "default": "1.0",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to return `termMatrix` and `derivatives`, for other regressions.",
            "default": "false",
            "name": "table",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The candidate terms.",
            "name": "terms",
            "optional": true,
            "type": "TermChoice"
          },
          {
            "about": "The threshold: terms with a coefficient below it are removed. In the units of the series and of `step`.",
            "default": "0.1",
            "name": "threshold",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DiscoverEquationsSolution": {
        "about": "A sparse vector field.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "DiscoverStatus"
          },
          {
            "about": "The coefficients: a row for each entry of the state, a column for each term.",
            "name": "coefficients",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The terms as formulas of the state `y`.",
            "name": "termNames",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The vector field.",
            "name": "formula",
            "optional": false,
            "type": "FieldFormula"
          },
          {
            "about": "The norm of the difference of the derivatives and the field, relative to the norm of the derivatives.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The condition number of the matrix of all terms: with large ones, other sets of terms may fit as well. Infinite ones\nare reported as 1e300.",
            "name": "conditionNumber",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest number of fits of an equation.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The derivatives in the fits.",
            "name": "derivatives",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The values of the terms: a row for each row with a derivative.",
            "name": "termMatrix",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "DiscoverStatus": {
        "about": "The termination status of `discoverEquations`.",
        "type": "'converged' | 'iterationLimit' | 'empty'",
        "values": [
          {
            "about": "The sets of terms did not change in the last fits.",
            "name": "converged"
          },
          {
            "about": "The maximum number of fits was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "No term of any equation has a coefficient above the threshold.",
            "name": "empty"
          }
        ]
      },
      "EigenvalueRange": {
        "about": "The range of eigenvalues.",
        "type": "'negative' | 'positive'",
        "values": [
          {
            "about": "From -1 to 1.",
            "name": "negative"
          },
          {
            "about": "From 0 to 1.",
            "name": "positive"
          }
        ]
      },
      "EmbedProblem": {
        "about": "A scalar series.",
        "fields": [
          {
            "about": "The series, with at least 50 rows.",
            "name": "series",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The delay in rows, at least 1. Default: by mutual information.",
            "name": "delay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of entries of delay vectors, at least 1. Default: by false neighbors.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum delay by mutual information, at least 1; at most a tenth of the rows counts.",
            "default": "100",
            "name": "maxDelay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum dimension by false neighbors, from 1 to 20.",
            "default": "10",
            "name": "maxDimension",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "EmbedSolution": {
        "about": "Delay vectors.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "EmbedStatus"
          },
          {
            "about": "The delay in rows.",
            "name": "delay",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of entries of delay vectors.",
            "name": "dimension",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The delay vectors, a row each.",
            "name": "vectors",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The fraction of false nearest neighbors, by dimensions from 1 on. Absent if `dimension` is given.",
            "name": "falseNeighbors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The mutual information of the series and itself, in nats, by delays from 1 on. Absent if `delay` is given.",
            "name": "mutualInformation",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "EmbedStatus": {
        "about": "The termination status of `embed`.",
        "type": "'finished' | 'noDelay' | 'noDimension' | 'timeLimit'",
        "values": [
          {
            "about": "The delay and the dimension were given or found.",
            "name": "finished"
          },
          {
            "about": "Up to `maxDelay`, the mutual information has no local minimum and the autocorrelation stays above 1/e. The delay\nis the last one tried.",
            "name": "noDelay"
          },
          {
            "about": "Each dimension has 1 % false neighbors or more, as for noise. The dimension is the last one tried.",
            "name": "noDimension"
          },
          {
            "about": "The time limit was reached before both were found. They are the last ones tried.",
            "name": "timeLimit"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "EvaluateForecastProblem": {
        "about": "A series, and the models to be compared.",
        "fields": [
          {
            "about": "The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for\nseveral series of one system, from different starts.",
            "name": "series",
            "optional": false,
            "type": "numbers | matrix | matrix[]"
          },
          {
            "about": "The models, at most 20; not `auto`.",
            "name": "methods",
            "optional": false,
            "type": "ForecastMethod[]"
          },
          {
            "about": "The degree of `polynomial`, from 1 to 10.",
            "default": "2",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of recurrent weights that are not zero, above 0 and at most 1.",
            "default": "0.05",
            "name": "density",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of held-out rows of each series, from 0.01 to 0.9.",
            "default": "0.2",
            "name": "holdOut",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The horizons of `errors`, ascending, from 1 to 1e5. Default: 1, 2, 5 and 10.",
            "name": "horizons",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute value of the weights of standardized inputs, from 0 to 100.",
            "default": "0.1",
            "name": "inputScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the models `linear`, `polynomial` and `piecewiseLinear` have a constant.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The probability of the intervals, above 0 and below 1.",
            "default": "0.9",
            "name": "interval",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of a unit that is new in each row, above 0 and at most 1.",
            "default": "1.0",
            "name": "leak",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest order for a criterion, from 1 to 100.",
            "default": "8",
            "name": "maxOrder",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of preceding rows in a `linear`, `polynomial` or `piecewiseLinear` model, from 1 to 100, or a criterion for it\nin a `linear` one. Default: 1 for `linear`, otherwise 2; `auto` takes `aic`, up to a season and one row. The rows\nof a `piecewiseLinear` model have at most 500 numbers in all.",
            "name": "order",
            "optional": true,
            "type": "Order"
          },
          {
            "about": "The number of moments of each series from which forecasts are made, from 1 to 10 000.",
            "default": "20",
            "name": "origins",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of hinges of `piecewiseLinear`, from 1 to 12.",
            "default": "2",
            "name": "pieces",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The ridge of regressions on standardized data, for each row; from 0 to 1e6. Default: 1e-9, and 1e-7 for `reservoir`.\nIt is raised where features are dependent up to rounding.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of runs for the coverage of intervals, from 0 to 1e4.",
            "default": "100",
            "name": "samples",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows of a season, from 2 to 400, or `auto`. Default: `auto` for `auto`, `seasonalNaive` and\n`exponentialSmoothing`; the other models have no season.",
            "name": "season",
            "optional": true,
            "type": "Season"
          },
          {
            "about": "The season of `exponentialSmoothing`. Default: by the corrected information criterion.",
            "name": "seasonality",
            "optional": true,
            "type": "Seasonality"
          },
          {
            "about": "The spectral radius of the recurrent weights, to a percent, from 0 to 2.",
            "default": "0.9",
            "name": "spectralRadius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The trend of `exponentialSmoothing`. Default: by the corrected information criterion.",
            "name": "trend",
            "optional": true,
            "type": "Trend"
          },
          {
            "about": "The number of units of `reservoir`, from 1 to 1000.",
            "default": "300",
            "name": "units",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "EvaluateForecastSolution": {
        "about": "The errors of several models.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "EvaluationStatus"
          },
          {
            "about": "The index of the score with the smallest geometric mean of `errors`. 0 if there are no scores.",
            "name": "best",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The scores: of the last row, of a linear model, and of the given methods. With the status `timeLimit`, those so\nfar, maybe none.",
            "name": "scores",
            "optional": false,
            "type": "ForecastScore[]"
          },
          {
            "about": "The moments of the forecasts: the numbers of rows of their series before them.",
            "name": "moments",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The indices of the series of the moments, if a list of series is given.",
            "name": "momentSeries",
            "optional": true,
            "type": "integers"
          }
        ]
      },
      "EvaluationStatus": {
        "about": "How an evaluation ended.",
        "type": "'finished' | 'timeLimit'",
        "values": [
          {
            "about": "All models were measured.",
            "name": "finished"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "ExtractedAutomaton": {
        "about": "The smallest automaton with the labels that a network gives.",
        "fields": [
          {
            "about": "The next state, a row for each state and a column for each symbol.",
            "name": "table",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The label of each state.",
            "name": "outputs",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The state before the first symbol.",
            "name": "initialState",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether all states were found within `maxStates` and the time limit. If not, the missing ones are replaced by\nthe first state.",
            "name": "isClosed",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "FieldFormula": {
        "about": "A function as data, as `ode.solve` takes it.",
        "fields": [
          {
            "about": "The formula of the field.",
            "name": "formula",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The number of entries of the state `y`.",
            "name": "inputs",
            "optional": false,
            "type": "{[name]: number}"
          }
        ]
      },
      "FitPredictorProblem": {
        "about": "A series and the model to be fitted.",
        "fields": [
          {
            "about": "The series: one number or one row for each moment, with absolute values up to 1e50; or a list of matrices for\nseveral series of one system, from different starts. Of several, the model is one for all, and\n`exponentialSmoothing` is not available.",
            "name": "series",
            "optional": false,
            "type": "numbers | matrix | matrix[]"
          },
          {
            "about": "The degree of `polynomial`, from 1 to 10.",
            "default": "2",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of recurrent weights that are not zero, above 0 and at most 1.",
            "default": "0.05",
            "name": "density",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of last rows of each series that are forecast by a model of the others for `residuals`, from 0 to 0.5. The model itself\nis fitted to all rows.",
            "default": "0.2",
            "name": "holdOut",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest absolute value of the weights of standardized inputs, from 0 to 100.",
            "default": "0.1",
            "name": "inputScale",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the models `linear`, `polynomial` and `piecewiseLinear` have a constant.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of a unit that is new in each row, above 0 and at most 1.",
            "default": "1.0",
            "name": "leak",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of iterations of each fit of `exponentialSmoothing`, at least 1.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest order for a criterion, from 1 to 100.",
            "default": "8",
            "name": "maxOrder",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The model.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "ForecastMethod"
          },
          {
            "about": "The number of preceding rows in a `linear`, `polynomial` or `piecewiseLinear` model, from 1 to 100, or a criterion for it\nin a `linear` one. Default: 1 for `linear`, otherwise 2; `auto` takes `aic`, up to a season and one row. The rows\nof a `piecewiseLinear` model have at most 500 numbers in all.",
            "name": "order",
            "optional": true,
            "type": "Order"
          },
          {
            "about": "The number of hinges of `piecewiseLinear`, from 1 to 12.",
            "default": "2",
            "name": "pieces",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The ridge of regressions on standardized data, for each row; from 0 to 1e6. Default: 1e-9, and 1e-7 for `reservoir`.\nIt is raised where features are dependent up to rounding.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows of a season, from 2 to 400, or `auto`. Default: `auto` for `auto`, `seasonalNaive` and\n`exponentialSmoothing`; the other models have no season.",
            "name": "season",
            "optional": true,
            "type": "Season"
          },
          {
            "about": "The season of `exponentialSmoothing`. Default: by the corrected information criterion.",
            "name": "seasonality",
            "optional": true,
            "type": "Seasonality"
          },
          {
            "about": "The spectral radius of the recurrent weights, to a percent, from 0 to 2.",
            "default": "0.9",
            "name": "spectralRadius",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance of `exponentialSmoothing` on `relativeOffset`, above 0 and below 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The trend of `exponentialSmoothing`. Default: by the corrected information criterion.",
            "name": "trend",
            "optional": true,
            "type": "Trend"
          },
          {
            "about": "The number of units of `reservoir`, from 1 to 1000.",
            "default": "300",
            "name": "units",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FitPredictorSolution": {
        "about": "A fitted model.",
        "fields": [
          {
            "about": "The reason for termination. `converged` if the likelihoods of `exponentialSmoothing` meet the tolerance; always so\nfor other models, which are solved directly, unless the time limit cuts off the search of hinges of\n`piecewiseLinear`.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The model, also the one that `auto` found.",
            "name": "method",
            "optional": false,
            "type": "ForecastMethod"
          },
          {
            "about": "The fitted model, for `forecast`.",
            "name": "predictor",
            "optional": false,
            "type": "FittedPredictor"
          },
          {
            "about": "The season, 1 without one.",
            "name": "season",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean squares and products of the errors of forecasts of one row: of held-out rows, or of all if the series or\nthe time limit is short.",
            "name": "residualCovariance",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The part of the errors that a change of the parameters within their bounds would explain to first order, relative to\nthe errors; the largest of all columns of `exponentialSmoothing`, otherwise 0.",
            "name": "relativeOffset",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations of the likelihoods' maximization.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Akaike's information criterion of a `linear` model for each row: the logarithm of the determinant of the residuals'\ncovariance on standardized data, plus twice the number of parameters over the number of rows.",
            "name": "aic",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The coefficients of a `linear` model for the next row: a row for each column of the series, and a column for each of\nthe preceding numbers, the latest row first.",
            "name": "coefficients",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The condition number of the features on standardized data with the ridge, of regressions with at most 400 features.",
            "name": "conditionNumber",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The standard errors of the constants.",
            "name": "constantErrors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The constants of a `linear` model, one for each column.",
            "name": "constants",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The corrected information criteria of the columns, of `exponentialSmoothing`.",
            "name": "criteria",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The states before the first row, of the columns of `exponentialSmoothing`: the level, the slope if there is a trend,\nand the season if there is one.",
            "name": "initialStates",
            "optional": true,
            "type": "numbers[]"
          },
          {
            "about": "Whether a `linear` model forgets its start: all eigenvalues of its companion matrix are inside the unit circle.\nAbsent for companion matrices with more than 300 rows.",
            "name": "isStable",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The logarithms of the likelihoods of the columns, of `exponentialSmoothing`.",
            "name": "logLikelihoods",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The standard errors of the coefficients, if there are more rows than features.",
            "name": "standardErrors",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "FitSequenceModelProblem": {
        "about": "Sequences of symbols with labels, and the network to be trained.",
        "fields": [
          {
            "about": "The sequences of symbols, integers from 0, one a row; shorter ones end with -1.",
            "name": "sequences",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The label after each symbol: a class from 0, or -1 for none.",
            "name": "labels",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The number of sequences in a step, from 1 to 10 000.",
            "default": "64",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of classes, at most 1000. Default: one more than the largest.",
            "name": "classes",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The learning rate of the first step, above 0 and at most 10; it falls to zero along a cosine.",
            "default": "0.02",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest number of symbols of a sequence in a step, from 1 to 10 000.",
            "default": "40",
            "name": "maxLength",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest number of states of the automaton, from 1 to 10 000.",
            "default": "200",
            "name": "maxStates",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The penalty on the absolute values of the offsets, from 0 to 100.",
            "default": "0.01",
            "name": "offsetPenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "How the range is kept.",
            "name": "parametrization",
            "optional": true,
            "type": "Parametrization"
          },
          {
            "about": "The range of eigenvalues.",
            "name": "range",
            "optional": true,
            "type": "EigenvalueRange"
          },
          {
            "about": "The number of reflections of each matrix, from 1 to 8, for `householder`.",
            "default": "2",
            "name": "reflections",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest number of trainings from different starts, from 1 to 100.",
            "default": "3",
            "name": "restarts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "States of the automaton differ if their labels after any word of at most this length do; from 1 to 10.",
            "default": "3",
            "name": "signatureLength",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of states of the network, from 1 to 256. Default: 8 for `diagonal`, and 4 for `householder`.",
            "name": "states",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of training steps of each restart, at least 1.",
            "default": "2000",
            "name": "steps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of symbols, at most 1000. Default: one more than the largest.",
            "name": "symbols",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The matrices of the recurrence.",
            "name": "transition",
            "optional": true,
            "type": "Transition"
          },
          {
            "about": "The labels of the validation sequences.",
            "name": "validationLabels",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Sequences that are not trained on. The automaton must give their labels too.",
            "name": "validationSequences",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "FitSequenceModelSolution": {
        "about": "A trained network and its automaton.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "SequenceStatus"
          },
          {
            "about": "The mean cross-entropy of the last training step.",
            "name": "loss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of labels that the network gives, validation included.",
            "name": "accuracy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest number of symbols up to a label, for each entry of `accuracyByLength`: 1, 2, 4, 8 and so on.",
            "name": "lengths",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The accuracy of the network by the number of symbols up to a label.",
            "name": "accuracyByLength",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The share of labels that the automaton gives, validation included.",
            "name": "automatonAccuracy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The automaton.",
            "name": "automaton",
            "optional": false,
            "type": "ExtractedAutomaton"
          },
          {
            "about": "The parameters of the network.",
            "name": "parameters",
            "optional": false,
            "type": "NetworkParameters"
          },
          {
            "about": "The number of training steps of all restarts.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of trainings.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "FittedModel": {
        "about": "The map `x⁺ = linear x + offset + weights max(0, directions x + thresholds)`.",
        "fields": [
          {
            "about": "The square matrix of the linear part. All numbers of a model have absolute values up to 1e50.",
            "name": "linear",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constant.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The change of slope at each hinge, in the columns.",
            "name": "weights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The normal vectors of the hinges, in the rows.",
            "name": "directions",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constants of the hinges.",
            "name": "thresholds",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A state from which to begin.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The time between a state and the next.",
            "default": "1.0",
            "name": "step",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FittedPredictor": {
        "about": "A fitted model: plain data, to be passed on unchanged.",
        "fields": [
          {
            "about": "The kind of model; never `auto`.",
            "name": "method",
            "optional": false,
            "type": "ForecastMethod"
          },
          {
            "about": "The number of rows of the season; 1 without a season.",
            "name": "season",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of preceding rows in a regression.",
            "name": "order",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The degree of a polynomial.",
            "name": "degree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether a regression has a constant.",
            "name": "intercept",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The means of the columns.",
            "name": "mean",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The units of the columns.",
            "name": "scale",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of a regression on standardized data, with a row for each feature and a column for each output.",
            "name": "weights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Errors of forecasts of one row that were held out, less their means, from which quantiles are made. Those of a column\nwith a multiplicative season are relative.",
            "name": "residuals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The hinges of `piecewiseLinear` on standardized data, a row each: a coefficient for each of the preceding numbers, the\nlatest row first, and a constant.",
            "name": "hinges",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The random network of `reservoir`.",
            "name": "reservoir",
            "optional": true,
            "type": "Reservoir"
          },
          {
            "about": "The smoothing of each column, of `exponentialSmoothing`.",
            "name": "smoothing",
            "optional": true,
            "type": "Smoothing[]"
          }
        ]
      },
      "ForecastMethod": {
        "about": "The model of a series.",
        "type": "'auto' | 'linear' | 'polynomial' | 'reservoir' | 'piecewiseLinear' | 'exponentialSmoothing' | 'seasonalNaive'",
        "values": [
          {
            "about": "The method with the smallest errors of forecasts of held-out rows, in geometric mean over horizons up to two seasons\nor ten rows, among `seasonalNaive`, `linear`, `exponentialSmoothing` and, of at most ten columns and at least 100\nrows, `polynomial`.",
            "name": "auto"
          },
          {
            "about": "A vector autoregression: each row is a linear function of the `order` rows before.",
            "name": "linear"
          },
          {
            "about": "The change of each row is a polynomial of the `order` rows before, of `degree`: for deterministic dynamics, also\nchaotic ones.",
            "name": "polynomial"
          },
          {
            "about": "The change of each row is a linear function of the state of a random recurrent network and its squares.",
            "name": "reservoir"
          },
          {
            "about": "The change of each row is linear in the `order` rows before and in a few hinges, `max(0, .)` of linear functions of\nthem: for dynamics with thresholds.",
            "name": "piecewiseLinear"
          },
          {
            "about": "Level, trend and season with exponentially decreasing weights of old rows, each column for itself, by maximum\nlikelihood: for trends and seasons.",
            "name": "exponentialSmoothing"
          },
          {
            "about": "The row one season ago; without a season, the last row.",
            "name": "seasonalNaive"
          }
        ]
      },
      "ForecastProblem": {
        "about": "A fitted model and the rows before the forecast.",
        "fields": [
          {
            "about": "The fitted model.",
            "name": "predictor",
            "optional": false,
            "type": "Predictor"
          },
          {
            "about": "The rows up to now, with the columns of the fitted series. It may be the fitted series or another one. Exponential\nsmoothing estimates the state before its first row, so it should have a few seasons.",
            "name": "history",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of rows to be forecast, from 1 to 1e6.",
            "name": "horizon",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The levels of the quantiles, from 0 to 1. Default: 0.1, 0.5 and 0.9.",
            "name": "levels",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of runs for quantiles, from 0 to 1e5.",
            "default": "200",
            "name": "samples",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ForecastScore": {
        "about": "The errors of a model.",
        "fields": [
          {
            "about": "The name of the method; `persistence` for the last row.",
            "name": "method",
            "optional": false,
            "type": "string"
          },
          {
            "about": "Root mean squares of the errors by horizon, in standard deviations of the series.",
            "name": "errors",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The median number of rows until the error of a forecast is above 0.4 standard deviations, up to the longest\nhorizon.",
            "name": "validTime",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The smallest of these numbers.",
            "name": "leastValidTime",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of values inside their intervals, over all horizons; absent without samples.",
            "name": "coverage",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ForecastSolution": {
        "about": "The rows that are expected, and their quantiles.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "ForecastStatus"
          },
          {
            "about": "The forecast, with a row for each of the next moments: the model without errors. With the status `unbounded`, the\nrows before.",
            "name": "forecast",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The levels of the quantiles.",
            "name": "levels",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The quantiles by level, in the form of the forecast; none without samples.",
            "name": "quantiles",
            "optional": false,
            "type": "(numbers | matrix)[]"
          }
        ]
      },
      "ForecastStatus": {
        "about": "How a forecast ended.",
        "type": "'finished' | 'unbounded' | 'timeLimit'",
        "values": [
          {
            "about": "All rows were forecast.",
            "name": "finished"
          },
          {
            "about": "The model ran further from the mean than a million units of the series.",
            "name": "unbounded"
          },
          {
            "about": "The time limit was reached. `forecast` has the rows so far, without quantiles.",
            "name": "timeLimit"
          }
        ]
      },
      "Lift": {
        "about": "The affine map from a row of the series to the states of a network that are not observed: `matrix x + offset`.",
        "fields": [
          {
            "about": "A row for each state, a column for each column of the series.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constants.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "LyapunovExponentsProblem": {
        "about": "A system, or a series.",
        "fields": [
          {
            "about": "The number of exponents, the largest ones; at most 100. Default: as many as a state has entries.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The delay of the series' delay vectors. Default: that of {@link embed}.",
            "name": "delay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The dimension of the series' delay vectors. Default: that of {@link embed}.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows around a vector without its neighbor. Default: a mean period of the series.",
            "name": "exclusion",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A flow, in place of `system`: the derivative of the state as a function of the state `y`, of the time `t` from 0 on, and\nof parameters, as in `ode.solve`.",
            "name": "field",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The number of rows over which neighbors are followed, from 3 to 10 000. Default: 1.3 mean periods, and at least 20.",
            "name": "follow",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial state, with absolute values up to 1e50; needed for `map` and `field`. Default: that of the model, or a state\nnear the attractor of the named system.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of rows over which growth is averaged, at least 20. Default: 100 000.",
            "name": "length",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A map, in place of `system`: the next state as a function of the state `x`, of the number `t` of its row from 0 on,\nand of parameters, each of which may be absent. Derivatives are exact.",
            "name": "map",
            "optional": true,
            "type": "function"
          },
          {
            "about": "A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.",
            "name": "model",
            "optional": true,
            "type": "PiecewiseLinear"
          },
          {
            "about": "The parameters of `map` or `field` by name, or those of the named system that differ from its defaults.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "A scalar series in place of a system, with at least 100 rows. Its time between two rows is `step`, 1 by default.",
            "name": "series",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000. Default: 1.",
            "name": "substeps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A system by its name.",
            "name": "system",
            "optional": true,
            "type": "SystemName"
          },
          {
            "about": "The number of rows before. Default: 1000.",
            "name": "transient",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LyapunovExponentsSolution": {
        "about": "Lyapunov exponents.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "LyapunovStatus"
          },
          {
            "about": "The exponents per unit of time, in descending order; one for a series. Empty if no row was computed. Where a\nderivative is singular, a row counts with the logarithm of 1e-300 instead of minus infinity.",
            "name": "exponents",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The mean logarithm of the distance of neighbors in a series, after 0, 1, … rows.",
            "name": "curve",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The delay used for a series.",
            "name": "delay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The dimension used for a series.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The first and the last number of rows of the fitted range of `curve`.",
            "name": "fitRange",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The dimension of the attractor by Kaplan and Yorke. Absent for series, and if too few exponents were computed.",
            "name": "kaplanYorkeDimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The standard errors of the exponents: of a system from 20 blocks of rows, of a series that of the slope. Absent if\nfewer than two blocks were computed.",
            "name": "standardErrors",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The sum of the exponents of a system: the rate at which volumes grow, if all were computed.",
            "name": "sum",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LyapunovStatus": {
        "about": "The termination status of `lyapunovExponents`.",
        "type": "'finished' | 'timeLimit' | 'unbounded' | 'noLinearRange'",
        "values": [
          {
            "about": "All rows were computed, or the divergence of a series has a linear range.",
            "name": "finished"
          },
          {
            "about": "The time limit was reached; the exponents are those of the rows so far.",
            "name": "timeLimit"
          },
          {
            "about": "An entry of a state exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`,\nor one of a tangent vector 1e150; the exponents are those of the rows before.",
            "name": "unbounded"
          },
          {
            "about": "No range of the divergence of a series is linear enough: the exponent is the slope of the straightest one.",
            "name": "noLinearRange"
          }
        ]
      },
      "MinimalAutomaton": {
        "about": "The smallest automaton with the same outputs. States have the order in which they are reached.",
        "fields": [
          {
            "about": "The next state, a row for each state and a column for each symbol.",
            "name": "table",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The output of each state.",
            "name": "outputs",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The state before the first symbol, 0.",
            "name": "initialState",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "NamedStart": {
        "about": "The start of a training by name.",
        "type": "'regression' | 'random'",
        "values": [
          {
            "about": "The map of the regression. Hidden states begin at random, without weight in the others.",
            "name": "regression"
          },
          {
            "about": "Random parameters.",
            "name": "random"
          }
        ]
      },
      "NetworkParameters": {
        "about": "The parameters of a network, tables for {@link affineScan}.",
        "fields": [
          {
            "about": "The offsets by symbol.",
            "name": "offsets",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The state before the first symbol.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of the states, a row for each class.",
            "name": "readout",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constants of the classes.",
            "name": "biases",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The diagonals by symbol, of `diagonal`.",
            "name": "factors",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The strengths of the reflections by symbol, of `householder`.",
            "name": "strengths",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The directions of the reflections by symbol, of `householder`.",
            "name": "vectors",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "Order": {
        "about": "The number of preceding rows in a model.",
        "type": "number | Criterion"
      },
      "Parametrization": {
        "about": "How the range of eigenvalues is kept.",
        "type": "'projected' | 'sigmoid'",
        "values": [
          {
            "about": "By projection after each step: the ends of the range are reached exactly.",
            "name": "projected"
          },
          {
            "about": "By a logistic function: the ends of the range are never reached.",
            "name": "sigmoid"
          }
        ]
      },
      "PiecewiseLinear": {
        "about": "The map `x⁺ = linear x + offset + weights max(0, directions x + thresholds)`.",
        "fields": [
          {
            "about": "The square matrix of the linear part. All numbers of a model have absolute values up to 1e50.",
            "name": "linear",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constant.",
            "name": "offset",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The change of slope at each hinge, in the columns.",
            "name": "weights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The normal vectors of the hinges, in the rows.",
            "name": "directions",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constants of the hinges.",
            "name": "thresholds",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A state from which to begin.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The time between a state and the next.",
            "default": "1.0",
            "name": "step",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Predictor": {
        "about": "A fitted model: plain data, to be passed on unchanged.",
        "fields": [
          {
            "about": "The kind of model; never `auto`.",
            "name": "method",
            "optional": false,
            "type": "ForecastMethod"
          },
          {
            "about": "The number of rows of the season; 1 without a season.",
            "name": "season",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of preceding rows in a regression.",
            "name": "order",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The degree of a polynomial.",
            "name": "degree",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether a regression has a constant.",
            "name": "intercept",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The means of the columns.",
            "name": "mean",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The units of the columns.",
            "name": "scale",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weights of a regression on standardized data, with a row for each feature and a column for each output.",
            "name": "weights",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "Errors of forecasts of one row that were held out, less their means, from which quantiles are made. Those of a column\nwith a multiplicative season are relative.",
            "name": "residuals",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The hinges of `piecewiseLinear` on standardized data, a row each: a coefficient for each of the preceding numbers, the\nlatest row first, and a constant.",
            "name": "hinges",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The random network of `reservoir`.",
            "name": "reservoir",
            "optional": true,
            "type": "Reservoir"
          },
          {
            "about": "The smoothing of each column, of `exponentialSmoothing`.",
            "name": "smoothing",
            "optional": true,
            "type": "Smoothing[]"
          }
        ]
      },
      "ReconstructMethod": {
        "about": "The fit of a map.",
        "type": "'regression' | 'teacherForcing'",
        "values": [
          {
            "about": "Regression of each row on the one before.",
            "name": "regression"
          },
          {
            "about": "Training of a recurrent network with further states, by default from the regression's map: it minimizes the error of\nruns along windows of the series, in which rows replace the observed states every few steps. Slower by a hundred\ntimes, for series whose columns do not determine the next row.",
            "name": "teacherForcing"
          }
        ]
      },
      "ReconstructProblem": {
        "about": "A series, and the form of the map.",
        "fields": [
          {
            "about": "The series: a row for each time, or a vector; or a list of matrices for several series of one system, from\ndifferent starts. At most 100 columns, none of them constant; at least 40 rows in all, and 4 for each coefficient\nof a column and of the hinges. Of a scalar series, pass the `vectors` of {@link embed}.",
            "name": "series",
            "optional": false,
            "type": "numbers | matrix | matrix[]"
          },
          {
            "about": "The number of windows in a step, from 1 to 1024. Default: 16.",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps between free runs that are compared with the series, at least 1. The network with the smallest\ndivergence is returned. Default: 500.",
            "name": "checkEvery",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest norm of a gradient; longer ones are scaled down. Above 0. Default: 1.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The learning rate of the last step, above 0 and at most 1. Default: 0.0001.",
            "name": "finalLearningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps after which rows replace the observed states, from 1 to 10 000. Default: 16.",
            "name": "forcingInterval",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of states of the network beside the columns and the hinges; at most 100 states in all. Default: 15, or\nfewer if there are many columns; 0 for `regression`.",
            "name": "hiddenStates",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of rows of each series, the last ones, that the fit does not see, from 0 to 0.5: for `residual`.",
            "default": "0.2",
            "name": "holdOut",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The start of the training: `regression`, `random`, or a model of {@link reconstruct} by `regression`, with as many\nhinges as `pieces`. Default: `regression`.",
            "name": "initial",
            "optional": true,
            "type": "NamedStart | PiecewiseLinear"
          },
          {
            "about": "The learning rate of the first step, above 0 and at most 1; it decreases geometrically. Default: 0.002.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of iterations from a start, at least 1.",
            "default": "60",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fit of the map.",
            "name": "method",
            "optional": true,
            "type": "ReconstructMethod"
          },
          {
            "about": "The standard deviation of noise on these rows, in standard deviations of the columns, from 0 to 1. Default: 0.",
            "name": "noise",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of hinges, from 0 to 12: the map has at most 2^pieces regions.",
            "default": "2",
            "name": "pieces",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Other defaults: `paper` for those of the authors of the method, with 100 000 steps from random networks.",
            "name": "preset",
            "optional": true,
            "type": "TrainingPreset"
          },
          {
            "about": "The maximum number of rows by which hinges are placed, from 10 to 100 000; the other coefficients are then fitted to\nall rows.",
            "default": "2000",
            "name": "sample",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Smoothing before the regression. Noise in the rows would bias it.",
            "name": "smoothing",
            "optional": true,
            "type": "Smoothing2"
          },
          {
            "about": "The number of starts of the regression, from 1 to 1000.",
            "default": "10",
            "name": "starts",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The time between two rows.",
            "default": "1.0",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps, at least 1. Default: 10 000.",
            "name": "steps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relative decrease of the squared residual in an iteration at which a regression ends.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows of a window, from 2 to 10 000 and less than the rows of the longest series in training. Shorter\nseries are left out. Default: 200, or fewer if the series are short.",
            "name": "window",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ReconstructSolution": {
        "about": "A piecewise-linear map of a series.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "ReconstructStatus"
          },
          {
            "about": "The map, in the units of the series. The first states of one by `teacherForcing` are the columns of the series, the\nlast ones belong to the hinges.",
            "name": "model",
            "optional": false,
            "type": "FittedModel"
          },
          {
            "about": "The root mean square error of the next row, of those held out, in standard deviations of the columns. Of all rows\nif none is held out.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The same for the best linear map.",
            "name": "linearResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The squared residual in the regression, divided by that of the best linear map.",
            "name": "residualRatio",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The divergence of the series' own halves: smaller ones mean nothing.",
            "name": "divergenceFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Lyapunov exponents of the model per unit of time, over 20 000 rows. A divergence near its floor does not prove\nthat the model is chaotic; a positive exponent does. Empty if the free run is unbounded or out of time.",
            "name": "lyapunovExponents",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of rows of the smoothing window; 1 without smoothing.",
            "name": "smoothingWindow",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best regressions that differ, in order of their residuals. None if the training begins elsewhere.",
            "name": "candidates",
            "optional": false,
            "type": "CandidateFigures[]"
          },
          {
            "about": "The number of iterations of the returned regression, or of steps of the training.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The divergence of the model's free run from the series, as by {@link compareAttractors}. Absent if the free run is\nunbounded.",
            "name": "attractorDivergence",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The checks of `teacherForcing`.",
            "name": "history",
            "optional": true,
            "type": "TrainingCheck[]"
          },
          {
            "about": "The map from a row to the other states at a start, of `teacherForcing`.",
            "name": "lift",
            "optional": true,
            "type": "Lift"
          },
          {
            "about": "The distance of the free run's spectrum from that of the series. Absent if the free run is unbounded.",
            "name": "spectrumDistance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ReconstructStatus": {
        "about": "The termination status of `reconstruct`.",
        "type": "'converged' | 'iterationLimit' | 'completed' | 'diverged' | 'timeLimit' | 'unbounded'",
        "values": [
          {
            "about": "The regression met the tolerance: a local minimum of the squared residual. The free run is bounded.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached. The free run is bounded.",
            "name": "iterationLimit"
          },
          {
            "about": "All steps of `teacherForcing` were taken. The free run is bounded.",
            "name": "completed"
          },
          {
            "about": "The loss of `teacherForcing`, or a parameter, grew beyond the range of numbers: the best model so far.",
            "name": "diverged"
          },
          {
            "about": "The time limit was reached: the best model so far.",
            "name": "timeLimit"
          },
          {
            "about": "The free run of each candidate leaves the range of the series by 10 standard deviations. The model is the one with\nthe smallest residual, or the last one of `teacherForcing`.",
            "name": "unbounded"
          }
        ]
      },
      "RecursiveLeastSquaresProblem": {
        "about": "A stream of rows: inputs with outputs, or a series whose rows are predicted from those before.",
        "fields": [
          {
            "about": "The factor on the weight of all earlier rows at each new row, 1e-6 to 1.",
            "default": "1.0",
            "name": "forgetting",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The inputs, one row for each moment, with absolute values up to 1e50.",
            "name": "inputs",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether to add a constant to the inputs.",
            "default": "false",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of preceding rows of the series from which each row is predicted, 1 to 1000.",
            "default": "1",
            "name": "order",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The outputs to be predicted from the inputs of their row: one number or one row for each moment.",
            "name": "outputs",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The weight of the squared coefficients before the first row, 1e-50 to 1e50; it is forgotten like a row. Default:\n1e-3. With `state` it is that of the state.",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A series, instead of inputs and outputs: one number or one row for each moment, with absolute values up to 1e50.",
            "name": "series",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The state of an earlier call, to continue its stream. For a series, its last rows are part of the state.",
            "name": "state",
            "optional": true,
            "type": "RecursiveLeastSquaresState"
          }
        ]
      },
      "RecursiveLeastSquaresSolution": {
        "about": "The predictions of a stream, and the coefficients after its last row.",
        "fields": [
          {
            "about": "The reason for termination. While `windups` is 0, the coefficients minimize the weighted sum of squared errors of\nall processed rows plus the weighted ridge.",
            "name": "status",
            "optional": false,
            "type": "StreamStatus"
          },
          {
            "about": "The coefficients after the last row: a row for each output and a column for each input. The inputs of a series\nare its preceding rows, the latest one first.",
            "name": "coefficients",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The prediction of each processed row, made from the rows before it. The first `order` rows of a new series have\nnone.",
            "name": "predictions",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The differences of outputs and predictions.",
            "name": "errors",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of rows, since the beginning of the stream, in which forgetting was limited, because an input brought\nno information for so long that its coefficient would have become arbitrary.",
            "name": "windups",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The state to continue the stream with.",
            "name": "state",
            "optional": false,
            "type": "StreamState"
          },
          {
            "about": "The constants, one for each output, if `intercept` is set.",
            "name": "intercept",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "RecursiveLeastSquaresState": {
        "about": "The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right\nsides `factor' targets`.",
        "fields": [
          {
            "about": "The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.",
            "name": "factor",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The transformed outputs, with a row for each input and a column for each output.",
            "name": "targets",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The weight of the squared coefficients before the first row.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows in which forgetting was limited.",
            "name": "windups",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The last rows of a series, as many as its order; without rows for inputs and outputs.",
            "name": "recent",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "Region": {
        "about": "A region, within which the map is affine.",
        "fields": [
          {
            "about": "The number whose bits are the active hinges.",
            "name": "code",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The fraction of rows within the region.",
            "name": "occupancy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The matrix of the map within the region.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The real parts of the eigenvalues of the matrix, in descending order of their moduli.",
            "name": "eigenvalues",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The imaginary parts.",
            "name": "imaginary",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The behavior at the fixed point.",
            "name": "type",
            "optional": false,
            "type": "Stability"
          },
          {
            "about": "Whether the fixed point lies in its region, so that it is one of the whole map.",
            "name": "isReal",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The distance of the fixed point and its image.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The fixed point of the affine map. Absent if an eigenvalue is 1 but for rounding.",
            "name": "fixedPoint",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Reservoir": {
        "about": "A random recurrent network.",
        "fields": [
          {
            "about": "The number of units.",
            "name": "units",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The seed of the weights.",
            "name": "seed",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The factor on the recurrent weights that gives the spectral radius.",
            "name": "recurrentScale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute value of the weights of inputs.",
            "name": "inputScale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of a unit that is new in each row.",
            "name": "leak",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of recurrent weights that are not zero.",
            "name": "density",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ScanGradients": {
        "about": "The gradient of a function of the states, in the forms of the data; of tables, sums over the steps with each token.",
        "fields": [
          {
            "about": "By the offsets.",
            "name": "offsets",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "By the states before the first step, a row for each sequence.",
            "name": "initial",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "By the diagonals.",
            "name": "factors",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "By the vectors u.",
            "name": "left",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "By the vectors v.",
            "name": "right",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "By the strengths.",
            "name": "strengths",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "By the directions of reflections as given, of any length.",
            "name": "vectors",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "ScanKind": {
        "about": "The kind of the matrices of a recurrence.",
        "type": "'diagonal' | 'householder' | 'rankOne'",
        "values": [
          {
            "about": "Diagonal matrices, given by `factors`.",
            "name": "diagonal"
          },
          {
            "about": "Products of I - β k k' with k of length 1, given by `vectors` and `strengths` β from 0 to 2; the first one acts first.",
            "name": "householder"
          },
          {
            "about": "Products of I - u v', given by `left` u and `right` v; the first one acts first. Exact for integers.",
            "name": "rankOne"
          }
        ]
      },
      "ScanOutput": {
        "about": "The states that are returned.",
        "type": "'states' | 'last'",
        "values": [
          {
            "about": "All states.",
            "name": "states"
          },
          {
            "about": "The last state of each sequence.",
            "name": "last"
          }
        ]
      },
      "ScanStatus": {
        "about": "How a recurrence ended.",
        "type": "'finished' | 'overflow' | 'timeLimit'",
        "values": [
          {
            "about": "All steps were computed.",
            "name": "finished"
          },
          {
            "about": "A state grew beyond 1e300.",
            "name": "overflow"
          },
          {
            "about": "The time limit was reached. States of later steps are zero.",
            "name": "timeLimit"
          }
        ]
      },
      "Season": {
        "about": "The number of rows of a season.",
        "type": "number | SeasonWord"
      },
      "SeasonWord": {
        "about": "A season that is looked for.",
        "type": "'auto'",
        "values": [
          {
            "about": "The first peak above 0.3 of the autocorrelation beyond its first zero.",
            "name": "auto"
          }
        ]
      },
      "Seasonality": {
        "about": "The season of exponential smoothing.",
        "type": "'none' | 'additive' | 'multiplicative'",
        "values": [
          {
            "about": "None.",
            "name": "none"
          },
          {
            "about": "A term for each row of the season.",
            "name": "additive"
          },
          {
            "about": "A factor for each row of the season, with errors relative to the forecast; for positive series.",
            "name": "multiplicative"
          }
        ]
      },
      "SequenceStatus": {
        "about": "How the training of a network ended.",
        "type": "'converged' | 'fitted' | 'iterationLimit' | 'timeLimit'",
        "values": [
          {
            "about": "The automaton is closed and gives every label.",
            "name": "converged"
          },
          {
            "about": "The automaton does not, but the network gives at least 99 % of the labels.",
            "name": "fitted"
          },
          {
            "about": "All restarts were used.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "SimulateProblem": {
        "about": "A dynamical system, and the number of rows.",
        "fields": [
          {
            "about": "The number of rows, at least 1.",
            "name": "length",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A flow, in place of `system`: the derivative of the state as a function of the state `y`, of the time `t` from 0 on, and\nof parameters, as in `ode.solve`.",
            "name": "field",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The initial state, with absolute values up to 1e50; needed for `map` and `field`. Default: that of the model, or a state\nnear the attractor of the named system.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A map, in place of `system`: the next state as a function of the state `x`, of the number `t` of its row from 0 on,\nand of parameters, each of which may be absent. Derivatives are exact.",
            "name": "map",
            "optional": true,
            "type": "function"
          },
          {
            "about": "A piecewise-linear map, in place of `system`: the `model` of `reconstruct`.",
            "name": "model",
            "optional": true,
            "type": "PiecewiseLinear"
          },
          {
            "about": "The parameters of `map` or `field` by name, or those of the named system that differ from its defaults.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The time between two rows, for flows; from 1e-100 to 1e100. Default: 0.01.",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps of the Runge–Kutta method for each row of a flow, from 1 to 1000. Default: 1.",
            "name": "substeps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A system by its name.",
            "name": "system",
            "optional": true,
            "type": "SystemName"
          },
          {
            "about": "The number of rows dropped before the first one. Without, the first row is the initial state.",
            "default": "0",
            "name": "transient",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SimulateSolution": {
        "about": "A series.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "SimulateStatus"
          },
          {
            "about": "The states, a row each.",
            "name": "series",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The time between two rows: 1 for maps.",
            "name": "step",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SimulateStatus": {
        "about": "The termination status of `simulate`.",
        "type": "'finished' | 'unbounded' | 'timeLimit'",
        "values": [
          {
            "about": "All rows were computed.",
            "name": "finished"
          },
          {
            "about": "An entry exceeded 1e6 times the largest of 1 and the entries of the initial state and of a model's `offset`, or a\nformula had no number as its value; the rows before are returned.",
            "name": "unbounded"
          },
          {
            "about": "The time limit was reached; the rows so far are returned.",
            "name": "timeLimit"
          }
        ]
      },
      "Smoothing": {
        "about": "Exponential smoothing of a column.",
        "fields": [
          {
            "about": "The trend.",
            "name": "trend",
            "optional": false,
            "type": "Trend"
          },
          {
            "about": "The season.",
            "name": "seasonality",
            "optional": false,
            "type": "Seasonality"
          },
          {
            "about": "The share of an error by which the level changes.",
            "name": "level",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of an error by which the slope changes.",
            "name": "slope",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of an error by which the season changes.",
            "name": "seasonal",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The factor on the slope from row to row.",
            "name": "damping",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Smoothing2": {
        "about": "Smoothing by local cubic polynomials (Savitzky, Golay 1964).",
        "type": "'auto' | 'none'",
        "values": [
          {
            "about": "With the window of least error in generalized cross-validation; none for series of maps and without noise.",
            "name": "auto"
          },
          {
            "about": "None.",
            "name": "none"
          }
        ]
      },
      "Stability": {
        "about": "The behavior near a fixed point.",
        "type": "'stable' | 'saddle' | 'unstable'",
        "values": [
          {
            "about": "All eigenvalues have moduli below 1.",
            "name": "stable"
          },
          {
            "about": "Some have moduli below 1, others not.",
            "name": "saddle"
          },
          {
            "about": "All eigenvalues have moduli of at least 1.",
            "name": "unstable"
          }
        ]
      },
      "StreamState": {
        "about": "The state of a stream after its last row. The weighted normal equations have the matrix `factor' factor` and the right\nsides `factor' targets`.",
        "fields": [
          {
            "about": "The upper triangular factor, with a row for each input; the constant of `intercept` is the last one.",
            "name": "factor",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The transformed outputs, with a row for each input and a column for each output.",
            "name": "targets",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The weight of the squared coefficients before the first row.",
            "name": "ridge",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows in which forgetting was limited.",
            "name": "windups",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The last rows of a series, as many as its order; without rows for inputs and outputs.",
            "name": "recent",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "StreamStatus": {
        "about": "How a pass over a stream ended.",
        "type": "'finished' | 'timeLimit'",
        "values": [
          {
            "about": "All rows were processed.",
            "name": "finished"
          },
          {
            "about": "The time limit was reached. `predictions` has the processed rows, and `state` continues after them.",
            "name": "timeLimit"
          }
        ]
      },
      "SystemName": {
        "about": "The name of a dynamical system. Flows are integrated by the classical Runge–Kutta method with fixed steps.",
        "type": "'lorenz' | 'roessler' | 'lorenz96' | 'henon' | 'lozi' | 'logistic'",
        "values": [
          {
            "about": "The flow of Lorenz (1963): `sigma (y - x), x (rho - z) - y, x y - beta z`, with 10, 28 and 8/3.",
            "name": "lorenz"
          },
          {
            "about": "The flow of Rössler (1976): `-y - z, x + a y, b + z (x - c)`, with 0.2, 0.2 and 5.7.",
            "name": "roessler"
          },
          {
            "about": "The flow of Lorenz (1996): `(y[i + 1] - y[i - 2]) y[i - 1] - y[i] + forcing` around a circle, with `forcing` 8. The length of\n`initial`, at least 4, is the number of places; the default is 40.",
            "name": "lorenz96"
          },
          {
            "about": "The map of Hénon (1976): `1 - a x^2 + y, b x`, with 1.4 and 0.3.",
            "name": "henon"
          },
          {
            "about": "The map of Lozi (1978): `1 - a |x| + y, b x`, with 1.7 and 0.5.",
            "name": "lozi"
          },
          {
            "about": "The logistic map: `r x (1 - x)`, with `r` 4.",
            "name": "logistic"
          }
        ]
      },
      "TermChoice": {
        "about": "Candidate terms: all products of the entries of the state up to a degree, and sines and cosines.",
        "fields": [
          {
            "about": "The maximum degree of products, from 0 to 8.",
            "default": "2",
            "name": "degree",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether sines and cosines of the entries are candidates.",
            "default": "false",
            "name": "trigonometric",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "TrainingCheck": {
        "about": "A check of a training.",
        "fields": [
          {
            "about": "The number of steps before.",
            "name": "step",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The loss of the latest windows: the mean squared error along forced runs, in squared standard deviations of the\ncolumns.",
            "name": "loss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "As in the solution; absent if the free run is unbounded.",
            "name": "attractorDivergence",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TrainingPreset": {
        "about": "A set of defaults.",
        "type": "'paper'",
        "values": [
          {
            "about": "`initial` random, `steps` 100 000, `noise` 0.05, `learningRate` 0.001, `finalLearningRate` 0.00001, no `clipNorm`,\n`checkEvery` 1000.",
            "name": "paper"
          }
        ]
      },
      "Transition": {
        "about": "The matrices of a recurrence.",
        "type": "'diagonal' | 'householder'",
        "values": [
          {
            "about": "Diagonal matrices: parity, and what a few independent bits can tell.",
            "name": "diagonal"
          },
          {
            "about": "Products of reflections: permutations of any kind.",
            "name": "householder"
          }
        ]
      },
      "Trend": {
        "about": "The trend of exponential smoothing.",
        "type": "'none' | 'additive' | 'damped'",
        "values": [
          {
            "about": "None.",
            "name": "none"
          },
          {
            "about": "A slope.",
            "name": "additive"
          },
          {
            "about": "A slope that decreases by a factor from row to row.",
            "name": "damped"
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
        "about": "The format of a matrix of derivatives.",
        "type": "'dense' | 'sparse'",
        "values": [
          {
            "about": "All entries, row by row.",
            "name": "dense"
          },
          {
            "about": "The structural nonzeros, in compressed row format.",
            "name": "sparse"
          }
        ]
      },
      "DerivativeMatrix": {
        "about": "A matrix of derivatives.",
        "type": "matrix | sparse matrix"
      },
      "DescribeProblem": {
        "about": "A function to describe.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The inputs of differentiation. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "DescribeSolution": {
        "about": "The description of a function.",
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
            "about": "The number of nodes given.",
            "name": "nodes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of needed nodes after simplification.",
            "name": "simplifiedNodes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of these nodes by operation.",
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
            "about": "Whether its second derivatives are constant.",
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
            "about": "Memory for value and gradient at a point in bytes, excluding inputs and data.",
            "name": "memory",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "EvaluateProblem": {
        "about": "A function and the points of evaluation.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
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
            "about": "The values, row by row, point after point; not finite where the function is not.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The shape of `values`. With several points, it begins with their number.",
            "name": "shape",
            "optional": false,
            "type": "number[]"
          },
          {
            "about": "The number of points at which a value is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "GradientProblem": {
        "about": "A function, the points of differentiation, and the inputs of differentiation.",
        "fields": [
          {
            "about": "The function, whose value has one element.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The inputs of differentiation. Default: the first.",
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
            "about": "The value at each point. Values and gradients are not finite where the function's are not.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gradient with respect to each input, row by row, point after point.",
            "name": "gradients",
            "optional": false,
            "type": "{[name]: numbers}"
          },
          {
            "about": "The number of points at which a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "HessianDescription": {
        "about": "The description of a Hessian.",
        "fields": [
          {
            "about": "The number of structural nonzeros in the lower triangle. If the structure would be too large to find, the number\nof all its entries.",
            "name": "nonzeros",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of products that determine the entries; 0 if these are computed individually.",
            "name": "colors",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method of computation.",
            "name": "method",
            "optional": false,
            "type": "HessianMethod"
          }
        ]
      },
      "HessianMethod": {
        "about": "The method that computes a Hessian.",
        "type": "'elements' | 'products'",
        "values": [
          {
            "about": "Entry by entry: the function is a sum of functions of a few affine subexpressions each.",
            "name": "elements"
          },
          {
            "about": "From products, each for several columns.",
            "name": "products"
          }
        ]
      },
      "HessianProblem": {
        "about": "A function, the points of differentiation, and the inputs of differentiation.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The format of the Hessian; a sparse one has the lower triangle only.",
            "name": "format",
            "optional": true,
            "type": "DerivativeFormat"
          },
          {
            "about": "A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several\nelements.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs of differentiation; their elements are the rows and columns, one input after another. Default: the\nfirst.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "HessianProductProblem": {
        "about": "A function, the points of differentiation, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The direction: one entry per element of the inputs in `along`, one input after another; or several directions,\none per point.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs of the direction. Default: those of `withRespectTo`; others give blocks of mixed derivatives.",
            "name": "along",
            "optional": true,
            "type": "string | string[]"
          },
          {
            "about": "A weight per element of the value: the Hessian is that of the weighted sum. Required if the value has several\nelements.",
            "name": "weights",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs of the gradient to differentiate. Default: the first.",
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
            "about": "The Hessian: dense with all entries, or sparse with the lower triangle. With several points, dense matrices are\nstacked and the `data` of sparse ones concatenated.",
            "name": "hessian",
            "optional": false,
            "type": "DerivativeMatrix"
          },
          {
            "about": "The number of points at which a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitializeProblem": {
        "about": "A function, and the initialization of its parameters.",
        "fields": [
          {
            "about": "The function, for instance the loss of a row.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The parameters by name, and their initialization. The numbers of an input depend only on the seed and on its\nposition among the function's inputs.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: Initializer}"
          }
        ]
      },
      "InitializeSolution": {
        "about": "Initial weights.",
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
        "about": "The initialization of weights. `fanIn` and `fanOut` are the dimensions of a matrix [fanIn, fanOut]; for a\nconvolution's kernel, the input and output channels times the window's length or area. A vector counts as a matrix\nwith one column, and a scalar as one with one row, too.",
        "type": "'glorot' | 'he' | 'lecun' | 'zeros'",
        "values": [
          {
            "about": "Uniform between -√(6 / (fanIn + fanOut)) and √(6 / (fanIn + fanOut)): for tanh and sigmoid. Source: Glorot,\nBengio, Understanding the Difficulty of Training Deep Feedforward Neural Networks, 2010, equation 16.",
            "name": "glorot"
          },
          {
            "about": "Normal with variance 2 / fanIn: for relu. Source: He, Zhang, Ren, Sun, Delving Deep into Rectifiers, 2015,\nequation 10.",
            "name": "he"
          },
          {
            "about": "Normal with variance 1 / fanIn: for nearly linear layers. Source: LeCun, Bottou, Orr, Müller, Efficient\nBackProp, 1998, equation 16.",
            "name": "lecun"
          },
          {
            "about": "Zeros: for biases.",
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
            "about": "The length of each axis.",
            "name": "shape",
            "optional": false,
            "type": "number[]"
          }
        ]
      },
      "JacobianDescription": {
        "about": "The description of a Jacobian.",
        "fields": [
          {
            "about": "The number of structural nonzeros. If the structure would be too large to find, the number of all entries.",
            "name": "nonzeros",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of products that determine the entries; 0 if these are computed individually.",
            "name": "colors",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "JacobianProblem": {
        "about": "A function, the points of differentiation, and the inputs of differentiation.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The format of the Jacobian.",
            "name": "format",
            "optional": true,
            "type": "DerivativeFormat"
          },
          {
            "about": "The inputs of differentiation; their elements are the columns, one input after another. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      },
      "JacobianProductProblem": {
        "about": "A function, the points of differentiation, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The direction: one entry per element of these inputs, one input after another; or several directions, one per\npoint.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs of differentiation. Default: the first.",
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
            "about": "The Jacobian, one row per element of the value. With several points, dense matrices are stacked and the `data`\nof sparse ones concatenated.",
            "name": "jacobian",
            "optional": false,
            "type": "DerivativeMatrix"
          },
          {
            "about": "The number of points at which a value or a derivative is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PrepareProblem": {
        "about": "A function with one input that changes from call to call, and others that are fixed.",
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
            "about": "The quantity to compute.",
            "name": "quantity",
            "optional": true,
            "type": "PreparedQuantity"
          },
          {
            "about": "The name of the input given with each call. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "PrepareSolution": {
        "about": "Never returned in practice, because a function is called until it is closed.",
        "fields": [
          {
            "about": "The number of calls.",
            "name": "calls",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PreparedQuantity": {
        "about": "The quantity computed from a function.",
        "type": "'values' | 'gradient' | 'jacobian' | 'hessian'",
        "values": [
          {
            "about": "All elements of the value.",
            "name": "values"
          },
          {
            "about": "The gradient, followed by the value, a scalar.",
            "name": "gradient"
          },
          {
            "about": "The entries of the Jacobian, followed by the elements of the value.",
            "name": "jacobian"
          },
          {
            "about": "The entries of the Hessian's lower triangle, the gradient, and the value, a scalar.",
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
            "about": "The product, point after point; if it has one entry per variable, one input after another.",
            "name": "product",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of points at which a value or an entry of the product is not finite.",
            "name": "nonFinite",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "RateSchedule": {
        "about": "The learning rate along the steps.",
        "type": "ScheduleKind | Schedule"
      },
      "Schedule": {
        "about": "A schedule of the learning rate.",
        "fields": [
          {
            "about": "The form.",
            "name": "kind",
            "optional": false,
            "type": "ScheduleKind"
          },
          {
            "about": "The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.",
            "name": "boundaries",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).",
            "name": "decay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of `steps`, above 0 and at most 1. Default: 0.1.",
            "name": "factor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions\nabove it.",
            "default": "0.0",
            "name": "floor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The moment for `heavyTails`, above 1 and at most 2. Default: 2.",
            "name": "moment",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The shape of `uba`, positive. Default: 5.",
            "name": "shape",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The smoothness for `stronglyConvex`, at least the strong convexity; required.",
            "name": "smoothness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strong convexity for `stronglyConvex`, positive; required.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of first steps in which the rate increases linearly to its peak; less than the number of steps.",
            "default": "0",
            "name": "warmup",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ScheduleKind": {
        "about": "The form of a schedule. With t steps after the warm-up, of T, the fractions of the peak are:",
        "type": "'constant' | 'lastIterate' | 'cosine' | 'uba' | 'rex' | 'oneCycle' | 'inverseSquareRoot' | 'inverse' | 'exponential' | 'steps' | 'stronglyConvex' | 'heavyTails'",
        "values": [
          {
            "about": "1.",
            "name": "constant"
          },
          {
            "about": "1 - t/T, for good last iterates, with a peak proportional to 1/sqrt(T). Source: Zamani, Glineur, Exact Convergence\nRate of the Last Iterate in Subgradient Methods, 2025; with noise: Liu, Zhou, Revisiting the Last-Iterate\nConvergence of Stochastic Gradient Methods, 2024.",
            "name": "lastIterate"
          },
          {
            "about": "(1 + cos(pi t/T))/2.",
            "name": "cosine"
          },
          {
            "about": "2(1 + c)/(2 f + (2 - f)(1 + c)) with c = cos(pi t/T) and the shape f: the cosine for 2, more time with small rates\nabove, more time with large rates below. Source: Tang, Dong, Zeng, Zhou, Lin, Stepsize Anything: A Unified\nLearning Rate Schedule for Budgeted-Iteration Training, 2025.",
            "name": "uba"
          },
          {
            "about": "(1 - t/T)/(1 - t/(2T)). Source: Chen, Wolfe, Kyrillidis, REX: Revisiting Budgeted Training with an Improved\nSchedule, 2022.",
            "name": "rex"
          },
          {
            "about": "From 1/25 up to 1 along a cosine in 30 % of the steps, then down to 4e-6. Source: Smith, Topin, Super-Convergence,\n2019, with the numbers of PyTorch.",
            "name": "oneCycle"
          },
          {
            "about": "1/sqrt(t + 1).",
            "name": "inverseSquareRoot"
          },
          {
            "about": "1/(1 + d t) with the decay d.",
            "name": "inverse"
          },
          {
            "about": "d^t with the decay d.",
            "name": "exponential"
          },
          {
            "about": "A power of `factor`: the number of `boundaries` up to t.",
            "name": "steps"
          },
          {
            "about": "2/(m (t + 2 + 4 L/m)) with the strong convexity m and the smoothness L; for a peak of 1.",
            "name": "stronglyConvex"
          },
          {
            "about": "(t + 1)^(-1/p), for gradients with a finite moment p.",
            "name": "heavyTails"
          }
        ]
      },
      "TrainMethod": {
        "about": "The method of minimization.",
        "type": "'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'lbfgs'",
        "values": [
          {
            "about": "Adam: the mean of past gradients, each entry divided by the root of its mean square. For networks. Source:\nKingma, Ba, Adam: A Method for Stochastic Optimization, 2015.",
            "name": "adam"
          },
          {
            "about": "Stochastic gradient descent with momentum.",
            "name": "sgd"
          },
          {
            "about": "AdaGrad: each entry divided by the root of the sum of its squares so far. For sparse gradients. Source: Duchi,\nHazan, Singer, Adaptive Subgradient Methods for Online Learning and Stochastic Optimization, 2011.",
            "name": "adagrad"
          },
          {
            "about": "RMSProp: each entry divided by the root of its mean square. Source: Tieleman, Hinton, Lecture 6.5, 2012.",
            "name": "rmsprop"
          },
          {
            "about": "RAdam: Adam without the division while mean squares are uncertain. Source: Liu and others, On the Variance of the\nAdaptive Learning Rate and Beyond, 2020.",
            "name": "radam"
          },
          {
            "about": "Schedule-free gradient descent: returns an average, and needs neither a decreasing rate nor the number of steps.\nSource: Defazio and others, The Road Less Scheduled, 2024.",
            "name": "scheduleFree"
          },
          {
            "about": "Schedule-free descent, each entry divided by the root of its mean square.",
            "name": "scheduleFreeAdamW"
          },
          {
            "about": "Prodigy: Adam with a rate estimated from the distance to the start. Source: Mishchenko, Defazio, Prodigy, 2024.",
            "name": "prodigy"
          },
          {
            "about": "L-BFGS with ten pairs and a line search for the strong Wolfe conditions, on all rows: for smooth objectives to\nbe minimized to many digits. Source: Liu, Nocedal, On the Limited Memory BFGS Method for Large Scale\nOptimization, 1989.",
            "name": "lbfgs"
          }
        ]
      },
      "TrainProblem": {
        "about": "A loss, rows of data, and the method of minimization.",
        "fields": [
          {
            "about": "The loss of one row, a scalar function. Each of its inputs is given exactly once, in `rows`, `parameters` or\n`fixed`.",
            "name": "loss",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The inputs given by row: each as the concatenated tensors of all rows. At least one row; finite numbers. A label\nused as an index by the loss must be a valid row of the indexed tensor.",
            "name": "rows",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The inputs to optimize, with their initial values: finite numbers with a finite loss over all rows. `initialize`\ndraws them.",
            "name": "parameters",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The number of rows per batch, from 1 to the number of rows; the last batch of an epoch may be smaller. Default:\n128, or all rows if there are fewer. `lbfgs` requires all rows.",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay rate of the mean gradient of `adam`, `radam` and `prodigy`, and the weight of the average in the points\nof evaluation of schedule-free methods; from 0 to below 1.",
            "default": "0.9",
            "name": "beta1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay rate of the mean squared gradient of adaptive methods; from 0 to below 1. Default: 0.999, for `rmsprop`\n0.99.",
            "name": "beta2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The Euclidean norm to which the gradient of a batch is clipped; positive. Default: none.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of passes over all rows, except for `lbfgs`; at least 1.",
            "default": "10",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number added to the root of the mean squared gradient before the division; positive.",
            "default": "1e-8",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The inputs held fixed.",
            "name": "fixed",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Weights of the absolute values of parameters, by name, as for `lower`; nonnegative. Their weighted sum is part of\nthe objective. Each step ends with its proximal map, so entries become exactly zero.",
            "name": "l1",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The peak of the learning rate; positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and\n`adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Lower bounds of parameters, by name: one number for all entries, or one for each. Each step ends with the nearest\nparameters within the bounds, and so do the initial values. Not for `lbfgs`.",
            "name": "lower",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The iteration limit of `lbfgs`, at least 1.",
            "default": "500",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method of minimization.",
            "name": "method",
            "optional": true,
            "type": "TrainMethod"
          },
          {
            "about": "The momentum of `sgd`, the fraction of its velocity kept in each step; from 0 to below 1.",
            "default": "0.9",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether `sgd` adds the momentum of the next step to each gradient, Nesterov's variant.",
            "default": "false",
            "name": "nesterov",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of epochs without a smaller objective over the validation rows after which training stops early, at\nleast 1. With it, the parameters of the smallest one are returned. Default: none.",
            "name": "patience",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A scalar function of parameters and fixed inputs, by their names in the loss or further ones. It is added once\nto the reduced loss, also in each batch.",
            "name": "penalty",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The reduction of the losses of rows.",
            "name": "reduction",
            "optional": true,
            "type": "TrainReduction"
          },
          {
            "about": "The schedule of the learning rate over all batches of all epochs: a form, or a form with its numbers.\nSchedule-free methods take `constant`, also with a `warmup`.",
            "name": "schedule",
            "optional": true,
            "type": "RateSchedule"
          },
          {
            "about": "Whether rows are shuffled before each epoch, with the seed of the run.",
            "default": "true",
            "name": "shuffle",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The Euclidean norm of the gradient at which `lbfgs` stops; above 0 and below 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Upper bounds of parameters, as for `lower`.",
            "name": "upper",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Other rows, with the inputs of `rows`, on which the objective is evaluated after each epoch. They do not\ninfluence the steps.",
            "name": "validation",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;\nnonnegative. Unlike `penalty` it is no part of the objective.",
            "default": "0.0",
            "name": "weightDecay",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TrainRecord": {
        "about": "The record of an epoch.",
        "fields": [
          {
            "about": "The number of passes over all rows.",
            "name": "epoch",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of the objectives of the epoch's batches, each before its step; for `lbfgs` the objective after the\niteration.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective over the rows of `validation`; absent if there are none or it is not finite.",
            "name": "validationObjective",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "TrainReduction": {
        "about": "The reduction of the losses of rows.",
        "type": "'mean' | 'sum'",
        "values": [
          {
            "about": "The mean; for a batch, the mean over its own rows.",
            "name": "mean"
          },
          {
            "about": "The sum. The sum over a batch, or over `validation`, is scaled to the total number of rows.",
            "name": "sum"
          }
        ]
      },
      "TrainSolution": {
        "about": "The result of training.",
        "fields": [
          {
            "about": "The termination status.",
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
            "about": "The final objective over all rows: the reduced losses plus the penalty and the absolute values of `l1`.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The Euclidean norm of its gradient with respect to all parameters; with `lower`, `upper` or `l1`, of its smallest\nsubgradient, so that zero means a stationary point.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of passes over all rows, without those for the results above: finished epochs, or for `lbfgs`\nevaluations of the objective.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of updates of the parameters; for `lbfgs`, its iterations.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "One record per epoch, for `lbfgs` per iteration.",
            "name": "history",
            "optional": false,
            "type": "TrainRecord[]"
          }
        ]
      },
      "TrainStatus": {
        "about": "The termination status of training.",
        "type": "'epochLimit' | 'stoppedEarly' | 'converged' | 'iterationLimit' | 'lineSearchFailed' | 'timeLimit' | 'diverged'",
        "values": [
          {
            "about": "All epochs are finished; `lbfgs` has none.",
            "name": "epochLimit"
          },
          {
            "about": "The objective over the validation rows did not decrease for `patience` epochs.",
            "name": "stoppedEarly"
          },
          {
            "about": "`lbfgs`: the norm of the gradient is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "`lbfgs`: the iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "`lbfgs`: no step along the negative gradient reduces the objective, usually because of rounding errors.",
            "name": "lineSearchFailed"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The loss or its gradient was not finite. The parameters are the last ones at which both were, before the step\nthat diverged.",
            "name": "diverged"
          }
        ]
      },
      "VectorJacobianProductProblem": {
        "about": "A function, the points of differentiation, and the vector.",
        "fields": [
          {
            "about": "The function.",
            "name": "function",
            "optional": false,
            "type": "function"
          },
          {
            "about": "All inputs by name. Each is one tensor in row-major order, or several tensors, one per point; all inputs with\nseveral must have the same number. Finite numbers.",
            "name": "points",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The weights: one per element of the value; or several vectors, one per point.",
            "name": "vector",
            "optional": false,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The inputs of differentiation. Default: the first.",
            "name": "withRespectTo",
            "optional": true,
            "type": "string | string[]"
          }
        ]
      }
    }
  },
  "federated": {
    "methods": {
      "federated.aggregate": {
        "problem": "AggregateProblem",
        "solution": "AggregateSolution"
      },
      "federated.clientStep": {
        "problem": "ClientStepProblem",
        "solution": "ClientStepSolution"
      },
      "federated.clientStepFormula": {
        "problem": "ClientStepFormulaProblem",
        "solution": "ClientStepSolution"
      },
      "federated.compare": {
        "problem": "CompareProblem",
        "solution": "CompareSolution"
      },
      "federated.compareFormula": {
        "problem": "CompareFormulaProblem",
        "solution": "CompareSolution"
      },
      "federated.compress": {
        "problem": "CompressProblem",
        "solution": "CompressSolution"
      },
      "federated.decompress": {
        "problem": "DecompressProblem",
        "solution": "DecompressSolution"
      },
      "federated.partition": {
        "problem": "PartitionProblem",
        "solution": "PartitionSolution"
      },
      "federated.simulate": {
        "problem": "SimulateProblem",
        "solution": "SimulateSolution"
      },
      "federated.simulateFormula": {
        "problem": "SimulateFormulaProblem",
        "solution": "SimulateSolution"
      },
      "federated.start": {
        "problem": "StartProblem",
        "solution": "StartSolution"
      }
    },
    "types": {
      "Adversary": {
        "about": "An adversary who moves each row within a ball, to the point of largest loss. Exact, because the model is linear.",
        "fields": [
          {
            "about": "The radius of the ball.",
            "name": "radius",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the ball.",
            "name": "norm",
            "optional": true,
            "type": "BallNorm"
          }
        ]
      },
      "AggregateProblem": {
        "about": "Messages to be combined.",
        "fields": [
          {
            "about": "The settings, the same for all parties.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The last state of the server.",
            "name": "state",
            "optional": false,
            "type": "ServerStateInput"
          },
          {
            "about": "The messages since then, in any order; they are combined in the order of the clients.",
            "name": "messages",
            "optional": false,
            "type": "ClientMessage[]"
          },
          {
            "about": "The time in seconds since the start, for the weights of asynchronous aggregation.",
            "default": "0.0",
            "name": "now",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "AggregateSolution": {
        "about": "The result of an aggregation.",
        "fields": [
          {
            "about": "How the aggregation ended.",
            "name": "status",
            "optional": false,
            "type": "AggregateStatus"
          },
          {
            "about": "The state of the server, to be kept.",
            "name": "state",
            "optional": false,
            "type": "ServerState"
          },
          {
            "about": "The next message to clients.",
            "name": "broadcast",
            "optional": false,
            "type": "Broadcast"
          },
          {
            "about": "The names of the clients whose messages counted.",
            "name": "accepted",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The refused messages.",
            "name": "refused",
            "optional": false,
            "type": "RefusedMessage[]"
          }
        ]
      },
      "AggregateStatus": {
        "about": "How an aggregation ended.",
        "type": "'updated' | 'waiting' | 'diverged'",
        "values": [
          {
            "about": "A step was taken, and a round begins.",
            "name": "updated"
          },
          {
            "about": "The messages are kept until there are enough for a step (`buffered` and `immediate`).",
            "name": "waiting"
          },
          {
            "about": "The step would lead beyond bounds: the messages are dropped, and the parameters are as before.",
            "name": "diverged"
          }
        ]
      },
      "Aggregation": {
        "about": "The aggregation of messages.",
        "fields": [
          {
            "about": "The seconds between aggregations of `fixedInterval`.",
            "name": "interval",
            "optional": true,
            "type": "number"
          },
          {
            "about": "When messages are combined.",
            "name": "kind",
            "optional": true,
            "type": "AggregationKind"
          },
          {
            "about": "The messages of an aggregation of `buffered`.",
            "name": "size",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "AggregationKind": {
        "about": "When the server combines messages.",
        "type": "'synchronous' | 'fixedInterval' | 'immediate' | 'buffered'",
        "values": [
          {
            "about": "When the messages of all asked clients are in.",
            "name": "synchronous"
          },
          {
            "about": "At fixed intervals, with the messages of the interval (Fraboni et al. 2023).",
            "name": "fixedInterval"
          },
          {
            "about": "For each message.",
            "name": "immediate"
          },
          {
            "about": "When a number of messages are in (Nguyen et al. 2022).",
            "name": "buffered"
          }
        ]
      },
      "Algorithm": {
        "about": "The algorithm of clients and server.",
        "type": "'fedAvg' | 'fedProx' | 'scaffold' | 'fedSpeed' | 'fedAdam' | 'compressed' | 'overlapped'",
        "values": [
          {
            "about": "Clients take steps on their data, and the server averages the changes (McMahan et al. 2017).",
            "name": "fedAvg"
          },
          {
            "about": "As `fedAvg`, with steps drawn back to the model of the server (Li et al. 2020).",
            "name": "fedProx"
          },
          {
            "about": "As `fedAvg`, with steps corrected by the difference between the directions of all clients and of one (Karimireddy\net al. 2020).",
            "name": "scaffold"
          },
          {
            "about": "Steps with a proximal term and a correction of it, on gradients at perturbed points (Sun et al. 2023).",
            "name": "fedSpeed"
          },
          {
            "about": "As `fedAvg`, with steps of Adam on the server (Reddi et al. 2021).",
            "name": "fedAdam"
          },
          {
            "about": "Compressed gradients with controlled error feedback (Gao, Islamov, Stich 2024): a step of the server each round.",
            "name": "compressed"
          },
          {
            "about": "Steps while the average of the round before travels (Sun et al. 2024).",
            "name": "overlapped"
          }
        ]
      },
      "Ascent": {
        "about": "The perturbation of `fedSpeed`.",
        "fields": [
          {
            "about": "The share of the gradient there, from 0 to 1.",
            "default": "1.0",
            "name": "mix",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The distance of the perturbed point along the gradient; 0 for none.",
            "default": "0.1",
            "name": "radius",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BallNorm": {
        "about": "The norm of a ball.",
        "type": "'l2' | 'linf'",
        "values": [
          {
            "about": "The Euclidean norm.",
            "name": "l2"
          },
          {
            "about": "The largest absolute value.",
            "name": "linf"
          }
        ]
      },
      "Broadcast": {
        "about": "The message to clients.",
        "fields": [
          {
            "about": "The round, from 1 on.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters: coefficients, class by class, then intercepts.",
            "name": "parameters",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The names of the clients.",
            "name": "clients",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The last round of each client whose message counted; 0 for none.",
            "name": "accepted",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The indices of the clients asked in this round.",
            "name": "active",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The mean direction of all clients, for `scaffold` only.",
            "name": "control",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "BroadcastInput": {
        "about": "The message to clients.",
        "fields": [
          {
            "about": "The round, from 1 on.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters: coefficients, class by class, then intercepts.",
            "name": "parameters",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The names of the clients.",
            "name": "clients",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The last round of each client whose message counted; 0 for none.",
            "name": "accepted",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The indices of the clients asked in this round.",
            "name": "active",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The mean direction of all clients, for `scaffold` only.",
            "name": "control",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "ClientMessage": {
        "about": "A message with its sender.",
        "fields": [
          {
            "about": "The name of the client.",
            "name": "client",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The message of `clientStep`.",
            "name": "bytes",
            "optional": false,
            "type": "bytes"
          }
        ]
      },
      "ClientState": {
        "about": "The state of a client. It never travels. Memories without a use in the algorithm are empty.",
        "fields": [
          {
            "about": "The round of the last message.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The last message, sent again if its round is asked again.",
            "name": "message",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "The sum of errors of compression.",
            "name": "error",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The estimate of its vector, shared with the server.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The direction of `scaffold`, or the correction of `fedSpeed`.",
            "name": "correction",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`error` before the last message, restored if the message is lost.",
            "name": "errorBefore",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`reference` before the last message.",
            "name": "referenceBefore",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`correction` before the last message.",
            "name": "correctionBefore",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "ClientStateInput": {
        "about": "The state of a client. It never travels. Memories without a use in the algorithm are empty.",
        "fields": [
          {
            "about": "The round of the last message.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The last message, sent again if its round is asked again.",
            "name": "message",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "The sum of errors of compression.",
            "name": "error",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The estimate of its vector, shared with the server.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The direction of `scaffold`, or the correction of `fedSpeed`.",
            "name": "correction",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`error` before the last message, restored if the message is lost.",
            "name": "errorBefore",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`reference` before the last message.",
            "name": "referenceBefore",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "`correction` before the last message.",
            "name": "correctionBefore",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "ClientStepFormulaProblem": {
        "about": "A client's part of a round with a formula.",
        "fields": [
          {
            "about": "The settings, the same for all parties, without penalty, classes and adversary. The model is that of `loss`,\nwhatever the one in them.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The name of this client, one of `broadcast.clients`.",
            "name": "client",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The loss of a row: a scalar function. Its inputs are those in `rows` and `fixed`; all others are parameters, one\nafter another in the order of the function's inputs.",
            "name": "loss",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The inputs given by row: each as the concatenated tensors of all rows of this client. At least one row.",
            "name": "rows",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The message of the server.",
            "name": "broadcast",
            "optional": false,
            "type": "BroadcastInput"
          },
          {
            "about": "The inputs that are the same for all rows.",
            "name": "fixed",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The state after this client's last message. Default: the client has sent none.",
            "name": "state",
            "optional": true,
            "type": "ClientStateInput"
          }
        ]
      },
      "ClientStepProblem": {
        "about": "A client's part of a round.",
        "fields": [
          {
            "about": "The settings, the same for all parties.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The name of this client, one of `broadcast.clients`.",
            "name": "client",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The rows of this client.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each row.",
            "name": "response",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The message of the server.",
            "name": "broadcast",
            "optional": false,
            "type": "BroadcastInput"
          },
          {
            "about": "The state after this client's last message. Default: the client has sent none.",
            "name": "state",
            "optional": true,
            "type": "ClientStateInput"
          }
        ]
      },
      "ClientStepSolution": {
        "about": "The result of a step.",
        "fields": [
          {
            "about": "How the step ended.",
            "name": "status",
            "optional": false,
            "type": "ClientStepStatus"
          },
          {
            "about": "The message to the server; empty unless the step is done or repeated.",
            "name": "message",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "The state, to be kept by the client.",
            "name": "state",
            "optional": false,
            "type": "ClientState"
          },
          {
            "about": "The mean loss of the batches, each before its step. Absent unless the step is done.",
            "name": "loss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ClientStepStatus": {
        "about": "How a step ended.",
        "type": "'done' | 'repeated' | 'diverged' | 'timeLimit'",
        "values": [
          {
            "about": "The steps are done.",
            "name": "done"
          },
          {
            "about": "This round was done before: the message is the same again.",
            "name": "repeated"
          },
          {
            "about": "Numbers grew beyond bounds: there is no message, and the state is as before. Smaller step sizes help.",
            "name": "diverged"
          },
          {
            "about": "The time limit was reached: there is no message, and the state is as before.",
            "name": "timeLimit"
          }
        ]
      },
      "CompareFormulaProblem": {
        "about": "Settings to be compared on a formula.",
        "fields": [
          {
            "about": "The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.",
            "name": "candidates",
            "optional": false,
            "type": "FederatedSettings[]"
          },
          {
            "about": "The loss of a row: a scalar function. Its inputs are those in `rows` of clients and in `fixed`; all others are\nparameters, one after another in the order of the function's inputs.",
            "name": "loss",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The clients.",
            "name": "clients",
            "optional": false,
            "type": "FormulaClient[]"
          },
          {
            "about": "The aggregations between evaluations of the objective.",
            "default": "1",
            "name": "evaluateEvery",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The inputs that are the same for all rows.",
            "name": "fixed",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The parameters at the start. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.",
            "name": "roundLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on aggregations. Default: 100, unless `seconds` is given.",
            "name": "rounds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.",
            "name": "seconds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An objective to stop at.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Rows of no client, on which the loss is evaluated, too.",
            "name": "test",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          }
        ]
      },
      "CompareProblem": {
        "about": "Settings to be compared.",
        "fields": [
          {
            "about": "The settings.",
            "name": "candidates",
            "optional": false,
            "type": "FederatedSettings[]"
          },
          {
            "about": "The clients. All have the same number of columns.",
            "name": "clients",
            "optional": false,
            "type": "SimulatedClient[]"
          },
          {
            "about": "The aggregations between evaluations of the objective.",
            "default": "1",
            "name": "evaluateEvery",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The parameters at the start. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.",
            "name": "roundLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on aggregations. Default: 100, unless `seconds` is given.",
            "name": "rounds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.",
            "name": "seconds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An objective to stop at.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Rows of no client, on which the model is tested at each evaluation.",
            "name": "test",
            "optional": true,
            "type": "TestRows"
          }
        ]
      },
      "CompareRow": {
        "about": "The figures of one candidate.",
        "fields": [
          {
            "about": "The index of the candidate.",
            "name": "candidate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "How its simulation ended.",
            "name": "status",
            "optional": false,
            "type": "SimulateStatus"
          },
          {
            "about": "The virtual time at the end.",
            "name": "time",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of aggregations.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective at the end.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent by clients.",
            "name": "bytesUp",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent to clients.",
            "name": "bytesDown",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of the virtual time in which clients compute, in the mean over all clients.",
            "name": "utilization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of these rows in a wrong class, of `logistic` and `multinomial`.",
            "name": "testError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of the rows in `test`, without penalty and adversary.",
            "name": "testLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The virtual time to the target; absent if it was not reached.",
            "name": "timeToTarget",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "CompareSolution": {
        "about": "The comparison.",
        "fields": [
          {
            "about": "How it ended.",
            "name": "status",
            "optional": false,
            "type": "CompareStatus"
          },
          {
            "about": "The candidates by the virtual time to the target; those without it follow, by their objective.",
            "name": "table",
            "optional": false,
            "type": "CompareRow[]"
          }
        ]
      },
      "CompareStatus": {
        "about": "How a comparison ended.",
        "type": "'finished' | 'timeLimit'",
        "values": [
          {
            "about": "All simulations are done.",
            "name": "finished"
          },
          {
            "about": "The time limit was reached: a simulation is incomplete, and those not begun have no row.",
            "name": "timeLimit"
          }
        ]
      },
      "CompressProblem": {
        "about": "A vector to be compressed.",
        "fields": [
          {
            "about": "The vector: finite numbers, within single precision except for the compressor `none`.",
            "name": "vector",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The compressor.",
            "name": "compressor",
            "optional": false,
            "type": "Compressor"
          }
        ]
      },
      "CompressSolution": {
        "about": "A compressed vector.",
        "fields": [
          {
            "about": "The bytes, for `decompress`.",
            "name": "message",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "The number of bytes.",
            "name": "bytes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The squared norm of the error over that of the vector; 0 for a vector of zeros. `top` and `random` keep an error\nof at most 1, `top` of at most 1 minus the fraction.",
            "name": "relativeError",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Compressor": {
        "about": "The compression of vectors.",
        "fields": [
          {
            "about": "The bits of an entry of `quantized` besides its sign, from 1 to 16.",
            "default": "8",
            "name": "bits",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of entries that `top` and `random` send, above 0 and at most 1; at least one is sent.",
            "default": "0.1",
            "name": "fraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The form of the vectors.",
            "name": "kind",
            "optional": true,
            "type": "CompressorKind"
          }
        ]
      },
      "CompressorKind": {
        "about": "The form in which vectors are sent.",
        "type": "'none' | 'single' | 'top' | 'random' | 'sign' | 'quantized'",
        "values": [
          {
            "about": "All entries in double precision.",
            "name": "none"
          },
          {
            "about": "All entries in single precision.",
            "name": "single"
          },
          {
            "about": "The entries of largest absolute value, with their indices.",
            "name": "top"
          },
          {
            "about": "Random entries, drawn from a seed that is sent instead of the indices.",
            "name": "random"
          },
          {
            "about": "Signs, and the mean absolute value.",
            "name": "sign"
          },
          {
            "about": "Multiples of a fraction of the norm, rounded at random without bias.",
            "name": "quantized"
          }
        ]
      },
      "DecompressProblem": {
        "about": "A compressed vector.",
        "fields": [
          {
            "about": "The bytes of `compress`.",
            "name": "message",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "Limit on the length of the vector. A short message may stand for a long vector, so set it for bytes from others.",
            "default": "50000000",
            "name": "maxDimension",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DecompressSolution": {
        "about": "The vector of a message.",
        "fields": [
          {
            "about": "The vector, with zeros for entries not sent.",
            "name": "vector",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "FederatedSettings": {
        "about": "The settings of a training. All parties need the same.",
        "fields": [
          {
            "about": "An adversary, for the losses `squared`, `huber` and `logistic`.",
            "name": "adversary",
            "optional": true,
            "type": "Adversary"
          },
          {
            "about": "When messages are combined. All but `synchronous` are for `fedAvg`, `fedProx` and `fedAdam` without a lossy\ncompressor.",
            "name": "aggregation",
            "optional": true,
            "type": "Aggregation"
          },
          {
            "about": "The algorithm.",
            "name": "algorithm",
            "optional": true,
            "type": "Algorithm"
          },
          {
            "about": "The perturbation of `fedSpeed`.",
            "name": "ascent",
            "optional": true,
            "type": "Ascent"
          },
          {
            "about": "The number of classes of `multinomial`.",
            "name": "classes",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The compression of messages to the server. Lossy ones are not for `scaffold`, `fedSpeed` and `overlapped`.",
            "name": "compressor",
            "optional": true,
            "type": "Compressor"
          },
          {
            "about": "The number of columns. Default: that of `matrix`, or from `initial`.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of former errors in a compressed vector, from 0 to 1. Default: `compressor.fraction`, or 0 for `sign` and\n0.1 for `quantized`. With 0 it is EF21 (Richtárik, Sokolov, Fatkhullin 2021).",
            "name": "errorControl",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The memory of a lossy compressor.",
            "name": "feedback",
            "optional": true,
            "type": "Feedback"
          },
          {
            "about": "The residual at which `huber` becomes linear.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The importance of each client, in any unit. Default: the number of rows in `simulate` and `compare`, equal\notherwise.",
            "name": "importance",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether the model has an intercept, which is free of penalties. It follows the coefficients in `parameters`.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The share of absolute values in `elasticNet`, from 0 to 1.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The steps of clients.",
            "name": "local",
            "optional": true,
            "type": "LocalSteps"
          },
          {
            "about": "The loss of a row: `squared`, `huber`, `logistic` (responses -1, or 0, and 1), `multinomial` (classes from 0 on) or\n`poisson`.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "Limit on the aggregations between a broadcast and the arrival of its answer, if aggregation is not\nsynchronous. Default: none.",
            "name": "maxStaleness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The outer steps of `overlapped`.",
            "name": "overlap",
            "optional": true,
            "type": "Overlap"
          },
          {
            "about": "The fraction of clients asked in a round, above 0 and at most 1; at least one is asked.",
            "default": "1.0",
            "name": "participation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The penalty of coefficients: `none`, `l2`, `l1` or `elasticNet`.",
            "default": "'none'",
            "name": "penalty",
            "optional": true,
            "type": "PenaltyKind"
          },
          {
            "about": "The factor of the proximal term. Default: 0.1 for `fedProx`, 1 for `fedSpeed`.",
            "name": "proximal",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The step size of the server. Default: 1, or 0.1 for `fedAdam`. Required by `compressed`, where a quarter of the\ninverse of the objective's largest curvature is a safe choice: `auto` in `simulate` and `compare`, which know all\nrows.",
            "name": "serverLearningRate",
            "optional": true,
            "type": "ServerRate"
          },
          {
            "about": "The moments of `fedAdam`.",
            "name": "serverMoments",
            "optional": true,
            "type": "ServerMoments"
          },
          {
            "about": "The weights of messages with different rates of arrival.",
            "name": "weighting",
            "optional": true,
            "type": "Weighting"
          }
        ]
      },
      "Feedback": {
        "about": "The memory of clients of a lossy compressor.",
        "type": "'controlled' | 'classic'",
        "values": [
          {
            "about": "Differences to a running estimate are compressed, with a share of the former errors.",
            "name": "controlled"
          },
          {
            "about": "The vector plus all former errors is compressed.",
            "name": "classic"
          }
        ]
      },
      "FormulaClient": {
        "about": "A client of a simulation with a formula: its rows, and its times.",
        "fields": [
          {
            "about": "The inputs given by row: each as the concatenated tensors of all rows. At least one row. All clients give the same\ninputs.",
            "name": "rows",
            "optional": false,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The bytes per second of its connection. Default: no limit.",
            "name": "bandwidth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The seconds that a message travels, each way.",
            "default": "0.0",
            "name": "delay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The probability that the client is away when it is asked, at least 0 and below 1.",
            "default": "0.0",
            "name": "dropout",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The probability that its message is lost, at least 0 and below 1.",
            "default": "0.0",
            "name": "lossProbability",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The seconds of a step.",
            "default": "1.0",
            "name": "speed",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LocalSteps": {
        "about": "The steps of a client in a round.",
        "fields": [
          {
            "about": "The rows of a step; 0 means all rows.",
            "default": "32",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The norm to which gradients of steps are clipped.",
            "default": "10.0",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of the step size from round to round, above 0 and at most 1.",
            "default": "1.0",
            "name": "decay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The step size. Required except by `compressed`.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps, at least one; `compressed` takes none.",
            "default": "10",
            "name": "steps",
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
            "about": "`(y - z)^2 / 2` up to a threshold of `|y - z|`, and linear beyond it, to reduce the influence of outliers.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`, where `y` is -1 or 1: two classes.",
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
      "Overlap": {
        "about": "The outer steps of `overlapped`.",
        "fields": [
          {
            "about": "Limit on the absolute value of each entry of an outer step, before the momentum. Default: none.",
            "name": "clip",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of the last outer step in the next one, at least 0 and below 1.",
            "default": "0.0",
            "name": "outerMomentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The divisor of outer steps.",
            "default": "1.0",
            "name": "stalenessPenalty",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PartitionProblem": {
        "about": "Rows to be divided.",
        "fields": [
          {
            "about": "The class of each row: integers.",
            "name": "labels",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of clients.",
            "name": "clients",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The concentration of the Dirichlet distribution: 0.1 gives most clients one or two classes, 100 all of them.",
            "default": "1.0",
            "name": "concentration",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rows of each client at least, moved from the clients with most rows.",
            "default": "1",
            "name": "minRows",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PartitionSolution": {
        "about": "The division of the rows.",
        "fields": [
          {
            "about": "The client of each row, from 0 on.",
            "name": "owners",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of rows of each client.",
            "name": "counts",
            "optional": false,
            "type": "integers"
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
            "about": "`l1Ratio` times the `l1` penalty plus `1 - l1Ratio` times the `groupL2` penalty.",
            "name": "sparseGroup"
          },
          {
            "about": "The minimax concave penalty (Zhang 2010): like `l1` at 0, and flat beyond `concavity * lambda`. Nonconvex: the\nresult is a local solution.",
            "name": "mcp"
          },
          {
            "about": "The smoothly clipped absolute deviation (Fan and Li 2001). Nonconvex, like `mcp`.",
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
      "Refusal": {
        "about": "The reason for refusing a message.",
        "type": "'duplicate' | 'stale' | 'corrupt' | 'unknownClient' | 'notFinite'",
        "values": [
          {
            "about": "The message of this round of the client counted before.",
            "name": "duplicate"
          },
          {
            "about": "The message answers too old a broadcast, or one of the future.",
            "name": "stale"
          },
          {
            "about": "The bytes are no message, or one of another length.",
            "name": "corrupt"
          },
          {
            "about": "The name is not among the clients.",
            "name": "unknownClient"
          },
          {
            "about": "Numbers of the message are not finite, or too large.",
            "name": "notFinite"
          }
        ]
      },
      "RefusedMessage": {
        "about": "A refused message.",
        "fields": [
          {
            "about": "The name of the client.",
            "name": "client",
            "optional": false,
            "type": "string"
          },
          {
            "about": "The reason.",
            "name": "reason",
            "optional": false,
            "type": "Refusal"
          }
        ]
      },
      "ServerMoments": {
        "about": "The moments of `fedAdam`.",
        "fields": [
          {
            "about": "The number added to the root of the mean of squares.",
            "default": "0.001",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay of the mean of changes.",
            "default": "0.9",
            "name": "first",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay of the mean of their squares.",
            "default": "0.99",
            "name": "second",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ServerRate": {
        "about": "The step size of the server.",
        "type": "number | ServerRateWord"
      },
      "ServerRateWord": {
        "about": "A step size that is computed.",
        "type": "'auto'",
        "values": [
          {
            "about": "A quarter of the inverse of the largest curvature of the objective.",
            "name": "auto"
          }
        ]
      },
      "ServerState": {
        "about": "The state of the server.",
        "fields": [
          {
            "about": "The current round, from 1 on.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters: coefficients, class by class, then intercepts.",
            "name": "parameters",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The names of the clients.",
            "name": "clients",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The importance of each client, with the sum 1.",
            "name": "importance",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The last round of each client whose message counted; 0 for none.",
            "name": "accepted",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of aggregations with each client.",
            "name": "counts",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The running mean of each client's durations in seconds; 0 if unknown.",
            "name": "durations",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of the inverse known durations.",
            "name": "rates",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of clients with a known duration.",
            "name": "timed",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The time of each client's last broadcast.",
            "name": "asked",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The clients asked in this round.",
            "name": "active",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The mean direction of `scaffold`, the mean correction of `fedSpeed`, or the estimate of the mean vector of a lossy\ncompressor. Empty for other algorithms.",
            "name": "mean",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The momentum of `fedAdam` or `overlapped`. Empty for other algorithms.",
            "name": "momentum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The mean of squares of `fedAdam`, or the pending average of `overlapped`. Empty for other algorithms.",
            "name": "second",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted sum of the messages of this round.",
            "name": "sum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of their clients' importance.",
            "name": "weight",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of these messages.",
            "name": "received",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ServerStateInput": {
        "about": "The state of the server.",
        "fields": [
          {
            "about": "The current round, from 1 on.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameters: coefficients, class by class, then intercepts.",
            "name": "parameters",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The names of the clients.",
            "name": "clients",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The importance of each client, with the sum 1.",
            "name": "importance",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The last round of each client whose message counted; 0 for none.",
            "name": "accepted",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of aggregations with each client.",
            "name": "counts",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The running mean of each client's durations in seconds; 0 if unknown.",
            "name": "durations",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of the inverse known durations.",
            "name": "rates",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of clients with a known duration.",
            "name": "timed",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The time of each client's last broadcast.",
            "name": "asked",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The clients asked in this round.",
            "name": "active",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The mean direction of `scaffold`, the mean correction of `fedSpeed`, or the estimate of the mean vector of a lossy\ncompressor. Empty for other algorithms.",
            "name": "mean",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The momentum of `fedAdam` or `overlapped`. Empty for other algorithms.",
            "name": "momentum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The mean of squares of `fedAdam`, or the pending average of `overlapped`. Empty for other algorithms.",
            "name": "second",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted sum of the messages of this round.",
            "name": "sum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of their clients' importance.",
            "name": "weight",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of these messages.",
            "name": "received",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SimulateFormulaProblem": {
        "about": "A training of a formula to be simulated.",
        "fields": [
          {
            "about": "The settings, without penalty, classes and adversary. The model is that of `loss`, whatever the one in them.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The loss of a row: a scalar function. Its inputs are those in `rows` of clients and in `fixed`; all others are\nparameters, one after another in the order of the function's inputs.",
            "name": "loss",
            "optional": false,
            "type": "function"
          },
          {
            "about": "The clients.",
            "name": "clients",
            "optional": false,
            "type": "FormulaClient[]"
          },
          {
            "about": "The aggregations between evaluations of the objective.",
            "default": "1",
            "name": "evaluateEvery",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The inputs that are the same for all rows.",
            "name": "fixed",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The parameters at the start. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.",
            "name": "roundLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on aggregations. Default: 100, unless `seconds` is given.",
            "name": "rounds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.",
            "name": "seconds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An objective to stop at.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Rows of no client, on which the loss is evaluated, too.",
            "name": "test",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          }
        ]
      },
      "SimulateProblem": {
        "about": "A training to be simulated.",
        "fields": [
          {
            "about": "The settings.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The clients. All have the same number of columns.",
            "name": "clients",
            "optional": false,
            "type": "SimulatedClient[]"
          },
          {
            "about": "The aggregations between evaluations of the objective.",
            "default": "1",
            "name": "evaluateEvery",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The parameters at the start. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The limit of a synchronous round in seconds. Later messages do not count. Default: the round waits for all.",
            "name": "roundLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on aggregations. Default: 100, unless `seconds` is given.",
            "name": "rounds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on the virtual time. A client needs `settings.local.steps` times `speed`, and the time of two messages.",
            "name": "seconds",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An objective to stop at.",
            "name": "target",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Rows of no client, on which the model is tested at each evaluation.",
            "name": "test",
            "optional": true,
            "type": "TestRows"
          }
        ]
      },
      "SimulateRecord": {
        "about": "The figures of an evaluation.",
        "fields": [
          {
            "about": "The virtual time in seconds.",
            "name": "time",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of aggregations.",
            "name": "round",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective over the rows of all clients, weighted by importance. With an adversary it is that under attack.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of its gradient; with absolute values in the penalty, of the proximal gradient step of length 1.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent by clients until then.",
            "name": "bytesUp",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent to clients until then.",
            "name": "bytesDown",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean age of the messages of the last aggregation, in aggregations.",
            "name": "staleness",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of these rows in a wrong class, of `logistic` and `multinomial`.",
            "name": "testError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of the rows in `test`, without penalty and adversary.",
            "name": "testLoss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SimulateSolution": {
        "about": "The course and the end of a simulation.",
        "fields": [
          {
            "about": "How it ended.",
            "name": "status",
            "optional": false,
            "type": "SimulateStatus"
          },
          {
            "about": "The parameters of the server: coefficients, class by class, then intercepts.",
            "name": "parameters",
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
            "about": "The norm of its gradient there; see `history`.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of aggregations.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The virtual time in seconds.",
            "name": "time",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent by clients.",
            "name": "bytesUp",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bytes sent to clients.",
            "name": "bytesDown",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The share of the virtual time in which clients compute, in the mean over all clients.",
            "name": "utilization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of accepted messages of each client.",
            "name": "participation",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The figures at the start, at evaluations, and at the end.",
            "name": "history",
            "optional": false,
            "type": "SimulateRecord[]"
          },
          {
            "about": "The objective there without the adversary; absent without one.",
            "name": "cleanObjective",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The step size of the server, if `auto` chose it.",
            "name": "serverLearningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The share of these rows in a wrong class, of `logistic` and `multinomial`.",
            "name": "testError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of the rows in `test`, without penalty and adversary.",
            "name": "testLoss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SimulateStatus": {
        "about": "How a simulation ended.",
        "type": "'finished' | 'converged' | 'diverged' | 'timeLimit'",
        "values": [
          {
            "about": "The rounds or the virtual time are over.",
            "name": "finished"
          },
          {
            "about": "The objective reached `target`.",
            "name": "converged"
          },
          {
            "about": "Numbers grew beyond bounds, or the objective far above its start: `parameters` are the last sound ones. Smaller\nstep sizes help.",
            "name": "diverged"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "SimulatedClient": {
        "about": "A client of a simulation: its rows, and its times.",
        "fields": [
          {
            "about": "The rows.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each row.",
            "name": "response",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The bytes per second of its connection. Default: no limit.",
            "name": "bandwidth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The seconds that a message travels, each way.",
            "default": "0.0",
            "name": "delay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The probability that the client is away when it is asked, at least 0 and below 1.",
            "default": "0.0",
            "name": "dropout",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The probability that its message is lost, at least 0 and below 1.",
            "default": "0.0",
            "name": "lossProbability",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The seconds of a step.",
            "default": "1.0",
            "name": "speed",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "StartProblem": {
        "about": "A training to be started.",
        "fields": [
          {
            "about": "The settings, the same for all parties.",
            "name": "settings",
            "optional": false,
            "type": "FederatedSettings"
          },
          {
            "about": "The names of the clients, each once.",
            "name": "clients",
            "optional": false,
            "type": "string[]"
          },
          {
            "about": "The parameters at the start: coefficients, class by class, then intercepts. Default: zeros, as many as\n`settings.dimension` says.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "StartSolution": {
        "about": "The start of a training.",
        "fields": [
          {
            "about": "The state of the server, to be kept for `aggregate`.",
            "name": "state",
            "optional": false,
            "type": "ServerState"
          },
          {
            "about": "The message to clients.",
            "name": "broadcast",
            "optional": false,
            "type": "Broadcast"
          }
        ]
      },
      "TestRows": {
        "about": "Rows for tests.",
        "fields": [
          {
            "about": "The rows, with the columns of the clients' matrices.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response of each row.",
            "name": "response",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "Weighting": {
        "about": "The weights of messages with different rates of arrival.",
        "type": "'unbiased' | 'none'",
        "values": [
          {
            "about": "Slow clients get larger weights, so that the limit is the minimum of the mean over all clients.",
            "name": "unbiased"
          },
          {
            "about": "The importance alone. Fast clients then pull the model to their data.",
            "name": "none"
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
            "about": "One number per row of the matrix.",
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
            "about": "The square matrices stacked vertically: d columns, and d rows per map.",
            "name": "matrices",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The constant vectors: a row per map, d columns.",
            "name": "vectors",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "BradleyTerryProblem": {
        "about": "Pairwise votes. Give either `votes` or `comparisons`.",
        "fields": [
          {
            "about": "The votes as a list, instead of `votes`.",
            "name": "comparisons",
            "optional": true,
            "type": "Comparisons"
          },
          {
            "about": "A row of features per item; the strength is a linear function of them. At most 2000 columns, entries up to 10¹⁰⁰.",
            "name": "features",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The number of items, with `comparisons`. Default: the largest index plus one.",
            "name": "itemCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss of a vote.",
            "name": "loss",
            "optional": true,
            "type": "VoteLoss"
          },
          {
            "about": "Limit on Newton steps.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Requests the policy with the strengths as rewards.",
            "name": "policy",
            "optional": true,
            "type": "PolicyReference"
          },
          {
            "about": "The factor λ on half the squared norm of the strengths, or of the coefficients, added to the loss.",
            "default": "0.0",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to compute standard errors. They take cubic time and are never computed for more than 2000 items.",
            "default": "true",
            "name": "standardErrors",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Tolerance on the largest absolute entry of the gradient, relative to the largest number of wins of one item over\nanother.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of times that item i beat item j, in row i and column j: nonnegative, with a zero diagonal.",
            "name": "votes",
            "optional": true,
            "type": "matrix | sparse matrix"
          }
        ]
      },
      "BradleyTerrySolution": {
        "about": "Estimated strengths of items.",
        "fields": [
          {
            "about": "The termination status.",
            "name": "status",
            "optional": false,
            "type": "BradleyTerryStatus"
          },
          {
            "about": "The strengths, with mean 0; for unconnected items, with mean 0 in each connected group.",
            "name": "strengths",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The log-likelihood of the votes; with `components`, of the votes within them.",
            "name": "logLikelihood",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest absolute entry of the gradient of the regularized loss.",
            "name": "gradientNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The item indices, the best first. With `connectedGroups` one group follows another, and the order of items of\ndifferent groups has no meaning.",
            "name": "ranking",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of Newton steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The coefficients of the features, if given.",
            "name": "coefficients",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "If there is no maximum: the groups in which each item has beaten every other, directly or through others. No\nitem ever lost to one of a later group.",
            "name": "components",
            "optional": true,
            "type": "integers[]"
          },
          {
            "about": "The groups of items connected by votes, if there are several and neither features nor regularization relate\ntheir items. They are in descending order of size, with items never compared last. Strengths have mean 0 in\neach.",
            "name": "connectedGroups",
            "optional": true,
            "type": "integers[]"
          },
          {
            "about": "The policy with the strengths as rewards, if `policy` was given.",
            "name": "policy",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The standard error of each strength, or of each coefficient with features, from the observed information. For\nthe logistic loss.",
            "name": "standardErrors",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "BradleyTerryStatus": {
        "about": "The termination status of a fit.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'unbounded'",
        "values": [
          {
            "about": "The gradient is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No step decreased the loss, because of rounding.",
            "name": "stalled"
          },
          {
            "about": "The likelihood has no maximum: without regularization some strengths diverge. Without features the strengths are\nthen valid within each of `components`, with mean 0. Unconnected groups alone do not cause this status; see\n`connectedGroups`.",
            "name": "unbounded"
          }
        ]
      },
      "Comparisons": {
        "about": "Votes as a list.",
        "fields": [
          {
            "about": "The index of the winner of each vote, from 0.",
            "name": "winners",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The index of the loser of each vote.",
            "name": "losers",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The weight of each vote, nonnegative. Default: 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "Compressor": {
        "about": "The compression of vectors.",
        "fields": [
          {
            "about": "The fraction of entries sent, above 0 and at most 1; at least one is sent.",
            "default": "0.1",
            "name": "fraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The choice of entries.",
            "name": "kind",
            "optional": true,
            "type": "CompressorKind"
          }
        ]
      },
      "CompressorKind": {
        "about": "The choice of entries to send.",
        "type": "'top' | 'random'",
        "values": [
          {
            "about": "The entries of largest absolute value. The rest is added to later messages.",
            "name": "top"
          },
          {
            "about": "Random entries, scaled to be unbiased.",
            "name": "random"
          }
        ]
      },
      "ConvexSet": {
        "about": "A convex set for consecutive variables.",
        "fields": [
          {
            "about": "The kind of set.",
            "name": "kind",
            "optional": false,
            "type": "SetKind"
          },
          {
            "about": "The center of a ball. Default: zeros.",
            "name": "center",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The lower bounds of a box: one per variable, or one number for all. Default: none, `-Infinity`.",
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
            "about": "The number of variables, at most a million. Default: the length of `lower`, `upper` or `center`.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The sum of the variables in a simplex, positive. Default: 1.",
            "name": "sum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bounds of a box. Default: none, `Infinity`.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "CorrelatedProblem": {
        "about": "A game and an objective.",
        "fields": [
          {
            "about": "The payoffs of each player for each action profile: 2 to 8 matrices or tensors of equal shape with one axis per\nplayer, as nested lists or `{ shape, values }`. At most 50 000 profiles, and 50 million entries in the linear\nprogram; it has one row for each ordered pair of actions of a player.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[]"
          },
          {
            "about": "Whether players commit to obey before they learn their action. The only deviations are then constant actions,\nand there are more equilibria.",
            "default": "false",
            "name": "coarse",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Limit on pivots.",
            "default": "1000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An objective to maximize instead of payoffs: a number per profile, in the shape of payoffs or as a vector.",
            "name": "objective",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The player with the payoff to maximize, from 0. Default: the sum of all payoffs.",
            "name": "player",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance on the gain from deviating relative to the range of the player's payoffs, and on the duality gap\nrelative to the range of the objective.",
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
            "about": "The termination status: `converged` if regrets and duality gap, computed from the payoffs for the returned\ndistribution, are within the tolerance; `stalled` if rounding allows no more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The probability of each profile, with the last player's action varying fastest.",
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
            "about": "The expected payoff of each player.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest gain of a player from deviating: from one substitute for each action, or from one constant action if\n`coarse`.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The distance of the objective from an upper bound for all equilibria.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of pivots.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "DistributedDataProblem": {
        "about": "Workers with affine maps given as data.",
        "fields": [
          {
            "about": "A matrix and a vector per worker.",
            "name": "workers",
            "optional": false,
            "type": "AffineSum"
          },
          {
            "about": "Whether messages to workers are compressed too; only for `random`.",
            "default": "false",
            "name": "bidirectional",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The compression of messages from workers.",
            "name": "compressor",
            "optional": true,
            "type": "Compressor"
          },
          {
            "about": "The initial point. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Limit on rounds.",
            "default": "20000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of workers in a round, above 0 and at most 1; at least one participates.",
            "default": "1.0",
            "name": "participation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial step size; it is adapted later. Default: from estimated Lipschitz constants.",
            "name": "step",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance on the norm of the mean map, relative to its initial norm.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DistributedSolution": {
        "about": "The best snapshot, a point at which all workers sent their full maps.",
        "fields": [
          {
            "about": "The termination status. `converged` means that the residual is within the tolerance, `stalled` that it decreased\nby less than 1 % in the last fifth of the rounds, at least 1000.",
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
            "about": "The norm of the mean map at the solution.",
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
            "about": "The number of times that all workers sent their full maps, including two at the start.",
            "name": "snapshots",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of values sent per worker on average. Indices are not counted.",
            "name": "sentPerWorker",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of values received by a worker, apart from the start. Indices are not counted.",
            "name": "receivedPerWorker",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The final step size.",
            "name": "step",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of times that steps proved too long and the search returned to the best snapshot.",
            "name": "backtracks",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "ExploitabilityProblem": {
        "about": "A game, and strategies or a distribution.",
        "fields": [
          {
            "about": "The payoffs of each player for each action profile: 2 to 8 matrices or tensors of equal shape with one axis per\nplayer, as nested lists or `{ shape, values }`. Or the matrix of a two-player zero-sum game, with the row\nplayer's payoffs. At most 10⁷ profiles.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[] | matrix"
          },
          {
            "about": "The probability of each profile, with the last player's action varying fastest. Players know the distribution,\nand learn only their own action. At most 50 000 profiles.",
            "name": "distribution",
            "optional": true,
            "type": "number | numbers | matrix"
          },
          {
            "about": "The mixed strategies of all players: as rows of a matrix if all have the same number of actions, otherwise\nconcatenated in a vector.",
            "name": "strategies",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "ExploitabilitySolution": {
        "about": "The distance from equilibrium.",
        "fields": [
          {
            "about": "The gain of each player from the best deviation: another strategy or, with a distribution, a substitute for each\nrecommended action.",
            "name": "regrets",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest regret: 0 at an equilibrium.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the regrets, known as NashConv; in a two-player zero-sum game, the duality gap.",
            "name": "nashConv",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best action of each player against the others' strategies, the first of several. With a distribution, the\nbest for a player who learns nothing.",
            "name": "bestResponses",
            "optional": false,
            "type": "integers"
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
            "about": "A row per inequality, with one column per variable.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Upper bounds on the products of the rows with the point.",
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
            "about": "The expected payoff of each player.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest gain of a player from another strategy.",
            "name": "regret",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "NashFind": {
        "about": "The number of equilibria to find.",
        "type": "'one' | 'all'",
        "values": [
          {
            "about": "One.",
            "name": "one"
          },
          {
            "about": "All equilibria of a two-player game with up to 62 actions in total. If there are infinitely many, the extreme\nones; the others are mixtures of these. The time grows exponentially with the number of actions.",
            "name": "all"
          }
        ]
      },
      "NashMethod": {
        "about": "The method for finding one equilibrium.",
        "type": "'auto' | 'lemkeHowson' | 'logit'",
        "values": [
          {
            "about": "The Lemke–Howson method for two players. For more, the first pure equilibrium in the order of the profiles, or\nthe logit path if there is none.",
            "name": "auto"
          },
          {
            "about": "Complementary pivoting, which finds an equilibrium of any two-player game (Lemke, Howson, J. SIAM 12, 1964). The\nlexicographic ratio test ensures termination in degenerate games.",
            "name": "lemkeHowson"
          },
          {
            "about": "The path of logit equilibria from uniform strategies, at zero precision, to an equilibrium of players without\nerrors (McKelvey, Palfrey, Games Econ. Behav. 10, 1995; tracked as in Turocy, Games Econ. Behav. 51, 2005).",
            "name": "logit"
          }
        ]
      },
      "NashProblem": {
        "about": "A normal-form game.",
        "fields": [
          {
            "about": "The payoffs of each player for each action profile, to be maximized: 2 to 8 matrices or tensors of equal shape\nwith one axis per player, as nested lists or `{ shape, values }`. At most 10⁷ profiles, entries up to 10¹⁵⁰.",
            "name": "payoffs",
            "optional": false,
            "type": "(number | numbers | matrix)[]"
          },
          {
            "about": "Whether to find one equilibrium or all.",
            "name": "find",
            "optional": true,
            "type": "NashFind"
          },
          {
            "about": "For the Lemke–Howson method, the first label to drop: an action of the first player, or of the second, counted\nafter the first's. Each label leads to an equilibrium, some to different ones. Default: a race of all labels\nwith a growing number of pivots.",
            "name": "label",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on pivots, or on steps along the path.",
            "default": "1000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "With `find: 'all'`, the limit on bases visited of each player's polytope.",
            "default": "100000",
            "name": "maxVertices",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method for finding one equilibrium.",
            "name": "method",
            "optional": true,
            "type": "NashMethod"
          },
          {
            "about": "Tolerance on the gain from deviating, relative to the range of the player's payoffs.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "NashSolution": {
        "about": "An equilibrium or the best approximation found; with `find: 'all'` also the other equilibria.",
        "fields": [
          {
            "about": "The termination status: `converged` if the relative regret of the returned strategies, computed from the\npayoffs, is within the tolerance and, with `find: 'all'`, the enumeration is complete and each equilibrium\nsatisfies the tolerance. `stalled` if rounding allows no more, or the path ends near several equilibria.",
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
            "about": "The expected payoff of each player.",
            "name": "expectedPayoffs",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gain of each player from the best other strategy while the others keep theirs.",
            "name": "regrets",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest regret.",
            "name": "regret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest regret relative to the range of that player's payoffs.",
            "name": "relativeRegret",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of pivots, steps along the path, or bases visited; 0 for a pure equilibrium of more than two players.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "With `find: 'all'`: whether there are no others.",
            "name": "complete",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "With `find: 'all'`: whether some strategy has more best responses than used actions. There may then be\ninfinitely many equilibria, all of them mixtures of the listed ones.",
            "name": "degenerate",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "With `find: 'all'`: the distinct equilibria, in descending order of strategies.",
            "name": "equilibria",
            "optional": true,
            "type": "NashEquilibrium[]"
          },
          {
            "about": "With the logit path: the precision λ at its end, in units of the inverse of each player's payoff range. The\nreturned equilibrium is the limit λ → ∞, computed by Newton's method.",
            "name": "logitPrecision",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "OperatorData": {
        "about": "A map as data, in exactly one of these forms.",
        "fields": [
          {
            "about": "An affine map.",
            "name": "affine",
            "optional": true,
            "type": "AffineMap"
          },
          {
            "about": "A function of the variables, as one vector, and of parameters. Its value is a vector of the same length, and its\nderivatives are exact.",
            "name": "expression",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The map of a saddle function: its gradient in x, and its negative gradient in y.",
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
        "about": "The loss of a pair as a function of its margin h, the increase of the log-probability ratio of chosen to rejected\nsequence over the reference's.",
        "type": "'sigmoid' | 'ipo' | 'hinge'",
        "values": [
          {
            "about": "−ln(1 / (1 + exp(−β h))).",
            "name": "sigmoid"
          },
          {
            "about": "(h − 1/(2β))².",
            "name": "ipo"
          },
          {
            "about": "max(1 − β h, 0).",
            "name": "hinge"
          }
        ]
      },
      "PolicyReference": {
        "about": "The reference and temperature of a policy with the strengths as rewards.",
        "fields": [
          {
            "about": "The reference probabilities, positive; only their ratios matter.",
            "name": "reference",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The temperature β, positive: the weight of the divergence from the reference.",
            "name": "beta",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PreferenceLossProblem": {
        "about": "Pairs of a chosen and a rejected sequence.",
        "fields": [
          {
            "about": "The chosen sequences.",
            "name": "chosen",
            "optional": false,
            "type": "Sequences"
          },
          {
            "about": "The rejected sequences, equal in number.",
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
            "about": "The assumed fraction of pairs with swapped labels, at least 0 and below 1/2; for `sigmoid`.",
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
            "about": "The choice of tokens to include.",
            "name": "mask",
            "optional": true,
            "type": "TokenMask"
          },
          {
            "about": "The weight of each pair, nonnegative and not all zero. Default: 1.",
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
            "about": "The weighted mean loss.",
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
            "about": "The reward of each chosen sequence minus that of the rejected one: β h.",
            "name": "margins",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "β times the log-probability of each chosen sequence minus the reference's.",
            "name": "chosenRewards",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "β times the log-probability of each rejected sequence minus the reference's.",
            "name": "rejectedRewards",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted fraction of pairs with a positive margin.",
            "name": "accuracy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The gradient of the loss with respect to the log-probabilities of the chosen tokens.",
            "name": "chosenGradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The gradient of the loss with respect to the log-probabilities of the rejected tokens.",
            "name": "rejectedGradient",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The index of the first differing token of each pair, if `tokens` are given; the shorter length if one sequence\nis a prefix of the other.",
            "name": "firstDifferences",
            "optional": true,
            "type": "integers"
          }
        ]
      },
      "PreferenceWinnerMethod": {
        "about": "The method for regularized lotteries.",
        "type": "'auto' | 'mirrorProx' | 'mirrorDescent'",
        "values": [
          {
            "about": "Mirror prox with occasional Newton steps.",
            "name": "auto"
          },
          {
            "about": "Mirror prox.",
            "name": "mirrorProx"
          },
          {
            "about": "Mirror descent, for comparison. It cycles if preferences are cyclic and regularization is weak.",
            "name": "mirrorDescent"
          }
        ]
      },
      "PreferenceWinnerProblem": {
        "about": "Preferences between items, and the regularization. Give either `preferences` or `votes`.",
        "fields": [
          {
            "about": "Limit on rounds or, without regularization, on simplex pivots.",
            "default": "100000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "PreferenceWinnerMethod"
          },
          {
            "about": "Whether steps are as short as in the paper, which assumes a preference of 1 between some items. By default they\nare adapted to the largest preference.",
            "default": "false",
            "name": "paperStep",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The frequency, from 0 to 1, with which item i is preferred to item j, in row i and column j. Matrix and\ntranspose must sum to 1 within 1e-9. At most 5000 items.",
            "name": "preferences",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The reference: positive numbers; only their ratios matter. Default: uniform.",
            "name": "reference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The factor β on the Kullback–Leibler divergence from the reference, from 1e-9 to 1e9; 0 for no regularization.",
            "default": "0.01",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A nonnegative number added to each count of votes.",
            "default": "0.0",
            "name": "smoothing",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Tolerance on the exploitability.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of times that item i beat item j, instead of `preferences`: nonnegative, with a zero diagonal. Items\nnever compared have preference 1/2.",
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
            "about": "The termination status. `converged` means that the exploitability is within the tolerance.",
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
            "about": "The gain of the best response to this lottery over the lottery itself, including the regularization. Divided by\n`regularization`, it bounds the divergence of the exact solution from this lottery.",
            "name": "exploitability",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The frequency with which each item is preferred to one drawn from the lottery.",
            "name": "winProbabilities",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of rounds, or of simplex pivots.",
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
            "about": "The number of times that all items were compared with a lottery: twice per round, once for mirror descent.",
            "name": "queries",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The index of the item preferred to every other one more often than not, if there is one.",
            "name": "condorcetWinner",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The log-probabilities, accurate even if probabilities underflow; with regularization.",
            "name": "logProbabilities",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The span (largest minus smallest entry) of the difference between the log-probabilities and those of the best\nresponse; with regularization.",
            "name": "spanError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the lottery was proved to be unique; without regularization. `false` means that there is no proof.",
            "name": "unique",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "SaddleFunction": {
        "about": "The saddle function c'x + x'Qx/2 + y'Ax − b'y − y'Ry/2, minimized over x and maximized over y. The point is x\nfollowed by y.",
        "fields": [
          {
            "about": "The matrix A: a row per entry of y, a column per entry of x.",
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
        "about": "Concatenated token sequences.",
        "fields": [
          {
            "about": "The log-probability of each token under the model, at most 0.",
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
            "about": "The start index of each sequence, followed by the total number of tokens.",
            "name": "offsets",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "1 for tokens to include, 0 for others; for `given`.",
            "name": "mask",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The token ids; for `afterFirstDifference`.",
            "name": "tokens",
            "optional": true,
            "type": "integers"
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
            "about": "Nonnegative vectors that sum to `sum`.",
            "name": "simplex"
          },
          {
            "about": "Vectors within `radius` of `center`.",
            "name": "ball"
          }
        ]
      },
      "TokenMask": {
        "about": "The choice of tokens to include.",
        "type": "'all' | 'afterFirstDifference' | 'given'",
        "values": [
          {
            "about": "All tokens.",
            "name": "all"
          },
          {
            "about": "Tokens from the first difference between the sequences of a pair.",
            "name": "afterFirstDifference"
          },
          {
            "about": "Tokens with `mask` 1.",
            "name": "given"
          }
        ]
      },
      "VariationalInequalityDataProblem": {
        "about": "A variational inequality with the map given as data.",
        "fields": [
          {
            "about": "The map.",
            "name": "operator",
            "optional": false,
            "type": "OperatorData"
          },
          {
            "about": "Additional linear inequalities. They have multipliers in the solution.",
            "name": "constraints",
            "optional": true,
            "type": "LinearConstraints"
          },
          {
            "about": "Whether to record the residual after each evaluation in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial point, projected onto the set. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A Lipschitz constant of the map, for step sizes. Default: estimated.",
            "name": "lipschitz",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Limit on evaluations of the map. Evaluations of components count as fractions.",
            "default": "100000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "VariationalInequalityMethod"
          },
          {
            "about": "Whether `auto` takes Newton steps, with at most 2000 variables and inequalities.",
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
            "about": "The convex set, as a product over consecutive variables. Default: all vectors.",
            "name": "set",
            "optional": true,
            "type": "ConvexSet[]"
          },
          {
            "about": "Tolerance on the natural residual of a point z, relative to `scale` times the larger of 1 and the norm\nof z. The unit of the map does not matter, but variables should have size about 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The name of the expression's input that holds the variables. Default: the first.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "VariationalInequalityMethod": {
        "about": "The method for a variational inequality.",
        "type": "'auto' | 'anchored' | 'halpern' | 'extragradient' | 'goldenRatio' | 'optimistic' | 'varianceReducedHalpern'",
        "values": [
          {
            "about": "Anchored steps, plus Newton steps unless `newton` is false.",
            "name": "auto"
          },
          {
            "about": "Extragradient steps pulled back to an anchor. The anchor moves to the current point whenever the residual has\ndecreased enough.",
            "name": "anchored"
          },
          {
            "about": "Anchored steps of fixed length 1/(2L), with the anchor fixed at the start.",
            "name": "halpern"
          },
          {
            "about": "Extragradient steps with adaptive step size.",
            "name": "extragradient"
          },
          {
            "about": "Steps from a weighted mean of all previous points, with adaptive step size: one evaluation each.",
            "name": "goldenRatio"
          },
          {
            "about": "Extragradient steps with the map's previous value: one evaluation each.",
            "name": "optimistic"
          },
          {
            "about": "For means of many cocoercive maps, unconstrained: steps that evaluate few components, pulled back to the start.",
            "name": "varianceReducedHalpern"
          }
        ]
      },
      "VariationalInequalityRecord": {
        "about": "The progress of a search.",
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
            "about": "The natural residual of the last evaluated point.",
            "name": "naturalResidual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "VariationalInequalitySolution": {
        "about": "The best point found.",
        "fields": [
          {
            "about": "The termination status.",
            "name": "status",
            "optional": false,
            "type": "VariationalInequalityStatus"
          },
          {
            "about": "The point, a member of the set.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of z − P(z − F(z) / s), times s, where P projects onto the set and s is `scale`. With constraints z is\nfollowed by the multipliers λ ≥ 0, and the map is (F(z) + C'λ, upper − C z).",
            "name": "naturalResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The unit s of the map per unit of its variables: `lipschitz` if given. Otherwise the smaller of two difference\nquotients of the map over a short step, at the start and at the solution.",
            "name": "scale",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the map, including finite differences.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of components evaluated.",
            "name": "componentEvaluations",
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
            "about": "The number of times that the anchor moved.",
            "name": "restarts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "VariationalInequalityMethod"
          },
          {
            "about": "The maximum of ⟨F(z), z − u⟩ over u in the set, if it is bounded and there are no constraints. For a monotone\nmap it bounds ⟨F(u), z − u⟩, and for a saddle function the duality gap.",
            "name": "gap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The residual after each evaluation, if `history` was set.",
            "name": "history",
            "optional": true,
            "type": "VariationalInequalityRecord[]"
          },
          {
            "about": "The multipliers of the constraints, if any.",
            "name": "multipliers",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "VariationalInequalityStatus": {
        "about": "The termination status.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'infeasible' | 'notMonotone'",
        "values": [
          {
            "about": "The natural residual is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "The limit on evaluations was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The residual of the best point decreased by less than 1 % in the last fifth of the evaluations, at least 10 000.",
            "name": "stalled"
          },
          {
            "about": "No point of the set satisfies the constraints. The multipliers λ prove it: λ'(Cz − upper) is positive for all z\nin the set. The returned point has nearly minimal violation.",
            "name": "infeasible"
          },
          {
            "about": "The search did not converge, and the map is not monotone. Only tested for affine maps given as data, with at\nmost 1000 variables.",
            "name": "notMonotone"
          }
        ]
      },
      "VoteLoss": {
        "about": "The loss of a vote as a function of the strength difference.",
        "type": "'logistic' | 'squared'",
        "values": [
          {
            "about": "The negative log-likelihood.",
            "name": "logistic"
          },
          {
            "about": "The squared distance of the winner's strength minus the loser's from 1/2. With a policy of temperature β this is\nthe distance of the log-probability ratio from 1/(2β), as in identity preference optimization.",
            "name": "squared"
          }
        ]
      },
      "ZeroSumChosenMethod": {
        "about": "The method used.",
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
        "about": "The method for a zero-sum game.",
        "type": "'auto' | 'simplex' | 'regretMatching' | 'primalDual' | 'mirrorProx'",
        "values": [
          {
            "about": "The simplex method for games with up to 4 million entries, including zeros, otherwise the primal-dual method.",
            "name": "auto"
          },
          {
            "about": "Linear programming (Dantzig, A proof of the equivalence of the programming problem and the game problem, 1951):\nexact up to rounding, in roughly cubic time in the number of actions. It stores the full matrix.",
            "name": "simplex"
          },
          {
            "about": "Regret matching plus with alternating updates and averages of increasing weight (Tammelin, Burch, Johanson,\nBowling, IJCAI 2015): rough strategies after few rounds, each with two matrix products.",
            "name": "regretMatching"
          },
          {
            "about": "The primal-dual hybrid gradient method with restarts (Applegate, Hinder, Lu, Lubin, Math. Programming 201,\n2023), completed by linear equations once few actions are used. For games too large for the simplex method,\nespecially sparse ones.",
            "name": "primalDual"
          },
          {
            "about": "Mirror prox with Newton steps, the only method for games with `regularization`.",
            "name": "mirrorProx"
          }
        ]
      },
      "ZeroSumProblem": {
        "about": "A zero-sum game: the row player chooses a row to maximize the payoff, and the column player chooses a column and\npays it.",
        "fields": [
          {
            "about": "The row player's payoffs, with a row per row action and a column per column action: dense or sparse, at most 10⁶\nof either, entries up to 10¹⁵⁰.",
            "name": "payoffs",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The column player's reference. Default: uniform.",
            "name": "columnReference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Whether to record the relative gap at each evaluation in the solution.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Initial strategies of first-order methods. The simplex method returns them if time runs out before it finds\nbetter ones. Default: uniform.",
            "name": "initial",
            "optional": true,
            "type": "ZeroSumStart"
          },
          {
            "about": "Limit on iterations: simplex pivots, rounds of regret matching and of mirror prox, primal-dual steps. Default:\n50 per row and column for the simplex method, 100 000 for the others.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "ZeroSumMethod"
          },
          {
            "about": "The factor β on the Kullback–Leibler divergences of both strategies from references, minimized by each player; 0\nfor no regularization. With regularization the equilibrium is unique, and mirror prox computes it, for at most\n4000 rows and columns in total.",
            "default": "0.0",
            "name": "regularization",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The row player's reference: positive numbers; only their ratios matter. Default: uniform.",
            "name": "rowReference",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "Tolerance on the duality gap or, with `regularization`, on the exploitability, relative to the range of the\npayoffs.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ZeroSumProgress": {
        "about": "The progress of a method.",
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
        "about": "Strategies of a zero-sum game. Its value lies between the bounds for strategies from any source.",
        "fields": [
          {
            "about": "The termination status: `converged` if the relative gap, computed from the payoffs for the returned strategies,\nis within the tolerance; `stalled` if it decreased by less than 1 % in the last fifth of the iterations, or\nrounding allows no more.",
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
            "about": "The row player's expected payoff for the returned strategies.",
            "name": "value",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The row player's guaranteed expected payoff: the minimum over all columns against `row`.",
            "name": "lowerBound",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The column player's guaranteed limit: the maximum expected payoff over all rows against `column`.",
            "name": "upperBound",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper bound minus the lower bound.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The duality gap relative to the range of the payoffs; 0 if all payoffs are equal.",
            "name": "relativeGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The rows with a positive probability.",
            "name": "rowSupport",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The columns with a positive probability.",
            "name": "columnSupport",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of pivots, rounds or steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "ZeroSumChosenMethod"
          },
          {
            "about": "With `regularization`: the sum of both players' gains from best responses, including the divergences. On\nconvergence it is at most the tolerance times the range of the payoffs. Divided by `regularization`, it bounds\nthe divergence of the equilibrium from the strategies.",
            "name": "exploitability",
            "optional": true,
            "type": "number"
          },
          {
            "about": "With `history`: the relative gap of the best strategies at each evaluation, every 10 rounds of regret matching,\n8 primal-dual steps or 256 pivots. With `regularization`, the exploitability relative to the range of the\npayoffs.",
            "name": "history",
            "optional": true,
            "type": "ZeroSumProgress[]"
          }
        ]
      },
      "ZeroSumStart": {
        "about": "Initial strategies.",
        "fields": [
          {
            "about": "The column player's strategy.",
            "name": "column",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The row player's strategy: nonnegative, summing to 1.",
            "name": "row",
            "optional": true,
            "type": "numbers"
          }
        ]
      }
    }
  },
  "linear": {
    "methods": {
      "linear.eigenvalues": {
        "problem": "EigenvaluesProblem",
        "solution": "EigenvaluesSolution"
      },
      "linear.nextParameter": {
        "problem": "NextParameterProblem",
        "solution": "NextParameterSolution"
      },
      "linear.prepare": {
        "problem": "PrepareProblem",
        "solution": "PrepareSolution"
      },
      "linear.recordCost": {
        "problem": "RecordCostProblem",
        "solution": "RecordCostSolution"
      },
      "linear.solve": {
        "problem": "SolveProblem",
        "solution": "SolveSolution"
      },
      "linear.solveSequence": {
        "problem": "SolveSequenceProblem",
        "solution": "SolveSequenceSolution"
      }
    },
    "types": {
      "Candidate": {
        "about": "An iterative method to choose from.",
        "fields": [
          {
            "about": "The method: `cg`, `minres`, `gmres` or `bicgstab`.",
            "name": "method",
            "optional": false,
            "type": "SolveMethod"
          },
          {
            "about": "The preconditioner. An iteration costs 1 without one, and up to 3 with one that has as many entries as the\nmatrix; of `bicgstab` twice that.",
            "name": "preconditioner",
            "optional": true,
            "type": "Preconditioner"
          },
          {
            "about": "The relaxation of `ssor`; above 0 and below 2.",
            "default": "1.5",
            "name": "relaxation",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "EigenvaluesMethod": {
        "about": "The method for eigenvalues.",
        "type": "'auto' | 'shiftInvert' | 'lobpcg'",
        "values": [
          {
            "about": "All eigenvalues by a dense decomposition for dense matrices, and for sparse ones with at most 300 rows; otherwise\n`shiftInvert`, or `lobpcg` if the factor would have more than 30 million entries.",
            "name": "auto"
          },
          {
            "about": "Lanczos iterations with the inverse of a shifted matrix, for symmetric matrices. The inertia of two factorizations\nproves that no eigenvalue was missed.",
            "name": "shiftInvert"
          },
          {
            "about": "The locally optimal block preconditioned conjugate gradient method, for symmetric matrices and the smallest or\nlargest eigenvalues. Needs no factorization; it cannot prove that no eigenvalue was missed.",
            "name": "lobpcg"
          }
        ]
      },
      "EigenvaluesProblem": {
        "about": "The eigenvalue problem `A x = λ B x` with a diagonal `B`.",
        "fields": [
          {
            "about": "The square matrix `A`: dense, of any kind, or sparse and symmetric.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The number of eigenvalues, at least 1 and at most the number of rows; of a sparse matrix at most 200. Default: all\nof a dense matrix, and 6 of a sparse one. If it separates two conjugate eigenvalues, both are returned.",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The diagonal of `B`, with entries from 1e-50 to 1e50. Default: ones.",
            "name": "massDiagonal",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations, at least 1.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "EigenvaluesMethod"
          },
          {
            "about": "The number for `nearest`.",
            "default": "0.0",
            "name": "shift",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on `residuals`, relative to the maximum norm of `A` and the 2-norm of the eigenvector; above 0 and\nbelow 1.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to return eigenvectors.",
            "default": "true",
            "name": "vectors",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The part of the spectrum. Default: `smallest` for symmetric matrices, and `largest` for others.",
            "name": "which",
            "optional": true,
            "type": "Which"
          }
        ]
      },
      "EigenvaluesRoute": {
        "about": "The method that computed the eigenvalues.",
        "type": "'dense' | 'shiftInvert' | 'lobpcg'",
        "values": [
          {
            "about": "A dense decomposition.",
            "name": "dense"
          },
          {
            "about": "Lanczos iterations with the inverse of a shifted matrix.",
            "name": "shiftInvert"
          },
          {
            "about": "LOBPCG.",
            "name": "lobpcg"
          }
        ]
      },
      "EigenvaluesSolution": {
        "about": "Eigenvalues and eigenvectors.",
        "fields": [
          {
            "about": "The reason for termination. `converged` if all residuals are within the tolerance.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The eigenvalues: of a symmetric matrix in ascending order, of another one their real parts, in the order of\n`which`, conjugate ones side by side.",
            "name": "values",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norms of `A x - λ B x` divided by that of `x`, computed from the returned numbers.",
            "name": "residuals",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of iterations: solves with the shifted matrix for `shiftInvert`, 0 for `dense`.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "EigenvaluesRoute"
          },
          {
            "about": "The number of eigenvalues in the range of those returned, by the signs of the pivots of factorizations: up to the\nlast value for `smallest`, from the first one for `largest`, and as far as the farthest one on both sides of the\nshift for `nearest`. If it is `count`, none was missed; all of a larger number were found, and those not\nreturned equal the last one but for rounding. Only for `shiftInvert`.",
            "name": "countBelow",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Bounds of the errors: within each distance of its value there is an eigenvalue. Absent for matrices that are not\nsymmetric.",
            "name": "errorBounds",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The imaginary parts of the eigenvalues; absent for symmetric matrices.",
            "name": "imaginary",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The imaginary parts of the eigenvectors; absent for symmetric matrices.",
            "name": "imaginaryVectors",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The eigenvectors as columns. Of a symmetric matrix they are orthonormal in the inner product of `B`, and the entry\nof largest modulus is positive. Of another matrix they are the real parts, with 2-norm 1 together with the\nimaginary parts.",
            "name": "vectors",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "InertiaCounts": {
        "about": "The numbers of eigenvalues by sign.",
        "fields": [
          {
            "about": "Positive eigenvalues.",
            "name": "positive",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Negative eigenvalues.",
            "name": "negative",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Eigenvalues that are zero to rounding.",
            "name": "zero",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "LearnedState": {
        "about": "The state of a learner: plain data, to be passed on unchanged.",
        "fields": [
          {
            "about": "The parameters.",
            "name": "grid",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The learner.",
            "name": "learner",
            "optional": false,
            "type": "Learner"
          },
          {
            "about": "The number of features of a context.",
            "name": "features",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The range of contexts.",
            "name": "contextRange",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of recorded costs.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Their sum.",
            "name": "totalCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The smallest cost; 0 before the first one.",
            "name": "smallestCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest cost; 0 before the first one.",
            "name": "largestCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of squared errors of fitted costs, relative to the largest one.",
            "name": "squaredErrors",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the features of all rounds.",
            "name": "featureSums",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Gram matrix of the features of each parameter, by rows, one after the other.",
            "name": "grams",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sums of features times costs for each parameter.",
            "name": "products",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of rounds of each interval of contexts, for `tsallis`.",
            "name": "binRounds",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of costs of each interval.",
            "name": "binCosts",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The estimated sums of costs of each parameter, one interval after the other.",
            "name": "binEstimates",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The choice whose cost is not recorded yet.",
            "name": "pending",
            "optional": true,
            "type": "Pending"
          }
        ]
      },
      "Learner": {
        "about": "The rule by which parameters are chosen.",
        "type": "'auto' | 'inverseGap' | 'tsallis' | 'fixed'",
        "values": [
          {
            "about": "`inverseGap`.",
            "name": "auto"
          },
          {
            "about": "Inverse gap weighting of costs fitted by ridge regression, with Chebyshev polynomials of the context.",
            "name": "inverseGap"
          },
          {
            "about": "Tsallis-INF, which does not assume that costs stay the same. With contexts, one learner for each of six equal\nintervals.",
            "name": "tsallis"
          },
          {
            "about": "The first parameter of the grid.",
            "name": "fixed"
          }
        ]
      },
      "NextParameterProblem": {
        "about": "A grid of parameters, and the state after the last problem.",
        "fields": [
          {
            "about": "The parameters, at least 1 and at most 1000.",
            "name": "grid",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A number that describes the next problem. Either all problems have one, or none.",
            "name": "context",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The smallest and the largest context: needed if problems have contexts.",
            "name": "contextRange",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with\ncontexts, else 1.",
            "name": "features",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rule by which parameters are chosen.",
            "default": "'auto'",
            "name": "learner",
            "optional": true,
            "type": "Learner"
          },
          {
            "about": "The state after the last problem. Default: none was solved yet.",
            "name": "state",
            "optional": true,
            "type": "TuningState"
          }
        ]
      },
      "NextParameterSolution": {
        "about": "A parameter.",
        "fields": [
          {
            "about": "The index of the parameter in the grid.",
            "name": "index",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The parameter.",
            "name": "value",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The state for `recordCost`.",
            "name": "state",
            "optional": false,
            "type": "LearnedState"
          }
        ]
      },
      "Pending": {
        "about": "A choice whose cost is not recorded yet.",
        "fields": [
          {
            "about": "The index of the parameter.",
            "name": "index",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The probability with which it was chosen.",
            "name": "probability",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The context.",
            "name": "context",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Preconditioner": {
        "about": "A preconditioner.",
        "type": "'auto' | 'none' | 'jacobi' | 'ssor' | 'incompleteCholesky' | 'incompleteLu' | 'amg'",
        "values": [
          {
            "about": "For `cg`, `amg` if the matrix has more than 2000 rows, no positive entries off the diagonal and no negative row\nsums, else `incompleteCholesky`, or `jacobi` if that fails; for `minres`, `jacobi`; for `gmres` and `bicgstab`,\n`incompleteLu`.",
            "name": "auto"
          },
          {
            "about": "No preconditioner.",
            "name": "none"
          },
          {
            "about": "Division by the absolute values of the diagonal.",
            "name": "jacobi"
          },
          {
            "about": "Symmetric successive over-relaxation with `relaxation`, for `cg`, `gmres` and `bicgstab`.",
            "name": "ssor"
          },
          {
            "about": "Incomplete Cholesky factorization on the pattern of the matrix, for `cg`.",
            "name": "incompleteCholesky"
          },
          {
            "about": "Incomplete LU factorization on the pattern of the matrix, for `gmres` and `bicgstab`.",
            "name": "incompleteLu"
          },
          {
            "about": "An algebraic multigrid cycle, for `cg`: classical for sparse matrices whose entries jump and have no positive ones\noff the diagonal, otherwise by smoothed aggregation.",
            "name": "amg"
          }
        ]
      },
      "PrepareProblem": {
        "about": "The matrix of linear systems.",
        "fields": [
          {
            "about": "The square matrix `A`, dense or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at\nmost 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "SolveMethod"
          },
          {
            "about": "The preconditioner of an iterative method. If `method` is `auto`, a preconditioner other than `auto` selects an\niterative method.",
            "name": "preconditioner",
            "optional": true,
            "type": "Preconditioner"
          },
          {
            "about": "The relaxation of `ssor`; above 0 and below 2. 1 gives symmetric Gauss–Seidel sweeps.",
            "default": "1.5",
            "name": "relaxation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of iterations of `gmres` before a restart, at least 1. Memory grows with it: one vector for each.",
            "default": "50",
            "name": "restart",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A known property of the matrix, which is then not tested. By default symmetry is tested, and definiteness found\nout by a factorization.",
            "name": "structure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PrepareSolution": {
        "about": "Never returned in practice, because a system is held until it is closed.",
        "fields": [
          {
            "about": "The number of calls.",
            "name": "calls",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "RecordCostProblem": {
        "about": "A state with a chosen parameter, and its cost.",
        "fields": [
          {
            "about": "The state from `nextParameter`.",
            "name": "state",
            "optional": false,
            "type": "TuningState"
          },
          {
            "about": "The cost, a number of at least 1, such as a count of iterations.",
            "name": "cost",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "RecordCostSolution": {
        "about": "The state after a recorded cost.",
        "fields": [
          {
            "about": "The state for the next call of `nextParameter`.",
            "name": "state",
            "optional": false,
            "type": "LearnedState"
          }
        ]
      },
      "SequenceMethod": {
        "about": "The method for a sequence.",
        "type": "'auto' | 'direct' | 'sor' | 'ssorCg' | 'candidates'",
        "values": [
          {
            "about": "`direct` if the matrix is not symmetric or its factorization takes at most 1000 operations per entry, else\n`ssorCg`.",
            "name": "auto"
          },
          {
            "about": "Factorizations: of narrow bands without reordering, of others with one symbolic analysis for matrices with\nentries in the same places.",
            "name": "direct"
          },
          {
            "about": "Successive over-relaxation with a learned relaxation.",
            "name": "sor"
          },
          {
            "about": "Conjugate gradients with symmetric over-relaxation and a learned relaxation, for symmetric positive definite\nmatrices.",
            "name": "ssorCg"
          },
          {
            "about": "A learned choice among `candidates`.",
            "name": "candidates"
          }
        ]
      },
      "SequenceRoute": {
        "about": "The method that solved a sequence.",
        "type": "'direct' | 'sor' | 'ssorCg' | 'candidates'",
        "values": [
          {
            "about": "Factorizations.",
            "name": "direct"
          },
          {
            "about": "Successive over-relaxation.",
            "name": "sor"
          },
          {
            "about": "Conjugate gradients with symmetric over-relaxation.",
            "name": "ssorCg"
          },
          {
            "about": "A choice among candidates.",
            "name": "candidates"
          }
        ]
      },
      "SolveMethod": {
        "about": "The method for a linear system.",
        "type": "'auto' | 'cholesky' | 'ldl' | 'lu' | 'cg' | 'minres' | 'gmres' | 'bicgstab'",
        "values": [
          {
            "about": "Chooses by the form, symmetry and signs of the matrix and by the cost of a factorization, and goes on to another\nmethod if one fails. See the guide for the rules.",
            "name": "auto"
          },
          {
            "about": "Cholesky factorization, for symmetric positive definite matrices.",
            "name": "cholesky"
          },
          {
            "about": "LDL' factorization, for symmetric matrices: with Bunch–Kaufman pivoting up to 400 rows or if `matrix` is dense;\notherwise sparse with a diagonal D and static pivoting, which suits positive definite and saddle-point matrices.",
            "name": "ldl"
          },
          {
            "about": "LU factorization with partial pivoting, for any matrix.",
            "name": "lu"
          },
          {
            "about": "Conjugate gradients, for symmetric positive definite matrices.",
            "name": "cg"
          },
          {
            "about": "MINRES, for symmetric matrices.",
            "name": "minres"
          },
          {
            "about": "GMRES with restarts, for any matrix.",
            "name": "gmres"
          },
          {
            "about": "BiCGSTAB, for any matrix, with less memory than `gmres`.",
            "name": "bicgstab"
          }
        ]
      },
      "SolveProblem": {
        "about": "A linear system `A x = b`.",
        "fields": [
          {
            "about": "The square matrix `A`, dense or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right side `b`, with an entry for each row of the matrix, or several right sides as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "Whether to estimate the condition number; only direct methods do.",
            "default": "false",
            "name": "estimateCondition",
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
            "about": "The starting point of iterative methods, in the form of `rightSide`. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The maximum number of iterations for each right side, at least 1. Default: ten times the number of rows, and at\nmost 10 000.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "SolveMethod"
          },
          {
            "about": "The preconditioner of an iterative method. If `method` is `auto`, a preconditioner other than `auto` selects an\niterative method.",
            "name": "preconditioner",
            "optional": true,
            "type": "Preconditioner"
          },
          {
            "about": "The relaxation of `ssor`; above 0 and below 2. 1 gives symmetric Gauss–Seidel sweeps.",
            "default": "1.5",
            "name": "relaxation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of iterations of `gmres` before a restart, at least 1. Memory grows with it: one vector for each.",
            "default": "50",
            "name": "restart",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A known property of the matrix, which is then not tested. By default symmetry is tested, and definiteness found\nout by a factorization.",
            "name": "structure",
            "optional": true,
            "type": "Structure"
          },
          {
            "about": "The tolerance on the relative residual, the norm of `b - A x` divided by the norm of `b`; above 0 and below 1.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolveProgress": {
        "about": "The progress of a solve.",
        "fields": [
          {
            "about": "The index of the current right side, from 0.",
            "name": "column",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations for it so far.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The relative residual, as updated by recurrence.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SolveRoute": {
        "about": "The method that solved a linear system.",
        "type": "'cholesky' | 'ldl' | 'lu' | 'cg' | 'minres' | 'gmres' | 'bicgstab'",
        "values": [
          {
            "about": "Cholesky factorization.",
            "name": "cholesky"
          },
          {
            "about": "LDL' factorization.",
            "name": "ldl"
          },
          {
            "about": "LU factorization.",
            "name": "lu"
          },
          {
            "about": "Conjugate gradients.",
            "name": "cg"
          },
          {
            "about": "MINRES.",
            "name": "minres"
          },
          {
            "about": "GMRES.",
            "name": "gmres"
          },
          {
            "about": "BiCGSTAB.",
            "name": "bicgstab"
          }
        ]
      },
      "SolveSequenceProblem": {
        "about": "A sequence of linear systems: of given `matrices`, or of the matrices `scales[k] * matrix + shifts[k] * I`.",
        "fields": [
          {
            "about": "The right sides as the columns of a matrix, one for each system, or one vector for all.",
            "name": "rightSides",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The methods to choose from, for `candidates`.",
            "name": "candidates",
            "optional": true,
            "type": "Candidate[]"
          },
          {
            "about": "The smallest and the largest context. Default: the extremes of `contexts`.",
            "name": "contextRange",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "A number that describes each system. Default: `shifts`, if given.",
            "name": "contexts",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of Chebyshev polynomials of the context in the fitted costs, at least 1 and at most 20. Default: 6 with\ncontexts, else 1.",
            "name": "features",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relaxations to choose from, above 0 and below 2, at most 1000. Default: 20 from 1 to 1.95.",
            "name": "grid",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The rule by which relaxations are chosen.",
            "default": "'auto'",
            "name": "learner",
            "optional": true,
            "type": "Learner"
          },
          {
            "about": "The matrices, square and of one size.",
            "name": "matrices",
            "optional": true,
            "type": "(matrix | sparse matrix)[]"
          },
          {
            "about": "The matrix that all systems share.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The maximum number of iterations for each system, at least 1.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "SequenceMethod"
          },
          {
            "about": "The factors of `matrix`. Default: ones.",
            "name": "scales",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The multiples of the identity added to `matrix`.",
            "name": "shifts",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The tolerance on the relative residuals; above 0 and below 1. Factorizations also converge if rounding explains the\nresidual, as in `solve`.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The state of the learner after an earlier sequence. Default: none.",
            "name": "tuning",
            "optional": true,
            "type": "TuningState"
          },
          {
            "about": "Whether each system starts from the solution of the last one; otherwise from 0.",
            "default": "false",
            "name": "warmStart",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "SolveSequenceSolution": {
        "about": "The solutions of a sequence.",
        "fields": [
          {
            "about": "`converged` if all systems are solved, else the first other of `statuses`.",
            "name": "status",
            "optional": false,
            "type": "SolveStatus"
          },
          {
            "about": "The status of each system. Systems that were not reached have `timeLimit`, the solution 0 and the residual 1.",
            "name": "statuses",
            "optional": false,
            "type": "SolveStatus[]"
          },
          {
            "about": "The solutions as the columns of a matrix.",
            "name": "solutions",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The norm of `b - A x` divided by the norm of `b`, for each system, computed from the returned solution.",
            "name": "relativeResiduals",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of iterations for each system: sweeps of `sor`; 0 for `direct`.",
            "name": "iterations",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The sum of `iterations`.",
            "name": "totalIterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "SequenceRoute"
          },
          {
            "about": "The relaxation of each system, or the index of its candidate. Absent for `direct`.",
            "name": "parameters",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The total cost minus the cost of the best single parameter, as fitted by the learner. Absent for `direct` and\n`fixed`.",
            "name": "regretEstimate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The state of the learner, to go on with another sequence. Absent for `direct`.",
            "name": "tuning",
            "optional": true,
            "type": "LearnedState"
          }
        ]
      },
      "SolveSolution": {
        "about": "The solution of a linear system.",
        "fields": [
          {
            "about": "The reason for termination; for several right sides the first one other than `converged`.",
            "name": "status",
            "optional": false,
            "type": "SolveStatus"
          },
          {
            "about": "The solution `x`, in the form of `rightSide`.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The norm of `b - A x` divided by the norm of `b`, computed from the returned `x`; 0 if `b` is 0. For several\nright sides the largest.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The normwise relative backward error, `|b - A x| / (|A| |x| + |b|)` in the maximum norm, computed from the\nreturned `x`: `x` solves a system with `A` and `b` changed by at most this fraction. For several right sides the\nlargest.",
            "name": "backwardError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations, for several right sides the largest; 0 for direct methods. An iteration of `bicgstab`\ntakes two products with the matrix, of other methods one.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method used.",
            "name": "method",
            "optional": false,
            "type": "SolveRoute"
          },
          {
            "about": "The preconditioner used; `none` for direct methods.",
            "name": "preconditioner",
            "optional": false,
            "type": "UsedPreconditioner"
          },
          {
            "about": "An estimate of the condition number in the 1-norm, from below and rarely by more than a factor of 3. Absent\nunless requested, and for iterative methods.",
            "name": "condition",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of entries in the factors. Only for direct methods.",
            "name": "factorEntries",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A record of each iteration; absent unless requested.",
            "name": "history",
            "optional": true,
            "type": "SolveProgress[]"
          },
          {
            "about": "The numbers of positive, negative and zero eigenvalues. Only for `ldl`; absent unless it converged or found zero\neigenvalues.",
            "name": "inertia",
            "optional": true,
            "type": "InertiaCounts"
          }
        ]
      },
      "SolveStatus": {
        "about": "Reasons for termination of `solve`.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'singular' | 'breakdown'",
        "values": [
          {
            "about": "The relative residual is at most `tolerance`, or the right side and the solution are 0. Direct methods also\nconverge with a `backwardError` of at most 4 times the rounding unit times the square root of the number of\nrows, because rounding then prevents a smaller residual.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding or static pivoting prevents further progress. `backwardError` shows the accuracy reached.",
            "name": "stalled"
          },
          {
            "about": "The matrix is singular to working precision: a pivot of the equilibrated matrix is at rounding level, or the\nsolution is as large as only such matrices have. The solution is 0.",
            "name": "singular"
          },
          {
            "about": "The method does not apply: a pivot of Cholesky or a curvature of `cg` is not positive, or the recurrence of an\niterative method cannot continue. The solution is 0 or the last iterate.",
            "name": "breakdown"
          }
        ]
      },
      "Structure": {
        "about": "A property of a matrix.",
        "type": "'symmetric' | 'positiveDefinite' | 'general'",
        "values": [
          {
            "about": "The matrix is symmetric.",
            "name": "symmetric"
          },
          {
            "about": "The matrix is symmetric and positive definite.",
            "name": "positiveDefinite"
          },
          {
            "about": "The matrix is treated as unsymmetric.",
            "name": "general"
          }
        ]
      },
      "TuningState": {
        "about": "The state of a learner: plain data, to be passed on unchanged.",
        "fields": [
          {
            "about": "The parameters.",
            "name": "grid",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The learner.",
            "name": "learner",
            "optional": false,
            "type": "Learner"
          },
          {
            "about": "The number of features of a context.",
            "name": "features",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The range of contexts.",
            "name": "contextRange",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of recorded costs.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Their sum.",
            "name": "totalCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The smallest cost; 0 before the first one.",
            "name": "smallestCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest cost; 0 before the first one.",
            "name": "largestCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of squared errors of fitted costs, relative to the largest one.",
            "name": "squaredErrors",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the features of all rounds.",
            "name": "featureSums",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The Gram matrix of the features of each parameter, by rows, one after the other.",
            "name": "grams",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sums of features times costs for each parameter.",
            "name": "products",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of rounds of each interval of contexts, for `tsallis`.",
            "name": "binRounds",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of costs of each interval.",
            "name": "binCosts",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The estimated sums of costs of each parameter, one interval after the other.",
            "name": "binEstimates",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The choice whose cost is not recorded yet.",
            "name": "pending",
            "optional": true,
            "type": "Pending"
          }
        ]
      },
      "UsedPreconditioner": {
        "about": "The preconditioner of an iterative method.",
        "type": "'none' | 'jacobi' | 'ssor' | 'incompleteCholesky' | 'incompleteLu' | 'amg'",
        "values": [
          {
            "about": "None.",
            "name": "none"
          },
          {
            "about": "Division by the diagonal.",
            "name": "jacobi"
          },
          {
            "about": "Symmetric successive over-relaxation.",
            "name": "ssor"
          },
          {
            "about": "Incomplete Cholesky factorization.",
            "name": "incompleteCholesky"
          },
          {
            "about": "Incomplete LU factorization.",
            "name": "incompleteLu"
          },
          {
            "about": "Algebraic multigrid.",
            "name": "amg"
          }
        ]
      },
      "Which": {
        "about": "A part of the spectrum. The eigenvalues of matrices that are not symmetric are ordered by their modulus.",
        "type": "'smallest' | 'largest' | 'nearest'",
        "values": [
          {
            "about": "The smallest eigenvalues.",
            "name": "smallest"
          },
          {
            "about": "The largest eigenvalues.",
            "name": "largest"
          },
          {
            "about": "The eigenvalues nearest to `shift`.",
            "name": "nearest"
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
      },
      "numerics.fixedPoint": {
        "problem": "FixedPointProblem",
        "solution": "FixedPointSolution"
      }
    },
    "types": {
      "BrentMinimumProblem": {
        "about": "The interval and the accuracy of a search for a minimum of `objective`, a function of one number. If there are\nseveral minima, one of them is found. The objective may be `Infinity`, worse than any number, but neither\n`-Infinity` nor NaN.",
        "fields": [
          {
            "about": "The lower endpoint of the interval. The objective is not evaluated at the endpoints.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper endpoint of the interval, above `lower`.",
            "name": "upper",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Limit on iterations, each with one evaluation of the objective.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Absolute tolerance on the minimizer. The effective tolerance is larger by 1.5e-8 times the minimizer, since near\na minimum the values of the objective differ by less than rounding.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BrentMinimumSolution": {
        "about": "The minimum found.",
        "fields": [
          {
            "about": "The termination status.",
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
            "about": "The number of evaluations of the objective.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The best point found.",
            "name": "minimizer",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective at the minimizer.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The lower endpoint of an interval that contains a minimizer.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper endpoint of that interval.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BrentRootProblem": {
        "about": "The interval and the accuracy of a search for a root of `function`, a function of one number. The values at the two\nendpoints must differ in sign, and all values must be finite.",
        "fields": [
          {
            "about": "The lower endpoint of the interval.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper endpoint of the interval, above `lower`.",
            "name": "upper",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Limit on iterations, each with one evaluation of the function.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Absolute tolerance on the root. The effective tolerance is larger by twice the rounding of the root.",
            "default": "1e-14",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "BrentRootSolution": {
        "about": "The root found.",
        "fields": [
          {
            "about": "The termination status.",
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
            "about": "The number of evaluations of the function.",
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
            "about": "The function at the root.",
            "name": "value",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The lower endpoint of an interval with a change of sign.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper endpoint of that interval.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BrentStatus": {
        "about": "The termination status.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit'",
        "values": [
          {
            "about": "The interval is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "FixedPointMethod": {
        "about": "The method for fixed points.",
        "type": "'anderson' | 'plain'",
        "values": [
          {
            "about": "Anderson acceleration: combines the last points so that their residuals nearly cancel.",
            "name": "anderson"
          },
          {
            "about": "The iteration `x = G(x)`.",
            "name": "plain"
          }
        ]
      },
      "FixedPointProblem": {
        "about": "The starting point and the accuracy of a search for a fixed point of `map`.",
        "fields": [
          {
            "about": "The starting point.",
            "name": "initial",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "A number below 1 by which the map contracts distances, if known: this gives `errorBound`.",
            "name": "contraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of a step that is taken, above 0 and at most 1.",
            "default": "1.0",
            "name": "damping",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of evaluations of the map.",
            "default": "500",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "FixedPointMethod"
          },
          {
            "about": "Whether to go back to the best point, and forget the earlier ones, if an accelerated step raises the residual to\nmore than ten times the smallest one.",
            "default": "true",
            "name": "safeguard",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The tolerance on `residual`, relative to 1 plus the norm of the point.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of earlier points that `anderson` combines, at most 20. 0 gives the plain iteration.",
            "default": "5",
            "name": "window",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FixedPointSolution": {
        "about": "The fixed point found.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "FixedPointStatus"
          },
          {
            "about": "The point with the smallest residual.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of `G(x) - x` there.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the map.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The ratio of the last two residuals of successive plain steps: an estimate of the contraction. Absent without two\nsuch steps.",
            "name": "contraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A bound of the distance to the fixed point, `residual / (1 - contraction)` with the contraction of the problem.",
            "name": "errorBound",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FixedPointStatus": {
        "about": "Reasons for termination of `fixedPoint`.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'diverged'",
        "values": [
          {
            "about": "The residual is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The residual has not fallen for 100 evaluations, as in a cycle or at the level of rounding.",
            "name": "stalled"
          },
          {
            "about": "The residual or the points grow beyond all bounds.",
            "name": "diverged"
          }
        ]
      }
    }
  },
  "ode": {
    "methods": {
      "ode.solve": {
        "problem": "SolveExpressionsProblem",
        "solution": "SolveSolution"
      }
    },
    "types": {
      "EventExpressions": {
        "about": "An event: a zero of a function, or given times.",
        "fields": [
          {
            "about": "The state after the event, as a function of time, state before it and parameters. Default: no change.",
            "name": "change",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The direction of the function at its zeros, in the order of integration: 1 rising, -1 falling, 0 both.",
            "default": "0",
            "name": "direction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A scalar function: the event happens at its zeros.",
            "name": "function",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Whether the event ends the integration: `true` at its first occurrence, an integer n at its n-th.",
            "name": "terminal",
            "optional": true,
            "type": "boolean | number"
          },
          {
            "about": "Times at which the event happens, in place of `function`. Those outside the integration do not count.",
            "name": "times",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "EventRecord": {
        "about": "An occurrence of an event.",
        "fields": [
          {
            "about": "The index of the event in `events`.",
            "name": "index",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The time.",
            "name": "time",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The state, before a change.",
            "name": "state",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The state after the change. Absent for events without one.",
            "name": "after",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The index of the trajectory. Absent for a single initial state.",
            "name": "trajectory",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MethodRecord": {
        "about": "A used method.",
        "fields": [
          {
            "about": "The time of its first step.",
            "name": "from",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": false,
            "type": "SolveRoute"
          }
        ]
      },
      "NamedSystem": {
        "about": "A well-known system of differential equations.",
        "type": "'lorenz' | 'roessler' | 'lorenz96' | 'vanDerPol' | 'robertson' | 'lotkaVolterra' | 'brusselator' | 'brusselatorDiffusion' | 'oregonator' | 'hires' | 'arenstorf' | 'fitzHughNagumo' | 'henonHeiles' | 'sir'",
        "values": [
          {
            "about": "Convection as a chaotic flow (Lorenz 1963): `sigma` 10, `rho` 28, `beta` 8/3.",
            "name": "lorenz"
          },
          {
            "about": "A chaotic flow with one nonlinear term (Rössler 1976): `a` 0.2, `b` 0.2, `c` 5.7.",
            "name": "roessler"
          },
          {
            "about": "A chaotic chain of any number of unknowns, at least 4 (Lorenz 1996): `forcing` 8. The customary state has 40.",
            "name": "lorenz96"
          },
          {
            "about": "An oscillator with nonlinear damping (van der Pol 1926), stiff for a large `mu`: `mu` 1.",
            "name": "vanDerPol"
          },
          {
            "about": "A stiff autocatalytic reaction (Robertson 1966): `k1` 0.04, `k2` 3e7, `k3` 1e4.",
            "name": "robertson"
          },
          {
            "about": "Prey and predators (Lotka 1925, Volterra 1926): growth `alpha` 1.5 and loss `beta` 1 of prey, death `gamma` 3 and\ngain `delta` 1 of predators.",
            "name": "lotkaVolterra"
          },
          {
            "about": "An oscillating reaction (Lefever, Nicolis 1971): `a` 1, `b` 3.",
            "name": "brusselator"
          },
          {
            "about": "The same reaction with diffusion along an interval, stiff on a fine grid: `a` 1, `b` 3, `diffusion` 0.02. Any\neven number of unknowns: both concentrations at each of the inner points in turn. The customary state has 1000.",
            "name": "brusselatorDiffusion"
          },
          {
            "about": "The Belousov–Zhabotinsky reaction, stiff (Field, Noyes 1974): `s` 77.27, `w` 0.161, `q` 8.375e-6.",
            "name": "oregonator"
          },
          {
            "about": "Eight stiff reactions of plant physiology (Schäfer 1975), without parameters.",
            "name": "hires"
          },
          {
            "about": "The restricted three-body problem (Arenstorf 1963), with positions before velocities: `mu` 0.012277471, the mass\nof the moon. The customary state lies on a closed orbit of period 17.0652165601579625588917206249.",
            "name": "arenstorf"
          },
          {
            "about": "An excitable neuron (FitzHugh 1961): `current` 0.5, `a` 0.7, `b` 0.8, `tau` 12.5.",
            "name": "fitzHughNagumo"
          },
          {
            "about": "A star in a galaxy (Hénon, Heiles 1964), with positions before velocities, without parameters.",
            "name": "henonHeiles"
          },
          {
            "about": "An epidemic (Kermack, McKendrick 1927), as fractions susceptible, infected and recovered: `beta` 0.4, `gamma` 0.1.",
            "name": "sir"
          }
        ]
      },
      "SolveExpressionsProblem": {
        "about": "Equations `M y' = f(t, y)` with functions as data: of the time `t`, the state `y` and parameters. Each of these may\nbe absent. Derivatives are exact.",
        "fields": [
          {
            "about": "The absolute tolerance on the error of a step: a number, or one for each entry of the state. It matters for\nentries near 0, and may be 0 if no entry of `initial` is.",
            "default": "1e-9",
            "name": "absoluteTolerance",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The lags of delays, positive, by the names under which the field has the states at the lags before `t`: as inputs of a\nformula, with the length of the state each, or as entries of the last argument of a function. Requires explicit methods\nand ascending times.",
            "name": "delays",
            "optional": true,
            "type": "{[name]: number}"
          },
          {
            "about": "Whether to estimate the error by a second integration with a tenth of the tolerances. Its result is\nreturned. It takes more than half of the time. Default: `true` for one trajectory.",
            "name": "estimateError",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The events.",
            "name": "events",
            "optional": true,
            "type": "EventExpressions[]"
          },
          {
            "about": "The field `f`: a function with a value for each entry of the state.",
            "name": "field",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The size of the first step. Default: from first and second derivatives.",
            "name": "firstStep",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial time.",
            "default": "0.0",
            "name": "from",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The state before the start, where there are delays: a vector, or a function of time and parameters. Default: the initial\nstate.",
            "name": "history",
            "optional": true,
            "type": "numbers | function"
          },
          {
            "about": "The initial state, or several as the rows of a matrix, one for each trajectory. A named system has a default.",
            "name": "initial",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The maximum size of a step. Default: no limit.",
            "name": "largestStep",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The diagonal of a mass matrix `M` in `M y' = f(t, y)`. A zero makes an equation algebraic; its unknown is then\nsolved for before the first step. Requires `radau`, which `auto` then selects.",
            "name": "massMatrix",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of steps for each trajectory, rejected ones included; at least 1.",
            "default": "100000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "SolveMethod"
          },
          {
            "about": "A function of time, state and parameters, with a number or a vector as value, to be evaluated at all states: what is\nmeasured of them.",
            "name": "observe",
            "optional": true,
            "type": "function"
          },
          {
            "about": "All parameters of the functions, by name. Those of a named system have defaults.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Whether to compute the derivatives of the states by all parameters; or the names of parameters to compute them by,\namong which `initial` is the initial state.",
            "name": "sensitivities",
            "optional": true,
            "type": "boolean | string[]"
          },
          {
            "about": "The tolerance of a steady state. The integration ends once each derivative is at most `steadyTolerance` times the\nlarger of its entry's magnitude and `absoluteTolerance / tolerance`. Default: no test.",
            "name": "steadyTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A well-known system, in place of `field`.",
            "name": "system",
            "optional": true,
            "type": "NamedSystem"
          },
          {
            "about": "The times of the wanted states, ascending or descending from `from` on; the last one is the final time.",
            "name": "times",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The final time, in place of `times`: the states after all steps are returned.",
            "name": "to",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relative tolerance on the error of a step; at least 1e-13, and below 1.",
            "default": "1e-6",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolveMethod": {
        "about": "The method of integration.",
        "type": "'auto' | 'dormandPrince5' | 'dormandPrince8' | 'radau'",
        "values": [
          {
            "about": "Begins with `dormandPrince5`, or with `dormandPrince8` if `tolerance` is 1e-6 or less, and changes to `radau`\nwhile the problem is stiff.",
            "name": "auto"
          },
          {
            "about": "The explicit Runge–Kutta method of order 5 by Dormand and Prince, for low accuracy.",
            "name": "dormandPrince5"
          },
          {
            "about": "The explicit Runge–Kutta method of order 8 by Dormand and Prince, for high accuracy.",
            "name": "dormandPrince8"
          },
          {
            "about": "The implicit Runge–Kutta method Radau IIA of order 5, for stiff and for algebraic equations.",
            "name": "radau"
          }
        ]
      },
      "SolveRoute": {
        "about": "A used method.",
        "type": "'dormandPrince5' | 'dormandPrince8' | 'radau'",
        "values": [
          {
            "about": "The method of this name.",
            "name": "dormandPrince5"
          },
          {
            "about": "The method of this name.",
            "name": "dormandPrince8"
          },
          {
            "about": "The method of this name.",
            "name": "radau"
          }
        ]
      },
      "SolveSolution": {
        "about": "The states of one or several trajectories.",
        "fields": [
          {
            "about": "The reason for termination; for several trajectories the first one other than `finished`.",
            "name": "status",
            "optional": false,
            "type": "SolveStatus"
          },
          {
            "about": "The times of the states. If the integration ended early, the last one is the time it reached.",
            "name": "times",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The states, one per row, for several trajectories one after another. At the time of a change, the state before\nit.",
            "name": "states",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The events, in the order of integration.",
            "name": "events",
            "optional": false,
            "type": "EventRecord[]"
          },
          {
            "about": "The number of accepted steps.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rejected steps.",
            "name": "rejected",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the field, without those of differences for its Jacobian.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of its Jacobian.",
            "name": "jacobians",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of factorizations, a real and a complex one each.",
            "name": "factorizations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The methods used for the first trajectory, each from a time on.",
            "name": "methods",
            "optional": false,
            "type": "MethodRecord[]"
          },
          {
            "about": "The size proposed for a next step of the first trajectory.",
            "name": "lastStep",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the error of each entry of the state, the largest over all times: the difference of two\nintegrations, the second of which, with a tenth of the tolerances, is returned. Absent unless estimated, and after\nan integration that ended before its time.",
            "name": "errorEstimate",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The values of `observe` at the states, a row for each; `NaN` outside its domain. Present if it was given.",
            "name": "observed",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The derivatives of `observed`, like those of `states`.",
            "name": "observedSensitivities",
            "optional": true,
            "type": "{[name]: matrix}"
          },
          {
            "about": "For each requested parameter, and `initial`, the derivatives of the states by it. A row belongs to a state; it holds the\nderivative of each entry of the state, by all elements of the parameter in turn.",
            "name": "sensitivities",
            "optional": true,
            "type": "{[name]: matrix}"
          },
          {
            "about": "The row of the first state of each trajectory. Absent for a single initial state.",
            "name": "starts",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The reason for termination of each trajectory. Absent for a single initial state.",
            "name": "statuses",
            "optional": true,
            "type": "SolveStatus[]"
          }
        ]
      },
      "SolveStatus": {
        "about": "Reasons for termination of an integration.",
        "type": "'finished' | 'event' | 'steady' | 'iterationLimit' | 'stalled' | 'timeLimit'",
        "values": [
          {
            "about": "The final time was reached.",
            "name": "finished"
          },
          {
            "about": "A terminal event happened.",
            "name": "event"
          },
          {
            "about": "The state is steady within `steadyTolerance`.",
            "name": "steady"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "Steps, or intervals between events, became too short for the resolution of time, or the state too large: there is a\nsingularity, the field is not finite, or events accumulate.",
            "name": "stalled"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      }
    }
  },
  "pde": {
    "methods": {
      "pde.chemotaxis": {
        "problem": "ChemotaxisProblem",
        "solution": "ChemotaxisSolution"
      },
      "pde.diffusion": {
        "problem": "DiffusionProblem",
        "solution": "DiffusionSolution"
      },
      "pde.heat": {
        "problem": "HeatProblem",
        "solution": "HeatSolution"
      },
      "pde.minimizeEnergy": {
        "problem": "MinimizeEnergyProblem",
        "solution": "MinimizeEnergySolution"
      },
      "pde.poisson": {
        "problem": "PoissonProblem",
        "solution": "PoissonSolution"
      },
      "pde.reactionDiffusion": {
        "problem": "ReactionDiffusionProblem",
        "solution": "ReactionDiffusionSolution"
      }
    },
    "types": {
      "Boundaries": {
        "about": "The conditions of the axes.",
        "type": "Boundary | Boundary[]"
      },
      "Boundary": {
        "about": "The condition at both boundaries of an axis.",
        "type": "'dirichlet' | 'neumann' | 'periodic'",
        "values": [
          {
            "about": "Given values. The points lie at multiples of the spacing, length / (points + 1), strictly inside.",
            "name": "dirichlet"
          },
          {
            "about": "Given outward derivatives. The points are the centers of cells of length / points.",
            "name": "neumann"
          },
          {
            "about": "The function continues periodically. The points lie at multiples of length / points, from 0.",
            "name": "periodic"
          }
        ]
      },
      "BoundaryValues": {
        "about": "Values at the sides of a box: a number, a number for each point of the side, or a function of `x`, `y` and `z`. The points of a side are those of the\ngrid without the side's axis, in the same order; along `dirichlet` axes the two boundary points may be added.",
        "fields": [
          {
            "about": "At the smallest z. Default: 0.",
            "name": "back",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "At the smallest y. Default: 0.",
            "name": "bottom",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "At the largest z. Default: 0.",
            "name": "front",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "At the smallest x. Default: 0.",
            "name": "left",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "At the largest x. Default: 0.",
            "name": "right",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "At the largest y. Default: 0.",
            "name": "top",
            "optional": true,
            "type": "number | numbers | function"
          }
        ]
      },
      "ChemotaxisFlux": {
        "about": "The discretization of the flux between cells.",
        "type": "'exponential' | 'upwind'",
        "values": [
          {
            "about": "Exponential fitting (Scharfetter, Gummel 1969): second order, exact in equilibrium.",
            "name": "exponential"
          },
          {
            "about": "Upwind differences: first order.",
            "name": "upwind"
          }
        ]
      },
      "ChemotaxisModel": {
        "about": "The model of the signal.",
        "type": "'indirect' | 'parabolicElliptic' | 'direct'",
        "values": [
          {
            "about": "All three equations.",
            "name": "indirect"
          },
          {
            "about": "The limit of ε to 0: signal and intermediate are in equilibrium with the density.",
            "name": "parabolicElliptic"
          },
          {
            "about": "The limit of ε and τ to 0: the cells produce the signal, which is in equilibrium.",
            "name": "direct"
          }
        ]
      },
      "ChemotaxisProblem": {
        "about": "Cells with density `n` that move towards a signal `c`, produced by an intermediate `w` that the cells produce:\n`∂n/∂t = Δn - χ ∇·(n ∇c)`, `ε ∂c/∂t = Δc - c + w`, `ε ∂w/∂t = τ Δw - w + n`, without flux through the boundary.",
        "fields": [
          {
            "about": "The number of cells of the grid along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The density at the start: a number, a number for each cell, or a function of `x` and `y`; not negative, and not\nzero everywhere.",
            "name": "density",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The final time, above 0.",
            "name": "finalTime",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Limit models to solve beside `indirect`, from the same density and with the same time steps.",
            "default": "[]",
            "name": "compare",
            "optional": true,
            "type": "LimitModel[]"
          },
          {
            "about": "The time scale ε of signal and intermediate, above 0; required for `indirect`, otherwise absent.",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The discretization of the flux.",
            "name": "flux",
            "optional": true,
            "type": "ChemotaxisFlux"
          },
          {
            "about": "Whether to return the free energy after each step.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The intermediate `w` at the start, only for `indirect`. Default: `(1 - τ Δ)⁻¹ n`.",
            "name": "intermediate",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The model.",
            "name": "model",
            "optional": true,
            "type": "ChemotaxisModel"
          },
          {
            "about": "The sensitivity χ, above 0.",
            "default": "1.0",
            "name": "sensitivity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The signal `c` at the start, only for `indirect`. Default: `(1 - Δ)⁻¹ w`.",
            "name": "signal",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.",
            "name": "snapshots",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The diffusion τ of the intermediate, at least 0. Default: 1. Absent for `direct`.",
            "name": "tau",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by\n`tolerance`.",
            "name": "timeStep",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on the relative error of the density in each step, if `timeStep` is absent; above 0 and below 1.",
            "default": "0.001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ChemotaxisProgress": {
        "about": "The state of an evolution after a step.",
        "fields": [
          {
            "about": "The number of steps.",
            "name": "step",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The time.",
            "name": "time",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The free energy.",
            "name": "freeEnergy",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ChemotaxisSolution": {
        "about": "The evolution of cells and their signal.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "ChemotaxisStatus"
          },
          {
            "about": "The times of the snapshots reached, and the time of termination if it is another one.",
            "name": "times",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The density, a row for each time.",
            "name": "density",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The signal, a row for each time.",
            "name": "signal",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The intermediate, a row for each time; equal to the density for `direct`.",
            "name": "intermediate",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The mass of the density at each time.",
            "name": "mass",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The smallest density at each time.",
            "name": "minimum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest density at each time.",
            "name": "maximum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The largest share of the mass in one cell of the grid, at each time.",
            "name": "concentration",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The free energy at each time.",
            "name": "freeEnergy",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of steps after which the free energy was larger than before, beyond rounding.",
            "name": "energyIncreases",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of steps.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rejected steps.",
            "name": "rejected",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The differences from the limit models, in the order of `compare`.",
            "name": "comparison",
            "optional": true,
            "type": "LimitComparison[]"
          },
          {
            "about": "The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.",
            "name": "errorEstimate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The free energy after each step; absent unless requested.",
            "name": "history",
            "optional": true,
            "type": "ChemotaxisProgress[]"
          }
        ]
      },
      "ChemotaxisStatus": {
        "about": "Reasons for termination of `chemotaxis`.",
        "type": "'finished' | 'concentrated' | 'stepLimit' | 'timeLimit'",
        "values": [
          {
            "about": "The final time was reached.",
            "name": "finished"
          },
          {
            "about": "The final time was reached, but on more than 1000 cells of the grid one of them holds more than a tenth of the\nmass, or the signal is too large for floating-point numbers: the numbers do not describe a solution of the\nequations.",
            "name": "concentrated"
          },
          {
            "about": "The tolerance needs time steps below the resolution of time.",
            "name": "stepLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "ClosedBoundaries": {
        "about": "The conditions of the axes of a closed system.",
        "type": "ClosedBoundary | ClosedBoundary[]"
      },
      "ClosedBoundary": {
        "about": "The condition at both boundaries of an axis of a closed system.",
        "type": "'neumann' | 'periodic'",
        "values": [
          {
            "about": "No flux.",
            "name": "neumann"
          },
          {
            "about": "The function continues periodically.",
            "name": "periodic"
          }
        ]
      },
      "Coefficient": {
        "about": "A coefficient, the same in all directions or one for each.",
        "type": "number | numbers | function | DirectedCoefficient"
      },
      "Density": {
        "about": "A density of the gradient `p`, with `s` its squared length.",
        "fields": [
          {
            "about": "The kind.",
            "name": "kind",
            "optional": false,
            "type": "DensityKind"
          },
          {
            "about": "The factor of `quadratic`, above 0. Default: 1.",
            "name": "coefficient",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The exponent of `power`, above 1.",
            "name": "exponent",
            "optional": true,
            "type": "number"
          },
          {
            "about": "λ of the added density `λ s / 2`, at least 0.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The smoothing δ of `power`, at least 0, and above 0 for exponents below 2. Default: 0.01 for exponents below 2,\notherwise 0.",
            "name": "smoothing",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of `area`, above 0. Default: 1.",
            "name": "strength",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DensityKind": {
        "about": "Densities of the gradient.",
        "type": "'area' | 'power' | 'quadratic'",
        "values": [
          {
            "about": "The area of the graph of `u`: `strength sqrt(1 + s)`.",
            "name": "area"
          },
          {
            "about": "`(δ² + s)^(exponent / 2) / exponent`, the energy of the p-Laplacian.",
            "name": "power"
          },
          {
            "about": "`coefficient s / 2`.",
            "name": "quadratic"
          }
        ]
      },
      "DiffusionBoundary": {
        "about": "The conditions at the sides of a rectangle. An interval has the first two.",
        "fields": [
          {
            "about": "At y = 0. Default: `dirichlet` with value 0.",
            "name": "bottom",
            "optional": true,
            "type": "SideCondition"
          },
          {
            "about": "At x = 0. Default: `dirichlet` with value 0.",
            "name": "left",
            "optional": true,
            "type": "SideCondition"
          },
          {
            "about": "At the largest x. Default: `dirichlet` with value 0.",
            "name": "right",
            "optional": true,
            "type": "SideCondition"
          },
          {
            "about": "At the largest y. Default: `dirichlet` with value 0.",
            "name": "top",
            "optional": true,
            "type": "SideCondition"
          }
        ]
      },
      "DiffusionProblem": {
        "about": "The equation `-∇·(a ∇u) + c u = f` on cells.",
        "fields": [
          {
            "about": "The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The right side `f`: a number, a number for each cell, or a function of `x` and `y`.",
            "name": "rightSide",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The conditions at the sides.",
            "name": "boundary",
            "optional": true,
            "type": "DiffusionBoundary"
          },
          {
            "about": "The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, a function of `x` and `y`, or\none of these for each direction.\nBetween cells it is the harmonic mean, which is exact for layers of materials.",
            "name": "coefficient",
            "optional": true,
            "type": "Coefficient"
          },
          {
            "about": "Whether to return the fluxes through all faces.",
            "default": "false",
            "name": "fluxes",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The starting point, a number for each cell. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The points relaxed together in multigrid.",
            "name": "lines",
            "optional": true,
            "type": "LineChoice"
          },
          {
            "about": "The maximum number of iterations for a linear system, at least 1.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The reaction `c`, from 0 to 1e100: a number, a number for each cell, or a function of `x` and `y`.",
            "name": "reaction",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The tolerance on the relative residual of linear systems; above 0 and below 1.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "DiffusionSolution": {
        "about": "The solution of a diffusion equation.",
        "fields": [
          {
            "about": "The reason for termination. `converged`: the relative residual is at most `tolerance`, or the backward error at\nmost 4 times the rounding unit times the square root of the number of cells, because rounding then prevents a\nsmaller residual. `stalled`: rounding prevents further progress before that.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The mean of the solution over each cell, with x fastest.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Inflow through the boundary plus sources minus reaction, over the sum of their absolute values. A converged\nsolution is moved by the constant that balances them, unless the residual then exceeds the tolerance or\nconstants are free: at most ten times `tolerance`.",
            "name": "fluxBalance",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Half the integral of `u` times the left side of the equations minus the integral of `u` times their right side,\nwith boundary terms in both; the solution minimizes it.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual of the equations over that of their right side, computed from the returned solution.",
            "name": "relativeResidual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest entry of the residual over the norm of the matrix times the largest entry of the solution plus the\nlargest entry of the right side.",
            "name": "backwardError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Only if the equation has a solution for some right sides alone: without reaction, and with given fluxes at all\nsides. The mean of `f` plus the inflow over the volume. The solution is that of `f` minus this number, and has\nmean 0.",
            "name": "compatibility",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fluxes `-a ∇u`; absent unless requested.",
            "name": "fluxes",
            "optional": true,
            "type": "Fluxes"
          }
        ]
      },
      "DirectedCoefficient": {
        "about": "The coefficients of the directions.",
        "fields": [
          {
            "about": "The coefficient of the derivative in x.",
            "name": "x",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The coefficient of the derivative in y.",
            "name": "y",
            "optional": false,
            "type": "number | numbers | function"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "EnergyMethod": {
        "about": "The method of `minimizeEnergy`.",
        "type": "'newton' | 'sobolev'",
        "values": [
          {
            "about": "Newton's method with preconditioned conjugate gradients.",
            "name": "newton"
          },
          {
            "about": "Gradient descent in the Sobolev space H¹ (Marwah and others 2022).",
            "name": "sobolev"
          }
        ]
      },
      "EnergyProgress": {
        "about": "The state of `minimizeEnergy` after an iteration.",
        "fields": [
          {
            "about": "The number of iterations.",
            "name": "iteration",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The energy.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual norm of the derivative relative to the norm of the flux.",
            "name": "relativeDualNorm",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "EnergyStatus": {
        "about": "Reasons for termination of `minimizeEnergy`.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'lineSearchFailed' | 'unbounded' | 'indefinite'",
        "values": [
          {
            "about": "The relative dual norm is at most `tolerance`.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No step decreases the energy, usually because of rounding errors.",
            "name": "lineSearchFailed"
          },
          {
            "about": "The energy seems to have no lower bound: it is negative and still decreases at 2¹⁰, 2²⁰, 2³⁰ and 2⁴⁰ times the\nvalues of the solution.",
            "name": "unbounded"
          },
          {
            "about": "The relative dual norm is at most `tolerance`, but the energy has a direction of negative curvature, so that the\npoint is not a minimizer, or its second derivatives are not finite numbers. Only for potentials that are not convex\nand densities of your own.",
            "name": "indefinite"
          }
        ]
      },
      "Fluxes": {
        "about": "Fluxes `-a ∇u` through faces, in the direction of the axes.",
        "fields": [
          {
            "about": "Through the faces across x: a row of one more than the number of cells for each row of cells.",
            "name": "x",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Through the faces across y: one row more than the rows of cells; of an interval empty.",
            "name": "y",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "HeatProblem": {
        "about": "Diffusion in time.",
        "fields": [
          {
            "about": "The number of cells along each axis: `[x]` or `[y, x]`. Fields are stored with x fastest.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The right side `f`: a number, a number for each cell, or a function of `x` and `y`.",
            "name": "rightSide",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The state at time 0: a number, a number for each cell, or a function of `x` and `y`.",
            "name": "initial",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The times at which states are returned: positive and ascending, at least one.",
            "name": "times",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The conditions at the sides.",
            "name": "boundary",
            "optional": true,
            "type": "DiffusionBoundary"
          },
          {
            "about": "The coefficient `a`, from 1e-100 to 1e100: a number, a number for each cell, a function of `x` and `y`, or\none of these for each direction.\nBetween cells it is the harmonic mean, which is exact for layers of materials.",
            "name": "coefficient",
            "optional": true,
            "type": "Coefficient"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The points relaxed together in multigrid.",
            "name": "lines",
            "optional": true,
            "type": "LineChoice"
          },
          {
            "about": "The maximum number of iterations for a linear system, at least 1.",
            "default": "200",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of steps, rejected ones included, at least 1.",
            "default": "10000",
            "name": "maxSteps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The reaction `c`, from 0 to 1e100: a number, a number for each cell, or a function of `x` and `y`.",
            "name": "reaction",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "A fixed step, shortened to meet the times. Default: steps chosen by `timeTolerance`.",
            "name": "timeStep",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on the estimated error of a step, in the 2-norm and relative to the state; above 0 and below 1.",
            "default": "0.0001",
            "name": "timeTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on the relative residual of linear systems; above 0 and below 1.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "HeatSolution": {
        "about": "The states at the given times.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "HeatStatus"
          },
          {
            "about": "The times reached: all of `times`, or fewer.",
            "name": "times",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The states at the times, a row for each. They are means over cells, with x fastest.",
            "name": "states",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The integral of each state over the box. It is constant without sources, reaction and flux at the sides.",
            "name": "mass",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sum of the estimated errors of all steps, relative to the state.",
            "name": "errorEstimate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of accepted steps.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rejected steps.",
            "name": "rejected",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations for all linear systems, three for each step.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "HeatStatus": {
        "about": "Reasons for termination of `heat`.",
        "type": "'finished' | 'stepLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "All times were reached.",
            "name": "finished"
          },
          {
            "about": "The step limit was reached.",
            "name": "stepLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The steps became too short for their errors, or a linear system was not solved to `tolerance`.",
            "name": "stalled"
          }
        ]
      },
      "LimitComparison": {
        "about": "The difference of a solution from that of a limit model. Norms are those of L².",
        "fields": [
          {
            "about": "The limit model.",
            "name": "model",
            "optional": false,
            "type": "LimitModel"
          },
          {
            "about": "The largest norm of the difference of the densities over all steps.",
            "name": "densityError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the difference of the signals in space and time.",
            "name": "signalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest norm of the difference of the signals over all steps, the start included.",
            "name": "initialLayer",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The same for times from 10 ε; absent if the evolution ends before.",
            "name": "afterLayer",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "LimitModel": {
        "about": "A limit of the model `indirect`.",
        "type": "'parabolicElliptic' | 'direct'",
        "values": [
          {
            "about": "The limit of ε to 0.",
            "name": "parabolicElliptic"
          },
          {
            "about": "The limit of ε and τ to 0.",
            "name": "direct"
          }
        ]
      },
      "LineChoice": {
        "about": "The choice of the points relaxed together.",
        "type": "'auto' | 'points' | 'lines'",
        "values": [
          {
            "about": "Lines if neighbors in one direction are coupled five times as strongly as in the other for half of the cells, and\nonly lines along it if it is the same in 95 % of the cells.",
            "name": "auto"
          },
          {
            "about": "Single points.",
            "name": "points"
          },
          {
            "about": "Lines in both directions.",
            "name": "lines"
          }
        ]
      },
      "MinimizeEnergyProblem": {
        "about": "The energy of a function `u` on a box: the integral of a density of `u` and its gradient, minus the integral of\n`f u`, with given values on the boundary.",
        "fields": [
          {
            "about": "The density: a kind of density of the gradient, or a scalar function as data. The inputs of a function are among\nthe number `u`, the vector `p` with the derivatives along x, y and z, the vector `x` with these coordinates, and\nparameters. Its derivatives are exact.",
            "name": "density",
            "optional": false,
            "type": "Density | function"
          },
          {
            "about": "The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The values on the boundary: a number, a number for each point with the two boundary points added along each axis,\nor a function of `x`, `y` and `z`; only the boundary is read.",
            "name": "boundaryValues",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "Whether to return a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The starting point: a number, a number for each point, or a function of `x`, `y` and `z`. Default: the minimizer on\nevery second point if there are at least 31 points along each axis and all these numbers are odd; otherwise the\ninterpolation of the boundary values by a harmonic function.",
            "name": "initial",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations, at least 1. Default: 100 of `newton`, 2000 of `sobolev`.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "EnergyMethod"
          },
          {
            "about": "The parameters of a density that is a function, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The density as a function of the value.",
            "name": "potential",
            "optional": true,
            "type": "Potential"
          },
          {
            "about": "The source `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary points\nadded along each axis, it includes the boundary, where it adds a constant to the energy.",
            "name": "rightSide",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The step size of `sobolev`, above 0. Default: 2 / (λ + Λ) for curvatures known to lie between λ and Λ; otherwise a\nline search.",
            "name": "stepSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The modulus λ of a density of your own, above 0, if you know it: the density is convex in the value and the gradient\n`p`, and stays so without `λ |p|² / 2`. It gives bounds on errors.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on the dual norm of the derivative, relative to the norm of the flux; above 0 and below 1.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MinimizeEnergySolution": {
        "about": "A minimizer of an energy.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "EnergyStatus"
          },
          {
            "about": "The values at the interior points, in row-major order.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The energy of the discrete function.",
            "name": "energy",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual norm of the derivative, `sqrt(g' (-Δ)⁻¹ g)`, computed from the returned function.",
            "name": "dualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual norm divided by the norm of the flux, the derivative of the density by the gradient. At most `tolerance`\nif `status` is `converged`.",
            "name": "relativeDualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations on the grid; those on coarser grids are not counted.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of evaluations of the energy on the grid.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of iterations of conjugate gradients on the grid; 0 for `sobolev`.",
            "name": "innerIterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the energy's discretization error, from the grid of every second point. Absent if that grid was not\nused for the start.",
            "name": "discretizationEnergyError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A bound on the difference from the least energy of the grid, `dualNorm² / (2 λ)`. Absent unless the energy is known\nto be strongly convex with a modulus λ: the ridge plus the modulus of the density.",
            "name": "energyErrorBound",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A bound on the norm of the gradient of the difference from the minimizer on the grid, `dualNorm / λ`. Absent like\n`energyErrorBound`.",
            "name": "gradientErrorBound",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A record of each iteration; absent unless requested.",
            "name": "history",
            "optional": true,
            "type": "EnergyProgress[]"
          }
        ]
      },
      "PoissonProblem": {
        "about": "The Poisson equation `-Δu + c u = f` on a box.",
        "fields": [
          {
            "about": "The number of unknowns along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest. Their\nproduct is at most 200 000 000.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The right side `f`: a number, a number for each point, or a function of `x`, `y` and `z`. With the two boundary\npoints added along `dirichlet` axes it gives order 4 its values there, which otherwise follow by cubic\nextrapolation.",
            "name": "rightSide",
            "optional": false,
            "type": "number | numbers | function"
          },
          {
            "about": "The condition at the boundaries, for all axes or for each.",
            "name": "boundary",
            "optional": true,
            "type": "Boundaries"
          },
          {
            "about": "Values at the sides: of the solution on `dirichlet` axes, of its outward derivative on `neumann` axes.",
            "name": "boundaryValues",
            "optional": true,
            "type": "BoundaryValues"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`; from 1e-30 to 1e30. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The order of the difference equations: 2, second differences; or 4, the compact scheme on 3, 9 or 19 points, for\nsmooth solutions and without `neumann` axes. Default: 4, or 2 if an axis is `neumann`.",
            "name": "order",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The constant `c`, from 0 to 1e100.",
            "default": "0.0",
            "name": "reaction",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PoissonSolution": {
        "about": "The solution of the Poisson equation.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "PoissonStatus"
          },
          {
            "about": "The solution at the points, with x fastest.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The backward error of the difference equations `A u = b`, computed from the returned solution: the largest entry of\n`b - A u` divided by that of `b` plus the norm of `A` times the largest entry of `u`, in which boundary values\ncount. A few times 1e-16.",
            "name": "residual",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The order of the difference equations.",
            "name": "order",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Only if the equation has a solution for some right sides alone: without `dirichlet` axes and without reaction. The\nmean of `f` plus the flux through the boundary over the volume. The solution is that of `f` minus this number, and\nhas mean 0.",
            "name": "compatibility",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An estimate of the largest discretization error, from the difference to the solution on half the points divided\nby 3 (order 2) or 15 (order 4). Absent unless the points of all `dirichlet` axes are odd, at least 3, and of the\nothers even; and if time was up.",
            "name": "discretizationError",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PoissonStatus": {
        "about": "Reasons for termination of `poisson`.",
        "type": "'converged' | 'timeLimit'",
        "values": [
          {
            "about": "The difference equations are solved to rounding.",
            "name": "converged"
          },
          {
            "about": "The time limit was reached before the solution; zeros are returned.",
            "name": "timeLimit"
          }
        ]
      },
      "Potential": {
        "about": "A density of the value `u`.",
        "fields": [
          {
            "about": "The kind.",
            "name": "kind",
            "optional": true,
            "type": "PotentialKind"
          },
          {
            "about": "The factor, at least 0. Default: 1.",
            "name": "weight",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "PotentialKind": {
        "about": "Densities of the value.",
        "type": "'none' | 'quadratic' | 'logCosh' | 'doubleWell'",
        "values": [
          {
            "about": "None.",
            "name": "none"
          },
          {
            "about": "`weight u² / 2`.",
            "name": "quadratic"
          },
          {
            "about": "`weight ln cosh u`.",
            "name": "logCosh"
          },
          {
            "about": "`weight (u² - 1)² / 4`, which is not convex.",
            "name": "doubleWell"
          }
        ]
      },
      "Reaction": {
        "about": "A reaction: a kind with its parameters, which are at least 0 and default to 1; or functions as data of the vector `u`\nof the concentrations at a point, with an entry for each species, and of parameters. Functions are `production` and\n`destruction`, which keep concentrations positive, or `rate`.",
        "fields": [
          {
            "about": "Of `schnakenberg` and `brusselator`: the supply of the first species.",
            "name": "a",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `schnakenberg`: the supply of the second species; of `brusselator`: the rate of its production.",
            "name": "b",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `logistic`: the capacity, above 0.",
            "name": "capacity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `lotkaVolterra`: the death rate of predators.",
            "name": "death",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A function: the destruction of each species, relative to its concentration, at least 0.",
            "name": "destruction",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Of `lotkaVolterra`: the growth rate of predators by prey.",
            "name": "efficiency",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `grayScott`: the feed rate.",
            "name": "feed",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `lotkaVolterra`: the growth rate of the prey.",
            "name": "growth",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Of `grayScott`: the kill rate.",
            "name": "kill",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The kind; absent for functions.",
            "name": "kind",
            "optional": true,
            "type": "ReactionKind"
          },
          {
            "about": "Of `lotkaVolterra`: the rate at which predators eat.",
            "name": "predation",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A function: the production of each species, at least 0. The rate of change of a species is its production minus its\ndestruction times its concentration.",
            "name": "production",
            "optional": true,
            "type": "function"
          },
          {
            "about": "Of `logistic` and `schnakenberg`: the rate. Without a kind, a function: the rate of change of each species, of any\nsign. Its step, by Heun's method, does not keep concentrations positive.",
            "name": "rate",
            "optional": true,
            "type": "number | function"
          }
        ]
      },
      "ReactionDiffusionProblem": {
        "about": "Species that react and diffuse on a box: `∂u/∂t = D Δu + R(u)` for each of them.",
        "fields": [
          {
            "about": "The reaction.",
            "name": "reaction",
            "optional": false,
            "type": "Reaction"
          },
          {
            "about": "The number of cells of the grid along each axis: `[x]`, `[y, x]` or `[z, y, x]`. Fields are stored with x fastest.",
            "name": "points",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The species: one for `logistic`, two for other kinds of reactions, any number for `none` and functions.",
            "name": "species",
            "optional": false,
            "type": "Species[]"
          },
          {
            "about": "The final time, above 0.",
            "name": "finalTime",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The condition at the boundaries, for all axes or for each.",
            "name": "boundary",
            "optional": true,
            "type": "ClosedBoundaries"
          },
          {
            "about": "The lengths of the box along the axes, in the order of `points`. Default: ones.",
            "name": "lengths",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The parameters of functions of the reaction, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "The times of snapshots, ascending, above 0 and at most `finalTime`. Default: the final time.",
            "name": "snapshots",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The largest time step, above 0: equal steps lead from one snapshot to the next. Default: steps chosen by\n`tolerance`.",
            "name": "timeStep",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The tolerance on the relative error of a species in each step, if `timeStep` is absent; above 0 and below 1.",
            "default": "0.0001",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ReactionDiffusionSolution": {
        "about": "The evolution of species that react and diffuse.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "ReactionDiffusionStatus"
          },
          {
            "about": "The times of the snapshots reached, and the time of termination if it is another one.",
            "name": "times",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "For each species its concentrations, a row for each time.",
            "name": "states",
            "optional": false,
            "type": "matrix[]"
          },
          {
            "about": "The integrals of the concentrations: a row for each time, a column for each species.",
            "name": "mass",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The smallest concentration of all species at each time.",
            "name": "minimum",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of steps.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rejected steps.",
            "name": "rejected",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The sum of the error estimates of all steps, relative; absent for a fixed `timeStep`.",
            "name": "errorEstimate",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ReactionDiffusionStatus": {
        "about": "Reasons for termination of `reactionDiffusion`.",
        "type": "'finished' | 'stepLimit' | 'blowUp' | 'timeLimit'",
        "values": [
          {
            "about": "The final time was reached.",
            "name": "finished"
          },
          {
            "about": "The tolerance needs time steps below the resolution of time, as where a rate is not a number.",
            "name": "stepLimit"
          },
          {
            "about": "A concentration exceeds both 1e12 and the largest one at the start, or is not a number.",
            "name": "blowUp"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "ReactionKind": {
        "about": "Reactions of the species `u` and `v`.",
        "type": "'none' | 'logistic' | 'grayScott' | 'schnakenberg' | 'brusselator' | 'lotkaVolterra'",
        "values": [
          {
            "about": "None: the species diffuse.",
            "name": "none"
          },
          {
            "about": "`rate u (1 - u / capacity)`.",
            "name": "logistic"
          },
          {
            "about": "`feed (1 - u) - u v²` and `u v² - (feed + kill) v`.",
            "name": "grayScott"
          },
          {
            "about": "`rate (a - u + u² v)` and `rate (b - u² v)`.",
            "name": "schnakenberg"
          },
          {
            "about": "`a - (b + 1) u + u² v` and `b u - u² v`.",
            "name": "brusselator"
          },
          {
            "about": "`growth u - predation u v` and `efficiency u v - death v`.",
            "name": "lotkaVolterra"
          }
        ]
      },
      "SideCondition": {
        "about": "The condition at a side.",
        "fields": [
          {
            "about": "The kind of the condition.",
            "name": "kind",
            "optional": false,
            "type": "SideKind"
          },
          {
            "about": "The value on the right of the condition: a number, a number for each cell of the side, or a function of\n`x` and `y`.",
            "name": "value",
            "optional": true,
            "type": "number | numbers | function"
          },
          {
            "about": "The weight of `robin`, from 0 to 1e100: a number, a number for each cell of the side, or a function of `x` and\n`y`. Default: 1.",
            "name": "weight",
            "optional": true,
            "type": "number | numbers | function"
          }
        ]
      },
      "SideKind": {
        "about": "A kind of condition, with `∂ₙ` for the outward derivative.",
        "type": "'dirichlet' | 'neumann' | 'robin'",
        "values": [
          {
            "about": "`u = value`.",
            "name": "dirichlet"
          },
          {
            "about": "`a ∂ₙu = value`: the flux into the box.",
            "name": "neumann"
          },
          {
            "about": "`a ∂ₙu + weight u = value`: exchange with the surroundings.",
            "name": "robin"
          }
        ]
      },
      "Species": {
        "about": "A species.",
        "fields": [
          {
            "about": "The diffusion coefficient, at least 0.",
            "name": "diffusion",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The concentration at the start: a number, a number for each cell, or a function of `x`, `y` and `z`; not negative\nunless the reaction is a `rate`.",
            "name": "initial",
            "optional": false,
            "type": "number | numbers | function"
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
        "about": "A matrix, and the sketch to multiply it by.\n\nThe sketch S is a random matrix with `E[S' S] = I`, a function of `kind`, its numbers of rows and columns,\n`nonzeros`, and the run's seed. Equal arguments give equal S, so a product with S and one with its transpose belong\ntogether.",
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
            "about": "The number of rows of S; for `srht` at most its number of columns rounded up to a power of two.",
            "name": "rows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of columns of S. Required with `transpose`; otherwise the number of rows of `matrix`.",
            "name": "columns",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Nonzero entries per column of S, only for `sparseSign`: from 1 to `rows`. Default: 8, or `rows` if that is less.",
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
            "about": "`S A`, with `rows` rows, or with `transpose` `S' A`, with `columns` rows.",
            "name": "product",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "BasisKind": {
        "about": "Functions of one variable on [-1, 1], the factors of features of points.",
        "type": "'legendre' | 'chebyshev' | 'fourier'",
        "values": [
          {
            "about": "Legendre polynomials times `sqrt(2 k + 1)`: orthonormal for the uniform distribution on [-1, 1].",
            "name": "legendre"
          },
          {
            "about": "Chebyshev polynomials, times `sqrt 2` except for the first: orthonormal for the density\n`1 / (pi sqrt(1 - x^2))`.",
            "name": "chebyshev"
          },
          {
            "about": "1, `sqrt 2 cos(pi x)`, `sqrt 2 sin(pi x)`, `sqrt 2 cos(2 pi x)` and so on, of period 2: orthonormal for the\nuniform distribution. The two functions of frequency k count as degree k.",
            "name": "fourier"
          }
        ]
      },
      "BasisMatrixProblem": {
        "about": "Points, and functions to evaluate there.",
        "fields": [
          {
            "about": "The points, one per row, with coordinates from -1 to 1.",
            "name": "points",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The functions of each coordinate; features are their products.",
            "name": "basis",
            "optional": false,
            "type": "BasisKind"
          },
          {
            "about": "The maximum degree.",
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
            "about": "One row per point and one column per function. Multiplied by the coefficients of a fit it gives the fit's\nvalues.",
            "name": "matrix",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "For each column one number per coordinate: the index of the coordinate's function in the product. Polynomials\nare indexed by their degrees, Fourier functions from 0 in the order 1, cos, sin, cos, sin ... Columns are sorted\nby total degree, then by these indices.",
            "name": "multiIndices",
            "optional": false,
            "type": "integers"
          }
        ]
      },
      "DegreeKind": {
        "about": "The set of products of functions of one variable, for points with several coordinates.",
        "type": "'total' | 'tensor'",
        "values": [
          {
            "about": "Products with a sum of degrees of at most `degree`.",
            "name": "total"
          },
          {
            "about": "Products with no degree above `degree`: many more.",
            "name": "tensor"
          }
        ]
      },
      "Ending": {
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "IterativeHessianSketchProblem": {
        "about": "A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are\nseveral.",
        "fields": [
          {
            "about": "The matrix `A`: dense in double or single precision, or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "Whether each step uses a new sketch, which needs another pass and a factorization; otherwise one serves for all,\nwith momentum.",
            "default": "true",
            "name": "fresh",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether to return the error at each point.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial point, in the form of `solution`. Default: zeros.",
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
            "about": "The maximum number of steps, at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows of each sketch, more than the columns of the matrix: each step divides the error by about the\nsquare root of rows over columns. If it is at least the number of rows of the matrix, the matrix replaces the\nsketch. Default: 6 per column if `fresh`, otherwise 12, and at least 64.",
            "name": "sketchRows",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The requested error: `|A (x - x*)|` relative to the norm of `b`, for the exact solution `x*`. If `b` is zero,\nrelative to `|A x|` for `initial`.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "IterativeHessianSketchProgress": {
        "about": "Progress of an iterative Hessian sketch.",
        "fields": [
          {
            "about": "The number of steps so far.",
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
            "about": "The reason for termination: `converged` if the error is below the tolerance, `stalled` if it stopped decreasing,\nbecause it reached rounding error or the sketch has too few rows for its kind.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "An estimate of its error by the last sketch: `|A (x - x*)|` relative to the norm of `b`, the largest of all\nright-hand sides; correct within a factor that depends on the sketch, about 2 by default.",
            "name": "errorEstimate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The norm of the residual of each right-hand side.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows of each sketch.",
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
            "about": "The error at each point, if requested.",
            "name": "history",
            "optional": true,
            "type": "IterativeHessianSketchProgress[]"
          }
        ]
      },
      "KrylovProblem": {
        "about": "A least-squares problem for an iterative method: the `x` that minimizes `|A x - b|^2 + ridge |x|^2`.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right-hand side `b`, with one entry per row of the matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Stops once the estimated condition number of `A` (with `ridge`, preconditioned) exceeds this; at least 1. If it\nis large the iterates grow in directions that the data do not determine, and stopping keeps them small.",
            "default": "1000000000000.0",
            "name": "conditionLimit",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to return a record of each iteration.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial point, with one entry per column of the matrix. From zero, the default, the iteration converges to\nthe minimizer of minimum norm.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations, each one product with `A` and one with its transpose; at least 1. Default:\nfour times the number of columns, and at least 100.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An upper triangular matrix `R`; entries below the diagonal are ignored. The iteration works on `A R^-1`, which\nshould be better conditioned than `A`. A suitable choice is the factor `R` of a sketch of `A`.",
            "name": "preconditioner",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The coefficient of `|x|^2` in the objective; zero or positive.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The relative size of changes to `A` and `b` for which the returned point would be exact: the iteration stops\nonce the residual is at most this times `|A| |x| + |b|`, or the residual of the normal equations at most this\ntimes `|A|` times the residual. Below 1; values below rounding error count as rounding error.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "KrylovProgress": {
        "about": "Progress of the iteration.",
        "fields": [
          {
            "about": "The number of iterations so far.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method's estimate of the norm of the residual, with `ridge` of `[b - A x; sqrt(ridge) x]`.",
            "name": "residualNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method's estimate of the norm of the residual of the normal equations.",
            "name": "normalResidual",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "KrylovSolution": {
        "about": "The last point of an iterative method for least squares.",
        "fields": [
          {
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "KrylovStatus"
          },
          {
            "about": "The number of iterations.",
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
            "about": "The norm of the residual of the normal equations, `A' (b - A x) - ridge x`, computed from the returned point;\nwith a preconditioner `R`, of `R'^-1` times this residual. It is 0 at a minimizer.",
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
            "about": "An estimate of its condition number, which grows with the iterations; LSQR estimates it in the Frobenius norm,\nLSMR in the spectral one, from below.",
            "name": "conditionNumber",
            "optional": false,
            "type": "number"
          },
          {
            "about": "A record of each iteration; absent unless requested.",
            "name": "history",
            "optional": true,
            "type": "KrylovProgress[]"
          }
        ]
      },
      "KrylovStatus": {
        "about": "Reasons for termination of an iterative method for least squares.",
        "type": "'converged' | 'conditionLimit' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The residual of the returned point is within the tolerance.",
            "name": "converged"
          },
          {
            "about": "The estimated condition number exceeds its limit.",
            "name": "conditionLimit"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "Rounding prevents further progress.",
            "name": "stalled"
          }
        ]
      },
      "LeverageScoresProblem": {
        "about": "A matrix for leverage scores.",
        "fields": [
          {
            "about": "The matrix: dense in double or single precision, or sparse. Tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Whether the scores are exact up to rounding; otherwise a sketch approximates each within a factor of 1/2 to 3/2,\nexcept with a probability of a thousandth, in less time for a very tall matrix.",
            "default": "true",
            "name": "exact",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns\nscaled to equal norms, so that units of measurement do not matter. Default: 1e-15 per column.",
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
            "about": "The squared norm of each row of an orthonormal basis of the column space: from 0 to 1, with the rank as their\nsum.",
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
            "about": "Whether the scores are exact. They also are for a matrix with fewer rows than the sketch would have.",
            "name": "exact",
            "optional": false,
            "type": "boolean"
          }
        ]
      },
      "LstsqFallback": {
        "about": "The reason why the first choice of method did not produce the solution.",
        "type": "'sketchTooSmall' | 'notCertified'",
        "values": [
          {
            "about": "The sketch lost a direction, so that the Gram matrix was not positive definite, or the condition number is too\nlarge for a sketch, above about 1e14.",
            "name": "sketchTooSmall"
          },
          {
            "about": "The solution's certificate failed.",
            "name": "notCertified"
          }
        ]
      },
      "LstsqMethod": {
        "about": "Solution methods for least-squares problems. All end with the same refinement and the same certificate.",
        "type": "'auto' | 'gram' | 'iterative' | 'qr' | 'svd'",
        "values": [
          {
            "about": "`qr` for small problems; the Gram matrix alone for condition numbers below about 1e6; otherwise `qr` with fewer\nthan 32 rows per column, and `gram` with more. `iterative` for sparse matrices with at least 16 rows per column.",
            "name": "auto"
          },
          {
            "about": "A sample of the rows, or a sketch if the sample is not representative, gives a change of variables that makes\nthe columns nearly orthonormal; their exact Gram matrix corrects the rest. Takes one pass over the matrix at the\nspeed of matrix products, and one per refinement.",
            "name": "gram"
          },
          {
            "about": "The sketch's change of variables preconditions conjugate gradients: one pass over the matrix for each of some\nthirty iterations, with few operations.",
            "name": "iterative"
          },
          {
            "about": "Householder QR factorization of the full matrix.",
            "name": "qr"
          },
          {
            "about": "Its singular value decomposition.",
            "name": "svd"
          }
        ]
      },
      "LstsqProblem": {
        "about": "A linear least-squares problem: the `x` that minimizes the norm of `A x - b`, with minimum norm if there are\nseveral.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The maximum number of refinements of the solution, at least 1.",
            "default": "20",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The solution method.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "LstsqMethod"
          },
          {
            "about": "Singular values below this, relative to the largest, count as zero. They are those of the matrix with columns\nscaled to equal norms, so that units of measurement do not matter. Default: dependence up to rounding counts as\nzero, that is, if the component of a column independent of the others is below 1e-15 of the matrix's Frobenius\nnorm.",
            "name": "rankTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to return the residual `b - A x` (before weighting). It takes another pass and the memory of\n`rightSide`.",
            "default": "false",
            "name": "residual",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Adds `ridge * |x|^2` to the objective; zero or positive.",
            "default": "0.0",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The requested backward error: the solution is exact for a matrix that differs from the given one by at most\nthis, relative to its Frobenius norm, with columns scaled to equal norms. Refinement stops there. Default: the\nlimit of rounding, mostly a few units of 1e-16; `converged` then requires at most 1e-14.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A weight for each row, zero or positive: the sum of `weights[i] * (A x - b)[i]^2` is minimized. Default: all 1.",
            "name": "weights",
            "optional": true,
            "type": "numbers"
          }
        ]
      },
      "LstsqRoute": {
        "about": "The possible methods of a solution.",
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
            "about": "The QR factorization.",
            "name": "qr"
          },
          {
            "about": "The singular value decomposition.",
            "name": "svd"
          }
        ]
      },
      "LstsqSolution": {
        "about": "The solution of a least-squares problem, with a proof of its accuracy.",
        "fields": [
          {
            "about": "The reason for termination: `converged` if the backward error is below the tolerance, `stalled` if rounding kept\nit above, at the value of `backwardError`.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The least-squares solution `x`: a vector, or for several right-hand sides a matrix with one solution per column.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The norm of the weighted residual of each right-hand side.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "An estimate of the backward error of the returned solution, the largest of all right-hand sides: the distance of\nthe matrix from one for which the solution is exact, relative to its Frobenius norm. Columns are scaled to equal\nnorms, except for a wide matrix without a ridge, because scaling would change its minimum-norm solution. After\nKarlson and Waldén, BIT 37, 1997.",
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
            "about": "An estimate of the condition number of the matrix with columns scaled to equal norms, or unscaled for a wide\nmatrix without a ridge, correct within a small factor; on the numerical row space if the rank is deficient.",
            "name": "conditionNumber",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The method that produced the solution.",
            "name": "method",
            "optional": false,
            "type": "LstsqRoute"
          },
          {
            "about": "The number of refinements.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of passes over the matrix; for the caller's functions, the number of their calls.",
            "name": "passes",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows of the sample or of the sketch; 0 without one.",
            "name": "sketchRows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The reason why the first choice of method did not produce the solution; absent if it did.",
            "name": "fallback",
            "optional": true,
            "type": "LstsqFallback"
          },
          {
            "about": "The residual `b - A x`, in the form of `rightSide`; absent unless requested.",
            "name": "residual",
            "optional": true,
            "type": "numbers | matrix"
          }
        ]
      },
      "NormBounds": {
        "about": "Bounds on the distortion of norms by weighted rows: for all coefficients x,\n`lower * |A x|^2 <= sum of weights[i] * (A x)[rows[i]]^2 <= upper * |A x|^2`, and these are the best constants.",
        "fields": [
          {
            "about": "The smallest ratio; zero if some x that is nonzero on all rows is zero on the sampled ones, so that they do not\ndetermine a fit.",
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
        "about": "The combinations of equations satisfied by an iteration.",
        "type": "'sweeps' | 'blockRow' | 'row' | 'gaussian' | 'srht' | 'countSketch' | 'sparseSign'",
        "values": [
          {
            "about": "All blocks of a random partition of the equations, forward and backward, accelerated by conjugate gradients: by\nfar the fewest passes over the matrix. Each block's factorization is stored.",
            "name": "sweeps"
          },
          {
            "about": "One block of a random partition of the equations. Blocks are taken in random order, all of them before one is\nrepeated.",
            "name": "blockRow"
          },
          {
            "about": "One equation, sampled with a probability proportional to its row's squared norm: Kaczmarz's method.",
            "name": "row"
          },
          {
            "about": "`blockSize` combinations by a new Gaussian sketch of all equations. This and the following methods read the\nwhole matrix in each iteration.",
            "name": "gaussian"
          },
          {
            "about": "By a new subsampled randomized Hadamard transform.",
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
        "about": "A matrix, and the accuracy of a basis of its range: give at least one of `tolerance` and `rank`.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Number of multiplications of the random vectors by `A' A`: each reduces the required vectors if singular values\ndecay slowly.",
            "default": "1",
            "name": "powerIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of vectors in the basis, or with `tolerance` their maximum; from 1 to the smaller dimension of the\nmatrix, the default.",
            "name": "rank",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The allowed spectral norm of the error of the basis `Q`, `A - Q Q' A`, in the units of `A`; positive. Default:\nno requirement beyond `rank`.",
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
            "about": "The reason for termination.",
            "name": "status",
            "optional": false,
            "type": "RandomizedRangeFinderStatus"
          },
          {
            "about": "The number of vectors in the basis; fewer than requested if the numerical rank of the matrix is smaller.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of blocks of vectors in the basis.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The orthonormal basis `Q`, one vector per column.",
            "name": "basis",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "A bound on the spectral norm of `A - Q Q' A`, wrong with a probability of at most 1e-10 per iteration. It is ten\nto twenty times the norm, and more if many singular values of nearly that size are missed.",
            "name": "errorBound",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "RandomizedRangeFinderStatus": {
        "about": "Reasons for termination of the range finder.",
        "type": "'converged' | 'rankLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The error bound is within the tolerance, or without a tolerance the basis is complete.",
            "name": "converged"
          },
          {
            "about": "The basis has `rank` vectors, and the error bound is above the tolerance.",
            "name": "rankLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The remainder of the matrix is rounding error, but its bound is above the tolerance.",
            "name": "stalled"
          }
        ]
      },
      "RandomizedSvdProblem": {
        "about": "A matrix, and the number and accuracy of its singular values.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The number of singular values: from 1 to the smaller dimension of the matrix.",
            "name": "rank",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Number of random vectors beyond `rank`; a few make a good result nearly certain.",
            "default": "10",
            "name": "oversample",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Number of multiplications of the random vectors by `A' A`: each squares the ratios of the wanted singular values\nto the rest. More are needed if singular values decay slowly.",
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
            "about": "`converged` if all necessary power iterations were done, `timeLimit` if the time limit came first.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The number of power iterations: none if `rank` plus `oversample` reaches the smaller dimension of the matrix,\nbecause all of it is then factorized.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The largest singular values, in descending order.",
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
            "about": "A bound on the spectral norm of `A` minus the approximation, wrong with a probability of at most 1e-10. It is\nten to twenty times the norm, and more if many singular values of nearly that size were omitted.",
            "name": "errorBound",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "SampleMethod": {
        "about": "Distributions of samples. There are `n` rows of `d` features; `k` rows are drawn, `score` is a row's leverage score,\nand `A_S` are the rows of the matrix in the set or sequence `S`, with repetitions.",
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
            "about": "Sets of k rows, with probability proportional to det(A_S' A_S); weights n / k. The fit is unbiased.",
            "name": "volume"
          },
          {
            "about": "Sets of d rows, with probability det(A_S)^2 / det(A' A); weights 1 / score. The fit is unbiased.",
            "name": "dpp"
          },
          {
            "about": "`repeats` independent sets distributed as for `dpp`, one after the other; weights 1 / (repeats score).",
            "name": "repeatedDpp"
          },
          {
            "about": "Sequences of k rows, with probability proportional to det(sum of a_i a_i' / score_i) times the product of the\nscores, both over the sequence; weights d / (k score). The fit is unbiased.",
            "name": "volumeRescaled"
          }
        ]
      },
      "SampledLstsqProblem": {
        "about": "A least-squares problem to be solved with few labels: rows of features are sampled, and coefficients are fitted to\ntheir labels. The sample depends on the run's seed; it equals that of `weightedSample` for the same features.",
        "fields": [
          {
            "about": "The labels of all rows. Only those of the sampled rows are used.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The distribution of the sample.",
            "name": "method",
            "optional": false,
            "type": "SampleMethod"
          },
          {
            "about": "The functions of each coordinate; features are their products.",
            "name": "basis",
            "optional": true,
            "type": "BasisKind"
          },
          {
            "about": "The maximum degree of these products.",
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
            "about": "The features, one row per possible label. Give either this or `points`, `basis` and `degree`.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Points with possible labels, one per row, with coordinates from -1 to 1. Their features are functions, see\n`basis`.",
            "name": "points",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The number of sets for the method `repeatedDpp`.",
            "name": "repeats",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows to sample: from the number of features to the number of rows. Not needed if the method\ndetermines it.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Samples again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`: the distribution is then\nthat of independent draws under this condition. If a hundred samples fail, the nearest one is returned.",
            "default": "false",
            "name": "stabilized",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "SampledLstsqSolution": {
        "about": "The fit to the sampled rows.",
        "fields": [
          {
            "about": "The coefficients, one per feature. If the features are dependent, they have minimum norm among the best fits to\nthe sampled rows; if the sampled rows do not determine them, they have the smallest values on all rows.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The sampled rows, counted from 0; see `weightedSample`.",
            "name": "rows",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The weight of each sampled row in the fit.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The label of each sampled row.",
            "name": "labels",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of labels read: the number of distinct sampled rows.",
            "name": "evaluations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The square root of the weighted sum of the squared residuals of the sampled rows. It underestimates the error on\nother rows, because the fit minimizes it; with no more rows than features it is zero.",
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
            "about": "The distortion of norms by the weighted rows.",
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
            "about": "The number of attempts: one except for stabilized samples.",
            "name": "attempts",
            "optional": false,
            "type": "number"
          },
          {
            "about": "An estimate of the sum of squared residuals of all rows, from fits that leave out a part of the sampled ones.\nIts expectation is that of the sum for a fit with one draw less (one repetition less with `repeatedDpp`). For\n`uniform` and `volume`, which draw no row twice, the rows of that fit count like the others. Single estimates\nhave a large variance. Absent if nothing can be left out: with `dpp`, with no more rows than features, and if\nthe remaining rows would not determine the fit.",
            "name": "lossEstimate",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SketchKind": {
        "about": "The kinds of random sketching matrices.",
        "type": "'gaussian' | 'srht' | 'countSketch' | 'sparseSign'",
        "values": [
          {
            "about": "Independent normal entries: the best constants, and the slowest to generate.",
            "name": "gaussian"
          },
          {
            "about": "The subsampled randomized Hadamard transform: random signs, a fast Walsh-Hadamard transform, rows sampled\nwithout replacement. As good as the Gaussian one in practice, with a logarithmic number of operations per entry.",
            "name": "srht"
          },
          {
            "about": "One random sign per column: the fastest. As an embedding of d columns it needs rows in proportion to d^2.",
            "name": "countSketch"
          },
          {
            "about": "A few random signs per column, one in each of as many bands of rows: almost as fast, and an embedding with rows\nin proportion to d.",
            "name": "sparseSign"
          }
        ]
      },
      "SketchedLstsqConstants": {
        "about": "The number of rows of the sketch as a function of the accuracy e and the failure probability p, for a matrix with n\nrows and d columns.",
        "type": "'practical' | 'theory'",
        "values": [
          {
            "about": "`2 d ln(n / p) / e^2`, which met the bound in all experiments; for `countSketch` at least `d (d + 1) / p`.",
            "name": "practical"
          },
          {
            "about": "`d ln(n / p)^3 / e^2`, with the dependence of the proof on all parameters; for `countSketch` at least\n`d (d + 1) / (p e^2)`.",
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
        "about": "A least-squares problem, and the accuracy of its solution.\n\nFor the solution `x` and the exact one `x*`, except with the probability `failureProbability` for each right-hand\nside: `max |x - x*| <= accuracy / sqrt(columns) * |A x* - b| * |A^+|` with the norm `infinity`, and\n`|x - x*| <= accuracy * |A x* - b| * |A^+|` with `euclidean`. `A^+` is the pseudo-inverse; its norm is one over the\nsmallest singular value.",
        "fields": [
          {
            "about": "The matrix `A`: dense in double or single precision, or sparse.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right-hand side `b`, with one entry per row of the matrix; or several, as the columns of a matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The accuracy, above 0 and below 1. The number of rows of the sketch is proportional to one over its square.",
            "default": "0.5",
            "name": "accuracy",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rule for the number of rows of the sketch.",
            "default": "'practical'",
            "name": "constants",
            "optional": true,
            "type": "SketchedLstsqConstants"
          },
          {
            "about": "The probability of missing the accuracy, above 0 and below 1.",
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
            "about": "The norm of the error bound.",
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
            "about": "The solution, of minimum norm if there are several: a vector, or for several right-hand sides a matrix with one\nsolution per column.",
            "name": "solution",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of rows of the sketch; if `exact`, of the matrix.",
            "name": "sketchRows",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the problem itself was solved, because the sketch would have had at least as many rows.",
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
            "about": "The norm of the sketched residual `S (A x - b)` of each right-hand side.",
            "name": "sketchedResidualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of the residual `A x - b` of each right-hand side: the minimum, or slightly more.",
            "name": "residualNorms",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of the pseudo-inverse of the sketched matrix, as an estimate for the matrix; 0 for a matrix of zeros.",
            "name": "pseudoinverseNorm",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The bound on each solution's error, computed with these norms; 0 if `exact`.",
            "name": "errorBounds",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "SolveConsistentProblem": {
        "about": "A consistent system of linear equations, `A x = b`, to be solved for the solution nearest to `initial`.",
        "fields": [
          {
            "about": "The matrix `A`: tall, square or wide, of any rank.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The right-hand side `b`, with one entry per row of the matrix.",
            "name": "rightSide",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of equations in a block, or of their combinations in a sketch, at least 1; `row` always takes one.\nDefault: 64, or the number of rows of the matrix if that is less.",
            "name": "blockSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to return a record of each evaluation of the residual.",
            "default": "false",
            "name": "history",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial point, with one entry per column of the matrix. Default: zero, from which the iteration converges to\nthe minimum-norm solution.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The maximum number of iterations, at least 1. Default: 1000 sweeps, or as many iterations as use each equation\n1000 times on average.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The combinations of equations satisfied by each iteration.",
            "default": "'sweeps'",
            "name": "method",
            "optional": true,
            "type": "ProjectionMethod"
          },
          {
            "about": "The fraction of the last step added to the next one, at least 0 and below 1. About 0.5 halves the iterations for\nill-conditioned systems; too much causes divergence for any system. Not for `sweeps`, which has a better\nacceleration.",
            "default": "0.0",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The requested norm of the residual, relative to `|A| |x| + |b|` with the Frobenius norm of `A`: the size of the\nchanges to `A` and `b` for which the returned point would be exact. Below 1; values below rounding error count\nas rounding error.",
            "default": "1e-10",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolveConsistentProgress": {
        "about": "Progress of the projections.",
        "fields": [
          {
            "about": "The number of iterations so far.",
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
        "about": "The result of the projections.",
        "fields": [
          {
            "about": "The reason for termination: `converged` if the residual is within the tolerance, `stalled` if it has almost\nstopped decreasing, because the system has no solution or is too ill-conditioned for this method.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "The number of iterations.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The point `x` with the smallest computed residual.",
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
            "about": "A record of each evaluation of the residual; absent unless requested.",
            "name": "history",
            "optional": true,
            "type": "SolveConsistentProgress[]"
          }
        ]
      },
      "WeightedSampleProblem": {
        "about": "Rows of features, and the sample to draw from them. It depends on the run's seed.",
        "fields": [
          {
            "about": "The distribution of the sample.",
            "name": "method",
            "optional": false,
            "type": "SampleMethod"
          },
          {
            "about": "The functions of each coordinate; features are their products.",
            "name": "basis",
            "optional": true,
            "type": "BasisKind"
          },
          {
            "about": "The maximum degree of these products.",
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
            "about": "The features, one row per possible label. Give either this or `points`, `basis` and `degree`.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Points with possible labels, one per row, with coordinates from -1 to 1. Their features are functions, see\n`basis`.",
            "name": "points",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The number of sets for the method `repeatedDpp`.",
            "name": "repeats",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows to sample: from the number of features to the number of rows. Not needed if the method\ndetermines it.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Samples again until `normBounds` are from 1/2 to 3/2. Only for the method `leverage`: the distribution is then\nthat of independent draws under this condition. If a hundred samples fail, the nearest one is returned.",
            "default": "false",
            "name": "stabilized",
            "optional": true,
            "type": "boolean"
          }
        ]
      },
      "WeightedSampleSolution": {
        "about": "A sample of rows.",
        "fields": [
          {
            "about": "The sampled rows, counted from 0: a set in ascending order (with `repeatedDpp` one set after the other), or with\n`leverage` and `volumeRescaled` a sequence in the order of the draws. Rows are distinct only within a set.",
            "name": "rows",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The weight of each sampled row in a fit. Weighted sums over the sampled rows estimate sums over all rows; the\nestimates are unbiased for all distributions except `volume`.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The leverage score of each sampled row.",
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
            "about": "The distortion of norms by the weighted rows.",
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
            "about": "The number of attempts: one except for stabilized samples.",
            "name": "attempts",
            "optional": false,
            "type": "number"
          }
        ]
      }
    }
  },
  "stochastic": {
    "methods": {
      "stochastic.fit": {
        "problem": "FitProblem",
        "solution": "FitSolution"
      },
      "stochastic.learner": {
        "problem": "LearnerProblem",
        "solution": "LearnerSolution"
      },
      "stochastic.minimize": {
        "problem": "MinimizeProblem",
        "solution": "MinimizeSolution"
      },
      "stochastic.minimizeTargets": {
        "problem": "MinimizeTargetsProblem",
        "solution": "MinimizeTargetsSolution"
      },
      "stochastic.optimizer": {
        "problem": "OptimizerProblem",
        "solution": "OptimizerSolution"
      },
      "stochastic.samplingProbabilities": {
        "problem": "SamplingProbabilitiesProblem",
        "solution": "SamplingProbabilitiesSolution"
      },
      "stochastic.stepSizes": {
        "problem": "StepSizesProblem",
        "solution": "StepSizesSolution"
      },
      "stochastic.streamRegression": {
        "problem": "StreamRegressionProblem",
        "solution": "StreamRegressionSolution"
      }
    },
    "types": {
      "ChoicePoint": {
        "about": "A point with several options.",
        "fields": [
          {
            "about": "The score of each option, as for items.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "ConvexSet": {
        "about": "A convex set for consecutive variables.",
        "fields": [
          {
            "about": "The kind of set.",
            "name": "kind",
            "optional": false,
            "type": "SetKind"
          },
          {
            "about": "The center of a ball. Default: zeros.",
            "name": "center",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The lower bounds of a box: one per variable, or one number for all. Default: none, `-Infinity`.",
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
            "about": "The number of variables, at most a million. Default: the length of `lower`, `upper` or `center`.",
            "name": "size",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The sum of the variables in a simplex, positive. Default: 1.",
            "name": "sum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bounds of a box. Default: none, `Infinity`.",
            "name": "upper",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "FitAverage": {
        "about": "The coefficients that are returned.",
        "type": "'none' | 'polyak' | 'exponential'",
        "values": [
          {
            "about": "Those of the last step.",
            "name": "none"
          },
          {
            "about": "The mean of those at equally spaced steps in the second half of the budget.",
            "name": "polyak"
          },
          {
            "about": "The same with weights that decrease by a factor of 0.999 for each step back.",
            "name": "exponential"
          }
        ]
      },
      "FitMethod": {
        "about": "The update rule.",
        "type": "'auto' | 'sgd' | 'adagrad' | 'ftrl' | 'normalizedAdaptive' | 'normalized' | 'gradient' | 'perceptron'",
        "values": [
          {
            "about": "`adagrad`.",
            "name": "auto"
          },
          {
            "about": "Gradient descent.",
            "name": "sgd"
          },
          {
            "about": "Each coefficient has the rate divided by the root of the sum of its squared derivatives.",
            "name": "adagrad"
          },
          {
            "about": "Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.",
            "name": "ftrl"
          },
          {
            "about": "`adagrad` in units of each feature's largest entry so far, for features of any scale.",
            "name": "normalizedAdaptive"
          },
          {
            "about": "For `logistic` without a penalty, all rows in each step: the mean gradient divided by the mean probability of the\nwrong class. Finds a separating hyperplane in few steps.",
            "name": "normalized"
          },
          {
            "about": "For `logistic` without a penalty, all rows in each step: gradient descent with a constant, also large, rate.",
            "name": "gradient"
          },
          {
            "about": "For `logistic` without a penalty, all rows in each step: the mean of the misclassified rows.",
            "name": "perceptron"
          }
        ]
      },
      "FitProblem": {
        "about": "A linear model of many rows: the coefficients `w` and the intercept `b` minimize the weighted mean loss of the\npredictor `X w + b` plus a penalty on `w`.",
        "fields": [
          {
            "about": "The feature matrix `X`: a row for each sample, a column for each feature. It is read in place.",
            "name": "matrix",
            "optional": false,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The response `y` of each sample: a number, zero or positive for `poisson`; for `logistic`, `hinge` and\n`squaredHinge` one of two classes, as a number, a string or a boolean, the positive class sorting last; for\n`multinomial` any class.",
            "name": "response",
            "optional": false,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The coefficients that are returned: the last ones, or an average. Averages vary less where gradients are noisy, and\nhave fewer zeros. A learning rate that is left out is chosen when the average begins, at the latest. Not for methods\nwith all rows in each step.",
            "default": "'none'",
            "name": "average",
            "optional": true,
            "type": "FitAverage"
          },
          {
            "about": "The number of rows in each step, at least 1; the last step of an epoch has the rows that are left. Not for\n`normalizedAdaptive`, and not for methods with all rows in each step.",
            "default": "1",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of `ftrl` added to roots of sums of squared derivatives, from 1e-100 to 1e100.",
            "default": "0.001",
            "name": "beta",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether to compute objective, gap and gradient of the result, by one more pass.",
            "default": "true",
            "name": "certificate",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The `checkpoint` of an earlier result for the same problem, to continue with the same bits as without interruption;\n`epochs` may be larger, except for `sgd` and with an `average`.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The largest norm of the derivatives of a step; longer ones are shortened to it. Not for `normalizedAdaptive`.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of passes over the rows, positive, counted from the first one also after a `checkpoint`. Default: 10; for\n`normalized`, `gradient` and `perceptron` `maxIterations` 10000.",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A name for each column of `matrix`, for the solution.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of coefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2`. Default for `multinomial`: each feature's\ncoefficients for all classes form a group. Required otherwise. `adagrad` then has one rate for each group.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether steps of `normalizedAdaptive` follow the loss along the row, and so never pass the response. Not for\n`huber`, `poisson` and `squaredHinge`, whose steps follow the slope.",
            "default": "true",
            "name": "importanceAware",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The starting point. Default: zero.",
            "name": "initial",
            "optional": true,
            "type": "FitStart"
          },
          {
            "about": "The absolute residual below which `epsilonInsensitive` is 0; zero or positive.",
            "default": "0.1",
            "name": "insensitivity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The threshold of `ftrl` on sums of derivatives over all steps, below which coefficients are 0.",
            "default": "0.0",
            "name": "l1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the absolute values in `elasticNet`, from 0 to 1.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The ridge of `ftrl` on sums over all steps.",
            "default": "0.0",
            "name": "l2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty, zero or positive; for `sgd` and `adagrad`.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "`lambda` relative to the smallest one for which all coefficients are zero, instead of `lambda`; zero or positive. For\n`l2`, relative to 1000 times the largest derivative at zero, as in `coordinate.fit`.",
            "name": "lambdaRatio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The learning rate, from 1e-100 to 1e100. By default it is chosen: four copies of the model, whose rates differ by\nfactors of 4, learn the same rows in one reading, and the one with the smallest recent losses is the result.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The lower bound of each feature's coefficient: zero, negative or minus infinity. Bounds are for `sgd` and `adagrad`,\nand not for `groupL2`.",
            "name": "lower",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The number of steps, instead of `epochs`.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The update rule.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "FitMethod"
          },
          {
            "about": "An offset added to the linear predictor of each sample; for `multinomial`, a matrix with a column for each class.",
            "name": "offset",
            "optional": true,
            "type": "numbers | matrix"
          },
          {
            "about": "The number of epochs without a smaller validation loss before the fit ends, at least 1; for rows for validation.\nDefault: 5.",
            "name": "patience",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The penalty added to the mean loss.",
            "default": "'l2'",
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
            "about": "Whether coefficients must be nonnegative, as with `lower` all 0.",
            "default": "false",
            "name": "positive",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The level of `quantile`, above 0 and below 1.",
            "default": "0.5",
            "name": "quantile",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A weight for each sample in the mean loss, zero or positive. Default: all 1.",
            "name": "sampleWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The order of rows. Not for methods with all rows in each step.",
            "default": "'shuffle'",
            "name": "sampling",
            "optional": true,
            "type": "Sampling"
          },
          {
            "about": "The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of\nsteps is known, `inverseSquareRoot` in a learner.",
            "name": "schedule",
            "optional": true,
            "type": "RateSchedule"
          },
          {
            "about": "The relative gap at which the fit ends, looked at after 1, 2, 4, 8, … epochs; without a penalty, the norm of the\ngradient relative to that at the start. Default: none, the budget of epochs is spent.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The upper bound of each feature's coefficient: zero, positive or infinity.",
            "name": "upper",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The fraction of rows, drawn at random, whose loss is measured after each epoch; up to 0.5. They are not learned from.",
            "name": "validationFraction",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Rows for validation, instead of a fraction.",
            "name": "validationMatrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "Their responses.",
            "name": "validationResponse",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          }
        ]
      },
      "FitRecord": {
        "about": "An epoch, or a step with all rows.",
        "fields": [
          {
            "about": "The number of epochs or steps so far.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss of the epoch's rows, each before it was learned from; of a step with all rows, the mean loss.",
            "name": "loss",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows on the wrong side, for steps with all rows.",
            "name": "mistakes",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of the rows for validation.",
            "name": "validationLoss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FitSolution": {
        "about": "A fitted model, with bounds of its distance from the optimum.",
        "fields": [
          {
            "about": "The reason the fit ended.",
            "name": "status",
            "optional": false,
            "type": "FitStatus"
          },
          {
            "about": "The coefficient of each feature; for `multinomial`, a matrix with a row for each feature.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, 0 if the model has none; for `multinomial`, one for each class.",
            "name": "intercept",
            "optional": false,
            "type": "number | numbers"
          },
          {
            "about": "The features with nonzero coefficients, ascending.",
            "name": "support",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The number of steps.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of passes over the rows.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The learning rate, given or chosen.",
            "name": "learningRate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Whether the chosen rate is the smallest or the largest of its copies, so that one beyond may be better.",
            "name": "rateAtEnd",
            "optional": false,
            "type": "boolean"
          },
          {
            "about": "The record of each epoch of this call, or of each step with all rows. Of more than 1000, equally spaced ones and the\nlast.",
            "name": "history",
            "optional": false,
            "type": "FitRecord[]"
          },
          {
            "about": "The loss function.",
            "name": "loss",
            "optional": false,
            "type": "LossKind"
          },
          {
            "about": "The strength of the penalty, given or by `lambdaRatio`.",
            "name": "lambda",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The state of the fit: given to a problem with the same settings, it continues. Absent for methods with all rows in\neach step.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The classes in ascending order; of two with one predictor, the second is the positive one.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "An upper bound of the difference between `objective` and its minimum. Absent without a penalty.",
            "name": "dualityGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The names of all features, if given.",
            "name": "featureNames",
            "optional": true,
            "type": "string[]"
          },
          {
            "about": "The norm of the proximal gradient mapping: without a penalty, of the gradient over all rows. For losses with corners\nit need not be small at the minimum.",
            "name": "gradientNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The least distance of a row from the separating hyperplane, if it is positive; for `normalized`, `gradient` and\n`perceptron`.",
            "name": "margin",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of rows on the wrong side; for `normalized`, `gradient` and `perceptron`.",
            "name": "mistakes",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of all rows that were learned from, plus the penalty. Absent without a certificate.",
            "name": "objective",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of rows, each before it was learned from. Absent for methods with all rows in each step.",
            "name": "progressiveLoss",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The duality gap relative to the mean loss with all coefficients 0. `tolerance` bounds it.",
            "name": "relativeGap",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The standard error of the progressive loss, as if its terms were independent.",
            "name": "standardError",
            "optional": true,
            "type": "number"
          },
          {
            "about": "An upper bound of the steps of the perceptron: the square of the largest row's norm over the margin.",
            "name": "stepBound",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A rate to try next, a quarter of the one that diverged.",
            "name": "suggestedLearningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of the rows for validation.",
            "name": "validationLoss",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "FitStart": {
        "about": "Starting coefficients. A solution has these fields.",
        "fields": [
          {
            "about": "The coefficient of each feature; for `multinomial`, a matrix with a column for each class.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers | matrix"
          },
          {
            "about": "The intercept, or one for each class. Default: 0.",
            "name": "intercept",
            "optional": true,
            "type": "number | numbers"
          }
        ]
      },
      "FitStatus": {
        "about": "The reason a fit ended.",
        "type": "'converged' | 'epochLimit' | 'iterationLimit' | 'stoppedEarly' | 'diverged' | 'timeLimit'",
        "values": [
          {
            "about": "The relative gap is within `tolerance`; for `normalized`, `gradient` and `perceptron`, all margins are positive.",
            "name": "converged"
          },
          {
            "about": "All epochs are done: the usual end.",
            "name": "epochLimit"
          },
          {
            "about": "All steps are done.",
            "name": "iterationLimit"
          },
          {
            "about": "The validation loss did not fall for `patience` epochs. The coefficients with the smallest one are returned.",
            "name": "stoppedEarly"
          },
          {
            "about": "Coefficients or losses grew without bound. The last good coefficients are returned; `suggestedLearningRate` is\nsmaller.",
            "name": "diverged"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          }
        ]
      },
      "Geometry": {
        "about": "The distance in which steps of `mirror` are short.",
        "type": "GeometryKind | PNorm"
      },
      "GeometryKind": {
        "about": "A named geometry.",
        "type": "'euclidean' | 'entropy'",
        "values": [
          {
            "about": "The Euclidean distance.",
            "name": "euclidean"
          },
          {
            "about": "The relative entropy, for one simplex or for nonnegative variables.",
            "name": "entropy"
          }
        ]
      },
      "LearnerMethod": {
        "about": "The update rule.",
        "type": "'auto' | 'sgd' | 'adagrad' | 'ftrl' | 'normalizedAdaptive'",
        "values": [
          {
            "about": "`adagrad`.",
            "name": "auto"
          },
          {
            "about": "Gradient descent, with a given `learningRate`.",
            "name": "sgd"
          },
          {
            "about": "Each coefficient has the rate divided by the root of the sum of its squared derivatives.",
            "name": "adagrad"
          },
          {
            "about": "Follow the regularized leader, with penalties `l1` and `l2` of its own on sums over all steps.",
            "name": "ftrl"
          },
          {
            "about": "`adagrad` in units of each feature's largest entry so far, for features of any scale.",
            "name": "normalizedAdaptive"
          }
        ]
      },
      "LearnerProblem": {
        "about": "The settings of a learner.",
        "fields": [
          {
            "about": "The number of `ftrl` added to roots of sums of squared derivatives, from 1e-100 to 1e100.",
            "default": "0.001",
            "name": "beta",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The `checkpoint` of a learner with the same settings, to continue with the same bits as without interruption.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The classes, for `multinomial`; two for `logistic`, `hinge` and `squaredHinge`, of which the one that sorts last is\nthe positive one.",
            "name": "classes",
            "optional": true,
            "type": "numbers | string[] | boolean[]"
          },
          {
            "about": "The largest norm of the derivatives of a step; longer ones are shortened to it. Not for `normalizedAdaptive`.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of features. Exactly one of `dimension` and `hashBits` must be given.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A factor for the penalty of each group, zero or positive. Default: the square root of its number of coefficients.",
            "name": "groupWeights",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The group of each feature, numbered from 0 without gaps, for `groupL2`. Default for `multinomial`: each feature's\ncoefficients for all classes form a group. Required otherwise. `adagrad` then has one rate for each group.",
            "name": "groups",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The number of low bits of a feature's index that are its place, 1 to 26: indices may be hashes of words, and features\nwith equal bits share a coefficient.",
            "name": "hashBits",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The largest absolute residual treated as quadratic in `huber`.",
            "default": "1.35",
            "name": "huberThreshold",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether steps of `normalizedAdaptive` follow the loss along the row, and so never pass the response. Not for\n`huber`, `poisson` and `squaredHinge`, whose steps follow the slope.",
            "default": "true",
            "name": "importanceAware",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The absolute residual below which `epsilonInsensitive` is 0; zero or positive.",
            "default": "0.1",
            "name": "insensitivity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the model has an intercept. It is never penalized.",
            "default": "true",
            "name": "intercept",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The threshold of `ftrl` on sums of derivatives over all steps, below which coefficients are 0.",
            "default": "0.0",
            "name": "l1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the absolute values in `elasticNet`, from 0 to 1.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The ridge of `ftrl` on sums over all steps.",
            "default": "0.0",
            "name": "l2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty, zero or positive; for `sgd` and `adagrad`.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The learning rate, from 1e-100 to 1e100. By default it is chosen: four copies of the model, whose rates differ by\nfactors of 4, learn the same rows in one reading, and the one with the smallest recent losses is the result.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The loss function.",
            "default": "'squared'",
            "name": "loss",
            "optional": true,
            "type": "LossKind"
          },
          {
            "about": "The update rule.",
            "default": "'auto'",
            "name": "method",
            "optional": true,
            "type": "LearnerMethod"
          },
          {
            "about": "The penalty added to the mean loss.",
            "default": "'l2'",
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
            "about": "The level of `quantile`, above 0 and below 1.",
            "default": "0.5",
            "name": "quantile",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The learning rate along the steps, as a fraction of its peak; for `sgd`. Default: `lastIterate` where the number of\nsteps is known, `inverseSquareRoot` in a learner.",
            "name": "schedule",
            "optional": true,
            "type": "RateSchedule"
          }
        ]
      },
      "LearnerSolution": {
        "about": "Never returned in practice, because a learner is held until it is closed.",
        "fields": [
          {
            "about": "The number of calls.",
            "name": "calls",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "LossKind": {
        "about": "The loss of one sample, for its response `y` and linear predictor `z`. For classes, `y` is -1 or 1.",
        "type": "'squared' | 'huber' | 'logistic' | 'poisson' | 'hinge' | 'squaredHinge' | 'quantile' | 'epsilonInsensitive' | 'multinomial'",
        "values": [
          {
            "about": "`(y - z)^2 / 2`.",
            "name": "squared"
          },
          {
            "about": "`(y - z)^2 / 2` up to `huberThreshold` of `|y - z|`, and linear beyond it, to reduce the influence of outliers.",
            "name": "huber"
          },
          {
            "about": "`ln(1 + exp(-y z))`: two classes.",
            "name": "logistic"
          },
          {
            "about": "`exp(z) - y z`: counts.",
            "name": "poisson"
          },
          {
            "about": "`max(0, 1 - y z)`: two classes, as in support vector machines.",
            "name": "hinge"
          },
          {
            "about": "`max(0, 1 - y z)^2 / 2`: two classes.",
            "name": "squaredHinge"
          },
          {
            "about": "`quantile` times `y - z` where positive, `quantile - 1` times where negative: the predictor becomes that quantile.",
            "name": "quantile"
          },
          {
            "about": "`max(0, |y - z| - insensitivity)`, as in support vector regression.",
            "name": "epsilonInsensitive"
          },
          {
            "about": "`ln(sum over k of exp(z_k)) - z_y`: any number of classes, with a column of coefficients for each.",
            "name": "multinomial"
          }
        ]
      },
      "MinimizeAverage": {
        "about": "The returned point.",
        "type": "'none' | 'polyak' | 'exponential'",
        "values": [
          {
            "about": "The last one.",
            "name": "none"
          },
          {
            "about": "The mean over the second half of the steps.",
            "name": "polyak"
          },
          {
            "about": "The mean with weights that decrease by 0.999 per step into the past.",
            "name": "exponential"
          }
        ]
      },
      "MinimizeMethod": {
        "about": "The method of minimization.",
        "type": "'auto' | 'mirror' | 'svrg' | 'lsvrg' | 'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'adagradNorm' | 'polyak'",
        "values": [
          {
            "about": "`adam`, or on a set `mirror`.",
            "name": "auto"
          },
          {
            "about": "Steps in the geometry, each with the proximal map of the penalty or the projection onto the set.",
            "name": "mirror"
          },
          {
            "about": "Variance reduction by full gradients every 2N components. Source: Johnson, Zhang, Accelerating Stochastic Gradient\nDescent using Predictive Variance Reduction, 2013.",
            "name": "svrg"
          },
          {
            "about": "Variance reduction by full gradients at random times. Source: Kovalev, Horvath, Richtarik, Don't Jump Through\nHoops and Remove Those Loops: SVRG and Katyusha are Better Without the Outer Loop, 2020.",
            "name": "lsvrg"
          },
          {
            "about": "Adam.",
            "name": "adam"
          },
          {
            "about": "Gradient descent, with `momentum`, also Nesterov's.",
            "name": "sgd"
          },
          {
            "about": "AdaGrad.",
            "name": "adagrad"
          },
          {
            "about": "RMSProp.",
            "name": "rmsprop"
          },
          {
            "about": "RAdam.",
            "name": "radam"
          },
          {
            "about": "Schedule-free gradient descent.",
            "name": "scheduleFree"
          },
          {
            "about": "Schedule-free descent with gradients divided by the roots of their mean squares.",
            "name": "scheduleFreeAdamW"
          },
          {
            "about": "Prodigy, which estimates the rate.",
            "name": "prodigy"
          },
          {
            "about": "AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.",
            "name": "adagradNorm"
          },
          {
            "about": "Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm.",
            "name": "polyak"
          }
        ]
      },
      "MinimizePenalty": {
        "about": "The penalty on the variables `x`.",
        "type": "'none' | 'l2' | 'l1' | 'elasticNet'",
        "values": [
          {
            "about": "No penalty.",
            "name": "none"
          },
          {
            "about": "`lambda` times the sum of `x_j^2 / 2`.",
            "name": "l2"
          },
          {
            "about": "`lambda` times the sum of `|x_j|`.",
            "name": "l1"
          },
          {
            "about": "`lambda` times the sum of `l1Ratio |x_j| + (1 - l1Ratio) x_j^2 / 2`.",
            "name": "elasticNet"
          }
        ]
      },
      "MinimizeProblem": {
        "about": "A mean of functions given by callbacks, with a penalty or on a convex set.",
        "fields": [
          {
            "about": "The number of variables, at most a million.",
            "name": "dimension",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of components N; the objective is their mean. At least 1.",
            "name": "componentCount",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The returned point.",
            "name": "average",
            "optional": true,
            "type": "MinimizeAverage"
          },
          {
            "about": "The number of components per step, at most N. Default: 32, or N if that is less.",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay rate of the mean gradient, and the weight of the average in the points of evaluation of schedule-free\nmethods; from 0 to below 1.",
            "default": "0.9",
            "name": "beta1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay rate of the mean squared gradient, from 0 to below 1. Default: 0.999, for `rmsprop` 0.99.",
            "name": "beta2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether objective and norm of the gradient mapping are computed at the end, by a pass over all components.",
            "default": "true",
            "name": "certificate",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The checkpoint of an earlier run with the same settings, seed included, to continue from it with the same bits.\nLimits may differ, if the schedule does not depend on them.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The Euclidean norm to which gradients are clipped; positive. Default: none.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of passes over all components, positive, also a fraction. Default: 10, unless `maxIterations` is given.",
            "name": "epochs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number added to the root of the mean squared gradient, positive.",
            "default": "1e-8",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The geometry of `mirror`.",
            "name": "geometry",
            "optional": true,
            "type": "Geometry"
          },
          {
            "about": "Whether the norms of the gradients of single components are given, for the sampling `gradientNorm`.",
            "default": "false",
            "name": "gradientNorms",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The initial point, moved into the set. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The weight of the absolute values in `elasticNet`, from 0 to 1.",
            "default": "0.5",
            "name": "l1Ratio",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strength of the penalty, nonnegative.",
            "default": "0.0",
            "name": "lambda",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The peak of the learning rate, positive. `mirror` requires it, `svrg` and `lsvrg` unless `smoothness` is given.\nDefault: that of the update rule, as for `optimizer`.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The lower bound of the objective of any batch, for `polyak`.",
            "default": "0.0",
            "name": "lowerBound",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of steps, at least 1.",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The method.",
            "name": "method",
            "optional": true,
            "type": "MinimizeMethod"
          },
          {
            "about": "The fraction of probabilities proportional to norms in the sampling `gradientNorm`, from 0 to below 1.",
            "default": "0.8",
            "name": "mixing",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The momentum of `sgd`, from 0 to below 1.",
            "default": "0.0",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the momentum of `sgd` is Nesterov's.",
            "default": "false",
            "name": "nesterov",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The penalty on the variables.",
            "name": "penalty",
            "optional": true,
            "type": "MinimizePenalty"
          },
          {
            "about": "The choice of components.",
            "name": "sampling",
            "optional": true,
            "type": "MinimizeSampling"
          },
          {
            "about": "The schedule of the learning rate. Default: `lastIterate` for `adam`, `sgd`, `rmsprop`, `radam` and `mirror`, else\n`constant`.",
            "name": "schedule",
            "optional": true,
            "type": "RateSchedule"
          },
          {
            "about": "The convex set, as a product over consecutive variables. Default: all vectors.",
            "name": "set",
            "optional": true,
            "type": "ConvexSet[]"
          },
          {
            "about": "A Lipschitz constant of the gradients of all components: the default rate of `svrg` and `lsvrg` is a third of its\ninverse.",
            "name": "smoothness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The norm of the proximal gradient mapping, relative to that at the start, at which the run ends as converged;\ncomputed after 1, 2, 4, … epochs and at the end, each time by a pass over all components. Default: the budget is\nspent.",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MinimizeRecord": {
        "about": "The record of an epoch.",
        "fields": [
          {
            "about": "The number of finished epochs.",
            "name": "epoch",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean of the objectives of its batches, each before the step.",
            "name": "objective",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MinimizeSampling": {
        "about": "The choice of components.",
        "type": "'shuffle' | 'uniform' | 'cyclic' | 'gradientNorm'",
        "values": [
          {
            "about": "Each once in an epoch, in a new random order.",
            "name": "shuffle"
          },
          {
            "about": "At random, with replacement.",
            "name": "uniform"
          },
          {
            "about": "In order.",
            "name": "cyclic"
          },
          {
            "about": "At random, with probabilities by running means of gradient norms, and weights that keep gradients unbiased.",
            "name": "gradientNorm"
          }
        ]
      },
      "MinimizeSolution": {
        "about": "A point, and its certificate.",
        "fields": [
          {
            "about": "The termination status.",
            "name": "status",
            "optional": false,
            "type": "MinimizeStatus"
          },
          {
            "about": "The point.",
            "name": "solution",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of steps, including those before the checkpoint.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of finished epochs.",
            "name": "epochs",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The peak of the learning rate.",
            "name": "learningRate",
            "optional": false,
            "type": "number"
          },
          {
            "about": "One record per epoch of this run. Of more than 1000, equally spaced ones and the last.",
            "name": "history",
            "optional": false,
            "type": "MinimizeRecord[]"
          },
          {
            "about": "The state, to continue from it.",
            "name": "checkpoint",
            "optional": false,
            "type": "bytes"
          },
          {
            "about": "The norm of the proximal gradient mapping with step 1, which is zero at a minimum: of the difference to the point\nafter a gradient step with proximal map and projection. Absent like `objective`.",
            "name": "gradientNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean of all components there, plus the penalty; absent without `certificate`, without time for it, or if it\nis not finite.",
            "name": "objective",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A quarter of the learning rate, for another try after `diverged`.",
            "name": "suggestedLearningRate",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MinimizeStatus": {
        "about": "The termination status of `minimize`.",
        "type": "'converged' | 'epochLimit' | 'iterationLimit' | 'timeLimit' | 'diverged'",
        "values": [
          {
            "about": "The norm of the proximal gradient mapping meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "All epochs are finished.",
            "name": "epochLimit"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "A value or a gradient was not finite, or the mean objective of an epoch rose a thousandfold. The solution is the\nlast point with finite numbers.",
            "name": "diverged"
          }
        ]
      },
      "MinimizeTargetsProblem": {
        "about": "A loss of predictions, given by a callback.",
        "fields": [
          {
            "about": "A Lipschitz constant of the gradient of a row's loss with respect to its predictions, positive: 1 for half the\nsquared error, 1/4 for the logistic loss. The step in the space of predictions is its inverse.",
            "name": "targetSmoothness",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of rows per question. Default: all; then no step increases the loss.",
            "name": "batchSize",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial coefficients. Linear ones are given row by row: as many rows as the matrix has columns, a column per\nprediction. Default: zeros for linear predictions; other ones need it.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The limit on steps of conjugate gradients that fit the coefficients to the targets of a question; at least 1. With\n`model` or a callback, these are the steps of one linearization.",
            "default": "20",
            "name": "innerSteps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The norm of the gradient of a fit, relative to its start, at which it ends.",
            "default": "1e-8",
            "name": "innerTolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The limit on linearizations of the predictions in the fit to the targets of a question, at least 1; linear\npredictions need one.",
            "default": "5",
            "name": "linearizations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "A row per sample. Without `model`, the predictions of a row are its products with the columns of the coefficients.\nAbsent where the predictions are a callback.",
            "name": "matrix",
            "optional": true,
            "type": "matrix | sparse matrix"
          },
          {
            "about": "The number of questions, except that for the certificate; at least 1.",
            "default": "100",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The predictions of a row: a function as data of `row`, an input with a row of the matrix, of the coefficients and of\nparameters. Default: linear ones.",
            "name": "model",
            "optional": true,
            "type": "function"
          },
          {
            "about": "The number of predictions per row, from 1 to 1000.",
            "default": "1",
            "name": "outputs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "All other inputs of `model`, by name.",
            "name": "parameters",
            "optional": true,
            "type": "{[name]: number | numbers | matrix}"
          },
          {
            "about": "Whether the gradient of weighted sums of predictions is a callback. `predictions` needs it.",
            "default": "false",
            "name": "predictionGradient",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Whether the predictions are a callback, in the place of `matrix`.",
            "default": "false",
            "name": "predictions",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The number of rows where the predictions are a callback, at least 1.",
            "name": "rowCount",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The choice of the rows of a batch.",
            "name": "sampling",
            "optional": true,
            "type": "TargetSampling"
          },
          {
            "about": "The norm of the gradient with respect to the coefficients, relative to that at the start, at which the run ends\nwith questions about all rows.",
            "default": "1e-8",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The name of the input of `model` with the coefficients. Default: the first other than `row`.",
            "name": "variables",
            "optional": true,
            "type": "string"
          }
        ]
      },
      "MinimizeTargetsSolution": {
        "about": "Coefficients, and their certificate.",
        "fields": [
          {
            "about": "The termination status.",
            "name": "status",
            "optional": false,
            "type": "MinimizeTargetsStatus"
          },
          {
            "about": "The coefficients, in the order of `initial`.",
            "name": "coefficients",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The number of questions, without that for the certificate.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of steps that increased the loss and were made again with half the step in the space of predictions.",
            "name": "backtracks",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The mean loss of each question.",
            "name": "history",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The norm of its gradient with respect to the coefficients; absent like `objective`.",
            "name": "gradientNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The mean loss of all rows; absent without time for it.",
            "name": "objective",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "MinimizeTargetsStatus": {
        "about": "The termination status of `minimizeTargets`.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'diverged'",
        "values": [
          {
            "about": "The gradient meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No step decreases the loss, usually because of rounding errors.",
            "name": "stalled"
          },
          {
            "about": "A loss or a gradient was not finite. The coefficients are the last ones where all were.",
            "name": "diverged"
          }
        ]
      },
      "OptimizerProblem": {
        "about": "A rule, and its start.",
        "fields": [
          {
            "about": "The decay rate of the mean gradient, and the weight of the average in the points of evaluation of schedule-free\nmethods; from 0 to below 1.",
            "default": "0.9",
            "name": "beta1",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decay rate of the mean squared gradient, from 0 to below 1. Default: 0.999, for `rmsprop` 0.99.",
            "name": "beta2",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The checkpoint of an optimizer of the same method and dimension, to continue from it in place of `initial`.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The Euclidean norm to which gradients are clipped; positive. Default: none.",
            "name": "clipNorm",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of parameters. Default: that of `initial`.",
            "name": "dimension",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number added to the root of the mean squared gradient, positive.",
            "default": "1e-8",
            "name": "epsilon",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The initial parameters. Default: zeros.",
            "name": "initial",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The peak of the learning rate, positive. Default: 0.001 for `adam`, `radam` and `rmsprop`, 0.01 for `sgd` and\n`adagrad`, 0.1 for `scheduleFree`, 0.0025 for `scheduleFreeAdamW`, 1 for `prodigy`, `adagradNorm` and `polyak`.",
            "name": "learningRate",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The lower bound of the objective of any batch, for `polyak`.",
            "default": "0.0",
            "name": "lowerBound",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The update rule.",
            "name": "method",
            "optional": true,
            "type": "UpdateRule"
          },
          {
            "about": "The momentum of `sgd`, from 0 to below 1.",
            "default": "0.0",
            "name": "momentum",
            "optional": true,
            "type": "number"
          },
          {
            "about": "Whether the momentum of `sgd` is Nesterov's.",
            "default": "false",
            "name": "nesterov",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The schedule of the learning rate: a form, or a form with its numbers. Schedule-free methods take `constant`,\nalso with a `warmup`.",
            "name": "schedule",
            "optional": true,
            "type": "RateSchedule"
          },
          {
            "about": "The number of steps, for schedules that depend on it; later steps have the rate of the last one.",
            "name": "steps",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The decoupled weight decay: each step subtracts this fraction of the parameters times the learning rate;\nnonnegative. Not for `adagradNorm` and `polyak`.",
            "default": "0.0",
            "name": "weightDecay",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "OptimizerSolution": {
        "about": "Never returned in practice, because steps are made until the optimizer is closed.",
        "fields": [
          {
            "about": "The number of steps.",
            "name": "steps",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PNorm": {
        "about": "Half the square of a p-norm.",
        "fields": [
          {
            "about": "The exponent p, above 1 and at most 2.",
            "name": "pNorm",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "PenaltyKind": {
        "about": "The penalty on the coefficients `w`.",
        "type": "'l2' | 'l1' | 'elasticNet' | 'groupL2' | 'none'",
        "values": [
          {
            "about": "`lambda` times the sum of `w_j^2 / 2`.",
            "name": "l2"
          },
          {
            "about": "`lambda` times the sum of `|w_j|`.",
            "name": "l1"
          },
          {
            "about": "`lambda` times the sum of `l1Ratio |w_j| + (1 - l1Ratio) w_j^2 / 2`.",
            "name": "elasticNet"
          },
          {
            "about": "`lambda` times the sum of `u_g` times the norm of the coefficients of group `g`, with `groupWeights` u.",
            "name": "groupL2"
          },
          {
            "about": "No penalty.",
            "name": "none"
          }
        ]
      },
      "RateSchedule": {
        "about": "The learning rate along the steps.",
        "type": "ScheduleKind | Schedule"
      },
      "RegressionSolver": {
        "about": "The least squares after each row.",
        "type": "'sparse' | 'exact'",
        "values": [
          {
            "about": "Each row solves the equations of its own features: nearly the fit of all rows. `polish` leads to the fit.",
            "name": "sparse"
          },
          {
            "about": "The fit of all rows, for at most 2048 features. The time for a row grows with the square of their number.",
            "name": "exact"
          }
        ]
      },
      "Sampling": {
        "about": "The order of rows.",
        "type": "'shuffle' | 'uniform' | 'cyclic' | 'lipschitz' | 'gradientNorm'",
        "values": [
          {
            "about": "All rows in a new order each epoch: blocks of 256 rows are shuffled, and the rows inside.",
            "name": "shuffle"
          },
          {
            "about": "Draws with replacement.",
            "name": "uniform"
          },
          {
            "about": "The given order.",
            "name": "cyclic"
          },
          {
            "about": "Draws with probabilities proportional to the norms of rows, with unbiased weights.",
            "name": "lipschitz"
          },
          {
            "about": "Draws with probabilities that follow the norms of the rows' gradients as last seen, with unbiased weights.",
            "name": "gradientNorm"
          }
        ]
      },
      "SamplingProbabilitiesProblem": {
        "about": "Scores, and the number of draws.",
        "fields": [
          {
            "about": "The score of each item, nonnegative. The variance of a weighted draw is smallest if it is proportional to the norm\nof the item's gradient. If all scores are zero, probabilities are uniform.",
            "name": "scores",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "Choice points, such as the layers of a network with several operations each. A path has an option at each of them;\neach draw has a path.",
            "name": "choices",
            "optional": true,
            "type": "ChoicePoint[]"
          },
          {
            "about": "The number of draws, with replacement, at most 100 million.",
            "default": "0",
            "name": "count",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the probabilities that is proportional to scores; the rest is uniform. With less than 1, weights\nare at most 1/(1 - `mixing`).",
            "default": "0.8",
            "name": "mixing",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SamplingProbabilitiesSolution": {
        "about": "Probabilities and draws.",
        "fields": [
          {
            "about": "The probability of each item.",
            "name": "probabilities",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The drawn items.",
            "name": "draws",
            "optional": false,
            "type": "integers"
          },
          {
            "about": "The weight of each draw: the mean of weighted values over the draws is an unbiased estimate of the mean over all\nitems and paths.",
            "name": "weights",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The probability of each option at each choice point.",
            "name": "choiceProbabilities",
            "optional": false,
            "type": "numbers[]"
          },
          {
            "about": "The option of each draw at each choice point.",
            "name": "choiceDraws",
            "optional": false,
            "type": "integers[]"
          },
          {
            "about": "The mean square of weighted scores of items relative to that of uniform draws.",
            "name": "varianceRatio",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Schedule": {
        "about": "A schedule of the learning rate.",
        "fields": [
          {
            "about": "The form.",
            "name": "kind",
            "optional": false,
            "type": "ScheduleKind"
          },
          {
            "about": "The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.",
            "name": "boundaries",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).",
            "name": "decay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of `steps`, above 0 and at most 1. Default: 0.1.",
            "name": "factor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions\nabove it.",
            "default": "0.0",
            "name": "floor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The moment for `heavyTails`, above 1 and at most 2. Default: 2.",
            "name": "moment",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The shape of `uba`, positive. Default: 5.",
            "name": "shape",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The smoothness for `stronglyConvex`, at least the strong convexity; required.",
            "name": "smoothness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strong convexity for `stronglyConvex`, positive; required.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of first steps in which the rate increases linearly to its peak; less than the number of steps.",
            "default": "0",
            "name": "warmup",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "ScheduleKind": {
        "about": "The form of a schedule. With t steps after the warm-up, of T, the fractions of the peak are:",
        "type": "'constant' | 'lastIterate' | 'cosine' | 'uba' | 'rex' | 'oneCycle' | 'inverseSquareRoot' | 'inverse' | 'exponential' | 'steps' | 'stronglyConvex' | 'heavyTails'",
        "values": [
          {
            "about": "1.",
            "name": "constant"
          },
          {
            "about": "1 - t/T, for good last iterates, with a peak proportional to 1/sqrt(T). Source: Zamani, Glineur, Exact Convergence\nRate of the Last Iterate in Subgradient Methods, 2025; with noise: Liu, Zhou, Revisiting the Last-Iterate\nConvergence of Stochastic Gradient Methods, 2024.",
            "name": "lastIterate"
          },
          {
            "about": "(1 + cos(pi t/T))/2.",
            "name": "cosine"
          },
          {
            "about": "2(1 + c)/(2 f + (2 - f)(1 + c)) with c = cos(pi t/T) and the shape f: the cosine for 2, more time with small rates\nabove, more time with large rates below. Source: Tang, Dong, Zeng, Zhou, Lin, Stepsize Anything: A Unified\nLearning Rate Schedule for Budgeted-Iteration Training, 2025.",
            "name": "uba"
          },
          {
            "about": "(1 - t/T)/(1 - t/(2T)). Source: Chen, Wolfe, Kyrillidis, REX: Revisiting Budgeted Training with an Improved\nSchedule, 2022.",
            "name": "rex"
          },
          {
            "about": "From 1/25 up to 1 along a cosine in 30 % of the steps, then down to 4e-6. Source: Smith, Topin, Super-Convergence,\n2019, with the numbers of PyTorch.",
            "name": "oneCycle"
          },
          {
            "about": "1/sqrt(t + 1).",
            "name": "inverseSquareRoot"
          },
          {
            "about": "1/(1 + d t) with the decay d.",
            "name": "inverse"
          },
          {
            "about": "d^t with the decay d.",
            "name": "exponential"
          },
          {
            "about": "A power of `factor`: the number of `boundaries` up to t.",
            "name": "steps"
          },
          {
            "about": "2/(m (t + 2 + 4 L/m)) with the strong convexity m and the smoothness L; for a peak of 1.",
            "name": "stronglyConvex"
          },
          {
            "about": "(t + 1)^(-1/p), for gradients with a finite moment p.",
            "name": "heavyTails"
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
            "about": "Nonnegative vectors that sum to `sum`.",
            "name": "simplex"
          },
          {
            "about": "Vectors within `radius` of `center`.",
            "name": "ball"
          }
        ]
      },
      "StepSizesProblem": {
        "about": "A schedule, and its number of steps.",
        "fields": [
          {
            "about": "The number of steps, at least 1, at most 100 million.",
            "name": "steps",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The form.",
            "name": "kind",
            "optional": false,
            "type": "ScheduleKind"
          },
          {
            "about": "The numbers of steps after the warm-up at which `steps` reduces the rate, ascending; required.",
            "name": "boundaries",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The decay of `inverse`, positive (default 1), or of `exponential`, above 0 and at most 1 (required).",
            "name": "decay",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The factor of `steps`, above 0 and at most 1. Default: 0.1.",
            "name": "factor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The fraction of the peak approached instead of zero, from 0 to 1. The schedule is compressed to the fractions\nabove it.",
            "default": "0.0",
            "name": "floor",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The moment for `heavyTails`, above 1 and at most 2. Default: 2.",
            "name": "moment",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The rate at the peak, positive.",
            "default": "1.0",
            "name": "peak",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The shape of `uba`, positive. Default: 5.",
            "name": "shape",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The smoothness for `stronglyConvex`, at least the strong convexity; required.",
            "name": "smoothness",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The strong convexity for `stronglyConvex`, positive; required.",
            "name": "strongConvexity",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of first steps in which the rate increases linearly to its peak; less than the number of steps.",
            "default": "0",
            "name": "warmup",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "StepSizesSolution": {
        "about": "The rates.",
        "fields": [
          {
            "about": "The rate of each step.",
            "name": "stepSizes",
            "optional": false,
            "type": "numbers"
          }
        ]
      },
      "StreamRegressionProblem": {
        "about": "The settings of a regression.",
        "fields": [
          {
            "about": "The number of inputs, from 1 to 1000.",
            "name": "dimension",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The number of grid lines in each direction of a plane, from 3 to 64.",
            "default": "8",
            "name": "bins",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The middle of the inputs: one number, or one for each. Default: 0 where `scale` is given, else the means of the first\n100 rows.",
            "name": "center",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The checkpoint of a regression with the same settings and seed, to continue with the same bits.",
            "name": "checkpoint",
            "optional": true,
            "type": "bytes"
          },
          {
            "about": "The number of random planes through the inputs, from 1 to 100. More of them take longer and fit more.",
            "default": "10",
            "name": "groups",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The number of responses of a row, from 1 to 100.",
            "default": "1",
            "name": "outputs",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The weight of the squares of the coefficients, positive.",
            "default": "0.001",
            "name": "ridge",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The typical distance of the inputs from `center`, positive: one number, or one for each. Beyond twice this distance,\ninputs are hardly told apart. Default: the standard deviations in the first 100 rows, which must then be typical of\nall: give `scale` where rows are sorted.",
            "name": "scale",
            "optional": true,
            "type": "number | numbers"
          },
          {
            "about": "The least squares after each row.",
            "name": "solver",
            "optional": true,
            "type": "RegressionSolver"
          }
        ]
      },
      "StreamRegressionSolution": {
        "about": "Never returned in practice, because rows are learned until the regression is closed.",
        "fields": [
          {
            "about": "The number of rows.",
            "name": "rows",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "TargetSampling": {
        "about": "The choice of the rows of a batch.",
        "type": "'shuffle' | 'uniform'",
        "values": [
          {
            "about": "Each once in a pass, in a new random order.",
            "name": "shuffle"
          },
          {
            "about": "At random, with replacement.",
            "name": "uniform"
          }
        ]
      },
      "UpdateRule": {
        "about": "An update rule.",
        "type": "'adam' | 'sgd' | 'adagrad' | 'rmsprop' | 'radam' | 'scheduleFree' | 'scheduleFreeAdamW' | 'prodigy' | 'adagradNorm' | 'polyak'",
        "values": [
          {
            "about": "Adam; with `weightDecay`, AdamW.",
            "name": "adam"
          },
          {
            "about": "Gradient descent, with `momentum`, also Nesterov's.",
            "name": "sgd"
          },
          {
            "about": "AdaGrad.",
            "name": "adagrad"
          },
          {
            "about": "RMSProp.",
            "name": "rmsprop"
          },
          {
            "about": "RAdam.",
            "name": "radam"
          },
          {
            "about": "Schedule-free gradient descent: its parameters are an average, and differ from the points of evaluation.",
            "name": "scheduleFree"
          },
          {
            "about": "Schedule-free descent with gradients divided by the roots of their mean squares.",
            "name": "scheduleFreeAdamW"
          },
          {
            "about": "Prodigy: the rate is estimated from the distance to the start; `learningRate` is a factor of it.",
            "name": "prodigy"
          },
          {
            "about": "AdaGrad-Norm: the rate divided by the root of the sum of all squared norms.",
            "name": "adagradNorm"
          },
          {
            "about": "Polyak's step: the excess of the value over `lowerBound`, divided by the squared norm, and at most `learningRate`.",
            "name": "polyak"
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
        "about": "The entropic Wasserstein barycenter of histograms: the masses p on a given support with the smallest weighted sum of\ntransport costs to all of them.\n\nThe plain barycenter minimizes the weighted sum over k of `<P_k, C> + regularization * sum(P_k ln P_k)` over plans\nP_k >= 0 with the row sums of histogram k and common column sums p. The entropy blurs it. In terms of the other\ncommon entropy this is, up to a constant for masses of sum 1, the weighted sum of\n`<P_k, C> + regularization * KL(P_k | h_k p')` plus `regularization * sum(p ln p)`.\n\nThe debiased barycenter minimizes the weighted sum of the Sinkhorn divergences between the histograms and p, which\nremoves the blur: the barycenter of equal histograms is that histogram.",
        "fields": [
          {
            "about": "The histograms, one per row: the masses at each of their points, zero or positive, all rows of the same sum.",
            "name": "histograms",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The points of the barycenter, one per row, of the same dimension as `points`. Default: `points`.",
            "name": "barycenterPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The cost of moving one unit of mass from point `i` of the histograms (row) to point `j` of the barycenter\n(column): finite numbers, of either sign. Give either this or `points`.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "Whether to minimize the Sinkhorn divergence, without the blur of the entropy. Needs a square and symmetric\n`cost`, or `points` without `barycenterPoints`.",
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
            "about": "An initial point, usually the solution of a similar problem: the solver then starts at the given regularization.\nDefault: a cold start.",
            "name": "initial",
            "optional": true,
            "type": "InitialBarycenter"
          },
          {
            "about": "The maximum number of iterations, at least 1; each is one pass over the cost for each histogram.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The cost as a function of two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides each histogram by its sum first, so that the sums need not agree. Otherwise a relative difference of the\nsums above 1e-9 is an error.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The points of the histograms, one per row. Costs are then computed from the points on demand and never stored.",
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
            "about": "The requested marginal error, positive; see the solution's `marginalError`.",
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
        "about": "A record of one iteration.",
        "fields": [
          {
            "about": "The regularization of this iteration, in units of cost.",
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
            "about": "The number of earlier iterations used to extrapolate the next point; 0 for a plain iteration.",
            "name": "extrapolatedFrom",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "BarycenterSolution": {
        "about": "An entropic barycenter. All errors and costs are measured at the returned barycenter and potentials.",
        "fields": [
          {
            "about": "The reason for termination. `converged`: `marginalError` is at most `tolerance`; no other status guarantees it.\n`stalled`: the marginal error stopped decreasing earlier, mostly because double precision allows no smaller one;\nsee `precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.",
            "name": "status",
            "optional": false,
            "type": "Ending"
          },
          {
            "about": "Iterations, each one pass over the cost for each histogram, and one more if `debiased`.",
            "name": "iterations",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The barycenter's masses, with the same sum as each histogram.",
            "name": "barycenter",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The weighted sum over the histograms of the absolute differences between their plan's row sums and the histogram\nand between its column sums and the barycenter, divided by the total mass. If `debiased`, also those between the\nbarycenter and both marginals of its plan onto itself.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The weighted sum of the transport costs `<P_k, C>` between the histograms and the barycenter.",
            "name": "transportCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The minimized objective. Plain: the weighted sum of `<P_k, C> + regularization * sum(P_k ln P_k)`. Debiased: the\nweighted sum of the regularized costs `<P_k, C> + regularization * KL(P_k | h_k p')` minus half of the\nregularized cost between the barycenter p and itself; the corresponding terms of the histograms do not depend on\np and are omitted.",
            "name": "objective",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potentials f of the histograms' points, one row per histogram, in units of cost: the plan of histogram\nh is `P_ij = h_i p_j exp((f_i + g_j - C_ij) / regularization)`. Points without mass have the limit for a\nvanishing mass. The free constant makes the mass-weighted sums of f and g equal. A histogram of weight 0 has\nzeros.",
            "name": "histogramPotentials",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The dual potentials g of the barycenter's points, one row per histogram; see `histogramPotentials`.",
            "name": "barycenterPotentials",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "An estimate of the smallest marginal error that double precision allows at this regularization, from the\nrounding of the plans' exponents. With the status `stalled`, a `marginalError` near it is the best attainable.",
            "name": "precisionFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "One record per iteration, if `history` is set.",
            "name": "history",
            "optional": true,
            "type": "BarycenterRecord[]"
          }
        ]
      },
      "BatchFailure": {
        "about": "The reason why a problem of a batch has no solution: overflow, or lack of memory. (An invalid or infeasible problem\nis an error of the whole batch, raised before any problem is solved.)",
        "fields": [
          {
            "about": "Always `failed`.",
            "name": "status",
            "optional": false,
            "type": "Failed"
          },
          {
            "about": "The error code of a separate solve.",
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
        "about": "The result of one problem.",
        "type": "SinkhornNewtonSolution | BatchFailure"
      },
      "BatchProblem": {
        "about": "Batch of entropic transport problems, of any sizes.",
        "fields": [
          {
            "about": "The problems. Each solution is bitwise equal to that of a separate solve.",
            "name": "problems",
            "optional": false,
            "type": "SinkhornNewtonProblem[]"
          },
          {
            "about": "The cost of all problems without a cost or points of their own. Give either this or the two sets of points, or\nnone if every problem has its own.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The source points of all problems without a cost or points of their own.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target points of all problems without a cost or points of their own.",
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
            "about": "`converged` if all problems are; otherwise the status of the first unconverged one.",
            "name": "status",
            "optional": false,
            "type": "BatchStatus"
          },
          {
            "about": "One solution per problem, in the order of the problems.",
            "name": "solutions",
            "optional": false,
            "type": "BatchItem[]"
          }
        ]
      },
      "BatchStatus": {
        "about": "The status of a problem, or of the batch.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled' | 'failed'",
        "values": [
          {
            "about": "The marginal error is at most the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "The marginal error stopped decreasing before it reached the tolerance.",
            "name": "stalled"
          },
          {
            "about": "There is no solution.",
            "name": "failed"
          }
        ]
      },
      "Bounds": {
        "about": "A lower and an upper bound on a number.",
        "fields": [
          {
            "about": "The lower bound: the unregularized dual objective at the potentials made feasible.",
            "name": "lower",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The upper bound: the cost of the plan made exactly feasible, or a bound on it.",
            "name": "upper",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "Direction": {
        "about": "The direction of a map.",
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
        "about": "The three costs in a Sinkhorn divergence, each the dual objective at the computed potentials, with an error of the\norder of the square of theirs.",
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
        "about": "The termination status of an iterative method. Each method documents the meaning of `converged` and `stalled` at its\n`status`. Methods with further statuses have a type of their own that includes these names.",
        "type": "'converged' | 'iterationLimit' | 'timeLimit' | 'stalled'",
        "values": [
          {
            "about": "The solution meets the tolerance.",
            "name": "converged"
          },
          {
            "about": "The iteration limit was reached.",
            "name": "iterationLimit"
          },
          {
            "about": "The time limit was reached.",
            "name": "timeLimit"
          },
          {
            "about": "No further progress, usually because of rounding errors. The point is the best one found.",
            "name": "stalled"
          }
        ]
      },
      "ExactIterations": {
        "about": "The work done.",
        "fields": [
          {
            "about": "Simplex pivots, including those on samples of the points.",
            "name": "pivots",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Passes over all costs in search of arcs with negative reduced cost, excluding those on samples.",
            "name": "rounds",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "ExactProblem": {
        "about": "Optimal transport without regularization: the plan of minimum cost that moves the masses `source` to the masses\n`target`.\n\nMinimizes `<P, C>`, the sum of `P_ij C_ij`, over plans P >= 0 with row sums `source` and column sums `target`. With\n`transportedMass` only that much is moved: the row sums are at most `source`, the column sums at most `target`, and\nthe sum of all entries is `transportedMass` (partial transport).",
        "fields": [
          {
            "about": "The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity`\nforbids the pair. Give either this or the two sets of points.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The maximum number of simplex pivots, at least 1. If they are used up, the best plan so far is returned with the\nstatus `iterationLimit`.",
            "default": "1000000000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The cost as a function of two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise\na relative difference of the sums above 1e-9 is an error, unless `transportedMass` is given.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its\nsum).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The source points, one per row. Costs are then computed from the points on demand and never stored.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless `transportedMass` is\ngiven. Default: equal masses of sum 1 (or, if only `source` is given, of its sum).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The target points, one per row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass to move, from 0 to the smaller sum of the masses: partial transport. The solver chooses the moved mass\nfor minimum cost. With `normalize` both sums are 1. Default: all mass is moved.",
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
            "about": "The reason for termination. `converged`: the plan is optimal; no other status guarantees it. It is never\n`stalled`.",
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
            "about": "The sum of the masses times the potentials, plus `transportedMass` times `massPotential` for partial transport:\na lower bound on the cost of any plan.",
            "name": "dualValue",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`transportCost - dualValue`, a bound on the excess over the minimum cost. Zero up to rounding if the status is\n`converged`.",
            "name": "dualityGap",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potential f of the sources, in units of cost: `f_i + g_j <= C_ij` for all pairs, with equality if the\nplan moves mass between them. The free constant makes the mass-weighted sums of f and g equal. Points without\nmass have the largest feasible value, or a smaller one after a `timeLimit`. For partial transport\n`f_i + g_j + massPotential <= C_ij`, and f and g are at most 0, with 0 at points with mass that stays.",
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
            "about": "The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total\nmass: rounding error. For partial transport, the excess of the sums over the masses plus the difference between\nthe plan's mass and `transportedMass`, divided by the latter.",
            "name": "marginalError",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The plan, a sparse matrix in compressed rows with fewer entries than there are sources and targets: entry (i, j)\nis the mass moved from source i to target j.",
            "name": "plan",
            "optional": false,
            "type": "sparse matrix"
          },
          {
            "about": "The target of each source, if there are as many sources as targets, all with the same mass: the plan is then a\npermutation. For partial transport the numbers may differ if `transportedMass` is an integer multiple of this\nmass; -1 for a source that stays.",
            "name": "assignment",
            "optional": true,
            "type": "integers"
          },
          {
            "about": "The dual potential of `transportedMass`, if given, in units of cost: the derivative of the cost with respect to\nthe mass. It is a step function of the mass; at a step it is one of the values in between.",
            "name": "massPotential",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "Failed": {
        "about": "The status of a failed problem.",
        "type": "'failed'",
        "values": [
          {
            "about": "There is no solution.",
            "name": "failed"
          }
        ]
      },
      "Gradients": {
        "about": "Gradients of the optimal `regularizedCost`, by the envelope theorem. (Its gradient with respect to a matrix of costs\nis the plan itself.)",
        "fields": [
          {
            "about": "With respect to the source masses. If all mass has to be moved, masses can change only by amounts that keep both\nsums equal, so any constant may be added to this gradient and subtracted from the other.",
            "name": "source",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "With respect to the target masses; see `source`.",
            "name": "target",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "With respect to the source points, one per row, if there are points. The gradient of a point without mass is\nzero. In the Euclidean and Manhattan metrics the cost is not differentiable at two equal points, and their pair\ncontributes zero.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "With respect to the target points; see `sourcePoints`.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "HistoryRecord": {
        "about": "A record of one iteration.",
        "fields": [
          {
            "about": "The regularization of this iteration, in units of cost.",
            "name": "level",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The kind of iteration.",
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
            "about": "The number of plan entries in the Newton step's sparse matrix; 0 for sweeps.",
            "name": "entries",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "InitialBarycenter": {
        "about": "An initial barycenter, as returned in a solution.",
        "fields": [
          {
            "about": "Its masses, zero or positive, of positive sum.",
            "name": "barycenter",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "The potentials of the barycenter's points, one row per histogram, in units of cost.",
            "name": "barycenterPotentials",
            "optional": false,
            "type": "matrix"
          }
        ]
      },
      "InitialPotentials": {
        "about": "Initial potentials, as returned in a solution.",
        "fields": [
          {
            "about": "One number per source, in units of cost.",
            "name": "sourcePotential",
            "optional": false,
            "type": "numbers"
          },
          {
            "about": "One number per target, in units of cost.",
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
            "about": "Conjugate gradient iterations on the sparse linear systems of the Newton steps and of the path predictor.",
            "name": "linear",
            "optional": false,
            "type": "number"
          }
        ]
      },
      "MapProblem": {
        "about": "A solved transport problem, and points to map.",
        "fields": [
          {
            "about": "The problem as passed to `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.",
            "name": "problem",
            "optional": false,
            "type": "SolvedProblem"
          },
          {
            "about": "Its solution by `sinkhornNewton` or `exact`. Fields irrelevant to a map are ignored.",
            "name": "solution",
            "optional": false,
            "type": "SolvedPotentials"
          },
          {
            "about": "A vector for each target (backward: each source), one per row; images are means of these. Usually positions, but\nany numbers with a meaningful mean will do: colors, or one-hot labels. Default: the problem's own points.",
            "name": "destinations",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The direction of the map.",
            "default": "'forward'",
            "name": "direction",
            "optional": true,
            "type": "Direction"
          },
          {
            "about": "The points to map, one per row, of the same dimension as the problem's points; not for problems with a cost\nmatrix. Default: the problem's own sources (backward: its targets).",
            "name": "points",
            "optional": true,
            "type": "matrix"
          }
        ]
      },
      "MapSolution": {
        "about": "Images of points.",
        "fields": [
          {
            "about": "The image of each point, one per row: the mean of the destinations, weighted by the distribution of a vanishing\nmass at the point over the targets with mass. For entropic transport the weights are proportional to\n`target_j exp((g_j - C_j) / regularization)`, where C_j is the cost to target `j` and g its potential. At the\nproblem's own points they are those of the plan's rows, and the image depends smoothly on the point. For exact\ntransport a source is mapped by the plan, and a new point, or a source with no moved mass, to the target of\nsmallest `C_j - g_j`.",
            "name": "images",
            "optional": false,
            "type": "matrix"
          },
          {
            "about": "The dual potential at each point, in units of cost: the solution's `sourcePotential` (backward:\n`targetPotential`) of a source there with vanishing mass. With a penalty exp(-potential / penalty) is the\nfraction of such a mass that is used; for partial transport a point of potential 0 stays.",
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
            "about": "Sweeps and sparse Newton steps along a decreasing sequence of regularizations: fast on hard problems too.",
            "name": "auto"
          },
          {
            "about": "Plain Sinkhorn iteration in the log domain at the given regularization: simple, the same result, and slow if the\nregularization is small. For comparison. (For a distribution with itself: the mean of a potential and its\nupdate.)",
            "name": "sinkhorn"
          }
        ]
      },
      "Metric": {
        "about": "The cost as a function of a source point x and a target point y.",
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
            "about": "1 minus the cosine of the angle between x and y; both must be nonzero.",
            "name": "cosine"
          }
        ]
      },
      "Phase": {
        "about": "The kind of iteration.",
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
        "about": "The format of the plan.",
        "type": "'none' | 'sparse' | 'dense'",
        "values": [
          {
            "about": "No plan. Potentials and costs need far less memory.",
            "name": "none"
          },
          {
            "about": "The entries above the threshold, as a sparse matrix in compressed rows.",
            "name": "sparse"
          },
          {
            "about": "All entries, as a dense matrix.",
            "name": "dense"
          }
        ]
      },
      "RegularizationUnit": {
        "about": "The unit of the regularization.",
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
        "about": "The Sinkhorn divergence between the distributions `source` and `target`:\n\n`OT(source, target) - OT(source, source) / 2 - OT(target, target) / 2`, where OT is the optimal `regularizedCost` of\nentropic transport. With a penalty, half the regularization times the squared difference of both total masses is\nadded.",
        "fields": [
          {
            "about": "The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise.",
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
            "about": "The maximum number of iterations for each of the three problems, at least 1.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The cost as a function of two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the source masses and the target masses by their sums first.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "The price of plans with sums that differ from the masses, positive, in units of cost: this times KL(sums |\nmasses) is added for both marginals. Default: the sums must equal the masses.",
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
            "about": "The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its\nsum).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The cost from each source to each source; required with `cost`.",
            "name": "sourceCost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The source points, one per row. Give either points or the three costs.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.\nDefault: equal masses of sum 1 (or, if only `source` is given, of its sum).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The cost from each target to each target; required with `cost`.",
            "name": "targetCost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target points, one per row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The requested marginal error of each of the three problems, positive.",
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
            "about": "`converged` if all three problems are, with marginal errors of at most `tolerance`; otherwise the status of the\nfirst unconverged one.",
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
            "about": "The optimal regularized costs in the divergence.",
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
            "about": "The gradients of the divergence, if requested.",
            "name": "gradients",
            "optional": true,
            "type": "Gradients"
          }
        ]
      },
      "SinkhornNewtonProblem": {
        "about": "Entropic optimal transport: the plan of minimum cost that moves the masses `source` to the masses `target`, with\nentropic regularization.\n\nMinimizes `<P, C> + regularization * KL(P | source target')` over plans P >= 0 with row sums `source` and column\nsums `target`, where KL(P | Q) is the sum of `P ln(P / Q) - P + Q`. The reference measure is the product of the\nmasses, not the counting measure: for masses of sum 1, the other common objective\n`<P, C> + regularization * sum(P ln P)` is `regularizedCost` plus `regularization` times the sum of `a ln a` over\nall source and target masses. The optimal plan is the same.\n\nWith `sourcePenalty` or `targetPenalty` the sums of that marginal may differ from its masses, at the price of the\npenalty times KL(sums | masses): unbalanced transport. It leaves mass in place if every partner is too far.",
        "fields": [
          {
            "about": "The weight of the entropy, positive, in units of cost unless `regularizationUnit` says otherwise. Small values\ngive costs close to unregularized transport: the excess is about `regularization` times the logarithm of the\nnumber of points at most.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The cost of moving one unit of mass from source `i` (row) to target `j` (column), of either sign. `Infinity`\nforbids the pair. Give either this or the two sets of points.",
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
            "about": "Initial potentials, usually from the solution of a similar problem: the solver then starts at the given\nregularization or close to it. Default: a cold start.",
            "name": "initial",
            "optional": true,
            "type": "InitialPotentials"
          },
          {
            "about": "The maximum number of iterations, sweeps and Newton steps together, at least 1; each takes one to three passes\nover the cost. If they are used up, the best point so far is returned with the status `iterationLimit`.",
            "default": "10000",
            "name": "maxIterations",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The maximum number of plan entries in memory, for the solver itself (2.5 bytes each) or as the result (12 bytes\neach in a sparse plan, 8 in a dense one). If the solver would need more, it continues by sweeps alone; a sparse\nplan omits its smallest entries; a dense plan with more is an error.",
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
            "about": "The cost as a function of two points. Only for points.",
            "default": "'squaredEuclidean'",
            "name": "metric",
            "optional": true,
            "type": "Metric"
          },
          {
            "about": "Divides the source masses and the target masses by their sums first, so that the sums need not agree. Otherwise\na relative difference of the sums above 1e-9 is an error, unless there is a penalty.",
            "default": "false",
            "name": "normalize",
            "optional": true,
            "type": "boolean"
          },
          {
            "about": "Format of the returned plan, if any.",
            "default": "'none'",
            "name": "plan",
            "optional": true,
            "type": "PlanFormat"
          },
          {
            "about": "Entries of a sparse plan smaller than this fraction of its largest entry are omitted; 0 or positive, below 1.",
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
            "about": "The mass at each source, zero or positive. Default: equal masses of sum 1 (or, if only `target` is given, of its\nsum).",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The price of row sums that differ from the source masses, positive, in units of cost: this times KL(row sums |\nsource) is added to the objective. Default: the sums must equal the masses.",
            "name": "sourcePenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The source points, one per row. Costs are then computed from the points on demand and never stored.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The mass at each target, zero or positive, of the same sum as the source masses unless there is a penalty.\nDefault: equal masses of sum 1 (or, if only `source` is given, of its sum).",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The price of column sums that differ from the target masses, positive, in units of cost: this times KL(column\nsums | target) is added to the objective. Default: the sums must equal the masses.",
            "name": "targetPenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target points, one per row, of the same dimension as the source points.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The requested marginal error, positive: see the solution's `marginalError`. Each row and column sum must also\nreach 1000 times this relative to its own mass, however small: 1e-6 by default.",
            "default": "1e-9",
            "name": "tolerance",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SinkhornNewtonSolution": {
        "about": "The solution of an entropic transport problem. All errors and costs are measured at the returned potentials.",
        "fields": [
          {
            "about": "The reason for termination. `converged`: `marginalError` is at most `tolerance`, and the error of each row and\ncolumn sum, relative to its own mass, is at most 1000 times `tolerance`; no other status guarantees either.\n`stalled`: the errors stopped decreasing earlier, mostly because double precision allows no smaller ones; see\n`precisionFloor`. The status is never `converged` if `precisionFloor` is 1 or more.",
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
            "about": "The regularization in units of cost, whatever its unit in the problem.",
            "name": "regularization",
            "optional": false,
            "type": "number"
          },
          {
            "about": "`<P, C>`, the cost of the plan without the entropy.",
            "name": "transportCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The objective at the plan: `<P, C> + regularization * KL(P | source target')`, plus the penalties, if any.",
            "name": "regularizedCost",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual objective at the potentials, a lower bound on the optimal `regularizedCost`.",
            "name": "dualValue",
            "optional": false,
            "type": "number"
          },
          {
            "about": "The dual potential f of the sources, in units of cost: the plan is\n`P_ij = source_i target_j exp((f_i + g_j - C_ij) / regularization)`. A source without mass has the limit of its\nvalue for a vanishing mass. The free constant makes the mass-weighted sums of f and g equal; with a penalty, no\nconstant is free. With a penalty, the mass of a source without an allowed pair stays in place: its potential is\n750 penalties, at which exp(-f / penalty) is 0.",
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
            "about": "The sum of the absolute differences between the plan's row and column sums and the masses, divided by the total\nmass. For a marginal with a penalty the sums are compared with the masses times exp(-potential / penalty), their\nvalues at the optimum for these potentials. The divisor is then a mean of both total masses if these differ, or\nthe plan's mass if that is larger.",
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
            "about": "An estimate of the smallest marginal error that double precision allows at this regularization, from the\nrounding of the plan's exponents. With the status `stalled`, a `marginalError` near it is the best attainable.",
            "name": "precisionFloor",
            "optional": false,
            "type": "number"
          },
          {
            "about": "Bounds on the cost of unregularized transport between the same masses, penalties included. (With forbidden\npairs, the upper bound assumes that mass within the marginal error can be moved at the largest finite cost.)",
            "name": "exactCostBounds",
            "optional": false,
            "type": "Bounds"
          },
          {
            "about": "The sum of the entries omitted from a sparse `plan`; 0 for a dense one. The sparse plan's row and column sums\nequal the masses up to the sum of this and `marginalError`.",
            "name": "droppedMass",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The gradients of `regularizedCost`, if requested.",
            "name": "gradients",
            "optional": true,
            "type": "Gradients"
          },
          {
            "about": "One record per iteration, if `history` is set.",
            "name": "history",
            "optional": true,
            "type": "HistoryRecord[]"
          },
          {
            "about": "The plan, if requested.",
            "name": "plan",
            "optional": true,
            "type": "Plan"
          }
        ]
      },
      "SolvedPotentials": {
        "about": "The fields of a solution used by a map.",
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
            "about": "The potential of the moved mass, for partial transport.",
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
            "about": "The regularization in units of cost; absent in solutions of `exact`.",
            "name": "regularization",
            "optional": true,
            "type": "number"
          }
        ]
      },
      "SolvedProblem": {
        "about": "The fields of a solved problem used by a map.",
        "fields": [
          {
            "about": "The cost, if it was given; the images are then those of the problem's own points.",
            "name": "cost",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The cost as a function of two points.",
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
            "about": "The source masses, if they were given.",
            "name": "source",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The source penalty, if there was one.",
            "name": "sourcePenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The source points, if they were given.",
            "name": "sourcePoints",
            "optional": true,
            "type": "matrix"
          },
          {
            "about": "The target masses, if they were given.",
            "name": "target",
            "optional": true,
            "type": "numbers"
          },
          {
            "about": "The target penalty, if there was one.",
            "name": "targetPenalty",
            "optional": true,
            "type": "number"
          },
          {
            "about": "The target points, if they were given.",
            "name": "targetPoints",
            "optional": true,
            "type": "matrix"
          }
        ]
      }
    }
  }
};
