import { deny, speak } from './microphone.js';

// What a visitor's hand does. Nothing sleeps: each step waits for the frame in which its element is there.
const frame = () => new Promise(next => requestAnimationFrame(next));

const limit = 15_000;

async function find(selector) {
  const end = performance.now() + limit;
  for (;;) {
    const element = document.querySelector(selector);
    if (element?.checkVisibility?.() ?? element) return element;
    if (performance.now() > end) throw new Error(`Nothing fits ${selector}`);
    await frame();
  }
}

export const sees = async selector => void await find(selector);

// A chat that opens gives the focus to its field, except where it is a part of the page. What is done before the field's script is there goes by
// it: it is there when the field offers to record.
export async function rests() {
  const composer = '.lc-frame[open] .composer';
  if (!document.querySelector(composer)) return;
  await find(`${composer} .line button.tool:not(.send)`);
  if (!document.querySelector('.lc-frame.lc-inline')) await find(`${composer} textarea:focus`);
}

export async function click(selector) {
  const element = await find(selector);
  element.click();
}

export async function clickLast(selector) {
  let all;
  const end = performance.now() + limit;
  while (!(all = document.querySelectorAll(selector)).length) {
    if (performance.now() > end) throw new Error(`Nothing fits ${selector}`);
    await frame();
  }
  [...all].at(-1).click();
}

export async function press(selector, key) {
  const element = await find(selector);
  element.focus();
  element.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }));
}

export async function scrollToStart(selector) {
  (await find(selector)).scrollTop = 0;
}

// Holds a file over an element, and does not let go of it.
export async function dragOver(selector) {
  const element = await find(selector);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
  for (const type of ['dragenter', 'dragover']) element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}

// Plays a voice message, silently, and lets it stand still at a second.
export async function listen(selector, second) {
  const player = await find(selector);
  const audio = player.querySelector('audio');
  audio.muted = true;
  player.querySelector('.play').click();
  const end = performance.now() + limit;
  while (audio.paused || audio.readyState < 2) {
    if (performance.now() > end) throw new Error('Nothing plays');
    await frame();
  }
  audio.playbackRate = 0;
  const there = new Promise(resolve => audio.addEventListener('seeked', resolve, { once: true }));
  audio.currentTime = second;
  await there;
}

export const record = async selector => speak(await find(selector));

export const recordInVain = async (selector, words) => deny(await find(selector), () => find(words));

export async function focus(selector) {
  (await find(selector)).focus();
}

export async function write(selector, text) {
  const field = await find(selector);
  field.focus();
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value');
  set.call(field, text);
  field.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
}

// A file field is often hidden behind a button.
export async function choose(selector, files) {
  const end = performance.now() + limit;
  let field;
  while (!(field = document.querySelector(selector))) {
    if (performance.now() > end) throw new Error(`Nothing fits ${selector}`);
    await frame();
  }
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    transfer.items.add(new File([content], name, { type }));
  }
  field.files = transfer.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

// The moment at which nothing moves any more: fonts and pictures are there, and no animation with an end runs.
export async function settle() {
  // Without a field the header's first button has the focus. Whoever opens a chat by a mouse sees no ring around it.
  const focused = document.activeElement;
  if (focused.matches('.lc .header button:not([aria-expanded=true])')) focused.blur();
  await document.fonts.ready;
  await Promise.all([...document.images].filter(i => i.loading !== 'lazy').map(i => i.decode().catch(() => { })));
  const ends = document.getAnimations().filter(a => Number.isFinite(a.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ends.map(a => a.finished));
  await frame();
  await frame();
}
