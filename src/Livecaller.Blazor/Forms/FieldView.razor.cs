using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Forms;

/// <summary>One field of a form, with its label and what is wrong with the answer. A type that is not known is a line of text.</summary>
public sealed partial class FieldView : ChatPart
{
    private readonly string _id = "lc-field-" + Guid.NewGuid().ToString("N")[..8];
    private ElementReference _input;

    private string _faultId => _id + "-fault";

    /// <summary>The field.</summary>
    [Parameter, EditorRequired]
    public WidgetField Field { get; set; } = null!;

    /// <summary>The answer.</summary>
    [Parameter]
    public string Value { get; set; } = "";

    /// <summary>The answer is another.</summary>
    [Parameter]
    public EventCallback<string> ValueChanged { get; set; }

    /// <summary>What is wrong with the answer; null for nothing.</summary>
    [Parameter]
    public string? Fault { get; set; }

    private string Label => SafeText.Line(Field.Label) is { Length: > 0 } label ? label : Field.Name;

    private string Mark => Field.Required ? "" : $" ({Texts[TextKeys.Optional]})";

    private string? Required => Field.Required ? "true" : null;

    private string? Invalid => Fault is null ? null : "true";

    private string? DescribedBy => Fault is null ? null : _faultId;

    private string Type => Field.Type switch
    {
        WidgetFieldTypes.Email => "email",
        WidgetFieldTypes.Phone or WidgetFieldTypes.Tel => "tel",
        WidgetFieldTypes.Date => "date",
        _ => "text",
    };

    // A field of the type number refuses what it does not like without a word: the comma of half the world among it.
    private string? InputMode => Field.Type == WidgetFieldTypes.Number ? "decimal" : null;

    private string? AutoComplete => Field.Type switch
    {
        WidgetFieldTypes.Name => "name",
        WidgetFieldTypes.Email => "email",
        WidgetFieldTypes.Phone or WidgetFieldTypes.Tel => "tel",
        _ => null,
    };

    // Addresses and numbers read from left to right in every language.
    private string Direction => Field.Type is WidgetFieldTypes.Email or WidgetFieldTypes.Phone or WidgetFieldTypes.Tel or WidgetFieldTypes.Number ? "ltr" : "auto";

    internal ValueTask FocusAsync() => _input.FocusAsync();

    private Task OnInputAsync(string? answer) => ValueChanged.InvokeAsync(answer ?? "");

    private Task OnCheckedAsync(ChangeEventArgs e) => ValueChanged.InvokeAsync(e.Value is true ? "true" : "false");
}
