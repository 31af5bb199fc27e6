using Microsoft.AspNetCore.SignalR;

namespace Livecaller.Bench.Realtime.Contestants;

/// <summary>The same channels with SignalR.</summary>
internal sealed class ChannelHub : Hub
{
    public Task Join(string channel) => Groups.AddToGroupAsync(Context.ConnectionId, channel);

    public Task Publish(string channel, string text) => Clients.OthersInGroup(channel).SendAsync("message", text);
}
