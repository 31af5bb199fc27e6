using Livecaller.Dashboard.SignIn;

namespace Livecaller.Dashboard.Tests.SignIn;

public sealed class ReturnAddressTests
{
    [Theory]
    [InlineData("/dashboard")]
    [InlineData("/dashboard/widget")]
    [InlineData("/dashboard/c/0195f0c2-1111?x=1")]
    public void An_address_inside_the_dashboard_is_kept(string address) =>
        Assert.Equal(address, ReturnAddress.Safe(address, "/dashboard"));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("https://evil.example/dashboard")]
    [InlineData("//evil.example/dashboard")]
    [InlineData("/\\evil.example")]
    [InlineData("/dashboard\\..\\..")]
    [InlineData("/dashboard/../account")]
    [InlineData("/dashboard/%2e%2e/account")]
    [InlineData("/dashboardish")]
    [InlineData("/account")]
    [InlineData("/dashboard/login?returnUrl=/dashboard")]
    [InlineData("/dashboard/logout")]
    [InlineData("/dashboard/\r\nSet-Cookie: a=b")]
    [InlineData("javascript:alert(1)")]
    public void Any_other_address_becomes_the_dashboard(string? address) =>
        Assert.Equal("/dashboard", ReturnAddress.Safe(address, "/dashboard"));

    [Fact]
    public void The_path_base_belongs_to_the_address()
    {
        const string home = "/shop/dashboard";
        Assert.Equal("/shop/dashboard/widget", ReturnAddress.Safe("/shop/dashboard/widget", home));
        Assert.Equal("/shop/dashboard", ReturnAddress.Safe("/dashboard/widget", home));
    }
}
