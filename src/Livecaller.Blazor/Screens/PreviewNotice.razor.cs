using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Screens;

/// <summary>Says that operators see what is typed, where the widget lets them.</summary>
public sealed partial class PreviewNotice : ChatPart;
