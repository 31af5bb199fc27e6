using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Forms;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Waiting;

/// <summary>The receipt of a message that was left while nobody is there: where the answer goes, and when somebody is there again.</summary>
public sealed partial class ReceiptCard : ChatPart
{
    private FormModel _model = new();
    private FormFields? _fields;
    private WidgetField _email = null!;
    private string? _address;
    private bool _isChanging;
    private bool _isBusy;
    private bool _failed;

    private string? Opening => OpeningText.Of(AwayState.DepartmentOf(Context)?.NextOpen, Context) ?? (Context.Widget is { } widget ? OpeningText.Of(widget, Context) : null);

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _email = new() { Name = "email", Label = Texts[TextKeys.Email], Type = WidgetFieldTypes.Email, Required = true };
        if (Context.Screens is not { } screens) return;
        var remembered = await screens.RecallAsync();
        _address = remembered.Values.FirstOrDefault(WidgetFieldRules.IsEmail) ?? Context.Visitor?.Email;
    }

    private void Change()
    {
        (_isChanging, _failed) = (true, false);
        _model = new();
        _model.Ask([_email]);
        _model.Suggest(_email, _address);
    }

    private async Task SaveAsync()
    {
        if (_isBusy || Context.Screens is not { } screens || _fields is null || !await _fields.CheckAsync()) return;
        _isBusy = true;
        var address = _model.Answers[_email.Name];
        _failed = !await screens.ChangeEmailAsync(address);
        _isBusy = false;
        if (!_failed) (_address, _isChanging) = (address, false);
    }
}
