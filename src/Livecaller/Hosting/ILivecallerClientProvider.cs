namespace Livecaller;

/// <summary>Hands out the client of the current scope: one for each user, circuit or app.</summary>
public interface ILivecallerClientProvider
{
    /// <summary>Gives the client; the first call makes it and restores the session. All calls give the same one.</summary>
    /// <exception cref="ArgumentException">An option is not valid; the message names it.</exception>
    Task<LivecallerClient> GetAsync(CancellationToken cancellationToken = default);
}
