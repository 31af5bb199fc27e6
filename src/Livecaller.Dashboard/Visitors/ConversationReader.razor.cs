using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Dashboard.Shell;
using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Components;

namespace Livecaller.Dashboard.Visitors;

/// <summary>Shows an earlier conversation, to be read only.</summary>
public sealed partial class ConversationReader : IAsyncDisposable
{
    private const int PageSize = 50;

    private readonly List<MessagePayload> _messages = [];
    private ComponentScript _script = null!;
    private ElementReference _dialog;
    private string? _error;
    private bool _isLoading = true;
    private bool _hasEarlier;

    [Parameter, EditorRequired] public required OperatorConversationPayload Conversation { get; set; }

    /// <summary>Called when the operator has read enough.</summary>
    [Parameter, EditorRequired] public EventCallback Closed { get; set; }

    [Inject] private ServiceCaller Calls { get; set; } = null!;

    [Inject] private Clock Clock { get; set; } = null!;

    [Inject] private ComponentScripts Scripts { get; set; } = null!;

    [Inject] private NavigationManager Navigation { get; set; } = null!;

    private Uri Base => new(Navigation.BaseUri);

    /// <inheritdoc />
    protected override Task OnInitializedAsync()
    {
        _script = Scripts.Create();
        return ReadAsync();
    }

    /// <inheritdoc />
    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (firstRender)
            await _script.CallAsync<object>("showDialog", _dialog);
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _script.DisposeAsync();

    private async Task ReadAsync()
    {
        _isLoading = true;
        long? before = _messages.Count == 0 ? null : _messages[0].Sequence;
        var (page, error) = await Calls.CallAsync((IOperatorService service, OperatorCaller me) => service.ReadMessagesAsync(me, Conversation.Id, before, PageSize), Texts.EarlierFailed);
        (_isLoading, _error) = (false, error);
        if (page is null)
            return;
        _messages.InsertRange(0, page);
        _hasEarlier = page.Count == PageSize;
    }

    private string NameOf(MessagePayload message) => message.Sender.Type == ParticipantType.Visitor ? VisitorName.Of(Conversation.Visitor) : SafeText.Name(message.Sender.Name);
}
