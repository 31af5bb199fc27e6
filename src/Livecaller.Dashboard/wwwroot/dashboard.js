// What a browser must do by itself: keys, scrolling, visibility. Everything else happens on the server.

import { guardText } from '../Livecaller.Components/text-input.js';
import { forgetDrafts, startComposer } from './composer.js';
import { startLongTexts } from './long-text.js';
import { openBeside, rowAfter, startShortcuts, writes } from './shortcuts.js';
import { startSuggestions } from './suggestions.js';

export { compose, editNote, editReply } from './composer.js';
export { showDialog } from './shortcuts.js';
export { offerColleagues, offerReplies, offerTags } from './suggestions.js';

/** Starts the keyboard and answers with the operator's time zone. */
export function begin() {
  guardText((type, listener) => document.addEventListener(type, listener, true));
  startLongTexts();
  // First the lists, whose keys mean something else while one is open.
  startSuggestions();
  startComposer();
  startShortcuts();
  document.addEventListener('keydown', onKey);
  document.addEventListener('click', onCopy);
  document.getElementById('lc-sign-out')?.addEventListener('submit', forgetDrafts);
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

function onKey(event) {
  if (event.defaultPrevented) return;
  if (event.ctrlKey || event.metaKey || document.querySelector('dialog[open]')) return;
  if (event.altKey) return onAltKey(event);
  if (document.querySelector('[data-lc-dialog]')) return trap(event);
  const target = event.target;
  if (event.key === 'Escape') return escape(target);
  if (writes(target) && !(target.matches('[data-lc-search]') && event.key === 'ArrowDown')) return;
  switch (event.key) {
    // The log scrolls by arrows as any other text does.
    case 'ArrowDown': return target.closest('.lc-log') ? undefined : take(event, rowAfter(1));
    case 'ArrowUp': return target.closest('.lc-log') ? undefined : take(event, rowAfter(-1));
  }
}

// Also out of a field.
function onAltKey(event) {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key];
  if (by && !event.shiftKey && !document.querySelector('[data-lc-dialog]') && openBeside(by)) event.preventDefault();
}

function take(event, element) {
  if (!element) return;
  event.preventDefault();
  element.focus();
}

function escape(target) {
  if (target.matches('[data-lc-search]') && target.value) {
    target.value = '';
    target.dispatchEvent(new Event('input', { bubbles: true }));
  } else if (writes(target)) {
    (document.querySelector('[data-lc-item][aria-current]') ?? target).focus();
    if (document.activeElement === target) target.blur();
  } else {
    document.querySelector('.lc-back')?.click();
  }
}

// While a question is open, Tab stays inside it.
function trap(event) {
  if (event.key !== 'Tab') return;
  const buttons = [...document.querySelectorAll('[data-lc-dialog] button')];
  const at = buttons.indexOf(document.activeElement);
  event.preventDefault();
  buttons[(at + (event.shiftKey ? -1 : 1) + buttons.length) % buttons.length].focus();
}

async function onCopy(event) {
  const button = event.target.closest('[data-lc-copy]');
  const source = button && document.getElementById(button.dataset.lcCopy);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.dataset.lcValue ?? source.textContent);
  } catch {
    // Without a secure context there is no clipboard: select the text, so that Ctrl+C does it.
    getSelection().selectAllChildren(source);
    return;
  }
  button.dataset.lcCopied = '';
  button.addEventListener('pointerleave', () => delete button.dataset.lcCopied, { once: true });
  button.addEventListener('blur', () => delete button.dataset.lcCopied, { once: true });
}

/** Puts the focus on an element that may be gone by now. */
export function focus(element) {
  element?.focus();
}

const nothing = { dispose() { } };

/** Follows the end of the log as long as the reader is at the end; otherwise nothing moves and a button tells of the news. */
export function keepAtEnd(log) {
  if (!log) return nothing;
  const button = log.parentElement.querySelector('[data-lc-to-end]');
  let atEnd = true;
  let anchor = null;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };
  // The first message in sight, and how far below the edge it stands: it must still stand there after a change.
  const remember = () => {
    atEnd = log.scrollHeight - log.scrollTop - log.clientHeight < 48;
    const element = [...log.querySelectorAll(':scope > article')].find(item => item.offsetTop + item.offsetHeight > log.scrollTop);
    anchor = element && { element, offset: element.offsetTop - log.scrollTop };
  };
  const onScroll = () => {
    remember();
    if (atEnd) button.hidden = true;
  };
  const onChange = records => {
    const added = records.flatMap(record => [...record.addedNodes]).filter(node => node.nodeType === 1);
    if (atEnd || added.some(node => node.matches('.lc-pending'))) {
      toEnd();
    } else {
      if (anchor?.element.isConnected) log.scrollTop = anchor.element.offsetTop - anchor.offset;
      const last = log.querySelector(':scope > article:last-of-type');
      if (last?.matches('.lc-theirs, .lc-team-note:not(.lc-own)') && added.includes(last)) button.hidden = false;
    }
    remember();
  };
  const onSize = () => { if (atEnd) toEnd(); };
  const mutations = new MutationObserver(onChange);
  const sizes = new ResizeObserver(onSize);
  log.addEventListener('scroll', onScroll, { passive: true });
  // Pictures arrive later than their message, and load events do not bubble.
  log.addEventListener('load', onSize, true);
  button.addEventListener('click', toEnd);
  mutations.observe(log, { childList: true });
  sizes.observe(log);
  toEnd();
  remember();
  return {
    dispose() {
      mutations.disconnect();
      sizes.disconnect();
      log.removeEventListener('scroll', onScroll);
      log.removeEventListener('load', onSize, true);
    },
  };
}

/** Tells the component whether anybody can see it. */
export function watchVisibility(component) {
  // A component that is gone on the server does not answer.
  const tell = () => component.invokeMethodAsync('SetVisibleAsync', document.visibilityState === 'visible').catch(() => { });
  document.addEventListener('visibilitychange', tell);
  tell();
  return { dispose: () => document.removeEventListener('visibilitychange', tell) };
}

/** Creates a passkey; answers with its JSON, or an empty text where the operator or the browser did not want to. */
export async function createPasskey(options) {
  try {
    const publicKey = PublicKeyCredential.parseCreationOptionsFromJSON(JSON.parse(options));
    return JSON.stringify(await navigator.credentials.create({ publicKey }));
  } catch (error) {
    console.info('No passkey was created:', error.name);
    return '';
  }
}
