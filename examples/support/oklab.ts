// sRGB to OKLab and back (Björn Ottosson, 2020): a lightness and two color axes, with distances that are perceptually
// uniform.

/** The lightness (0 to 1) and the two color axes of each pixel, interleaved. */
export function toOklab(pixels: Uint8Array): Float64Array {
  const colors = new Float64Array(pixels.length);
  for (let i = 0; i < pixels.length; i += 3) {
    const red = LINEAR[pixels[i]];
    const green = LINEAR[pixels[i + 1]];
    const blue = LINEAR[pixels[i + 2]];
    const l = Math.cbrt(0.4122214708 * red + 0.5363325363 * green + 0.0514459929 * blue);
    const m = Math.cbrt(0.2119034982 * red + 0.6806995451 * green + 0.1073969566 * blue);
    const s = Math.cbrt(0.0883024619 * red + 0.2817188376 * green + 0.6299787005 * blue);
    colors[i] = 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s;
    colors[i + 1] = 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s;
    colors[i + 2] = 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s;
  }
  return colors;
}

/** Pixels of the given colors; colors outside sRGB are clipped by channel. */
export function fromOklab(colors: Float64Array): Uint8Array {
  const pixels = new Uint8Array(colors.length);
  for (let i = 0; i < colors.length; i += 3) {
    const l = (colors[i] + 0.3963377774 * colors[i + 1] + 0.2158037573 * colors[i + 2]) ** 3;
    const m = (colors[i] - 0.1055613458 * colors[i + 1] - 0.0638541728 * colors[i + 2]) ** 3;
    const s = (colors[i] - 0.0894841775 * colors[i + 1] - 1.291485548 * colors[i + 2]) ** 3;
    pixels[i] = encode(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s);
    pixels[i + 1] = encode(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s);
    pixels[i + 2] = encode(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s);
  }
  return pixels;
}

/** The linear light of each of the 256 values of a channel. */
const LINEAR = Float64Array.from({ length: 256 }, (_, byte) => {
  const value = byte / 255;
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
});

function encode(light: number): number {
  const value = light <= 0.0031308 ? 12.92 * light : 1.055 * light ** (1 / 2.4) - 0.055;
  return Math.round(255 * Math.min(Math.max(value, 0), 1));
}
