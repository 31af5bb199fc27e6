namespace Livecaller.Blazor.States;

/// <summary>The conversation could not be loaded, and what the visitor can do.</summary>
public sealed partial class Unavailable : ChatPart;
