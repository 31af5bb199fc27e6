namespace Livecaller.Server.Hosting;

/// <summary>How long unused data is kept: <c>Livecaller:Retention</c>.</summary>
public sealed class RetentionOptions
{
    /// <summary>
    /// How long a session of a visitor or an operator is kept after it expired or was ended. A visitor who never began a conversation is
    /// deleted with their last session. Written as <c>days.hours:minutes:seconds</c>.
    /// </summary>
    /// <value>30 days</value>
    [TimeSetting]
    public TimeSpan Sessions { get; set; } = TimeSpan.FromDays(30);

    /// <summary>
    /// How long a conversation is kept after it was closed. It is then deleted with its messages, attachments and transcripts, and with the last one a
    /// visitor without a session. Written as <c>days.hours:minutes:seconds</c>.
    /// </summary>
    /// <value>null: conversations are kept until they are deleted otherwise.</value>
    [TimeSetting(Minimum = 3_600, Maximum = int.MaxValue)]
    public TimeSpan? ClosedConversations { get; set; }

    /// <summary>How often the server deletes what is no longer kept.</summary>
    /// <value>10 minutes</value>
    [TimeSetting(Minimum = 1, Maximum = 86_400)]
    public TimeSpan CleanupInterval { get; set; } = TimeSpan.FromMinutes(10);
}
