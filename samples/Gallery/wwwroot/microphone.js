// A microphone that hears the same each time. It is there from a press of the button until the recording has begun, and the browser's own after that.
const native = {
  frame: window.requestAnimationFrame.bind(window),
  AudioContext: window.AudioContext,
  MediaRecorder: window.MediaRecorder,
};
const frame = () => new Promise(next => native.frame(next));
const rate = 8000;

// Two words with a pause between them.
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

async function instead(getUserMedia, classes, act) {
  Object.assign(window, classes);
  navigator.mediaDevices.getUserMedia = getUserMedia;
  try {
    await act();
  } finally {
    delete navigator.mediaDevices.getUserMedia;
    Object.assign(window, { AudioContext: native.AudioContext, MediaRecorder: native.MediaRecorder, requestAnimationFrame: native.frame });
  }
}

/** Presses the button, and speaks for three seconds, which pass at once. */
export async function speak(button) {
  const track = { stop() { } };
  let [began, heard, due] = [0, 0, []];
  class Recorder {
    static isTypeSupported = () => true;
    start() {
      began = performance.now();
    }
    stop() {
      this.ondataavailable({ data: wav(3.4) });
      this.onstop();
    }
    get state() {
      return 'recording';
    }
  }
  class Ears {
    createAnalyser = () => ({
      getFloatTimeDomainData(samples) {
        samples.fill(loudness(heard++ / 55) / 2);
      },
    });
    createMediaStreamSource = () => ({ connect() { } });
    close() { }
  }
  const requestAnimationFrame = next => {
    due.push(next);
    return -1;
  };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] };
  await instead(async () => stream, { AudioContext: Ears, MediaRecorder: Recorder, requestAnimationFrame }, async () => {
    button.click();
    const end = performance.now() + 15_000;
    while (!began || !due.length) {
      if (performance.now() > end) throw new Error('Nothing records');
      await frame();
    }
    for (let i = 1; i <= 55; i++) due.splice(0).forEach(next => next(began + i * 61));
  });
}

/** Presses the button, and the browser says no. */
export const deny = (button, answer) => instead(
  async () => { throw new DOMException('', 'NotAllowedError'); }, {}, async () => {
    button.click();
    await answer();
  });
