// The single letters, which can be switched off (https://www.w3.org/WAI/WCAG22/Understanding/character-key-shortcuts), and the list of all shortcuts.

import { write } from './composer.js';

const storageKey = 'lc-single-keys';
const prefixTime = 1500;
const patience = 1000;
const $ = selector => document.querySelector(selector);

let prefixedAt = -prefixTime;

export function startShortcuts() {
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onClick);
  document.addEventListener('change', onChange);
}

/** Opens a dialog, which keeps the focus until it is closed. */
export function showDialog(dialog) {
  if (dialog?.isConnected && !dialog.open) dialog.showModal();
}

const isOn = () => localStorage.getItem(storageKey) !== 'off';
/** Whether somebody writes in an element. */
export const writes = element => element?.matches?.('input, textarea, select, [contenteditable]');

const keys = {
  '/': () => focus('[data-lc-search]'),
  '?': showKeys,
  '#': () => showTags(),
  a: () => press('[data-lc-assign]'),
  c: () => press('[data-lc-claim]'),
  e: () => press('[data-lc-close]'),
  j: () => rowAfter(1)?.focus(),
  k: () => rowAfter(-1)?.focus(),
  n: () => write('note')?.focus(),
  r: () => write('reply')?.focus(),
  t: () => press('[data-lc-transfer]'),
  x: () => select(false),
  X: () => select(true),
  z: () => press('[data-lc-snooze]'),
};

const pages = { i: 'a[href=""]', r: 'a[href="reports"]', v: 'a[href="visitors"]', s: 'a[href^="settings/"]' };

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || event.repeat && event.key !== 'j' && event.key !== 'k') return;
  if (writes(event.target) || $('[data-lc-dialog], dialog[open]') || !isOn()) return;
  const page = event.timeStamp - prefixedAt < prefixTime && pages[event.key];
  prefixedAt = event.key === 'g' ? event.timeStamp : -prefixTime;
  const act = page ? () => press(`.lc-rail ${page}`) : Object.hasOwn(keys, event.key) && keys[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

function press(selector) {
  const control = $(selector);
  if (control && !control.disabled) control.click();
}

// The conversation of the list that has the focus, or is open; with a range all from the one before on.
function select(isRange) {
  const row = document.activeElement?.closest('.lc-listed') ?? rows().find(isOpen)?.closest('.lc-listed');
  row?.querySelector('[data-lc-check]').dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true, shiftKey: isRange }));
}

function focus(selector) {
  $(selector)?.focus();
}

const rows = () => [...document.querySelectorAll('[data-lc-item]')];
const isOpen = row => row.getAttribute('aria-current') === 'true';

/** The conversation of the list that the focus moves to. */
export function rowAfter(by) {
  const items = rows();
  const at = items.indexOf(document.activeElement);
  const from = at >= 0 ? at : items.findIndex(isOpen);
  return items[from < 0 ? 0 : Math.min(Math.max(from + by, 0), items.length - 1)];
}

/** Opens the conversation above or below the open one. Returns whether there is one. */
export function openBeside(by) {
  const items = rows();
  const at = items.findIndex(isOpen);
  const next = at < 0 ? items[0] : items[at + by];
  next?.scrollIntoView({ block: 'nearest' });
  next?.click();
  return !!next;
}

// On a small screen the details are opened first, by the server.
function showTags(until = performance.now() + patience) {
  const field = $('[data-lc-tag-input]');
  if (!field) return;
  if (field.checkVisibility()) return field.focus();
  const button = $('.lc-show-visitor[aria-expanded="false"]');
  if (button && until - performance.now() > patience - 20) button.click();
  if (performance.now() < until) requestAnimationFrame(() => showTags(until));
}

function showKeys() {
  const dialog = $('[data-lc-keys]');
  if (!dialog) return;
  dialog.querySelector('[data-lc-single-keys]').checked = isOn();
  showDialog(dialog);
}

function onClick(event) {
  if (event.target.closest?.('[data-lc-show-keys]')) return showKeys();
  const dialog = event.target.closest?.('[data-lc-keys]');
  // A click beside the list closes it, too.
  if (dialog && (event.target === dialog || event.target.closest('[data-lc-close-dialog]'))) dialog.close();
}

function onChange(event) {
  if (!event.target.matches?.('[data-lc-single-keys]')) return;
  if (event.target.checked) localStorage.removeItem(storageKey);
  else localStorage.setItem(storageKey, 'off');
}
