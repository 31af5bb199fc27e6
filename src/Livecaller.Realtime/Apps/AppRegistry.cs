using Livecaller.Realtime.Channels;
using Livecaller.Realtime.Nodes;
using Livecaller.Realtime.Users;
using Livecaller.Realtime.Webhooks;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Livecaller.Realtime.Apps;

/// <summary>The applications of this node; hands the events of the backplane to them.</summary>
internal sealed partial class AppRegistry : IDisposable
{
    private readonly Dictionary<string, PusherApp> _byId = new(StringComparer.Ordinal);
    private readonly Dictionary<string, PusherApp> _byKey = new(StringComparer.Ordinal);
    private readonly List<IDisposable> _disposables = [];

    public AppRegistry(IBackplane backplane, IOptions<PusherOptions> options, TimeProvider time, WebhookService webhooks, ILogger<ListenerRegistry> logger,
        IConnectionWelcome? welcome = null)
    {
        var nodes = backplane as INodeBackplane;
        foreach (var app in options.Value.AllApps)
        {
            // The messages of the first application name none: it may be configured by another id on another node.
            var id = _byId.Count == 0 ? null : app.AppId;
            var counts = app.SubscriptionCounts ? new SubscriptionCountSchedule(time) : null;
            if (counts is not null) _disposables.Add(counts);
            var users = new UserHub(id, backplane);
            var cache = new ChannelCache(app, time);
            var context = new ChannelContext(id, app, cache, counts, webhooks.Of(app), nodes);
            var live = new PusherApp(app, new ChannelHub(id, context, users, backplane, new ListenerRegistry(logger)), cache, users, webhooks.Of(app),
                Default is null ? welcome : null);
            Default ??= live;
            _byId.Add(app.AppId, live);
            _byKey.Add(app.AppKey, live);
        }

        if (nodes is null) _disposables.Add(backplane.Subscribe(Deliver));
        else nodes.Attach(new NodeHost(this));
    }

    /// <summary>The first application.</summary>
    public PusherApp Default { get; } = null!;

    public PusherApp? FindByKey(string? key) => key is not null && _byKey.TryGetValue(key, out var app) ? app : null;

    public PusherApp? FindById(string? id) => id is not null && _byId.TryGetValue(id, out var app) ? app : null;

    /// <summary>Returns the application that a keyed service is requested for.</summary>
    /// <exception cref="InvalidOperationException">There is no such application.</exception>
    public PusherApp Get(object? id) =>
        FindById(id as string) ?? throw new InvalidOperationException($"There is no Pusher application with the id '{id}'.");

    public void Dispose()
    {
        foreach (var disposable in _disposables) disposable.Dispose();
    }

    private void Deliver(BackplaneMessage message)
    {
        if (message.AppId is null) Default.Deliver(message);
        else FindById(message.AppId)?.Deliver(message);
    }
}
