// A soft tone for a message that nobody sees come. Browsers let a page sound only after the visitor has touched it.
let audio;
let armed = false;

export function arm() {
  if (armed) return;
  armed = true;
  const unlock = () => {
    audio ??= new AudioContext();
    audio.resume().catch(() => { });
  };
  for (const type of ['pointerdown', 'keydown']) addEventListener(type, unlock, { once: true, capture: true });
}

export function play(isClosed) {
  if (audio?.state !== 'running' || !(isClosed || document.hidden)) return false;
  [[660, 0], [880, .12]].forEach(([pitch, delay]) => {
    const [tone, volume, at] = [audio.createOscillator(), audio.createGain(), audio.currentTime + delay];
    tone.frequency.value = pitch;
    volume.gain.setValueAtTime(0, at);
    volume.gain.linearRampToValueAtTime(.08, at + .02);
    volume.gain.exponentialRampToValueAtTime(.0001, at + .4);
    tone.connect(volume).connect(audio.destination);
    tone.start(at);
    tone.stop(at + .42);
  });
  return true;
}
