using Microsoft.AspNetCore.Components.WebAssembly.Hosting;
using Storefront.Client;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.Services.AddShopClient(new Uri(builder.HostEnvironment.BaseAddress));
await builder.Build().RunAsync();
