namespace Livecaller.Realtime;

/// <summary>
/// Adds members to the data of <c>pusher:connection_established</c> for the connections of the first application. Register an implementation as a
/// singleton; without one, nothing is added. Clients ignore members that they do not know.
/// </summary>
public interface IConnectionWelcome
{
    /// <summary>Returns the members to add, by name. Called for each connection, so it must be fast.</summary>
    IReadOnlyDictionary<string, string> GetMembers();
}
