using System.Text.Json;

namespace Livecaller.Testing.Server;

/// <summary>Says to the subscribers of channels what was stored.</summary>
internal interface IBroadcaster
{
    void Broadcast(IReadOnlyList<string> channels, string eventName, JsonElement data);
}
