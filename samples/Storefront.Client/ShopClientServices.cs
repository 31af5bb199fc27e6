using Livecaller.Blazor;
using Storefront.Client.Accounts;
using Storefront.Client.Notices;

namespace Storefront.Client;

/// <summary>What the shop's pages need, in the browser and while the server renders them for the first time.</summary>
public static class ShopClientServices
{
    /// <summary>Adds it, with the shop and Livecaller both at <paramref name="address"/>.</summary>
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
