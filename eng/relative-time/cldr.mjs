// Reads the parts of CLDR that relative time needs.
import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

const modules = fileURLToPath(new URL('node_modules/', import.meta.url));
const json = path => JSON.parse(readFileSync(modules + path, 'utf8'));
const supplemental = name => json(`cldr-core/supplemental/${name}.json`).supplemental;

export const version = json('cldr-core/package.json').version;
export const licence = readFileSync(modules + 'cldr-core/LICENSE', 'utf8');
export const units = ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'];
export const styles = ['long', 'short', 'narrow'];

const coverage = json('cldr-core/coverageLevels.json').effectiveCoverageLevels;
const likely = supplemental('likelySubtags').likelySubtags;
const parents = supplemental('parentLocales').parentLocales.parentLocale;

// Every language of modern coverage with all its regions, and its other scripts as far as CLDR rates them.
// Punjabi and Uzbek in Arabic script are unrated, but Intl has them, and Latin or Gurmukhi would be the wrong script there.
export const languages = new Set(
  Object.keys(coverage).filter(name => coverage[name] === 'modern' && name !== 'und').map(name => name.split('-')[0]));
export const locales = readdirSync(modules + 'cldr-dates-full/main').sort().filter(name =>
  languages.has(name.split('-')[0]) && (name in coverage || name === 'pa-Arab' || name === 'uz-Arab'));

/** The 24 unit patterns of a locale: styles by units. */
export function patterns(locale) {
  const fields = json(`cldr-dates-full/main/${locale}/dateFields.json`).main[locale].dates.fields;
  return styles.flatMap(style => units.map(unit => {
    const field = fields[style === 'long' ? unit : `${unit}-${style}`];
    const words = Object.fromEntries([-2, -1, 0, 1, 2]
      .filter(offset => `relative-type-${offset}` in field)
      .map(offset => [offset, field[`relative-type-${offset}`]]));
    const counts = direction => Object.fromEntries(Object.entries(field[`relativeTime-type-${direction}`])
      .map(([key, text]) => [key.replace('relativeTimePattern-count-', ''), text]));
    return { words, past: counts('past'), future: counts('future') };
  }));
}

const numbers = locale => json(`cldr-numbers-full/main/${locale}/numbers.json`).main[locale].numbers;
// The separators that CLDR's root has for every language; the JSON packages leave them out.
const arabic = { decimal: '٫', group: '٬' };
const root = { 'symbols-numberSystem-arab': arabic, 'symbols-numberSystem-arabext': arabic };

/** How a locale writes numbers: one shape per numbering system, the default first. */
export function shapes(locale) {
  const own = numbers(locale);
  const systems = new Set([own.defaultNumberingSystem, 'latn', ...Object.keys({ ...root, ...own })
    .filter(key => key.startsWith('symbols-numberSystem-')).map(key => key.replace('symbols-numberSystem-', ''))]);
  const shape = system => {
    const find = kind => own[`${kind}-numberSystem-${system}`] ?? root[`${kind}-numberSystem-${system}`] ?? own[`${kind}-numberSystem-latn`];
    const { decimal, group } = find('symbols');
    const [whole] = find('decimalFormats').standard.split('.');
    const groups = whole.split(',').map(part => part.length);
    const primary = groups.at(-1);
    const secondary = groups.length > 2 ? groups.at(-2) : primary;
    return [system, decimal, group, primary, secondary, own.minimumGroupingDigits];
  };
  const latin = shape('latn');
  return [...systems].map(shape).filter(([system, ...rest], index) =>
    index === 0 || system === 'latn' || rest.join('|') !== latin.slice(1).join('|'));
}

const rules = supplemental('plurals')['plurals-type-cardinal'];

/** The plural rules of a locale without their samples; "other" needs none, and a few languages have nothing else. */
export function plurals(locale) {
  const found = rules[locale] ?? rules[locale.split('-')[0]] ?? {};
  return Object.entries(found)
    .map(([key, rule]) => [key.replace('pluralRule-count-', ''), rule.split('@')[0].trim()])
    .filter(([category]) => category !== 'other');
}

/** Systems that write a number digit by digit: the zero where the others follow it in Unicode, else all ten. */
export const digits = Object.entries(supplemental('numberingSystems').numberingSystems)
  .filter(([, system]) => system._type === 'numeric')
  .map(([name, { _digits }]) => {
    const points = [..._digits].map(digit => digit.codePointAt(0));
    return [name, points.every((point, index) => point === points[0] + index) ? String.fromCodePoint(points[0]) : _digits];
  });

/** Other names of locales: zh-TW is zh-Hant-TW, pt-FR inherits from pt-PT. */
export function otherNames() {
  const names = new Map();
  const known = new Set(locales);
  const script = tag => likely[tag]?.split('-')[1];
  const add = (name, target) => !known.has(name) && !names.has(name) && known.has(target) && names.set(name, target);
  for (const locale of [...locales, ...json('cldr-core/defaultContent.json').defaultContent]) {
    const [, language, written, region] = /^([a-z]+)-([A-Z][a-z]{3})-([A-Z]{2}|\d{3})$/.exec(locale) ?? [];
    if (!written || written !== (script(`${language}-${region}`) ?? script(language))) continue;
    add(`${language}-${region}`, locale);
    add(`${language}-${region}`, `${language}-${written}`);
  }
  for (const [child, parent] of Object.entries(parents)) add(child, parent);
  return names;
}

/** Withdrawn codes of languages and regions with one successor. */
export function aliases() {
  const { languageAlias, territoryAlias } = supplemental('aliases').metadata.alias;
  const pairs = (source, wanted) => Object.entries(source)
    .map(([name, { _replacement }]) => [name, _replacement]).filter(([name, to]) => wanted(name, to));
  return [
    ...pairs(languageAlias, (name, to) => /^[a-z]{2,3}$/.test(name) && languages.has(to.split('-')[0])),
    ...pairs(territoryAlias, (name, to) => /^[A-Z]{2}$/.test(name) && /^[A-Z]{2}$/.test(to)),
  ];
}
