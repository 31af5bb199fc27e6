using Livecaller.Protocol;
using Livecaller.Server;
using Livecaller.Server.Departments;

namespace Livecaller.Dashboard.Tests.Fakes;

/// <summary>Departments in memory.</summary>
internal sealed class FakeDepartmentDesk : IDepartmentService
{
    private readonly List<OperatorDepartmentPayload> _departments = [];

    public Task<IReadOnlyList<OperatorDepartmentPayload>> ListAsync(WidgetId? widget, CancellationToken cancellationToken = default) =>
        Task.FromResult<IReadOnlyList<OperatorDepartmentPayload>>([.. _departments]);

    public Task<Outcome<OperatorDepartmentPayload>> CreateAsync(DepartmentRequest request, CancellationToken cancellationToken = default)
    {
        if (string.IsNullOrEmpty(request.DisplayName))
        {
            return Task.FromResult<Outcome<OperatorDepartmentPayload>>(new Problem
            {
                Status = 422,
                Errors = new Dictionary<string, IReadOnlyList<string>> { ["display_name"] = ["A name is needed."] },
            });
        }

        var made = new OperatorDepartmentPayload
        {
            Id = new($"d{_departments.Count + 1}"),
            WidgetId = request.WidgetId!.Value,
            DisplayName = request.DisplayName,
            TimeGroup = request.TimeGroup,
            IsOpen = true,
        };
        _departments.Add(made);
        return Task.FromResult<Outcome<OperatorDepartmentPayload>>(made);
    }

    public Task<Outcome<OperatorDepartmentPayload>> UpdateAsync(DepartmentId id, DepartmentRequest request, CancellationToken cancellationToken = default)
    {
        var place = _departments.FindIndex(d => d.Id == id);
        _departments[place] = _departments[place] with { DisplayName = request.DisplayName!, TimeGroup = request.TimeGroup };
        return Task.FromResult<Outcome<OperatorDepartmentPayload>>(_departments[place]);
    }

    public Task<Outcome<bool>> DeleteAsync(DepartmentId id, CancellationToken cancellationToken = default) =>
        Task.FromResult<Outcome<bool>>(_departments.RemoveAll(d => d.Id == id) > 0);
}
