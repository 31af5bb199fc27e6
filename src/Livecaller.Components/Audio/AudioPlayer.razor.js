// One recording is heard at a time, whichever of the page's chats it is in.
let heard = null;
// Without news from the network for so long, it says so instead of hanging.
const patience = 15_000;

const text = seconds => {
  const whole = Math.max(0, Math.round(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, String(whole % 60).padStart(2, '0')];
  return hours ? `${hours}:${String(minutes).padStart(2, '0')}:${rest}` : `${minutes}:${rest}`;
};

export function attach(audio, track, time, known, words, player) {
  const gone = new AbortController();
  const on = (target, name, act) => target.addEventListener(name, act, { signal: gone.signal });
  const tell = (name, value) => player.invokeMethodAsync(name, value).catch(() => { });
  let [frame, second, waiting] = [0, -1, 0];

  // What a browser has recorded knows no length of its own until it was read to its end.
  const length = () => known ?? (Number.isFinite(audio.duration) ? audio.duration : 0);
  const show = () => {
    const [now, all] = [Math.min(audio.currentTime, length() || Infinity), length()];
    track.style.setProperty('--lc-played', `${all ? 100 * now / all : 0}%`);
    if (Math.round(now) === second) return;
    second = Math.round(now);
    track.setAttribute('aria-valuemax', Math.ceil(all));
    track.setAttribute('aria-valuenow', second);
    track.setAttribute('aria-valuetext', words.replace('{0}', text(now)).replace('{1}', text(all)));
    time.firstChild.nodeValue = text(all - now);
  };
  const run = () => {
    show();
    if (!audio.paused) frame = requestAnimationFrame(run);
  };
  const seek = to => {
    audio.currentTime = Math.min(Math.max(0, to), Math.max(0, length() - .05));
    second = -1;
    show();
  };
  const play = () => audio.play().catch(e => {
    if (e.name !== 'AbortError' && !audio.error) tell('OnProblem', false);
  });
  const toggle = () => audio.paused ? play() : audio.pause();
  const giveUp = () => {
    const hasPlayed = audio.currentTime > 0;
    audio.pause();
    tell('OnProblem', hasPlayed);
  };

  on(audio, 'play', () => {
    if (heard !== audio) heard?.pause();
    heard = audio;
    cancelAnimationFrame(frame);
    run();
    tell('OnState', true);
  });
  on(audio, 'pause', () => {
    clearTimeout(waiting);
    tell('OnState', false);
  });
  on(audio, 'timeupdate', () => {
    clearTimeout(waiting);
    waiting = 0;
    show();
  });
  on(audio, 'waiting', () => { waiting ||= setTimeout(giveUp, patience); });
  on(audio, 'durationchange', () => {
    second = -1;
    show();
  });
  on(audio, 'error', giveUp);
  on(audio, 'ended', () => {
    // It ended before its time: the rest of it never came.
    const missing = length() - audio.currentTime;
    audio.currentTime = 0;
    second = -1;
    show();
    tell('OnState', false);
    if (missing > Math.max(1, length() / 20)) tell('OnProblem', true);
  });

  on(track, 'keydown', e => {
    const step = Math.min(5, Math.max(1, length() / 10));
    const act = {
      ArrowRight: () => seek(audio.currentTime + step),
      ArrowUp: () => seek(audio.currentTime + step),
      ArrowLeft: () => seek(audio.currentTime - step),
      ArrowDown: () => seek(audio.currentTime - step),
      PageUp: () => seek(audio.currentTime + 3 * step),
      PageDown: () => seek(audio.currentTime - 3 * step),
      Home: () => seek(0),
      End: () => seek(length()),
      ' ': toggle,
      Enter: toggle,
    }[e.key];
    if (!act || e.ctrlKey || e.metaKey || e.altKey) return;
    e.preventDefault();
    e.stopPropagation();
    act();
  });
  const point = e => {
    const box = track.getBoundingClientRect();
    seek(length() * (e.clientX - box.left) / box.width);
  };
  on(track, 'pointerdown', e => {
    if (e.button) return;
    track.setPointerCapture(e.pointerId);
    point(e);
  });
  on(track, 'pointermove', e => {
    if (track.hasPointerCapture(e.pointerId)) point(e);
  });

  show();
  return {
    toggle,
    pause: () => audio.pause(),
    speed: rate => { audio.playbackRate = rate; },
    dispose() {
      gone.abort();
      clearTimeout(waiting);
      cancelAnimationFrame(frame);
      audio.pause();
      if (heard === audio) heard = null;
      // Lets go of the connection that it loads by.
      audio.removeAttribute('src');
      audio.load();
    },
  };
}
