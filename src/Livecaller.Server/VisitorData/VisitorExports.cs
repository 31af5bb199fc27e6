using Livecaller.Server.Attachments;

namespace Livecaller.Server.VisitorData;

// Creates exports. What they need outlives the call that asked for one.
internal sealed class VisitorExports(IDbContextFactory<LivecallerDbContext> contexts, AttachmentFiles files)
{
    public VisitorExport Create(string visitor, DateTimeOffset at) => new(contexts, files, visitor, at);
}
