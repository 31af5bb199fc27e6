// One image at a time over the whole window. Zoom and place are the browser's alone; C# knows which image it is.
const most = 8;
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export function open(dialog, stage, viewer) {
  const back = document.activeElement;
  const gone = new AbortController();
  const on = (target, name, act, passive = true) => target.addEventListener(name, act, { signal: gone.signal, passive });
  const fingers = new Map();
  let [scale, x, y] = [1, 0, 0];
  let [shown, start, tapped] = [null, null, 0];

  const current = () => stage.querySelector('img');
  const place = () => {
    const image = current();
    if (!image) return;
    // What is larger than the stage can be moved up to its edges.
    const within = (value, size, room) => {
      const most = Math.max(0, (size * scale - room) / 2);
      return Math.min(most, Math.max(-most, value));
    };
    x = within(x, image.offsetWidth, stage.clientWidth);
    y = within(y, image.offsetHeight, stage.clientHeight);
    image.style.transform = `translate(${x}px, ${y}px) scale(${scale})`;
    stage.dataset.lcZoomed = scale > 1;
  };
  const zoom = (to, at) => {
    const next = Math.min(most, Math.max(1, to));
    const box = stage.getBoundingClientRect();
    const [px, py] = at ? [at.x - box.x - box.width / 2, at.y - box.y - box.height / 2] : [0, 0];
    // The point under the pointer stays there.
    x = px - (px - x) * next / scale;
    y = py - (py - y) * next / scale;
    scale = next;
    place();
  };
  const reset = () => {
    [scale, x, y] = [1, 0, 0];
    place();
  };
  const move = by => viewer.invokeMethodAsync('Move', getComputedStyle(dialog).direction === 'rtl' ? -by : by).catch(() => { });
  const close = () => viewer.invokeMethodAsync('Close').catch(() => { });
  const at = e => ({ x: e.clientX, y: e.clientY });

  on(dialog, 'cancel', e => {
    e.preventDefault();
    close();
  }, false);
  on(dialog, 'keydown', e => {
    const act = {
      Escape: close,
      ArrowLeft: () => move(-1),
      ArrowRight: () => move(1),
      '+': () => zoom(scale * 1.5),
      '=': () => zoom(scale * 1.5),
      '-': () => zoom(scale / 1.5),
      0: reset,
    }[e.key];
    // The chat around it must not hear the keys that are meant for here.
    e.stopPropagation();
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    act();
  }, false);
  on(dialog, 'click', e => {
    const button = e.target.closest('[data-lc-zoom]');
    if (button) zoom(button.dataset.lcZoom === 'in' ? scale * 1.5 : scale / 1.5);
  });
  on(stage, 'wheel', e => {
    e.preventDefault();
    zoom(scale * Math.exp(-e.deltaY / 300), at(e));
  }, false);

  const gap = () => {
    const [a, b] = [...fingers.values()];
    return { size: Math.hypot(a.x - b.x, a.y - b.y), middle: { x: (a.x + b.x) / 2, y: (a.y + b.y) / 2 } };
  };
  const begin = () => {
    start = { x, y, scale, moved: false, finger: [...fingers.values()][0], gap: fingers.size === 2 ? gap() : null };
  };
  on(stage, 'pointerdown', e => {
    if (e.button) return;
    fingers.set(e.pointerId, at(e));
    stage.setPointerCapture(e.pointerId);
    begin();
  });
  on(stage, 'pointermove', e => {
    if (!fingers.has(e.pointerId) || !start) return;
    fingers.set(e.pointerId, at(e));
    if (start.gap && fingers.size === 2) {
      const now = gap();
      start.moved = true;
      zoom(start.scale * now.size / start.gap.size, now.middle);
      return;
    }
    const by = { x: e.clientX - start.finger.x, y: e.clientY - start.finger.y };
    if (Math.hypot(by.x, by.y) > 6) start.moved = true;
    if (scale > 1) {
      [x, y] = [start.x + by.x, start.y + by.y];
      place();
    } else if (current() && !calm.matches) {
      current().style.transform = `translate(${by.x}px, ${Math.max(0, by.y)}px)`;
    }
  });
  const end = e => {
    if (!fingers.has(e.pointerId)) return;
    fingers.delete(e.pointerId);
    if (fingers.size) return begin();
    const by = { x: e.clientX - start.finger.x, y: e.clientY - start.finger.y };
    if (scale > 1 || start.gap) {
      // It stays where it was left.
    } else if (e.type === 'pointerup' && Math.abs(by.x) > 60 && Math.abs(by.x) > Math.abs(by.y)) {
      move(by.x < 0 ? 1 : -1);
      reset();
    } else if (e.type === 'pointerup' && by.y > 90) {
      return close();
    } else {
      reset();
    }
    if (start.moved || e.type !== 'pointerup') return;
    // Beside the image is out of it.
    const box = current()?.getBoundingClientRect();
    if (!box || e.clientX < box.left || e.clientX > box.right || e.clientY < box.top || e.clientY > box.bottom) return close();
    const now = performance.now();
    if (now - tapped < 320) zoom(scale > 1 ? 1 : 2.5, at(e));
    tapped = now;
  };
  on(stage, 'pointerup', end);
  on(stage, 'pointercancel', end);

  dialog.showModal();
  return {
    show(url) {
      if (url === shown) return;
      shown = url;
      reset();
    },
    dispose() {
      gone.abort();
      if (dialog.open) dialog.close();
      // The dialog may be out of the page already, and then gives nothing back by itself.
      if (back?.isConnected) back.focus({ preventScroll: true });
    },
  };
}
