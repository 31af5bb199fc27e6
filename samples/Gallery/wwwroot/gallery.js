import { deny, speak } from './microphone.js';

// The visitor's actions. Each action waits for its element, checking once per animation frame.
const frame = () => new Promise(next => requestAnimationFrame(next));

const limit = 15_000;

async function find(selector) {
  const end = performance.now() + limit;
  for (;;) {
    const element = document.querySelector(selector);
    if (element?.checkVisibility?.() ?? element) return element;
    if (performance.now() > end) throw new Error(`No element matches ${selector}`);
    await frame();
  }
}

export const waitFor = async selector => void await find(selector);

// A chat that opens moves the focus to its composer, unless it's inline. Actions before the composer's script has loaded have no effect. The script
// has loaded when the composer shows the record button.
export async function waitForComposer() {
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
    if (performance.now() > end) throw new Error(`No element matches ${selector}`);
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

// Drags a file over an element without dropping it.
export async function dragOver(selector) {
  const element = await find(selector);
  const dataTransfer = new DataTransfer();
  dataTransfer.items.add(new File(['x'], 'x.png', { type: 'image/png' }));
  for (const type of ['dragenter', 'dragover']) element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
}

// Plays a voice message without sound, and stops it at a position.
export async function play(selector, second) {
  const player = await find(selector);
  const audio = player.querySelector('audio');
  audio.muted = true;
  player.querySelector('.play').click();
  const end = performance.now() + limit;
  while (audio.paused || audio.readyState < 2) {
    if (performance.now() > end) throw new Error('The voice message does not play');
    await frame();
  }
  audio.playbackRate = 0;
  const seeked = new Promise(resolve => audio.addEventListener('seeked', resolve, { once: true }));
  audio.currentTime = second;
  await seeked;
}

export const record = async selector => speak(await find(selector));

export const denyMicrophone = async (selector, message) => deny(await find(selector), () => find(message));

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

// File inputs are often hidden behind a button, so visibility isn't required.
export async function choose(selector, files) {
  const end = performance.now() + limit;
  let field;
  while (!(field = document.querySelector(selector))) {
    if (performance.now() > end) throw new Error(`No element matches ${selector}`);
    await frame();
  }
  const transfer = new DataTransfer();
  for (const { name, type, content } of files) {
    transfer.items.add(new File([content], name, { type }));
  }
  field.files = transfer.files;
  field.dispatchEvent(new Event('change', { bubbles: true }));
}

// Waits until fonts and images are loaded and all finite animations have ended.
export async function settle() {
  // Without a composer, the header's first button has the focus. There's no focus ring if a chat is opened with the mouse.
  const focused = document.activeElement;
  if (focused.matches('.lc .header button:not([aria-expanded=true])')) focused.blur();
  await document.fonts.ready;
  await Promise.all([...document.images].filter(i => i.loading !== 'lazy').map(i => i.decode().catch(() => { })));
  const ends = document.getAnimations().filter(a => Number.isFinite(a.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ends.map(a => a.finished));
  await frame();
  await frame();
}
