/** Numbers as people write them. */

const superscript = (digits: string) =>
  digits
    .replace(/^\+?(-?)0*(?=\d)/, '$1')
    .replace(/./g, (sign) => (sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'.charAt(Number(sign))));

const withMinus = (text: string) => text.replace('-', '−');

/** A power of ten times a mantissa: `2.5×10⁻⁷`. */
function scientific(value: number, digits: number): string {
  const [mantissa = '', exponent = ''] = value.toExponential(digits - 1).split('e');
  const short = withMinus(mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa);
  const power = `10${superscript(exponent)}`;
  if (short === '1') return power;
  return short === '−1' ? `−${power}` : `${short}×${power}`;
}

/** A number with about `digits` significant digits: `0.0123`, `12345`, `1.2×10⁻⁷`. */
export function figure(value: number, digits = 3): string {
  if (Number.isNaN(value)) return '–';
  if (!Number.isFinite(value)) return value > 0 ? '∞' : '−∞';
  const size = Math.abs(value);
  if (size === 0) return '0';
  if (size >= 1e5 || size < 1e-3) return scientific(value, digits);
  const whole = Math.floor(Math.log10(size)) + 1;
  return withMinus(String(Number(value.toPrecision(Math.max(digits, whole)))));
}

/** A multiple of `step`, with enough digits to differ from its neighbors. */
export function figureInSteps(value: number, step: number, largest: number): string {
  if (value === 0) return '0';
  if (largest >= 1e5 || largest < 1e-3)
    return scientific(value, Math.min(17, Math.ceil(Math.log10(Math.abs(value) / step) + 1.01)));
  const decimals = Math.max(0, -Math.floor(Math.log10(step) + 1e-9));
  return withMinus(value.toFixed(Math.min(20, decimals)));
}

/** A power of ten: `0.01`, `1000`, `10⁻⁸`. */
export const powerOfTen = (exponent: number): string =>
  Math.abs(exponent) < 4 ? String(Number(`1e${exponent}`)) : `10${superscript(String(exponent))}`;
