/** Stands for modules that locate WebAssembly files. */

export {};
