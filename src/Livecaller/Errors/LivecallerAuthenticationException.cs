using System.Net;

namespace Livecaller;

/// <summary>
/// The session is not valid any more, or there is none. Sign the visitor in again with <see cref="LivecallerClient.UserLoginAsync"/>.
/// </summary>
public sealed class LivecallerAuthenticationException : LivecallerApiException
{
    /// <summary>Initializes an exception from the server's response.</summary>
    /// <param name="problem">The problem document of the response.</param>
    public LivecallerAuthenticationException(Problem problem) : base(HttpStatusCode.Unauthorized, problem)
    {
    }
}
