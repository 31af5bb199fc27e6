// Loaded by Blazor's own script before anything of the app: a prerendered launcher can be pressed while its code is still on its way.
// Kept outside of the module, which the component imports once more, maybe under another address.
const press = Symbol.for('livecaller.press');

export function beforeWebStart() {
  globalThis[press] ??= false;
  document.addEventListener('click', e => {
    const launcher = e.target.closest?.('.launcher[data-lc-waits]');
    if (!launcher) return;
    globalThis[press] = true;
    launcher.dataset.lcPressed = '';
  });
}

export function takePress() {
  const wasPressed = globalThis[press] === true;
  globalThis[press] = false;
  return wasPressed;
}
