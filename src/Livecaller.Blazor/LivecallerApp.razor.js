// The chat is a <dialog>: the browser keeps the focus in it, gives it back, and lifts it above whatever the page stacks.
const calm = matchMedia('(prefers-reduced-motion: reduce)');

export const timeZone = () => Intl.DateTimeFormat().resolvedOptions().timeZone ?? null;

// A page that nobody looks at has no frames.
export const nextFrame = () => new Promise(resolve => {
  requestAnimationFrame(resolve);
  setTimeout(resolve, 100);
});

export function attach(dialog, app) {
  let shown = false;
  const close = () => app.invokeMethodAsync('OnDismissedAsync').catch(() => { });

  // What stands open inside the chat goes first. Once only: in server mode the answer takes a moment.
  const press = button => {
    button.removeAttribute('data-lc-escape');
    button.click();
  };
  const dismiss = () => {
    const inside = dialog.querySelector('[data-lc-escape]');
    if (!inside) return close();
    inside.focus();
    press(inside);
  };
  const onElsewhere = e => {
    const menu = dialog.querySelector('[data-lc-escape=menu]');
    if (menu && !menu.closest('[data-lc-layer]').contains(e.target)) press(menu);
  };

  const onCancel = e => {
    if (e.target !== dialog) return;
    e.preventDefault();
    dismiss();
  };
  // A dialog that is not modal gets no cancel event.
  const onKey = e => {
    if (e.key === 'Escape' && !e.defaultPrevented && !e.isComposing) {
      e.preventDefault();
      dismiss();
    }
  };
  // The backdrop belongs to the dialog, its inside to the panel.
  const onPointer = e => {
    onElsewhere(e);
    if (e.target !== dialog) return;
    const box = dialog.getBoundingClientRect();
    if (e.clientX < box.left || e.clientX > box.right || e.clientY < box.top || e.clientY > box.bottom) close();
  };
  // The connection need not find out by itself.
  const onNetwork = () => app.invokeMethodAsync('OnNetworkChanged').catch(() => { });
  for (const type of ['online', 'offline']) addEventListener(type, onNetwork);
  dialog.addEventListener('cancel', onCancel);
  dialog.addEventListener('keydown', onKey);
  dialog.addEventListener('pointerdown', onPointer);
  dialog.addEventListener('focusin', onElsewhere);

  return {
    open(modal) {
      shown = true;
      delete dialog.dataset.lcLeaving;
      if (dialog.open) return;
      if (modal) dialog.showModal();
      else dialog.show();
      // A finger did not ask for the keyboard yet.
      const field = dialog.querySelector('textarea');
      if (field && !matchMedia('(pointer: coarse)').matches) field.focus({ preventScroll: true });
    },
    async close() {
      shown = false;
      if (!dialog.open) return;
      if (!calm.matches) {
        dialog.dataset.lcLeaving = '';
        await Promise.allSettled(dialog.getAnimations().map(a => a.finished));
        delete dialog.dataset.lcLeaving;
      }
      if (!shown) dialog.close();
    },
    dispose() {
      for (const type of ['online', 'offline']) removeEventListener(type, onNetwork);
      dialog.removeEventListener('cancel', onCancel);
      dialog.removeEventListener('keydown', onKey);
      dialog.removeEventListener('pointerdown', onPointer);
      dialog.removeEventListener('focusin', onElsewhere);
      if (dialog.open) dialog.close();
    },
  };
}
