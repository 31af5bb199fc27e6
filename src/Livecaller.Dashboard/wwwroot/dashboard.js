// What a browser must do by itself: keys, scrolling, visibility. Everything else happens on the server.

import { guardText } from '../Livecaller.Components/text-input.js';

/** Starts the keyboard and answers with the operator's time zone. */
export function begin() {
  guardText((type, listener) => document.addEventListener(type, listener, true));
  document.addEventListener('keydown', onKey);
  document.addEventListener('input', onDraft);
  document.addEventListener('submit', onSubmit);
  document.addEventListener('click', onCopy);
  document.getElementById('lc-sign-out')?.addEventListener('submit', forgetDrafts);
  return Intl.DateTimeFormat().resolvedOptions().timeZone;
}

const writes = element => element?.matches?.('input, textarea, select, [contenteditable]');

function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey) return;
  if (document.querySelector('[data-lc-dialog]')) return trap(event);
  const target = event.target;
  if (event.key === 'Escape') return escape(target);
  if (target.matches?.('[data-lc-text]')) return onComposerKey(event);
  if (writes(target) && !(target.matches('[data-lc-search]') && event.key === 'ArrowDown')) return;
  switch (event.key) {
    case '/': return take(event, document.querySelector('[data-lc-search]'));
    case 'r': return take(event, document.querySelector('[data-lc-text]'));
    case 'j': return take(event, step(1));
    case 'k': return take(event, step(-1));
    // The log scrolls by arrows as any other text does.
    case 'ArrowDown': return target.closest('.lc-log') ? undefined : take(event, step(1));
    case 'ArrowUp': return target.closest('.lc-log') ? undefined : take(event, step(-1));
  }
}

function take(event, element) {
  if (!element) return;
  event.preventDefault();
  element.focus();
}

function step(by) {
  const items = [...document.querySelectorAll('[data-lc-item]')];
  const at = items.indexOf(document.activeElement);
  const from = at >= 0 ? at : items.findIndex(item => item.getAttribute('aria-current') === 'true');
  return items[from < 0 ? 0 : Math.min(Math.max(from + by, 0), items.length - 1)];
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
      if (last?.matches('.lc-theirs') && added.includes(last)) button.hidden = false;
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

const draftKey = text => 'lc-draft:' + text.dataset.lcConversation;

function forgetDrafts() {
  Object.keys(sessionStorage).filter(key => key.startsWith('lc-draft:')).forEach(key => sessionStorage.removeItem(key));
}

/** Brings back what was begun before a lost connection or a reload, and puts the cursor into the field. */
export function compose(text) {
  if (!text) return;
  const stored = sessionStorage.getItem(draftKey(text));
  if (stored && !text.value) {
    text.value = stored;
    text.dispatchEvent(new Event('input', { bubbles: true }));
  }
  if (matchMedia('(hover: hover)').matches && !document.activeElement?.matches('[data-lc-search]')) text.focus({ preventScroll: true });
}

// The composer's keys are heard on the document: somebody may write before the server has told of the field.
function onComposerKey(event) {
  const text = event.target;
  if (event.key !== 'Enter' || event.shiftKey) return;
  event.preventDefault();
  if (text.value.trim()) text.form.requestSubmit();
}

function onDraft(event) {
  if (event.target.matches?.('[data-lc-text]')) sessionStorage.setItem(draftKey(event.target), event.target.value);
}

function onSubmit(event) {
  const text = event.target.querySelector('[data-lc-text]');
  if (!text) return;
  sessionStorage.removeItem(draftKey(text));
  // The server has the text by its input events, and never writes into the field.
  text.value = '';
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
