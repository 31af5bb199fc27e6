using System.Text;
using Livecaller.Server.SecondFactor;

namespace Livecaller.Server.Tests.SecondFactor;

public sealed class AuthenticatorCodesTests
{
    // The last six digits of the samples: https://www.rfc-editor.org/rfc/rfc6238#appendix-B.
    [Theory]
    [InlineData(59, "287082")]
    [InlineData(1111111109, "081804")]
    [InlineData(1111111111, "050471")]
    [InlineData(1234567890, "005924")]
    [InlineData(2000000000, "279037")]
    [InlineData(20000000000, "353130")]
    public void The_codes_are_those_of_the_specification(long seconds, string code)
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");

        Assert.Equal(seconds / 30, AuthenticatorCodes.StepOf(key, code, DateTimeOffset.FromUnixTimeSeconds(seconds)));
    }

    [Theory]
    [InlineData("")]
    [InlineData("28708")]
    [InlineData("2870822")]
    [InlineData("28708x")]
    [InlineData("٢٨٧٠٨٢")]
    public void Anything_but_six_digits_is_wrong(string code) =>
        Assert.Null(AuthenticatorCodes.StepOf(Encoding.ASCII.GetBytes("12345678901234567890"), code, DateTimeOffset.FromUnixTimeSeconds(59)));

    [Fact]
    public void Apps_read_the_key_from_an_address_or_as_text()
    {
        var key = Encoding.ASCII.GetBytes("12345678901234567890");

        Assert.Equal("GEZD GNBV GY3T QOJQ GEZD GNBV GY3T QOJQ", AuthenticatorCodes.TextOf(key));
        Assert.StartsWith("otpauth://totp/Livecaller:olga%40example.com?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Livecaller",
            AuthenticatorCodes.AddressOf(key, "olga@example.com"), StringComparison.Ordinal);
    }
}
