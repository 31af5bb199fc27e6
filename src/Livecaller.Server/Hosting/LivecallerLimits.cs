namespace Livecaller.Server.Hosting;

/// <summary>The server's limits: <c>Livecaller:Limits</c>. The defaults suit production; each must be at least 1.</summary>
public sealed class LivecallerLimits
{
    /// <summary>Logins of operators for one address and minute.</summary>
    /// <value>5</value>
    [NumberSetting(1)]
    public int LoginsPerMinute { get; set; } = 5;

    /// <summary>Logins of visitors with an identity token for one address and minute, valid or not.</summary>
    /// <value>60</value>
    [NumberSetting(1)]
    public int VisitorLoginsPerMinute { get; set; } = 60;

    /// <summary>Logins of anonymous visitors for one address and minute. Each creates a visitor.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int AnonymousLoginsPerMinute { get; set; } = 20;

    /// <summary>Messages of one visitor or operator in a minute.</summary>
    /// <value>60</value>
    [NumberSetting(1)]
    public int MessagesPerMinute { get; set; } = 60;

    /// <summary>Conversations that one visitor can start in a minute.</summary>
    /// <value>10</value>
    [NumberSetting(1)]
    public int ConversationsPerMinute { get; set; } = 10;

    /// <summary>Conversations of one visitor that are not closed. Callbacks count too.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int MaxOpenConversations { get; set; } = ConversationRules.DefaultMaxOpen;

    /// <summary>Conversations that one visitor, and that all visitors of one address, can close in a minute.</summary>
    /// <value>60</value>
    [NumberSetting(1)]
    public int ClosesPerMinute { get; set; } = 60;

    /// <summary>Read marks that one visitor can set in a minute.</summary>
    /// <value>120</value>
    [NumberSetting(1)]
    public int ReadMarksPerMinute { get; set; } = 120;

    /// <summary>Ratings that one visitor can give in a minute.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int RatingsPerMinute { get; set; } = 20;

    /// <summary>Callbacks that one visitor can request in a minute.</summary>
    /// <value>3</value>
    [NumberSetting(1)]
    public int CallbacksPerMinute { get; set; } = 3;

    /// <summary>Transcripts that one visitor can request in a minute. In a day, at most 10 are sent for one visitor, and to one address.</summary>
    /// <value>3</value>
    [NumberSetting(1)]
    public int TranscriptsPerMinute { get; set; } = 3;

    /// <summary>Typing signals of one visitor or operator in a minute.</summary>
    /// <value>120</value>
    [NumberSetting(1)]
    public int TypingPerMinute { get; set; } = 120;

    /// <summary>Attachments that one visitor can upload in a minute.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int UploadsPerMinute { get; set; } = 20;

    /// <summary>Uploads of one visitor that are not finished.</summary>
    /// <value>20</value>
    [NumberSetting(1)]
    public int MaxUnfinishedUploads { get; set; } = 20;

    /// <summary>Pieces of resumable uploads that one visitor can send in a minute.</summary>
    /// <value>600</value>
    [NumberSetting(1)]
    public int UploadChunksPerMinute { get; set; } = 600;

    /// <summary>The bytes of the attachments that one visitor can upload in a day. Attachments that were deleted do not count.</summary>
    /// <value>524,288,000</value>
    [NumberSetting(1)]
    public long UploadBytesPerDay { get; set; } = 500L * 1024 * 1024;

    /// <summary>The bytes of the attachments that all visitors of one address can upload in a day.</summary>
    /// <value>5,368,709,120</value>
    [NumberSetting(1)]
    public long UploadBytesPerAddressAndDay { get; set; } = 5L * 1024 * 1024 * 1024;

    /// <summary>The bytes of all attachments that the server stores, without thumbnails.</summary>
    /// <value>107,374,182,400</value>
    [NumberSetting(1)]
    public long MaxStoredBytes { get; set; } = 100L * 1024 * 1024 * 1024;

    /// <summary>The bytes that remain free on the disk: below them, uploads are refused, and messages are still stored.</summary>
    /// <value>524,288,000</value>
    [NumberSetting(1)]
    public long MinFreeDiskBytes { get; set; } = 500L * 1024 * 1024;

    /// <summary>All calls of one address in a minute.</summary>
    /// <value>1200</value>
    [NumberSetting(1)]
    public int RequestsPerMinute { get; set; } = 1200;

    /// <summary>The maximum size of an attachment in bytes.</summary>
    /// <value>20,971,520</value>
    [NumberSetting(1)]
    public long MaxAttachmentBytes { get; set; } = 20 * 1024 * 1024;

    /// <summary>The maximum number of pixels of an image for which a thumbnail is created. Decoding takes 4 to 6 bytes of memory for each pixel; of images with more than 2 million pixels, one is decoded at a time.</summary>
    /// <value>50,000,000</value>
    [NumberSetting(1)]
    public long MaxThumbnailPixels { get; set; } = 50_000_000;

    /// <summary>The maximum length of a message in characters.</summary>
    /// <value>10,000</value>
    [NumberSetting(1)]
    public int MaxMessageCharacters { get; set; } = 10_000;

    /// <summary>The maximum size of a JSON body in bytes, except of messages.</summary>
    /// <value>65,536</value>
    [NumberSetting(1)]
    public int MaxJsonBytes { get; set; } = 64 * 1024;

    /// <summary>The maximum size of a JSON body with a message in bytes. It is larger than the longest message, so that the answer to one that is too long can name its length.</summary>
    /// <value>1,048,576</value>
    [NumberSetting(1)]
    public int MaxMessageJsonBytes { get; set; } = 1024 * 1024;
}
