using Livecaller.Server.Operators;

namespace Livecaller.Server.Tags;

/// <summary>The tags of all conversations. Every call is refused with 401 when the caller's session has ended, and with 403 without the permission.</summary>
public interface ITagService
{
    /// <summary>Lists the tags that conversations have, sorted, and how many have each.</summary>
    Task<Outcome<DataPage<TagUsagePayload>>> ListAsync(OperatorCaller caller, CancellationToken cancellationToken = default);

    /// <summary>Renames a tag in all conversations. A name that is a tag already merges the two. Supervisors only.</summary>
    Task<Outcome<TagUsagePayload>> RenameAsync(OperatorCaller caller, RenameTagRequest request, CancellationToken cancellationToken = default);

    /// <summary>Removes a tag from all conversations. Supervisors only.</summary>
    Task<Outcome<TagUsagePayload>> RemoveAsync(OperatorCaller caller, RemoveTagRequest request, CancellationToken cancellationToken = default);
}
