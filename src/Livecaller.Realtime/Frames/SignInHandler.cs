using System.Text.Json;
using Livecaller.Protocol.Pusher;
using Livecaller.Realtime.Connections;
using Livecaller.Realtime.Users;

namespace Livecaller.Realtime.Frames;

/// <summary>Handles <c>pusher:signin</c>.</summary>
/// <remarks>See <see href="https://pusher.com/docs/channels/server_api/authenticating-users/"/>.</remarks>
internal static class SignInHandler
{
    public static async ValueTask SignInAsync(PusherConnection connection, PusherFrame frame)
    {
        if (Read(frame.Data) is not { Auth: { } auth, UserData: { } userData })
        {
            connection.RefuseFrame("A sign-in needs auth and user_data.");
            return;
        }

        var options = connection.App.Options;
        if (!PusherSignature.IsValidForUser(auth, options.AppKey, options.AppSecret, connection.SocketId, userData))
        {
            connection.Close(CloseSignal.SignInRefused);
            return;
        }

        if (SignedInUser.Read(userData, options.MaxUserIdLength) is not { } user)
        {
            connection.RefuseFrame($"user_data needs an id: a string of 1 to {options.MaxUserIdLength} characters.");
            return;
        }

        if (connection.User is { } current && current.Id != user.Id)
        {
            connection.RefuseFrame("The connection is signed in as another user.");
            return;
        }

        connection.OnAuthorized();
        await connection.App.Users.FollowAsync(user.Id).ConfigureAwait(false);
        SignIn(connection, user, userData);
        connection.App.Users.Unfollow(user.Id);
    }

    private static void SignIn(PusherConnection connection, SignedInUser user, string userData)
    {
        var limit = connection.App.Options.MaxWatchedUsers;
        if (user.Watchlist.Count <= limit)
        {
            connection.App.Users.SignIn(connection, user, ServerFrames.SignedIn(userData));
            return;
        }

        var error = ServerFrames.Error(PusherErrorCodes.WatchlistLimit, $"A watchlist has at most {limit} users.");
        connection.App.Users.SignIn(connection, user with { Watchlist = [] }, ServerFrames.SignedIn(userData), error);
    }

    private static PusherSignIn? Read(string? data)
    {
        try
        {
            return data is null ? null : JsonSerializer.Deserialize(data, PusherJson.Default.PusherSignIn);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            return null;
        }
    }
}
