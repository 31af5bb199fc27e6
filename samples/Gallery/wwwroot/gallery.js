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
  await document.fonts.ready;
  await Promise.all([...document.images].filter(i => i.loading !== 'lazy').map(i => i.decode().catch(() => { })));
  const ends = document.getAnimations().filter(a => Number.isFinite(a.effect?.getComputedTiming().endTime));
  await Promise.allSettled(ends.map(a => a.finished));
  await frame();
  await frame();
}
