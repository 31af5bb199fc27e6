using System.Data.Common;
using Microsoft.EntityFrameworkCore.Diagnostics;

namespace Livecaller.Server.PostgreSql.Storage;

// A text in PostgreSQL cannot have U+0000, which visitors can send: it is replaced, as browsers do. The log has it as JSON, where it is escaped.
internal sealed class NulCharacters : DbCommandInterceptor
{
    public override InterceptionResult<DbDataReader> ReaderExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result) => Replace(command, result);

    public override InterceptionResult<int> NonQueryExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<int> result) => Replace(command, result);

    public override InterceptionResult<object> ScalarExecuting(DbCommand command, CommandEventData eventData, InterceptionResult<object> result) => Replace(command, result);

    public override ValueTask<InterceptionResult<DbDataReader>> ReaderExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<DbDataReader> result, CancellationToken cancellationToken = default) => new(Replace(command, result));

    public override ValueTask<InterceptionResult<int>> NonQueryExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<int> result, CancellationToken cancellationToken = default) => new(Replace(command, result));

    public override ValueTask<InterceptionResult<object>> ScalarExecutingAsync(
        DbCommand command, CommandEventData eventData, InterceptionResult<object> result, CancellationToken cancellationToken = default) => new(Replace(command, result));

    /// <summary>Replaces it in a text, a list of texts, or whatever else a parameter has.</summary>
    public static object? In(object? value) => value switch
    {
        string text when text.Contains('\0') => text.Replace('\0', '\uFFFD'),
        IEnumerable<string> texts when texts.Any(t => t?.Contains('\0') == true) => texts.Select(t => (string?)In(t)).ToList(),
        _ => value,
    };

    private static T Replace<T>(DbCommand command, T result)
    {
        foreach (DbParameter parameter in command.Parameters) parameter.Value = In(parameter.Value);
        return result;
    }
}
