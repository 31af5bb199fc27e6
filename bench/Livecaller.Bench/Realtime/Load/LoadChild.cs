using System.Globalization;
using System.Text.Json;
using Livecaller.Bench.Realtime.Contestants;

namespace Livecaller.Bench.Realtime.Load;

/// <summary>The process of the load generator: one scenario on one server.</summary>
internal static class LoadChild
{
    public const string Mode = "load";

    /// <summary>Runs a scenario and prints its results. The arguments are those of <see cref="LoadRequest.ToArguments"/>.</summary>
    public static int Run(string[] arguments)
    {
        var request = LoadRequest.Parse(arguments);
        var dialect = Dialect.Of(request.Contestant, request.Key, request.Secret);
        IReadOnlyDictionary<string, double> results = request.Scenario switch
        {
            "fanout" => FanOutLoad.Run(request, dialect),
            "conversations" => ConversationsLoad.Run(request, dialect),
            "latency" => LatencyLoad.Run(request, dialect),
            "idle" => IdleLoad.Run(request, dialect),
            _ => ConnectLoad.Run(request, dialect),
        };
        Console.WriteLine(JsonSerializer.Serialize(results));
        return 0;
    }
}

/// <summary>What the load generator is to do.</summary>
/// <param name="Scenario">The scenario.</param>
/// <param name="Contestant">The name of the server, without variants.</param>
/// <param name="Server">Its address.</param>
/// <param name="ProcessId">Its process; 0 when it's unknown.</param>
/// <param name="Key">The key of a Pusher server.</param>
/// <param name="Secret">Its secret.</param>
/// <param name="Sockets">The number of sockets.</param>
/// <param name="Rate">The number of messages in flight, or in a second.</param>
/// <param name="Seconds">How long is measured.</param>
internal sealed record LoadRequest(
    string Scenario, string Contestant, Uri Server, int ProcessId, string Key, string Secret, int Sockets, int Rate, double Seconds)
{
    public string[] ToArguments() =>
        [Scenario, Contestant, Server.ToString(), Text(ProcessId), Key, Secret, Text(Sockets), Text(Rate), Seconds.ToString(CultureInfo.InvariantCulture)];

    public static LoadRequest Parse(string[] arguments) => new(
        arguments[0], arguments[1], new Uri(arguments[2]), Number(arguments[3]), arguments[4], arguments[5], Number(arguments[6]), Number(arguments[7]),
        double.Parse(arguments[8], CultureInfo.InvariantCulture));

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
