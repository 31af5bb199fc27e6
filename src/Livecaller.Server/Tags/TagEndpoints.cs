using Livecaller.Server.Http;

namespace Livecaller.Server.Tags;

internal static class TagEndpoints
{
    // With the tag in the body: a tag can have any character, also those that a path can't have.
    public static void MapTags(this RouteGroupBuilder group)
    {
        group.MapGet("/tags/usage", async (HttpContext http, ITagService tags) => (await tags.ListAsync(http.OperatorCaller(), http.RequestAborted).ConfigureAwait(false)).ToResult())
            .Produces<DataPage<TagUsagePayload>>().WithSummary("All tags that conversations have, and how many have each.");
        group.MapPost("/tags/rename", RenameAsync).Produces<DataEnvelope<TagUsagePayload>>()
            .WithSummary("Renames a tag in all conversations; a name that is a tag already merges the two. Supervisors only.");
        group.MapPost("/tags/remove", RemoveAsync).Produces<DataEnvelope<TagUsagePayload>>().WithSummary("Removes a tag from all conversations. Supervisors only.");
    }

    private static async Task<IResult> RenameAsync(HttpContext http, ITagService tags, Body<RenameTagRequest> body) =>
        (await tags.RenameAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();

    private static async Task<IResult> RemoveAsync(HttpContext http, ITagService tags, Body<RemoveTagRequest> body) =>
        (await tags.RemoveAsync(http.OperatorCaller(), await body.ReadAsync().ConfigureAwait(false), http.RequestAborted).ConfigureAwait(false)).ToData();
}
