using System.Net;
using System.Text;
using Livecaller.Server.Hosting;
using Livecaller.Server.Operators;
using Livecaller.Server.Widgets;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;

namespace Livecaller.Security.Tests.Secrets;

/// <summary>Somebody who has a copy of the database, but not of the keys.</summary>
public sealed class WidgetSecretTests : IDisposable
{
    private const string Plain = "a-secret-of-an-earlier-version-0123456789";
    private readonly CancellationToken _ct = TestContext.Current.CancellationToken;
    private readonly string _directory = Directory.CreateTempSubdirectory("livecaller-secrets-").FullName;
    private readonly LogLines _log = new();

    public void Dispose()
    {
        _log.Dispose();
        Directory.Delete(_directory, recursive: true);
    }

    [Fact]
    public async Task No_file_has_the_secret_of_a_widget_in_plain_text()
    {
        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            await server.VisitorAsync(Jwt.For("anna"));
            Assert.Equal(LivecallerServer.Secret, (await server.Get<IWidgetService>().ReadSecretAsync(OperatorCaller.Application, new("shop"), _ct)).Value);
        }

        Assert.DoesNotContain(Files(), file => Has(file, LivecallerServer.Secret));
    }

    [Fact]
    public async Task A_secret_that_an_earlier_version_has_stored_is_encrypted_at_the_start()
    {
        await SeededDirectory.CopyAsync(_directory);
        await StoreAsync(Plain);
        Assert.Contains(Files(), file => Has(file, Plain));
        await using (var server = await LivecallerServer.StartAsync(_directory))
        {
            await server.VisitorAsync(Jwt.Sign(new { sub = "anna", iat = Jwt.Now }, secret: Plain));
            Assert.Equal(Plain, (await server.Get<IWidgetService>().ReadSecretAsync(OperatorCaller.Application, new("shop"), _ct)).Value);
        }

        Assert.DoesNotContain(Files(), file => Has(file, Plain));
    }

    [Fact]
    public async Task Without_its_keys_a_secret_is_refused_and_everything_else_works()
    {
        await SeededDirectory.CopyAsync(_directory);
        foreach (var key in Directory.GetFiles(Path.Combine(_directory, "keyring"))) File.Delete(key);
        await using var server = await LivecallerServer.StartAsync(_directory, TimeProvider.System, _log);

        Assert.Contains("cannot be decrypted with the keys in", await _log.WaitForAsync("The identity secret of the widget shop"), StringComparison.Ordinal);
        await (await server.VisitorAsync()).StartAsync();
        var refused = await new Caller(server.NewClient(), "/v1/widget", "", "").PostAsync("/auth/login", new { jwt_token = Jwt.For("anna") });
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.Status);
        Assert.Equal("The server cannot read the identity secret of this widget. Its log has the reason.", refused.Body.GetProperty("detail").GetString());
        Assert.Equal(503, (await server.Get<IWidgetService>().ReadSecretAsync(OperatorCaller.Application, new("shop"), _ct)).Problem?.Status);
        var secret = (await server.Get<IWidgetService>().RotateSecretAsync(OperatorCaller.Application, new("shop"), new(), _ct)).Value!;
        await server.VisitorAsync(Jwt.Sign(new { sub = "anna", iat = Jwt.Now }, secret: secret.Secret));
    }

    [Fact]
    public async Task A_start_that_cannot_encrypt_the_secrets_is_refused_in_one_line()
    {
        var keys = Directory.CreateDirectory(Path.Combine(_directory, "keyring")).FullName;
        await File.WriteAllTextAsync(Path.Combine(keys, $"key-{Guid.NewGuid()}.xml"), "This is no key.", _ct);

        var fault = await Assert.ThrowsAsync<LivecallerStartupException>(() => LivecallerServer.StartAsync(_directory));

        Assert.StartsWith($"The keys in '{keys}' cannot be used: ", fault.Message, StringComparison.Ordinal);
        Assert.DoesNotContain('\n', fault.Message);
    }

    private string[] Files() => Directory.GetFiles(_directory, "*", SearchOption.AllDirectories);

    private static bool Has(string file, string text) => File.ReadAllBytes(file).AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;

    private async Task StoreAsync(string secret)
    {
        await using var database = new SqliteConnection($"Data Source={Path.Combine(_directory, "livecaller.db")};Pooling=False");
        await database.OpenAsync(_ct);
        await using var command = database.CreateCommand();
        command.CommandText = "UPDATE Widgets SET JwtSecret = $secret";
        command.Parameters.AddWithValue("$secret", secret);
        Assert.Equal(1, await command.ExecuteNonQueryAsync(_ct));
    }
}
