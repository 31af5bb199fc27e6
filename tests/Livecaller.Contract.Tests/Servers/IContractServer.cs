using Livecaller.Connection;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>A running server that the contract is tested against.</summary>
public interface IContractServer : IAsyncDisposable
{
    /// <summary>Where it is, with a slash at the end.</summary>
    Uri Address { get; }

    /// <summary>Its clock, which only the test moves.</summary>
    FakeTimeProvider Time { get; }

    IContractOperator Operator { get; }

    internal IPusherSocketFactory Sockets { get; }

    HttpClient CreateClient();
}

/// <summary>The other side of the conversations. What the server refuses is an <see cref="InvalidOperationException"/>.</summary>
public interface IContractOperator
{
    string Name { get; }

    /// <summary>Sends a message; gives its id.</summary>
    Task<string> SaysAsync(string conversation, string text, string? replyTo = null);

    Task EditsAsync(string conversation, string message, string text);

    Task DeletesAsync(string conversation, string message);

    Task TypesAsync(string conversation);

    Task ReadsAsync(string conversation, long sequence);

    Task ReceivesAsync(string conversation, long sequence);

    Task JoinsAsync(string conversation);

    /// <summary>Hands the conversation over to another operator, who is called so.</summary>
    Task TransfersToOperatorAsync(string conversation, string name);

    Task TransfersToDepartmentAsync(string conversation, string department);

    Task ClosesAsync(string conversation);
}
