using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;

namespace Livecaller.Dashboard.Tests.Support;

internal static class Navigation
{
    /// <summary>Opens an address in the circuit.</summary>
    internal static void Navigate(this BunitServiceProvider services, string address) => services.GetRequiredService<NavigationManager>().NavigateTo(address);
}
