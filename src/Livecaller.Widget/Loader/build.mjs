// Builds dist/livecaller.js. With --check, verifies that the existing file matches the sources and doesn't exceed the size limit.
import { readFile, writeFile } from 'node:fs/promises';
import { gzipSync } from 'node:zlib';
import { build, transform } from 'esbuild';

const out = new URL('dist/livecaller.js', import.meta.url);
const limit = 8 * 1024;

// Imports style sheets as minified text.
const styleSheets = {
  name: 'style-sheets',
  setup(b) {
    b.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, 'utf8'), { loader: 'css', minify: true });
      return { contents: code.trim(), loader: 'text' };
    });
  },
};

const { outputFiles: [file] } = await build({
  entryPoints: [new URL('src/main.ts', import.meta.url).pathname],
  bundle: true,
  minify: true,
  format: 'iife',
  target: ['es2022'],
  charset: 'utf8',
  legalComments: 'none',
  write: false,
  plugins: [styleSheets],
});

const size = gzipSync(file.contents, { level: 9 }).length;
console.log(`livecaller.js: ${file.contents.length} bytes, ${size} with gzip`);
if (size > limit) throw new Error(`livecaller.js exceeds the limit of ${limit} bytes with gzip.`);
if (!process.argv.includes('--check')) await writeFile(out, file.contents);
else if ((await readFile(out, 'utf8')) !== file.text) throw new Error('dist/livecaller.js is out of date. Run npm run build.');
