// Measures frames and key presses in the page.
const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
const log = () => document.querySelector('.lc .log');

window.measures = {
  // Measures the time from the click until the chat accepts input and shows messages.
  async open() {
    const began = performance.now();
    document.querySelector('#open').click();
    while (!(document.querySelector('.lc dialog[open] textarea')?.matches(':enabled') && log()?.querySelector('[data-lc-id]'))) {
      if (performance.now() - began > 60_000) throw new Error('The chat did not open within a minute.');
      await frame();
    }
    await frame();
    return performance.now() - began;
  },

  // Scrolls back like a mouse wheel, one step per frame, and returns the duration of each frame.
  async scroll(frames, step) {
    const list = log();
    const times = [];
    let last = await frame();
    for (let i = 0; i < frames; i++) {
      list.scrollTop += step;
      const now = await frame();
      times.push(now - last);
      last = now;
    }
    return times;
  },

  // Measures the time from a key press to the frame that shows the character.
  listen() {
    window.keys = [];
    const field = document.querySelector('.lc textarea');
    let pressed = 0;
    field.addEventListener('keydown', e => { pressed = e.timeStamp; });
    field.addEventListener('input', () => {
      const from = pressed;
      requestAnimationFrame(() => { const c = new MessageChannel(); c.port1.onmessage = () => window.keys.push(performance.now() - from); c.port2.postMessage(0); });
    });
    field.focus();
  },

  weight: () => ({
    nodes: document.querySelectorAll('*').length,
    script: performance.memory?.usedJSHeapSize ?? 0,
  }),
};
