// Writes the CLDR data of Livecaller.Time (for the format, see README.md) and the expected results of its tests.
import { writeFileSync, mkdirSync } from 'node:fs';
import { deflateRawSync } from 'node:zlib';
import * as cldr from './cldr.mjs';
import { writeExpectations } from './expectations.mjs';

const target = new URL('../../src/Livecaller.Time/Data/', import.meta.url);
mkdirSync(target, { recursive: true });

class Table {
  rows = new Map();
  id(row) {
    if (!this.rows.has(row)) this.rows.set(row, this.rows.size);
    return this.rows.get(row);
  }
  get lines() { return [...this.rows.keys()]; }
}

const fields = values => {
  for (const value of values) if (/[|\n]/.test(value)) throw new Error(`${value} contains a separator`);
  return values.join('|');
};

function unitLine({ words, past, future }) {
  const counts = (sign, set) => Object.entries(set)
    .filter(([category, text]) => category === 'other' || text !== set.other)
    .map(([category, text]) => `${sign}${category}=${text}`);
  return fields([...Object.entries(words).map(([offset, text]) => `${offset}=${text}`), ...counts('<', past), ...counts('>', future)]);
}

// A line is empty if it's the same as in the next longer style.
function block(locale) {
  const lines = cldr.patterns(locale).map(unitLine);
  return lines.map((line, index) => index >= cldr.units.length && line === lines[index - cldr.units.length] ? '' : line).join('\n') + '\n';
}

const blocks = new Table(), shapes = new Table(), plurals = new Table(), entries = new Map();
const others = cldr.otherNames();
for (const locale of cldr.locales) {
  const numbers = cldr.shapes(locale).map(shape => shapes.id(fields(shape))).join(',');
  const rules = plurals.id(fields(cldr.plurals(locale).map(([category, rule]) => `${category}:${rule}`)));
  const key = `${blocks.id(block(locale))} ${numbers} ${rules}`;
  const names = [locale, ...[...others].filter(([, to]) => to === locale).map(([name]) => `${name}=${locale}`)];
  entries.set(key, [...(entries.get(key) ?? []), ...names]);
}

const section = lines => lines.join('\n') + '\n\n';
const bytes = blocks.lines.map(text => Buffer.byteLength(text));
const index = section(cldr.digits.map(fields))
  + section(shapes.lines)
  + section(plurals.lines.map(line => line || '-'))
  + section(cldr.aliases().map(pair => pair.join(' ')))
  + section([...entries].map(([key, names]) => `${key} ${names.join(' ')}`))
  + section([bytes.join(' ')]);
const header = `CLDR ${cldr.version} ${Buffer.byteLength(index)}\n`;
const data = deflateRawSync(Buffer.from(header + index + blocks.lines.join('')), { level: 9, memLevel: 9 });

writeFileSync(new URL('relative-time.deflate', target), data);
writeFileSync(new URL('UNICODE-LICENSE.txt', target), cldr.licence);
console.log(`CLDR ${cldr.version}: ${cldr.languages.size} languages, ${cldr.locales.length} locales, ${blocks.lines.length} sets of patterns, ${data.length} bytes`);
writeExpectations();
