// Communicates with the surrounding page. Only accepts messages from the parent window and an allowed origin, and only sends to that origin.
const allowed = document.querySelector('meta[name=livecaller-origins]').content.split(' ');
const framed = parent !== window;
const waiting = [];
let origin;
let app;
let greet;

const greeted = framed
  ? new Promise(resolve => { greet = resolve; })
  : Promise.resolve({ framed, locale: navigator.language, open: true });

const obey = ({ type, value }) => app.invokeMethodAsync('OnCommandAsync', type, typeof value === 'string' ? value : null);

addEventListener('message', e => {
  const message = e.data;
  if (!framed || e.source !== parent || !allowed.includes(e.origin) || (origin && e.origin !== origin)) return;
  if (typeof message?.livecaller !== 'string') return;
  if (message.livecaller === 'hello') {
    origin = e.origin;
    send('here', 'null');
    greet({ framed, locale: message.value?.locale ?? null, open: false });
    return;
  }
  if (!origin) return;
  const command = { type: message.livecaller, value: message.value };
  if (app) obey(command);
  else waiting.push(command);
});

// Escape closes the chat, unless it closed something within the chat.
addEventListener('keydown', e => {
  if (e.key === 'Escape' && !e.defaultPrevented && !e.isComposing && e.keyCode !== 229) send('close', 'null');
});

export const greeting = () => greeted;

export function send(type, json) {
  if (origin) parent.postMessage({ livecaller: type, value: JSON.parse(json) }, origin);
}

export function ready(reference) {
  app = reference;
  send('ready', 'null');
  waiting.splice(0).forEach(obey);
}
