using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The JSON of the operator API, as <see cref="LivecallerJson"/>. Separate, so that visitors' browsers do not load it.</summary>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(AssignRequest))]
[JsonSerializable(typeof(AcceptInvitationRequest))]
[JsonSerializable(typeof(AddNoteRequest))]
[JsonSerializable(typeof(CannedReplyRequest))]
[JsonSerializable(typeof(DataEnvelope<CannedReplyPayload>))]
[JsonSerializable(typeof(DataEnvelope<NotePayload>))]
[JsonSerializable(typeof(DataEnvelope<TagsPayload>))]
[JsonSerializable(typeof(DataPage<CannedReplyPayload>))]
[JsonSerializable(typeof(DataPage<NotePayload>))]
[JsonSerializable(typeof(DataPage<string>))]
[JsonSerializable(typeof(DataEnvelope<ReportAvailability>))]
[JsonSerializable(typeof(DataEnvelope<ReportDays>))]
[JsonSerializable(typeof(DataEnvelope<ReportGroups>))]
[JsonSerializable(typeof(DataEnvelope<ReportHours>))]
[JsonSerializable(typeof(DataEnvelope<ReportLive>))]
[JsonSerializable(typeof(DataEnvelope<ReportRatings>))]
[JsonSerializable(typeof(DataEnvelope<ReportSummary>))]
[JsonSerializable(typeof(DataPage<ReportComment>))]
[JsonSerializable(typeof(OperatorEventPage))]
[JsonSerializable(typeof(SetTagsRequest))]
[JsonSerializable(typeof(CreateApiKeyRequest))]
[JsonSerializable(typeof(CreatedApiKey))]
[JsonSerializable(typeof(DataEnvelope<InvitationPayload>))]
[JsonSerializable(typeof(DataEnvelope<ProfilePayload>))]
[JsonSerializable(typeof(DataEnvelope<TeamOperatorPayload>))]
[JsonSerializable(typeof(DataPage<ApiKeyPayload>))]
[JsonSerializable(typeof(DataPage<AuditEntryPayload>))]
[JsonSerializable(typeof(DataPage<TeamOperatorPayload>))]
[JsonSerializable(typeof(InvitedOperator))]
[JsonSerializable(typeof(InviteOperatorRequest))]
[JsonSerializable(typeof(UpdateOperatorRequest))]
[JsonSerializable(typeof(UpdateProfileRequest))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<OperatorConversationPayload>>))]
[JsonSerializable(typeof(CallbackPayload))]
[JsonSerializable(typeof(ConversationPage))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<OperatorDepartmentPayload>>))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<OperatorSessionPayload>>))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<OperatorWidgetPayload>>))]
[JsonSerializable(typeof(DataEnvelope<OperatorConversationPayload>))]
[JsonSerializable(typeof(DataEnvelope<OperatorDepartmentPayload>))]
[JsonSerializable(typeof(DataEnvelope<OperatorWidgetPayload>))]
[JsonSerializable(typeof(DataEnvelope<RotatedSecretPayload>))]
[JsonSerializable(typeof(DeliveredRequest))]
[JsonSerializable(typeof(DepartmentRequest))]
[JsonSerializable(typeof(EditMessageRequest))]
[JsonSerializable(typeof(OperatorConversationPayload))]
[JsonSerializable(typeof(OperatorLoginRequest))]
[JsonSerializable(typeof(OperatorSession))]
[JsonSerializable(typeof(RotateSecretRequest))]
[JsonSerializable(typeof(TransferRequest))]
[JsonSerializable(typeof(WidgetRequest))]
public sealed partial class OperatorJson : JsonSerializerContext;
