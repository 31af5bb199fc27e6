// Which language is meant, in whatever form a page or a system writes it: de-DE, de_DE.UTF-8, iw.

/** The BCP 47 tag; undefined for what cannot be understood as a language. */
export function localeOf(text: unknown): string | undefined {
  try {
    const tag = String(text).replace(/[\p{Cf}\s]/gu, '').replace(/[.@,;].*/, '').replace(/[_\p{Pd}]+/gu, '-').replace(/-$/, '');
    const [locale] = Intl.getCanonicalLocales(tag);
    return locale && /^(?!und)[a-z]{2,3}(-|$)/.test(locale) ? locale : undefined;
  } catch {
    return undefined;
  }
}

/** The first that can be understood of what the page says, and else the browser's own. */
export function firstLocaleOf(wanted: unknown): string {
  const locale = localeOf(wanted);
  if (wanted && !locale) refuse(wanted, 'The language of the page or the browser is used.');
  for (const text of [locale, document.documentElement.lang, ...navigator.languages]) {
    const understood = localeOf(text || 'und');
    if (understood) return understood;
  }
  return 'en';
}

export function refuse(locale: unknown, instead: string) {
  console.error(`LiveCaller: “${locale}” cannot be understood as a language; expected a tag such as en or pt-BR. ${instead}`);
}

export const languageOf = (locale: string) => {
  const { language, script } = new Intl.Locale(locale).maximize();
  return language === 'zh' && script === 'Hant' ? 'zh-Hant' : language;
};
