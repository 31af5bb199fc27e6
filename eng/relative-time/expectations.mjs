// Writes the results of Node's Intl for all test cases.
import { writeFileSync, mkdirSync } from 'node:fs';
import { brotliCompressSync, constants } from 'node:zlib';
import * as cldr from './cldr.mjs';

const target = new URL('../../tests/Livecaller.Time.Tests/Data/', import.meta.url);
const range = (from, to) => Array.from({ length: to - from + 1 }, (_, index) => from + index);

// All units in all styles, as numbers and words.
const numbers = [0, -0, 1, -1, 1.5, 0.1, 2, 3, -5, 8, 11, -21, 100, 1000, 12345.678, -1234567.891, 1e6, 1e21];
const words = [-3, -2, -1, -0, 0, 1, 2, 3, 1.5];
// One unit in one style: plural rules, rounding, and the range of words.
const plurals = [
  ...range(0, 130), 200, 201, 211, 1001, 9999, 10000, 1000001, 2e6, -1e6, 1.1e6, 1e7, 1e8, 1e9, 1e12,
  ...range(1, 29).map(tenth => tenth / 10), 1.01, 1.11, 1.12, 1.21, 2.02, 2.13, 10.01, 10.1, 11.5, 11.11, 20.2, 100.1, 101.21, 0.001, 1.001, 1.019,
];
const rounding = [
  0.0004, 0.0005, 0.0015, 0.0025, -0.0001, 0.9994, 0.9995, 0.9996, 1.0005, 2.0005, 1.0015, 2.675, 1.005, 0.1 + 0.2, 999.9995, 9999.9996, 99999.9995,
  123456789.12345678, 4503599627370496.5, 9007199254740993, 1234.5, 99999, 123456, 1e15 + 0.3, 1e-7, 5e-324, 123456789012345680000, 1.7976931348623157e308,
];
const reach = [-2.11, -2.1, -2.09, -2.006, -2.005, -2.004, -1.995, -1.994, -1.006, -1.004, -0.996, -0.994, -0.9, -0.006, -0.005, -0.004, 0.004, 0.005, 0.0051, 0.3, 0.994, 0.995, 1.003, 1.0049, 1.005, 1.006, 1.994, 1.996, 2.0049, 2.006, 2.0999, 2.1];
// Names that aren't locales of CLDR, for which Intl selects another locale.
const fallbacks = [
  'de-XX', 'en-KR', 'es-XX', 'zh-XX', 'sr-Latn-XX', 'sr-Arab', 'ja-Latn', 'zh-Latn', 'de-DE-1996', 'sl-rozaj-biske', 'en-US-x-private', 'de-u-co-phonebk', 'DE-at', 'ZH-hant-hk',
  'iw', 'in', 'mo', 'tl', 'sh', 'sh-ME', 'cmn', 'cmn-TW', 'en-UK', 'de-DD', 'nb-NO', 'no-NO', 'az-IR', 'zh-SG', 'zh-MY', 'zh-CN', 'zh-Hans-CN', 'zh-Hant-TW', 'uz-UZ', 'pa-IN', 'bs-BA', 'sr-RS',
  'en-u-nu-deva', 'ar-EG-u-nu-latn', 'hi-u-nu-native', 'mr-u-nu-arab', 'fa-u-nu-latn', 'de-u-nu-thai', 'de-CH-u-nu-arabext', 'en-u-nu-hanidec', 'en-u-nu-mathbold', 'en-u-nu-roman', 'en-u-nu-xyz', 'es-u-ca-buddhist-nu-beng', 'my-u-nu-latn', 'ar-u-nu-arab', 'xx', 'tlh', 'en-IN-u-nu-khmr',
];

const ask = (locale, unit, style, numeric, values) => {
  const format = new Intl.RelativeTimeFormat(locale, { style, numeric });
  return values.map(value => format.format(value, unit)).join('|');
};

function answers(locale) {
  const lines = [];
  for (const style of cldr.styles) {
    for (const unit of cldr.units) {
      lines.push(ask(locale, unit, style, 'always', numbers), ask(locale, unit, style, 'auto', words));
    }
  }
  lines.push(ask(locale, 'day', 'long', 'always', plurals), ask(locale, 'day', 'long', 'always', rounding), ask(locale, 'day', 'long', 'auto', reach));
  return lines.join('\n') + '\n';
}

const asked = locale => new Intl.RelativeTimeFormat(locale).resolvedOptions().locale === locale;

export function writeExpectations() {
  const others = [...cldr.otherNames().keys()];
  const compared = [...cldr.locales, ...others].filter(asked);
  const groups = new Map();
  for (const locale of [...compared, ...fallbacks]) {
    const text = answers(locale);
    groups.set(text, [...(groups.get(text) ?? []), locale]);
  }
  const write = values => values.map(value => Object.is(value, -0) ? '-0' : String(value)).join('|');
  const header = [numbers, words, plurals, rounding, reach].map(write).join('\n') + '\n';
  const body = [...groups].map(([text, names]) => `${names.join(' ')}\n${text}`).join('');
  const data = brotliCompressSync(Buffer.from(header + body), {
    params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 24, [constants.BROTLI_PARAM_SIZE_HINT]: header.length + body.length },
  });
  mkdirSync(target, { recursive: true });
  writeFileSync(new URL('intl.txt.br', target), data);
  const cases = cldr.styles.length * cldr.units.length * (numbers.length + words.length) + plurals.length + rounding.length + reach.length;
  console.log(`Intl of CLDR ${process.versions.cldr}: ${compared.length + fallbacks.length} names in ${groups.size} groups, ${cases} cases each, ${data.length} bytes`);
  console.log(`Not compared, because this Intl uses another locale: ${[...cldr.locales, ...others].filter(name => !asked(name)).join(' ')}`);
}
