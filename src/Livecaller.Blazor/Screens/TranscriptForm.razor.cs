using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Forms;
using Livecaller.Blazor.Localization;
using Livecaller.Protocol;
using Livecaller.Shared;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Blazor.Screens;

/// <summary>Asks where the conversation shall be mailed to.</summary>
public sealed partial class TranscriptForm : ChatPart
{
    private readonly FormModel _model = new();
    private FormFields? _fields;
    private WidgetField _email = null!;
    private bool _isBusy;
    private string? _error;
    private string? _sentTo;

    /// <summary>The visitor goes back.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _email = new() { Name = "email", Label = Texts[TextKeys.Email], Type = WidgetFieldTypes.Email, Required = true };
        _model.Ask([_email]);
        _model.Suggest(_email, Context.Visitor?.Email);
        if (Context.Screens is not { } screens) return;
        var remembered = await screens.RecallAsync();
        _model.Suggest(_email, remembered.Values.FirstOrDefault(WidgetFieldRules.IsEmail));
    }

    private async Task SubmitAsync()
    {
        if (_isBusy || Context.Screens is not { } screens || _fields is null || !await _fields.CheckAsync()) return;
        _isBusy = true;
        var email = _model.Answers[_email.Name];
        var (isSent, reason) = await screens.MailTranscriptAsync(email);
        _isBusy = false;
        _error = isSent ? null : reason is null ? Texts[TextKeys.EndFailed] : SafeText.Line(reason);
        if (isSent) _sentTo = email;
    }
}
