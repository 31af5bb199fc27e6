using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>A response with the member <c>data</c>.</summary>
/// <typeparam name="T">The type of the data.</typeparam>
/// <param name="Data">The data.</param>
public sealed record DataEnvelope<T>(T Data)
{
    /// <summary>The epoch of the logs, in responses about conversations. See <see cref="EventPage.Epoch"/>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Epoch { get; init; }
}
