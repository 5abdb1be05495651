/** Programs in addresses: deflated, in the letters of base 64 for addresses. */

/** The longest program in an address, in bytes of its compressed form. */
const MAX_BYTES = 8192;

async function piped(bytes: Uint8Array<ArrayBuffer>, stream: CompressionStream | DecompressionStream) {
  const result = new Blob([bytes]).stream().pipeThrough(stream);
  return new Uint8Array(await new Response(result).arrayBuffer());
}

/** The part of an address that holds a program. Undefined if the program is too long. */
export async function hashOf(code: string): Promise<string | undefined> {
  const bytes = await piped(new TextEncoder().encode(code), new CompressionStream('deflate-raw'));
  if (bytes.length > MAX_BYTES) return undefined;
  const letters = btoa(String.fromCharCode(...bytes));
  return `#code=${letters.replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '')}`;
}

/** The program of an address, if there is one that can be read. */
export async function codeIn(hash: string): Promise<string | undefined> {
  const letters = /^#code=([\w-]+)$/.exec(hash)?.[1];
  if (letters === undefined || letters.length > (4 / 3) * MAX_BYTES + 4) return undefined;
  try {
    const binary = atob(letters.replaceAll('-', '+').replaceAll('_', '/'));
    const bytes = Uint8Array.from(binary, (character) => character.charCodeAt(0));
    return new TextDecoder().decode(await piped(bytes, new DecompressionStream('deflate-raw')));
  } catch {
    return undefined;
  }
}
