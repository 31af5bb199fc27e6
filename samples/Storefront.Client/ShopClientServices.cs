using Livecaller.Blazor;
using Storefront.Client.Accounts;
using Storefront.Client.Notices;

namespace Storefront.Client;

/// <summary>Registers the services of the shop's pages, in the browser and for prerendering on the server.</summary>
public static class ShopClientServices
{
    /// <summary>Adds the services. The shop and Livecaller are both at <paramref name="address"/>.</summary>
    public static IServiceCollection AddShopClient(this IServiceCollection services, Uri address)
    {
        services.AddLivecallerBlazor(options => options.ServerUrl = address);
        services.AddScoped(_ => new HttpClient { BaseAddress = address });
        services.AddScoped<AccountApi>();
        services.AddScoped<ShopSession>();
        services.AddScoped<NoticeBoard>();
        return services;
    }
}
