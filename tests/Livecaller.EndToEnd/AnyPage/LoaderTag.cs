using Livecaller.EndToEnd.Running;

namespace Livecaller.EndToEnd.AnyPage;

/// <summary>What a page writes to have the chat.</summary>
internal static class LoaderTag
{
    /// <summary>The documented stub, and listeners for everything, before the script is there.</summary>
    public const string Listening = """
        <script>
          if (!Object.hasOwn(window, 'LiveCaller')) window.LiveCaller = (q => {
            const later = method => (...args) => { const call = [method, args]; q.push(call); return () => call[2]?.(); };
            return { q, config: { merge: later('merge') }, liftOff: later('liftOff'), remove: later('remove'), $on: later('$on'), $emit: later('$emit') };
          })([]);
          window.heard = [];
          for (const name of ['conversationWasStarted', 'conversationMessageReceived', 'conversationWasClosed', 'conversationAuthFailed',
            'ui.widget.open', 'ui.widget.close', 'unreadCountChanged'])
            LiveCaller.$on(name, data => heard.push({ name, data }));
        </script>
        """;

    public static string For(LivecallerProcess server) =>
        $"""<script src="{server.Address}livecaller.js" data-widget-id="{LivecallerProcess.WidgetId}" async></script>""";

    /// <summary>The host, with these sites on the widget's list.</summary>
    public static Task<LivecallerProcess> StartHostForAsync(params StaticSite[] sites) => LivecallerProcess.StartHostAsync(
        [.. LivecallerProcess.Seed, $"--Livecaller:Seed:AllowedOrigins={string.Join(',', sites.Select(s => s.Origin))}",
            $"--Livecaller:Seed:JwtSecret={IdentityTokens.Secret}", .. LivecallerProcess.ManyLogins]);
}
