// The texts that are required before the chat is loaded, or if it can't be loaded.
import { languageOf } from './locale';

const texts: Record<string, string> = {
  en: "Open the chat|Close|The chat can't be shown on this page.|Open it in a new tab",
  ar: 'فتح المحادثة|إغلاق|تعذّر عرض المحادثة في هذه الصفحة.|فتحها في علامة تبويب جديدة',
  de: 'Chat öffnen|Schließen|Der Chat kann auf dieser Seite nicht angezeigt werden.|In neuem Tab öffnen',
  es: 'Abrir el chat|Cerrar|El chat no se puede mostrar en esta página.|Abrirlo en una pestaña nueva',
  fa: 'باز کردن گفتگو|بستن|گفتگو در این صفحه نمایش داده نمی‌شود.|باز کردن در برگهٔ جدید',
  fr: 'Ouvrir le chat|Fermer|Le chat ne peut pas s’afficher sur cette page.|L’ouvrir dans un nouvel onglet',
  he: 'פתיחת הצ׳אט|סגירה|אי אפשר להציג את הצ׳אט בדף הזה.|פתיחה בכרטיסייה חדשה',
  hy: 'Բացել չաթը|Փակել|Չաթը հնարավոր չէ ցուցադրել այս էջում։|Բացել նոր ներդիրում',
  it: 'Apri la chat|Chiudi|La chat non può essere mostrata in questa pagina.|Aprila in una nuova scheda',
  ja: 'チャットを開く|閉じる|このページではチャットを表示できません。|新しいタブで開く',
  ka: 'ჩატის გახსნა|დახურვა|ამ გვერდზე ჩატის ჩვენება ვერ ხერხდება.|ახალ ჩანართში გახსნა',
  ko: '채팅 열기|닫기|이 페이지에서는 채팅을 표시할 수 없습니다.|새 탭에서 열기',
  nl: 'Chat openen|Sluiten|De chat kan op deze pagina niet worden weergegeven.|Openen in een nieuw tabblad',
  pl: 'Otwórz czat|Zamknij|Nie można wyświetlić czatu na tej stronie.|Otwórz w nowej karcie',
  pt: 'Abrir o chat|Fechar|Não é possível mostrar o chat nesta página.|Abrir em uma nova guia',
  ru: 'Открыть чат|Закрыть|Чат не может быть показан на этой странице.|Открыть в новой вкладке',
  tr: 'Sohbeti aç|Kapat|Sohbet bu sayfada gösterilemiyor.|Yeni sekmede aç',
  uk: 'Відкрити чат|Закрити|Чат неможливо показати на цій сторінці.|Відкрити в новій вкладці',
  ur: 'چیٹ کھولیں|بند کریں|یہ چیٹ اس صفحے پر نہیں دکھائی جا سکتی۔|نئے ٹیب میں کھولیں',
  zh: '打开聊天|关闭|无法在此页面显示聊天。|在新标签页中打开',
  'zh-Hant': '開啟聊天|關閉|無法在此頁面顯示聊天。|在新分頁中開啟',
};

export function textsOf(locale: string): [open: string, close: string, silent: string, elsewhere: string] {
  return (texts[languageOf(locale)] ?? texts['en']!).split('|') as [string, string, string, string];
}

export const directionOf = (locale: string) => (/^(ar|fa|he|ur)$/.test(languageOf(locale)) ? 'rtl' : 'ltr');
