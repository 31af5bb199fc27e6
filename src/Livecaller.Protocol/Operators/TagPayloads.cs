using System.Text.Json.Serialization;

namespace Livecaller.Protocol;

/// <summary>The body of <c>POST /v1/operator/tags/rename</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RenameTagRequest
{
    /// <summary>The tag. Required.</summary>
    public string? Tag { get; init; }

    /// <summary>Its new name, 1 to 40 characters. A name that is a tag already merges the two. Required.</summary>
    public string? Name { get; init; }
}

/// <summary>The body of <c>POST /v1/operator/tags/remove</c>.</summary>
[JsonUnmappedMemberHandling(JsonUnmappedMemberHandling.Disallow)]
public sealed record RemoveTagRequest
{
    /// <summary>The tag. Required.</summary>
    public string? Tag { get; init; }
}

/// <summary>A tag, and how many conversations have it or had it.</summary>
/// <param name="Tag">The tag.</param>
/// <param name="Conversations">In how many conversations it is, or was changed.</param>
public sealed record TagUsagePayload(string Tag, int Conversations);
