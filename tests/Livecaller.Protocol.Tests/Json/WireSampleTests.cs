using System.Text.Json;
using System.Text.Json.Nodes;

namespace Livecaller.Protocol.Tests.Json;

public sealed class WireSampleTests
{
    private static readonly Dictionary<string, Type> TypeOf = new()
    {
        ["assign-request"] = typeof(AssignRequest),
        ["attachment"] = typeof(DataEnvelope<AttachmentPayload>),
        ["bulk"] = typeof(DataEnvelope<BulkPayload>),
        ["bulk-request"] = typeof(BulkRequest),
        ["callback-request"] = typeof(CallbackRequest),
        ["channel-authorization"] = typeof(ChannelAuthorization),
        ["channel-authorization-request"] = typeof(ChannelAuthorizationRequest),
        ["conversation"] = typeof(DataEnvelope<ConversationPayload>),
        ["conversations"] = typeof(DataEnvelope<IReadOnlyList<ConversationPayload>>),
        ["delivered-request"] = typeof(DeliveredRequest),
        ["department-request"] = typeof(DepartmentRequest),
        ["drafts"] = typeof(DataEnvelope<DraftsPayload>),
        ["event-conversation-closed"] = typeof(ClosedPayload),
        ["event-conversation-delivered"] = typeof(DeliveredPayload),
        ["event-conversation-mention-read"] = typeof(MentionReadPayload),
        ["event-conversation-read"] = typeof(ReadPayload),
        ["event-conversation-typing"] = typeof(TypingPayload),
        ["events"] = typeof(EventPage),
        ["feedback-request"] = typeof(FeedbackRequest),
        ["held-message"] = typeof(DataEnvelope<HeldMessagePayload>),
        ["hold-message-request"] = typeof(HoldMessageRequest),
        ["message"] = typeof(DataEnvelope<MessagePayload>),
        ["messages"] = typeof(DataEnvelope<IReadOnlyList<MessagePayload>>),
        ["operator-conversation"] = typeof(DataEnvelope<OperatorConversationPayload>),
        ["operator-conversations"] = typeof(DataEnvelope<IReadOnlyList<OperatorConversationPayload>>),
        ["operator-department"] = typeof(DataEnvelope<OperatorDepartmentPayload>),
        ["operator-departments"] = typeof(DataEnvelope<IReadOnlyList<OperatorDepartmentPayload>>),
        ["operator-login-code-request"] = typeof(OperatorLoginRequest),
        ["operator-login-recovery-request"] = typeof(OperatorLoginRequest),
        ["operator-login-request"] = typeof(OperatorLoginRequest),
        ["operator-session"] = typeof(OperatorSession),
        ["operator-widget"] = typeof(DataEnvelope<OperatorWidgetPayload>),
        ["operator-widgets"] = typeof(DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>),
        ["problem"] = typeof(Problem),
        ["read-request"] = typeof(ReadRequest),
        ["rename-tag-request"] = typeof(RenameTagRequest),
        ["rotate-secret-request"] = typeof(RotateSecretRequest),
        ["rotated-secret"] = typeof(DataEnvelope<RotatedSecretPayload>),
        ["save-drafts-request"] = typeof(SaveDraftsRequest),
        ["saved-view"] = typeof(DataEnvelope<SavedViewPayload>),
        ["saved-view-request"] = typeof(SavedViewRequest),
        ["send-message-request"] = typeof(SendMessageRequest),
        ["start-conversation-request"] = typeof(StartConversationRequest),
        ["system-message"] = typeof(DataEnvelope<MessagePayload>),
        ["tag-usage"] = typeof(DataEnvelope<TagUsagePayload>),
        ["transcript-request"] = typeof(TranscriptRequest),
        ["transfer-request"] = typeof(TransferRequest),
        ["typing-request"] = typeof(TypingRequest),
        ["visitor"] = typeof(DataEnvelope<VisitorPayload>),
        ["visitor-login-request"] = typeof(VisitorLoginRequest),
        ["visitor-session"] = typeof(VisitorSession),
        ["visitor-update-request"] = typeof(VisitorUpdateRequest),
        ["voice-attachment"] = typeof(DataEnvelope<AttachmentPayload>),
        ["widget"] = typeof(DataEnvelope<WidgetConfiguration>),
        ["widget-request"] = typeof(WidgetRequest),
    };

    public static TheoryData<string> Samples => [.. Directory
        .EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "Samples"), "*.json")
        .Select(file => Path.GetFileNameWithoutExtension(file)!)];

    [Theory]
    [MemberData(nameof(Samples))]
    public void A_wire_message_comes_back_as_it_went(string sample)
    {
        var text = File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Samples", sample + ".json"));
        var type = LivecallerJson.Default.GetTypeInfo(TypeOf[sample]) ?? OperatorJson.Default.GetTypeInfo(TypeOf[sample])!;

        var value = JsonSerializer.Deserialize(text, type);
        var written = JsonSerializer.Serialize(value, type);

        Assert.True(
            JsonNode.DeepEquals(JsonNode.Parse(text), JsonNode.Parse(written)),
            $"Sample {sample} came back as {written}");
    }

    [Fact]
    public void Every_kind_of_wire_message_has_a_sample() =>
        Assert.Equal(TypeOf.Keys.Order(), Samples.Select(row => row.Data).Order());

    [Theory]
    [InlineData("""{"id":"a","content":"x","colour":"red"}""", "colour")]
    [InlineData("""{"content":"x"}""", "id")]
    public void A_request_with_a_wrong_member_says_which(string body, string member)
    {
        var error = Assert.Throws<JsonException>(
            () => JsonSerializer.Deserialize(body, LivecallerJson.Default.SendMessageRequest));

        Assert.Contains(member, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_client_reads_an_answer_that_has_members_of_a_later_version()
    {
        var page = JsonSerializer.Deserialize(
            """{"data":[{"sequence":1,"type":"conversation.hologram","data":{"x":1},"created_at":"2026-03-01T09:30:00Z","y":2}],"last_sequence":1,"z":3}""",
            LivecallerJson.Default.EventPage);

        Assert.Equal("conversation.hologram", Assert.Single(page!.Data).Type);
    }

    [Fact]
    public void A_member_that_an_answer_leaves_out_has_its_default()
    {
        var widget = JsonSerializer.Deserialize(
            """{"data":{"id":"w","name":"n","realtime":{"key":"k","host":"h","port":1,"scheme":"ws","auth_endpoint":"/a"}}}""",
            LivecallerJson.Default.DataEnvelopeWidgetConfiguration)!.Data;

        Assert.Empty(widget.Departments);
        Assert.Empty(widget.Translations);
        Assert.Equal("", widget.Realtime.Path);
        Assert.Equal(new WidgetSettings(), widget.Settings);
        Assert.Equal("end", widget.Settings.Theme.Variables.Position.Side);
    }

    [Fact]
    public void A_time_is_written_in_UTC_with_milliseconds()
    {
        var payload = new ClosedPayload
        {
            Id = new("c"),
            ClosedBy = ParticipantType.System,
            ClosedAt = new DateTimeOffset(2026, 3, 1, 11, 30, 0, 5, TimeSpan.FromHours(2)),
        };

        Assert.Equal(
            """{"id":"c","closed_by":"system","closed_at":"2026-03-01T09:30:00.005Z"}""",
            JsonSerializer.Serialize(payload, LivecallerJson.Default.ClosedPayload));
    }

    [Fact]
    public void A_token_is_not_printed() =>
        Assert.DoesNotContain("secret", new SessionToken("secret", "Bearer", 1).ToString(), StringComparison.Ordinal);

    [Fact]
    public void A_new_secret_is_not_printed() =>
        Assert.DoesNotContain("4f1c5c", new RotatedSecretPayload("4f1c5c", DateTimeOffset.UnixEpoch).ToString(), StringComparison.Ordinal);
}
