using System.Text.Json;
using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The JSON of the visitor API and of events: snake_case, UTF-8, times with milliseconds, generated at compile time.</summary>
/// <remarks>Metadata only: generated writers would double what a browser loads.</remarks>
[JsonSourceGenerationOptions(
    GenerationMode = JsonSourceGenerationMode.Metadata,
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UseStringEnumConverter = true,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    Converters = [typeof(UtcMillisecondsConverter)])]
[JsonSerializable(typeof(CallbackRequest))]
[JsonSerializable(typeof(ChangeEmailRequest))]
[JsonSerializable(typeof(ChannelAuthorization))]
[JsonSerializable(typeof(ChannelAuthorizationRequest))]
[JsonSerializable(typeof(ClosedPayload))]
[JsonSerializable(typeof(ConversationPayload))]
[JsonSerializable(typeof(DataEnvelope<AttachmentPayload>))]
[JsonSerializable(typeof(DataEnvelope<ConversationPayload>))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<ConversationPayload>>))]
[JsonSerializable(typeof(DataEnvelope<IReadOnlyList<MessagePayload>>))]
[JsonSerializable(typeof(DataEnvelope<MessagePayload>))]
[JsonSerializable(typeof(DataEnvelope<VisitorPayload>))]
[JsonSerializable(typeof(DataEnvelope<WidgetAvailability>))]
[JsonSerializable(typeof(DataEnvelope<WidgetConfiguration>))]
[JsonSerializable(typeof(DeliveredPayload))]
[JsonSerializable(typeof(EventPage))]
[JsonSerializable(typeof(FeedbackRequest))]
[JsonSerializable(typeof(LoggedEvent))]
[JsonSerializable(typeof(MessagePayload))]
[JsonSerializable(typeof(Problem))]
[JsonSerializable(typeof(ReadPayload))]
[JsonSerializable(typeof(ReadRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(StartConversationRequest))]
[JsonSerializable(typeof(TranscriptRequest))]
[JsonSerializable(typeof(TypingPayload))]
[JsonSerializable(typeof(TypingRequest))]
[JsonSerializable(typeof(VisitorLoginRequest))]
[JsonSerializable(typeof(VisitorSession))]
[JsonSerializable(typeof(VisitorUpdateRequest))]
[JsonSerializable(typeof(JsonElement))]
public sealed partial class LivecallerJson : JsonSerializerContext;
