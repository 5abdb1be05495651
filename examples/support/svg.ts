// Building blocks of drawings.

/** A panel in pixels, and the numbers at its left, right, lower and upper edge. */
export interface Panel {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

export type Point = readonly [number, number];

/** A point in pixels. */
export function place({ left, top, width, height, x, y }: Panel, [a, b]: Point): Point {
  return [left + ((a - x[0]) / (x[1] - x[0])) * width, top + (1 - (b - y[0]) / (y[1] - y[0])) * height];
}

export function polyline(panel: Panel, points: readonly Point[], look: string): string {
  const pixels = points.map((point) =>
    place(panel, point)
      .map((value) => value.toFixed(1))
      .join(','),
  );
  return `<polyline fill="none" stroke-linejoin="round" stroke-linecap="round" ${look} points="${pixels.join(' ')}"/>`;
}

export function dot(panel: Panel, point: Point, radius: number, look: string): string {
  const [x, y] = place(panel, point);
  return `<circle cx="${x.toFixed(1)}" cy="${y.toFixed(1)}" r="${radius}" ${look}/>`;
}

export function text(x: number, y: number, content: string, look = ''): string {
  return `<text x="${x.toFixed(1)}" y="${y.toFixed(1)}" ${look}>${content}</text>`;
}

/** A white sheet. */
export function sheet(width: number, height: number, parts: readonly string[], fontSize = 14): string {
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="Helvetica, Arial, DejaVu Sans, sans-serif" font-size="${fontSize}" fill="#333">`,
    '<rect width="100%" height="100%" fill="white"/>',
    ...parts,
    '</svg>\n',
  ].join('\n');
}

/** From pale to dark red, for fractions from 0 to 1. */
export function heat(share: number): string {
  const [pale, dark] = [
    [253, 204, 138],
    [165, 15, 21],
  ];
  const mixed = pale.map((value, k) =>
    Math.round(value + Math.min(1, Math.max(0, share)) * (dark[k] - value)),
  );
  return `rgb(${mixed.join(',')})`;
}
