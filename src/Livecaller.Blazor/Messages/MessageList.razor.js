// Keeps the list at its end while the visitor is there, and the same message in the same place otherwise; says where the visitor looks,
// so that the messages there are put into the page. It hears of changes from the page itself, before they are painted.
import { attach as attachHands } from './MessageRow.razor.js';

const near = 24;
const ahead = .5;
// The day stays to be read for a moment after the scrolling, and not where the heading of a day says it.
const rest = 600;
const nearHeading = 48;

export function attach(log, list) {
  const items = log.firstElementChild;
  const [before, after] = items.querySelectorAll('[data-lc-gap]');
  const day = log.parentElement.querySelector('[data-lc-day]');
  const measured = new WeakMap();
  const hands = attachHands(log, list);
  let stuck = true;
  let top = 0;
  let anchor = null;
  let jump;
  let told = '';
  let asking = false;
  let again = false;
  let printing = false;
  let resting;

  // Names above and times below a message come and go with its neighbours: it is what was said that stays in its place.
  const words = entry => entry.querySelector('.row') ?? entry;
  const entries = () => items.querySelectorAll('[data-lc-id]');
  const find = id => items.querySelector(`[data-lc-id="${CSS.escape(id)}"]`);
  const distance = () => log.scrollHeight - log.clientHeight - log.scrollTop;
  const isEnd = () => after.dataset.lcGap === '0' && !('lcLater' in items.dataset);
  const scrollTo = y => {
    log.scrollTop = y;
    top = log.scrollTop;
  };

  const remember = () => {
    const edge = log.getBoundingClientRect().top;
    anchor = null;
    for (const element of entries()) {
      const box = element.getBoundingClientRect();
      if (box.bottom > edge) {
        anchor = { element, id: element.dataset.lcId, offset: words(element).getBoundingClientRect().top - edge };
        return;
      }
    }
  };

  const restore = () => {
    const element = anchor && (anchor.element.isConnected ? anchor.element : find(anchor.id));
    if (!element) return;
    const moved = words(element).getBoundingClientRect().top - log.getBoundingClientRect().top - anchor.offset;
    if (Math.abs(moved) >= .5) scrollTo(log.scrollTop + moved);
  };

  const leap = to => {
    if (to === 'end') {
      stuck = true;
      return;
    }
    const element = find(to);
    if (!element) return;
    const box = element.getBoundingClientRect();
    const room = log.clientHeight - box.height;
    stuck = false;
    scrollTo(log.scrollTop + box.top - log.getBoundingClientRect().top - Math.max(room / 2, 48));
    element.focus({ preventScroll: true });
    const colour = getComputedStyle(element).getPropertyValue('--lc-accent-text');
    element.animate?.([{ backgroundColor: `color-mix(in srgb, ${colour} 24%, transparent)` }, { backgroundColor: 'transparent' }], 1600);
    remember();
  };

  const tell = () => {
    const seen = !document.hidden;
    const now = [stuck && seen && log.clientHeight > 0, seen];
    if (String(now) !== told) {
      told = String(now);
      list.invokeMethodAsync('OnScrolledAsync', ...now).catch(() => { });
    }
  };

  const heights = () => {
    const [ids, sizes] = [[], []];
    for (const element of entries()) {
      const { height } = element.getBoundingClientRect();
      if (Math.abs((measured.get(element) ?? -1) - height) < .5) continue;
      measured.set(element, height);
      ids.push(element.dataset.lcId);
      sizes.push(height);
    }
    return [ids, sizes];
  };

  // Near the end of what is in the page: asks for more. One question at a time; its answer is a change of the page.
  const look = async () => {
    // What happens meanwhile is looked at afterwards.
    again = asking;
    if (asking || printing || !log.clientHeight) return;
    const { top: edge, height } = log.getBoundingClientRect();
    const above = before.getBoundingClientRect().bottom - edge;
    const below = after.getBoundingClientRect().top - edge - height;
    const up = above > -ahead * height && (before.dataset.lcGap !== '0' || 'lcEarlier' in items.dataset);
    const down = below < ahead * height && !isEnd();
    if (!up && !down) return;
    let [id, away] = [null, 0];
    if (above > height) away = -above;
    else if (below < -height) away = -below - height;
    else {
      if (!anchor?.element.isConnected) remember();
      id = anchor?.id ?? null;
    }
    const selection = getSelection();
    const keep = !!selection && !selection.isCollapsed && log.contains(selection.anchorNode);
    asking = true;
    try {
      await list.invokeMethodAsync('OnLooked', id, away, height, keep, ...heights());
    } catch {
      // The page is going away.
    }
    asking = false;
    if (again) look();
  };

  // Whoever scrolls up leaves the end at once, however fast messages come.
  // Its own scrolling is heard of a frame later, when the list may have become smaller: nobody has left the end then.
  const heed = () => {
    if (log.scrollTop === top) return false;
    stuck = distance() <= (log.scrollTop < top ? 1 : near) && isEnd();
    top = log.scrollTop;
    return true;
  };

  const settle = () => {
    if (!log.clientHeight || printing) return;
    // A change may come before the scrolling that went before it is heard of: what was at the top is where that took it.
    const [from, wasStuck] = [top, stuck];
    if (heed()) {
      if (!wasStuck && anchor?.element.isConnected) anchor.offset += from - log.scrollTop;
      else remember();
    }
    for (const gap of [before, after]) gap.style.height = `${gap.dataset.lcGap}px`;
    if (jump !== items.dataset.lcJump) {
      jump = items.dataset.lcJump;
      leap(jump.slice(jump.indexOf(' ') + 1));
    } else if (!stuck) restore();
    if (stuck) scrollTo(log.scrollHeight);
    tell();
    look();
  };

  const showDay = () => {
    const { top: edge } = log.getBoundingClientRect();
    const below = element => element.getBoundingClientRect().bottom - edge;
    const group = [...items.querySelectorAll('.group')].find(g => below(g) > nearHeading);
    const isSaid = [...items.querySelectorAll('.day')].some(day => below(day) > 0 && below(day) < nearHeading + 24);
    day.textContent = group?.querySelector('.day')?.textContent ?? '';
    day.toggleAttribute('data-lc-shown', !!group && !isSaid);
    clearTimeout(resting);
    resting = setTimeout(() => day.removeAttribute('data-lc-shown'), rest);
  };

  const onScroll = () => {
    if (!log.clientHeight || printing) return;
    if (heed()) showDay();
    remember();
    // Before more is asked for, so that nobody is taken back to an end that they have left.
    tell();
    look();
  };

  const onWheel = e => {
    if (e.deltaY < 0 && log.scrollTop > 0 && log.scrollHeight > log.clientHeight) {
      stuck = false;
      remember();
    }
  };

  // A browser that is told to print does not wait: in WebAssembly it need not, and in server mode the keys are answered first.
  const onPrint = () => {
    if (printing) return;
    printing = true;
    try {
      list.invokeMethod('OnPrinting', true, null);
    } catch {
      // In server mode, by the browser's own menu: what is in the page is on the paper.
    }
  };
  const onPrinted = () => {
    if (!printing) return;
    printing = false;
    list.invokeMethodAsync('OnPrinting', false, stuck ? null : anchor?.id ?? null).catch(() => { });
  };
  const onKey = async e => {
    const isWhole = before.dataset.lcGap === '0' && after.dataset.lcGap === '0';
    if (e.key !== 'p' || !(e.ctrlKey || e.metaKey) || e.shiftKey || e.altKey || e.defaultPrevented || isWhole || !log.clientHeight) return;
    e.preventDefault();
    printing = true;
    await Promise.race([list.invokeMethodAsync('OnPrinting', true, null).catch(() => { }), new Promise(late => setTimeout(late, 3000))]);
    print();
  };
  const ending = new AbortController();
  for (const [type, listener] of [['beforeprint', onPrint], ['afterprint', onPrinted], ['keydown', onKey]]) {
    addEventListener(type, listener, { signal: ending.signal });
  }

  // The newest message comes up into its place. What is drawn while the visitor scrolls does not.
  const calm = matchMedia('(prefers-reduced-motion: reduce)');
  let newest = [...entries()].at(-1)?.dataset.lcId;
  const arrive = () => {
    const last = [...entries()].at(-1);
    const isNew = last && newest && last.dataset.lcId !== newest && isEnd();
    newest = last?.dataset.lcId;
    if (isNew && stuck && !calm.matches) last.animate?.([{ opacity: 0, translate: '0 8px' }, {}], { duration: 160, easing: 'cubic-bezier(.2, .7, .2, 1)' });
  };

  const changes = new MutationObserver(() => {
    arrive();
    settle();
    hands.settle();
  });
  changes.observe(items, { subtree: true, childList: true, attributeFilter: ['data-lc-gap', 'data-lc-jump', 'data-lc-later'] });
  const sizes = new ResizeObserver(settle);
  sizes.observe(log);
  sizes.observe(items);
  log.addEventListener('scroll', onScroll, { passive: true });
  log.addEventListener('wheel', onWheel, { passive: true });
  document.addEventListener('visibilitychange', tell);
  settle();

  return {
    dispose() {
      ending.abort();
      clearTimeout(resting);
      changes.disconnect();
      sizes.disconnect();
      hands.dispose();
      log.removeEventListener('scroll', onScroll);
      log.removeEventListener('wheel', onWheel);
      document.removeEventListener('visibilitychange', tell);
    },
  };
}
