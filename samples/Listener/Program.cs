using System.Runtime.InteropServices;
using Listener;
using Livecaller;

if (args is ["--help"] or ["-h"])
{
    Console.WriteLine(ListenerArguments.Usage);
    return 0;
}

if (!ListenerArguments.TryParse(args, out var arguments, out var error))
{
    Console.Error.WriteLine($"error: {error}");
    Console.Error.WriteLine(ListenerArguments.Usage);
    return 2;
}

// Both Ctrl+C and SIGTERM, which orchestrators send, shut the program down gracefully with exit code 0.
using var stop = new CancellationTokenSource();
using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);

try
{
    await using var client = await LivecallerClient.CreateAsync(
        new()
        {
            WidgetId = new(arguments.Widget),
            ServerUrl = arguments.Url,
            Device = "listener",
            SessionStore = new FileSessionStore(arguments.Session),
        },
        stop.Token);
    using var printing = client.Events.On<LivecallerEvent>(e => Console.WriteLine(EventLine.Of(e)));

    await client.StartBackgroundEventsAsync(stop.Token);
    if (arguments.Jwt is { } jwt) await client.UserLoginAsync(jwt, stop.Token);
    Console.WriteLine(client.Visitor is { } visitor
        ? $"listening for {visitor.Name ?? visitor.Uuid.Value}; press Ctrl+C to stop"
        : "no session yet: sign in with --jwt; press Ctrl+C to stop");
    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, stop.Token);
    return 0;
}
catch (OperationCanceledException) when (stop.IsCancellationRequested)
{
    return 0;
}
catch (Exception e) when (e is LivecallerException or ArgumentException or IOException or UnauthorizedAccessException)
{
    Console.Error.WriteLine($"error: {e.Message}");
    return 1;
}

void End(PosixSignalContext signal)
{
    signal.Cancel = true;
    stop.Cancel();
}
