using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Welcome;

/// <summary>Questions that a visitor can start with: one of them is sent when it is pressed.</summary>
public sealed partial class Starters : ChatPart
{
    /// <summary>True while one is being sent.</summary>
    [Parameter]
    public bool IsBusy { get; set; }

    /// <summary>The visitor chose one.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnChoose { get; set; }

    private Task ChooseAsync(string question) => IsBusy ? Task.CompletedTask : OnChoose.InvokeAsync(question);
}
