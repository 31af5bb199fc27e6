using Livecaller.Blazor.Chat;
using Livecaller.Blazor.Localization;
using Livecaller.Blazor.Screens;

namespace Livecaller.Blazor.Forms;

/// <summary>
/// What the widget asks before a conversation: its fields, a department where there are several, and where nobody is there, the message itself
/// with an address for the answer.
/// </summary>
public sealed partial class PreChatForm : ChatPart
{
    private const string EmailName = "email";
    private const string MessageName = "lc-message";

    private FormModel _model = new();
    private FormFields? _fields;
    private Department? _department;
    private DepartmentId? _chosen;
    private WidgetConfiguration? _widget;
    private IReadOnlyDictionary<string, string> _remembered = new Dictionary<string, string>();
    private bool _isBusy;

    /// <summary>The message that is sent with the answers; null for none.</summary>
    [Parameter]
    public string? Message { get; set; }

    private IReadOnlyList<Department> Departments => Context.Widget?.Departments ?? [];

    // A choice between doors that are closed until the same time is none.
    private bool HasChoice => Departments.Count > 1 && (Departments.Any(d => d.IsOpen) || Departments.Select(d => d.NextOpen).Distinct().Count() > 1);

    private bool IsAway => _department is { IsOpen: false };

    // The line under the chat's title says it where nobody is there at all.
    private string? Opening => IsAway && !Context.IsAway ? OpeningText.Of(_department!.NextOpen, Context) : null;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        // If an operator becomes available meanwhile, the form closes and the message is kept.
        _model = new()
        {
            Answered = (field, answer) =>
            {
                if (field.Name == MessageName) Context.Memory.Draft.Text = answer;
            },
        };
        if (Context.Screens is not { } screens) return;
        _remembered = await screens.RecallAsync();
        Ask();
    }

    /// <inheritdoc />
    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_widget, Context.Widget)) return;
        _widget = Context.Widget;
        // A message that was started while everyone was away is continued as such.
        if (_model.Answers.ContainsKey(MessageName)) return;
        _department = Departments.FirstOrDefault(d => d.Id == _chosen) ?? Departments.FirstOrDefault(d => d.IsOpen) ?? Departments.OrderBy(d => d.NextOpen ?? DateTimeOffset.MaxValue).FirstOrDefault();
        Ask();
    }

    private void Choose(Department department)
    {
        (_department, _chosen) = (department, department.Id);
        Ask();
    }

    private void Ask()
    {
        var fields = Context.Widget?.Fields ?? [];
        if (IsAway)
        {
            // Outside opening hours, replies are only possible by email.
            var last = fields.Select(f => f.Order).DefaultIfEmpty().Max();
            var email = fields.FirstOrDefault(f => f.Type == WidgetFieldTypes.Email);
            fields =
            [
                .. fields.Select(f => f == email ? f with { Required = true } : f),
                .. email is null ? [new() { Name = EmailName, Label = Texts[TextKeys.Email], Type = WidgetFieldTypes.Email, Required = true, Order = last + 1 }] : Array.Empty<WidgetField>(),
                new() { Name = MessageName, Label = Texts[TextKeys.MessageLabel], Type = WidgetFieldTypes.Textarea, Required = true, Order = last + 2 },
            ];
        }

        _model.Ask(fields);
        foreach (var field in _model.Fields)
        {
            if (field.Name == MessageName) _model.Suggest(field, Context.Memory.Draft.Text is { Length: > 0 } draft ? draft : Message);
            _model.Suggest(field, _remembered.GetValueOrDefault(field.Name));
            _model.Suggest(field, ProfileOf(field));
        }
    }

    private string? ProfileOf(WidgetField field) => field.Type switch
    {
        WidgetFieldTypes.Name => Context.Visitor?.Name,
        WidgetFieldTypes.Email => Context.Visitor?.Email,
        WidgetFieldTypes.Phone or WidgetFieldTypes.Tel => Context.Visitor?.Mobile,
        _ => null,
    };

    private async Task SubmitAsync()
    {
        if (_isBusy || Context.Screens is not { } screens || _fields is null || !await _fields.CheckAsync()) return;
        _isBusy = true;
        var answers = new Dictionary<string, string>(_model.Answers, StringComparer.Ordinal);
        if (answers.Remove(MessageName, out var message)) Context.Memory.Draft.Text = "";
        await screens.BeginAsync(new(HasChoice || Departments.Count == 1 ? _department?.Id : null, answers), message ?? Message);
        _isBusy = false;
    }
}
