using System.Net;
using Livecaller.Protocol;

namespace Livecaller;

/// <summary>
/// The session is not valid any more, or there is none: sign the visitor in again with <see cref="LivecallerClient.UserLoginAsync"/>.
/// </summary>
public sealed class LivecallerAuthenticationException : LivecallerApiException
{
    /// <summary>Makes one from the server's answer.</summary>
    /// <param name="problem">The problem document of the answer.</param>
    public LivecallerAuthenticationException(Problem problem) : base(HttpStatusCode.Unauthorized, problem)
    {
    }
}
