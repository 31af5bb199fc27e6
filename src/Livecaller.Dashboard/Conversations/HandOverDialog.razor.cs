using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.Shell;
using Livecaller.Server.Departments;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Conversations;

/// <summary>Asks whom the conversation goes to.</summary>
public sealed partial class HandOverDialog : IAsyncDisposable
{
    private const string OperatorPrefix = "o:";
    private const string DepartmentPrefix = "d:";

    private readonly TextParts _parts = new();
    private ComponentScript _script = null!;
    private ElementReference _dialog;
    private IReadOnlyList<OperatorDepartmentPayload> _departments = [];
    private string? _target;
    private string? _note;
    private string? _error;
    private bool _isBusy;

    [Parameter] public bool IsTransfer { get; set; }

    /// <summary>Called when the dialog is done, one way or the other.</summary>
    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Inject] private OpenConversation Open { get; set; } = null!;

    [Inject] private ConversationNotes Notes { get; set; } = null!;

    [Inject] private Colleagues Colleagues { get; set; } = null!;

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    /// <inheritdoc />
    protected override async Task OnInitializedAsync()
    {
        _script = Scripts.Create();
        await Colleagues.ReadAsync();
        if (!IsTransfer || Open.Conversation is not { } conversation)
            return;
        var (departments, error) = await Calls.CallAsync((IDepartmentService service, OperatorCaller me) => service.ListAsync(me, conversation.WidgetId));
        (_departments, _error) = (departments ?? [], error);
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _script.CallAsync<object>("showDialog", _dialog);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private string NameOf(TeamOperatorPayload colleague)
    {
        // Without marks of direction: the browser finds an option by its first letters.
        var name = SafeText.Name(colleague.Name);
        if (colleague.Id == Calls.Operator.OperatorId)
            return TimeText.Format(Texts.AssignMe, name);
        return colleague.Availability switch
        {
            "away" => $"{name} · {Texts.AvailabilityAway}",
            "offline" => $"{name} · {Texts.AvailabilityOffline}",
            _ => name,
        };
    }

    private async Task SubmitAsync()
    {
        if (_isBusy)
            return;
        if (_target is not { Length: > 2 } target)
        {
            _error = Texts.TransferNobody;
            return;
        }

        (_isBusy, _error) = (true, null);
        var id = target[2..];
        var isToOperator = target.StartsWith(OperatorPrefix, StringComparison.Ordinal);
        _error = await Open.HandOverAsync(
            IsTransfer, isToOperator ? new() { OperatorId = new(id) } : new() { DepartmentId = new(id) });
        _isBusy = false;
        if (_error is not null)
            return;
        if (IsTransfer && !InvisibleText.IsBlank(_note))
            _ = Notes.AddAsync(_note!);
        await Closed.InvokeAsync();
    }
}
