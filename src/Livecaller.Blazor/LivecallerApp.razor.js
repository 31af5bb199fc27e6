import { guardText, keepLongTexts } from '../Livecaller.Components/text-input.js';

// The chat is a <dialog>: the browser keeps the focus in it, gives it back, and lifts it above whatever the page stacks.
const calm = matchMedia('(prefers-reduced-motion: reduce)');
const narrow = matchMedia('(max-width: 480px)');

export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

export const languages = () => [...(navigator.languages ?? [])];

// A page that nobody looks at has no frames.
export const nextFrame = () => new Promise(resolve => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, 100);
});

export function attach(dialog, app) {
  const listening = new AbortController();
  const listen = (target, type, listener, capture) => target?.addEventListener(type, listener, { signal: listening.signal, capture });
  let shown = null;
  const close = () => app.invokeMethodAsync('OnDismissedAsync').catch(() => { });

  // What stands open inside the chat goes first. Once only: in server mode the answer takes a moment.
  const press = button => {
    button.removeAttribute('data-lc-escape');
    button.click();
  };
  const dismiss = () => {
    const inside = dialog.querySelector('[data-lc-escape]');
    inside?.focus();
    if (inside) press(inside);
    else if (shown !== 'Inline') close();
    // What stands in a page is closed by the page, if at all.
    else return false;
    return true;
  };
  const onElsewhere = e => {
    const menu = dialog.querySelector('[data-lc-escape=menu]');
    if (menu && !menu.closest('[data-lc-layer]').contains(e.target)) press(menu);
  };

  const watch = guardText((type, listener) => listen(dialog, type, listener, true));
  keepLongTexts(dialog, { signal: listening.signal });
  listen(dialog, 'cancel', e => {
    if (e.target !== dialog) return;
    e.preventDefault();
    if (!watch.isComposing()) dismiss();
  });
  // A dialog that is not modal gets no cancel event.
  listen(dialog, 'keydown', e => {
    if (e.key === 'Escape' && !e.defaultPrevented && dismiss()) e.preventDefault();
  });
  // The backdrop belongs to the dialog, its inside to the panel.
  listen(dialog, 'pointerdown', e => {
    onElsewhere(e);
    if (e.target !== dialog || !isModal()) return;
    const box = dialog.getBoundingClientRect();
    if (e.clientX < box.left || e.clientX > box.right || e.clientY < box.top || e.clientY > box.bottom) close();
  });
  listen(dialog, 'focusin', onElsewhere);

  // What had the focus may leave with what was done: then what comes in its place has it, as soon as that is there. A finger asks for no field.
  const enter = () => {
    const next = dialog.querySelector('[data-lc-focus]:not([inert] *)');
    const field = next?.matches('form') ? next.querySelector('input,select,textarea') : next;
    const isRefused = field && !field.matches('button') && matchMedia('(pointer: coarse)').matches;
    (field && !isRefused ? field : dialog).focus({ preventScroll: true });
    return !!field;
  };
  const arrivals = new MutationObserver(() => {
    if (document.activeElement !== dialog || enter()) arrivals.disconnect();
  });
  const settleFocus = () => enter() || arrivals.observe(dialog, { childList: true, subtree: true });
  // Later than whoever knows better where it belongs.
  listen(dialog, 'focusout', e => e.relatedTarget || setTimeout(() => {
    if (dialog.open && !e.target.isConnected && (document.activeElement ?? document.body) === document.body) settleFocus();
  }));

  // What covers the page keeps the focus; a panel beside it, or in it, does not.
  const isModal = () => dialog.matches(':modal');
  const covers = () => shown === 'BottomSheet' || shown === 'FullScreen' || (shown === 'SidePanel' && narrow.matches);
  const raise = () => {
    if (covers()) dialog.showModal();
    else if (shown === 'Inline') dialog.open = true;
    else dialog.show();
  };
  // The connection need not find out by itself.
  const onNetwork = () => app.invokeMethodAsync('OnNetworkChanged').catch(() => { });
  for (const type of ['online', 'offline']) listen(window, type, onNetwork);

  // Standing otherwise on the page, the same element goes on: with its focus, its text and its scroll positions.
  const restand = () => {
    if (!dialog.open || isModal() === covers()) return;
    const focused = dialog.contains(document.activeElement) ? document.activeElement : null;
    const scrolled = [...dialog.querySelectorAll('*')].filter(e => e.scrollTop).map(e => [e, e.scrollTop]);
    dialog.close();
    raise();
    for (const [element, top] of scrolled) element.scrollTop = top;
    focused?.focus({ preventScroll: true });
  };
  listen(narrow, 'change', () => shown && restand());

  // The keyboard of a phone covers the page without making it smaller. A page that is zoomed by two fingers is covered by nothing.
  const fit = () => {
    const view = window.visualViewport;
    const covered = view.scale > 1.01 ? 0 : Math.max(0, innerHeight - view.height - view.offsetTop);
    const say = (name, value) => covered > 40 ? dialog.style.setProperty(name, value) : dialog.style.removeProperty(name);
    say('--lc-keyboard', `${covered}px`);
    say('--lc-room', `${view.height}px`);
    say('--lc-room-start', `${view.offsetTop}px`);
    say('--lc-safe-bottom', '0px');
  };
  listen(window.visualViewport, 'resize', fit);
  listen(window.visualViewport, 'scroll', fit);

  // The top layer is cut off at the end of the first sheet of paper.
  let printing = false;
  listen(window, 'beforeprint', () => {
    if (!isModal()) return;
    printing = true;
    dialog.close();
    dialog.open = true;
  });
  listen(window, 'afterprint', () => {
    if (!printing) return;
    printing = false;
    dialog.close();
    if (shown) raise();
  });

  return {
    show(presentation) {
      shown = presentation;
      delete dialog.dataset.lcLeaving;
      if (dialog.open) return restand();
      dialog.style.blockSize = dialog.style.translate = '';
      if (window.visualViewport) fit();
      raise();
      // What stands in the page does not take the focus from it.
      if (shown !== 'Inline') settleFocus();
    },
    focus() {
      if (dialog.open) settleFocus();
      return dialog.open;
    },
    async hide() {
      const leaves = shown !== 'Inline';
      shown = null;
      if (!dialog.open) return;
      if (leaves && !calm.matches) {
        dialog.dataset.lcLeaving = '';
        await Promise.allSettled(dialog.getAnimations().map(a => a.finished));
        delete dialog.dataset.lcLeaving;
      }
      if (!shown) dialog.close();
    },
    dispose() {
      listening.abort();
      arrivals.disconnect();
      if (dialog.open) dialog.close();
    },
  };
}
