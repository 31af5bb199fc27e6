// Pictures as base64: packs them small, and counts the pixels in which two of them differ to the eye.
async function pixelsOf(base64) {
  const bitmap = await createImageBitmap(new Blob([Uint8Array.from(atob(base64), c => c.charCodeAt(0))]));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext('2d', { willReadFrequently: true });
  context.drawImage(bitmap, 0, 0);
  return context.getImageData(0, 0, bitmap.width, bitmap.height);
}

// At most 256 colours. The most frequent ones, those of surfaces and texts, stay as they are; the rest, those of photographs, come together
// with their neighbours: with fewer steps of brightness, until they fit.
function paletteOf(data) {
  const colors = new Uint32Array(data.buffer);
  const counts = new Map();
  for (const color of colors) counts.set(color, (counts.get(color) ?? 0) + 1);
  const byCount = [...counts].sort(([a, m], [b, n]) => n - m || a - b);
  const palette = byCount.slice(0, byCount.length > 256 ? 128 : 256).map(([color]) => color);
  const places = new Map(palette.map((color, place) => [color, place]));
  for (let bits = 7; places.size < counts.size; bits--) {
    const groups = new Map();
    for (const [color, count] of byCount.slice(palette.length)) {
      const key = [0, 8, 16].map(shift => (color >>> shift & 0xff) >> 8 - bits).join();
      if (!groups.has(key)) groups.set(key, []);
      groups.get(key).push([color, count]);
    }
    if (palette.length + groups.size > 256) continue;
    for (const group of groups.values()) {
      const total = group.reduce((sum, [, count]) => sum + count, 0);
      const mean = shift => Math.round(group.reduce((sum, [color, count]) => sum + (color >>> shift & 0xff) * count, 0) / total);
      for (const [color] of group) places.set(color, palette.length);
      palette.push(mean(0) | mean(8) << 8 | mean(16) << 16);
    }
    break;
  }
  return { palette, indices: Uint8Array.from(colors, color => places.get(color)) };
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k++) n = n & 1 ? 0xedb88320 ^ (n >>> 1) : n >>> 1;
  return n;
});

function chunk(name, content) {
  const bytes = new Uint8Array(content.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, content.length);
  bytes.set([...name].map(c => c.charCodeAt(0)), 4);
  bytes.set(content, 8);
  let crc = 0xffffffff;
  for (let i = 4; i < bytes.length - 4; i++) crc = crcTable[(crc ^ bytes[i]) & 0xff] ^ (crc >>> 8);
  view.setUint32(bytes.length - 4, crc ^ 0xffffffff);
  return bytes;
}

async function deflate(bytes) {
  const stream = new Blob([bytes]).stream().pipeThrough(new CompressionStream('deflate'));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

// A PNG with a palette: https://www.w3.org/TR/png-3/
async function encode({ width, height, data }) {
  const { palette, indices } = paletteOf(data);
  const header = new DataView(new ArrayBuffer(13));
  header.setUint32(0, width);
  header.setUint32(4, height);
  header.setUint8(8, 8);
  header.setUint8(9, 3);
  const rows = new Uint8Array((width + 1) * height);
  for (let y = 0; y < height; y++) rows.set(indices.subarray(y * width, (y + 1) * width), y * (width + 1) + 1);
  const parts = [
    Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a),
    chunk('IHDR', new Uint8Array(header.buffer)),
    chunk('PLTE', Uint8Array.from(palette.flatMap(c => [c & 0xff, (c >> 8) & 0xff, (c >> 16) & 0xff]))),
    chunk('IDAT', await deflate(rows)),
    chunk('IEND', new Uint8Array(0)),
  ];
  const bytes = new Uint8Array(await new Blob(parts).arrayBuffer());
  let text = '';
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192));
  return btoa(text);
}

window.pack = async base64 => encode(await pixelsOf(base64));

// A pixel counts when nothing near its place in the other picture is like it, seen from both: an edge that is smoothed
// otherwise, or half a pixel away, does not.
window.compare = async (first, second) => {
  const [a, b] = await Promise.all([pixelsOf(first), pixelsOf(second)]);
  if (a.width !== b.width || a.height !== b.height) return { share: 1, picture: null };
  const threshold = 40;
  const isAlone = (from, to, x, y) => {
    const i = (y * a.width + x) * 4;
    for (let v = Math.max(0, y - 1); v <= Math.min(a.height - 1, y + 1); v++) {
      for (let u = Math.max(0, x - 1); u <= Math.min(a.width - 1, x + 1); u++) {
        const j = (v * a.width + u) * 4;
        if ([0, 1, 2].every(part => Math.abs(from[i + part] - to[j + part]) < threshold)) return false;
      }
    }
    return true;
  };
  const marks = new ImageData(new Uint8ClampedArray(b.data), b.width, b.height);
  let count = 0;
  for (let y = 0; y < a.height; y++) {
    for (let x = 0; x < a.width; x++) {
      const i = (y * a.width + x) * 4;
      if (a.data[i] === b.data[i] && a.data[i + 1] === b.data[i + 1] && a.data[i + 2] === b.data[i + 2]) continue;
      if (!isAlone(a.data, b.data, x, y) && !isAlone(b.data, a.data, x, y)) continue;
      count++;
      marks.data.set([255, 0, 255, 255], i);
    }
  }
  return { share: count / (a.width * a.height), picture: count ? await encode(marks) : null };
};
