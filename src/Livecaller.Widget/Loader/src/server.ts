// The parts of the widget's configuration that the button requires.
export interface WidgetConfig {
  name: string;
  settings?: { theme?: { variables?: { colors?: { primary?: string }; position?: { side?: string } } } };
}

const maxDelay = 60_000;

/**
 * Returns the widget's configuration, or logs to the console and returns undefined if this page isn't allowed to use it. Retries while the server can't
 * be reached.
 */
export async function loadWidget(server: URL, id: string): Promise<WidgetConfig | undefined> {
  const address = new URL('v1/widget?widget_id=' + encodeURIComponent(id), server);
  for (let delay = 2_000; ; delay = Math.min(delay * 2, maxDelay)) {
    try {
      const response = await fetch(address);
      if (response.ok) return (await response.json()).data;
    } catch {
      // A disallowed origin and a missing network cause the same error. If the server can be reached without CORS, the origin isn't allowed.
      if (await fetch(address, { mode: 'no-cors' }).then(() => true, () => false)) {
        console.error(`LiveCaller: ${server.origin} doesn't allow ${location.origin} to show the widget “${id}”. `
          + 'Check the widget ID, and add this origin to the allowed origins on the Widget page of the dashboard.');
        return undefined;
      }
    }
    await new Promise<unknown>(resume => {
      addEventListener('online', resume, { once: true });
      setTimeout(resume, delay);
    });
  }
}
