using System.Globalization;
using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Forms;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>Asks which number shall be called, when, and what about.</summary>
public sealed partial class CallbackForm : ChatPart
{
    private const int Afternoon = 15;
    private const int Morning = 9;

    private readonly string _group = "lc-when-" + Guid.NewGuid().ToString("N")[..8];
    private readonly FormModel _model = new();
    private string _time = TextKeys.CallbackNow;
    private DateTimeOffset? _chosen;
    private MessageId _id;
    private FormFields? _fields;
    private WidgetField _name = null!;
    private WidgetField _phone = null!;
    private WidgetField _at = null!;
    private WidgetField _note = null!;
    private bool _isBusy;
    private bool _isPast;
    private bool _failed;

    /// <summary>The call is asked for.</summary>
    [Parameter, EditorRequired]
    public EventCallback OnDone { get; set; }

    private string? Error => _isPast ? Texts[TextKeys.CallbackPast] : _failed ? Texts[TextKeys.EndFailed] : null;

    /// <inheritdoc />
    protected override void OnInitialized()
    {
        _id = MessageId.New(Context.Time);
        _name = new() { Name = "name", Label = Texts[TextKeys.YourName], Type = WidgetFieldTypes.Name };
        _phone = new() { Name = "phone", Label = Texts[TextKeys.Phone], Type = WidgetFieldTypes.Tel, Required = true, Order = 1 };
        _at = new() { Name = "at", Label = Texts[TextKeys.CallbackAt], Type = FormModel.DateTimeType, Order = -1 };
        _note = new() { Name = "note", Label = Texts[TextKeys.CallbackNote], Type = WidgetFieldTypes.Textarea, Order = 3 };
        _model.Ask([_name, _phone, _note]);
        _model.Suggest(_name, Context.Visitor?.Name);
        _model.Suggest(_phone, Context.Visitor?.Mobile);
    }

    // Today's afternoon as long as it is ahead.
    private IEnumerable<(string Key, DateTimeOffset? At)> Times
    {
        get
        {
            var today = TimeZoneInfo.ConvertTime(Context.Now, Context.Zone).Date;
            yield return (TextKeys.CallbackNow, null);
            if (At(today.AddHours(Afternoon)) is var afternoon && afternoon > Context.Now) yield return (TextKeys.CallbackAfternoon, afternoon);
            yield return (TextKeys.CallbackMorning, At(today.AddDays(1).AddHours(Morning)));
            yield return (TextKeys.CallbackOther, null);
        }
    }

    private void Choose(string key, DateTimeOffset? at)
    {
        (_time, _chosen, _isPast) = (key, at, false);
        _model.Ask(key == TextKeys.CallbackOther ? [_at, _name, _phone, _note] : [_name, _phone, _note]);
    }

    private async Task SubmitAsync()
    {
        if (_isBusy || Context.Screens is not { } screens || _fields is null || !await _fields.CheckAsync()) return;
        var at = _time == TextKeys.CallbackOther ? MomentOf(_model[_at]) : _chosen;
        _isPast = at < Context.Now;
        if (_isPast) return;
        _isBusy = true;
        var answers = _model.Answers;
        _failed = !await screens.CallBackAsync(new()
        {
            // The same request again, when its answer was lost.
            Id = _id,
            Name = answers.GetValueOrDefault(_name.Name),
            Phone = answers[_phone.Name],
            At = at,
            Note = answers.GetValueOrDefault(_note.Name),
        });
        _isBusy = false;
        if (!_failed) await OnDone.InvokeAsync();
    }

    // As the visitor's clock shows it. An hour that their clock leaves out in spring is the next one.
    private DateTimeOffset? MomentOf(string answer)
    {
        return DateTime.TryParse(answer, CultureInfo.InvariantCulture, DateTimeStyles.None, out var local) ? At(local) : null;
    }

    private DateTimeOffset At(DateTime local)
    {
        if (Context.Zone.IsInvalidTime(local)) local = local.AddHours(1);
        return new DateTimeOffset(local, Context.Zone.GetUtcOffset(local)).ToUniversalTime();
    }
}
