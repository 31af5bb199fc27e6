// Records from the microphone, shows how loud it is, and measures what was recorded.
const kinds = { webm: 'audio/webm;codecs=opus', ogg: 'audio/ogg;codecs=opus', m4a: 'audio/mp4' };
const bitsPerSecond = 32_000;
const peaks = 64;

/** The extensions that this browser can record, the best first; none where there is no microphone to ask for. */
export const recordable = () => navigator.mediaDevices?.getUserMedia && globalThis.MediaRecorder
  ? Object.keys(kinds).filter(extension => MediaRecorder.isTypeSupported(kinds[extension]))
  : [];

const loudest = (values, count, of) => Array.from({ length: Math.min(count, values.length) }, (_, i) => {
  let most = 0;
  const end = Math.floor((i + 1) * values.length / Math.min(count, values.length));
  for (let at = Math.floor(i * values.length / Math.min(count, values.length)); at < end; at++) most = Math.max(most, of(values[at]));
  return most;
});

/** Its length and loudness from the samples; from what the meter saw, where they cannot be read. */
async function measure(blob, seconds, levels) {
  let bars;
  try {
    // At a low rate: nobody hears it, and five minutes would be many samples.
    const sound = await new OfflineAudioContext(1, 1, 8000).decodeAudioData(await blob.arrayBuffer());
    seconds = sound.duration;
    bars = loudest(sound.getChannelData(0), peaks, Math.abs);
  } catch {
    bars = loudest(levels, peaks, Number);
  }
  const top = Math.max(...bars, .05);
  return [seconds, bars.map(bar => Math.round(100 * bar / top) / 100)];
}

export function record(extension, meter, timer, limit, recorder) {
  const tell = (name, ...values) => recorder.invokeMethodAsync(name, ...values).catch(() => { });
  const chunks = [];
  const levels = [];
  let [stream, media, sound, frame, ending, began, over, tooLong] = [];

  const release = () => {
    clearTimeout(ending);
    cancelAnimationFrame(frame);
    stream?.getTracks().forEach(track => track.stop());
    if (sound?.state !== 'closed') sound?.close();
  };
  const stop = () => {
    if (media?.state === 'recording') media.stop();
  };

  const draw = () => {
    const scale = devicePixelRatio || 1;
    const [width, height] = [meter.clientWidth, meter.clientHeight];
    [meter.width, meter.height] = [width * scale, height * scale];
    const pen = meter.getContext('2d');
    pen.scale(scale, scale);
    pen.strokeStyle = getComputedStyle(meter).color;
    [pen.lineWidth, pen.lineCap] = [3, 'round'];
    const bars = levels.slice(-Math.floor(width / 5));
    pen.beginPath();
    bars.forEach((level, i) => {
      // Ears hear in powers, eyes do not.
      const half = Math.max(.1, Math.sqrt(level) * (height - 6) / 2);
      const x = width - 5 * (bars.length - i) + 2.5;
      pen.moveTo(x, height / 2 - half);
      pen.lineTo(x, height / 2 + half);
    });
    pen.stroke();
  };
  const watch = () => {
    sound = new AudioContext();
    const analyser = sound.createAnalyser();
    analyser.fftSize = 1024;
    sound.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    let [at, second] = [0, -1];
    const look = now => {
      frame = requestAnimationFrame(look);
      if (now - at < 60) return;
      at = now;
      analyser.getFloatTimeDomainData(samples);
      levels.push(Math.min(1, Math.sqrt(samples.reduce((sum, s) => sum + s * s, 0) / samples.length) * 2));
      draw();
      const passed = Math.floor((now - began) / 1000);
      if (passed === second) return;
      second = passed;
      timer.textContent = `${Math.floor(passed / 60)}:${String(passed % 60).padStart(2, '0')}`;
    };
    frame = requestAnimationFrame(look);
  };

  const finish = async () => {
    const seconds = (performance.now() - began) / 1000;
    release();
    if (over) return;
    const blob = new Blob(chunks, { type: kinds[extension].split(';')[0] });
    if (!blob.size) return tell('OnProblem', 'Empty');
    const [duration, waveform] = await measure(blob, seconds, levels);
    if (over) return;
    await tell('OnRecorded', DotNet.createJSObjectReference(blob), blob.type, blob.size, URL.createObjectURL(blob), duration, waveform, !!tooLong);
  };

  const begin = async () => {
    try {
      stream = await navigator.mediaDevices.getUserMedia({ audio: { echoCancellation: true, noiseSuppression: true } });
      if (over) return release();
      media = new MediaRecorder(stream, { mimeType: kinds[extension], audioBitsPerSecond: bitsPerSecond });
      media.ondataavailable = e => chunks.push(e.data);
      media.onstop = finish;
      // The microphone was unplugged: what was said until then is kept.
      stream.getAudioTracks()[0].onended = stop;
      media.start(1000);
      began = performance.now();
      ending = setTimeout(() => {
        tooLong = true;
        stop();
      }, limit);
      watch();
      await tell('OnStarted');
    } catch (e) {
      release();
      if (!over) tell('OnProblem', e.name);
    }
  };
  begin();

  return {
    stop,
    dispose() {
      over = true;
      stop();
      release();
    },
  };
}
