// The size of the panel: the height of a sheet, which snaps and can be swiped away, and the width of a side panel, which is remembered.
const key = 'livecaller.panel-width';
const narrowest = 320;
const step = 24;

export function attach(grip, app) {
  const panel = grip.closest('dialog');
  const listening = new AbortController();
  const listen = (target, type, listener) => target.addEventListener(type, listener, { signal: listening.signal });
  const isSheet = () => panel.dataset.lcPresentation === 'BottomSheet';
  const clamp = (value, low, high) => Math.min(Math.max(value, low), high);
  let drag = null;

  // A sheet stands at half of the window or at nearly all of it; a low window has no half.
  const room = () => window.visualViewport?.height ?? innerHeight;
  const full = () => Math.min(room() - 32, 820);
  const half = () => room() < 560 ? full() : Math.round(room() * .55);
  const snap = where => {
    panel.dataset.lcSnap = where;
    panel.style.blockSize = panel.style.translate = '';
    update();
  };

  const widest = () => Math.min(720, innerWidth - 32);
  // On which edge of the panel the handle is says to which side it grows, in either direction of writing.
  const isAtLeft = () => grip.getBoundingClientRect().left < panel.getBoundingClientRect().left + panel.offsetWidth / 2;
  const widen = (width, remembered) => {
    if (width === null) panel.style.removeProperty('--lc-width');
    else panel.style.setProperty('--lc-width', `${clamp(Math.round(width), narrowest, widest())}px`);
    update();
    if (!remembered) return;
    try {
      if (width === null) localStorage.removeItem(key);
      else localStorage.setItem(key, panel.offsetWidth);
    } catch {
      // A browser that keeps nothing forgets this too.
    }
  };

  const update = () => {
    const say = (name, value) => grip.setAttribute(`aria-value${name}`, Math.round(value));
    const [low, high, now] = isSheet()
      ? [half() / room() * 100, full() / room() * 100, (panel.dataset.lcSnap === 'half' ? half() : full()) / room() * 100]
      : [narrowest, Math.max(narrowest, widest()), panel.offsetWidth || narrowest];
    say('min', low);
    say('max', high);
    say('now', clamp(now, low, high));
  };

  const onDown = e => {
    const onGrip = e.target === grip;
    if (e.button || !e.isPrimary || !(onGrip || (isSheet() && e.target.closest('header') && !e.target.closest('button, a, input')))) return;
    if (onGrip) e.preventDefault();
    const { width, height } = panel.getBoundingClientRect();
    drag = { onGrip, x: e.clientX, y: e.clientY, width, height, grows: isAtLeft() ? -1 : 1, track: [] };
    grip.setPointerCapture(e.pointerId);
  };

  const onMove = e => {
    if (!drag) return;
    const [x, y] = [e.clientX - drag.x, e.clientY - drag.y];
    if (!drag.moved && Math.hypot(x, y) < 4) return;
    drag.moved = true;
    panel.dataset.lcDragging = '';
    drag.track = [...drag.track.filter(p => e.timeStamp - p.time < 100), { time: e.timeStamp, y: e.clientY }];
    if (!isSheet()) return widen(drag.width + drag.grows * x);
    // Above its end the sheet resists, below its half it goes down as a whole.
    const height = drag.height - y;
    panel.style.blockSize = `${height > full() ? full() + (height - full()) / 8 : Math.max(height, half())}px`;
    panel.style.translate = `0 ${Math.max(0, half() - height)}px`;
  };

  const onUp = e => {
    if (!drag) return;
    const done = drag;
    drag = null;
    delete panel.dataset.lcDragging;
    if (!isSheet()) return done.moved && widen(panel.offsetWidth, true);
    if (!done.moved) return done.onGrip && snap(panel.dataset.lcSnap === 'half' ? 'full' : 'half');
    if (e.type === 'pointercancel') return snap(panel.dataset.lcSnap);
    // Where the sheet would come to rest by itself: a quick finger goes farther than it moved.
    const first = done.track.find(p => e.timeStamp - p.time < 100);
    const speed = first && e.timeStamp > first.time ? (e.clientY - first.y) / (e.timeStamp - first.time) : 0;
    const rest = done.height - (e.clientY - done.y) - speed * 180;
    if (rest < half() / 2) app.invokeMethodAsync('OnSwipedAwayAsync').catch(() => { });
    else snap(rest < (half() + full()) / 2 ? 'half' : 'full');
  };

  const sheetKeys = { ArrowUp: 'full', ArrowDown: 'half', Home: 'half', End: 'full' };
  const onKey = e => {
    const width = panel.offsetWidth;
    const grown = isAtLeft() ? -step : step;
    const panelKeys = { ArrowRight: width + grown, ArrowLeft: width - grown, Home: narrowest, End: widest(), Enter: null };
    const keys = isSheet() ? { ...sheetKeys, Enter: panel.dataset.lcSnap === 'half' ? 'full' : 'half' } : panelKeys;
    if (!(e.key in keys) || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    if (isSheet()) snap(keys[e.key]);
    else widen(keys[e.key], true);
  };

  listen(panel, 'pointerdown', onDown);
  listen(grip, 'pointermove', onMove);
  listen(grip, 'pointerup', onUp);
  listen(grip, 'pointercancel', onUp);
  listen(grip, 'keydown', onKey);
  listen(grip, 'dblclick', () => isSheet() || widen(null, true));
  listen(window, 'resize', update);
  try {
    const width = Number(localStorage.getItem(key));
    if (width) panel.style.setProperty('--lc-width', `${clamp(width, narrowest, 720)}px`);
  } catch {
    // Nothing is remembered.
  }

  const sizes = new ResizeObserver(() => drag || update());
  sizes.observe(panel);
  update();
  return {
    update,
    dispose() {
      listening.abort();
      sizes.disconnect();
    },
  };
}
