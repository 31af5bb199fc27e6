using Livecaller.Protocol.Pusher;

namespace Livecaller.Protocol.Tests.Pusher;

/// <summary>The vectors are those of the protocol's documentation.</summary>
public sealed class PusherSignatureTests
{
    private const string Key = "278d425bdf160c739803";
    private const string Secret = "7ad3773142a6692b25b8";

    [Fact]
    public void A_private_channel_is_signed_as_documented()
    {
        var auth = PusherSignature.SignChannel(Key, Secret, "1234.1234", "private-foobar");

        Assert.StartsWith(Key + ":58df8b0c", auth, StringComparison.Ordinal);
        Assert.EndsWith("c3a4", auth, StringComparison.Ordinal);
    }

    [Fact]
    public void A_user_is_signed_as_documented()
    {
        var auth = PusherSignature.SignUser(Key, Secret, "1234.1234", """{"id":"12345"}""");

        Assert.StartsWith(Key + ":4708d583", auth, StringComparison.Ordinal);
        Assert.EndsWith("36ba", auth, StringComparison.Ordinal);
    }

    [Fact]
    public void Member_data_is_part_of_what_is_signed()
    {
        const string member = """{"user_id":"10"}""";
        var auth = PusherSignature.SignChannel(Key, Secret, "1.2", "presence-x", member);

        Assert.True(PusherSignature.IsValidForChannel(auth, Key, Secret, "1.2", "presence-x", member));
        Assert.False(PusherSignature.IsValidForChannel(auth, Key, Secret, "1.2", "presence-x"));
        Assert.False(PusherSignature.IsValidForChannel(auth, Key, Secret, "1.2", "presence-x", """{"user_id":"11"}"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("278d425bdf160c739803:")]
    [InlineData("278d425bdf160c739803:58df8b0c")]
    public void Anything_else_is_no_signature(string? auth) =>
        Assert.False(PusherSignature.IsValidForChannel(auth, Key, Secret, "1234.1234", "private-foobar"));
}
