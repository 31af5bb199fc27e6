// Reads language tags in the notations of different systems: de-DE, de_DE.UTF-8, iw.

/** Returns the BCP 47 tag, or undefined if the text isn't a valid language tag. */
export function localeOf(text: unknown): string | undefined {
  try {
    const tag = String(text).replace(/[\p{Cf}\s]/gu, '').replace(/[.@,;].*/, '').replace(/[_\p{Pd}]+/gu, '-').replace(/-$/, '');
    const [locale] = Intl.getCanonicalLocales(tag);
    return locale && /^(?!und)[a-z]{2,3}(-|$)/.test(locale) ? locale : undefined;
  } catch {
    return undefined;
  }
}

/** Returns the first valid tag of the page or the browser. */
export function firstLocaleOf(requested: unknown): string {
  const locale = localeOf(requested);
  if (requested && !locale) refuse(requested, 'The language of the page or the browser is used.');
  for (const text of [locale, document.documentElement.lang, ...navigator.languages]) {
    const valid = localeOf(text || 'und');
    if (valid) return valid;
  }
  return 'en';
}

export function refuse(locale: unknown, instead: string) {
  console.error(`LiveCaller: “${locale}” is not a valid language tag; expected a tag such as en or pt-BR. ${instead}`);
}

export const languageOf = (locale: string) => {
  const { language, script } = new Intl.Locale(locale).maximize();
  return language === 'zh' && script === 'Hant' ? 'zh-Hant' : language;
};
