using Livecaller.Connection;
using Livecaller.Protocol;
using Livecaller.Testing;
using Microsoft.Extensions.Time.Testing;

namespace Livecaller.Contract.Tests.Servers;

/// <summary>The server in memory that apps test with.</summary>
public sealed class TestHostServers : ContractServers
{
    public override Task<IContractServer> StartAsync(ContractSetup setup)
    {
        ArgumentNullException.ThrowIfNull(setup);
        return Task.FromResult<IContractServer>(new Server(new LivecallerTestHost(new()
        {
            JwtSecret = ContractSetup.Secret,
            StartTime = ContractSetup.Start,
            WidgetConfiguration = LivecallerTestHostOptions.DefaultWidget with
            {
                Id = new(ContractSetup.Widget),
                Departments = [.. setup.Departments.Select((name, i) => new Department { Id = new($"department-{i}"), DisplayName = name })],
                Fields = setup.Fields,
                Features = [.. setup.Features.Select(name => new WidgetFeature { Name = name })],
                MaxAttachmentBytes = ContractSetup.MaxAttachmentBytes,
                Settings = new() { MessageTypingPreview = setup.TypingPreview },
            },
        })));
    }

    private sealed class Server(LivecallerTestHost host) : IContractServer
    {
        public Uri Address => LivecallerTestHostOptions.ServerUrl;

        public FakeTimeProvider Time => host.Time;

        public IContractOperator Operator { get; } = new Olivia(host.Operator);

        public IPusherSocketFactory Sockets => host.CreateOptions().SocketFactory!;

        public HttpClient CreateClient() => new(host.CreateOptions().HttpHandler!, disposeHandler: false) { BaseAddress = Address };

        public ValueTask DisposeAsync() => host.DisposeAsync();
    }

    private sealed class Olivia(TestOperator self) : IContractOperator
    {
        public string Name => self.Name;

        public async Task<string> SaysAsync(string conversation, string text, string? replyTo) =>
            (await self.SaysAsync(text, new(conversation), replyTo is null ? null : new MessageId(replyTo))).Id.Value;

        public Task EditsAsync(string conversation, string message, string text) => self.EditsAsync(new(message), text);

        public Task DeletesAsync(string conversation, string message) => self.DeletesAsync(new(message));

        public Task TypesAsync(string conversation) => self.TypesAsync(new(conversation));

        public Task ReadsAsync(string conversation, long sequence) => self.ReadsAsync(new(conversation), sequence);

        public Task ReceivesAsync(string conversation, long sequence) => self.ReceivesAsync(new(conversation), sequence);

        public Task JoinsAsync(string conversation) => self.JoinsAsync(new(conversation));

        public Task TransfersToOperatorAsync(string conversation, string name) => self.TransfersAsync(name, new(conversation));

        public Task TransfersToDepartmentAsync(string conversation, string department) => self.TransfersAsync(new DepartmentId(department), new(conversation));

        public Task ClosesAsync(string conversation) => self.ClosesAsync(new(conversation));
    }
}
