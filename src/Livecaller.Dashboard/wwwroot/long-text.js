// A message of the circuit holds 32 KB. The text of a field that is longer than that would end it, so it's told in parts, which arrive in their order.

import { isLong } from '../Livecaller.Components/text-input.js';

const partLength = 4000;
const pause = 250;

/** What a field says instead of 'input' while its text is long. */
export const longInput = 'lc-input';

let waiting = null;
let timer = 0;

export function startLongTexts() {
  Blazor.registerCustomEventType('textpart', { createEventArgs: ({ detail }) => detail });
  document.addEventListener('input', onInput, true);
  // What is sent must have been told before.
  for (const type of ['submit', 'click']) document.addEventListener(type, tell, true);
}

function onInput(event) {
  const field = event.target;
  if (!field.matches?.('[data-lc-long]')) return;
  forget(field);
  if (!isLong(field)) return;
  event.stopPropagation();
  waiting = field;
  timer = setTimeout(tell, pause);
  field.dispatchEvent(new Event(longInput, { bubbles: true }));
}

/** Forgets what a field has not told yet. */
export function forget(field) {
  if (waiting !== field) return;
  clearTimeout(timer);
  waiting = null;
}

function tell() {
  const field = waiting;
  if (!field) return;
  forget(field);
  const parts = split(field.value);
  // Not by the field itself: Blazor sends the value of a field with every event of it.
  const teller = field.closest('[data-lc-parts]');
  parts.forEach((text, index) => teller?.dispatchEvent(new CustomEvent('textpart', { bubbles: true, detail: { index, count: parts.length, text } })));
}

// Never in the middle of a character.
function split(text) {
  const parts = [];
  for (let at = 0; at < text.length;) {
    const end = at + partLength;
    parts.push(text.slice(at, /[\uD800-\uDBFF]/.test(text[end - 1] ?? '') ? end - 1 : end));
    at += parts.at(-1).length;
  }
  return parts;
}
