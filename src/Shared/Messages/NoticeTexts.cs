using System.Globalization;
using Livecaller.Protocol;

namespace Livecaller.Shared;

/// <summary>The English texts of system messages, for clients that do not know the notice.</summary>
internal static class NoticeTexts
{
    public static string Callback(CallbackRequest request)
    {
        var who = request.Name is { } name ? $"{name}, {request.Phone}" : request.Phone;
        var when = request.At is { } at ? $", {at.UtcDateTime.ToString("d MMMM yyyy HH:mm", CultureInfo.InvariantCulture)} UTC" : "";
        return $"A callback was requested: {who}{when}.";
    }

    public static string TransferredTo(string name) => $"The conversation was transferred to {name}.";
}
