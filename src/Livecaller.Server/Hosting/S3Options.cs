namespace Livecaller.Server.Hosting;

/// <summary>
/// The bucket that attachments are stored in. <c>Livecaller.Host</c> uses it when <see cref="Bucket"/> is set; apps call <c>UseS3()</c> of the package
/// Livecaller.Server.S3.
/// </summary>
public sealed class S3Options
{
    /// <summary>The address of the S3 server, for example <c>https://s3.example</c>.</summary>
    /// <value>Null: Amazon S3 in the <see cref="Region"/>.</value>
    public Uri? Endpoint { get; set; }

    /// <summary>The bucket. It has to exist, and needs no public access.</summary>
    /// <value>Null: attachments are files in the data directory.</value>
    public string? Bucket { get; set; }

    /// <summary>The region of the bucket, which signatures contain.</summary>
    /// <value><c>us-east-1</c></value>
    public string Region { get; set; } = "us-east-1";

    /// <summary>The id of the access key.</summary>
    /// <value>Null: the credentials that the AWS SDK finds, such as those of the machine's role.</value>
    public string? AccessKey { get; set; }

    /// <summary>The secret of the access key.</summary>
    /// <value>Null, like <see cref="AccessKey"/>.</value>
    public string? SecretKey { get; set; }

    /// <summary>Whether the bucket is in the path of addresses, and not in their host name.</summary>
    /// <value>Null: true with an <see cref="Endpoint"/>, false without one.</value>
    public bool? PathStyle { get; set; }

    /// <summary>What the names of all objects begin with, for example <c>livecaller/</c>. Two installations must not have the same one in a bucket.</summary>
    /// <value>Empty.</value>
    public string Prefix { get; set; } = "";

    /// <summary>How long one request to the S3 server can take. A failed one is repeated twice.</summary>
    /// <value>30 seconds, at most 10 minutes.</value>
    [TimeSetting(Minimum = 1, Maximum = 600)]
    public TimeSpan Timeout { get; set; } = TimeSpan.FromSeconds(30);
}
