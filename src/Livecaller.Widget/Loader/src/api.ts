// The same JavaScript API as the reference web client: LiveCaller.config, liftOff, $on and $emit.
import type { Command } from './messages';
import { firstLocaleOf, localeOf, refuse } from './locale';
import { Widget } from './widget';

export type Listener = (data?: unknown) => void;

export interface Config {
  widget?: { id?: string };
  app?: { locale?: string };
}

const isText = (value: unknown): value is string => typeof value === 'string' && value !== '';

export function createApi(server: URL) {
  const listeners = new Map<string, Set<Listener>>();
  const config: { widget: { id?: string }; app: { locale?: string } } = { widget: {}, app: {} };
  const waiting: [string, unknown][] = [];
  let widget: Widget | undefined;

  const tell = (name: string, data?: unknown) => {
    for (const listener of [...listeners.get(name) ?? []]) {
      try {
        listener(data);
      } catch (error) {
        // An error in one listener must not affect the others.
        reportError(error);
      }
    }
  };

  const speak = (target: Widget, text: string) => {
    const locale = localeOf(text);
    if (locale) target.speak(config.app.locale = locale);
    else refuse(text, 'The language is not changed.');
  };

  const carryOut = (target: Widget, name: string, value: unknown) => {
    switch (name) {
      case 'ui.widget.open':
      case 'ui.widget.close':
        target.open(name === 'ui.widget.open');
        break;
      case 'ui.widget.toggle':
        target.toggle();
        break;
      case 'app.locale.update':
        if (isText(value)) speak(target, value);
        break;
      case 'ui.launcher.show':
      case 'ui.launcher.hide':
        target.showLauncher(name === 'ui.launcher.show');
        break;
      case 'ui.conversation.close':
        target.ask(name);
        break;
      case 'user.login':
      case 'user.update':
      case 'user.logout':
        if (name === 'user.logout' || isText(value)) target.ask(name as Command, value);
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
        if (widget && isText(more?.app?.locale)) speak(widget, more.app.locale);
      },
    },

    /** Adds the button to the page. Further calls have no effect. */
    liftOff() {
      if (widget) return;
      if (!isText(config.widget.id)) return console.error('LiveCaller: the widget ID is missing. Call LiveCaller.config.merge({ widget: { id: "…" } }) first.');
      widget = new Widget(server, config.widget.id, firstLocaleOf(config.app.locale), tell);
      for (const [name, value] of waiting.splice(0)) carryOut(widget, name, value);
    },

    /** Removes the button and the chat from the page until the next liftOff. The session is kept. */
    remove() {
      widget?.remove();
      widget = undefined;
    },

    /** Adds a listener for an event. Returns a function that removes it. */
    $on(name: string, listener: Listener) {
      const known = listeners.get(name) ?? new Set();
      listeners.set(name, known.add(listener));
      return () => void known.delete(listener);
    },

    /** Executes a command. Commands before liftOff are queued. */
    $emit(name: string, value?: unknown) {
      if (widget) carryOut(widget, name, value);
      else waiting.push([name, value]);
    },
  };
}

export type Api = ReturnType<typeof createApi>;
