// Writes the expected results for the tests of PluralForm and NumberText, in the languages of the component and some regions:
// the results of Node's Intl.PluralRules and Intl.NumberFormat.
import { mkdirSync, writeFileSync } from 'node:fs';

const languages = 'ar de en es fr he hy it ja ka ko nl pl pt ru tr uk zh'.split(' ');
const letters = { zero: 'z', one: 'o', two: 't', few: 'f', many: 'm', other: 'x' };
const numbers = [
  ...Array.from({ length: 1100 }, (_, n) => n),
  1101, 1102, 1105, 1111, 1112, 1121, 9999, 10000, 10001, 99999, 100000, 100001, 123456, 999999, 1e6, 1000001, 1000002, 2e6, 1e7, 1000000000, 1e12, 1234567890123,
  0.001, 0.01, 0.1, 0.5, 0.9, 0.999, 1.1, 1.5, 1.9, 2.1, 2.5, 3.3, 4.7, 5.25, 10.1, 11.11, 21.5, 100.5, 1000.25, 1000000.5, 0.0001, 0.9999, 1.00004, 1.99996,
  -1, -2, -3, -5, -11, -21, -1.5, -1000000,
];

const groups = new Map();
for (const language of languages) {
  const rules = new Intl.PluralRules(language);
  const answers = numbers.map(number => letters[rules.select(number)]).join('');
  groups.set(answers, [...(groups.get(answers) ?? []), language]);
}

const amounts = [0, 1, 1.5, 1.25, 1.125, 9.9, 12, 999, 1000, 1234.5, 9999, 10000, 99999, 100000, 1234567, 12345678.9];
const regions = ['ar-EG', 'de-AT', 'de-CH', 'en-IN', 'es-MX', 'fa', 'pt-PT', 'zh-TW'];

const target = new URL('../../tests/Livecaller.Time.Tests/Data/', import.meta.url);
mkdirSync(target, { recursive: true });
writeFileSync(new URL('plurals.txt', target), numbers.join(' ') + '\n' + [...groups].map(([answers, names]) => `${names.join(' ')}\n${answers}\n`).join(''));
writeFileSync(new URL('numbers.txt', target), amounts.join('|') + '\n'
  + [...languages, ...regions].map(language => `${language}|${amounts.map(amount => new Intl.NumberFormat(language).format(amount)).join('|')}\n`).join(''));
console.log(`Intl of CLDR ${process.versions.cldr}: ${languages.length} languages in ${groups.size} groups, ${numbers.length} numbers each`);
