namespace Livecaller.Blazor.Shell;

/// <summary>Says when the connection is lost, and what happens next.</summary>
public sealed partial class ConnectionBanner : ChatPart;
