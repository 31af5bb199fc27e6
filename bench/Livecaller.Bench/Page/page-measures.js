// Measures in the page, where the visitor is: what the frames and the keys see.
const frame = () => new Promise(resolve => requestAnimationFrame(resolve));
const log = () => document.querySelector('.lc .log');

window.measures = {
  // From the press to a chat that takes what is typed, with messages on the screen.
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

  // Scrolls back as a wheel does, a step each frame, and says how long each frame took.
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

  // How long a character takes from the key to the frame that shows it.
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
