using Livecaller.Server.Operators;
using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Security.Tests.Operators;

/// <summary>Passwords that are guessed first, which nobody can choose.</summary>
public sealed class PasswordRuleTests
{
    private static readonly LivecallerOperator Olga = new()
    {
        Email = "olga.petrowa@fernandoak.example",
        UserName = "olga.petrowa@fernandoak.example",
        DisplayName = "Olga \"Lola\" Petrowa",
    };

    [Theory]
    [InlineData("correct horse")]
    [InlineData("correct horse battery")]
    [InlineData("Correct-Horse-7-Battery")]
    [InlineData("another long password")]
    [InlineData("vT9kqW2mZx7R")]
    [InlineData("482917365028")]
    [InlineData("§$%&/()=?*~#")]
    [InlineData("ცისფერი ვაშლი და კატა")]
    [InlineData("kumquat meadow kumquat meadow")]
    [InlineData("Olga rides a purple bicycle")]
    [InlineData("sunshine over Trondheim")]
    public void A_password_that_is_not_guessed_first_is_accepted(string password) =>
        Assert.Null(OperatorPasswordValidator.Fault(Olga, password));

    [Theory]
    [InlineData("correcthorsebatterystaple")]
    [InlineData("Correct Horse Battery Staple")]
    [InlineData("TheQuickBrownFox")]
    [InlineData("l3tm31npl3as3")]
    public void One_of_the_commonest_is_refused_however_it_is_spelt(string password) =>
        AssertRefused(password, "PasswordIsCommon", "most common");

    [Theory]
    [InlineData("aaaaaaaaaaaa")]
    [InlineData("ababababababa")]
    [InlineData("abc123abc123")]
    [InlineData("secretsecret")]
    [InlineData("Meadow7meadow7")]
    [InlineData("x7Q!x7Q!x7Q!")]
    public void A_repeated_group_is_refused(string password) => AssertRefused(password, "PasswordRepeats", "repetition");

    [Theory]
    [InlineData("123456789012")]
    [InlineData("0987654321098")]
    [InlineData("abcdefghijkl")]
    [InlineData("zyxwvutsrqpo")]
    [InlineData("qwertyuiopasdfghjkl")]
    [InlineData("qwertzuiop123")]
    [InlineData("1qaz2wsx3edc")]
    [InlineData("1q2w3e4r5t6y")]
    [InlineData("asdf-jkl;-asdf")]
    [InlineData("poiuytrewq99")]
    [InlineData("йцукенгшщзхъ")]
    [InlineData("!@#$%^&*()_+")]
    public void A_sequence_of_characters_or_keys_is_refused(string password) => AssertRefused(password, "PasswordIsPredictable", "sequences");

    [Theory]
    [InlineData("livecaller2026")]
    [InlineData("L1veC@ller!!")]
    [InlineData("my-livecaller")]
    public void The_name_of_the_product_is_refused(string password) => AssertRefused(password, "PasswordIsPredictable", "the product");

    [Theory]
    [InlineData("olga.petrowa")]
    [InlineData("Olga.Petrowa1990")]
    [InlineData("petrowa-olga-1")]
    [InlineData("olga.petrowa@fernandoak.example")]
    [InlineData("FernAndOak2026")]
    [InlineData("lola-lola-petrowa")]
    public void The_name_or_the_address_of_the_account_is_refused(string password) =>
        AssertRefused(password, "PasswordIsPredictable", "account's name or e-mail address");

    [Fact]
    public void The_name_of_somebody_else_is_a_word_as_any_other() =>
        Assert.Null(OperatorPasswordValidator.Fault(new() { Email = "ivan@example.com" }, "Olga.Petrowa1990"));

    [Theory]
    [InlineData("password2024")]
    [InlineData("P@ssw0rd1234")]
    [InlineData("Welcome-Admin-1")]
    [InlineData("Summer2026!!!")]
    [InlineData("changeme-please")]
    [InlineData("correct horse battery staple 1")]
    public void Common_words_with_a_few_other_characters_are_refused(string password) =>
        AssertRefused(password, "PasswordIsPredictable", "common words");

    [Fact]
    public void Too_few_different_characters_are_refused() =>
        Assert.Equal("The password has fewer than 6 different characters.", OperatorPasswordValidator.Fault(Olga, "1990-2009-1920")?.Description);

    [Fact]
    public void The_parts_that_do_not_count_are_named_without_quoting_them() =>
        Assert.Equal(
            "Without sequences of characters or keys, the account's name or e-mail address, common words, the password has fewer than 6 different characters.",
            OperatorPasswordValidator.Fault(Olga, "Olga-password-12345")?.Description);

    [Theory]
    [InlineData("vT9kqW2mZx7", "12 characters")]
    [InlineData("livecaller2026", "the product")]
    public async Task Accounts_take_no_such_password_wherever_it_is_set(string password, string reason)
    {
        await using var server = await LivecallerServer.StartAsync();
        await using var scope = server.App.Services.CreateAsyncScope();
        var accounts = scope.ServiceProvider.GetRequiredService<UserManager<LivecallerOperator>>();
        var olga = (await accounts.FindByEmailAsync(LivecallerServer.Email))!;
        var ivan = new LivecallerOperator { Id = Guid.NewGuid(), UserName = "ivan@example.com", Email = "ivan@example.com" };
        Assert.True((await accounts.CreateAsync(ivan)).Succeeded);
        var peter = new LivecallerOperator { Id = Guid.NewGuid(), UserName = "peter@example.com", Email = "peter@example.com" };

        foreach (var result in (IdentityResult[])
        [
            await accounts.CreateAsync(peter, password),
            await accounts.AddPasswordAsync(ivan, password),
            await accounts.ChangePasswordAsync(olga, LivecallerServer.Password, password),
        ])
        {
            Assert.Contains(reason, Assert.Single(result.Errors).Description, StringComparison.Ordinal);
        }

        Assert.True(await accounts.CheckPasswordAsync(olga, LivecallerServer.Password));
    }

    private static void AssertRefused(string password, string code, string reason)
    {
        var fault = OperatorPasswordValidator.Fault(Olga, password);
        Assert.True(fault is not null, $"{password} was accepted");
        Assert.Equal(code, fault.Code);
        Assert.Contains(reason, fault.Description, StringComparison.Ordinal);
        Assert.DoesNotContain(password, fault.Description, StringComparison.OrdinalIgnoreCase);
    }
}
