// The parts of the widget's configuration that the button requires.
export interface WidgetConfig {
  name: string;
  settings?: { theme?: { variables?: { colors?: { primary?: string }; position?: { side?: string } } } };
}

const longestPause = 60_000;

/**
 * Returns the widget's configuration, or logs to the console and returns undefined if this page isn't allowed to use it. Retries while the server can't
 * be reached.
 */
export async function widgetOf(server: URL, id: string): Promise<WidgetConfig | undefined> {
  const address = new URL('v1/widget?widget_id=' + encodeURIComponent(id), server);
  let isRefused = false;
  for (let pause = 2_000; ; pause = Math.min(pause * 2, longestPause)) {
    try {
      const answer = await fetch(address);
      if (answer.ok) return (await answer.json()).data;
    } catch {
      // A disallowed origin and a missing network cause the same error. If the script, which all pages can load, can be reached, the origin isn't
      // allowed.
      if (await fetch(new URL('livecaller.js', server), { mode: 'no-cors', cache: 'no-store' }).then(() => true, () => false)) {
        // The network can have come back in between, so that the configuration is requested once more.
        if (!isRefused) {
          isRefused = true;
          continue;
        }
        console.error(`LiveCaller: ${server.origin} doesn't allow ${location.origin} to show the widget “${id}”. `
          + 'Check the widget ID, and add this origin to the allowed origins on the Widget page of the dashboard.');
        return undefined;
      }
      isRefused = false;
    }
    await new Promise<unknown>(resume => {
      addEventListener('online', resume, { once: true });
      setTimeout(resume, pause);
    });
  }
}
