using Livecaller.Server.S3.Tests.Support;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Server.Tests.Support;

/// <summary>The stored files of attachments: objects whose prefix belongs to the data directory. The tests of Livecaller.Server that are compiled into this project run on them.</summary>
internal static class TestFiles
{
    public const bool KeepsUnfinishedCalls = false;

    private static S3Server Server => S3Server.SharedAsync.GetAwaiter().GetResult();

    public static void Use(WebApplicationBuilder builder, string data) => Use(builder, Server, Prefix(data));

    /// <summary>Stores the attachments of an app on a server.</summary>
    public static void Use(WebApplicationBuilder builder, S3Server server, string prefix) => builder.Services.UseS3(s3 =>
    {
        (s3.Endpoint, s3.Bucket, s3.Region, s3.Prefix) = (server.Address, S3Server.Bucket, S3Server.Region, prefix);
        (s3.AccessKey, s3.SecretKey) = (S3Server.AccessKey, S3Server.SecretKey);
    });

    public static string PathOf(string data, string id) => Path.Combine(data, "tmp", "attachments", id);

    public static string[] Names(string data) => [.. Server.Names.Where(n => n.StartsWith(Prefix(data), StringComparison.Ordinal)).Select(n => n[Prefix(data).Length..])
        .Where(n => !n.StartsWith("livecaller-", StringComparison.Ordinal))];

    public static byte[] Read(string data, string name) => Server.Content(Prefix(data) + name);

    public static void Write(string data, string name, string content) => Server.Put(Prefix(data) + name, System.Text.Encoding.UTF8.GetBytes(content));

    public static void Delete(string data, string name) => Server.Remove(Prefix(data) + name);

    public static void Copy(string data, string copy)
    {
        foreach (var name in Names(data)) Server.Put(Prefix(copy) + name, Read(data, name));
    }

    private static string Prefix(string data) => Path.GetFileName(data) + "/";
}
