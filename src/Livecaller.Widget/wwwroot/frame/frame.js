// Starts the chat, and shows a message if that fails.
import { greeting, send } from './bridge.js';

const texts = {
  en: ['The chat could not be loaded.', 'Close', 'Loading the chat'],
  de: ['Der Chat konnte nicht geladen werden.', 'Schließen', 'Der Chat wird geladen'],
  ar: ['تعذّر تحميل المحادثة.', 'إغلاق', 'جارٍ تحميل المحادثة'],
};
const wait = document.querySelector('.wait');
const button = wait.querySelector('button');
const note = wait.querySelector('p');
let words = texts.en;

const setLanguage = ({ framed, locale }) => {
  const language = (locale ?? 'en').split('-')[0];
  words = texts[language] ?? texts.en;
  document.documentElement.lang = words === texts.en ? 'en' : language;
  wait.dir = words === texts.ar ? 'rtl' : 'ltr';
  wait.setAttribute('aria-label', words[2]);
  button.setAttribute('aria-label', words[1]);
  button.hidden = !framed;
};
button.addEventListener('click', () => send('close', 'null'));
greeting().then(setLanguage);

try {
  await Blazor.start();
} catch (error) {
  wait.classList.add('failed');
  note.textContent = words[0];
  throw error;
}
