// The bar that tells of a lost connection. Loaded before the framework's script, which changes the bar's state.
(() => {
  const bar = document.getElementById('components-reconnect-modal');
  const app = () => document.querySelector('.lc-app');
  const lost = new Set(['show', 'retrying', 'failed', 'rejected', 'paused', 'resume-failed']);

  async function retry() {
    try {
      // false: the server answered but no longer knows this circuit.
      if (!(await Blazor.reconnect()) && !(await Blazor.resumeCircuit?.())) location.reload();
    } catch {
      bar.className = 'lc-reconnect components-reconnect-failed';
    }
  }

  bar.addEventListener('components-reconnect-state-changed', event => {
    const state = event.detail.state;
    // Readable, but nothing that would need the server can be pressed.
    app()?.toggleAttribute('data-offline', lost.has(state));
    // The circuit is gone for good: a fresh page asks for the cookie again and brings the drafts back.
    if (state === 'rejected' || state === 'resume-failed') location.reload();
  });
  bar.querySelector('[data-lc-retry]').addEventListener('click', retry);
  document.addEventListener('visibilitychange', () => {
    if (document.visibilityState === 'visible' && bar.classList.contains('components-reconnect-failed')) retry();
  });
  document.addEventListener('click', event => {
    if (event.target.closest('[data-lc-reload]')) location.reload();
  });
})();
