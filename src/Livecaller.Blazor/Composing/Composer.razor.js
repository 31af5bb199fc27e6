const grow = input => {
  if (CSS.supports('field-sizing', 'content')) return;
  input.style.blockSize = 'auto';
  input.style.blockSize = `${input.scrollHeight}px`;
};

export function attach(input) {
  input.addEventListener('input', () => grow(input));
  // Enter sends (that is done in C#); here it only keeps the line break out.
  input.addEventListener('keydown', e => {
    if (e.key === 'Enter' && !e.shiftKey && !e.isComposing) e.preventDefault();
  });
  // The chat was opened before there was anything to write in. A finger did not ask for the keyboard yet.
  const dialog = input.closest('dialog');
  if (dialog?.open && dialog.contains(document.activeElement) && !matchMedia('(pointer: coarse)').matches) {
    input.focus({ preventScroll: true });
  }
}

// In server mode the text that was typed last may still be on its way when the field is emptied.
export function clear(input) {
  input.value = '';
  grow(input);
}
