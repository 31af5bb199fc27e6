// The same JavaScript API as the reference web client: LiveCaller.config, liftOff, $on and $emit.
import type { Command } from './messages';
import { Widget } from './widget';

export type Listener = (data?: unknown) => void;

export interface Config {
  widget?: { id?: string };
  app?: { locale?: string };
}

const isNonEmptyString = (value: unknown): value is string => typeof value === 'string' && value !== '';

export function createApi(server: URL) {
  const listeners = new Map<string, Set<Listener>>();
  const config: { widget: { id?: string }; app: { locale?: string } } = { widget: {}, app: {} };
  const queue: [string, unknown][] = [];
  let widget: Widget | undefined;

  const raise = (name: string, data?: unknown) => {
    for (const listener of [...listeners.get(name) ?? []]) {
      try {
        listener(data);
      } catch (error) {
        // An error in one listener must not affect the others.
        reportError(error);
      }
    }
  };

  const execute = (target: Widget, name: string, value: unknown) => {
    switch (name) {
      case 'ui.widget.open':
      case 'ui.widget.close':
        target.open(name === 'ui.widget.open');
        break;
      case 'ui.widget.toggle':
        target.toggle();
        break;
      case 'app.locale.update':
        if (isNonEmptyString(value)) target.setLocale(config.app.locale = value);
        break;
      case 'user.login':
      case 'user.update':
      case 'user.logout':
        if (name === 'user.logout' || isNonEmptyString(value)) target.identify(name as Command, value);
        else console.error(`LiveCaller: ${name} requires an identity token of type string.`);
        break;
      default:
        console.error(`LiveCaller: unknown command ${name}.`);
    }
  };

  return {
    config: {
      /** Merges settings. A language is applied immediately, a widget with the next liftOff. */
      merge(more: Config) {
        Object.assign(config.widget, more?.widget);
        Object.assign(config.app, more?.app);
        if (widget && isNonEmptyString(more?.app?.locale)) widget.setLocale(more.app.locale);
      },
    },

    /** Adds the button to the page. Further calls have no effect. */
    liftOff() {
      if (widget) return;
      if (!isNonEmptyString(config.widget.id)) return console.error('LiveCaller: the widget ID is missing. Call LiveCaller.config.merge({ widget: { id: "…" } }) first.');
      widget = new Widget(server, config.widget.id, config.app.locale || document.documentElement.lang || navigator.language, raise);
      for (const [name, value] of queue.splice(0)) execute(widget, name, value);
    },

    /** Adds a listener for an event. Returns a function that removes it. */
    $on(name: string, listener: Listener) {
      const added = listeners.get(name) ?? new Set();
      listeners.set(name, added.add(listener));
      return () => void added.delete(listener);
    },

    /** Executes a command. Commands before liftOff are queued. */
    $emit(name: string, value?: unknown) {
      if (widget) execute(widget, name, value);
      else queue.push([name, value]);
    },
  };
}

export type Api = ReturnType<typeof createApi>;
