// What input methods and half characters would do to the text of a chat. Blazor's own listeners are on the document, so that nothing that is stopped
// here reaches a component.

// Some end a conversion with an Enter that says by its code alone that it is theirs (Safari).
const composingKey = 229;
const pause = 250;
const broken = /\p{Surrogate}/gu;
// In server mode the event of a longer text may not fit into one message of the circuit, which would end.
const longText = 4000;
const whole = text => text.replace(broken, '\ufffd');

/** Whether a field's text is too long to be sent to C# with each key. Its component has to ask for it. */
export const isLong = field => typeof field.value === 'string' && field.value.length > longText;

/**
 * Keeps the events of long texts from C#, and from nobody else.
 * @param root An element that contains the fields.
 */
export function keepLongTexts(root, options) {
  root.addEventListener('input', e => {
    if (isLong(e.target)) e.stopPropagation();
  }, options);
}

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
