/** Pictures from workers. A program may send any text, so only shapes and words are let through. */

const ELEMENTS = new Set(
  'svg g path line polyline polygon rect circle ellipse text tspan title desc defs clippath lineargradient stop'.split(
    ' ',
  ),
);

/** Attributes that run or open something. */
const REFUSED = /^on|href$/i;

/** Values that load something: addresses other than of parts of the picture, also if they are escaped. */
const LOADS = /url\((?!#)|\\/i;

/** The picture of an SVG text, or undefined if it is none. */
export function pictureOf(text: string): SVGSVGElement | undefined {
  const { documentElement: root } = new DOMParser().parseFromString(text, 'image/svg+xml');
  if (!(root instanceof SVGSVGElement)) return undefined;
  for (const element of [root, ...root.querySelectorAll('*')]) {
    if (!ELEMENTS.has(element.localName.toLowerCase())) element.remove();
    else clean(element);
  }
  return document.importNode(root, true);
}

function clean(element: Element): void {
  for (const { name, value } of [...element.attributes]) {
    if (REFUSED.test(name) || LOADS.test(value)) element.removeAttribute(name);
  }
}
