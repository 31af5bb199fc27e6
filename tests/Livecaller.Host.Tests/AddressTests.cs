using System.Net;
using Livecaller.EndToEnd.Running;

namespace Livecaller.Host.Tests;

public sealed class AddressTests(AddressTests.RunningHost host) : IClassFixture<AddressTests.RunningHost>
{
    [Theory]
    [InlineData("/")]
    [InlineData("/dashboard")]
    [InlineData("/docs")]
    [InlineData("/openapi/livecaller.json")]
    [InlineData("/health/live")]
    [InlineData("/health/ready")]
    public async Task Every_address_of_the_program_answers(string path)
    {
        using var http = new HttpClient { BaseAddress = host.Address };

        var answer = await http.GetAsync(path, TestContext.Current.CancellationToken);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    public sealed class RunningHost : IAsyncLifetime
    {
        private LivecallerProcess _process = null!;

        public Uri Address => _process.Address;

        public async ValueTask InitializeAsync() => _process = await LivecallerProcess.StartHostAsync();

        public ValueTask DisposeAsync() => _process.DisposeAsync();
    }
}
