// Reads the required parts of CLDR.
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

// All languages with modern coverage, with all regions, and other scripts if CLDR rates their coverage.
// Punjabi and Uzbek in Arabic script aren't rated but are included, because Intl supports them and the other script would be wrong in their regions.
export const languages = new Set(
  Object.keys(coverage).filter(name => coverage[name] === 'modern' && name !== 'und').map(name => name.split('-')[0]));
export const locales = readdirSync(modules + 'cldr-dates-full/main').sort().filter(name =>
  languages.has(name.split('-')[0]) && (name in coverage || name === 'pa-Arab' || name === 'uz-Arab'));

/** Returns the 24 unit patterns of a locale, by style and unit. */
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
// The separators of CLDR's root locale, which the JSON packages don't contain.
const arabic = { decimal: '٫', group: '٬' };
const root = { 'symbols-numberSystem-arab': arabic, 'symbols-numberSystem-arabext': arabic };

/** Returns the number formats of a locale: one shape for each numbering system, the default first. */
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

/** Returns the plural rules of a locale without their samples. "other" has no rule, and some languages only have "other". */
export function plurals(locale) {
  const found = rules[locale] ?? rules[locale.split('-')[0]] ?? {};
  return Object.entries(found)
    .map(([key, rule]) => [key.replace('pluralRule-count-', ''), rule.split('@')[0].trim()])
    .filter(([category]) => category !== 'other');
}

/** Numeric systems: the digit zero if the others follow it in Unicode, otherwise all ten digits. */
export const digits = Object.entries(supplemental('numberingSystems').numberingSystems)
  .filter(([, system]) => system._type === 'numeric')
  .map(([name, { _digits }]) => {
    const points = [..._digits].map(digit => digit.codePointAt(0));
    return [name, points.every((point, index) => point === points[0] + index) ? String.fromCodePoint(points[0]) : _digits];
  });

/** Returns alternative names of locales: zh-TW is zh-Hant-TW, pt-FR inherits from pt-PT. */
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

/** Returns withdrawn codes of languages and regions that have a single successor. */
export function aliases() {
  const { languageAlias, territoryAlias } = supplemental('aliases').metadata.alias;
  const pairs = (source, wanted) => Object.entries(source)
    .map(([name, { _replacement }]) => [name, _replacement]).filter(([name, to]) => wanted(name, to));
  return [
    ...pairs(languageAlias, (name, to) => /^[a-z]{2,3}$/.test(name) && languages.has(to.split('-')[0])),
    ...pairs(territoryAlias, (name, to) => /^[A-Z]{2}$/.test(name) && /^[A-Z]{2}$/.test(to)),
  ];
}
