namespace Livecaller.Server.Team;

/// <summary>What an operator has set.</summary>
internal enum OperatorAvailability
{
    /// <summary>Also the value of an operator who has set none.</summary>
    Online,
    Away,
    Offline,
}
