import { isLong } from '../../Livecaller.Components/text-input.js';

// A picture of more pixels is not decoded for a preview.
const mostPixels = 5e7;
const pictures = /^image\/(png|jpeg|gif|webp|avif)$/;

// The size is in the file's head; a browser decodes the rest when it paints.
const sizeOf = url => new Promise(resolve => {
  const image = new Image();
  image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
  image.onerror = () => resolve([0, 0]);
  image.src = url;
});

export { recordable } from '../../Livecaller.Components/Audio/VoiceRecorder.razor.js';

export function attach(input, picker, drop, composer) {
  const root = input.closest('.lc') ?? input.parentElement;
  const gone = new AbortController();
  const on = (target, name, act, capture) => target.addEventListener(name, act, { signal: gone.signal, capture });
  let last = Promise.resolve();

  const grow = () => {
    if (CSS.supports('field-sizing', 'content')) return;
    input.style.blockSize = 'auto';
    input.style.blockSize = `${input.scrollHeight}px`;
  };

  const add = async (file, isFolder) => {
    let [preview, width, height] = [null, null, null];
    if (!isFolder && file.size > 0 && pictures.test(file.type)) {
      preview = URL.createObjectURL(file);
      [width, height] = await sizeOf(preview);
      if (!width || width * height > mostPixels) {
        URL.revokeObjectURL(preview);
        preview = null;
      }
    }
    const blob = DotNet.createJSObjectReference(file);
    await composer.invokeMethodAsync('OnFileAsync', blob, file.name.replace(/\p{Surrogate}/gu, '\ufffd'), file.type, isFolder ? -1 : file.size, preview, width, height).catch(() => { });
  };
  // One after the other, in the order in which they were chosen.
  const addAll = (files, folders) => [...files].forEach((file, i) => { last = last.then(() => add(file, folders?.[i])); });

  const choose = () => {
    addAll(picker.files);
    picker.value = '';
    input.focus({ preventScroll: true });
  };
  on(picker, 'change', choose);
  // Files can be chosen before this module has been loaded.
  if (picker.files.length) choose();

  on(root, 'paste', e => {
    const { files, types } = e.clipboardData;
    // A text from a word processor brings a picture of itself along.
    if (!files.length || types.includes('text/plain') && types.includes('text/html')) return;
    e.preventDefault();
    addAll(files);
  });

  const show = shown => { drop.hidden = !shown; };
  const onDrag = e => {
    if (!e.dataTransfer.types.includes('Files')) return;
    e.preventDefault();
    e.dataTransfer.dropEffect = 'copy';
    show(true);
  };
  on(root, 'dragenter', onDrag);
  on(root, 'dragover', onDrag);
  on(root, 'dragleave', e => {
    if (!root.contains(e.relatedTarget)) show(false);
  });
  on(root, 'drop', e => {
    show(false);
    if (!e.dataTransfer.files.length) return;
    e.preventDefault();
    const folders = [...e.dataTransfer.items].filter(i => i.kind === 'file').map(i => i.webkitGetAsEntry?.()?.isDirectory);
    addAll(e.dataTransfer.files, folders);
    input.focus({ preventScroll: true });
  });

  // The dialog keeps the event of a long text from C#: see text-input.js.
  const announceLongText = () => {
    if (isLong(input)) composer.invokeMethodAsync('OnLongText', input.value.length).catch(() => { });
  };
  on(input, 'input', () => {
    grow();
    announceLongText();
  });
  // Enter sends (that is done in C#); here it only keeps the line break out.
  on(input, 'keydown', e => {
    if (e.key === 'Enter' && !e.shiftKey) e.preventDefault();
  });

  grow();
  // A text can be pasted before this module has been loaded.
  announceLongText();
  // A finger did not ask for the keyboard yet.
  const calm = matchMedia('(pointer: coarse)').matches;

  return {
    clear() {
      input.value = '';
      grow();
    },
    insert(text) {
      input.setRangeText(text, input.selectionStart, input.selectionEnd, 'end');
      input.dispatchEvent(new InputEvent('input', { bubbles: true, data: text, inputType: 'insertText' }));
    },
    focus: () => calm || input.focus({ preventScroll: true }),
    text: () => new Blob([input.value.slice(0, 250_000)]),
    dispose: () => gone.abort(),
  };
}
