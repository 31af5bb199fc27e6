using Livecaller.Bench.Page;
using Microsoft.AspNetCore.Components.WebAssembly.Hosting;

var builder = WebAssemblyHostBuilder.CreateDefault(args);
builder.RootComponents.Add<BenchPage>("#app");
await builder.Build().RunAsync();
