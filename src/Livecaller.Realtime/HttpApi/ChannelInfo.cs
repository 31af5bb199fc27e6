using System.Text.Json.Nodes;
using Livecaller.Realtime.Channels;

namespace Livecaller.Realtime.HttpApi;

/// <summary>What a request wants to know about channels: the parameter <c>info</c>.</summary>
internal readonly record struct ChannelInfo(bool UserCount, bool SubscriptionCount)
{
    public bool IsEmpty => !UserCount && !SubscriptionCount;

    /// <summary>Reads the attributes, separated by commas.</summary>
    /// <exception cref="HttpApiException">There is no such attribute.</exception>
    public static ChannelInfo Read(string? info)
    {
        var (users, subscriptions) = (false, false);
        foreach (var attribute in (info ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (attribute == "user_count") users = true;
            else if (attribute == "subscription_count") subscriptions = true;
            else throw new HttpApiException($"'{attribute}' is not an attribute of channels; there are user_count and subscription_count.");
        }

        return new ChannelInfo(users, subscriptions);
    }

    /// <summary>Returns the attributes of a channel. Only presence channels have users.</summary>
    public JsonObject Of(ChannelSummary channel, bool isPresence)
    {
        var json = new JsonObject();
        if (UserCount && isPresence) json["user_count"] = channel.UserIds.Count;
        if (SubscriptionCount) json["subscription_count"] = channel.Count;
        return json;
    }
}
