using Livecaller.Dashboard.Hosting;
using Livecaller.Dashboard.Localization;
using Livecaller.Protocol;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Livecaller.Dashboard.Widgets;

/// <summary>The widgets, as far as this operator may see and change them.</summary>
internal sealed partial class WidgetState(IServiceScopeFactory scopes, OperatorContext me, ILogger<WidgetState> logger)
{
    internal LoadState State { get; private set; } = LoadState.Loading;

    internal IReadOnlyList<WidgetDetails> Widgets { get; private set; } = [];

    internal bool CanChange => me.Operator.Role == LivecallerRoles.Administrator;

    internal async Task LoadAsync()
    {
        State = LoadState.Loading;
        try
        {
            var read = await AskAsync(static desk => desk.ListAsync());
            // Who may not change the widget has no use for its secret: it does not even reach this operator's components.
            Widgets = [.. read.Select(widget => CanChange ? widget : widget with { JwtSecret = "" })];
            State = LoadState.Ready;
        }
        catch (Exception e)
        {
            LogFailed(e);
            State = LoadState.Failed;
        }
    }

    /// <summary>Changes a widget; answers why it was refused, or null.</summary>
    internal async Task<string?> ChangeAsync(WidgetId id, WidgetChange change)
    {
        if (!CanChange)
            return Texts.AdministratorsOnly;
        try
        {
            var outcome = await AskAsync(desk => desk.UpdateAsync(id, change));
            if (!outcome.IsSuccess)
                return outcome.Problem.Errors?.Values.SelectMany(static reasons => reasons).FirstOrDefault() ?? outcome.Problem.Detail ?? Texts.SaveFailed;
            Widgets = [.. Widgets.Select(widget => widget.Id == id ? outcome.Value : widget)];
            return null;
        }
        catch (Exception e)
        {
            LogFailed(e);
            return Texts.SaveFailed;
        }
    }

    private async Task<T> AskAsync<T>(Func<IWidgetDesk, Task<T>> call)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await call(scope.ServiceProvider.GetRequiredService<IWidgetDesk>());
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "A call to the widget desk failed.")]
    private partial void LogFailed(Exception e);
}
