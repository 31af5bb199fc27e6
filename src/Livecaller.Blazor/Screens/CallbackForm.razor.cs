using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Forms;
using Livecaller.Blazor.Localization;

namespace Livecaller.Blazor.Screens;

/// <summary>Asks which number shall be called, when, and what about.</summary>
public sealed partial class CallbackForm : ChatPart
{
    private readonly string _group = "lc-when-" + Guid.NewGuid().ToString("N")[..8];
    private FormModel _model = null!;
    private CallbackTimes _times = null!;
    private string _time = TextKeys.CallbackNow;
    private DateTimeOffset? _chosen;
    private MessageId _id;
    private FormFields? _fields;
    private WidgetField _name = null!;
    private WidgetField _phone = null!;
    private WidgetField _day = null!;
    private WidgetField _hour = null!;
    private IReadOnlyList<(DateTimeOffset At, string Text)> _hours = [];
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
        _times = new(Context);
        _model = new() { Answered = (field, _) => { if (field.Name == _day.Name) AskForMoment(); } };
        _name = new() { Name = "name", Label = Texts[TextKeys.YourName], Type = WidgetFieldTypes.Name };
        _phone = new() { Name = "phone", Label = Texts[TextKeys.Phone], Type = WidgetFieldTypes.Tel, Required = true, Order = 1 };
        _day = new() { Name = "day", Label = Texts[TextKeys.CallbackDay], Type = WidgetFieldTypes.Select, Required = true, Order = -2 };
        _hour = new() { Name = "time", Label = Texts[TextKeys.CallbackTime], Type = WidgetFieldTypes.Select, Required = true, Order = -1 };
        _note = new() { Name = "note", Label = Texts[TextKeys.CallbackNote], Type = WidgetFieldTypes.Textarea, Order = 3 };
        _model.Ask([_name, _phone, _note]);
        _model.Suggest(_name, Context.Visitor?.Name);
        _model.Suggest(_phone, Context.Visitor?.Mobile);
    }

    private IEnumerable<(string Key, DateTimeOffset? At)> Times
    {
        get
        {
            yield return (TextKeys.CallbackNow, null);
            if (_times.ThisAfternoon is { } afternoon) yield return (TextKeys.CallbackAfternoon, afternoon);
            yield return (TextKeys.CallbackMorning, _times.TomorrowMorning);
            yield return (TextKeys.CallbackOther, null);
        }
    }

    private void Choose(string key, DateTimeOffset? at)
    {
        (_time, _chosen, _isPast) = (key, at, false);
        if (key == TextKeys.CallbackOther) AskForMoment();
        else _model.Ask([_name, _phone, _note]);
    }

    // The day decides which times there are.
    private void AskForMoment()
    {
        var days = _times.Days();
        _day = _day with { Values = [.. days.Select(d => d.Text)] };
        _model.Suggest(_day, days[0].Text);
        _hours = _times.On(days.FirstOrDefault(d => d.Text == _model[_day], days[0]).Day);
        _hour = _hour with { Values = [.. _hours.Select(t => t.Text)] };
        _model.Ask([_day, _hour, _name, _phone, _note]);
    }

    private async Task SubmitAsync()
    {
        if (_isBusy || Context.Screens is not { } screens || _fields is null || !await _fields.CheckAsync()) return;
        var at = _time == TextKeys.CallbackOther ? _hours.First(h => h.Text == _model[_hour]).At : _chosen;
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
}
