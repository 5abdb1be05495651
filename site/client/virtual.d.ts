declare module 'virtual:runner' {
  /** The address of the script of programs. */
  const address: string;
  export default address;
}
