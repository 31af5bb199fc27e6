// Computes the accent color and a legible text color, like AccentColors in Livecaller.Blazor.
type Rgb = [number, number, number];

const white: Rgb = [255, 255, 255];
const ink: Rgb = [11, 16, 32];
const black: Rgb = [0, 0, 0];

const linear = (channel: number) => (channel /= 255) <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;

const luminance = ([r, g, b]: Rgb) => 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);

function contrast(a: Rgb, b: Rgb) {
  const [x, y] = [luminance(a), luminance(b)];
  return (Math.max(x, y) + 0.05) / (Math.min(x, y) + 0.05);
}

const css = (color: Rgb) => `rgb(${color.join(' ')})`;

/** Returns the accent and the text color on it, or undefined if the value isn't a color. */
export function accentOf(primary: unknown): [accent: string, on: string] | undefined {
  const match = /^#([\da-f]{3}|[\da-f]{6})$/i.exec(String(primary));
  if (!match) return undefined;
  const hex = match[1]!.length === 3 ? match[1]!.replace(/./g, '$&$&') : match[1]!;
  const wanted = [0, 2, 4].map(i => parseInt(hex.slice(i, i + 2), 16)) as Rgb;
  // Darken a color that's nearly white, so that the button is visible on a white page.
  let accent = wanted;
  for (let step = 1; contrast(accent, white) < 1.15; step++) accent = wanted.map(c => Math.round(c * (1 - step / 20))) as Rgb;
  const on = [white, ink].find(color => contrast(accent, color) >= 4.5) ?? black;
  return [css(accent), css(on)];
}
