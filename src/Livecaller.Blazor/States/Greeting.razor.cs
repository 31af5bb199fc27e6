using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.States;

/// <summary>What stands where no message was written yet.</summary>
public sealed partial class Greeting : ChatPart;
