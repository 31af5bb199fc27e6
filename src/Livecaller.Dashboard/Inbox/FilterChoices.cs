using Livecaller.Dashboard.Conversations;
using Livecaller.Dashboard.Hosting;
using Livecaller.Server.Departments;
using Livecaller.Server.Notes;
using Livecaller.Server.Operators;

namespace Livecaller.Dashboard.Inbox;

/// <summary>What a list can be filtered by.</summary>
internal sealed class FilterChoices(ServiceCaller calls, Colleagues colleagues)
{
    internal IReadOnlyList<OperatorDepartmentPayload> Departments { get; private set; } = [];

    internal IReadOnlyList<string> Tags { get; private set; } = [];

    internal bool IsRead { get; private set; }

    internal string NameOf(DepartmentId id) => SafeText.Line(Departments.FirstOrDefault(d => d.Id == id)?.DisplayName) is { Length: > 0 } name ? name : SafeText.Line(id.Value);

    internal string NameOf(OperatorId id) => SafeText.Name(colleagues.Team.FirstOrDefault(o => o.Id == id)?.Name) is { Length: > 0 } name ? name : SafeText.Line(id.Value);

    internal async Task ReadAsync()
    {
        // Set first: whoever asks meanwhile must not ask again.
        IsRead = true;
        await colleagues.ReadAsync();
        var (departments, _) = await calls.CallAsync((IDepartmentService service, OperatorCaller me) => service.ListAsync(me, null));
        var (tags, _) = await calls.CallAsync((INoteService service, OperatorCaller me) => service.ListTagsAsync(me));
        (Departments, Tags) = (departments ?? Departments, tags?.Data ?? Tags);
    }
}
