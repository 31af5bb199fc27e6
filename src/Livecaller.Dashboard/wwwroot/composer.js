// The composer: two fields, of which one is shown, their drafts and their keys. The text belongs to the browser until it is sent.

import { forget, longInput } from './long-text.js';

const fields = '[data-lc-text], [data-lc-note-text]';
const box = () => document.querySelector('[data-lc-composer-box]');
const draftKey = text => 'lc-draft:' + (text.dataset.lcDraft ?? text.dataset.lcConversation);
const fieldOf = mode => box()?.querySelector(mode === 'note' ? '[data-lc-note-text]' : '[data-lc-text]');

/** Hears the composer's keys on the document: somebody may write before the server has told of the field. */
export function startComposer() {
  document.addEventListener('keydown', onKey);
  for (const type of ['input', longInput]) document.addEventListener(type, onDraft);
  document.addEventListener('submit', onSubmit);
  document.addEventListener('click', onClick);
}

/** Shows the field of a mode; answers with it. */
export function write(mode) {
  for (const tab of box()?.querySelectorAll('[data-lc-mode]') ?? []) {
    const isOn = tab.dataset.lcMode === mode;
    tab.setAttribute('aria-selected', isOn);
    tab.tabIndex = isOn ? 0 : -1;
    document.getElementById(tab.getAttribute('aria-controls')).hidden = !isOn;
  }
  if (box()) box().dataset.mode = mode;
  return fieldOf(mode);
}

/** Brings back what was begun before a lost connection or a reload, and puts the cursor into the field. */
export function compose(composer) {
  if (!composer) return;
  composer.querySelectorAll(fields).forEach(restore);
  const text = composer.querySelector('[data-lc-text]');
  if (text && matchMedia('(hover: hover)').matches && !isBusyElsewhere()) text.focus({ preventScroll: true });
}

/** Puts a note that was refused back into its field. */
export function editNote(note) {
  const text = write('note');
  if (!text) return;
  fill(text, text.value ? `${note}\n${text.value}` : note);
  text.focus();
}

/** Puts a reply that was taken back into its field, before what was written meanwhile. */
export function editReply(reply) {
  const text = write('reply');
  if (!text) return;
  fill(text, text.value ? `${reply}\n${text.value}` : reply);
  text.focus();
}

/** Writes into a field as if it were typed. */
export function fill(text, value, caret = value.length) {
  text.value = value;
  text.setSelectionRange(caret, caret);
  text.dispatchEvent(new Event('input', { bubbles: true }));
}

export function forgetDrafts() {
  Object.keys(sessionStorage).filter(key => key.startsWith('lc-draft:')).forEach(key => sessionStorage.removeItem(key));
}

const isBusyElsewhere = () => document.activeElement?.matches('[data-lc-search], [data-lc-note-text]');

function restore(text) {
  const stored = sessionStorage.getItem(draftKey(text));
  // The server may have less of it, or what another device has written.
  if (stored && stored !== text.value && stored.startsWith(text.value)) fill(text, stored);
}

function onKey(event) {
  const target = event.target;
  if (event.defaultPrevented) return;
  if (target.matches?.('[data-lc-mode]')) return onTabKey(event);
  if (!target.matches?.(fields) || event.key !== 'Enter' || event.shiftKey || event.altKey) return;
  event.preventDefault();
  const close = target.form.querySelector('[data-lc-send-close]');
  if (close && (event.ctrlKey || event.metaKey)) {
    // The server may not have told yet that there is something to send.
    if (target.value.trim()) close.disabled = false;
    return close.click();
  }
  if (target.value.trim()) target.form.requestSubmit();
}

function onTabKey(event) {
  if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
  event.preventDefault();
  const other = event.target.dataset.lcMode === 'note' ? 'reply' : 'note';
  write(other);
  box().querySelector(`[data-lc-mode="${other}"]`).focus();
}

function onClick(event) {
  const tab = event.target.closest?.('[data-lc-mode]');
  if (tab) write(tab.dataset.lcMode)?.focus();
  const close = event.target.closest?.('[data-lc-send-close]');
  if (close) clear(close.form.querySelector(fields));
}

function onDraft(event) {
  if (event.target.matches?.(fields)) sessionStorage.setItem(draftKey(event.target), event.target.value);
}

function onSubmit(event) {
  const text = event.target.querySelector(fields);
  if (text) clear(text);
  const tag = event.target.querySelector('[data-lc-tag-input]');
  if (tag) tag.value = '';
}

// The server has the text by its input events, and never writes into the field.
function clear(text) {
  forget(text);
  sessionStorage.removeItem(draftKey(text));
  text.value = '';
}
