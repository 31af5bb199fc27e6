// Simulates a microphone with reproducible input, from the click until the recording has started. After that, the browser's APIs are restored.
const native = {
  frame: window.requestAnimationFrame.bind(window),
  AudioContext: window.AudioContext,
  MediaRecorder: window.MediaRecorder,
};
const frame = () => new Promise(next => native.frame(next));
const rate = 8000;

// The loudness of two words with a pause in between.
const loudness = part => Math.abs(Math.sin(part * 9)) ** 3 * (.35 + .6 * Math.abs(Math.sin(part * 41)));

function wav(seconds) {
  const count = Math.round(seconds * rate);
  const view = new DataView(new ArrayBuffer(44 + count));
  const text = (at, letters) => [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
  text(0, 'RIFF');
  view.setUint32(4, 36 + count, true);
  text(8, 'WAVEfmt ');
  [[16, 16, 4], [20, 1, 2], [22, 1, 2], [24, rate, 4], [28, rate, 4], [32, 1, 2], [34, 8, 2]]
    .forEach(([at, value, size]) => size === 4 ? view.setUint32(at, value, true) : view.setUint16(at, value, true));
  text(36, 'data');
  view.setUint32(40, count, true);
  for (let i = 0; i < count; i++) view.setUint8(44 + i, 128 + Math.round(120 * loudness(i / count) * Math.sin(i / 5)));
  return new Blob([view], { type: 'audio/wav' });
}

async function withFakes(getUserMedia, classes, act) {
  Object.assign(window, classes);
  navigator.mediaDevices.getUserMedia = getUserMedia;
  try {
    await act();
  } finally {
    delete navigator.mediaDevices.getUserMedia;
    Object.assign(window, { AudioContext: native.AudioContext, MediaRecorder: native.MediaRecorder, requestAnimationFrame: native.frame });
  }
}

/** Clicks the button and simulates three seconds of speech without waiting. */
export async function speak(button) {
  const track = { stop() { } };
  let [started, samplesRead, callbacks] = [0, 0, []];
  class FakeMediaRecorder {
    static isTypeSupported = () => true;
    start() {
      started = performance.now();
    }
    stop() {
      this.ondataavailable({ data: wav(3.4) });
      this.onstop();
    }
    get state() {
      return 'recording';
    }
  }
  class FakeAudioContext {
    createAnalyser = () => ({
      getFloatTimeDomainData(samples) {
        samples.fill(loudness(samplesRead++ / 55) / 2);
      },
    });
    createMediaStreamSource = () => ({ connect() { } });
    close() { }
  }
  const requestAnimationFrame = next => {
    callbacks.push(next);
    return -1;
  };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  await withFakes(async () => stream, { AudioContext: FakeAudioContext, MediaRecorder: FakeMediaRecorder, requestAnimationFrame }, async () => {
    button.click();
    const end = performance.now() + 15_000;
    while (!started || !callbacks.length) {
      if (performance.now() > end) throw new Error('The recording did not start');
      await frame();
    }
    for (let i = 1; i <= 55; i++) callbacks.splice(0).forEach(next => next(started + i * 61));
  });
}

/** Clicks the button and denies access to the microphone. */
export const deny = (button, answer) => withFakes(
  async () => { throw new DOMException('', 'NotAllowedError'); }, {}, async () => {
    button.click();
    await answer();
  });
