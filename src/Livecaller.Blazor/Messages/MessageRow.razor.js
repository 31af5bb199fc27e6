// The visitor's hands on the messages: arrows move between them, R answers, C copies, a swipe towards the end of the line answers too.
const far = 56;
const slack = 10;
const holdFor = 450;

export function attach(log, list) {
  const ending = new AbortController();
  const on = (type, handler) => log.addEventListener(type, handler, { signal: ending.signal });
  let swipe = null;
  let focused = null;
  let menu = null;
  let owner = null;
  let fromRow = false;

  const copy = async row => {
    const text = await list.invokeMethodAsync('TextOf', row.dataset.lcId);
    if (text) await navigator.clipboard?.writeText(text);
  };
  const press = (row, what) => row?.querySelector(`[data-lc-${what}]`)?.click();

  const move = (row, step) => {
    const rows = [...log.querySelectorAll('[data-lc-id]')];
    const view = log.getBoundingClientRect();
    const seen = rows.filter(r => r.getBoundingClientRect().top < view.bottom);
    const next = row ? rows[rows.indexOf(row) + step] : seen.at(-1);
    // A message that is taller than the screen is read to its end first.
    const box = row?.getBoundingClientRect();
    if (box && (step > 0 ? box.bottom > view.bottom + 1 : box.top < view.top - 1)) return false;
    if (!next) return false;
    next.focus({ preventScroll: true });
    const to = next.getBoundingClientRect();
    const room = 40;
    if (to.top < view.top + room || to.height > view.height) log.scrollTop += step < 0 && to.height > view.height ? to.bottom - view.bottom : to.top - view.top - room;
    else if (to.bottom > view.bottom) log.scrollTop += to.bottom - view.bottom + 4;
    return true;
  };

  on('keydown', e => {
    const row = e.target.closest('[data-lc-id]');
    if (e.target.closest('[data-lc-choices]')) {
      const all = [...e.target.parentElement.children];
      const step = { ArrowDown: 1, ArrowUp: -1 }[e.key];
      if (step) {
        e.preventDefault();
        all.at((all.indexOf(e.target) + step) % all.length).focus();
      }
      return;
    }
    if ((e.target !== log && e.target !== row) || e.altKey) return;
    const plain = !e.ctrlKey && !e.metaKey;
    let done = true;
    if (plain && (e.key === 'ArrowUp' || e.key === 'ArrowDown')) done = move(row, e.key === 'ArrowUp' ? -1 : 1);
    else if (plain && e.key === 'Home') log.scrollTop = 0;
    else if (plain && e.key === 'End') list.invokeMethodAsync('ScrollToEndAsync').catch(() => { });
    else if (!row) return;
    else if (plain && e.code === 'KeyR') press(row, 'reply');
    else if (e.code === 'KeyC' && (plain || getSelection().isCollapsed)) copy(row);
    else if (plain && (e.key === 'Enter' || e.key === 'ContextMenu')) {
      fromRow = true;
      press(row, 'menu');
    }
    else return;
    if (done) e.preventDefault();
  });

  on('click', e => {
    const button = e.target.closest('[data-lc-copy]');
    if (button) copy(button.closest('[data-lc-id]'));
  });

  on('focusin', e => { focused = e.target; });
  // What leaves the page loses the focus before it is gone: that is known a moment later.
  on('focusout', e => e.relatedTarget || queueMicrotask(() => { if (e.target.isConnected) focused = null; }));

  // A finger that holds a message asks for its menu. What the browser does with that is kept from it, and so is the click that ends it.
  let hold = null;
  let isHeld = false;
  const release = () => {
    clearTimeout(hold?.timer);
    hold = null;
  };
  on('pointerdown', e => {
    release();
    isHeld = false;
    const row = e.pointerType === 'touch' && e.isPrimary && !e.target.closest('a, [data-lc-layer]') && e.target.closest('.body') && e.target.closest('[data-lc-id]');
    if (!row) return;
    hold = { x: e.clientX, y: e.clientY, timer: setTimeout(() => {
      isHeld = fromRow = true;
      end();
      press(row, 'menu');
    }, holdFor) };
  });
  on('pointermove', e => {
    if (hold && Math.hypot(e.clientX - hold.x, e.clientY - hold.y) > slack) release();
  });
  on('pointerup', release);
  on('pointercancel', release);
  on('contextmenu', e => {
    if (hold || isHeld) e.preventDefault();
  });
  log.addEventListener('click', e => {
    if (!isHeld || e.target.closest('[data-lc-layer]')) return;
    isHeld = false;
    e.preventDefault();
    e.stopPropagation();
  }, { signal: ending.signal, capture: true });

  const end = () => {
    if (!swipe) return;
    swipe.part.style.transform = '';
    swipe = null;
  };
  on('pointerdown', e => {
    const part = e.pointerType === 'touch' && e.isPrimary && e.target.closest('[data-lc-swipe]');
    swipe = part ? { part, id: e.pointerId, x: e.clientX, y: e.clientY, by: 0, on: false } : null;
  });
  on('pointermove', e => {
    if (swipe?.id !== e.pointerId) return;
    const away = getComputedStyle(log).direction === 'rtl' ? swipe.x - e.clientX : e.clientX - swipe.x;
    if (!swipe.on && Math.abs(e.clientY - swipe.y) > slack) swipe = null;
    else if (swipe.on || away > slack) {
      swipe.on = true;
      swipe.by = Math.min(Math.max(away, 0), far + 16);
      const sign = getComputedStyle(log).direction === 'rtl' ? -1 : 1;
      swipe.part.style.transform = `translateX(${sign * swipe.by}px)`;
    }
  });
  on('pointerup', e => {
    const row = swipe?.id === e.pointerId && swipe.by >= far && swipe.part.closest('[data-lc-id]');
    end();
    if (row) press(row, 'reply');
  });
  on('pointercancel', end);

  return {
    settle() {
      const active = document.activeElement;
      const isLost = !active || active === document.body;
      const opened = log.querySelector('[data-lc-choices]');
      if (opened && opened !== menu) {
        const room = log.getBoundingClientRect().bottom - opened.getBoundingClientRect().bottom;
        opened.toggleAttribute('data-lc-up', room < 0);
        opened.firstElementChild?.focus();
        owner = opened.closest('[data-lc-id]');
      } else if (!opened && menu) {
        // Back to where the visitor was when the menu opened: on the message, or on its button.
        if (isLost || fromRow && owner.contains(active)) owner.focus({ preventScroll: true });
        fromRow = false;
      } else if (isLost && focused && !focused.isConnected) {
        // Whoever had the focus has left the page: the keys still belong to the messages.
        log.focus({ preventScroll: true });
      }
      menu = opened;
    },
    dispose: () => ending.abort(),
  };
}
