// Keeps the list at its end while the visitor is there, and the same message in the same place otherwise.
const near = 24;
const earlierWithin = 120;

export function attach(log, list) {
  const content = log.firstElementChild;
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let stuck = true;
  let told = null;
  let anchor = null;
  let asked = false;

  const find = id => log.querySelector(`[data-lc-id="${CSS.escape(id)}"]`);
  const distance = () => log.scrollHeight - log.clientHeight - log.scrollTop;
  const toEnd = () => { log.scrollTop = log.scrollHeight; };

  const remember = () => {
    const top = log.getBoundingClientRect().top;
    anchor = null;
    for (const element of log.querySelectorAll('[data-lc-id]')) {
      const box = element.getBoundingClientRect();
      if (box.bottom > top) {
        anchor = { id: element.dataset.lcId, offset: box.top - top };
        return;
      }
    }
  };

  const restore = () => {
    // By its id: older messages of the same run make a new element of it.
    const element = anchor && find(anchor.id);
    if (!element) return;
    const moved = element.getBoundingClientRect().top - log.getBoundingClientRect().top - anchor.offset;
    if (Math.abs(moved) >= 1) log.scrollTop += moved;
  };

  const tell = () => {
    const atEnd = stuck && !document.hidden && log.clientHeight > 0;
    if (atEnd !== told) {
      told = atEnd;
      list.invokeMethodAsync('OnScrolledAsync', atEnd).catch(() => { });
    }
  };

  const settle = () => {
    if (log.clientHeight === 0) return;
    if (stuck) toEnd();
    else restore();
    tell();
  };

  const onScroll = async () => {
    if (log.clientHeight === 0) return;
    stuck = distance() <= near;
    remember();
    tell();
    if (log.scrollTop < earlierWithin && log.scrollHeight > log.clientHeight && !asked) {
      asked = true;
      try {
        await list.invokeMethodAsync('LoadEarlierAsync');
      } catch {
        // The page is going away.
      }
      asked = false;
    }
  };

  const sizes = new ResizeObserver(settle);
  sizes.observe(log);
  sizes.observe(content);
  log.addEventListener('scroll', onScroll, { passive: true });
  document.addEventListener('visibilitychange', tell);
  settle();

  return {
    update: settle,
    scrollToEnd() {
      stuck = true;
      log.scrollTo({ top: log.scrollHeight, behavior: calm.matches ? 'auto' : 'smooth' });
    },
    jumpTo(id) {
      const element = find(id);
      if (!element) return;
      stuck = false;
      element.scrollIntoView({ block: 'center', behavior: calm.matches ? 'auto' : 'smooth' });
      element.animate?.([{ outline: '3px solid var(--lc-accent-text)', outlineOffset: '2px' }, { outline: '3px solid transparent', outlineOffset: '2px' }], 1400);
    },
    dispose() {
      sizes.disconnect();
      log.removeEventListener('scroll', onScroll);
      document.removeEventListener('visibilitychange', tell);
    },
  };
}
