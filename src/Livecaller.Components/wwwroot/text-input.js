// What input methods and half characters would do to the text of a chat. Blazor's own listeners are on the document, so that nothing that is stopped
// here reaches a component.

// Some end a conversion with an Enter that says by its code alone that it is theirs (Safari).
const composingKey = 229;
const pause = 250;
const broken = /\p{Surrogate}/gu;
const whole = text => text.replace(broken, '\ufffd');

/**
 * Keeps keys that belong to an input method, and texts that no server can read, from everybody who listens further in.
 * @param listen Adds a listener that is called before all of those.
 */
export function guardText(listen) {
  let isComposing = false;

  listen('keydown', e => {
    const isTaken = e.isComposing || e.keyCode === composingKey;
    // Escape also asks the dialog to close: that event comes right after this one.
    isComposing = isTaken && e.key === 'Escape';
    if (isTaken || e.key?.search(broken) >= 0) e.stopImmediatePropagation();
  });
  listen('keyup', () => { isComposing = false; });

  // Firefox tells of the first half of an emoji before the second is there.
  listen('input', e => {
    const field = e.target;
    if (typeof field.value !== 'string' || field.value.search(broken) < 0) return;
    e.stopImmediatePropagation();
    setTimeout(() => {
      if (field.isConnected && field.value.search(broken) >= 0) repair(field);
    }, pause);
  });
  listen('change', e => {
    if (typeof e.target.value === 'string' && e.target.value.search(broken) >= 0) repair(e.target);
  });

  return { isComposing: () => isComposing };
}

function repair(field) {
  const { selectionStart, selectionEnd } = field;
  field.value = whole(field.value);
  if (selectionStart !== null && document.activeElement === field) field.setSelectionRange(selectionStart, selectionEnd);
  field.dispatchEvent(new Event('input', { bubbles: true }));
}
