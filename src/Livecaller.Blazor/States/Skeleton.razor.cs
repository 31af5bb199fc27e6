using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.States;

/// <summary>The outline of a conversation that is being loaded.</summary>
public sealed partial class Skeleton : ChatPart;
