// Signs in by a passkey. Without this script, or a browser that has passkeys, the button is not there.

const form = document.querySelector('[data-lc-passkey]');
const fault = form?.querySelector('[role="alert"]');

async function ask() {
  const answer = await fetch(form.dataset.lcPasskey, { method: 'POST', body: new URLSearchParams(new FormData(form)) });
  if (!answer.ok) throw new Error(`The server answered ${answer.status}.`);
  const { options, state } = await answer.json();
  const publicKey = PublicKeyCredential.parseRequestOptionsFromJSON(options);
  const credential = await navigator.credentials.get({ publicKey });
  form.elements.state.value = state;
  form.elements.credential.value = JSON.stringify(credential);
}

async function onSubmit(event) {
  event.preventDefault();
  const button = form.querySelector('button');
  if (button.disabled) return;
  [button.disabled, fault.hidden] = [true, true];
  try {
    await ask();
    form.submit();
  } catch (error) {
    console.info('No passkey was used:', error.name);
    [button.disabled, fault.hidden] = [false, false];
    button.focus();
  }
}

if (form && globalThis.PublicKeyCredential?.parseRequestOptionsFromJSON) {
  form.hidden = false;
  form.addEventListener('submit', onSubmit);
  // A page that the browser brings back from its cache.
  addEventListener('pageshow', () => { form.querySelector('button').disabled = false; });
}
