using Livecaller.Blazor.Chat;

namespace Livecaller.Blazor.Forms;

/// <summary>The fields of a form.</summary>
public sealed partial class FormFields : ChatPart
{
    private Dictionary<string, FieldView> Views { get; } = new(StringComparer.Ordinal);

    /// <summary>The fields, and their answers.</summary>
    [Parameter, EditorRequired]
    public FormModel Model { get; set; } = null!;

    /// <summary>Validates the answers and moves the focus to the first invalid one.</summary>
    /// <returns>Whether all are right.</returns>
    internal async Task<bool> CheckAsync()
    {
        if (Model.Check() is not { } wrong) return true;
        StateHasChanged();
        await Views[wrong.Name].FocusAsync();
        return false;
    }
}
