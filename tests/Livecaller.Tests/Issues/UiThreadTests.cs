using System.Reflection;
using Livecaller.Outbox;
using Livecaller.Protocol;
using Livecaller.Tests.Fakes;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Tests.Issues;

/// <summary>
/// A UI thread waits for a call synchronously. Nothing of the SDK, and nothing that the SDK calls of the host's, may need that thread meanwhile.
/// </summary>
public sealed class UiThreadTests
{
    private const BindingFlags Everything = BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;

    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;

    /// <summary>What a call finds: a visitor who is signed in and connected, in an open conversation with a message.</summary>
    private sealed record Stage(Chat Chat, Conversation Conversation, CancellationToken Token)
    {
        public LivecallerClient Client => Chat.Client;
        public string File { get; } = Path.Combine(Path.GetTempPath(), $"livecaller-{Guid.NewGuid():N}");

        public ISessionStore Sessions<T>() => typeof(T) == typeof(FileSessionStore) ? new FileSessionStore(File) : new MemorySessionStore();

        public IOutboxStore Outboxes<T>() => typeof(T) == typeof(FileOutboxStore) ? new FileOutboxStore(File) : new MemoryOutboxStore();

        public static AttachmentUpload Upload() => new() { Name = "a.txt", ContentType = "text/plain", Content = new HostParts.Stream([1, 2, 3]) };
    }

    private static readonly Dictionary<string, Func<Stage, Task>> Calls = new(
        (IEnumerable<KeyValuePair<string, Func<Stage, Task>>>)
        [
            .. OfTheClient(), .. OfSessionStore<FileSessionStore>(), .. OfSessionStore<MemorySessionStore>(), .. OfOutboxStore<FileOutboxStore>(),
            .. OfOutboxStore<MemoryOutboxStore>(),
        ],
        StringComparer.Ordinal);

    private static Dictionary<string, Func<Stage, Task>> OfTheClient() => new(StringComparer.Ordinal)
    {
        ["LivecallerClient.CreateAsync"] = async s =>
        {
            var client = LivecallerClient.CreateAsync(s.Chat.Options with { SessionStore = new HostParts.Store() }, s.Token).GetAwaiter().GetResult();
            client.DisposeAsync().AsTask().Wait(s.Token);
            await client.DisposeAsync().ConfigureAwait(false);
        },
        ["LivecallerClient.DisposeAsync"] = s =>
        {
            s.Client.DisposeAsync().AsTask().Wait(s.Token);
            return Task.CompletedTask;
        },
        ["LivecallerClient.StartBackgroundEventsAsync"] = s => s.Client.StartBackgroundEventsAsync(s.Token),
        ["LivecallerClient.StopBackgroundEventsAsync"] = s => s.Client.StopBackgroundEventsAsync(s.Token),
        ["LivecallerClient.OpenConversationAsync"] = s => s.Client.OpenConversationAsync(s.Token),
        ["LivecallerClient.OpenConversationAsync id"] = s => s.Client.OpenConversationAsync(new ConversationId("c1"), s.Token),
        ["LivecallerClient.ListConversationsAsync"] = s => s.Client.ListConversationsAsync(s.Token),
        ["LivecallerClient.ListConversationsAsync limit before"] = s => s.Client.ListConversationsAsync(10, null, s.Token),
        ["LivecallerClient.UploadAttachmentAsync upload progress"] = s => s.Client.UploadAttachmentAsync(Stage.Upload(), new Progress<double>(), s.Token),
        ["LivecallerClient.RequestCallbackAsync request"] = s => s.Client.RequestCallbackAsync(new() { Phone = "+49 30 1234567" }, s.Token),
        ["LivecallerClient.UserLoginAsync jwt"] = s => s.Client.UserLoginAsync("bob", s.Token),
        ["LivecallerClient.UserUpdateAsync jwt"] = s => s.Client.UserUpdateAsync("ann", s.Token),
        ["LivecallerClient.UserLogoutAsync"] = s => s.Client.UserLogoutAsync(s.Token),
        ["LivecallerClient.PauseAsync"] = s => s.Client.PauseAsync(s.Token),
        ["LivecallerClient.ResumeAsync"] = async s =>
        {
            s.Client.PauseAsync(s.Token).Wait(s.Token);
            await s.Client.ResumeAsync(s.Token).ConfigureAwait(false);
        },
        ["LivecallerClient.HandlePushAsync payload"] = s => s.Client.HandlePushAsync("""{"conversation_id":"c1"}""", s.Token),
        ["LivecallerClient.UpdateLocaleAsync language"] = s => s.Client.UpdateLocaleAsync("de", s.Token),
        ["LivecallerClient.SetMutedAsync isMuted"] = s => s.Client.SetMutedAsync(true, s.Token),
        ["LivecallerClient.GetAvailabilityAsync"] = s => s.Client.GetAvailabilityAsync(s.Token),
        ["LivecallerClient.GetWidgetAsync"] = s => s.Client.GetWidgetAsync(s.Token),
        ["LivecallerClient.RefreshWidgetAsync"] = s =>
        {
            s.Chat.Time.Advance(TimeSpan.FromMinutes(10));
            return s.Client.RefreshWidgetAsync(s.Token);
        },
        ["Conversation.SendAsync message"] = s => s.Conversation.SendAsync(new() { Content = "hi", Uploads = [Stage.Upload()] }, s.Token),
        ["Conversation.WaitUntilSentAsync id"] = s => s.Conversation.WaitUntilSentAsync(s.Conversation.SendAsync(new() { Content = "hi" }, s.Token).Result.Id, s.Token),
        ["Conversation.RetryAsync id"] = async s =>
        {
            var refusals = 1;
            s.Chat.Server.Intercept = (_, body) => Task.FromResult(
                body.Contains("again", StringComparison.Ordinal) && refusals-- > 0 ? WidgetServer.Invalid("content", "no") : null);
            var message = s.Conversation.SendAsync(new() { Content = "again" }, s.Token).Result;
            Assert.Equal(MessageStatus.Failed, s.Conversation.WaitUntilSentAsync(message.Id, s.Token).Result.Status);
            await s.Conversation.RetryAsync(message.Id, s.Token).ConfigureAwait(false);
        },
        ["Conversation.MoveAsync id target departmentId fields"] = async s =>
        {
            var refusals = 1;
            s.Chat.Server.Intercept = (_, body) => Task.FromResult(
                body.Contains("elsewhere", StringComparison.Ordinal) && refusals-- > 0 ? WidgetServer.Invalid("content", "no") : null);
            var message = s.Conversation.SendAsync(new() { Content = "elsewhere" }, s.Token).Result;
            Assert.Equal(MessageStatus.Failed, s.Conversation.WaitUntilSentAsync(message.Id, s.Token).Result.Status);
            var target = s.Client.OpenConversationAsync(new ConversationId(s.Chat.Server.Begin("ann")), s.Token).Result;
            Assert.True(await s.Conversation.MoveAsync(message.Id, target, cancellationToken: s.Token).ConfigureAwait(false));
        },
        ["Conversation.LoadEarlierAsync"] = s => s.Conversation.LoadEarlierAsync(s.Token),
        ["Conversation.LoadLaterAsync"] = async s =>
        {
            s.Conversation.ShowAsync(new("m3"), s.Token).Wait(s.Token);
            await s.Conversation.LoadLaterAsync(s.Token).ConfigureAwait(false);
        },
        ["Conversation.ShowNewestAsync"] = async s =>
        {
            s.Conversation.ShowAsync(new("m3"), s.Token).Wait(s.Token);
            await s.Conversation.ShowNewestAsync(s.Token).ConfigureAwait(false);
        },
        ["Conversation.ShowAsync id"] = s => s.Conversation.ShowAsync(new("m3"), s.Token),
        ["Conversation.MarkReadAsync"] = s => s.Conversation.MarkReadAsync(s.Token),
        ["Conversation.TypingAsync text"] = s => s.Conversation.TypingAsync("hel", s.Token),
        ["Conversation.ChangeEmailAsync email"] = s => s.Conversation.ChangeEmailAsync("ann@example.com", s.Token),
        ["Conversation.CloseAsync"] = s => s.Conversation.CloseAsync(s.Token),
        ["Conversation.RateAsync rating comment"] = s => s.Conversation.RateAsync(5, "good", s.Token),
        ["Conversation.RequestTranscriptAsync email"] = s => s.Conversation.RequestTranscriptAsync("ann@example.com", s.Token),
        ["LivecallerEvents.ReadAllAsync"] = async s =>
        {
            var stream = s.Client.Events.ReadAllAsync(s.Token).GetAsyncEnumerator(s.Token);
            var next = stream.MoveNextAsync();
            s.Client.SetMutedAsync(true, s.Token).Wait(s.Token);
            Assert.True(next.AsTask().Result);
            await stream.DisposeAsync().ConfigureAwait(false);
        },
        ["ILivecallerClientProvider.GetAsync"] = async s =>
        {
            var services = new ServiceCollection().AddLivecallerClient(s.Chat.Options with { SessionStore = new HostParts.Store() }).BuildServiceProvider();
            var scope = services.CreateAsyncScope();
            Assert.NotNull(scope.ServiceProvider.GetRequiredService<ILivecallerClientProvider>().GetAsync(s.Token).Result);
            scope.DisposeAsync().AsTask().Wait(s.Token);
            await services.DisposeAsync().ConfigureAwait(false);
        },
        ["FileSessionStore.AcquireAsync"] = s => s.Sessions<FileSessionStore>().AcquireAsync(s.Token).AsTask(),
    };

    public static TheoryData<string> Names => [.. Calls.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Call_ends_while_the_ui_thread_waits_for_it(string name)
    {
        await using var chat = new Chat { Store = new HostParts.Store(), TokenProvider = AnnAsync, Jitter = 0, AsAHostWouldWriteIt = true };
        await chat.CreateAsync();
        chat.Server.Begin("ann", [.. Enumerable.Range(0, 120).Select(i => $"{i}")]);
        var conversation = await chat.Client.OpenConversationAsync(_ct);
        var socket = await chat.Sockets.NextAsync();
        socket.Establish();
        _ = socket.AcceptEverythingAsync();
        await Wait.UntilAsync(() => socket.Channels.Count == 2 && conversation.Snapshot is { Phase: ConversationPhase.Ready, HasEarlier: true }, "the conversation");
        chat.Server.Intercept = (r, _) => Task.FromResult(r.RequestUri!.AbsolutePath.EndsWith("/callbacks", StringComparison.Ordinal)
            ? WidgetServer.Answer(System.Net.HttpStatusCode.Created, $$"""{"data":{{chat.Server.Conversation(chat.Server.Begin("ann")).ToJsonString()}}}""") : null);
        _ = chat.ServeSocketsAsync();

        await UiThread.BlockOnAsync(() => Calls[name](new(chat, conversation, _ct)));
    }

    [Fact]
    public void No_call_of_the_public_api_is_forgotten()
    {
        var all = typeof(LivecallerClient).Assembly.GetExportedTypes()
            .Where(t => t.IsClass || t == typeof(ILivecallerClientProvider))
            // Those that IOutboxStore creates.
            .Concat([typeof(FileOutboxStore), typeof(MemoryOutboxStore)])
            .SelectMany(t => t.GetMethods(Everything))
            .Where(IsAsync)
            .Select(NameOf);

        Assert.Equal(all.Order(StringComparer.Ordinal), Calls.Keys.Order(StringComparer.Ordinal));
    }

    private static async ValueTask<string?> AnnAsync(CancellationToken cancellationToken)
    {
        await Task.Yield();
        return "ann";
    }

    private static bool IsAsync(MethodInfo method)
    {
        var type = method.ReturnType.IsGenericType ? method.ReturnType.GetGenericTypeDefinition() : method.ReturnType;
        return type == typeof(Task) || type == typeof(Task<>) || type == typeof(ValueTask) || type == typeof(ValueTask<>) || type == typeof(IAsyncEnumerable<>);
    }

    private static string NameOf(MethodInfo method) => string.Join(' ', method.GetParameters()
        .Where(p => p.ParameterType != typeof(CancellationToken) && p.ParameterType != typeof(LivecallerOptions))
        .Select(p => p.Name)
        .Prepend($"{method.DeclaringType!.Name}.{method.Name}"));

    private static IEnumerable<KeyValuePair<string, Func<Stage, Task>>> OfSessionStore<T>() where T : ISessionStore =>
    [
        new($"{typeof(T).Name}.SaveAsync text", s => s.Sessions<T>().SaveAsync("text", s.Token).AsTask()),
        new($"{typeof(T).Name}.LoadAsync", async s =>
        {
            var store = s.Sessions<T>();
            store.SaveAsync("text", s.Token).AsTask().Wait(s.Token);
            Assert.Equal("text", await store.LoadAsync(s.Token).ConfigureAwait(false));
        }),
        new($"{typeof(T).Name}.ClearAsync", s => s.Sessions<T>().ClearAsync(s.Token).AsTask()),
        new($"{typeof(T).Name}.SetAsideAsync", s => s.Sessions<T>().SetAsideAsync(s.Token).AsTask()),
    ];

    private static IEnumerable<KeyValuePair<string, Func<Stage, Task>>> OfOutboxStore<T>() where T : IOutboxStore =>
    [
        new($"{typeof(T).Name}.SaveAsync key text", s => s.Outboxes<T>().SaveAsync("key", "text", s.Token).AsTask()),
        new($"{typeof(T).Name}.LoadAsync", s => s.Outboxes<T>().LoadAsync(s.Token).AsTask()),
        new($"{typeof(T).Name}.SaveFileAsync key number content", s => s.Outboxes<T>().SaveFileAsync("key", 0, new MemoryStream([1]), s.Token).AsTask()),
        new($"{typeof(T).Name}.OpenFileAsync key number", async s =>
        {
            var store = s.Outboxes<T>();
            store.SaveFileAsync("key", 0, new MemoryStream([1]), s.Token).AsTask().Wait(s.Token);
            var file = await store.OpenFileAsync("key", 0, s.Token).ConfigureAwait(false);
            await file.DisposeAsync().ConfigureAwait(false);
        }),
        new($"{typeof(T).Name}.RemoveAsync key", s => s.Outboxes<T>().RemoveAsync("key", s.Token).AsTask()),
        new($"{typeof(T).Name}.SetAsideAsync key", s => s.Outboxes<T>().SetAsideAsync("key", s.Token).AsTask()),
        new($"{typeof(T).Name}.ClearAsync", s => s.Outboxes<T>().ClearAsync(s.Token).AsTask()),
    ];
}
