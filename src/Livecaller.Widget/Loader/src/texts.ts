// The few words that the button needs before the chat itself, which has all of them, is loaded.
const texts: Record<string, string> = {
  en: 'Open the chat|Close',
  ar: 'فتح المحادثة|إغلاق',
  de: 'Chat öffnen|Schließen',
  es: 'Abrir el chat|Cerrar',
  fa: 'باز کردن گفتگو|بستن',
  fr: 'Ouvrir le chat|Fermer',
  he: 'פתיחת הצ׳אט|סגירה',
  hy: 'Բացել չաթը|Փակել',
  it: 'Apri la chat|Chiudi',
  ja: 'チャットを開く|閉じる',
  ka: 'ჩატის გახსნა|დახურვა',
  ko: '채팅 열기|닫기',
  nl: 'Chat openen|Sluiten',
  pl: 'Otwórz czat|Zamknij',
  pt: 'Abrir o chat|Fechar',
  ru: 'Открыть чат|Закрыть',
  tr: 'Sohbeti aç|Kapat',
  uk: 'Відкрити чат|Закрити',
  ur: 'چیٹ کھولیں|بند کریں',
  zh: '打开聊天|关闭',
};

const language = (locale: string) => locale.toLowerCase().split(/[-_]/)[0]!;

export function textsOf(locale: string): [open: string, close: string] {
  return (texts[language(locale)] ?? texts['en']!).split('|') as [string, string];
}

export const directionOf = (locale: string) => (/^(ar|fa|he|ur)$/.test(language(locale)) ? 'rtl' : 'ltr');
