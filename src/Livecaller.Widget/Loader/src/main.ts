// livecaller.js: see docs/web-page.md.
import { createApi, type Api, type Config } from './api';

/** The queue that a page can define before this script has loaded, with the calls in order. */
interface Stub {
  q: [method: 'merge' | 'liftOff' | 'remove' | '$on' | '$emit', args: unknown[], result?: unknown][];
}

declare global {
  interface Window {
    LiveCaller?: Api | Stub;
  }
}

const script = (document.currentScript ?? document.querySelector('script[src*="livecaller.js"]')) as HTMLScriptElement;

/** Returns the queue or the API of an earlier script. Ignores elements with this ID, frames with this name, and other values. */
function here(): Api | Stub | undefined {
  const value = Object.hasOwn(window, 'LiveCaller') ? window.LiveCaller as Partial<Stub & Api> | undefined : undefined;
  return Array.isArray(value?.q) || typeof value?.liftOff === 'function' ? value as Api | Stub : undefined;
}

const before = here();

// The script might be included twice.
if (!before || 'q' in before) {
  const api = createApi(new URL('.', script.src));
  const { widgetId, locale } = script.dataset;
  const config: Config = { widget: widgetId ? { id: widgetId } : {}, app: locale ? { locale } : {} };
  api.config.merge(config);
  window.LiveCaller = api;
  for (const call of before?.q ?? []) {
    const [method, args] = call;
    call[2] = method === 'merge' ? api.config.merge(args[0] as Config) : (api[method] as (...args: unknown[]) => unknown)(...args);
  }
  if (widgetId) api.liftOff();
  dispatchEvent(new Event('livecaller:ready'));
}
