namespace Livecaller.Server.Hosting;

/// <summary>The server's limits: <c>Livecaller:Limits</c>. The defaults suit production; each must be at least 1.</summary>
public sealed class LivecallerLimits
{
    /// <summary>Logins of visitors and of operators, each, for one address and minute.</summary>
    /// <value>5</value>
    [NumberSetting(1)]
    public int LoginsPerMinute { get; set; } = 5;

    /// <summary>Messages of one visitor or operator in a minute.</summary>
    /// <value>60</value>
    [NumberSetting(1)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Conversations that one visitor may start in a minute.</summary>
    /// <value>10</value>
    [NumberSetting(1)]
    public int ConversationsPerMinute { get; set; } = 10;

    /// <summary>Calls back that one visitor may ask for in a minute.</summary>
    /// <value>3</value>
    [NumberSetting(1)]
    public int CallbacksPerMinute { get; set; } = 3;

    /// <summary>Transcripts that one visitor may ask for in a minute; in a day at most 10, and no more to one address.</summary>
    /// <value>3</value>
    [NumberSetting(1)]
    public int TranscriptsPerMinute { get; set; } = 3;

    /// <summary>Typing signals of one visitor or operator in a minute.</summary>
    /// <value>120</value>
    [NumberSetting(1)]
    public int TypingPerMinute { get; set; } = 120;

    /// <summary>Attachments that one visitor may upload in a minute.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int UploadsPerMinute { get; set; } = 20;

    /// <summary>Uploads that one visitor may have begun and not finished.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int MaxUnfinishedUploads { get; set; } = 20;

    /// <summary>All calls of one address in a minute.</summary>
    /// <value>1200</value>
    [NumberSetting(1)]
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>The largest attachment in bytes.</summary>
    /// <value>20,971,520</value>
    [NumberSetting(1)]
    public long MaxAttachmentBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The most pixels of a picture of which a thumbnail is made; a larger one is taken without. Decoding takes 4 to 6 bytes of memory for each, of one picture at a time.</summary>
    /// <value>50,000,000</value>
    [NumberSetting(1)]
    public long MaxThumbnailPixels { get; set; } = 50_000_000;

    /// <summary>The longest text of a message in characters.</summary>
    /// <value>10,000</value>
    [NumberSetting(1)]
    public int MaxMessageCharacters { get; set; } = 10_000;

    /// <summary>The largest JSON body in bytes, except of messages.</summary>
    /// <value>65,536</value>
    [NumberSetting(1)]
    public int MaxJsonBytes { get; set; } = 64 * 1024;

    /// <summary>The largest JSON body of a call that carries a message, so that a message that is too long is told its length.</summary>
    /// <value>1,048,576</value>
    [NumberSetting(1)]
    public int MaxMessageJsonBytes { get; set; } = 1024 * 1024;
}
